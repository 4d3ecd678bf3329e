"""The second formulation of returns: exact Kaplan-Meier, or Aalen-Johansen where deaths compete."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Literal, NamedTuple

from metrics.period import Period
from metrics.verification.people import Counts
from metrics.verification.records import Records, Row, by_key, stays

SEEN = ("well", "returned", "moved_away", "deceased")
"""What a follow-up may find of somebody it reached."""

HORIZON = 730
"""Days after an exit for which returns are counted: nothing is said of later ones."""

TRACE = 1e-9
"""What rounding may take off a half."""

MANY_DEATHS = 1 / 20
"""Beyond this share of a cohort its dead are no longer people lost from sight."""


class Spell(NamedTuple):
    """One achieved exit: how long it was watched, and what ended it."""

    stay: Row
    days: int
    ended: Literal["returned", "died", "lost"]


def spells(records: Records) -> list[Spell]:
    """Every achieved exit and how long it was watched; a cohort may be a part of them."""
    found: list[Spell] = records.once("spells", lambda: _spells(records))
    return found


def _spells(records: Records) -> list[Spell]:
    """Every achieved exit until the first return, until death, or until nobody looked any more."""
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
        deaths = [one["event_on"] or one["done_on"] for one in seen if one["status"] == "deceased"]
        traced = [one["done_on"] for one in seen if one["status"] in SEEN]
        last = max([*traced, *sorted(entered)[:1]], default=None)
        if stay["program_id"] not in watching:
            last = records.as_of
        if back is not None and (last is None or back <= last):
            found.append(Spell(stay, (back - left).days, "returned"))
        elif deaths:
            found.append(Spell(stay, max((min(deaths) - left).days, 0), "died"))
        else:
            found.append(Spell(stay, (max(last or left, left) - left).days, "lost"))
    return found


def followed(records: Records, program: str | None, period: Period) -> list[Spell]:
    """The spells of the exits of a period; the dead are lost from sight unless they are many."""
    cohort = [
        spell
        for spell in spells(records)
        if period.start <= spell.stay["exit_on"] <= period.end and program in (None, spell.stay["program_id"])
    ]
    if sum(spell.ended == "died" for spell in cohort) > MANY_DEATHS * len(cohort):
        return cohort
    return [spell._replace(ended="lost") if spell.ended == "died" else spell for spell in cohort]


def returned_between(day: int, records: Records, program: str | None, period: Period) -> tuple[float, float]:
    """The least and the most that a life table of weeks may say had returned by a day."""
    *_, (_, least, most) = _by_weeks(followed(records, program, period), day)
    return least, most


def _by_weeks(cohort: list[Spell], day: int) -> Iterator[tuple[int, float, float]]:
    """At the end of each week until a day: the least and the most that a life table may say had returned.

    Least where in every week those lost left after its returns and before its deaths, so that the dead, who
    never return, stand for them; most where they left after its deaths and before its returns.
    """
    least, most = (0.0, 1.0), (0.0, 1.0)
    weeks = [*range(7, day, 7), day]
    for first, last in zip([-1, *weeks], weeks, strict=False):
        there = sum(spell.days > first for spell in cohort)
        ended = Counter(spell.ended for spell in cohort if first < spell.days <= last)
        back, dead, lost = ended["returned"], ended["died"], ended["lost"]
        least = _without(_returning(least, back, there), dead, there - back - lost)
        most = _returning(_without(most, dead, there), back, there - dead - lost)
        yield last, least[0], most[0]


def _returning(so_far: tuple[float, float], people: int, among: int) -> tuple[float, float]:
    """Move the share of those who return from those still well to those who have returned."""
    returned, well = so_far
    moved = well * people / among if people else 0.0
    return returned + moved, well - moved


def _without(so_far: tuple[float, float], people: int, among: int) -> tuple[float, float]:
    """Take the share of those who die from those still well."""
    returned, well = so_far
    return returned, well - (well * people / among if people else 0.0)


def _returned_by(day: int, records: Records, program: str | None, period: Period) -> Counts:
    """The exact share who had returned by a day, as a numerator over 1; what happens on the day of a
    censoring comes before it. Without deaths that compete it is one minus Kaplan-Meier."""
    cohort = followed(records, program, period)
    if not cohort:
        return 0, 0
    returned, well = 0.0, 1.0
    for time in sorted({spell.days for spell in cohort if spell.ended != "lost" and spell.days <= day}):
        there = sum(spell.days >= time for spell in cohort)
        back = sum(spell.ended == "returned" and spell.days == time for spell in cohort)
        dead = sum(spell.ended == "died" and spell.days == time for spell in cohort)
        returned += well * back / there
        well *= 1 - (back + dead) / there
    return returned, 1


def half_between(records: Records, program: str | None, period: Period) -> tuple[float, float]:
    """The first and the last day by which a life table of weeks may say that half had returned; infinite
    where it may say that they never did."""
    said = list(_by_weeks(followed(records, program, period), HORIZON))
    first = next((day for day, _, most in said if most >= 0.5 - TRACE), math.inf)
    last = next((day for day, least, _ in said if least >= 0.5 - TRACE), math.inf)
    return first, last


def median_time_to_return(records: Records, program: str | None, period: Period) -> Counts:
    """The first day within two years on which the exact curve says that half had returned; 0 over 0 where
    there is none."""
    back = {
        spell.days
        for spell in followed(records, program, period)
        if spell.ended == "returned" and spell.days <= HORIZON
    }
    half = (day for day in sorted(back) if _returned_by(day, records, program, period)[0] >= 0.5 - TRACE)
    day = next(half, None)
    return (0, 0) if day is None else (day, 1)


RETURN_DAYS = {"return_rate_6m": 182, "return_rate_12m": 365}

FORMULATIONS = {
    "median_time_to_return": median_time_to_return,
    **{indicator: partial(_returned_by, day) for indicator, day in RETURN_DAYS.items()},
}
"""What this module formulates."""
