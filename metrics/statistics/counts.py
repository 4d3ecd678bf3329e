"""Intervals of counts and rates of events: exact Poisson for few, Byar's approximation for many."""

from __future__ import annotations

import math

from metrics.statistics.distribution import gamma_quantile, normal_quantile

EXACT_BELOW = 10
"""Events below which the exact interval is used."""


def poisson_exact(x: float, confidence: float = 0.95) -> tuple[float, float]:
    """Give the exact interval of a count of x events (Garwood 1936).

    Raises:
        ValueError: x is negative.
    """
    _check(x)
    tail = (1 - confidence) / 2
    low = gamma_quantile(x, tail) if x > 0 else 0.0
    return low, gamma_quantile(x + 1, 1 - tail)


def byar(x: float, confidence: float = 0.95) -> tuple[float, float]:
    """Give Byar's interval of a count of x events, good from 10 on (Breslow & Day 1987).

    Raises:
        ValueError: x is negative.
    """
    _check(x)
    z = normal_quantile(confidence)
    low = x * (1 - 1 / (9 * x) - z / (3 * math.sqrt(x))) ** 3 if x > 0 else 0.0
    return max(low, 0.0), (x + 1) * (1 - 1 / (9 * (x + 1)) + z / (3 * math.sqrt(x + 1))) ** 3


def poisson(x: float, confidence: float = 0.95) -> tuple[float, float]:
    """Give the interval of a count: exact below 10 events, Byar's from there.

    >>> [round(end, 3) for end in poisson(0)]
    [0.0, 3.689]
    """
    return poisson_exact(x, confidence) if x < EXACT_BELOW else byar(x, confidence)


def rate(
    x: float, exposure: float, multiplier: float = 1.0, confidence: float = 0.95
) -> tuple[float, float, float] | None:
    """Give events per unit of exposure, times a multiplier, with its interval; None without exposure."""
    if exposure <= 0:
        return None
    low, high = poisson(x, confidence)
    scale = multiplier / exposure
    return x * scale, low * scale, high * scale


def _check(x: float) -> None:
    if x < 0:
        raise ValueError(f"{x} events cannot be counted")
