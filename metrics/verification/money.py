"""The second formulation of money, in plain Python over plain rows: conversion, allocation, shares."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from metrics.period import Period, month_of
from metrics.verification.people import Counts
from metrics.verification.people import outcome_achievement_rate as outcomes
from metrics.verification.records import Records, Row, stays

RATE_DAYS = 92
_DAY = dt.timedelta(days=1)


def prevention_spend_share(records: Records, program: str | None, period: Period) -> Counts:
    """Spending tagged prevention over spending tagged prevention or treatment."""
    tagged: dict[str, float] = defaultdict(float)
    for row in _spent(records, period):
        if program in (None, row["program_id"]):
            tagged[row["nature"]] += _converted(records, row) or 0.0
    return tagged["prevention"], tagged["prevention"] + tagged["treatment"]


def largest_funder_share(records: Records, program: str | None, period: Period) -> Counts:
    """The largest ultimate funder's money over all money that came in, in kind left out."""
    given: dict[str, float] = defaultdict(float)
    for row in records.of("ledger_entry"):
        day = _booked(row)
        if row["kind"] != "income" or row["in_kind"] or program not in (None, row["program_id"]):
            continue
        if day is not None and period.start <= day <= min(period.end, records.as_of):
            given[_ultimate(records, row)] += _converted(records, row) or 0.0
    named = [amount for funder, amount in given.items() if funder and amount > 0]
    return max(named, default=0.0), sum(amount for amount in given.values() if amount > 0) if named else 0.0


def cost_per_outcome(records: Records, program: str | None, period: Period) -> Counts:
    """Full cost over achieved outcomes, of the programmes that cost anything."""
    cost: dict[str, float] = defaultdict(float)
    for month in _months(period):
        for name, amount in full_cost(records, month).items():
            cost[name] += amount
    paid = {name: amount for name, amount in cost.items() if amount and program in (None, name)}
    achieved = sum(outcomes(records, name, period)[0] for name in paid)
    return sum(paid.values()), achieved


def full_cost(records: Records, month: Period) -> dict[str, float]:
    """Each programme's own spending and its part of the month's shared and administrative pool."""
    own: dict[str, float] = defaultdict(float)
    pool = 0.0
    for row in _spent(records, month):
        amount = _converted(records, row) or 0.0
        if row["nature"] == "fundraising":
            continue
        if row["program_id"]:
            own[row["program_id"]] += amount
        elif row["nature"] in ("shared", "admin"):
            pool += amount
    weights = _weights(records, month, own)
    total = sum(weights.values())
    for name, weight in weights.items():
        own[name] += pool * weight / total
    return dict(own)


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


def _spent(records: Records, period: Period) -> list[Row]:
    found = []
    for row in records.of("ledger_entry"):
        day = _booked(row)
        moved = row["kind"] in ("disbursement", "expenditure") and day is not None
        if moved and period.start <= day <= min(period.end, records.as_of):
            found.append(row)
    return found


def _booked(row: Row) -> dt.date | None:
    return row["booked_on"] or row["value_on"]


def _converted(records: Records, row: Row) -> float | None:
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


def _ultimate(records: Records, row: Row) -> str:
    grants = {grant["grant_id"]: grant["funder_id"] for grant in records.of("grant_award")}
    parents = {funder["funder_id"]: funder["ultimate_funder_id"] for funder in records.of("funder")}
    funder = row["funder_id"] or grants.get(row["grant_id"])
    for _ in range(2):
        if funder and parents.get(funder):
            funder = parents[funder]
    return funder or ""


def _months(period: Period) -> list[Period]:
    found = []
    month = month_of(period.start)
    while month.start <= period.end:
        found.append(month)
        month = month_of(month.end + _DAY)
    return found
