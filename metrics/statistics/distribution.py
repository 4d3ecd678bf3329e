"""Quantiles of the distributions that intervals rest on.

The normal quantile is the standard library's. The others come from ``scipy.special``, imported only
when first asked for: it takes longer to load than the first screen may.
"""

from __future__ import annotations

from functools import lru_cache
from statistics import NormalDist


@lru_cache(maxsize=64)
def normal_quantile(confidence: float) -> float:
    """Give the z that leaves ``1 - confidence`` outside, half on each side.

    >>> round(normal_quantile(0.95), 6)
    1.959964
    """
    _check(confidence)
    return NormalDist().inv_cdf(0.5 + confidence / 2)


@lru_cache(maxsize=1024)
def t_quantile(confidence: float, degrees_of_freedom: float) -> float:
    """Give the Student t that leaves ``1 - confidence`` outside, half on each side."""
    _check(confidence)
    from scipy.special import stdtrit

    return float(stdtrit(degrees_of_freedom, 0.5 + confidence / 2))


@lru_cache(maxsize=4096)
def gamma_quantile(shape: float, probability: float) -> float:
    """Give the quantile of a gamma distribution of scale 1; half a chi-square of ``2 * shape``."""
    from scipy.special import gammaincinv

    return float(gammaincinv(shape, probability))


def _check(confidence: float) -> None:
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, not {confidence}")
