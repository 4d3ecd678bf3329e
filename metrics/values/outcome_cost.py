"""What an outcome costs: the cost of the period, or of the whole stays of those who left in it."""

from __future__ import annotations

from dataclasses import replace

from metrics.ask import Ask
from metrics.catalogue.definition import Indicator
from metrics.facts.money import NO_PROGRAM
from metrics.reader import Reader
from metrics.statistics import ratio
from metrics.value import IndicatorValue, Reason
from metrics.values.ledger import left_out, only_left_out, paying
from metrics.values.shape import cannot_be_combined, not_measured, sample_status, shape
from metrics.values.sums import Place, sums_by

Notes = tuple[Reason, ...]
COHORT_COST = "cohort_cost_per_outcome"
DAYS_WITHOUT_COST = "note.stay_days_without_cost"
"""The note that says of how many days of the stays no cost is recorded."""
LONG_STAYS, LONG_STAYS_COST = "note.long_stays", "note.long_stays_cost"
"""Notes beside the cost of a period that most of those who left had stayed long; the second with their cost."""
ABOUT_STAYS = (LONG_STAYS, LONG_STAYS_COST, DAYS_WITHOUT_COST)
"""The notes that a table of programmes says under it."""


def cost_per_outcome(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """Cost of the period divided by the outcomes achieved in it, with the interval of the rate turned over.

    Outcomes count only where cost was recorded, so that nothing seems to come for free; cost of programmes
    without exits counts and is named. ``n`` are all exits that count, ``best`` is the cost if every unknown
    outcome were achieved. Without a single outcome there is no such number: the amount is said.
    """
    payers = _payers(reader, place, indicator, ask)
    if isinstance(payers, IndicatorValue):
        return payers
    measures = [indicator.numerator, "unallocated"]
    by_program = sums_by(reader, payers, ask, "cost", measures, "program")
    costs = {one: row[indicator.numerator] for one, row in by_program.items() if row[indicator.numerator]}
    cost = sum(costs.values())
    notes = left_out(reader, payers, indicator, ask, "spent")
    if cost <= 0:
        return only_left_out(indicator, ask, payers, notes) or not_measured(
            indicator, ask, payers, "reason.money_no_cost"
        )
    outcomes = sums_by(reader, payers, ask, "exit", ["achieved", "eligible", "outcome_unknown"], "program")
    counted = [row for program, row in outcomes.items() if program in costs]
    achieved, eligible, unknown = (
        sum(row[name] for row in counted) for name in ("achieved", "eligible", "outcome_unknown")
    )
    notes += _unmatched(costs, outcomes, by_program.get(NO_PROGRAM, {}).get("unallocated", 0.0))
    notes += _months_without_cost(reader, payers, ask)
    if not eligible:
        recorded = reader.records("exit", payers.organization_ids)
        key = "reason.money_no_exits" if recorded else "reason.money_no_outcomes_recorded"
        answer = shape(indicator, ask, payers, status="not_measured", numerator=cost, notes=notes)
        return answer.model_copy(
            update={"reason": Reason(key=key, values={"cost": round(cost), "unit": answer.unit})}
        )
    return _divided(indicator, ask, payers, cost, achieved, eligible, unknown, notes)


def cohort_cost(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """Cost of the whole stays of those who left in the period, divided by the outcomes they achieved.

    A day of a stay costs what the programme cost in that month over all days that people were in it. Stays count
    in programmes with any cost recorded for them; days of a month without any cost are named, because
    they make an outcome look cheaper than it was.
    """
    payers = _payers(reader, place, indicator, ask)
    if isinstance(payers, IndicatorValue):
        return payers
    measures = ["stays", "stays_achieved", "stays_unknown", "stay_days", "costed_days", "stay_cost"]
    found = sums_by(reader, payers, ask, "stay_cost", measures, "program")
    counted = [row for row in found.values() if row["costed_days"]]
    total = {name: sum(row[name] for row in counted) for name in measures}
    notes = left_out(reader, payers, indicator, ask, "spent")
    if total["stay_cost"] <= 0:
        return only_left_out(indicator, ask, payers, notes) or not_measured(
            indicator, ask, payers, "reason.money_no_cost"
        )
    if free := sum(row["stays_achieved"] for row in found.values() if not row["costed_days"]):
        notes += (Reason(key="note.money_outcomes_without_cost", values={"n": int(free)}),)
    if without := total["stay_days"] - total["costed_days"]:
        percent = round(100 * without / total["stay_days"], 1)
        notes += (Reason(key=DAYS_WITHOUT_COST, values={"percent": percent}),)
    return _divided(
        indicator,
        ask,
        payers,
        total["stay_cost"],
        total["stays_achieved"],
        total["stays"],
        total["stays_unknown"],
        notes,
    )


def _payers(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> Place | IndicatorValue:
    """Whose cost and outcomes can be set against each other; or why nobody's can."""
    if ask.dim != "all":
        return cannot_be_combined(indicator, ask, place, "reason.no_such_group", group=ask.dim)
    payers = paying(reader, place, indicator, ask)
    if not isinstance(payers, IndicatorValue) and place.grant is not None and not payers.program_ids:
        return not_measured(indicator, ask, payers, "reason.money_grant_without_program")
    return payers


def _divided(
    indicator: Indicator,
    ask: Ask,
    place: Place,
    cost: float,
    achieved: float,
    eligible: float,
    unknown: float,
    notes: Notes,
) -> IndicatorValue:
    """A cost over the outcomes achieved among those who count; too few of them are said, with the cost."""
    found = ratio.cost_per_outcome(cost, achieved, eligible)
    answer = shape(
        indicator,
        ask,
        place,
        status=sample_status(achieved, indicator.minimum),
        value=found.value,
        numerator=cost,
        denominator=achieved,
        unknown=unknown,
        low=found.low,
        high=found.high,
        interval_method=found.method,
        worst=found.value,
        best=cost / (achieved + unknown) if achieved + unknown else None,
        n=eligible,
        notes=notes,
    )
    if answer.status != "too_few":
        return answer
    few = {"n": int(achieved), "minimum": indicator.minimum, "cost": round(cost), "unit": answer.unit}
    key = "reason.money_few_outcomes" if achieved else "reason.money_no_outcomes"
    return answer.model_copy(update={"reason": Reason(key=key, values=few)})


def _unmatched(
    costs: dict[str, float], outcomes: dict[str, dict[str, float]], unallocated: float
) -> tuple[Reason, ...]:
    """Cost that meets no exit, outcomes that meet no cost, and cost that no programme carries."""
    ending = {program for program, row in outcomes.items() if row["eligible"]}
    idle = sum(cost for program, cost in costs.items() if program not in ending)
    free = sum(row["achieved"] for program, row in outcomes.items() if program not in costs)
    notes = []
    if idle and ending & set(costs):
        notes.append(Reason(key="note.money_cost_without_exits", values={"amount": round(idle)}))
    if free:
        notes.append(Reason(key="note.money_outcomes_without_cost", values={"n": int(free)}))
    if unallocated:
        notes.append(Reason(key="note.money_unallocated", values={"amount": round(unallocated)}))
    return tuple(notes)


def _months_without_cost(reader: Reader, place: Place, ask: Ask) -> tuple[Reason, ...]:
    """Whole months of the period, up to the last data, in which no cost was booked anywhere."""
    months = sums_by(reader, replace(place, programs=None), ask, "cost", ["spent"], "period")
    last = min(ask.end, place.as_of)
    expected = (last.year - ask.start.year) * 12 + last.month - ask.start.month + 1
    missing = expected - len(months)
    return (Reason(key="note.money_months_without_cost", values={"months": missing}),) if missing > 0 else ()
