"""Intervals of proportions: Wilson's score interval, Newcombe's difference, bounds for the unknown."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from metrics.statistics.distribution import normal_quantile


def wilson(x: float, n: float, confidence: float = 0.95) -> tuple[float, float]:
    """Give Wilson's score interval of x achieved among n, as proportions from 0 to 1.

    With n = 0 nothing is known and the interval is (0, 1). Source: Wilson 1927; Newcombe 1998, method 3.

    Raises:
        ValueError: x is negative or larger than n.

    >>> low, high = wilson(81, 263)
    >>> round(low, 4), round(high, 4)
    (0.2553, 0.3662)
    """
    if not 0 <= x <= n:
        raise ValueError(f"{x} of {n} is no proportion")
    z2 = normal_quantile(confidence) ** 2
    if n == 0:
        return 0.0, 1.0
    centre = x + z2 / 2
    half = math.sqrt(z2 * (x * (n - x) / n + z2 / 4))
    # At the ends the two terms are equal; rounding must not leave a trace that hides the estimate.
    low = 0.0 if x == 0 else (centre - half) / (n + z2)
    high = 1.0 if x == n else (centre + half) / (n + z2)
    return low, high


def wilson_many(
    x: ArrayLike, n: ArrayLike, confidence: float = 0.95
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give Wilson's intervals of many proportions at once; NaN where x or n is missing or impossible."""
    x, n = np.broadcast_arrays(np.asarray(x, dtype=float), np.asarray(n, dtype=float))
    z2 = normal_quantile(confidence) ** 2
    known = (x >= 0) & (x <= n)
    counted = known & (n > 0)
    size = np.where(counted, n, 1.0)
    achieved = np.where(counted, x, 0.0)
    centre = achieved + z2 / 2
    half = np.sqrt(z2 * (achieved * (size - achieved) / size + z2 / 4))
    low = np.where(achieved == 0, 0.0, (centre - half) / (size + z2))
    high = np.where(achieved == size, 1.0, (centre + half) / (size + z2))
    low, high = np.where(counted, low, 0.0), np.where(counted, high, 1.0)
    return np.where(known, low, np.nan), np.where(known, high, np.nan)


def newcombe(x1: float, n1: float, x2: float, n2: float, confidence: float = 0.95) -> tuple[float, float]:
    """Give the interval of the difference x1/n1 - x2/n2 (Newcombe 1998, hybrid score, method 10).

    Raises:
        ValueError: one of the two groups is empty or impossible.
    """
    if n1 <= 0 or n2 <= 0:
        raise ValueError("a difference needs two groups that are not empty")
    p1, p2 = x1 / n1, x2 / n2
    low1, high1 = wilson(x1, n1, confidence)
    low2, high2 = wilson(x2, n2, confidence)
    difference = p1 - p2
    return (
        difference - math.hypot(p1 - low1, high2 - p2),
        difference + math.hypot(high1 - p1, p2 - low2),
    )


def unknown_bounds(x: float, unknown: float, n: float) -> tuple[float, float]:
    """Give the proportion if every unknown were not achieved, and if every unknown were.

    ``n`` counts the unknown too: of 100 invited, 70 answered and 63 are satisfied is (63, 30, 100).

    Raises:
        ValueError: the parts are more than the whole, or the whole is empty.
    """
    if n <= 0 or x < 0 or unknown < 0 or x + unknown > n:
        raise ValueError(f"{x} and {unknown} unknown are no parts of {n}")
    return x / n, (x + unknown) / n
