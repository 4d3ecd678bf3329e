"""Moved: whether a chart really changed since the board decided something about it.

Two numbers that differ are no change. The usual range is that of the months (or quarters) until the decision;
what came after is judged against it by the rules of the control chart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from metrics.ask import Ask
from metrics.compute import indicator_of, series, values_by
from metrics.period import Period, add_months, quarter_of
from metrics.reader import Reader
from metrics.reviews.charted import HISTORY
from metrics.reviews.guarded import guarded_value
from metrics.reviews.signals import since_begun
from metrics.scope import Scope
from metrics.statistics.spc import TRIAL_AT, variation, xmr
from metrics.value import IndicatorValue

Movement = Literal["improvement", "concern", "neutral_high", "neutral_low", "common", "too_few", "too_early"]
"""What the chart says since a decision; ``too_early``: no period has ended since, ``too_few``: too few before it
to know what was usual."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The number of the quarter that asked for a decision, that of a later quarter, and what the chart says."""

    before: IndicatorValue
    now: IndicatorValue
    movement: Movement


def moved(reader: Reader, scope: Scope, ask: Ask, until: Period) -> Moved:
    """Compare the quarter of a question with a later one; ``ask.period`` is the quarter of the decision."""
    before = guarded_value(reader, scope, ask)
    now = guarded_value(reader, scope, ask.model_copy(update={"start": until.start, "end": until.end}))
    return Moved(before, now, _movement(reader, scope, ask, until))


def _movement(reader: Reader, scope: Scope, ask: Ask, until: Period) -> Movement:
    everything = scope.model_copy(update={"threshold": 0})  # a verdict shows nobody
    indicator = indicator_of(ask.indicator)
    start = add_months(quarter_of(ask.end).start, -HISTORY)
    asked = ask.model_copy(update={"start": start, "end": until.end})
    monthly = indicator.kind in ("rate", "count", "stock") and indicator.cadence != "quarterly"
    found = (
        series(reader, everything, asked, "month")
        if monthly
        else values_by(reader, everything, asked, "quarter")
    )
    # A period that the data do not reach the end of is not judged.
    points = [one for one in since_begun(found) if one.end <= one.as_of]
    while points and points[-1].value is None:
        points.pop()
    since = [one for one in points if one.start > ask.end and one.value is not None]
    if not since:
        return "too_early"
    judged = xmr(
        [one.value for one in points],
        baseline=[one.end <= ask.end for one in points],
        floor=0.0,
        ceiling=1.0 if indicator.unit == "proportion" else None,
    )
    if judged.n < TRIAL_AT:
        return "too_few"
    return variation(judged, indicator.direction)
