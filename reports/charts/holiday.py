"""Lebaran on charts over time, so that nobody takes its month for a change."""

from __future__ import annotations

from collections.abc import Sequence

from locales.translate import Translator
from metrics.lebaran import lebaran_in
from metrics.period import Grain, Period
from metrics.value import IndicatorValue
from reports.charts.chart import Event


def lebaran_events(grain: Grain, values: Sequence[IndicatorValue], t: Translator) -> tuple[Event, ...]:
    """Mark the months or weeks in which the moving holiday falls; a quarter is too long to tell it."""
    if grain == "quarter":
        return ()
    periods = [Period(value.start, value.end) for value in values]
    return tuple(Event(place=place, label=t("week.main.lebaran")) for place in lebaran_in(periods))
