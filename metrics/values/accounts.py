"""Accounts of an organisation's independence: free, earned and scattered income, reserves, what others add."""

from __future__ import annotations

import datetime as dt

from metrics.ask import Ask
from metrics.catalogue.definition import Indicator
from metrics.period import add_months, month_of, on_months
from metrics.reader import Reader
from metrics.statistics.concentration import herfindahl
from metrics.value import IndicatorValue, Reason
from metrics.values.ledger import income_by, income_by_funder, left_out, only_left_out, paying
from metrics.values.shape import cannot_be_combined, not_applicable, not_measured, shape
from metrics.values.standing import of_the_house
from metrics.values.sums import Place, sums, sums_by

RESERVE_AGE = 6
"""Months after which a known reserve says nothing about now."""
CASH_MONTHS = 12


def account_share(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """The part of the income that is of some kinds; what is not said to be of any kind is unknown."""
    payers = _whole_payers(reader, place, indicator, ask)
    if isinstance(payers, IndicatorValue):
        return payers
    dim = indicator.among[0].split("=", 1)[0]
    asked = ask.model_copy(update={"group": f"{dim}=any"})
    by_code = sums_by(reader, payers, asked, "money", [indicator.numerator], "grp")
    amounts = {code: row[indicator.numerator] for code, row in by_code.items()}
    whole = sum(amounts.values())
    part = sum(amounts.get(group.split("=", 1)[1], 0.0) for group in indicator.among)
    unknown = amounts.get("unknown", 0.0)
    notes = left_out(reader, payers, indicator, ask, "income")
    if whole <= 0 or part < 0 or part > whole or unknown >= whole:
        key = "reason.money_kind_unknown" if whole > 0 else "reason.money_no_income"
        return only_left_out(indicator, ask, payers, notes) or not_measured(indicator, ask, payers, key)
    worst, best = part / whole, min((part + unknown) / whole, 1.0)
    if unknown > 0:
        said = {"percent": unknown / whole, "worst": worst, "best": best}
        percents = {name: round(100 * share, 1) for name, share in said.items()}
        notes = (Reason(key=f"note.money_{dim}_unknown", values=percents), *notes)
    return shape(
        indicator,
        ask,
        payers,
        status="ok",
        value=worst,
        numerator=part,
        denominator=whole,
        unknown=unknown,
        worst=worst,
        best=best,
        notes=notes,
    )


def concentration(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """The Herfindahl index of income by ultimate funder: 1 for a single one, 1/k for k equal ones.

    ``numerator`` is the largest funder's money. Income of unknown origin is in the whole and taken for many
    small givers, ``worst`` for one single giver. A ledger that names no funder at all, such as a tax return, is
    judged by its kinds of source, and says so.
    """
    payers = _whole_payers(reader, place, indicator, ask)
    if isinstance(payers, IndicatorValue):
        return payers
    named, total = income_by_funder(reader, payers, ask)
    notes = left_out(reader, payers, indicator, ask, "income")
    if not named and total:
        named, total = income_by(reader, payers, ask, "source_type")
        notes = (Reason(key="note.money_by_source"), *notes)
    if not named:
        key = "reason.money_funder_unknown" if total else "reason.money_no_income"
        return only_left_out(indicator, ask, payers, notes) or not_measured(indicator, ask, payers, key)
    known = sum(named.values())
    index = (herfindahl(named.values()) or 0.0) * (known / total) ** 2
    if known < total:
        percent = round(100 * (1 - known / total), 1)
        notes = (Reason(key="note.money_funder_unknown", values={"percent": percent}), *notes)
    return shape(
        indicator,
        ask,
        payers,
        status="ok",
        value=index,
        numerator=max(named.values()),
        denominator=total,
        worst=index + (1 - known / total) ** 2,
        best=index,
        n=float(len(named)),
        notes=notes,
    )


def reserve_months(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """The newest known reserve over the mean cash spent a month in the twelve months until then.

    ``numerator`` is the reserve, ``denominator`` the mean month, ``n`` the months it rests on: fewer where
    the ledger is younger.
    """
    payers = _whole_payers(reader, place, indicator, ask)
    if isinstance(payers, IndicatorValue):
        return payers
    if len(payers.organizations) > 1:
        return cannot_be_combined(indicator, ask, payers, "reason.reserve_of_several")
    last = min(ask.end, payers.as_of)
    known = reader.rows(
        f"""select period, sum(reserve), sum(unconverted) from published.reserve
           where {payers.whose} and period > $since and period <= $last
           group by period order by period desc limit 1""",
        {
            "organizations": payers.organization_ids,
            "since": add_months(last.replace(day=1), -RESERVE_AGE),
            "last": last,
        },
    )
    if not known:
        return not_measured(indicator, ask, payers, "reason.reserve_unknown")
    month, reserve, unconverted = known[0]
    if unconverted:
        return cannot_be_combined(indicator, ask, payers, "reason.reserve_no_rate")
    months, mean = _mean_cash_month(reader, payers, ask, month)
    if mean <= 0:
        return not_measured(indicator, ask, payers, "reason.money_no_cost")
    age = (last.year - month.year) * 12 + last.month - month.month
    notes = (Reason(key="note.reserve_age", values={"months": age}),) if age > 1 else ()
    return shape(
        indicator,
        ask,
        payers,
        status="ok",
        value=reserve / mean,
        numerator=reserve,
        denominator=mean,
        n=float(months),
        notes=notes,
    )


def _mean_cash_month(reader: Reader, place: Place, ask: Ask, month: dt.date) -> tuple[int, float]:
    """Months since the ledger began, at most twelve, and the mean cash spent in them."""
    first = add_months(month, 1 - CASH_MONTHS)
    asked = ask.model_copy(update={"start": first, "end": month_of(month).end, "group": None})
    by_month = sums_by(reader, place, asked, "money", ["spent", "spent_in_kind"], "period")
    if not by_month:
        return 0, 0.0
    begun = reader.rows(
        f"""select min(period) from published.money where {place.whose}
           and dim = 'all' and grain = 'month'""",
        {"organizations": place.organization_ids},
    )[0][0]
    start = max(first, begun)
    months = (month.year - start.year) * 12 + month.month - start.month + 1
    return months, sum(row["spent"] - row["spent_in_kind"] for row in by_month.values()) / months


def leverage(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """What partners and volunteers brought for each unit of own cash spent; its three parts are named."""
    if place.grant is not None:
        return not_applicable(indicator, ask, place, "reason.whole_organization")
    payers = paying(reader, place, indicator, ask)
    if isinstance(payers, IndicatorValue):
        return payers
    if not reader.records("contribution", payers.organization_ids):
        return not_measured(indicator, ask, payers)
    parts = ("cofunding", "in_kind", "volunteer_value")
    given = sums(
        reader, payers, ask, "contribution", ["contributed", *parts, "hours_not_valued", "gifts_not_valued"]
    )
    money = sums(reader, payers, ask, "money", ["spent", "spent_in_kind"])
    cash = (money["spent"] or 0.0) - (money["spent_in_kind"] or 0.0)
    if cash <= 0:
        return not_measured(indicator, ask, payers, "reason.money_no_cost")
    brought = given["contributed"] or 0.0
    notes: list[Reason] = []
    if brought > 0:
        shares = {name: round(100 * (given[name] or 0.0) / brought) for name in parts}
        notes.append(Reason(key="note.leverage_parts", values=shares))
    for name in ("hours_not_valued", "gifts_not_valued"):
        if given[name]:
            notes.append(Reason(key=f"note.{name}", values={"n": round(given[name] or 0.0)}))
    return shape(
        indicator,
        ask,
        payers,
        status="ok",
        value=brought / cash,
        numerator=brought,
        denominator=cash,
        notes=(*notes, *left_out(reader, payers, indicator, ask, "spent")),
    )


def _whole_payers(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> Place | IndicatorValue:
    """Payers of a number that is of no group, no grant and whole months."""
    if ask.dim != "all":
        return cannot_be_combined(indicator, ask, place, "reason.no_such_group", group=ask.dim)
    if place.grant is not None:
        return not_applicable(indicator, ask, place, "reason.whole_organization")
    if problem := of_the_house(indicator, ask, place):
        return problem
    payers = paying(reader, place, indicator, ask)
    if not isinstance(payers, IndicatorValue) and not on_months(ask.period):
        return cannot_be_combined(indicator, ask, payers, "reason.money_whole_months")
    return payers
