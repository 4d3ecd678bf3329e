"""Scores made of several answers: goal attainment, net promoter score, IKM, internal consistency."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import variance

from metrics.statistics.distribution import normal_quantile

IKM_ELEMENTS = 9
IKM_BANDS: tuple[tuple[str, float], ...] = (("A", 88.31), ("B", 76.61), ("C", 65.00), ("D", 25.00))
"""Grades of PermenPANRB 14/2017 and the least index, to two decimals, that earns each."""


@dataclass(frozen=True)
class Ikm:
    """The index from 25 to 100, its grade, and the position of the lowest element, which it may hide."""

    index: float
    band: str
    lowest: int


def goal_attainment(
    levels: Sequence[float], weights: Sequence[float] | None = None, rho: float = 0.3
) -> float:
    """Give the goal attainment T score of one person: 50 is as expected, 10 is a standard deviation.

    Levels run from -2 to +2. ``rho`` is the assumed correlation between goals. Source: Kiresuk &
    Sherman 1968; Turner-Stokes 2009 with its erratum.

    Raises:
        ValueError: no goals, or weights that add to nothing.
    """
    weights = [1.0] * len(levels) if weights is None else weights
    total = math.fsum(weights)
    if total <= 0:
        raise ValueError("goal attainment needs goals with a weight")
    reached = math.fsum(w * x for w, x in zip(weights, levels, strict=True))
    squares = math.fsum(w * w for w in weights)
    return 50 + 10 * reached / math.sqrt((1 - rho) * squares + rho * total * total)


def net_promoter(
    promoters: float, detractors: float, n: float, confidence: float = 0.95
) -> tuple[float, float, float] | None:
    """Give the net promoter score from -1 to 1 with its interval; None without answers.

    Promoters answered 9 or 10 of 10, detractors 0 to 6. Normal interval of a difference within one sample.
    """
    if n <= 0:
        return None
    p, d = promoters / n, detractors / n
    half = normal_quantile(confidence) * math.sqrt(max(p + d - (p - d) ** 2, 0.0) / n)
    return p - d, max(p - d - half, -1.0), min(p - d + half, 1.0)


def ikm(element_means: Sequence[float]) -> Ikm:
    """Give the community satisfaction index from the means of the nine elements, each from 1 to 4.

    The weight of an element is exactly 1/9. Offices that use the printed 0.11 report about 1 % less:
    91.48 becomes 90.56, enough to lose a grade near a cut. Source: PermenPANRB 14/2017.

    Raises:
        ValueError: not nine means between 1 and 4.
    """
    if len(element_means) != IKM_ELEMENTS or not all(1 <= mean <= 4 for mean in element_means):
        raise ValueError("the index needs the means of nine elements, each between 1 and 4")
    index = 25 * math.fsum(element_means) / IKM_ELEMENTS
    band = next(band for band, least in IKM_BANDS if round(index, 2) >= least)
    return Ikm(index, band, min(range(IKM_ELEMENTS), key=element_means.__getitem__))


def cronbach_alpha(answers: Sequence[Sequence[float]]) -> float | None:
    """Give Cronbach's alpha of a scale, one row a person who answered every item.

    None with fewer than two items or people, or when all totals are equal. Trust it from 30 people on.
    """
    items = list(zip(*answers, strict=True))
    if len(items) < 2 or len(answers) < 2:
        return None
    total = variance([math.fsum(row) for row in answers])
    if total == 0:
        return None
    return len(items) / (len(items) - 1) * (1 - math.fsum(variance(item) for item in items) / total)


def cronbach_alpha_from_sums(
    n: float, item_sums: Sequence[float], item_squares: float, total_squares: float
) -> float | None:
    """Give the same alpha from sums, which add over groups and periods.

    ``item_squares`` is the sum of squares of all answers, ``total_squares`` that of people's totals.
    """
    k, total = len(item_sums), math.fsum(item_sums)
    spread = total_squares - total * total / n if n >= 2 else 0.0
    if k < 2 or spread <= 0:
        return None
    within = item_squares - math.fsum(one * one for one in item_sums) / n
    return k / (k - 1) * (1 - within / spread)
