"""How numbers, dates and money are written: one function each, the language always the last word.

Every function takes a value and a language (``"id"`` or ``"en"``) and returns plain text.
"""

from __future__ import annotations

from locales._dates import date_range, day, moment, month, month_name, quarter, short_month, week
from locales._money import money, money_range
from locales._numbers import (
    DASH,
    age,
    count,
    days,
    decimals_of,
    hours,
    months,
    number,
    number_range,
    number_word,
    percent,
    percent_range,
    significant,
)

__all__ = [
    "DASH",
    "age",
    "count",
    "date_range",
    "day",
    "days",
    "decimals_of",
    "hours",
    "moment",
    "money",
    "money_range",
    "month",
    "month_name",
    "months",
    "number",
    "number_range",
    "number_word",
    "percent",
    "percent_range",
    "quarter",
    "short_month",
    "significant",
    "week",
]
