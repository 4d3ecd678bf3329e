"""Judging units that stand side by side: limits of chance, or why none may be drawn. There is no order by result."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from metrics.reviews.protect import hidden, protect
from metrics.statistics.funnel import (
    Dispersion,
    Place,
    binomial_limits,
    dispersed_limits,
    dispersion,
    place,
)
from metrics.statistics.proportion import wilson
from metrics.value import IndicatorValue, Reason

FEWEST_UNITS = 5
"""Units below which there is no funnel (methods.md, indicator 44)."""
STEPS = 60
"""Sizes at which the limits are drawn."""

Named = tuple[str, str, IndicatorValue]
"""A unit: its id, its name, its number."""


class Unit(NamedTuple):
    """One unit: its name, its number, where that lies among the limits, and the same with everyone's mix.

    ``place`` is None where the number is hidden or no funnel may be drawn; ``at_risk`` is the share of its
    clients at high risk; ``adjusted`` is directly standardised by risk.
    """

    id: str
    name: str
    value: IndicatorValue
    place: Place | None
    at_risk: IndicatorValue | None = None
    adjusted: IndicatorValue | None = None


class Limit(NamedTuple):
    """The four limits for units of a size."""

    size: float
    outer_low: float
    inner_low: float
    inner_high: float
    outer_high: float


@dataclass(frozen=True, slots=True)
class CompareReview:
    """Everything the screen shows of one measure and one kind of unit."""

    indicator: str
    units: tuple[Unit, ...]
    """By name."""
    pooled: IndicatorValue | None
    """All units that are shown, together."""
    spread: Dispersion | None
    limits: tuple[Limit, ...]
    reason: Reason | None = None
    """Why there is no funnel."""
    complete: int | None = None
    """Units whose outcomes are known well enough; None where that is not known."""
    everyone_at_risk: IndicatorValue | None = None
    left_out: tuple[Unit, ...] = ()
    """Units that cannot be compared with the others; their values say why."""

    @property
    def shown(self) -> tuple[Unit, ...]:
        """Units whose numbers may be seen: those that are judged."""
        return tuple(unit for unit in self.units if unit.value.value is not None)

    @property
    def some_hidden(self) -> bool:
        """Whether the numbers of some units are hidden, to protect people."""
        return any(unit.value.status == "suppressed" for unit in self.units)

    def at(self, *places: Place) -> tuple[Unit, ...]:
        """Units that lie in some places among the limits."""
        return tuple(one for one in self.units if one.place in places)

    @property
    def beyond(self) -> tuple[Unit, ...]:
        """Units outside the outer limits: to be asked about."""
        return self.at("ask_low", "ask_high")

    @property
    def watched(self) -> tuple[Unit, ...]:
        """Units between the inner and the outer limits."""
        return self.at("watch_low", "watch_high")

    def all_values(self) -> Iterable[IndicatorValue]:
        """Every number that the screen shows."""
        yield from (unit.value for unit in (*self.units, *self.left_out))
        if self.pooled is not None:
            yield self.pooled


def judge(
    indicator: str, named: Sequence[Named], threshold: int, elsewhere: frozenset[int] = frozenset()
) -> CompareReview:
    """Set units with their own numbers, nothing hidden yet, among the limits that chance alone would give them.

    ``elsewhere`` are the rows that other views hide. The total, the limits and the verdicts are of the units that
    are shown: from those of all of them a hidden unit could be had whose partner in hiding is shown among the
    programmes of its own organisation.
    """
    if not named:
        return refused(indicator, (), "compare.reason.nothing")
    values = [one for _, _, one in named]
    shown = protect(values, threshold, forced=elsewhere)
    seen = [one for one in shown if one.value is not None]
    pooled = _pooled(seen) if seen else hidden(_pooled(values), threshold, secondary=True)
    bare = tuple(Unit(id, name, one, None) for (id, name, _), one in zip(named, shown, strict=True))
    if len(named) < FEWEST_UNITS:
        return refused(indicator, bare, "compare.reason.few", pooled, n=len(named), minimum=FEWEST_UNITS)
    if len(seen) < FEWEST_UNITS:
        return refused(indicator, bare, "compare.reason.hidden", pooled, n=len(seen), minimum=FEWEST_UNITS)
    if not pooled.numerator or pooled.numerator == pooled.denominator:
        return refused(indicator, bare, "compare.reason.all_alike", pooled)
    sizes = [one.denominator or 0.0 for one in seen]
    spread = dispersion([one.numerator or 0.0 for one in seen], sizes)
    if not spread.comparable:
        return refused(
            indicator, bare, "compare.reason.too_different", pooled, spread, phi=round(spread.phi, 1)
        )
    return CompareReview(
        indicator=indicator,
        units=tuple(_judged(one, spread) for one in bare),
        pooled=pooled,
        spread=spread,
        limits=_limits(spread, sizes),
    )


def refused(
    indicator: str,
    units: tuple[Unit, ...],
    key: str,
    pooled: IndicatorValue | None = None,
    spread: Dispersion | None = None,
    **values: str | int | float,
) -> CompareReview:
    """Units that may not be compared, and why."""
    return CompareReview(indicator, units, pooled, spread, (), Reason(key=key, values=values))


def _pooled(values: Sequence[IndicatorValue]) -> IndicatorValue:
    """All units together."""
    numerator = sum(one.numerator or 0.0 for one in values)
    denominator = sum(one.denominator or 0.0 for one in values)
    low, high = wilson(numerator, denominator)
    return values[0].model_copy(
        update={
            "organization": None,
            "program": None,
            "group": None,
            "value": numerator / denominator,
            "numerator": numerator,
            "denominator": denominator,
            "n": denominator,
            "low": low,
            "high": high,
            "status": "ok",
            "reason": None,
            "target": None,
            "target_status": None,
            "unknown": None,
            "worst": None,
            "best": None,
            "notes": (),
            "gates": (),
        }
    )


def _judged(unit: Unit, spread: Dispersion) -> Unit:
    """Place a unit among the limits; one that is hidden has no place."""
    if unit.value.value is None:
        return unit
    return unit._replace(place=place(unit.value.value, _limit(spread, unit.value.denominator or 0.0)[1:]))


def _limit(spread: Dispersion, size: float) -> Limit:
    wide = spread.tau2 > 0
    found = dispersed_limits(spread, [size]) if wide else binomial_limits(spread.mean, [size])
    return Limit(size, *(float(row[0]) for row in found))


def _limits(spread: Dispersion, sizes: Sequence[float]) -> tuple[Limit, ...]:
    """The limits along the axis, from the smallest unit that is shown to a little beyond the largest."""
    low, high = max(min(sizes) * 0.8, 2.0), max(sizes) * 1.08
    return tuple(_limit(spread, round(low + (high - low) * step / (STEPS - 1))) for step in range(STEPS))
