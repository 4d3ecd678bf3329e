"""Bootstrap intervals by person, bias-corrected and accelerated (BCa)."""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

RESAMPLES = 4000

Means = NDArray[np.float64]


def bca(
    people: ArrayLike,
    statistic: Callable[[Means], Means] = lambda means: means[..., 0],
    confidence: float = 0.95,
    resamples: int = RESAMPLES,
) -> tuple[float, float] | None:
    """Give the BCa interval of a function of means, one row a person, one column a measure.

    The default is the mean of one column; ``lambda m: m[..., 0] / m[..., 1]`` is a ratio such as cost per
    outcome. The draw is fixed and people are put in order first: the same people in any order give the
    same interval. None with fewer than two people, when all are equal, or when some resamples have no
    value (no outcome drawn). Source: Efron 1987.
    """
    rows = np.asarray(people, dtype=float)
    rows = rows.reshape(len(rows), -1)
    n = len(rows)
    if n < 2 or np.ptp(rows, axis=0).max() == 0:
        return None
    rows = rows[np.lexsort(rows.T)]
    drawn = np.random.default_rng(0).multinomial(n, np.full(n, 1 / n), size=resamples) @ rows / n
    left_out = (rows.sum(axis=0) - rows) / (n - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        values, without = statistic(drawn), statistic(left_out)
    estimate = float(statistic(rows.mean(axis=0)))
    if not (np.isfinite(values).all() and np.isfinite(without).all()):
        return None
    normal = NormalDist()
    # Half of the ties count as below, so that a coarse statistic is not taken for a biased one.
    below = float(np.mean(values < estimate) + np.mean(values == estimate) / 2)
    if not 0 < below < 1:
        return None
    bias = normal.inv_cdf(below)
    pull = without.mean() - without
    spread = float((pull**2).sum()) ** 1.5
    acceleration = float((pull**3).sum()) / (6 * spread) if spread > 0 else 0.0
    ends = []
    for tail in ((1 - confidence) / 2, (1 + confidence) / 2):
        z = bias + normal.inv_cdf(tail)
        ends.append(float(np.quantile(values, normal.cdf(bias + z / (1 - acceleration * z)))))
    return (ends[0], ends[1]) if math.isfinite(ends[0]) else None
