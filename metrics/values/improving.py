"""Which of the main measures really improved: a verdict of their control charts, not of two points."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence

from metrics.ask import Ask
from metrics.catalogue.definition import Indicator
from metrics.period import Grain
from metrics.statistics.spc import SETTLED_AT, Xmr, variation, xmr
from metrics.value import IndicatorValue, Reason
from metrics.values.shape import cannot_be_combined, not_measured, shape
from metrics.values.sums import Place

HISTORY = 36
"""Months that charts look back."""
THIN = 5
"""Months whose usual denominator is below this say nothing alone: quarters are charted instead."""
Points = Callable[[Indicator, Grain], Sequence[IndicatorValue]]


def improving_share(
    place: Place, indicator: Indicator, ask: Ask, measures: Sequence[Indicator], points: Points
) -> IndicatorValue:
    """The share of the main measures whose latest point is an improvement beyond chance.

    ``denominator`` are those with a good direction and limits that rest on at least twelve months, or quarters
    where months hold too little. How many got worse is said beside it.
    """
    if ask.dim != "all":
        return cannot_be_combined(indicator, ask, place, "reason.no_such_group", group=ask.dim)
    verdicts = [
        variation(chart, one.direction)
        for one in measures
        if one.direction != "neutral" and (chart := settled_chart(one, points)) is not None
    ]
    if not verdicts:
        return not_measured(indicator, ask, place, "reason.few_points")
    better, worse = verdicts.count("improvement"), verdicts.count("concern")
    return shape(
        indicator,
        ask,
        place,
        status="ok",
        value=better / len(verdicts),
        numerator=float(better),
        denominator=float(len(verdicts)),
        n=float(len(verdicts)),
        notes=(
            Reason(key="note.signals_worse", values={"n": worse, "steady": len(verdicts) - better - worse}),
        ),
    )


def settled_chart(indicator: Indicator, points: Points) -> Xmr | None:
    """Chart an indicator by month, else by quarter; None where neither gives twelve points that hold enough."""
    grains: tuple[Grain, ...] = ("month", "quarter")
    if indicator.cadence == "quarterly" or indicator.kind not in ("rate", "count", "stock"):
        grains = ("quarter",)
    for grain in grains:
        found = _settled(indicator, points(indicator, grain))
        sizes = [one.denominator for one in found if one.denominator]
        if indicator.unit == "proportion" and sizes and statistics.median(sizes) < THIN:
            continue
        ceiling = 1.0 if indicator.unit == "proportion" else None
        chart = xmr([one.value for one in found], floor=0.0, ceiling=ceiling)
        if chart.stage == "limits" and chart.n >= SETTLED_AT:
            return chart
    return None


def _settled(indicator: Indicator, points: Sequence[IndicatorValue]) -> list[IndicatorValue]:
    """From the first point that was recorded to the last with a value; an immature cohort has none yet."""
    kept = [
        one.model_copy(update={"value": None})
        if indicator.kind == "return_curve" and one.status == "too_few"
        else one
        for one in points
    ]
    while kept and not kept[0].value:
        kept.pop(0)
    while kept and kept[-1].value is None:
        kept.pop()
    return kept
