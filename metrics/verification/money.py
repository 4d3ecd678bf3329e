"""The second formulation of money, in plain Python over plain rows: conversion, allocation, shares."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable

from metrics.period import Period, add_months, month_of
from metrics.verification import reported
from metrics.verification.change import goal_attainment_t, mean_outcome_change, reliable_improvement_rate
from metrics.verification.people import Counts, outcome_assessment_coverage
from metrics.verification.people import outcome_achievement_rate as outcomes
from metrics.verification.records import Records, Row, stays

Formulation = Callable[[Records, str | None, Period], Counts]
RATE_DAYS = 92
_DAY = dt.timedelta(days=1)


def prevention_spend_share(records: Records, program: str | None, period: Period) -> Counts:
    """Spending tagged prevention over spending tagged prevention or treatment."""
    tagged: dict[str, float] = defaultdict(float)
    for row in spent(records, period):
        if program in (None, row["program_id"]):
            tagged[row["nature"]] += converted(records, row) or 0.0
    return tagged["prevention"], tagged["prevention"] + tagged["treatment"]


def largest_funder_share(records: Records, program: str | None, period: Period) -> Counts:
    """The largest ultimate funder's money over all money that came in, in kind left out."""
    given: dict[str, float] = defaultdict(float)
    for row in records.of("ledger_entry"):
        day = booked(row)
        if row["kind"] != "income" or row["in_kind"] or program not in (None, row["program_id"]):
            continue
        if day is not None and period.start <= day <= min(period.end, records.as_of):
            given[ultimate(records, row)] += converted(records, row) or 0.0
    named = [amount for funder, amount in given.items() if funder and amount > 0]
    return max(named, default=0.0), sum(amount for amount in given.values() if amount > 0) if named else 0.0


def cost_per_outcome(records: Records, program: str | None, period: Period) -> Counts:
    """Full cost over achieved outcomes, of the programmes that cost anything."""
    return _over_outcomes(records, program, period, [full_cost(records, month) for month in months(period)])


def direct_cost_per_outcome(records: Records, program: str | None, period: Period) -> Counts:
    """What programmes spent themselves, without fundraising, over achieved outcomes."""
    own: dict[str, float] = defaultdict(float)
    for row in spent(records, period):
        if row["program_id"] and row["nature"] != "fundraising":
            own[row["program_id"]] += converted(records, row) or 0.0
    return _over_outcomes(records, program, period, [own])


def _over_outcomes(
    records: Records, program: str | None, period: Period, costs: list[dict[str, float]]
) -> Counts:
    cost: dict[str, float] = defaultdict(float)
    for one in costs:
        for name, amount in one.items():
            cost[name] += amount
    paid = {name: amount for name, amount in cost.items() if amount and program in (None, name)}
    achieved = sum(outcomes(records, name, period)[0] for name in paid)
    return sum(paid.values()), achieved


def income(records: Records, program: str | None, period: Period) -> Counts:
    """Money that came in, in kind left out."""
    rows = [
        row
        for row in records.of("ledger_entry")
        if row["kind"] == "income" and not row["in_kind"] and program in (None, row["program_id"])
    ]
    days = [(row, booked(row)) for row in rows]
    return sum(
        converted(records, row) or 0.0
        for row, day in days
        if day is not None and period.start <= day <= min(period.end, records.as_of)
    ), None


def spending(records: Records, program: str | None, period: Period) -> Counts:
    """Money that went out."""
    return sum(
        converted(records, row) or 0.0
        for row in spent(records, period)
        if program in (None, row["program_id"])
    ), None


def all_cost(records: Records, program: str | None, period: Period) -> Counts:
    """Full cost of a programme or of all, month by month."""
    return sum(
        amount
        for month in months(period)
        for name, amount in full_cost(records, month).items()
        if program in (None, name)
    ), None


def cost_of(*natures: str | None) -> Formulation:
    """What programmes cost by lines of some natures: their own, and their part of a pool of these."""

    def of_natures(records: Records, program: str | None, period: Period) -> Counts:
        return sum(
            amount
            for month in months(period)
            for name, amount in full_cost(records, month, natures).items()
            if program in (None, name)
        ), None

    return of_natures


def outcomes_per_million(records: Records, program: str | None, period: Period) -> Counts:
    """Outcomes for each million of full cost."""
    cost, achieved = cost_per_outcome(records, program, period)
    return 1e6 * (achieved or 0), cost if cost > 0 else 0


def outcome_linked_spend_share(records: Records, program: str | None, period: Period) -> Counts:
    """Spending of programmes whose outcome is measured, over that of all programmes."""
    last = min(period.end, records.as_of)
    end = month_of(last).end
    year = Period(add_months(end.replace(day=1), -11), end)
    paid: dict[str, float] = defaultdict(float)
    for row in spent(records, period):
        if row["program_id"] and program in (None, row["program_id"]):
            paid[row["program_id"]] += converted(records, row) or 0.0
    paid = defaultdict(float, {name: amount for name, amount in paid.items() if amount > 0})
    linked = sum(
        amount
        for name, amount in paid.items()
        if _has_target(records, name, year, last) or _has_promise(records, name, year, last)
    )
    return linked, sum(paid.values())


def _has_target(records: Records, program: str, year: Period, last: dt.date) -> bool:
    """A target with a baseline, in force in the year, of an outcome that was measured well enough in it."""
    for row in records.of("target"):
        if row["program_id"] != program or row["baseline"] is None or row["indicator"] not in _OUTCOMES:
            continue
        if (row["set_on"] and row["set_on"] > records.as_of) or row["starts_on"] > last:
            continue
        assessed, left = outcome_assessment_coverage(records, program, year)
        known = _OUTCOMES[row["indicator"]](records, program, year)[1]
        if row["due_on"] >= year.start and known and left and assessed / left >= 0.6:
            return True
    return False


def _has_promise(records: Records, program: str, year: Period, last: dt.date) -> bool:
    """A reported outcome of the year with a baseline and a target."""
    return any(
        reported.has_way(records, one, Period(year.start, last))
        for one in records.of("indicator_definition")
        if one["result_type"] == "outcome" and one["program_id"] == program
    )


def full_cost(
    records: Records, month: Period, natures: tuple[str | None, ...] | None = None
) -> dict[str, float]:
    """Each programme's own spending and its part of the month's shared and administrative pool; of some natures
    only where they are named."""
    own: dict[str, float] = defaultdict(float)
    found: dict[str, float] = defaultdict(float)
    pool = 0.0
    for row in spent(records, month):
        amount = converted(records, row) or 0.0
        if row["nature"] == "fundraising":
            continue
        counted = amount if natures is None or row["nature"] in natures else 0.0
        if row["program_id"]:
            own[row["program_id"]] += amount
            found[row["program_id"]] += counted
        elif row["nature"] in ("shared", "admin"):
            pool += counted
    weights = _weights(records, month, own)
    total = sum(weights.values())
    for name, weight in weights.items():
        found[name] += pool * weight / total
    return dict(found)


def _weights(records: Records, month: Period, own: dict[str, float]) -> dict[str, float]:
    """What drives the allocation: contact hours, else days enrolled, else direct spending."""
    last = min(month.end, records.as_of)
    known = stays(records)
    program_of = {row["enrollment_id"]: row["program_id"] for row in known}
    hours: dict[str, float] = defaultdict(float)
    for row in records.of("contact"):
        name = row["program_id"] or program_of.get(row["enrollment_id"])
        if name and month.start <= row["contact_on"] <= last and row["hours"]:
            hours[name] += row["hours"]
    if sum(hours.values()) > 0:
        return dict(hours)
    days: dict[str, float] = defaultdict(float)
    for row in known:
        first, end = max(row["entry_on"], month.start), min(row["exit_on"] or last, last)
        if first <= end:
            days[row["program_id"]] += (end - first).days + 1
    if sum(days.values()) > 0:
        return dict(days)
    return {name: amount for name, amount in own.items() if amount > 0}


def spent(records: Records, period: Period) -> list[Row]:
    found = []
    for row in records.of("ledger_entry"):
        day = booked(row)
        moved = row["kind"] in ("disbursement", "expenditure") and day is not None
        if moved and period.start <= day <= min(period.end, records.as_of):
            found.append(row)
    return found


def booked(row: Row) -> dt.date | None:
    return row["booked_on"] or row["value_on"]


def converted(records: Records, row: Row) -> float | None:
    """The amount in the base currency by the newest rate of the last 92 days, or None."""
    base = records.of("organization")[0]["base_currency"]
    amount = float(row["amount"])
    if row["currency"] == base:
        return amount
    day = min(row["value_on"] or row["booked_on"], records.as_of)
    best: tuple[dt.date, bool, float] | None = None
    for rate in records.of("exchange_rate"):
        pair = (rate["from_currency"], rate["to_currency"])
        if pair == (row["currency"], base):
            quote = (rate["valid_on"], True, rate["rate"])
        elif pair == (base, row["currency"]):
            quote = (rate["valid_on"], False, 1 / rate["rate"])
        else:
            continue
        if day - RATE_DAYS * _DAY <= quote[0] <= day and (best is None or quote[:2] > best[:2]):
            best = quote
    return amount * best[2] if best else None


def ultimate(records: Records, row: Row) -> str:
    grants = {grant["grant_id"]: grant["funder_id"] for grant in records.of("grant_award")}
    parents = {funder["funder_id"]: funder["ultimate_funder_id"] for funder in records.of("funder")}
    funder = row["funder_id"] or grants.get(row["grant_id"])
    for _ in range(2):
        if funder and parents.get(funder):
            funder = parents[funder]
    return funder or ""


def months(period: Period) -> list[Period]:
    """The months of a period."""
    found = []
    month = month_of(period.start)
    while month.start <= period.end:
        found.append(month)
        month = month_of(month.end + _DAY)
    return found


_OUTCOMES = {
    "outcome_achievement_rate": outcomes,
    "mean_outcome_change": mean_outcome_change,
    "goal_attainment_t": goal_attainment_t,
    "reliable_improvement_rate": reliable_improvement_rate,
}
"""Outcomes that a programme may have a target for, as far as they are formulated here."""

FORMULATIONS = {
    "income": income,
    "spending": spending,
    "full_cost": all_cost,
    "service_cost": cost_of("prevention", "treatment"),
    "shared_cost": cost_of("shared"),
    "admin_cost": cost_of("admin"),
    "unclassified_cost": cost_of("unknown", None),
    "direct_cost_per_outcome": direct_cost_per_outcome,
    "outcomes_per_million": outcomes_per_million,
    "outcome_linked_spend_share": outcome_linked_spend_share,
}
"""Sums and shares of money; the rest is named in the package."""
