"""The four rules of NHS "Making Data Count" that tell a real change from noise, as array functions.

Each rule takes arrays whose last axis is time and gives, for each point, +1 (high or rising), -1 (low
or falling) or 0. A missing point (NaN, side 0) breaks every run: seven in a row are seven neighbours.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Signs = NDArray[np.int8]
Rule = Literal["outside", "trend", "two_of_three", "shift"]

RULES: tuple[Rule, ...] = ("outside", "trend", "two_of_three", "shift")
"""In order of precedence: a point that breaks several rules is named by the first."""

RUN = 7
"""Points in a row that make a trend or a shift."""

ROUNDING = 1e-9
"""Share of the largest value below which a difference is taken for rounding."""


def judge(
    values: Floats,
    mean: Floats,
    lower: Floats,
    upper: Floats,
    near_lower: Floats,
    near_upper: Floats,
    only: tuple[Rule, ...] = RULES,
    old_two_of_three: bool = False,
) -> tuple[Signs, list[list[Rule | None]]]:
    """Apply the rules in order of precedence; give each point's side and the rule's name.

    Limits may be one a series or one a point. Where a limit is NaN nothing is flagged.
    """
    largest = np.max(np.abs(values), axis=-1, keepdims=True, initial=0.0, where=np.isfinite(values))
    slack = ROUNDING * largest
    judged = np.broadcast_to(np.isfinite(lower), values.shape)
    side = np.where(judged, (values > mean + slack) * 1 - (values < mean - slack) * 1, 0).astype(np.int8)
    beyond = (values > near_upper + slack) | (values < near_lower - slack)
    out = outside(values, lower, upper, slack)
    if old_two_of_three:
        beyond &= out == 0
    found: dict[Rule, Signs] = {
        "outside": out,
        "trend": np.where(judged, trend(values, slack), 0),
        "two_of_three": two_of_three(side, beyond),
        "shift": shift(side),
    }
    sides = np.zeros(values.shape, dtype=np.int8)
    names = np.full(values.shape, None, dtype=object)
    for rule in only:
        new = (sides == 0) & (found[rule] != 0)
        sides[new] = found[rule][new]
        names[new] = rule
    return sides, names.tolist()


def outside(values: Floats, lower: Floats, upper: Floats, slack: Floats) -> Signs:
    """Flag points strictly outside a limit, by more than the slack that rounding may cause."""
    return _signs(values > upper + slack, values < lower - slack)


def trend(values: Floats, slack: Floats) -> Signs:
    """Flag all points of seven that each rise (or each fall) on the one before; a tie breaks it.

    A turning point that ends one trend and begins another belongs to the one it ends.
    """
    steps = np.diff(values, axis=-1)
    steps = np.where(np.abs(steps) <= slack, 0.0, steps)
    rising, falling = _run_ends(steps > 0, RUN - 1), _run_ends(steps < 0, RUN - 1)
    first = np.zeros((*values.shape[:-1], 1), dtype=bool)
    up, down = (_reach_back(np.concatenate([first, ends], axis=-1), RUN) for ends in (rising, falling))
    arriving = np.concatenate([np.zeros_like(first, dtype=float), np.nan_to_num(steps)], axis=-1)
    return _signs(up & ~(down & (arriving < 0)), down & ~(up & (arriving > 0)))


def two_of_three(side: Signs, beyond: NDArray[np.bool_]) -> Signs:
    """Flag points beyond a near limit where two of three neighbours on one side of the mean are so."""
    windows = two_of_three_windows(side, beyond)
    return np.where(beyond, windows, 0).astype(np.int8)


def two_of_three_windows(side: Signs, beyond: NDArray[np.bool_]) -> Signs:
    """Flag every point of a window of three on one side of the mean, two of them beyond a near limit."""
    points = side.shape[-1]
    if points < 3:
        return np.zeros_like(side)
    result = []
    for sign in (1, -1):
        same = _sum_of(side == sign, 3) == 3
        enough = _sum_of(beyond & (side == sign), 3) >= 2
        result.append(_reach_back(_pad(same & enough, points), 3))
    return _signs(*result)


def shift(side: Signs) -> Signs:
    """Flag all points of seven or more in a row on one side of the mean; a point on the mean breaks it."""
    return _signs(*(_reach_back(_run_ends(side == sign, RUN), RUN) for sign in (1, -1)))


def run_through(flags: NDArray[np.bool_], at: int) -> int:
    """Count the neighbouring flags that are set, from ``at`` both ways; 0 where that one is not."""
    gaps = np.flatnonzero(~np.concatenate([[False], flags, [False]]))
    following = np.searchsorted(gaps, at + 1)
    return int(gaps[following] - gaps[following - 1] - 1) if flags[at] else 0


def _signs(high: NDArray[np.bool_], low: NDArray[np.bool_]) -> Signs:
    return high.astype(np.int8) - low.astype(np.int8)


def _sum_of(flags: NDArray[np.bool_], length: int) -> NDArray[np.int64]:
    """Sum flags over each window of this length; the result is that much shorter."""
    total = np.cumsum(np.concatenate([np.zeros((*flags.shape[:-1], 1)), flags], axis=-1), axis=-1)
    return (total[..., length:] - total[..., :-length]).astype(np.int64)


def _pad(ends: NDArray[np.bool_], points: int) -> NDArray[np.bool_]:
    missing = np.zeros((*ends.shape[:-1], points - ends.shape[-1]), dtype=bool)
    return np.concatenate([missing, ends], axis=-1)


def _run_ends(flags: NDArray[np.bool_], length: int) -> NDArray[np.bool_]:
    """Mark the last point of each window of this length whose flags are all set."""
    points = flags.shape[-1]
    if points < length:
        return np.zeros(flags.shape, dtype=bool)
    return _pad(_sum_of(flags, length) == length, points)


def _reach_back(ends: NDArray[np.bool_], length: int) -> NDArray[np.bool_]:
    """Mark every point of the windows of this length that end where marked."""
    result = ends.copy()
    for back in range(1, length):
        result[..., :-back] |= ends[..., back:]
    return result
