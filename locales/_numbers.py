"""Numbers, percentages, counts and ages as they are written in each language."""

from __future__ import annotations

import math
from collections.abc import Iterable
from types import MappingProxyType

from locales.words import Language

MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"

NUMBER_WORDS = MappingProxyType(
    {
        "id": (
            *("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"),
            *("sepuluh", "sebelas", "dua belas"),
        ),
        "en": (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
            *("ten", "eleven", "twelve"),
        ),
    }
)
_UNITS = MappingProxyType(
    {
        "id": {"hour": ("jam", "jam"), "day": ("hari", "hari"), "month": ("bulan", "bulan")},
        "en": {"hour": ("hour", "hours"), "day": ("day", "days"), "month": ("month", "months")},
    }
)


def rounded(value: float, significant: int) -> tuple[float, int]:
    """Round half up to so many significant figures; give the number and the decimals it then has.

    >>> rounded(33.04, 3)
    (33.0, 1)
    >>> rounded(9.996, 3)
    (10.0, 1)
    """
    if value == 0:
        return 0.0, 0
    decimals = significant - 1 - math.floor(math.log10(abs(value)))
    near = _half_up(value, decimals)
    if near and math.floor(math.log10(abs(near))) > math.floor(math.log10(abs(value))):
        decimals -= 1
    return near, max(decimals, 0)


def _half_up(value: float, decimals: int) -> float:
    """Round as people do: 0.5 goes up. The nudge undoes binary fractions such as 2.675."""
    scale = 10.0**decimals
    return math.copysign(math.floor(abs(value) * scale + 0.5 + 1e-9), value) / scale


def number(value: float, language: Language, decimals: int | None = None) -> str:
    """Write a number with grouping; whole numbers without decimals, others with one unless told.

    >>> number(1234.5, "id"), number(1234.5, "en"), number(19, "id")
    ('1.234,5', '1,234.5', '19')
    """
    if decimals is None:
        decimals = decimals_of([value])
    near = _half_up(value, decimals)
    text = f"{abs(near):,.{decimals}f}"
    if language == "id":
        text = text.translate({ord(","): ".", ord("."): ","})
    return f"{MINUS}{text}" if near < 0 else text


def decimals_of(amounts: Iterable[float]) -> int:
    """Decimals for numbers of one kind that stand together: none where all are whole, else one.

    >>> decimals_of([3, 4.0]), decimals_of([3, 3.2])
    (0, 1)
    """
    return 0 if all(float(one).is_integer() for one in amounts) else 1


def significant(value: float, language: Language, figures: int = 2) -> str:
    """Write a number with so many significant figures, never cutting whole digits off.

    >>> significant(3.46, "id"), significant(127.4, "id")
    ('3,5', '127')
    """
    near, decimals = rounded(value, figures)
    return number(value if decimals == 0 else near, language, decimals)


def count(value: float, language: Language) -> str:
    """Write a count; a fraction, which a grant's share gives, keeps one decimal.

    >>> count(1718, "id"), count(73.16, "en")
    ('1.718', '73.2')
    """
    return number(value, language)


def percent(proportion: float, language: Language) -> str:
    """Write a proportion from 0 to 1 as a whole percentage.

    A share that is not quite nothing or not quite all never reads as 0% or 100%.

    >>> percent(0.578, "id"), percent(0.002, "id"), percent(0.998, "en"), percent(1, "id")
    ('58%', '<1%', '>99%', '100%')
    """
    whole = _half_up(proportion * 100, 0)
    if whole == 0 and proportion > 0:
        return "<1%"
    if whole == 100 and proportion < 1:
        return ">99%"
    return f"{number(whole, language)}%"


def percent_range(low: float, high: float, language: Language) -> str:
    """Write an interval of proportions.

    >>> percent_range(0.512, 0.644, "id")
    '51–64%'
    """
    return f"{number(low * 100, language, 0)}{DASH}{number(high * 100, language, 0)}%"


def number_range(low: float, high: float, language: Language, figures: int = 2) -> str:
    """Write an interval of numbers, both ends with the same decimals.

    >>> number_range(12.6, 29.2, "id"), number_range(0.8, 2.31, "en")
    ('13–29', '0.8–2.3')
    """
    decimals = rounded(max(abs(low), abs(high)), figures)[1]
    return f"{number(low, language, decimals)}{DASH}{number(high, language, decimals)}"


def number_word(value: int, language: Language) -> str:
    """Write a whole number as a word up to twelve, above that in digits.

    >>> number_word(6, "id"), number_word(12, "en"), number_word(13, "id")
    ('enam', 'twelve', '13')
    """
    return NUMBER_WORDS[language][value] if 0 <= value <= 12 else number(value, language)


def hours(value: float, language: Language) -> str:
    """Write a length of time in hours.

    >>> hours(31, "id"), hours(1, "en")
    ('31 jam', '1 hour')
    """
    return _length(value, "hour", language)


def days(value: float, language: Language, decimals: int | None = None) -> str:
    """Write a length of time in days.

    >>> days(19, "id"), days(2.5, "en")
    ('19 hari', '2.5 days')
    """
    return _length(value, "day", language, decimals)


def months(value: float, language: Language, decimals: int | None = None) -> str:
    """Write a length of time in months.

    >>> months(5.2, "id"), months(5, "id", 1)
    ('5,2 bulan', '5,0 bulan')
    """
    return _length(value, "month", language, decimals)


def age(value: float, language: Language) -> str:
    """Write how long something has waited, given in hours: in hours up to two days, then whole days.

    >>> age(31, "id"), age(80, "en")
    ('31 jam', '3 days')
    """
    return hours(math.floor(value), language) if value < 48 else days(math.floor(value / 24), language)


def _length(value: float, unit: str, language: Language, decimals: int | None = None) -> str:
    one, many = _UNITS[language][unit]
    said = number(value, language, decimals)
    return f"{said} {one if said == '1' else many}"
