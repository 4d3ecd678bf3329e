"""Comparing units that are alike: which stand out beyond chance, and whether their clients explain it.

Only units of the same kind stand beside each other. There is no order by result: a place in a row says nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from data.model.codes import ProgramKind
from metrics.ask import Ask
from metrics.catalogue import BY_ID
from metrics.compute import value
from metrics.facts import FACT_BY_NAME
from metrics.period import Period
from metrics.reader import Reader
from metrics.reviews.asking import ABSENT, Asking
from metrics.reviews.comparing import FEWEST_UNITS, CompareReview, Named, Unit, judge, refused
from metrics.reviews.cover import cover
from metrics.reviews.guarded import guarded_groups
from metrics.scope import Scope
from metrics.statistics.standardise import direct
from metrics.value import IndicatorValue
from metrics.values.rates import NOTHING_KNOWN, nothing_known
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
NO_KIND = "none"
"""The kind of programmes whose kind nobody wrote down."""
COMPLETE_FROM = 0.6
"""Coverage of outcomes from which a unit's data are complete enough."""


def comparable(reader: Reader, scope: Scope, period: Period) -> tuple[tuple[str, str], ...]:
    """Measures and kinds of programme of which two programmes or more have a number, in the order of the
    measures; first those of which enough have one for a funnel."""
    kinds = {one.id: one.kind or NO_KIND for one in reader.programs(scope)}
    found: list[tuple[str, str, int]] = []
    for indicator in COMPARED:
        declared = BY_ID[indicator]
        assert declared.denominator is not None, "what is compared is a rate"
        ask = Ask(indicator=indicator, start=period.start, end=period.end)
        where = place_of(reader, scope, ask)
        measures = [name for name in (declared.denominator, declared.unknown) if name]
        sums = sums_by(reader, where, ask, declared.fact, measures, "program")
        counted = Counter(
            kinds[id]
            for id, row in sums.items()
            if id in kinds and row[declared.denominator] and not nothing_known(declared, row)
        )
        found += [(indicator, kind, counted[kind]) for kind in (*ProgramKind, NO_KIND) if counted[kind] > 1]
    return tuple((indicator, kind) for indicator, kind, count in sorted(found, key=_too_few))


def _too_few(row: tuple[str, str, int]) -> bool:
    return row[2] < FEWEST_UNITS


def compare_review(asking: Asking, indicator: str, units: str, kind: str) -> CompareReview:
    """Compare units of a kind by one rate."""
    if units == "partner" and "partner" not in FACT_BY_NAME[BY_ID[indicator].fact].groups:
        return refused(indicator, (), "compare.reason.no_partners")
    everybody = _named(asking, indicator, units, kind)
    left_out = tuple(_unjudged(row) for row in everybody if _too_little_known(row[2]))
    named = [
        row
        for row in everybody
        if row[2].status not in ABSENT and row[2].denominator and not _too_little_known(row[2])
    ]
    elsewhere = _hidden_elsewhere(asking, indicator, units, named, kind)
    review = replace(judge(indicator, named, asking.scope.threshold, elsewhere), left_out=left_out)
    if review.reason is not None or review.pooled is None:
        return review
    mix = _strata(asking, indicator, units, [one.id for one in review.shown], kind)
    return replace(
        review,
        units=tuple(_with_mix(unit, mix) for unit in review.units),
        complete=_complete(asking, units, named, kind),
        everyone_at_risk=_at_risk(review.pooled, _whole(mix)),
    )


def _too_little_known(one: IndicatorValue) -> bool:
    """Whether a rate that had better be low may be low only because little was written down."""
    if one.reason is not None and one.reason.key.startswith(NOTHING_KNOWN):
        return True
    return one.direction == "down" and bool(one.gates)


def _unjudged(row: Named) -> Unit:
    """A unit without its number, which says why."""
    id, name, one = row
    numbers = ("value", "numerator", "denominator", "unknown", "low", "high", "worst", "best", "n")
    nothing = dict.fromkeys((*numbers, "target", "target_status"))
    return Unit(id, name, one.model_copy(update={**nothing, "status": "not_measured", "notes": ()}), None)


def _named(asking: Asking, indicator: str, units: str, kind: str) -> list[Named]:
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
    programs = [one for one in asking.reader.programs(scope) if (one.kind or NO_KIND) == kind]
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


def _hidden_elsewhere(
    asking: Asking, indicator: str, units: str, named: Sequence[Named], kind: str
) -> frozenset[int]:
    """The rows of units that are hidden among everything of their organisation, so that they are hidden here."""
    reader, scope, period = asking.reader, asking.scope, asking.period
    if units == "partner":
        programs = [one.id for one in asking.programs()]
        shown = guarded_groups(reader, scope, asking.ask(indicator), [one for _, _, one in named], programs)
        return frozenset(row for row, one in enumerate(shown) if one.status == "suppressed")
    mine = [one for one in reader.programs(scope) if (one.kind or NO_KIND) == kind]
    covers = {
        organization: cover(
            reader,
            scope,
            Ask(indicator=indicator, organization=organization, start=period.start, end=period.end),
        )
        for organization in {one.organization for one in mine}
    }
    owned: dict[str, tuple[str, list[str]]] = {}
    for one in mine:
        for unit in (one.id, one.organization):
            owned.setdefault(unit, (one.organization, []))[1].append(one.id)
    return frozenset(row for row, (id, _, _) in enumerate(named) if covers[owned[id][0]].hides(owned[id][1]))


def _only(scope: Scope, programs: frozenset[str]) -> Scope:
    return scope.model_copy(update={"programs": programs})


def _by_name(row: Named) -> str:
    return row[1].lower()


Mix = dict[str, dict[str, tuple[float, float]]]
"""Unit -> risk at intake -> achieved and all."""


def _strata(asking: Asking, indicator: str, units: str, ids: Sequence[str], kind: str) -> Mix:
    """People of each unit by their risk at intake, where the measure knows it and anybody's was written down."""
    declared = BY_ID[indicator]
    if units == "partner" or declared.denominator is None or "risk" not in FACT_BY_NAME[declared.fact].groups:
        return {}
    scope = asking.scope.model_copy(update={"threshold": 0})
    programs = [one for one in asking.reader.programs(scope) if (one.kind or NO_KIND) == kind]
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
    known = any(n for strata in mix.values() for risk, (_, n) in strata.items() if risk != "unknown")
    return mix if known else {}


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


def _complete(asking: Asking, units: str, named: Sequence[Named], kind: str) -> int:
    """How many units know enough of their outcomes; partners' numbers need no outcome."""
    if units == "partner":
        return len(named)
    coverage = {id: one for id, _, one in _named(asking, "outcome_assessment_coverage", units, kind)}
    known = (coverage.get(id) for id, _, _ in named)
    return sum(one is not None and (one.value or 0.0) >= COMPLETE_FROM for one in known)
