"""The second formulation of fair comparison and of returns: case mix, gaps, repeats and exact Kaplan-Meier."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from functools import partial
from typing import NamedTuple

from metrics.period import Period
from metrics.verification.change import exits
from metrics.verification.people import Counts
from metrics.verification.records import Records, Row, by_key, stays

SEEN = ("well", "returned", "moved_away", "deceased")
"""What a follow-up may find of somebody it reached."""

HORIZON = 730
"""Days after an exit for which returns are counted: nothing is said of later ones."""

TRACE = 1e-9
"""What rounding may take off a half."""


def age_group(records: Records, stay: Row) -> str:
    """The age group at entry, by the date of birth or else the age as written."""
    born: dict[str, dt.date | None] = records.once(
        "born", lambda: {row["client_id"]: row["birth_on"] for row in records.of("client")}
    )
    first = records.once(
        "first ids", lambda: {row["enrollment_id"]: row["client_id"] for row in records.of("enrollment")}
    )
    birth = born.get(first[stay["enrollment_id"]])
    age = stay["age_at_entry"] if birth is None else int((stay["entry_on"] - birth).days // 365.2425)
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


class Spell(NamedTuple):
    """One achieved exit: how long it was watched, and whether the problem returned at the end."""

    stay: Row
    days: int
    returned: bool


def _spells(records: Records) -> list[Spell]:
    """Every achieved exit until the first return, or until nobody looked any more."""
    people = by_key(stays(records), "client_id")
    looked: dict[str, list[Row]] = defaultdict(list)
    for one in records.of("follow_up"):
        looked[one["enrollment_id"]].append(one)
    watching = {row["program_id"] for row in stays(records) if looked[row["enrollment_id"]]}
    found = []
    for stay in stays(records):
        if stay["outcome"] != "achieved":
            continue
        left = stay["exit_on"]
        seen = [
            one
            for one in looked[stay["enrollment_id"]]
            if one["done_on"] is not None and one["done_on"] <= records.as_of
        ]
        entered = [
            other["entry_on"]
            for other in people[stay["client_id"]]
            if other["enrollment_id"] != stay["enrollment_id"]
            and (other["entry_on"] - left).days >= 14
            and (None in (other["problem"], stay["problem"]) or other["problem"] == stay["problem"])
        ]
        told = [
            max(one["event_on"] or one["done_on"], left + dt.timedelta(days=1))
            for one in seen
            if one["status"] == "returned"
        ]
        back = min([*entered, *told], default=None)
        traced = [one["done_on"] for one in seen if one["status"] in SEEN]
        last = max([*traced, *sorted(entered)[:1]], default=None)
        if stay["program_id"] not in watching:
            last = records.as_of
        if back is not None and (last is None or back <= last):
            found.append(Spell(stay, (back - left).days, True))
        else:
            found.append(Spell(stay, (max(last or left, left) - left).days, False))
    return found


def _cohort(records: Records, program: str | None, period: Period) -> list[Spell]:
    everyone: list[Spell] = records.once("spells", lambda: _spells(records))
    return [
        spell
        for spell in everyone
        if period.start <= spell.stay["exit_on"] <= period.end and program in (None, spell.stay["program_id"])
    ]


def returned_between(day: int, records: Records, program: str | None, period: Period) -> tuple[float, float]:
    """The least and the most that a life table of weeks may say had returned by a day: everyone lost in a week
    left after its returns, or before them."""
    cohort = _cohort(records, program, period)
    late = early = 1.0
    weeks = [*range(7, day, 7), day]
    for first, last in zip([-1, *weeks], weeks, strict=False):
        at_risk = sum(spell.days > first for spell in cohort)
        back = sum(spell.returned and first < spell.days <= last for spell in cohort)
        lost = sum(not spell.returned and first < spell.days <= last for spell in cohort)
        late *= 1 - back / at_risk if at_risk else 1
        early *= 1 - back / (at_risk - lost) if back else 1
    return 1 - late, 1 - early


def _returned_by(day: int, records: Records, program: str | None, period: Period) -> Counts:
    """One minus exact Kaplan-Meier at a day, as a numerator over 1; a return comes before a censoring."""
    cohort = _cohort(records, program, period)
    if not cohort:
        return 0, 0
    well = 1.0
    for time in sorted({spell.days for spell in cohort if spell.returned and spell.days <= day}):
        at_risk = sum(spell.days >= time for spell in cohort)
        well *= 1 - sum(spell.returned and spell.days == time for spell in cohort) / at_risk
    return 1 - well, 1


def half_between(records: Records, program: str | None, period: Period) -> tuple[float, float]:
    """The first and the last day by which a life table of weeks may say that half had returned; infinite
    where it may say that they never did."""
    said = [
        (day, *returned_between(day, records, program, period)) for day in (*range(7, HORIZON, 7), HORIZON)
    ]
    first = next((day for day, _, most in said if most >= 0.5 - TRACE), math.inf)
    last = next((day for day, least, _ in said if least >= 0.5 - TRACE), math.inf)
    return first, last


def median_time_to_return(records: Records, program: str | None, period: Period) -> Counts:
    """The first day within two years on which exact Kaplan-Meier says that half had returned; 0 over 0 where
    there is none."""
    back = {
        spell.days for spell in _cohort(records, program, period) if spell.returned and spell.days <= HORIZON
    }
    half = (day for day in sorted(back) if _returned_by(day, records, program, period)[0] >= 0.5 - TRACE)
    day = next(half, None)
    return (0, 0) if day is None else (day, 1)


RETURN_DAYS = {"return_rate_6m": 182, "return_rate_12m": 365}

FORMULATIONS = {
    "case_mix_outcome_ratio": case_mix_outcome_ratio,
    "repeat_intake_share": repeat_intake_share,
    "median_time_to_return": median_time_to_return,
    **{indicator: partial(_returned_by, day) for indicator, day in RETURN_DAYS.items()},
}
"""What this module formulates."""

GAPS = (
    *(("sex", code) for code in ("female", "male")),
    *(("disability", code) for code in ("yes", "no")),
    *(("age_group", code) for code in ("0-4", "5-17", "18-59", "60+")),
)
GROUPED = {("outcome_equity_gap", f"{dim}={code}"): partial(_gap, dim, code) for dim, code in GAPS}
"""Gaps of the groups whose codes are the same everywhere."""
