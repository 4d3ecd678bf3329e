"""Periods: months, ISO weeks, quarters and fiscal years, with inclusive first and last days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal, NamedTuple

from metrics.errors import PeriodEdges

Grain = Literal["week", "month", "quarter", "year"]
_DAY = dt.timedelta(days=1)


class Period(NamedTuple):
    """A first and a last day, both inclusive."""

    start: dt.date
    end: dt.date

    @property
    def months(self) -> int:
        """Whole calendar months from start to end."""
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1


def month_of(day: dt.date) -> Period:
    """The calendar month of a day."""
    start = day.replace(day=1)
    return Period(start, add_months(start, 1) - _DAY)


def week_of(day: dt.date) -> Period:
    """The ISO week of a day, Monday to Sunday.

    >>> week_of(dt.date(2012, 1, 1)).start
    datetime.date(2011, 12, 26)
    """
    start = day - dt.timedelta(days=day.weekday())
    return Period(start, start + dt.timedelta(days=6))


def quarter_of(day: dt.date) -> Period:
    """The calendar quarter of a day."""
    start = dt.date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return Period(start, add_months(start, 3) - _DAY)


def fiscal_year_of(day: dt.date, first_month: int = 1) -> Period:
    """The fiscal year of a day, for years that begin with ``first_month``."""
    year = day.year if day.month >= first_month else day.year - 1
    start = dt.date(year, first_month, 1)
    return Period(start, add_months(start, 12) - _DAY)


def add_months(first_of_month: dt.date, months: int) -> dt.date:
    """The first day of the month so many months later (or earlier)."""
    number = first_of_month.year * 12 + first_of_month.month - 1 + months
    return dt.date(number // 12, number % 12 + 1, 1)


def last_complete(as_of: dt.date, grain: Grain, first_month: int = 1) -> Period:
    """The last period that had ended by ``as_of``."""
    period = period_of(as_of, grain, first_month)
    return period if period.end <= as_of else period_of(period.start - _DAY, grain, first_month)


def rolling_months(end: dt.date, months: int) -> Period:
    """So many whole months, ending with the month that ends on ``end``."""
    return Period(add_months(end.replace(day=1), 1 - months), month_of(end).end)


def period_of(day: dt.date, grain: Grain, first_month: int = 1) -> Period:
    """The period of a grain that a day lies in."""
    if grain == "week":
        return week_of(day)
    if grain == "month":
        return month_of(day)
    if grain == "quarter":
        return quarter_of(day)
    return fiscal_year_of(day, first_month)


def on_months(period: Period) -> bool:
    """Say whether a period begins and ends with calendar months."""
    return period.start.day == 1 and (period.end + _DAY).day == 1 and period.start <= period.end


def on_weeks(period: Period) -> bool:
    """Say whether a period begins and ends with ISO weeks."""
    return period.start.weekday() == 0 and period.end.weekday() == 6 and period.start <= period.end


def published_grain(period: Period) -> Literal["week", "month"]:
    """The grain whose published rows make up a period. Raises PeriodEdges naming the nearest edges."""
    if on_months(period):
        return "month"
    if on_weeks(period):
        return "week"
    month, week = (Period(of(period.start).start, of(period.end).end) for of in (month_of, week_of))
    raise PeriodEdges(
        "error.period_edges",
        start=period.start.isoformat(),
        end=period.end.isoformat(),
        month_start=month.start.isoformat(),
        month_end=month.end.isoformat(),
        week_start=week.start.isoformat(),
        week_end=week.end.isoformat(),
    )


def split(period: Period, grain: Grain, first_month: int = 1) -> Iterator[Period]:
    """The periods of a grain that lie wholly within a period. Weeks are whole ISO weeks."""
    place = period_of(period.start, grain, first_month)
    while place.end <= period.end:
        if place.start >= period.start:
            yield place
        place = period_of(place.end + _DAY, grain, first_month)
