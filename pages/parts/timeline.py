"""A watched measure over time, with its limits, its target and what people noted on it."""

from __future__ import annotations

from collections.abc import Sequence

from data.workspace.writing import Note, Written
from locales import formats
from locales.translate import Translator
from metrics.period import Grain
from metrics.reviews.signals import Watched
from metrics.value import IndicatorValue
from pages.parts.written import events
from reports import week as said
from reports import words
from reports.charts.chart import Chart, Tick
from reports.charts.control import control_xmr
from reports.charts.holiday import lebaran_events

_MANY = {"month": 24, "quarter": 6}
"""More months or quarters than these leave no room on a phone to name every third month."""
FEWEST_POINTS = 3
"""Two points are no line."""


def timeline(
    one: Watched,
    t: Translator,
    *,
    notes: Sequence[Written[Note]] = (),
    unfinished: IndicatorValue | None = None,
    lebaran: bool = False,
) -> Chart | None:
    """Draw a measure by week, month or quarter, and the period that runs; None for fewer than three points.

    ``lebaran`` marks the months or weeks in which the moving holiday falls.
    """
    if sum(value is not None for value in one.chart.values) < FEWEST_POINTS:
        return None
    values = [*one.values, *((unfinished,) if unfinished is not None else ())]
    target = one.latest.target
    return control_xmr(
        one.chart,
        one.indicator.direction,
        _ticks(values, one.grain, t),
        [_label(value, one.grain, t) for value in values],
        [", ".join(part for part in (words.value_text(v, t), words.n_text(v, t)) if part) for v in values],
        said.signal_alt(one, t),
        lambda amount: words.amount_text(amount, one.latest.unit, t),
        t,
        target=target.value if target is not None else None,
        unfinished=unfinished.value if unfinished is not None else None,
        events=(*events(notes, values), *(lebaran_events(one.grain, values, t) if lebaran else ())),
        unit=one.latest.unit,
    )


def _label(value: IndicatorValue, grain: Grain, t: Translator) -> str:
    if grain == "week":
        return formats.week(value.start, t.language)
    write = formats.quarter if grain == "quarter" else formats.short_month
    return write(value.start, t.language)


def _ticks(values: Sequence[IndicatorValue], grain: Grain, t: Translator) -> list[Tick]:
    """Name every third month, or of many periods every sixth, with the year under the first and where one begins."""
    every = 6 if len(values) > _MANY.get(grain, len(values)) else 3
    ticks: list[Tick] = []
    year = month = None
    for place, value in enumerate(values):
        day = value.start
        named = day.month % every == 1 and (year, month) != (day.year, day.month)
        if grain == "week":
            named = day.month != month
        if named:
            under = "" if day.year == year else str(day.year)
            year, month = day.year, day.month
            ticks.append(Tick(value=place, label=formats.month_name(day, t.language), under=under))
    return ticks
