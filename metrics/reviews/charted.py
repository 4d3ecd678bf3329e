"""Charted: a measure over whole months or quarters, judged on all of them, without points of too few people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from metrics.ask import Ask
from metrics.catalogue.definition import Indicator
from metrics.compute import indicator_of, series, values_by
from metrics.period import Grain, rolling_months
from metrics.reader import Reader
from metrics.reviews.protect import hidden
from metrics.reviews.signals import Watched, since_begun, watched
from metrics.scope import Scope
from metrics.statistics.spc import SETTLED_AT
from metrics.value import IndicatorValue
from metrics.values.shape import suppress

HISTORY = 36
"""Months that charts look back."""
ENOUGH_HIDDEN = 3
"""Points that are hidden together, where any is: what a chart says of all its points gives back no one of them."""
TOLD_BESIDE = 5
"""The newest points, which tables tell as the last quarter and the same quarter a year ago."""


def charted(reader: Reader, scope: Scope, ask: Ask, tile: IndicatorValue) -> Watched | None:
    """Chart whole months until the end of a question's period where they hold enough, else quarters; never a
    rolling window. None where nothing was ever recorded.

    What the chart says is judged on all points: a verdict shows nobody. Points of too few people are then
    taken out of it, so that they are not drawn.
    """
    everything = scope.model_copy(update={"threshold": 0})
    indicator, period = indicator_of(ask.indicator), rolling_months(ask.end, HISTORY)
    ask = ask.model_copy(update={"start": period.start, "end": period.end})
    found = None
    if indicator.cadence != "quarterly" and indicator.kind in ("rate", "count", "stock"):
        found = _judged(indicator, series(reader, everything, ask, "month"), "month", tile)
    if found is None or found.rare or found.known < SETTLED_AT:
        by_quarter = _judged(indicator, values_by(reader, everything, ask, "quarter"), "quarter", tile)
        better = by_quarter is not None and not by_quarter.rare
        found = by_quarter if found is None or better else found
    return found and without_few(found, scope)


def _judged(
    indicator: Indicator, points: Sequence[IndicatorValue], grain: Grain, tile: IndicatorValue
) -> Watched | None:
    settled = _settled(indicator, points)
    if not settled:
        return None
    # Points carry no target of their own: what was promised is that of the tile.
    settled[-1] = settled[-1].model_copy(update={"target": tile.target})
    return watched([(indicator, settled)], grain)[0]


def without_few(found: Watched, scope: Scope) -> Watched:
    """Take out the points of too few people; their limits and the verdict stay."""
    return without(found, scope.threshold, lambda one: suppress(one, scope))


def without(found: Watched, k: int, hide: Callable[[IndicatorValue], IndicatorValue]) -> Watched:
    """Take out the points that are hidden, and so many more that none comes back from the mean and the limits.

    Where the latest is one of them none is drawn: another would be taken for the latest.
    """
    shown = _together(tuple(hide(one) for one in found.values), k)
    masked = tuple(
        None if one.status == "suppressed" else point
        for one, point in zip(shown, found.chart.values, strict=True)
    )
    if shown[-1].status == "suppressed":
        nothing = (None,) * len(masked)
        chart = replace(found.chart, values=nothing, rules=nothing, sides=(0,) * len(masked))
    else:
        chart = replace(found.chart, values=masked)
    return replace(found, values=shown, chart=chart)


def _together(points: tuple[IndicatorValue, ...], k: int) -> tuple[IndicatorValue, ...]:
    """Hide one or two more where one or two are hidden: the smallest that no table beside the chart tells.

    A chart tells its mean and its mean moving range: two equations, which give back up to two points.
    """
    alone = sum(one.status == "suppressed" for one in points)
    if not 0 < alone < ENOUGH_HIDDEN or points[-1].status == "suppressed":
        return points
    known = [place for place, one in enumerate(points[:-1]) if one.value is not None]
    order = sorted(known, key=lambda place: (place >= len(points) - TOLD_BESIDE, points[place].n or 0.0))
    more = set(order[: ENOUGH_HIDDEN - alone])
    return tuple(hidden(one, k, secondary=True) if place in more else one for place, one in enumerate(points))


def _settled(indicator: Indicator, points: Sequence[IndicatorValue]) -> list[IndicatorValue]:
    """The points from the first that was recorded to the last that has a value.

    A cohort that has not been followed for as long as the indicator asks has no value yet.
    """
    waiting = {"value": None, "low": None, "high": None}
    followed = indicator.kind == "return_curve"
    kept = [
        one.model_copy(update=waiting) if followed and one.status == "too_few" else one
        for one in since_begun(points)
    ]
    while kept and kept[-1].value is None:
        kept.pop()
    return kept
