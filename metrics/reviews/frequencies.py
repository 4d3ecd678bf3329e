"""Natural frequencies: a share as so many of ten, for those who do not read percentages."""

from __future__ import annotations

import math
from collections.abc import Sequence

from metrics.value import IndicatorValue

TEN = 10
ENOUGH = 20
"""Of fewer people nothing is said on a notice board."""


def of_ten(value: IndicatorValue) -> int | None:
    """Say a proportion as so many of ten; None where too few stand behind it.

    Somebody is never made nobody, nor all but one made all.
    """
    if value.value is None or value.unit != "proportion" or (value.n or 0) < ENOUGH:
        return None
    rounded = math.floor(value.value * TEN + 0.5)
    if 0 < value.value < 1:
        rounded = min(max(rounded, 1), TEN - 1)
    return rounded


def tenths(portions: Sequence[IndicatorValue]) -> tuple[int, ...]:
    """Say parts of a whole as tenths that add up to ten (largest remainders).

    >>> import datetime as dt
    >>> day = dt.date(2026, 1, 1)
    >>> made = lambda share: IndicatorValue(
    ...     indicator="x", start=day, end=day, as_of=day, status="ok", unit="proportion", direction="up", value=share)
    >>> tenths([made(0.67), made(0.25), made(0.08)])
    (7, 2, 1)
    """
    shares = [(portion.value or 0.0) * TEN for portion in portions]
    whole = [math.floor(share) for share in shares]
    by_rest = sorted(range(len(shares)), key=lambda place: whole[place] - shares[place])
    for place in by_rest[: TEN - sum(whole) if shares else 0]:
        whole[place] += 1
    return tuple(whole)
