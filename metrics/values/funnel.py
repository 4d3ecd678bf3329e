"""Funnels: which of several units of one kind differ by more than chance from what people like theirs reach.

Units are compared with all of them together, never ranked. Where risk at entry is known, each unit's proportion is
standardised to the risk of all (observed over expected, times the proportion of all), so that those who take in
the hardest cases do not look worse for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from metrics.ask import Ask
from metrics.catalogue.definition import Indicator
from metrics.facts import FACT_BY_NAME
from metrics.facts.people import EVERYWHERE
from metrics.reader import Reader
from metrics.statistics.funnel import (
    OVERDISPERSION_FROM,
    Dispersion,
    binomial_limits,
    dispersed_limits,
    dispersion,
)
from metrics.statistics.funnel import Place as Standing
from metrics.statistics.funnel import place as standing_of
from metrics.value import IndicatorValue, Reason
from metrics.values.shape import cannot_be_combined, not_measured, shape, unaskable
from metrics.values.sums import Place, sums_by

FEWEST_UNITS = 5
UnitKind = Literal["program", "organization", "partner"]
_STRATUM = "risk"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: how many of how many, its proportion at the risk of all, its four limits and where it lies."""

    id: str
    achieved: float
    n: float
    value: float
    limits: tuple[float, float, float, float]
    standing: Standing


@dataclass(frozen=True, slots=True)
class Funnel:
    """Units of one kind around the proportion of all; without limits where they cannot be compared.

    ``units`` are in the order of their size, the smallest first. ``adjusted`` says that risk was allowed for.
    """

    mean: float
    phi: float
    adjusted: bool
    units: tuple[Unit, ...]
    reason: Reason | None = None
    """Why these cannot be compared; ``units`` is empty then."""


def funnel(
    reader: Reader,
    place: Place,
    indicator: Indicator,
    ask: Ask,
    unit: UnitKind,
    program_kind: str | None = None,
) -> Funnel:
    """Compare units by a rate, those of one kind of programme where one is named."""
    if program_kind is not None:
        alike = tuple(one for one in place.programs or () if one.kind == program_kind)
        place = replace(place, programs=alike)
    assert indicator.denominator is not None
    measures = [indicator.numerator, indicator.denominator]
    by = "grp" if unit == "partner" else unit
    asked = ask.model_copy(update={"group": "partner=any" if unit == "partner" else None})
    found = sums_by(reader, place, asked, indicator.fact, measures, by)
    counts = {
        one: (row[indicator.numerator], row[indicator.denominator])
        for one, row in found.items()
        if row[indicator.denominator] > 0 and one not in (EVERYWHERE, "(none)", "unknown")
    }
    if len(counts) < FEWEST_UNITS:
        few = Reason(key="reason.few_units", values={"n": len(counts), "minimum": FEWEST_UNITS})
        return Funnel(0.0, 1.0, False, (), few)
    mean = sum(x for x, _ in counts.values()) / sum(n for _, n in counts.values())
    adjusts = unit != "partner" and _STRATUM in FACT_BY_NAME[indicator.fact].groups
    expected = _expected(reader, place, indicator, ask, by) if adjusts else {}
    values = {
        one: min(x / expected[one] * mean, 1.0) if expected.get(one) else x / n
        for one, (x, n) in counts.items()
    }
    return _judged(counts, values, mean, adjusted=bool(expected))


def _judged(
    counts: dict[str, tuple[float, float]], values: dict[str, float], mean: float, *, adjusted: bool
) -> Funnel:
    order = sorted(counts, key=lambda one: (counts[one][1], one))
    sizes = [counts[one][1] for one in order]
    found = Dispersion(mean, 1.0, 0.0)
    if len(order) >= OVERDISPERSION_FROM and 0 < mean < 1:
        found = dispersion([values[one] * counts[one][1] for one in order], sizes)
    if not found.comparable:
        reason = Reason(key="reason.units_not_alike", values={"phi": round(found.phi, 1)})
        return Funnel(mean, found.phi, adjusted, (), reason)
    limits = dispersed_limits(found, sizes) if found.tau2 > 0 else binomial_limits(mean, sizes)
    units = []
    for place, one in enumerate(order):
        low, near_low, near_high, high = (float(row[place]) for row in limits)
        bounds = (low, near_low, near_high, high)
        units.append(Unit(one, *counts[one], values[one], bounds, standing_of(values[one], bounds)))
    return Funnel(mean, found.phi, adjusted, tuple(units))


def _expected(reader: Reader, place: Place, indicator: Indicator, ask: Ask, by: str) -> dict[str, float]:
    """What each unit would reach if each stratum of risk did as it does in all units together."""
    assert indicator.denominator is not None
    measures = [indicator.numerator, indicator.denominator]
    asked = ask.model_copy(update={"group": f"{_STRATUM}=any"})
    strata = sums_by(reader, place, asked, indicator.fact, measures, "grp")
    expected: dict[str, float] = {}
    for code, whole in strata.items():
        if not whole[indicator.denominator]:
            continue
        share = whole[indicator.numerator] / whole[indicator.denominator]
        asked = ask.model_copy(update={"group": f"{_STRATUM}={code}"})
        for one, row in sums_by(reader, place, asked, indicator.fact, measures, by).items():
            expected[one] = expected.get(one, 0.0) + row[indicator.denominator] * share
    return expected


_NOBODY = Reason(key="reason.few_units", values={"n": 0, "minimum": FEWEST_UNITS})


def _counted(few: Reason) -> int:
    return int(few.values["n"])


def outlier_units(
    reader: Reader, place: Place, everywhere: Place, indicator: Indicator, compared: Indicator, ask: Ask
) -> IndicatorValue:
    """How many of the programmes asked about lie beyond 99.8 % limits, among all of their kind in sight.

    ``compared`` is the rate that is compared, ``n`` and ``denominator`` are the programmes that could be.
    """
    if problem := unaskable(indicator, ask, place):
        return problem
    own = {one.id for one in place.programs or ()}
    kinds = {one.kind for one in place.programs or () if one.kind}
    funnels = [funnel(reader, everywhere, compared, ask, "program", kind) for kind in sorted(kinds)]
    units = [unit for found in funnels for unit in found.units if unit.id in own]
    if not units:
        unlike = next(
            (one.reason for one in funnels if one.reason and one.reason.key != "reason.few_units"), None
        )
        if unlike is not None:
            return cannot_be_combined(indicator, ask, place, unlike.key, **unlike.values)
        answer = not_measured(indicator, ask, place)
        if any(found.units for found in funnels):
            return answer
        # As many as have anything to compare in this period, of the kind that has the most.
        few = max((found.reason for found in funnels if found.reason), key=_counted, default=_NOBODY)
        return answer.model_copy(update={"reason": few})
    better = sum(unit.standing == "ask_high" for unit in units)
    worse = sum(unit.standing == "ask_low" for unit in units)
    if compared.direction == "down":
        better, worse = worse, better
    return shape(
        indicator,
        ask,
        place,
        status="ok",
        value=float(better + worse),
        numerator=float(better + worse),
        denominator=float(len(units)),
        n=float(len(units)),
        notes=(Reason(key="note.outliers", values={"better": better, "worse": worse, "units": len(units)}),),
    )
