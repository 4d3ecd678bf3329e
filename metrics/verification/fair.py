"""The second formulation of fair comparison: case mix, gaps and repeats."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from functools import partial

from metrics.period import Period
from metrics.verification.change import exits
from metrics.verification.people import Counts
from metrics.verification.records import Records, Row, by_key, stays


def years_between(birth: dt.date, day: dt.date) -> int:
    """How many birthdays after the first there were until a day."""
    had = (day.month, day.day) >= (birth.month, birth.day)
    return day.year - birth.year - (not had)


def age_group(records: Records, stay: Row) -> str:
    """The age group at entry, by the date of birth or else the age as written."""
    born: dict[str, dt.date | None] = records.once(
        "born", lambda: {row["client_id"]: row["birth_on"] for row in records.of("client")}
    )
    first = records.once(
        "first ids", lambda: {row["enrollment_id"]: row["client_id"] for row in records.of("enrollment")}
    )
    birth = born.get(first[stay["enrollment_id"]])
    age = stay["age_at_entry"] if birth is None else years_between(birth, stay["entry_on"])
    if age is None:
        return "unknown"
    return "0-4" if age < 5 else "5-17" if age < 18 else "18-59" if age < 60 else "60+"


def _month(day: dt.date) -> int:
    return day.year * 12 + day.month


def case_mix_outcome_ratio(records: Records, program: str | None, period: Period) -> Counts:
    """Achieved over what the same risk and age had achieved here in the 24 months before."""
    everyone: dict[tuple[str, str], list[Row]] = records.once("strata", lambda: _strata(records))
    observed, expected = 0, 0.0
    for row in exits(records, program, period):
        before = [
            other
            for other in everyone[row["risk_entry"], age_group(records, row)]
            if 1 <= _month(row["exit_on"]) - _month(other["exit_on"]) <= 24
        ]
        if before:
            observed += row["outcome"] == "achieved"
            expected += sum(other["outcome"] == "achieved" for other in before) / len(before)
    return observed, expected


def _strata(records: Records) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in exits(records, None, Period(dt.date.min, records.as_of)):
        found[row["risk_entry"], age_group(records, row)].append(row)
    return found


def repeat_intake_share(records: Records, program: str | None, period: Period) -> Counts:
    """Came in within 730 days of leaving with the outcome, over all who came in."""
    people = records.once("stays by person", lambda: by_key(stays(records), "client_id"))
    came = [
        row
        for row in stays(records)
        if period.start <= row["entry_on"] <= period.end and program in (None, row["program_id"])
    ]
    again = sum(
        any(
            other["outcome"] == "achieved" and 1 <= (row["entry_on"] - other["exit_on"]).days <= 730
            for other in people[row["client_id"]]
        )
        for row in came
    )
    return again, len(came)


def _gap(dim: str, code: str, records: Records, program: str | None, period: Period) -> Counts:
    """Percentage points between a group and everyone else; 0 over 0 where one of the two is empty."""
    clients = records.once("clients", lambda: {row["client_id"]: row for row in records.of("client")})
    first = records.once(
        "first ids", lambda: {row["enrollment_id"]: row["client_id"] for row in records.of("enrollment")}
    )
    inside, outside = [], []
    for row in exits(records, program, period):
        own = age_group(records, row) if dim == "age_group" else clients[first[row["enrollment_id"]]][dim]
        (inside if own == code else outside).append(row["outcome"] == "achieved")
    if not inside or not outside:
        return 0, 0
    return 100 * (sum(inside) / len(inside) - sum(outside) / len(outside)), 1


FORMULATIONS = {
    "case_mix_outcome_ratio": case_mix_outcome_ratio,
    "repeat_intake_share": repeat_intake_share,
}
"""What this module formulates."""

GAPS = (
    *(("sex", code) for code in ("female", "male")),
    *(("disability", code) for code in ("yes", "no")),
    *(("age_group", code) for code in ("0-4", "5-17", "18-59", "60+")),
)
GROUPED = {("outcome_equity_gap", f"{dim}={code}"): partial(_gap, dim, code) for dim, code in GAPS}
"""Gaps of the groups whose codes are the same everywhere."""
