"""Intervals of means: Student's t, from the values or from their published sums."""

from __future__ import annotations

import math
from collections.abc import Sequence

from metrics.statistics.distribution import t_quantile


def t_interval(values: Sequence[float], confidence: float = 0.95) -> tuple[float, float] | None:
    """Give the interval of the mean of these values; None with fewer than two."""
    n = len(values)
    if n < 2:
        return None
    mean = math.fsum(values) / n
    squares = math.fsum((value - mean) ** 2 for value in values)
    return _around(mean, n, squares, confidence)


def t_interval_from_sums(
    n: float, total: float, total_of_squares: float, confidence: float = 0.95
) -> tuple[float, float] | None:
    """Give the same interval from n, the sum and the sum of squares, which add over groups and periods."""
    if n < 2:
        return None
    mean = total / n
    return _around(mean, n, max(total_of_squares - n * mean * mean, 0.0), confidence)


def _around(mean: float, n: float, squares: float, confidence: float) -> tuple[float, float]:
    half = t_quantile(confidence, n - 1) * math.sqrt(squares / (n - 1) / n)
    return mean - half, mean + half
