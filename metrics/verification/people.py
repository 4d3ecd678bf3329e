"""The second formulation of what is counted about people, in plain Python over plain rows."""

from __future__ import annotations

import datetime as dt

from metrics.period import Period
from metrics.verification.records import Records, Row, by_key, stays

Counts = tuple[float, float | None]
"""Numerator and denominator; a count has no denominator."""


def _mine(rows: list[Row], program: str | None) -> list[Row]:
    return [row for row in rows if program is None or row["program_id"] == program]


def _within(day: dt.date | None, period: Period) -> bool:
    return day is not None and period.start <= day <= period.end


def _days(number: int) -> dt.timedelta:
    return dt.timedelta(days=number)


def intakes(records: Records, program: str | None, period: Period) -> Counts:
    """Enrollments that began in the period."""
    return sum(_within(row["entry_on"], period) for row in _mine(stays(records), program)), None


def exits(records: Records, program: str | None, period: Period) -> Counts:
    """Enrollments that ended in the period."""
    return sum(_within(row["exit_on"], period) for row in _mine(stays(records), program)), None


def clients_left(records: Records, program: str | None, period: Period) -> Counts:
    """Different clients among all exits."""
    left = [row for row in _mine(stays(records), program) if _within(row["exit_on"], period)]
    return len({row["client_id"] for row in left}), None


def clients_counted(records: Records, program: str | None, period: Period) -> Counts:
    """Different clients among the exits that count."""
    left = [row for row in _mine(stays(records), program) if _within(row["exit_on"], period)]
    return len({row["client_id"] for row in left if row["outcome"] != "excluded"}), None


def clients_risk_judged(records: Records, program: str | None, period: Period) -> Counts:
    """Different clients among the exits whose risk could fall and is known at both ends."""
    left = [row for row in _mine(stays(records), program) if _within(row["exit_on"], period)]
    judged = [row for row in left if row["risk_entry"] in ("medium", "high") and row["outcome"] != "excluded"]
    return len({row["client_id"] for row in judged if row["risk_exit"] not in (None, "unknown")}), None


def clients_self_reliance_due(records: Records, program: str | None, period: Period) -> Counts:
    """Different clients among the exits that became 182 days old."""
    if all(row["self_reliant"] is None for row in records.of("enrollment")):
        return 0, None
    ripe = [
        row
        for row in _mine(stays(records), program)
        if row["outcome"] not in (None, "excluded") and row["exit_on"] + _days(182) <= records.as_of
    ]
    return len({row["client_id"] for row in ripe if _within(row["exit_on"] + _days(182), period)}), None


def exits_excluded(records: Records, program: str | None, period: Period) -> Counts:
    """Exits that the outcome rule leaves out."""
    left = [row for row in _mine(stays(records), program) if _within(row["exit_on"], period)]
    return sum(row["outcome"] == "excluded" for row in left), None


def open_cases(records: Records, program: str | None, period: Period) -> Counts:
    """Enrolled at the end of the period or of the data."""
    last = min(period.end, records.as_of)
    return sum(
        row["entry_on"] <= last and (row["exit_on"] is None or row["exit_on"] > last)
        for row in _mine(stays(records), program)
    ), None


def people_served(records: Records, program: str | None, period: Period) -> Counts:
    """Different people enrolled on any day of the period."""
    return len(
        {
            row["client_id"]
            for row in _mine(stays(records), program)
            if row["entry_on"] <= period.end and (row["exit_on"] or records.as_of) >= period.start
        }
    ), None


def outcome_achievement_rate(records: Records, program: str | None, period: Period) -> Counts:
    """Achieved over all exits that count."""
    left = [row for row in _mine(stays(records), program) if _within(row["exit_on"], period)]
    counted = [row for row in left if row["outcome"] != "excluded"]
    return sum(row["outcome"] == "achieved" for row in counted), len(counted)


def outcome_assessment_coverage(records: Records, program: str | None, period: Period) -> Counts:
    """Outcome known over all exits that count."""
    left = [row for row in _mine(stays(records), program) if _within(row["exit_on"], period)]
    counted = [row for row in left if row["outcome"] != "excluded"]
    return sum(row["outcome"] in ("achieved", "not_achieved") for row in counted), len(counted)


def returns(records: Records, program: str | None, period: Period) -> Counts:
    """Achieved exits whose client entered the same organisation again 14 to 365 days later."""
    everyone = by_key(stays(records), "client_id")
    total = 0
    for row in _mine(stays(records), program):
        if row["outcome"] == "achieved" and _within(row["exit_on"], period):
            total += any(
                other["enrollment_id"] != row["enrollment_id"]
                and 14 <= (other["entry_on"] - row["exit_on"]).days <= 365
                for other in everyone[row["client_id"]]
            )
    return total, None


def followup_coverage_12m(records: Records, program: str | None, period: Period) -> Counts:
    """Traced within 45 days of the 12-month point, over all points that fell due 45 days ago or earlier."""
    looked = by_key(records.of("follow_up"), "enrollment_id")
    traced = due = 0
    for row in _mine(stays(records), program):
        if row["outcome"] != "achieved":
            continue
        point = row["exit_on"] + _days(365)
        if not _within(point, period) or point + _days(45) > records.as_of:
            continue
        due += 1
        traced += any(
            one["done_on"] is not None
            and abs((one["done_on"] - point).days) <= 45
            and one["status"] in ("well", "returned", "moved_away", "deceased")
            for one in looked[row["enrollment_id"]]
        )
    return traced, due


def self_reliance_exit_rate(records: Records, program: str | None, period: Period) -> Counts:
    """Self-reliant at exit and no material aid for 182 days, over exits that are that old."""
    if all(row["self_reliant"] is None for row in records.of("enrollment")):
        return 0, 0
    aid: dict[str, list[dt.date]] = {}
    for one in records.of("service"):
        if one["material_aid"]:
            aid.setdefault(records.whose(one), []).append(one["service_on"])
    good = due = 0
    for row in _mine(stays(records), program):
        if row["outcome"] in (None, "excluded"):
            continue
        point = row["exit_on"] + _days(182)
        if not _within(point, period) or point > records.as_of:
            continue
        due += 1
        helped = any(row["exit_on"] < day <= point for day in aid.get(row["client_id"], []))
        good += row["self_reliant"] == "yes" and not helped
    return good, due


def prevention_success_rate(records: Records, program: str | None, period: Period) -> Counts:
    """Without the problem at the horizon, over all at risk who were taken in before it."""
    everyone = by_key(stays(records), "client_id")
    looked = by_key(records.of("follow_up"), "enrollment_id")
    good = due = 0
    for row in _mine(stays(records), program):
        point = row["entry_on"] + row["horizon"]
        at_risk = row["risk_entry"] in ("medium", "high") and row["problem_present_at_entry"] == "no"
        if row["kind"] != "prevention" or not at_risk or row["outcome"] == "excluded":
            continue
        if not _within(point, period) or point > records.as_of:
            continue
        due += 1
        seen = [
            one
            for one in looked[row["enrollment_id"]]
            if one["done_on"] is not None and one["done_on"] <= records.as_of
        ]
        failed = (
            (row["outcome"] == "not_achieved" and row["exit_on"] <= point)
            or any(
                one["status"] == "returned" and (one["event_on"] or one["done_on"]) <= point for one in seen
            )
            or any(
                other["kind"] != "prevention"
                and row["entry_on"] < other["entry_on"] <= point
                and other["problem_present_at_entry"] != "no"
                and (None in (row["problem"], other["problem"]) or row["problem"] == other["problem"])
                for other in everyone[row["client_id"]]
            )
        )
        late = point - _days(45)
        well = (
            row["exit_on"] is None
            or (row["exit_on"] > point and row["outcome"] != "not_achieved")
            or (row["outcome"] == "achieved" and row["exit_on"] >= late)
            or any(one["status"] == "well" and one["done_on"] >= late for one in seen)
        )
        good += well and not failed
    return good, due


def referral_followthrough_rate(records: Records, program: str | None, period: Period) -> Counts:
    """Received within 30 days by the word of client or partner, over referrals that are 30 days old."""
    programs = {row["enrollment_id"]: row["program_id"] for row in stays(records)}
    good = due = 0
    for row in records.of("referral"):
        place = row["program_id"] or programs.get(row["enrollment_id"])
        point = row["made_on"] + _days(30)
        if program not in (None, place) or not _within(point, period) or point > records.as_of:
            continue
        due += 1
        good += (
            row["received_on"] is not None
            and row["received_on"] <= point
            and row["confirmed_by"] in ("client", "partner")
        )
    return good, due
