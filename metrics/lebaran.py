"""Lebaran (1 Syawal): the holiday that moves eleven days a year, so that the same months of two years are not alike."""

from __future__ import annotations

from collections.abc import Sequence

from data.lebaran import LEBARAN
from metrics.period import Period

CURRENCY = "IDR"
"""The money of organisations whose months follow this holiday."""


def lebaran_in(periods: Sequence[Period]) -> list[int]:
    """Say in which of some periods, in their order, the holiday falls.

    >>> march = Period(dt.date(2025, 3, 1), dt.date(2025, 3, 31))
    >>> lebaran_in([march, Period(dt.date(2026, 4, 1), dt.date(2026, 4, 30))])
    [0]
    """
    return [
        place
        for place, (start, end) in enumerate(periods)
        if any(start <= day <= end for day in LEBARAN.values())
    ]
