"""Periods as people and systems write them: ``2025-Q1``, ``TW I 2025``, ``202501``, ``Januari 2025``, ``2024/2025``."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from data.dates import MONTHS


class Span(NamedTuple):
    """A period, first and last day."""

    start: dt.date
    end: dt.date


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NUMBER = r"(?P<number>[1-6]|iv|i{1,3})"
_QUARTER = r"(?:q|tw|triwulan|kuartal|quarter|kwartal)"
_HALF = r"(?:s|smt|sem|semester|half|h)"


def months(year: int, first: int, count: int) -> Span:
    """So many months from the first of one; months beyond December run into the next year."""
    year, first = year + (first - 1) // 12, (first - 1) % 12 + 1
    last_year, last = year + (first + count - 2) // 12, (first + count - 2) % 12 + 1
    return Span(dt.date(year, first, 1), dt.date(last_year, last, calendar.monthrange(last_year, last)[1]))


@cache
def read_period(text: str) -> Span | None:
    """Read a period, alone or at the end or start of a heading; None where none is written.

    >>> read_period("TW II 2025").end, read_period("2024W01").start.isoformat()
    (datetime.date(2025, 6, 30), '2024-01-01')
    """
    plain = " ".join(text.replace("_", " ").casefold().split())
    for pattern, make in _SHAPES:
        match = pattern.search(plain)
        if match:
            try:
                return make(match)
            except (ValueError, OverflowError):
                return None
    return None


def _number(text: str) -> int:
    return _ROMAN.get(text) or int(text)


def _range(match: re.Match[str]) -> Span:
    start, end = dt.date.fromisoformat(match["start"]), dt.date.fromisoformat(match["end"])
    if start > end:
        raise ValueError("a period ends before it starts")
    return Span(start, end)


def _day(match: re.Match[str]) -> Span:
    day = dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    return Span(day, day)


def _month(match: re.Match[str]) -> Span:
    return months(int(match["year"]), int(match["month"]), 1)


def _two_months(match: re.Match[str]) -> Span:
    return months(int(match["year"]), int(match["month"]) * 2 - 1, 2)


def _week(match: re.Match[str]) -> Span:
    monday = dt.date.fromisocalendar(int(match["year"]), int(match["number"]), 1)
    return Span(monday, monday + dt.timedelta(days=6))


def _quarter(match: re.Match[str]) -> Span:
    number = _number(match["number"])
    if number > 4:
        raise ValueError("a year has four quarters")
    return months(int(match["year"]), number * 3 - 2, 3)


def _half(match: re.Match[str]) -> Span:
    number = _number(match["number"])
    if number > 2:
        raise ValueError("a year has two halves")
    return months(int(match["year"]), number * 6 - 5, 6)


def _named_month(match: re.Match[str]) -> Span:
    return months(int(match["year"]), MONTHS[match["month"].rstrip(".")], 1)


def _named_year(match: re.Match[str]) -> Span:
    """A financial year of DHIS2: ``2024April`` runs to March 2025."""
    return months(int(match["year"]), MONTHS[match["month"]], 12)


def _two_years(match: re.Match[str]) -> Span:
    if int(match["second"]) % 100 != (int(match["year"]) + 1) % 100:
        raise ValueError("not two years in a row")
    return months(int(match["year"]), 7, 12)


def _whole_year(match: re.Match[str]) -> Span:
    return months(int(match["year"]), 1, 12)


_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_ISO = r"\d{4}-\d\d-\d\d"
_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Span]], ...] = tuple(
    (re.compile(pattern), make)
    for pattern, make in (
        (rf"(?P<start>{_ISO})\s*(?:/|–|-|to|s/?d|sampai)\s*(?P<end>{_ISO})", _range),
        (r"^(?P<year>\d{4})(?P<month>april|july|oct|nov)$", _named_year),
        (r"^(?P<year>\d{4})(?P<month>0[1-6])b$", _two_months),
        (rf"^{_YEAR}w(?P<number>\d\d?)$", _week),
        (rf"^{_YEAR}[- ]?{_QUARTER}[ -]?{_NUMBER}\b", _quarter),
        (rf"\b{_QUARTER}\W{{0,2}}{_NUMBER}\W{{1,2}}{_YEAR}\b", _quarter),
        (rf"^{_YEAR}[- ]?{_HALF}[ -]?(?P<number>[12])\b", _half),
        (rf"\b{_HALF}\W{{0,2}}{_NUMBER}\W{{1,2}}{_YEAR}\b", _half),
        (rf"^{_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)$", _day),
        (rf"^{_YEAR}-?(?P<month>0[1-9]|1[0-2])$", _month),
        (rf"^{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)$", _day),
        (rf"\b(?P<month>{_NAMES})\.?\W{{0,2}}{_YEAR}\b", _named_month),
        (rf"\b{_YEAR}\s?/\s?(?P<second>(?:20)?\d\d)\b", _two_years),
        (rf"(?:^|[^\d]){_YEAR}(?:$|\W)", _whole_year),
    )
)
"""Shapes from the most to the least exact. A school or budget year over two years begins in July."""
