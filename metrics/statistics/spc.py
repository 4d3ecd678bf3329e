"""Control charts of individual values (XmR): what is usual here, and what really changed.

Limits are the mean plus and minus 2.66 mean moving ranges (Shewhart; Wheeler), after moving ranges
beyond 3.267 times their mean have been left out once (Nelson 1982). Rules and icons follow NHS
"Making Data Count". Charts of proportions, rates and rare events are in ``attribute_charts``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from metrics.statistics import signals
from metrics.statistics.signals import Floats, Rule, Signs
from metrics.statistics.target import Direction

LIMIT = 2.66
"""Mean moving ranges from the mean to a limit: 3 / 1.128."""
NEAR = LIMIT * 2 / 3
"""Mean moving ranges from the mean to a near limit (two sigma)."""
MOVING_RANGE_LIMIT = 3.267
"""Mean moving ranges up to the limit of a moving range."""
TRIAL_AT, SETTLED_AT = 8, 12
"""Points from which trial limits, and limits, may be drawn."""

Stage = Literal["run_chart", "trial", "limits"]
Variation = Literal["improvement", "concern", "neutral_high", "neutral_low", "common", "too_few"]
Assurance = Literal["pass", "hit_and_miss", "fail", "none"]


@dataclass(frozen=True)
class ControlChart:
    """What every control chart says. Points without a value are None and break a run.

    ``n`` counts the points the limits rest on; below 8 there are none (``run_chart``), below 12 they
    are ``trial`` limits. ``rules`` names for each point the first rule it breaks, ``sides`` says which
    way: +1 high or rising, -1 low or falling.
    """

    values: tuple[float | None, ...]
    n: int
    stage: Stage
    mean: float | None
    rules: tuple[Rule | None, ...]
    sides: tuple[int, ...]

    @property
    def usual_range(self) -> tuple[float, float] | None:
        """Give the limits at the latest point."""
        raise NotImplementedError


@dataclass(frozen=True)
class Xmr(ControlChart):
    """A chart of individual values and their moving ranges.

    ``moving_ranges[i]`` is the distance of point i from the one before. ``screened`` lists the points
    whose moving range was left out of the mean. Limits are drawn no further than floor and ceiling.
    """

    lower: float | None
    upper: float | None
    near_lower: float | None
    near_upper: float | None
    moving_ranges: tuple[float | None, ...]
    moving_range_mean: float | None
    moving_range_upper: float | None
    screened: tuple[int, ...]

    @property
    def usual_range(self) -> tuple[float, float] | None:
        """Give the limits, or None for a run chart."""
        return None if self.lower is None or self.upper is None else (self.lower, self.upper)


@dataclass(frozen=True)
class Signal:
    """Why a point stands out: the rule, which way, and how many points in a row make it.

    ``count`` is 1 for a point outside the limits, 2 for two of three, and the length of the whole run
    for a trend or a shift; for the latest point that is the run so far.
    """

    rule: Rule
    side: Literal["high", "low"]
    count: int


def xmr(
    values: Sequence[float | None] | ArrayLike,
    baseline: int | Sequence[bool] | None = None,
    screen: bool = True,
    floor: float | None = None,
    ceiling: float | None = None,
    old_two_of_three: bool = False,
) -> Xmr:
    """Chart one series, oldest point first, finished periods only.

    ``baseline`` fixes the limits on the first so many measured points, or on those marked True.
    ``floor`` and ``ceiling`` are values nothing can pass (0 and 1 for a proportion): limits beyond them
    are drawn there and give no signal. ``old_two_of_three`` is the rule before 2023, which left points
    beyond three sigma to rule 1. With fewer than 8 points there are neither limits nor signals.
    """
    return xmr_many([values], baseline, screen, floor, ceiling, old_two_of_three)[0]


def xmr_many(
    series: Sequence[Sequence[float | None] | ArrayLike] | NDArray[np.float64],
    baseline: int | Sequence[bool] | None = None,
    screen: bool = True,
    floor: float | None = None,
    ceiling: float | None = None,
    old_two_of_three: bool = False,
) -> list[Xmr]:
    """Chart many series in one pass; they may differ in length. The arguments are those of ``xmr``."""
    lengths = [len(one) for one in series]
    values = np.full((len(lengths), max(lengths, default=0)), np.nan)
    for row, one in zip(values, series, strict=True):
        row[: len(one)] = np.asarray(one, dtype=float)
    known = np.isfinite(values)
    counted = known & baseline_mask(known, baseline)
    n = counted.sum(axis=1)

    mean = _mean(values, counted)
    ranges = np.full_like(values, np.nan)
    ranges[:, 1:] = np.abs(np.diff(values, axis=1))
    used = np.isfinite(ranges) & counted
    used[:, 1:] &= counted[:, :-1]
    screened = np.zeros_like(used)
    range_mean = _mean(ranges, used)
    if screen:
        screened = used & (ranges > (MOVING_RANGE_LIMIT * range_mean)[:, None])
        rest = _mean(ranges, used & ~screened)
        # Where nearly all periods are alike (mostly 0), screening would leave limits without any width.
        screened &= (rest > 0)[:, None]
        range_mean = np.where(rest > 0, rest, range_mean)

    # Too few points, or no two neighbours among them, give no limits: all that follows is then NaN.
    reach = np.where(n >= TRIAL_AT, range_mean, np.nan)
    lower, upper = clip_limits(mean - LIMIT * reach, mean + LIMIT * reach, floor, ceiling)
    near_lower, near_upper = clip_limits(mean - NEAR * reach, mean + NEAR * reach, floor, ceiling)
    sides, rules = signals.judge(
        values,
        *(column[:, None] for column in (mean, lower, upper, near_lower, near_upper)),
        old_two_of_three=old_two_of_three,
    )
    scalars = np.stack(
        [mean, lower, upper, near_lower, near_upper, range_mean, MOVING_RANGE_LIMIT * range_mean]
    ).T.tolist()
    return [
        _xmr_of(
            values[i, :length], ranges[i, :length], screened[i], int(n[i]), scalars[i],
            rules[i][:length], sides[i, :length],
        )
        for i, length in enumerate(lengths)
    ]  # fmt: skip


def signal(chart: ControlChart, at: int = -1) -> Signal | None:
    """Say which rule a point breaks (the latest unless told), or None for common cause."""
    rule, side = chart.rules[at], chart.sides[at]
    if rule is None:
        return None
    at %= len(chart.values)
    values = np.array(chart.values, dtype=float)
    count = 1
    if rule == "trend":
        steps = np.diff(values) * side > signals.ROUNDING * np.nanmax(np.abs(values))
        # The step to this point, or from it where it opens the run, lies within the run.
        arriving = at > 0 and steps[at - 1]
        count = signals.run_through(steps, at - 1 if arriving else at) + 1
    elif rule == "shift":
        count = signals.run_through((values - chart.mean) * side > 0, at)
    elif rule == "two_of_three":
        count = 2
    return Signal(rule, "high" if side > 0 else "low", count)


def variation(chart: ControlChart, direction: Direction, at: int = -1) -> Variation:
    """Judge a point (the latest unless told) by the direction that is good for the indicator."""
    if chart.stage == "run_chart":
        return "too_few"
    side = chart.sides[at]
    if side == 0:
        return "common"
    if direction == "neutral":
        return "neutral_high" if side > 0 else "neutral_low"
    return "improvement" if (side > 0) == (direction == "up") else "concern"


def assurance(chart: ControlChart, target: float | None, direction: Direction) -> Assurance:
    """Say whether a steady process will meet its target: always, sometimes, or never.

    ``none`` without a target, without a good direction, or with limits resting on fewer than 12 points.
    """
    limits = chart.usual_range
    if target is None or direction == "neutral" or chart.stage != "limits" or limits is None:
        return "none"
    lower, upper = limits
    if direction == "up":
        return "pass" if target < lower else "fail" if target > upper else "hit_and_miss"
    return "pass" if target > upper else "fail" if target < lower else "hit_and_miss"


def baseline_mask(known: NDArray[np.bool_], baseline: int | Sequence[bool] | None) -> NDArray[np.bool_]:
    """Mark the points that limits may rest on: all, the first so many measured, or those marked."""
    if baseline is None:
        return np.ones_like(known)
    if isinstance(baseline, int):
        return np.cumsum(known, axis=-1) <= baseline
    return np.broadcast_to(np.asarray(baseline, dtype=bool), known.shape)


def clip_limits(
    lower: Floats, upper: Floats, floor: float | None, ceiling: float | None
) -> tuple[Floats, Floats]:
    """Draw limits no further than what is possible."""
    return (
        lower if floor is None else np.maximum(lower, floor),
        upper if ceiling is None else np.minimum(upper, ceiling),
    )


def stage_of(n: int) -> Stage:
    """Say how far limits resting on n points can be trusted."""
    return "run_chart" if n < TRIAL_AT else "trial" if n < SETTLED_AT else "limits"


def optional(values: Sequence[float] | Floats) -> tuple[float | None, ...]:
    """Give plain numbers with None where there is none."""
    return tuple(None if math.isnan(value) else value for value in np.asarray(values, dtype=float).tolist())


def _mean(values: Floats, counted: NDArray[np.bool_]) -> Floats:
    total = np.sum(values, axis=1, where=counted)
    n = counted.sum(axis=1)
    return np.divide(total, n, out=np.full(len(total), np.nan), where=n > 0)


def _xmr_of(
    values: Floats,
    ranges: Floats,
    screened: NDArray[np.bool_],
    n: int,
    scalars: list[float],
    rules: list[Rule | None],
    sides: Signs,
) -> Xmr:
    mean, lower, upper, near_lower, near_upper, range_mean, range_upper = optional(scalars)
    return Xmr(
        values=optional(values),
        n=n,
        stage="run_chart" if lower is None else stage_of(n),
        mean=mean,
        rules=tuple(rules),
        sides=tuple(sides.tolist()),
        lower=lower,
        upper=upper,
        near_lower=near_lower,
        near_upper=near_upper,
        moving_ranges=optional(ranges),
        moving_range_mean=range_mean,
        moving_range_upper=range_upper,
        screened=tuple(np.flatnonzero(screened).tolist()),
    )
