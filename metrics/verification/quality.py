"""The second formulation of the quality of the data, one dimension at a time."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from functools import partial

from metrics.period import Period
from metrics.verification.fair import age_group, years_between
from metrics.verification.people import Counts
from metrics.verification.records import Records, Row, by_key, stays

Check = tuple[dt.date, str | None, float, float]
"""A day, a programme, what was checked and what passed."""
_NOT_COUNTED = ("deceased", "admin_error", "duplicate")


def _completeness(records: Records) -> list[Check]:
    clients = {row["client_id"]: row for row in records.of("client")}
    first = {row["enrollment_id"]: row["client_id"] for row in records.of("enrollment")}
    found: list[Check] = []
    for row in stays(records):
        client = clients[first[row["enrollment_id"]]]
        fields = (client["sex"], age_group(records, row), row["risk_entry"], client["disability"])
        filled = sum(value != "unknown" for value in fields)
        found.append((row["entry_on"], row["program_id"], 4, filled))
        if row["exit_on"]:
            found.append((row["exit_on"], row["program_id"], 1, row["outcome"] != "unknown"))
    return found


def _timeliness(records: Records) -> list[Check]:
    found = [(row["entry_on"], row["program_id"], row["entered_at"]) for row in stays(records)]
    for table, day in (("contact", "contact_on"), ("service", "service_on")):
        found += [(row[day], row["program_id"], row["entered_at"]) for row in records.of(table)]
    return [
        (day, program, 1, (entered.date() - day).days <= 7)
        for day, program, entered in found
        if day <= records.as_of
    ]


def _validity(records: Records) -> list[Check]:
    programs = {row["enrollment_id"]: row["program_id"] for row in stays(records)}
    scales = {row["instrument_id"]: (row["scale_low"], row["scale_high"]) for row in records.of("instrument")}
    found: list[Check] = []
    for row in records.of("measurement"):
        low, high = scales[row["instrument_id"]]
        if row["enrollment_id"] in programs and low is not None and high is not None:
            place = programs[row["enrollment_id"]]
            found.append((row["measured_on"], place, 1, low <= row["score"] <= high))
    for row in records.of("survey_answer"):
        if row["state"] == "valid" and row["score"] is not None and row["options"] is not None:
            on_scale = 1 <= row["score"] <= row["options"]
            found.append((row["answered_on"], row["program_id"], 1, on_scale))
    for row in records.of("contact"):
        if row["hours"] is not None:
            found.append((row["contact_on"], row["program_id"], 1, row["hours"] <= 24))
    return [check for check in found if check[0] <= records.as_of]


def _consistency(records: Records) -> list[Check]:
    born = {row["client_id"]: row["birth_on"] for row in records.of("client")}
    written = {row["enrollment_id"]: row for row in records.of("enrollment")}
    early: dict[str, list[dt.date]] = defaultdict(list)
    for row in records.of("follow_up"):
        if row["done_on"]:
            early[row["enrollment_id"]].append(row["done_on"])
    found: list[Check] = []
    for row in stays(records):
        first = written[row["enrollment_id"]]
        birth, age = born[first["client_id"]], first["age_at_entry"]
        agrees = birth is None or age is None or abs(age - years_between(birth, row["entry_on"])) <= 1
        ends = first["exit_on"] is not None or not (first["outcome"] or first["exit_reason"])
        found.append((row["entry_on"], row["program_id"], 1, agrees and ends))
        if row["exit_on"]:
            sound = row["outcome"] != "achieved" or row["exit_reason"] not in _NOT_COUNTED
            after = all(day >= row["exit_on"] for day in early[row["enrollment_id"]])
            found.append((row["exit_on"], row["program_id"], 1, sound and after))
    return found


def _uniqueness(records: Records) -> list[Check]:
    people = by_key(stays(records), "client_id")
    found: list[Check] = []
    for row in stays(records):
        twice = any(
            (other["entry_on"], other["enrollment_id"]) < (row["entry_on"], row["enrollment_id"])
            and (other["exit_on"] is None or other["exit_on"] > row["entry_on"])
            for other in people[row["client_id"]]
            if other["program_id"] == row["program_id"]
        )
        found.append((row["entry_on"], row["program_id"], 1, not twice and row["exit_reason"] != "duplicate"))
    return found


def _consent(records: Records) -> list[Check]:
    if not records.of("consent"):
        return []
    given: dict[str, list[Row]] = defaultdict(list)
    for row in records.of("consent"):
        withdrawn = row["withdrawn_on"] is not None and row["withdrawn_on"] <= records.as_of
        if row["given_on"] <= records.as_of and not withdrawn:
            given[records.person(row["client_id"])].append(row)
    return [
        (
            row["entry_on"],
            row["program_id"],
            1,
            any(
                one["by_guardian"] or age_group(records, row) not in ("0-4", "5-17")
                for one in given[row["client_id"]]
            ),
        )
        for row in stays(records)
    ]


_CHECKS = {
    "completeness": _completeness,
    "timeliness": _timeliness,
    "validity": _validity,
    "consistency": _consistency,
    "uniqueness": _uniqueness,
    "consent": _consent,
}


def passed(quality: str, records: Records, program: str | None, period: Period) -> Counts:
    """What passed of what was checked in one dimension."""
    checks: list[Check] = records.once(quality, lambda: _CHECKS[quality](records))
    mine = [
        check for check in checks if period.start <= check[0] <= period.end and program in (None, check[1])
    ]
    return sum(check[3] for check in mine), sum(check[2] for check in mine)


def record_completeness(records: Records, program: str | None, period: Period) -> Counts:
    """Fields filled over fields that headline numbers need."""
    return passed("completeness", records, program, period)


FORMULATIONS = {"record_completeness": record_completeness}
"""What this module formulates."""
GROUPED = {("data_quality_index", f"quality={quality}"): partial(passed, quality) for quality in _CHECKS}
"""Each dimension of quality."""
