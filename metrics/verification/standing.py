"""The second formulation of decisions, staff, evidence, process, volunteers, placements and an organisation's funds."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import pairwise

from data.accreditation import pack_in_force
from metrics.period import Period, add_months, month_of
from metrics.verification.money import booked, converted, spent, ultimate
from metrics.verification.people import Counts
from metrics.verification.practice import of_program
from metrics.verification.records import Records, Row, by_key, stays

_ORDER = ("intake", "assessment", "plan", "intervention", "resocialisation", "termination", "aftercare")
_NINETY = dt.timedelta(days=90)


def decision_lead_time(records: Records, program: str | None, period: Period) -> Counts:
    """The first day by which the product-limit estimate has half of the matters decided."""
    waits: list[tuple[int, bool]] = []
    for place, row in of_program(records, "decision_event"):
        if not period.start <= row["raised_on"] <= min(period.end, records.as_of) or program not in (
            None,
            place,
        ):
            continue
        decided = row["decided_on"] is not None and row["decided_on"] <= records.as_of
        until = row["decided_on"] if decided else records.as_of
        waits.append(((until - row["raised_on"]).days, decided))
    open_still = 1.0
    for day in sorted({days for days, decided in waits if decided}):
        waiting = sum(days >= day for days, _ in waits)
        open_still *= 1 - sum(days == day and decided for days, decided in waits) / waiting
        if open_still <= 0.5 + 1e-12:
            return day, 1
    return 0, 0


def decision_participation_rate(records: Records, program: str | None, period: Period) -> Counts:
    """A client and frontline staff both decided, over decisions made."""
    made = [
        row
        for place, row in of_program(records, "decision_event")
        if row["decided_on"]
        and period.start <= row["decided_on"] <= min(period.end, records.as_of)
        and program in (None, place)
    ]
    return sum(bool(row["client_decided"] and row["frontline_decided"]) for row in made), len(made)


def feedback_action_rate(records: Records, program: str | None, period: Period) -> Counts:
    """Acted on and told back within 90 days, over themes whose 90 days ended in the period."""
    acted = due = 0
    for place, row in of_program(records, "feedback_theme"):
        limit = row["raised_on"] + _NINETY
        if not period.start <= limit <= min(period.end, records.as_of) or program not in (None, place):
            continue
        due += 1
        days = (row["closed_on"], row["told_on"])
        acted += bool(row["action"]) and not row["refused"] and all(day and day <= limit for day in days)
    return acted, due


def volunteer_retention_rate(records: Records, program: str | None, period: Period) -> Counts:
    """Still active after twelve months over active when they began; only for twelve months that have ended."""
    if period.end > records.as_of:
        return 0, 0
    before = [
        row
        for row in records.of("volunteer_spell")
        if row["started_on"] < period.start
        and (row["last_active_on"] or row["started_on"]) >= period.start - _NINETY
        and (row["ended_on"] is None or row["ended_on"] >= period.start)
    ]
    kept = [
        row
        for row in before
        if row["last_active_on"]
        and row["last_active_on"] >= period.end - _NINETY
        and (row["ended_on"] is None or row["ended_on"] > period.end)
    ]
    return len(kept), len(before)


def market_linkage_retention_rate(records: Records, program: str | None, period: Period) -> Counts:
    """Seen there from day 137 on, over placements whose 182nd day lies in the period and 45 days back."""
    kept = due = 0
    for place, row in of_program(records, "placement"):
        point = row["placed_on"] + dt.timedelta(days=182)
        if row["kind"] == "school" or program not in (None, place) or not period.start <= point <= period.end:
            continue
        if (records.as_of - point).days < 45:
            continue
        due += 1
        looked = row["checked_on"]
        kept += (
            row["still_there"] == "yes"
            and looked is not None
            and looked <= records.as_of
            and (point - looked).days <= 45
        )
    return kept, due


def certified_staff_share(records: Records, program: str | None, period: Period) -> Counts:
    """Certified over all full-time equivalents serving clients on the last day that is known."""
    last = min(period.end, records.as_of)
    posts = [
        row
        for place, row in of_program(records, "staff_post")
        if row["serves_clients"]
        and (row["started_on"] is None or row["started_on"] <= last)
        and (row["ended_on"] is None or row["ended_on"] >= last)
        and program in (None, place)
    ]
    certified = [row for row in posts if row["certified_until_on"] and row["certified_until_on"] >= last]
    return sum(row["full_time_equivalent"] for row in certified), sum(
        row["full_time_equivalent"] for row in posts
    )


def accreditation_readiness_index(records: Records, program: str | None, period: Period) -> Counts:
    """Requirements of the pack in force with verified evidence that is valid on the last day that is known."""
    last = min(period.end, records.as_of)
    pack = pack_in_force(last)
    evidence = records.of("accreditation_evidence")
    if pack is None or not evidence or (records.as_of - month_of(last).end).days >= 1100:
        return 0, 0
    valid = {
        row["requirement"]
        for row in evidence
        if row["rule_pack"] == pack.id
        and row["verified_on"] is not None
        and row["verified_on"] <= last
        and (row["valid_from_on"] is None or row["valid_from_on"] <= last)
        and (row["valid_until_on"] is None or row["valid_until_on"] >= last)
    }
    required = [one.id for part in pack.components for one in part.requirements]
    return sum(one in valid for one in required), len(required)


def case_process_completeness(records: Records, program: str | None, period: Period) -> Counts:
    """Every step dated (resocialisation may be missing), in order, aftercare within 90 days of the exit."""
    if not records.of("case_step"):
        return 0, 0
    steps = records.once("steps by stay", lambda: by_key(records.of("case_step"), "enrollment_id"))
    complete = closed = 0
    for row in stays(records):
        if row["exit_on"] is None or row["outcome"] == "excluded" or program not in (None, row["program_id"]):
            continue
        due = row["exit_on"] + _NINETY
        if not period.start <= due <= min(period.end, records.as_of):
            continue
        closed += 1
        days: dict[str, dt.date] = {}
        for step in steps.get(row["enrollment_id"], []):
            if step["done_on"] <= records.as_of:
                days[step["kind"]] = min(days.get(step["kind"], step["done_on"]), step["done_on"])
        there = [days[kind] for kind in _ORDER if kind in days]
        needed = set(_ORDER) - {"resocialisation"}
        complete += (
            needed <= set(days) and all(a <= b for a, b in pairwise(there)) and days["aftercare"] <= due
        )
    return complete, closed


def _income(records: Records, program: str | None, period: Period) -> list[tuple[Row, float]]:
    return [
        (row, converted(records, row) or 0.0)
        for row in records.of("ledger_entry")
        if row["kind"] == "income"
        and not row["in_kind"]
        and program in (None, row["program_id"])
        and (day := booked(row)) is not None
        and period.start <= day <= min(period.end, records.as_of)
    ]


def flexible_funding_share(records: Records, program: str | None, period: Period) -> Counts:
    """Unrestricted over all income in money."""
    rows = _income(records, program, period)
    return sum(amount for row, amount in rows if row["restricted"] is False), sum(
        amount for _, amount in rows
    )


def earned_income_share(records: Records, program: str | None, period: Period) -> Counts:
    """Earned, local and endowment income over all income in money."""
    kinds = {row["funder_id"]: row["kind"] for row in records.of("funder")}
    grants = {row["grant_id"]: row["funder_id"] for row in records.of("grant_award")}
    own = whole = 0.0
    for row, amount in _income(records, program, period):
        funder = row["funder_id"] or grants.get(row["grant_id"])
        kind = row["source_type"] or kinds.get(funder)
        own += amount if kind in ("earned", "local", "endowment") else 0.0
        whole += amount
    return own, whole


def income_hhi(records: Records, program: str | None, period: Period) -> Counts:
    """Squared shares of ultimate funders; what nobody wrote down counts for many small givers.

    Where no funder is written down at all, of kinds of source.
    """
    given: dict[str, float] = defaultdict(float)
    sources: dict[str, float] = defaultdict(float)
    for row, amount in _income(records, program, period):
        given[ultimate(records, row)] += amount
        sources[row["source_type"] or ""] += amount
    if not any(funder and amount > 0 for funder, amount in given.items()):
        given = sources
    positive = {funder: amount for funder, amount in given.items() if amount > 0}
    whole = sum(positive.values())
    named = [amount for funder, amount in positive.items() if funder]
    return (sum((amount / whole) ** 2 for amount in named), 1) if named else (0, 0)


def reserve_months(records: Records, program: str | None, period: Period) -> Counts:
    """The newest reserve of the last six months over the mean month of cash spent in the twelve before it."""
    last = min(period.end, records.as_of)
    oldest = add_months(last.replace(day=1), -5)
    known = [row for row in records.of("reserve") if oldest <= row["as_of_on"] <= last]
    lines = [day for row in records.of("ledger_entry") if (day := booked(row)) and day <= records.as_of]
    if not known or not lines:
        return 0, 0
    newest = max(known, key=lambda row: row["as_of_on"])
    month = month_of(newest["as_of_on"])
    first = max(add_months(month.start, -11), min(lines).replace(day=1))
    cash = [row for row in spent(records, Period(first, month.end)) if not row["in_kind"]]
    months = (month.start.year - first.year) * 12 + month.start.month - first.month + 1
    return float(newest["amount"]), sum(converted(records, row) or 0.0 for row in cash) / months


def donor_retention_rate(records: Records, program: str | None, period: Period) -> Counts:
    """Donors of both twelve months over donors of the earlier; only for twelve months that have ended."""
    if period.end > records.as_of or program is not None:
        return 0, 0
    kinds = {row["funder_id"]: row["kind"] for row in records.of("funder")}
    grants = {row["grant_id"]: row["funder_id"] for row in records.of("grant_award")}
    gave: dict[bool, set[str]] = {True: set(), False: set()}
    for row in records.of("ledger_entry"):
        day = booked(row)
        kind = row["source_type"] or kinds.get(row["funder_id"] or grants.get(row["grant_id"]))
        if row["kind"] != "income" or row["amount"] <= 0 or day is None or kind in ("earned", "endowment"):
            continue
        funder = ultimate(records, row)
        if funder and add_months(period.start, -12) <= day <= period.end:
            gave[day >= period.start].add(funder)
    return len(gave[True] & gave[False]), len(gave[False])


def leverage_ratio(records: Records, program: str | None, period: Period) -> Counts:
    """What others brought, as valued, over own cash spent."""
    rows = [
        row
        for row in records.of("contribution")
        if period.start <= row["given_on"] <= min(period.end, records.as_of)
        and program in (None, row["program_id"])
    ]
    cash = [
        row for row in spent(records, period) if not row["in_kind"] and program in (None, row["program_id"])
    ]
    brought = sum(
        converted(records, {**row, "value_on": row["given_on"], "booked_on": row["given_on"]}) or 0.0
        for row in rows
        if row["amount"] is not None
    )
    whole = sum(converted(records, row) or 0.0 for row in cash)
    return (brought, whole) if records.of("contribution") else (0, 0)


FORMULATIONS = {
    "decision_lead_time": decision_lead_time,
    "decision_participation_rate": decision_participation_rate,
    "feedback_action_rate": feedback_action_rate,
    "volunteer_retention_rate": volunteer_retention_rate,
    "market_linkage_retention_rate": market_linkage_retention_rate,
    "certified_staff_share": certified_staff_share,
    "accreditation_readiness_index": accreditation_readiness_index,
    "case_process_completeness": case_process_completeness,
    "flexible_funding_share": flexible_funding_share,
    "earned_income_share": earned_income_share,
    "income_hhi": income_hhi,
    "reserve_months": reserve_months,
    "donor_retention_rate": donor_retention_rate,
    "leverage_ratio": leverage_ratio,
}
"""What this module formulates."""
