"""Whether two numbers differ for certain: two points that merely differ are no change yet."""

from __future__ import annotations

from typing import Literal

from metrics.statistics.proportion import newcombe
from metrics.value import IndicatorValue

Difference = Literal["higher", "lower", "unclear"]


def differ(now: IndicatorValue, before: IndicatorValue) -> Difference:
    """Say whether a number is higher or lower than another for certain.

    Two shares of counts are compared by Newcombe's interval of their difference; others, such as two
    curves, by whether their intervals lie apart, which asks for more.
    """
    counts = [(one.numerator, one.denominator) for one in (before, now)]
    if now.interval_method == before.interval_method == "wilson" and all(
        x is not None and n for x, n in counts
    ):
        (x1, n1), (x2, n2) = counts
        low, high = newcombe(x2, n2, x1, n1)  # type: ignore[arg-type]
        return "higher" if low > 0 else "lower" if high < 0 else "unclear"
    if None in (now.low, now.high, before.low, before.high):
        return "unclear"
    if now.low > before.high:  # type: ignore[operator]
        return "higher"
    return "lower" if now.high < before.low else "unclear"  # type: ignore[operator]
