"""Before and after: whether a person's change is real, and how much would have come by itself."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Literal

from metrics.statistics.distribution import normal_quantile
from metrics.statistics.target import Direction

Change = Literal["improved", "unchanged", "deteriorated"]


def reliable_change(before: float, after: float, sd: float, reliability: float) -> float:
    """Give a person's change in units of what measurement error alone would make (Jacobson & Truax 1991).

    ``sd`` is the instrument's standard deviation before, ``reliability`` its test-retest reliability;
    beyond plus or minus 1.96 the change is real.

    Raises:
        ValueError: the instrument's figures are impossible.
    """
    return (after - before) / _error_of_difference(sd, reliability)


def reliable_change_criterion(sd: float, reliability: float, confidence: float = 0.95) -> float:
    """Give the least change in scale points that is real.

    Raises:
        ValueError: the instrument's figures are impossible.
    """
    return normal_quantile(confidence) * _error_of_difference(sd, reliability)


def judge_change(index: float, direction: Direction, confidence: float = 0.95) -> Change:
    """Name a reliable change by the direction that is good on this instrument."""
    good = index if direction == "up" else -index
    limit = normal_quantile(confidence)
    return "improved" if good >= limit else "deteriorated" if good <= -limit else "unchanged"


def regression_to_the_mean(mean: float, sd: float, cut: float, reliability: float) -> float:
    """Give the points by which a group chosen beyond a cut-off drifts back to the mean with no programme.

    ``mean`` and ``sd`` are the population's; the group was chosen above the cut-off where that lies
    above the mean, else below. Source: Barnett, van der Pols & Dobson 2005.

    Raises:
        ValueError: the figures are impossible.
    """
    if sd <= 0 or not 0 <= reliability <= 1:
        raise ValueError("the standard deviation must be positive and the reliability between 0 and 1")
    z = abs(cut - mean) / sd
    # Far out the tail is only exact as erfc: one minus nearly one leaves nothing to divide by.
    beyond = math.erfc(z / math.sqrt(2)) / 2
    if beyond == 0:
        raise ValueError("nobody lies beyond such a cut-off")
    return (1 - reliability) * sd * NormalDist().pdf(z) / beyond


def _error_of_difference(sd: float, reliability: float) -> float:
    if sd <= 0 or not 0 <= reliability < 1:
        raise ValueError("the standard deviation must be positive and the reliability from 0 to below 1")
    return sd * math.sqrt(2 * (1 - reliability))
