"""Target status and progress: what was promised against what happened, by baseline and direction."""

from __future__ import annotations

import math
from typing import Literal

Direction = Literal["up", "down", "neutral"]
Status = Literal["above", "likely", "unclear", "below"]


def target_status(
    value: float | None,
    low: float | None,
    high: float | None,
    target: float | None,
    direction: Direction,
) -> Status | None:
    """Say on which side of the target a value lies and how surely.

    On the good side: ``above`` when the whole interval is there, ``likely`` when only the estimate is.
    On the wrong side: ``unclear`` when the interval still reaches the target, ``below`` when it does not.
    Meeting the target exactly is the good side. With neither end of the interval only ``above`` or
    ``below`` is said; with one end missing the interval is open there. None when there is nothing to
    compare or no good side. A target of 0 is a target.

    >>> target_status(0.58, 0.51, 0.64, 0.60, "up")
    'unclear'
    """
    if value is None or target is None or direction == "neutral":
        return None
    sign = 1.0 if direction == "up" else -1.0
    if low is None and high is None:
        low = high = value
    ends = (sign * (-math.inf if low is None else low), sign * (math.inf if high is None else high))
    if sign * value >= sign * target:
        return "above" if min(ends) >= sign * target else "likely"
    return "unclear" if max(ends) >= sign * target else "below"


def level_progress(actual: float | None, baseline: float | None, target: float | None) -> float | None:
    """Give the share of the promised way from baseline to target that was gone; 1 is reached.

    Works for falling indicators too, and is negative when things moved the wrong way. None without a
    baseline, and when the target equals the baseline (a promise to hold, not to move).

    >>> level_progress(45, baseline=50, target=10)
    0.125
    """
    if actual is None or baseline is None or target is None or target == baseline:
        return None
    return (actual - baseline) / (target - baseline)


def count_progress(actual: float | None, target: float | None, elapsed: float = 1.0) -> float | None:
    """Give the count reached as a share of what was due by now: target times the share of time elapsed.

    None when nothing was due (a target of 0, or a period that has not begun): the ratio is undefined,
    though ``target_status`` still answers.
    """
    if actual is None or target is None or target * elapsed == 0:
        return None
    return actual / (target * elapsed)
