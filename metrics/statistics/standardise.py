"""Fair comparison: direct standardisation between units, indirect (observed over expected) to a reference."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from metrics.statistics.counts import poisson
from metrics.statistics.proportion import wilson

FEWEST_EVENTS = 10
"""Events below which a directly standardised proportion is not given (UKHSA)."""


@dataclass(frozen=True)
class Standardised:
    """A standardised value with its interval."""

    value: float
    low: float
    high: float


def direct(
    x: Sequence[float], n: Sequence[float], mix: Sequence[float], confidence: float = 0.95
) -> Standardised | None:
    """Give the proportion a unit would have with the standard mix of people, one entry a stratum.

    Units standardised to one mix may be compared with each other. None when a stratum of the mix has
    nobody here, or with fewer than 10 achieved. The interval is Wilson's for as many people as would
    give the standardised proportion its variance.

    Raises:
        ValueError: the strata do not match.
    """
    strata = [(a, b, w) for a, b, w in zip(x, n, mix, strict=True) if w > 0]
    if not strata or any(size <= 0 for _, size, _ in strata) or sum(a for a, _, _ in strata) < FEWEST_EVENTS:
        return None
    total = math.fsum(weight for _, _, weight in strata)
    value = math.fsum(weight * a / b for a, b, weight in strata) / total
    variance = math.fsum((w / total) ** 2 * (a / b) * (1 - a / b) / b for a, b, w in strata)
    people = value * (1 - value) / variance if variance > 0 else math.fsum(b for _, b, _ in strata)
    low, high = wilson(min(value, 1.0) * people, people, confidence)
    return Standardised(value, low, high)


def expected_count(n: Sequence[float], reference: Sequence[float]) -> float:
    """Count the achieved that a unit's people would have at the reference's proportions, by stratum.

    Raises:
        ValueError: the strata do not match.
    """
    return math.fsum(size * p for size, p in zip(n, reference, strict=True))


def indirect(observed: float, expected: float, confidence: float = 0.95) -> Standardised | None:
    """Give observed over expected; 1 is as the reference would do. None when nothing is expected.

    Each ratio compares one unit with the reference only: two units' ratios rest on different mixes and
    must not be compared with each other (Nicholl 2013). The interval is exact below 10, Byar's above.
    """
    if expected <= 0:
        return None
    low, high = poisson(observed, confidence)
    return Standardised(observed / expected, low / expected, high / expected)
