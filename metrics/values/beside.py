"""What is said beside a number so that it is not read alone: its companions of methods.md, as notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from data.accreditation import pack_in_force
from metrics.ask import Ask
from metrics.catalogue import BY_ID
from metrics.reader import Reader
from metrics.scope import Scope
from metrics.value import IndicatorValue, Reason
from metrics.values.outcome_cost import (
    COHORT_COST,
    DAYS_WITHOUT_COST,
    LONG_STAYS,
    LONG_STAYS_COST,
    cohort_cost,
)
from metrics.values.people import unique_people
from metrics.values.shape import CLIENTS
from metrics.values.sums import Place, sums, sums_by

Notes = tuple[Reason, ...]


def with_notes(reader: Reader, place: Place, ask: Ask, answer: IndicatorValue) -> IndicatorValue:
    """Add what belongs beside a value; a value that is not there needs nothing."""
    said = _NOTES.get(answer.indicator)
    if answer.value is None or said is None:
        return answer
    return answer.model_copy(update={"notes": (*answer.notes, *said(reader, place, ask))})


def _clients(measure: str) -> Callable[[Reader, Place, Ask], Notes]:
    """How many different clients the exits were of, where that is counted: months, quarters, twelve months."""

    def said(reader: Reader, place: Place, ask: Ask) -> Notes:
        found = unique_people(reader, replace(place, grant=None), BY_ID[measure], ask)
        return () if found.value is None else (Reason(key=CLIENTS, values={"n": round(found.value)}),)

    return said


def _women_deciding(reader: Reader, place: Place, ask: Ask) -> Notes:
    """The mean share of women among those who decided."""
    found = sums(reader, place, ask, "decision", ["women_share_sum", "women_share_n"])
    if not found["women_share_n"]:
        return ()
    percent = round(100 * (found["women_share_sum"] or 0.0) / found["women_share_n"])
    return (Reason(key="note.women_deciding", values={"percent": percent}),)


def _women_leading(reader: Reader, place: Place, ask: Ask) -> Notes:
    """The share of women among community members who led."""
    found = sums(reader, place, ask, "community_activity", ["activities_led_by_women", "leads_known"])
    if not found["leads_known"]:
        return ()
    percent = round(100 * (found["activities_led_by_women"] or 0.0) / found["leads_known"])
    return (Reason(key="note.women_leading", values={"percent": percent}),)


def _unlike(reader: Reader, place: Place, ask: Ask) -> Notes:
    """How many kinds of programme were put together: their outcomes are unlike, and so are their prices."""
    programs = reader.programs(Scope()) if place.programs is None else place.programs
    kinds = {one.kind for one in programs if one.organization in place.organization_ids and one.kind}
    return (Reason(key="note.unlike_outcomes", values={"kinds": len(kinds)}),) if len(kinds) > 1 else ()


def _long_stays(reader: Reader, place: Place, ask: Ask) -> Notes:
    """Where most of those who left stayed long, what an outcome costs over their whole stays; in the period of
    their exit lies only the end of it."""
    found = sums(reader, place, ask, "stay_cost", ["stays", "long_stays"])
    stays, long = (found[name] or 0.0 for name in ("stays", "long_stays"))
    if 2 * long <= stays:
        return ()
    whole = cohort_cost(reader, place, BY_ID[COHORT_COST], ask.model_copy(update={"indicator": COHORT_COST}))
    if whole.value is None or whole.status == "too_few":
        return (Reason(key=LONG_STAYS),)
    said = {"cost": round(float(f"{whole.value:.3g}")), "unit": whole.unit}
    lacking = tuple(note for note in whole.notes if note.key == DAYS_WITHOUT_COST)
    return (Reason(key=LONG_STAYS_COST, values=said), *lacking)


def _harm_repeated(reader: Reader, place: Place, ask: Ask) -> Notes:
    """Alerts of the period after which harm happened again."""
    found = sums(reader, place, ask, "alert", ["harm_repeated"])
    repeated = round(found["harm_repeated"] or 0.0)
    return (Reason(key="note.harm_repeated", values={"n": repeated}),) if repeated else ()


def _steps(reader: Reader, place: Place, ask: Ask) -> Notes:
    """Steps by stage, steps without evidence, and goals that were never made SMART."""
    measures = ["steps_done", "steps_expected", "steps_unproven", "goals_not_smart"]
    notes: list[Reason] = []
    if ask.group is None:
        asked = ask.model_copy(update={"group": "stage=any"})
        stages = sums_by(reader, place, asked, "community_step", measures, "grp", "ever")
        if len(stages) == 3:
            done = {f"done_{code}": round(row["steps_done"]) for code, row in stages.items()}
            of = {f"of_{code}": round(row["steps_expected"]) for code, row in stages.items()}
            notes.append(Reason(key="note.steps_by_stage", values={**done, **of}))
    found = sums(reader, place, ask, "community_step", measures, "ever")
    for name in ("steps_unproven", "goals_not_smart"):
        if number := round(found[name] or 0.0):
            notes.append(Reason(key=f"note.{name}", values={"n": number}))
    return tuple(notes)


def _clients_per_certified(reader: Reader, place: Place, ask: Ask) -> Notes:
    """How many open cases there are for each certified full-time worker."""
    certified = sums(reader, place, ask, "staff", ["certified_fte"], "ever")["certified_fte"] or 0.0
    cases = sums(reader, place, ask, "caseload", ["open_cases"], "ever")["open_cases"] or 0.0
    if certified < 0.1 or cases <= 0:
        return ()
    return (Reason(key="note.clients_per_certified", values={"n": round(cases / certified)}),)


def _evidence(reader: Reader, place: Place, ask: Ask) -> Notes:
    """The component with the least valid evidence, and the basic conditions that bar accreditation."""
    notes: list[Reason] = []
    pack = pack_in_force(min(ask.end, place.as_of))
    if pack is not None and ask.group is None:
        asked = ask.model_copy(update={"group": "component=any"})
        parts = sums_by(reader, place, asked, "evidence", ["valid", "required"], "grp", "last")
        known = [one for one in pack.components if parts.get(one.id, {}).get("required")]
        if known:
            lowest = min(known, key=lambda one: parts[one.id]["valid"] / parts[one.id]["required"])
            row = parts[lowest.id]
            values = {"valid": round(row["valid"]), "required": round(row["required"])}
            key = f"note.evidence_lowest.{lowest.id}" if lowest.id in _NAMED else "note.evidence_lowest"
            notes.append(Reason(key=key, values={**values, "component": lowest.title.id}))
    out = round(sums(reader, place, ask, "evidence", ["knocked_out"], "last")["knocked_out"] or 0.0)
    if out:
        notes.append(Reason(key="note.knocked_out", values={"n": out}))
    return tuple(notes)


_NAMED = ("syarat", "kelembagaan", "proses", "hasil")
"""Components whose names are texts in both languages."""


def _income_change(reader: Reader, place: Place, ask: Ask) -> Notes:
    """The median change of income of those placed, in per cent."""
    if ask.group is not None:
        return ()
    asked = ask.model_copy(update={"group": "income_change=any"})
    found = sums_by(reader, place, asked, "placement", ["placements_due"], "grp")
    known = sorted((int(code), row["placements_due"]) for code, row in found.items() if code != "unknown")
    total = sum(count for _, count in known)
    if total < _FEWEST_INCOMES:
        return ()
    seen, middle = 0.0, 0
    for percent, count in known:
        seen += count
        if seen >= total / 2:
            middle = percent
            break
    return (Reason(key="note.income_change", values={"percent": middle - 100, "n": round(total)}),)


_FEWEST_INCOMES = 10

_NOTES: dict[str, Callable[[Reader, Place, Ask], Notes]] = {
    "exits": lambda reader, place, ask: () if place.grant else _clients("clients_left")(reader, place, ask),
    "outcome_achievement_rate": _clients("clients_counted"),
    "outcome_assessment_coverage": _clients("clients_counted"),
    "self_reliance_exit_rate": _clients("clients_self_reliance_due"),
    "risk_reduction_rate": _clients("clients_risk_judged"),
    "cost_per_outcome": lambda reader, place, ask: (
        *_unlike(reader, place, ask),
        *_long_stays(reader, place, ask),
    ),
    "outcomes_per_million": _unlike,
    "decision_participation_rate": _women_deciding,
    "community_led_activity_share": _women_leading,
    "protection_response_rate": _harm_repeated,
    "empowerment_stage_completion": _steps,
    "certified_staff_share": _clients_per_certified,
    "accreditation_readiness_index": _evidence,
    "market_linkage_retention_rate": _income_change,
}
