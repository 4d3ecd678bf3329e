"""Spending and what came of it: the part whose outcome is measured, and outcomes for each million."""

from __future__ import annotations

from collections.abc import Callable

from metrics.ask import Ask
from metrics.catalogue import BY_ID
from metrics.catalogue.definition import Indicator
from metrics.facts.money import NO_PROGRAM
from metrics.period import on_months, rolling_months
from metrics.reader import Reader
from metrics.value import IndicatorValue, Reason
from metrics.values.ledger import left_out, paying
from metrics.values.outcome_cost import cost_per_outcome
from metrics.values.shape import cannot_be_combined, not_measured, sample_status, shape
from metrics.values.sums import Place, sums_by
from metrics.values.targets import targets_of

MILLION = 1_000_000
Compute = Callable[[Ask], IndicatorValue]
"""Answers a question about another indicator within the same scope."""

UNREADABLE = ("not_measured", "not_applicable", "cannot_be_combined", "suppressed")


def outcomes_per_amount(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """Outcomes achieved for each million of full cost: cost per outcome turned over, interval and all.

    ``numerator`` are the outcomes, ``denominator`` the cost. A grant's figure is that of its programmes: its
    share of the outcomes over its share of the cost. Without an outcome it is 0, of which cost per outcome can
    say nothing.
    """
    turned = cost_per_outcome(reader, place, indicator, ask)
    if turned.status in UNREADABLE or not turned.numerator or turned.denominator is None:
        return turned
    cost, achieved = turned.numerator, turned.denominator
    each = MILLION * achieved / cost
    said = tuple(
        Reason(key=f"note.outcomes_per.{amount}", values={"n": round(each * times, 1)})
        for amount, times in (("hundred_million", 100), ("billion", 1000))
    )
    return turned.model_copy(
        update={
            "value": each,
            "numerator": achieved,
            "denominator": cost,
            "low": MILLION / turned.high if turned.high else 0.0,
            "high": MILLION / turned.low if turned.low else None,
            "status": sample_status(achieved, indicator.minimum),
            "worst": each,
            "best": MILLION / turned.best if turned.best else None,
            "notes": (*said, *turned.notes),
        }
    )


def linked_spend(
    reader: Reader, place: Place, indicator: Indicator, ask: Ask, compute: Compute
) -> IndicatorValue:
    """Spending of programmes with a measured outcome, over the spending of all programmes.

    A programme counts when, at the end of the period, one of its outcome indicators has a baseline, a target
    and an actual of the last twelve months that passes its gates, or a donor's logframe has all three. What
    was spent in no programme belongs to neither.
    """
    payers = paying(reader, place, indicator, ask)
    if isinstance(payers, IndicatorValue):
        return payers
    if not on_months(ask.period):
        return cannot_be_combined(indicator, ask, payers, "reason.whole_months")
    spent = sums_by(reader, payers, ask, indicator.fact, [indicator.numerator], "program")
    amounts = {
        program: row[indicator.numerator]
        for program, row in spent.items()
        if program != NO_PROGRAM and row[indicator.numerator] > 0
    }
    whole = sum(amounts.values())
    if not whole:
        return not_measured(indicator, ask, payers, "reason.money_no_cost")
    measured = _measured(reader, payers, ask, compute) | _promised(reader, payers, ask)
    linked = sum(amount for program, amount in amounts.items() if program in measured)
    missing = len(set(amounts) - measured)
    said = Reason(key="note.programs_without_outcome", values={"programs": missing, "of": len(amounts)})
    return shape(
        indicator,
        ask,
        payers,
        status="ok",
        value=linked / whole,
        numerator=linked,
        denominator=whole,
        notes=(*((said,) if missing else ()), *left_out(reader, payers, indicator, ask, "spent")),
    )


def _measured(reader: Reader, place: Place, ask: Ask, compute: Compute) -> set[str]:
    """Programmes with a baseline, a target and a readable actual of one of our outcome indicators."""
    last = min(ask.end, place.as_of)
    year = rolling_months(last, 12)
    found: set[str] = set()
    for promised in targets_of(reader, place):
        target = promised.current
        ours = BY_ID.get(target.indicator)
        if target.program is None or target.program in found or target.baseline is None:
            continue
        if ours is None or not ours.is_outcome or target.starts_on > last or target.due_on < year.start:
            continue
        actual = compute(
            Ask(
                indicator=ours.id,
                organization=target.organization,
                program=target.program,
                group=target.group,
                start=year.start,
                end=year.end,
            )
        )
        if actual.value is not None and actual.status not in UNREADABLE and not actual.gates:
            found.add(target.program)
    return found


def _promised(reader: Reader, place: Place, ask: Ask) -> set[str]:
    """Programmes with a reported outcome of the last twelve months that has a baseline and a target."""
    last = min(ask.end, place.as_of)
    rows = reader.rows(
        """select distinct t.program from published.promise_period t
           join published.promise d on d.promise = t.grp
           where t.grain = 'period' and t.ended = 1 and t.value is not null and t.target is not null
             and coalesce(t.baseline, d.baseline) is not null and lower(d.result_type) = 'outcome'
             and t.period between $first and $last and list_contains($organizations, t.organization)""",
        {"organizations": place.organization_ids, "first": rolling_months(last, 12).start, "last": last},
    )
    return {row[0] for row in rows}
