"""Intervals of ratios: cost per outcome when the cost is fixed, and when each person has a cost."""

from __future__ import annotations

import math
from dataclasses import dataclass

from metrics.statistics.distribution import normal_quantile, t_quantile
from metrics.statistics.proportion import wilson


@dataclass(frozen=True)
class Ratio:
    """A ratio and its interval.

    ``value`` is None when the denominator is 0. ``finite`` is False when the data cannot bound the
    ratio: then ``high`` (and for Fieller ``low``) is None, and that is what must be said.
    """

    value: float | None
    low: float | None
    high: float | None
    finite: bool
    method: str


def cost_per_outcome(cost: float, achieved: float, n: float, confidence: float = 0.95) -> Ratio:
    """Divide a known, fixed cost by the outcomes achieved among n; the interval inverts Wilson's.

    With no outcome at all the cost per outcome is undefined; ``low`` is still the least it can be.

    >>> cost_per_outcome(1_000_000_000, 120, 200).value
    8333333.333333333
    """
    if n <= 0:
        return Ratio(None, None, None, False, "inverted_wilson")
    low, high = wilson(achieved, n, confidence)
    return Ratio(
        value=cost / achieved if achieved else None,
        low=cost / (n * high),
        high=cost / (n * low) if low > 0 else None,
        finite=low > 0,
        method="inverted_wilson",
    )


def fieller(
    n: float,
    sum_y: float,
    sum_z: float,
    sum_yy: float,
    sum_yz: float,
    sum_zz: float,
    confidence: float = 0.95,
    quantile: str = "t",
) -> Ratio:
    """Give the ratio of the sums of y and z over n people, with Fieller's interval.

    Sums are enough: they add over people, so published sums give the interval. ``quantile`` is ``t``
    (n - 1 degrees of freedom) or ``normal``. When z cannot be told from 0 at this confidence there is
    no finite interval. Source: Fieller 1954; Efron & Tibshirani 1993, section 25.5.
    """
    if n < 1 or sum_z == 0:
        return Ratio(None, None, None, False, "fieller")
    value = sum_y / sum_z
    if n < 2:
        return Ratio(value, None, None, False, "fieller")
    t = t_quantile(confidence, n - 1) if quantile == "t" else normal_quantile(confidence)
    y, z = sum_y / n, sum_z / n
    # Of the means: t squared times variances and covariance.
    scale = t * t / (n * (n - 1))
    vy = max(sum_yy - n * y * y, 0.0) * scale
    vz = max(sum_zz - n * z * z, 0.0) * scale
    vyz = (sum_yz - n * y * z) * scale
    a, b, c = z * z - vz, y * z - vyz, y * y - vy
    if a <= 0:
        return Ratio(value, None, None, False, "fieller")
    root = math.sqrt(max(b * b - a * c, 0.0))
    return Ratio(value, (b - root) / a, (b + root) / a, True, "fieller")
