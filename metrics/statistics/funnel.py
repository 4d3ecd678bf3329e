"""Funnel plots: may units of different size be compared, and which stand out beyond chance.

Source: Spiegelhalter 2005, Statistics in Medicine 24:1185, with the interpolation of its appendix.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from metrics.statistics.distribution import gamma_quantile, normal_quantile

Floats = NDArray[np.float64]
Place = Literal["ask_low", "watch_low", "usual", "watch_high", "ask_high"]

TAILS: tuple[float, ...] = (0.001, 0.025, 0.975, 0.999)
"""Where the limits lie: the outer pair holds 99.8 %, the inner 95 % of units that are all alike."""
OUTER, INNER = 0.998, 0.95
OVERDISPERSION_FROM = 10
"""Units from which it can be judged whether they vary beyond chance."""
INCOMPARABLE_FROM = 4.0
"""Overdispersion above which no funnel is drawn: the units are not alike enough."""


@dataclass(frozen=True)
class Dispersion:
    """How far units vary beyond chance: ``phi`` is 1 for chance alone, ``tau2`` the variance between them.

    ``tau2`` is on the arcsine scale, 0 where chance explains everything.
    """

    mean: float
    phi: float
    tau2: float

    @property
    def comparable(self) -> bool:
        """Say whether a funnel may be drawn."""
        return self.phi <= INCOMPARABLE_FROM


def binomial_limits(mean: float, sizes: ArrayLike) -> Floats:
    """Give the four limits (``TAILS``, in that order) of a proportion for units of these sizes.

    Exact binomial quantiles, interpolated so that they do not jump; normal limits are wrong for small n.
    """
    from scipy.special import bdtr

    n = np.rint(np.asarray(sizes, dtype=float)).astype(int)
    limits = []
    for tail in TAILS:
        # The least count whose cumulative probability reaches the tail, by halving.
        low, high = np.full(n.shape, -1.0), n.astype(float)
        while np.any(high - low > 1):
            middle = np.floor((low + high) / 2)
            reached = (bdtr(np.maximum(middle, 0), n, mean) >= tail) & (middle >= 0)
            high, low = np.where(reached, middle, high), np.where(reached, low, middle)
        at_least = bdtr(high, n, mean)
        below = np.where(high > 0, bdtr(np.maximum(high - 1, 0), n, mean), 0.0)
        limit = (high - (at_least - tail) / (at_least - below)) / n
        # Where only all of n could reach an upper tail nobody can lie beyond it: all of n is more likely than that.
        limits.append(np.where((high >= n) & (tail > 0.5), 1.0, limit))
    return np.clip(np.array(limits), 0.0, 1.0)


def poisson_limits(expected: float) -> tuple[float, float, float, float]:
    """Give the four limits of an observed over expected ratio for a unit with so many events expected."""
    low = [gamma_quantile(expected, tail) / expected for tail in TAILS[:2]]
    high = [gamma_quantile(expected + 1, tail) / expected for tail in TAILS[2:]]
    return low[0], low[1], high[0], high[1]


def dispersion(x: ArrayLike, n: ArrayLike, winsorise: float = 0.1) -> Dispersion:
    """Measure how far proportions x/n vary beyond chance, on the arcsine scale.

    ``winsorise`` draws that share of the largest and of the smallest deviations in to their quantile, so
    that a few outliers, which the funnel is there to find, do not hide themselves. The between-unit
    variance is DerSimonian and Laird's. Fewer than 10 units are taken to vary by chance alone.
    """
    x, n = np.asarray(x, dtype=float), np.asarray(n, dtype=float)
    mean = float(x.sum() / n.sum())
    units = len(x)
    if units < OVERDISPERSION_FROM:
        return Dispersion(mean, 1.0, 0.0)
    z = (np.arcsin(np.sqrt(x / n)) - math.asin(math.sqrt(mean))) * 2 * np.sqrt(n)
    if winsorise > 0:
        z = np.clip(z, *np.quantile(z, [winsorise, 1 - winsorise]))
    phi = float(np.mean(z**2))
    weight = 4 * n
    tau2 = (units * phi - (units - 1)) / (weight.sum() - (weight**2).sum() / weight.sum())
    return Dispersion(mean, phi, max(float(tau2), 0.0))


def dispersed_limits(found: Dispersion, sizes: ArrayLike) -> Floats:
    """Give the four limits widened by the variance between units; with ``tau2`` 0 the arcsine limits."""
    n = np.asarray(sizes, dtype=float)
    spread = np.sqrt(1 / (4 * n) + found.tau2)
    centre = math.asin(math.sqrt(found.mean))
    reach = np.array(
        [-normal_quantile(OUTER), -normal_quantile(INNER), normal_quantile(INNER), normal_quantile(OUTER)]
    )
    angles = centre + reach.reshape(-1, *([1] * n.ndim)) * spread
    return np.sin(np.clip(angles, 0.0, math.pi / 2)) ** 2


def place(value: float, limits: Sequence[float]) -> Place:
    """Say where a unit lies among its four limits: beyond the inner ones watch, beyond the outer ask."""
    outer_low, inner_low, inner_high, outer_high = limits
    if value > inner_high:
        return "ask_high" if value > outer_high else "watch_high"
    if value < inner_low:
        return "ask_low" if value < outer_low else "watch_low"
    return "usual"
