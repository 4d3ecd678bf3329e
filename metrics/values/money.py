"""Money: sums in one currency, shares of it, and cost per outcome."""

from __future__ import annotations

from dataclasses import replace

from metrics.ask import Ask
from metrics.catalogue.definition import Indicator
from metrics.facts.money import NO_PROGRAM
from metrics.period import on_months
from metrics.reader import Reader
from metrics.statistics import ratio
from metrics.statistics.concentration import herfindahl
from metrics.value import IndicatorValue, Reason
from metrics.values.ledger import (
    Flow,
    beyond_the_ledger,
    carried,
    ended_within,
    income_by_funder,
    left_out,
    only_left_out,
    paying,
    tagged,
)
from metrics.values.shape import cannot_be_combined, not_measured, sample_status, shape
from metrics.values.sums import Place, sums, sums_by


def money_sum(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """An amount of the period in one currency; 0 where such lines are booked, but none in it.

    With a grant: lines of the ledger are those of the grant itself; a programme's cost is multiplied by the
    share that the grant carries, month by month.
    """
    payers = paying(reader, place, indicator, ask)
    if isinstance(payers, IndicatorValue):
        return payers
    share = None
    if place.grant is None:
        total = sums(reader, payers, ask, indicator.fact, [indicator.numerator])[indicator.numerator]
    elif indicator.fact == "cost":
        total, share = carried(reader, payers, ask, indicator.numerator)
    else:
        total = tagged(reader, payers, ask, indicator.numerator)
    flow: Flow = "income" if indicator.numerator.startswith("income") else "spent"
    notes = left_out(reader, payers, indicator, ask, flow)
    if (
        place.grant is not None
        and indicator.fact == "money"
        and not tagged(reader, payers, ask, "unconverted")
    ):
        notes = ()
    if not total and (
        problem := only_left_out(indicator, ask, payers, notes)
        or beyond_the_ledger(reader, payers, indicator, ask, flow)
    ):
        return problem.model_copy(update={"notes": notes})
    return shape(
        indicator,
        ask,
        payers,
        status="ok",
        value=total or 0.0,
        numerator=total or 0.0,
        share=share,
        notes=(*ended_within(reader, payers, ask), *notes),
    )


def cost_per_outcome(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """Cost of the period divided by the outcomes achieved in it, with the interval of the rate turned over.

    Outcomes count only where cost was recorded, so that nothing seems to come for free; cost of programmes
    without exits counts and is named. ``n`` are all exits that count, ``best`` is the cost if every unknown
    outcome were achieved. Without a single outcome there is no such number: the amount is said.
    """
    if ask.dim != "all":
        return cannot_be_combined(indicator, ask, place, "reason.no_such_group", group=ask.dim)
    payers = paying(reader, place, indicator, ask)
    if isinstance(payers, IndicatorValue):
        return payers
    if place.grant is not None and not payers.program_ids:
        return not_measured(indicator, ask, payers, "reason.money_grant_without_program")
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
    found = ratio.cost_per_outcome(cost, achieved, eligible)
    answer = shape(
        indicator,
        ask,
        payers,
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


def spend_share(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """Spending on prevention among what is tagged prevention or treatment; an account: no interval.

    ``worst`` and ``best`` are the share if all untagged spending were for treatment, or for prevention.
    """
    payers = paying(reader, place, indicator, ask)
    if isinstance(payers, IndicatorValue):
        return payers
    found = sums(reader, payers, ask, "money", ["prevention", "treatment", "untagged"])
    prevention, treatment, untagged = (found[name] or 0.0 for name in ("prevention", "treatment", "untagged"))
    notes = left_out(reader, payers, indicator, ask, "spent")
    whole = prevention + treatment
    if whole <= 0 or prevention < 0 or treatment < 0:
        key = "reason.money_untagged" if untagged > 0 else "reason.money_no_cost"
        return only_left_out(indicator, ask, payers, notes) or not_measured(indicator, ask, payers, key)
    worst, best = prevention / whole, prevention / whole
    if untagged > 0:
        worst, best = prevention / (whole + untagged), (prevention + untagged) / (whole + untagged)
        said = {"percent": untagged / (whole + untagged), "worst": worst, "best": best}
        percents = {name: round(100 * share, 1) for name, share in said.items()}
        notes = (Reason(key="note.money_untagged", values=percents), *notes)
    return shape(
        indicator,
        ask,
        payers,
        status="ok",
        value=prevention / whole,
        numerator=prevention,
        denominator=whole,
        worst=worst,
        best=best,
        notes=notes,
    )


def largest_share(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """The largest ultimate funder's part of the money that came in, and who it is.

    Income in kind is left out. Income of an unknown funder is in the whole but is nobody's part. A funder
    whose reversals are larger than its gifts counts as nothing.
    """
    if ask.dim != "all":
        return cannot_be_combined(indicator, ask, place, "reason.no_such_group", group=ask.dim)
    payers = paying(reader, place, indicator, ask)
    if isinstance(payers, IndicatorValue):
        return payers
    if not on_months(ask.period):
        return cannot_be_combined(indicator, ask, payers, "reason.money_whole_months")
    named, total = income_by_funder(reader, payers, ask)
    notes = left_out(reader, payers, indicator, ask, "income")
    if not named:
        key = "reason.money_funder_unknown" if total else "reason.money_no_income"
        return only_left_out(indicator, ask, payers, notes) or not_measured(indicator, ask, payers, key)
    largest = max(sorted(named), key=lambda funder: named[funder])
    # Of named funders, taken down to the whole: unknown income counts as many small givers.
    concentration = (herfindahl(named.values()) or 0.0) * (sum(named.values()) / total) ** 2
    said = [
        Reason(key="note.money_largest_funder", values={"funder": _funder_name(reader, largest)}),
        Reason(key="note.money_hhi", values={"hhi": round(concentration, 2), "funders": len(named)}),
    ]
    if unknown := total - sum(named.values()):
        percent = round(100 * unknown / total, 1)
        said.append(Reason(key="note.money_funder_unknown", values={"percent": percent}))
    return shape(
        indicator,
        ask,
        payers,
        status="ok",
        value=named[largest] / total,
        numerator=named[largest],
        denominator=total,
        notes=(*said, *notes),
    )


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


def _funder_name(reader: Reader, funder: str) -> str:
    found = reader.rows("select name from published.funder where funder = ?", [funder])
    return found[0][0] if found else funder
