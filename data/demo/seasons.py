"""Seasons of an Indonesian year: Ramadan, Lebaran, school terms, days nobody works."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import Literal

from data.lebaran import LEBARAN

RAMADAN: dict[int, dt.date] = {
    2022: dt.date(2022, 4, 3),
    2023: dt.date(2023, 3, 23),
    2024: dt.date(2024, 3, 12),
    2025: dt.date(2025, 3, 1),
    2026: dt.date(2026, 2, 19),
    2027: dt.date(2027, 2, 8),
}
"""First day of fasting by year; 2027 as computed beforehand."""

DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(weeks=1)
Rhythm = Literal["usual", "school"]
"""Which year an organisation's intake follows: the usual one, or the school's."""

_FIXED_HOLIDAYS = {(1, 1), (5, 1), (6, 1), (8, 17), (12, 25)}
_LEAVE_BEFORE, _LEAVE_AFTER = 2, 5
_SCHOOL_MONTHS = {
    1: 1.35,
    2: 1.1,
    3: 1.0,
    4: 1.0,
    5: 0.7,
    6: 0.45,
    7: 1.5,
    8: 1.5,
    9: 1.2,
    10: 1.0,
    11: 0.8,
    12: 0.4,
}


def is_lebaran(day: dt.date) -> bool:
    """Say whether a day falls in the joint leave around Idul Fitri."""
    feast = LEBARAN.get(day.year)
    return feast is not None and -_LEAVE_BEFORE <= (day - feast).days <= _LEAVE_AFTER


def is_ramadan(day: dt.date) -> bool:
    """Say whether a day falls in the month of fasting."""
    first, feast = RAMADAN.get(day.year), LEBARAN.get(day.year)
    return first is not None and feast is not None and first <= day < feast


def is_school_break(day: dt.date) -> bool:
    """Say whether schools are closed: mid-year, year's end, or Lebaran."""
    return is_lebaran(day) or (6, 22) <= (day.month, day.day) <= (7, 13) or (day.month, day.day) >= (12, 20)


@cache
def is_workday(day: dt.date) -> bool:
    """Say whether offices work: Monday to Saturday without holidays."""
    return day.weekday() < 6 and not is_lebaran(day) and (day.month, day.day) not in _FIXED_HOLIDAYS


@cache
def workday(day: dt.date) -> dt.date:
    """Give the day, or the next one on which offices work."""
    while not is_workday(day):
        day += DAY
    return day


def intake_factor(monday: dt.date, rhythm: Rhythm) -> float:
    """How many people come in a week, against an ordinary one (1.0)."""
    middle = monday + 3 * DAY
    if is_lebaran(middle):
        return 0.2
    if is_ramadan(middle):
        return 0.8
    if rhythm == "school":
        return _SCHOOL_MONTHS[middle.month]
    feast = LEBARAN.get(middle.year)
    return 1.3 if feast and 7 <= (middle - feast).days <= 24 else 1.0


def last_week_end(as_of: dt.date) -> dt.date:
    """Give the Sunday that ends the last complete ISO week at ``as_of``."""
    return as_of - dt.timedelta(days=as_of.isoweekday() % 7)


def years_before(day: dt.date, years: int) -> dt.date:
    """Give the same day some years earlier (28 February for a leap day)."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def add_months(first: dt.date, months: int) -> dt.date:
    """Give the first day of the month that lies so many months after that of ``first``."""
    count = first.year * 12 + first.month - 1 + months
    return dt.date(count // 12, count % 12 + 1, 1)


def months(since: dt.date, until: dt.date) -> Iterator[dt.date]:
    """Give the first day of every month from that of ``since`` to that of ``until``."""
    month = since.replace(day=1)
    while month <= until:
        yield month
        month = add_months(month, 1)


def quarters(since: dt.date, until: dt.date) -> Iterator[dt.date]:
    """Give the first day of every calendar quarter that begins between two days."""
    return (month for month in months(since, until) if month.month % 3 == 1 and month >= since)


def fiscal_year(day: dt.date, first_month: int) -> tuple[dt.date, dt.date]:
    """Give first and last day of the fiscal year around a day."""
    start = dt.date(day.year - (day.month < first_month), first_month, 1)
    return start, add_months(start, 12) - DAY
