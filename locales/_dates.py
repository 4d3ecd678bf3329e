"""Days, weeks, months, quarters and ranges of days as they are written in each language."""

from __future__ import annotations

import calendar
import datetime as dt
from types import MappingProxyType

from locales._numbers import DASH
from locales.words import Language

MONTHS = MappingProxyType(
    {
        "id": (
            *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
            *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
        ),
        "en": (
            *("January", "February", "March", "April", "May", "June"),
            *("July", "August", "September", "October", "November", "December"),
        ),
    }
)
SHORT_MONTHS = MappingProxyType(
    {
        "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
        "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    }
)
_ROMAN = ("I", "II", "III", "IV")


def day(value: dt.date, language: Language) -> str:
    """Write a day.

    >>> day(dt.date(2026, 8, 5), "id")
    '5 Agu 2026'
    """
    return f"{value.day} {short_month(value, language)}"


def moment(value: dt.datetime, language: Language) -> str:
    """Write a day with its time.

    >>> moment(dt.datetime(2026, 11, 15, 23, 40), "id"), moment(dt.datetime(2026, 11, 15, 9, 5), "en")
    ('15 Nov 2026, 23.40', '15 Nov 2026, 09:05')
    """
    return f"{day(value, language)}, {value:%H}{'.' if language == 'id' else ':'}{value:%M}"


def short_month(value: dt.date, language: Language) -> str:
    """Write a month with its year, shortened.

    >>> short_month(dt.date(2026, 10, 1), "id")
    'Okt 2026'
    """
    return f"{SHORT_MONTHS[language][value.month - 1]} {value.year}"


def month_name(value: dt.date, language: Language) -> str:
    """Write a month without its year, shortened, as on an axis.

    >>> month_name(dt.date(2026, 10, 1), "en")
    'Oct'
    """
    return SHORT_MONTHS[language][value.month - 1]


def month(value: dt.date, language: Language) -> str:
    """Write a month with its year in full.

    >>> month(dt.date(2027, 4, 1), "id")
    'April 2027'
    """
    return f"{MONTHS[language][value.month - 1]} {value.year}"


def week(value: dt.date, language: Language) -> str:
    """Write the ISO week a day falls in, with its days.

    >>> week(dt.date(2026, 11, 9), "id")
    'Minggu 46, 9–15 Nov 2026'
    """
    monday = value - dt.timedelta(days=value.weekday())
    name = "Minggu" if language == "id" else "Week"
    return f"{name} {value.isocalendar().week}, {_days(monday, monday + dt.timedelta(days=6), language)}"


def quarter(value: dt.date, language: Language) -> str:
    """Write the calendar quarter a day falls in.

    >>> quarter(dt.date(2026, 8, 1), "id"), quarter(dt.date(2026, 8, 1), "en")
    ('Triwulan III 2026', 'Quarter III 2026')
    """
    name = "Triwulan" if language == "id" else "Quarter"
    return f"{name} {_ROMAN[(value.month - 1) // 3]} {value.year}"


def date_range(start: dt.date, end: dt.date, language: Language) -> str:
    """Write a range of days, both inclusive, as shortly as it can be said.

    >>> date_range(dt.date(2026, 11, 9), dt.date(2026, 11, 15), "id")
    '9–15 Nov 2026'
    >>> date_range(dt.date(2026, 1, 1), dt.date(2026, 9, 30), "id")
    'Jan–Sep 2026'
    >>> date_range(dt.date(2024, 1, 1), dt.date(2025, 12, 31), "en")
    '2024–2025'
    """
    if start.day != 1 or end.day != calendar.monthrange(end.year, end.month)[1]:
        return _days(start, end, language)
    if start.month == 1 and end.month == 12:
        return f"{start.year}" if start.year == end.year else f"{start.year}{DASH}{end.year}"
    if (start.year, start.month) == (end.year, end.month):
        return short_month(start, language)
    first = month_name(start, language) if start.year == end.year else short_month(start, language)
    return f"{first}{DASH}{short_month(end, language)}"


def _days(start: dt.date, end: dt.date, language: Language) -> str:
    if start == end:
        return day(start, language)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}{DASH}{day(end, language)}"
    if start.year == end.year:
        return f"{start.day} {month_name(start, language)}{DASH}{day(end, language)}"
    return f"{day(start, language)}{DASH}{day(end, language)}"
