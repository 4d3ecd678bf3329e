"""The second formulation of practice and of what is promised back: needs, alerts, complaints, work in hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

from metrics.period import Period, month_of
from metrics.verification.change import exits
from metrics.verification.people import Counts
from metrics.verification.records import Records, Row, stays

_DAY = dt.timedelta(days=1)


def of_program(records: Records, table: str) -> list[tuple[str | None, Row]]:
    """Rows with their programme: their own, else that of the stay they name."""
    programs = records.once(
        "programs", lambda: {row["enrollment_id"]: row["program_id"] for row in stays(records)}
    )
    return [(row["program_id"] or programs.get(row.get("enrollment_id")), row) for row in records.of(table)]


def happened(records: Records, table: str, day: str, program: str | None, period: Period) -> list[Row]:
    """Rows of a table that happened in the period."""
    return [
        row
        for place, row in of_program(records, table)
        if period.start <= row[day] <= min(period.end, records.as_of) and program in (None, place)
    ]


def contacts(records: Records, program: str | None, period: Period) -> Counts:
    """Contacts of the period."""
    return len(happened(records, "contact", "contact_on", program, period)), None


def services(records: Records, program: str | None, period: Period) -> Counts:
    """Services of the period."""
    return len(happened(records, "service", "service_on", program, period)), None


def complaints(records: Records, program: str | None, period: Period) -> Counts:
    """Complaints received."""
    return len(happened(records, "complaint", "received_on", program, period)), None


def complaint_resolution_rate(records: Records, program: str | None, period: Period) -> Counts:
    """Told back within 14 days, over complaints that are 14 days old."""
    old = [
        row
        for row in happened(records, "complaint", "received_on", program, period)
        if (records.as_of - row["received_on"]).days >= 14
    ]
    good = sum(row["told_on"] is not None and (row["told_on"] - row["received_on"]).days <= 14 for row in old)
    return good, len(old)


def needs_response_rate(records: Records, program: str | None, period: Period) -> Counts:
    """Answered within 30 days, over needs whose 30 days ended in the period."""
    good = due = 0
    for place, row in of_program(records, "need"):
        point = row["assessed_on"] + 30 * _DAY
        if program in (None, place) and period.start <= point <= min(period.end, records.as_of):
            due += 1
            good += row["answered_on"] is not None and row["answered_on"] <= point
    return good, due


def protection_response_24h(records: Records, program: str | None, period: Period) -> Counts:
    """Acted upon within 24 hours, over alerts that are 24 hours old."""
    closing = dt.datetime.combine(records.as_of + _DAY, dt.time())
    good = due = 0
    for row in records.of("role_case"):
        raised = row["raised_at"]
        if row["kind"] != "protection" or program not in (None, row["program_id"]):
            continue
        if not period.start <= raised.date() <= period.end or raised + _DAY > closing:
            continue
        due += 1
        good += row["first_action_at"] is not None and row["first_action_at"] - raised <= _DAY
    return good, due


def early_intake_share(records: Records, program: str | None, period: Period) -> Counts:
    """Low or medium risk without the problem, over intakes with risk recorded."""
    judged = [
        row
        for row in stays(records)
        if period.start <= row["entry_on"] <= period.end
        and program in (None, row["program_id"])
        and row["risk_entry"] != "unknown"
    ]
    return sum(
        row["risk_entry"] in ("low", "medium") and row["problem_present_at_entry"] == "no" for row in judged
    ), len(judged)


def outcomes_achieved(records: Records, program: str | None, period: Period) -> Counts:
    """Exits with the outcome."""
    return sum(row["outcome"] == "achieved" for row in exits(records, program, period)), None


def dropout_share(records: Records, program: str | None, period: Period) -> Counts:
    """Dropped out, over all exits that count; over nothing where no exit has a reason."""
    known, left = exit_reason_coverage(records, program, period)
    dropped = sum(row["exit_reason"] == "dropped_out" for row in exits(records, program, period))
    return dropped, left if known else 0


def exit_reason_coverage(records: Records, program: str | None, period: Period) -> Counts:
    """A reason written down, over all exits that count."""
    left = exits(records, program, period)
    return sum(row["exit_reason"] not in (None, "unknown") for row in left), len(left)


def cases_past_plan(records: Records, program: str | None, period: Period) -> Counts:
    """Open at the end of the period for longer than planned."""
    last = min(period.end, records.as_of)
    planned = {row["program_id"]: row["planned_days"] for row in records.of("program")}
    return sum(
        planned[row["program_id"]] is not None
        and (last - row["entry_on"]).days > planned[row["program_id"]]
        and (row["exit_on"] is None or row["exit_on"] > last)
        for row in stays(records)
        if program in (None, row["program_id"])
    ), None


def follow_ups_overdue(records: Records, program: str | None, period: Period) -> Counts:
    """Due before the end of the period and not done by then."""
    last = min(period.end, records.as_of)
    programs = {row["enrollment_id"]: row["program_id"] for row in stays(records)}
    return sum(
        row["due_on"] < last and (row["done_on"] is None or row["done_on"] > last)
        for row in records.of("follow_up")
        if row["enrollment_id"] in programs and program in (None, programs[row["enrollment_id"]])
    ), None


def high_risk_contact_rate(records: Records, program: str | None, period: Period) -> Counts:
    """At the end of the last month of the period that had begun: of those at high risk who had been here for two
    weeks and had not left, who was in contact within two weeks, in whichever programme."""
    if not records.of("contact"):
        return 0, 0
    last = min(period.end, month_of(records.as_of).end)
    if last > records.as_of:
        return 0, 0
    fortnight = dt.timedelta(days=14)
    met: set[Any] = records.once(
        f"met {last}",
        lambda: {
            records.whose(row)
            for row in records.of("contact")
            if last - fortnight < row["contact_on"] <= last
        },
    )
    watched = [
        row["client_id"] in met
        for row in stays(records)
        if row["risk_entry"] == "high"
        and program in (None, row["program_id"])
        and row["entry_on"] <= last - fortnight
        and (row["exit_on"] is None or row["exit_on"] > last)
    ]
    return sum(watched), len(watched)


FORMULATIONS = {
    "high_risk_contact_rate": high_risk_contact_rate,
    "contacts": contacts,
    "services": services,
    "complaints": complaints,
    "complaint_resolution_rate": complaint_resolution_rate,
    "needs_response_rate": needs_response_rate,
    "protection_response_24h": protection_response_24h,
    "early_intake_share": early_intake_share,
    "outcomes_achieved": outcomes_achieved,
    "dropout_share": dropout_share,
    "exit_reason_coverage": exit_reason_coverage,
    "cases_past_plan": cases_past_plan,
    "follow_ups_overdue": follow_ups_overdue,
}
"""What this module formulates."""
