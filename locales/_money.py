"""Amounts of money as they are written in each language."""

from __future__ import annotations

from types import MappingProxyType
from typing import NamedTuple

from locales._numbers import DASH, MINUS, number, rounded
from locales.words import Language


class Scale(NamedTuple):
    """A power of ten that has a name: in a sentence, and shortened in a table."""

    size: float
    name: str
    short: str


SCALES = MappingProxyType(
    {
        "id": (
            Scale(1e12, "triliun", "T"),
            Scale(1e9, "miliar", "M"),
            Scale(1e6, "juta", "jt"),
            Scale(1, "", ""),
        ),
        "en": (
            Scale(1e12, "trillion", "tn"),
            Scale(1e9, "billion", "bn"),
            Scale(1e6, "million", "m"),
            Scale(1, "", ""),
        ),
    }
)


def money(amount: float, currency: str, language: Language, *, short: bool = False, figures: int = 3) -> str:
    """Write an amount with its currency, in millions or more where it is large.

    ``currency`` is an ISO 4217 code. ``short`` gives the form for tables.

    >>> money(33_040_000, "IDR", "id"), money(2_412_000_000, "IDR", "id")
    ('Rp33,0 juta', 'Rp2,41 miliar')
    >>> money(1_118_000_000, "IDR", "id", short=True), money(33_040_000, "IDR", "en")
    ('Rp1,12 M', 'Rp 33.0 million')
    """
    sign = MINUS if amount < 0 else ""
    scale = _scale(amount, language, figures)
    return f"{sign}{_symbol(currency, language)}{_digits(abs(amount), scale, language, figures)}" + _unit(
        scale, short
    )


def money_range(
    low: float, high: float, currency: str, language: Language, *, short: bool = False, figures: int = 3
) -> str:
    """Write an interval of amounts, both in the unit of the larger.

    >>> money_range(29_600_000, 37_400_000, "IDR", "id")
    'Rp29,6–37,4 juta'
    """
    scale = _scale(max(abs(low), abs(high)), language, figures)
    decimals = rounded(max(abs(low), abs(high)) / scale.size, figures)[1]
    ends = (number(end / scale.size, language, decimals) for end in (low, high))
    return f"{_symbol(currency, language)}{DASH.join(ends)}{_unit(scale, short)}"


def _scale(amount: float, language: Language, figures: int) -> Scale:
    near = abs(rounded(amount, figures)[0])
    # The hair's breadth undoes the binary rounding of an amount such as 999,999,999,000.
    return next((s for s in SCALES[language] if near >= s.size * (1 - 1e-9)), SCALES[language][-1])


def _digits(amount: float, scale: Scale, language: Language, figures: int) -> str:
    """Small amounts are written out in full: figures are cut only where a unit says so."""
    if scale.size == 1:
        return number(amount, language, 0 if amount >= 100 or amount == int(amount) else 2)
    near, decimals = rounded(amount / scale.size, figures)
    return number(near, language, decimals)


def _symbol(currency: str, language: Language) -> str:
    if currency == "IDR":
        return "Rp" if language == "id" else "Rp "
    return f"{currency} "


def _unit(scale: Scale, short: bool) -> str:
    word = scale.short if short else scale.name
    return f" {word}" if word else ""
