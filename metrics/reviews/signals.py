"""Signals: which of the watched indicators really changed, by the rules of their control charts."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from metrics.ask import Ask
from metrics.catalogue import CATALOGUE
from metrics.catalogue.definition import Indicator
from metrics.compute import series
from metrics.period import Grain, Period
from metrics.reader import Reader
from metrics.scope import Scope
from metrics.statistics.attribute_charts import too_rare
from metrics.statistics.spc import (
    Assurance,
    ControlChart,
    Signal,
    Variation,
    Xmr,
    assurance,
    signal,
    variation,
    xmr_many,
)
from metrics.value import IndicatorValue

FLOWS: tuple[Indicator, ...] = tuple(one for one in CATALOGUE if one.flow)
"""The indicators that are watched every week."""
THIN = 5
"""A rate whose usual denominator is below this says little in a single week: it gets no limits."""
ORDER: tuple[Variation, ...] = ("concern", "improvement", "neutral_high", "neutral_low", "common", "too_few")
"""Concern first, then improvement, then signals with no direction, then the quiet ones."""


@dataclass(frozen=True, slots=True)
class Watched:
    """An indicator over time, and what its control chart says of the latest period.

    ``values`` run from the oldest period to the latest, one a period; those in which nothing was due have
    no value and break runs. ``rare`` says that single periods hold too little for limits to mean anything.
    """

    indicator: Indicator
    values: tuple[IndicatorValue, ...]
    chart: ControlChart
    grain: Grain
    variation: Variation
    assurance: Assurance
    signal: Signal | None
    rare: bool = False

    @property
    def latest(self) -> IndicatorValue:
        """The value of the latest period."""
        return self.values[-1]

    @property
    def known(self) -> int:
        """How many periods have a value."""
        return sum(value is not None for value in self.chart.values)


def watch(
    reader: Reader,
    scope: Scope,
    indicators: Iterable[Indicator],
    period: Period,
    grain: Literal["week", "month"] = "week",
    *,
    organization: str | None = None,
    program: str | None = None,
) -> list[Watched]:
    """Chart indicators over the whole weeks or months of a period; those never recorded are left out.

    In the order of ``ORDER``, within it as given. Quarters are judged by ``watched`` on values of one's own.
    """
    found: list[tuple[Indicator, list[IndicatorValue]]] = []
    for indicator in indicators:
        ask = Ask(
            indicator=indicator.id,
            organization=organization,
            program=program,
            start=period.start,
            end=period.end,
        )
        values = since_begun(series(reader, scope, ask, grain))
        if values:
            found.append((indicator, values))
    return watched(found, grain)


def watched(found: Sequence[tuple[Indicator, Sequence[IndicatorValue]]], grain: Grain) -> list[Watched]:
    """Chart indicators from their values, oldest period first."""
    charts: dict[str, tuple[Xmr, bool]] = {}
    for ceiling, rare in product((None, 1.0), (False, True)):
        kind = (ceiling, rare)
        alike = [pair for pair in found if (_ceiling(pair[0]), _rare(*pair)) == kind]
        points = [[value.value for value in values] for _, values in alike]
        # A baseline without points leaves a chart without limits.
        drawn = xmr_many(points, 0 if rare else None, floor=0.0, ceiling=ceiling)
        charts |= {one.id: (chart, rare) for (one, _), chart in zip(alike, drawn, strict=True)}
    answers = [_watched(one, values, grain, *charts[one.id]) for one, values in found]
    return sorted(answers, key=lambda one: ORDER.index(one.variation))


def since_begun(values: Sequence[IndicatorValue]) -> list[IndicatorValue]:
    """Leave out the periods before anything of the kind was recorded: they were not 0."""
    for place, value in enumerate(values):
        if value.value or value.status == "suppressed":
            return list(values[place:])
    return []


def _watched(
    indicator: Indicator, values: Sequence[IndicatorValue], grain: Grain, chart: Xmr, rare: bool
) -> Watched:
    target = values[-1].target
    return Watched(
        indicator=indicator,
        values=tuple(values),
        chart=chart,
        grain=grain,
        variation=variation(chart, indicator.direction),
        assurance=assurance(chart, target.value if target else None, indicator.direction),
        signal=signal(chart),
        rare=rare,
    )


def _ceiling(indicator: Indicator) -> float | None:
    return 1.0 if indicator.unit == "proportion" else None


def _rare(indicator: Indicator, values: Sequence[IndicatorValue]) -> bool:
    if indicator.unit == "proportion":
        sizes = [value.denominator for value in values if value.denominator]
        return bool(sizes) and statistics.median(sizes) < THIN
    return too_rare([value.value for value in values])
