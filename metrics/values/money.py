"""Money: sums in one currency, shares of it, and cost per outcome."""

from __future__ import annotations

from metrics.ask import Ask
from metrics.catalogue.definition import Indicator
from metrics.period import on_months
from metrics.reader import Reader
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
from metrics.values.shape import cannot_be_combined, not_measured, shape
from metrics.values.sums import Place, sums


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


def _funder_name(reader: Reader, funder: str) -> str:
    found = reader.rows("select name from published.funder where funder = ?", [funder])
    return found[0][0] if found else funder
