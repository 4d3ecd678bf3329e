"""Comparing units that are alike: which stand out beyond chance, and whether their clients explain it.

Only units of the same kind stand beside each other. There is no order by result: a place in a row says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from metrics.ask import Ask
from metrics.catalogue import BY_ID
from metrics.compute import value
from metrics.facts import FACT_BY_NAME
from metrics.reviews.asking import ABSENT, Asking
from metrics.reviews.protect import protect
from metrics.scope import Scope
from metrics.statistics.funnel import (
    Dispersion,
    Place,
    binomial_limits,
    dispersed_limits,
    dispersion,
    place,
)
from metrics.statistics.proportion import wilson
from metrics.statistics.standardise import direct
from metrics.value import IndicatorValue, Reason
from metrics.values.sums import place_of, sums_by

COMPARED = (
    "outcome_achievement_rate",
    "outcome_assessment_coverage",
    "self_reliance_exit_rate",
    "prevention_success_rate",
    "followup_coverage_12m",
    "dropout_share",
    "needs_response_rate",
    "rights_all_seven_share",
    "top2box_satisfaction",
    "referral_followthrough_rate",
    "referral_need_met_rate",
)
"""Rates that may be compared; each is counted from people, so that chance can be told from difference."""
UNITS = ("program", "organization", "partner")
FEWEST_UNITS = 5
"""Units below which there is no funnel (methods.md, indicator 44)."""
COMPLETE_FROM = 0.6
"""Coverage of outcomes from which a unit's data are complete enough."""
STEPS = 60
"""Sizes at which the limits are drawn."""


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
    spread: Dispersion | None
    limits: tuple[Limit, ...]
    complete: int
    """Units whose outcomes are known well enough."""
    everyone_at_risk: IndicatorValue | None
    reason: Reason | None
    """Why there is no funnel."""

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
        yield from (unit.value for unit in self.units)
        if self.pooled is not None:
            yield self.pooled


def compare_review(asking: Asking, indicator: str, units: str, kind: str) -> CompareReview:
    """Compare units of a kind by one rate."""
    if units == "partner" and "partner" not in FACT_BY_NAME[BY_ID[indicator].fact].groups:
        return _refused(indicator, (), "compare.reason.no_partners")
    named = [
        row
        for row in _named(asking, indicator, units, kind)
        if row[2].status not in ABSENT and row[2].denominator
    ]
    if not named:
        return _refused(indicator, (), "compare.reason.nothing")
    values = [one for _, _, one in named]
    pooled = _pooled(values)
    shown = protect(values, asking.scope.threshold)
    bare = tuple(Unit(id, name, one, None) for (id, name, _), one in zip(named, shown, strict=True))
    if len(named) < FEWEST_UNITS:
        return _refused(indicator, bare, "compare.reason.few", pooled, n=len(named), minimum=FEWEST_UNITS)
    if not pooled.numerator or pooled.numerator == pooled.denominator:
        return _refused(indicator, bare, "compare.reason.all_alike", pooled)
    sizes = [one.denominator or 0.0 for one in values]
    spread = dispersion([one.numerator or 0.0 for one in values], sizes)
    if not spread.comparable:
        return _refused(
            indicator, bare, "compare.reason.too_different", pooled, spread, phi=round(spread.phi, 1)
        )
    judged = _judged(bare, values, spread)
    mix = _strata(asking, indicator, units, [id for id, _, _ in named], kind)
    return CompareReview(
        indicator=indicator,
        units=tuple(_with_mix(unit, mix) for unit in judged),
        pooled=pooled,
        spread=spread,
        limits=_limits(spread, [one.denominator for one in shown if one.denominator] or sizes),
        complete=_complete(asking, units, named, kind),
        everyone_at_risk=_at_risk(pooled, _whole(mix)),
        reason=None,
    )


def _refused(
    indicator: str,
    units: tuple[Unit, ...],
    key: str,
    pooled: IndicatorValue | None = None,
    spread: Dispersion | None = None,
    **values: str | int | float,
) -> CompareReview:
    return CompareReview(indicator, units, pooled, spread, (), 0, None, Reason(key=key, values=values))


def _named(asking: Asking, indicator: str, units: str, kind: str) -> list[tuple[str, str, IndicatorValue]]:
    """Units with their own numbers, nothing hidden yet, by name."""
    scope = asking.scope.model_copy(update={"threshold": 0})
    ask = asking.ask(indicator).model_copy(update={"program": None})
    if units == "partner":
        names = dict(asking.reader.rows("select partner, name from published.partner"))
        found = replace(asking, scope=scope).by_group(indicator, "partner")
        rows = [((one.group or "=").split("=", 1)[1], one) for one in found]
        return sorted(
            ((id, str(names.get(id, id)), one) for id, one in rows if id != "unknown"), key=_by_name
        )
    programs = [one for one in asking.reader.programs(scope) if one.kind == kind]
    everywhere = ask.model_copy(update={"organization": None})
    if units == "program":
        organizations = {one.id: one.name for one in asking.reader.organizations(scope)}
        several = len({one.organization for one in programs}) > 1
        return sorted(
            (
                (
                    one.id,
                    f"{one.name} · {organizations[one.organization]}" if several else one.name,
                    value(asking.reader, scope, everywhere.model_copy(update={"program": one.id})),
                )
                for one in programs
            ),
            key=_by_name,
        )
    return sorted(
        (
            (
                one.id,
                one.name,
                value(
                    asking.reader, _only(scope, ids), everywhere.model_copy(update={"organization": one.id})
                ),
            )
            for one in asking.reader.organizations(scope)
            if (ids := frozenset(program.id for program in programs if program.organization == one.id))
        ),
        key=_by_name,
    )


def _only(scope: Scope, programs: frozenset[str]) -> Scope:
    return scope.model_copy(update={"programs": programs})


def _by_name(row: tuple[str, str, IndicatorValue]) -> str:
    return row[1].lower()


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


def _judged(units: Sequence[Unit], values: Sequence[IndicatorValue], spread: Dispersion) -> list[Unit]:
    judged = []
    for unit, whole in zip(units, values, strict=True):
        if unit.value.value is None or whole.value is None:
            judged.append(unit)
            continue
        judged.append(unit._replace(place=place(whole.value, _limit(spread, whole.denominator or 0.0)[1:])))
    return judged


def _limit(spread: Dispersion, size: float) -> Limit:
    wide = spread.tau2 > 0
    found = dispersed_limits(spread, [size]) if wide else binomial_limits(spread.mean, [size])
    return Limit(size, *(float(row[0]) for row in found))


def _limits(spread: Dispersion, sizes: Sequence[float]) -> tuple[Limit, ...]:
    """The limits along the axis, from the smallest unit that is shown to a little beyond the largest."""
    low, high = max(min(sizes) * 0.8, 2.0), max(sizes) * 1.08
    return tuple(_limit(spread, round(low + (high - low) * step / (STEPS - 1))) for step in range(STEPS))


Mix = dict[str, dict[str, tuple[float, float]]]
"""Unit -> risk at intake -> achieved and all."""


def _strata(asking: Asking, indicator: str, units: str, ids: Sequence[str], kind: str) -> Mix:
    """People of each unit by their risk at intake, where the measure knows it."""
    declared = BY_ID[indicator]
    if units == "partner" or declared.denominator is None or "risk" not in FACT_BY_NAME[declared.fact].groups:
        return {}
    scope = asking.scope.model_copy(update={"threshold": 0})
    programs = [one for one in asking.reader.programs(scope) if one.kind == kind]
    mix: Mix = {}
    for id in ids:
        mine = [one.id for one in programs if id in (one.id, one.organization)]
        ask = Ask(indicator=indicator, group="risk=any", start=asking.period.start, end=asking.period.end)
        where = place_of(asking.reader, _only(scope, frozenset(mine)), ask)
        found = sums_by(
            asking.reader, where, ask, declared.fact, [declared.numerator, declared.denominator], "grp"
        )
        mix[id] = {
            risk: (row[declared.numerator] or 0.0, row[declared.denominator] or 0.0)
            for risk, row in found.items()
        }
    return mix


def _whole(mix: Mix) -> dict[str, tuple[float, float]]:
    found: dict[str, tuple[float, float]] = {}
    for strata in mix.values():
        for risk, (x, n) in strata.items():
            had = found.get(risk, (0.0, 0.0))
            found[risk] = (had[0] + x, had[1] + n)
    return found


def _with_mix(unit: Unit, mix: Mix) -> Unit:
    """Say of a unit that stands out how many of its clients are at high risk, and its number with everyone's mix."""
    if unit.place in (None, "usual") or unit.id not in mix:
        return unit
    everyone, mine = _whole(mix), mix[unit.id]
    risks = [risk for risk, (_, n) in everyone.items() if n]
    counts = [mine.get(risk, (0.0, 0.0)) for risk in risks]
    found = direct([x for x, _ in counts], [n for _, n in counts], [everyone[risk][1] for risk in risks])
    adjusted = None
    if found is not None:
        changed = {"value": found.value, "low": found.low, "high": found.high, "interval_method": "direct"}
        adjusted = unit.value.model_copy(update={**changed, "numerator": None, "target": None})
    return unit._replace(at_risk=_at_risk(unit.value, mine), adjusted=adjusted)


def _at_risk(like: IndicatorValue, strata: dict[str, tuple[float, float]]) -> IndicatorValue | None:
    people = sum(n for _, n in strata.values())
    if not people:
        return None
    high = strata.get("high", (0.0, 0.0))[1]
    return like.model_copy(
        update={
            "indicator": "high_risk_share",
            "value": high / people,
            "numerator": high,
            "denominator": people,
            "n": people,
            "low": None,
            "high": None,
            "target": None,
            "target_status": None,
            "direction": "neutral",
        }
    )


def _complete(asking: Asking, units: str, named: Sequence[tuple[str, str, IndicatorValue]], kind: str) -> int:
    """How many units know enough of their outcomes; partners' numbers need no outcome."""
    if units == "partner":
        return len(named)
    coverage = {id: one for id, _, one in _named(asking, "outcome_assessment_coverage", units, kind)}
    known = (coverage.get(id) for id, _, _ in named)
    return sum(one is not None and (one.value or 0.0) >= COMPLETE_FROM for one in known)
