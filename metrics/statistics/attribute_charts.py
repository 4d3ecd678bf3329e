"""Control charts of proportions (p, p'), rates (u), counts (c) and rare events (T, G).

Limits follow the distribution and the size of each point, so months with few people get wide limits.
A month that expects fewer than about one event belongs on none of p, u, c: chart the time between
events instead (``too_rare``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from metrics.statistics import signals
from metrics.statistics.signals import RULES, Floats, Rule
from metrics.statistics.spc import ControlChart, baseline_mask, clip_limits, optional, stage_of, xmr

D2 = 1.128
"""The mean moving range of two, in standard deviations."""
OVERDISPERSED = 1.1
"""Sigma z above which a p-chart cries wolf and Laney's p' takes its place."""
TIME_POWER = 3.6
"""The power that makes times between rare events nearly normal (Nelson 1994)."""


@dataclass(frozen=True)
class AttributeChart(ControlChart):
    """A chart with limits at each point. ``spread`` is Laney's sigma z, 1 where it was not used."""

    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    spread: float

    @property
    def usual_range(self) -> tuple[float, float] | None:
        """Give the limits at the latest point."""
        ends = (self.lower[-1], self.upper[-1]) if self.values else (None, None)
        return None if ends[0] is None or ends[1] is None else (ends[0], ends[1])


def p_chart(
    x: ArrayLike,
    n: ArrayLike,
    baseline: int | Sequence[bool] | None = None,
    laney: bool | None = None,
) -> AttributeChart:
    """Chart proportions x/n of varying n, limits between 0 and 1.

    ``laney`` multiplies the limits by sigma z, what the points vary beyond chance (Laney 2002); left
    open it is done where sigma z is above 1.1. A point with n = 0 is missing.
    """
    return _ratio_chart(x, n, lambda mean: mean * (1 - mean), 1.0, baseline, laney)


def u_chart(
    x: ArrayLike,
    exposure: ArrayLike,
    baseline: int | Sequence[bool] | None = None,
    laney: bool | None = False,
) -> AttributeChart:
    """Chart events per unit of exposure, such as contacts per client-month; ``laney`` makes it u'."""
    return _ratio_chart(x, exposure, lambda mean: mean, None, baseline, laney)


def c_chart(counts: ArrayLike, baseline: int | Sequence[bool] | None = None) -> AttributeChart:
    """Chart counts of events in periods that are alike."""
    counts = np.asarray(counts, dtype=float)
    return u_chart(counts, np.ones_like(counts), baseline)


def t_chart(days_between: Sequence[float | None], baseline: int | None = None) -> AttributeChart:
    """Chart the days between rare events: high is good, a low signal says they come faster.

    The times are raised to 1/3.6, charted as XmR, and the limits raised back (Nelson 1994).
    """
    transformed = [None if days is None else days ** (1 / TIME_POWER) for days in days_between]
    chart = xmr(transformed, baseline, floor=0.0)
    mean, lower, upper = (
        None if value is None else value**TIME_POWER for value in (chart.mean, chart.lower, chart.upper)
    )
    points = len(chart.values)
    return AttributeChart(
        tuple(days_between), chart.n, chart.stage, mean, chart.rules, chart.sides,
        (lower,) * points, (upper,) * points, 1.0,
    )  # fmt: skip


def g_chart(cases_between: ArrayLike, baseline: int | Sequence[bool] | None = None) -> AttributeChart:
    """Chart the number of cases between rare events (geometric; Benneyan 2001).

    Only points outside the limits are flagged: most values of so skewed a distribution lie below its
    mean, so that runs there mean little.
    """
    values = np.asarray(cases_between, dtype=float)
    mean, n = _centre(values, np.ones_like(values), baseline)
    sigma = np.full_like(values, np.sqrt(mean * (mean + 1)))
    return _judged(values, mean, n, sigma, None, 1.0, only=("outside",))


def too_rare(counts: Sequence[float | None]) -> bool:
    """Say whether events are too few for limits a period: fewer than one on average, or none in most periods."""
    known = [count for count in counts if count is not None]
    return bool(known) and (sum(known) < len(known) or 2 * known.count(0) > len(known))


def _ratio_chart(
    x: ArrayLike,
    size: ArrayLike,
    variance: Callable[[float], float],
    ceiling: float | None,
    baseline: int | Sequence[bool] | None,
    laney: bool | None,
) -> AttributeChart:
    x, size = np.asarray(x, dtype=float), np.asarray(size, dtype=float)
    size = np.where(size > 0, size, np.nan)
    values = x / size
    mean, n = _centre(x, size, baseline)
    sigma = np.sqrt(variance(mean) / size)
    spread = 1.0
    if laney is not False and variance(mean) > 0:
        counted = np.isfinite(values) & baseline_mask(np.isfinite(values), baseline)
        steps = np.abs(np.diff(np.where(counted, (values - mean) / sigma, np.nan)))
        known = steps[np.isfinite(steps)]
        found = float(known.mean()) / D2 if known.size else 1.0
        spread = found if laney or found > OVERDISPERSED else 1.0
    return _judged(values, mean, n, sigma * spread, ceiling, spread)


def _centre(x: Floats, size: Floats, baseline: int | Sequence[bool] | None) -> tuple[float, int]:
    """Give pooled events over pooled size, and the number of points they come from."""
    known = np.isfinite(x) & np.isfinite(size)
    counted = known & baseline_mask(known, baseline)
    total = np.sum(size, where=counted)
    return (float(np.sum(x, where=counted) / total) if total > 0 else np.nan), int(counted.sum())


def _judged(
    values: Floats,
    mean: float,
    n: int,
    sigma: Floats,
    ceiling: float | None,
    spread: float,
    only: tuple[Rule, ...] = RULES,
) -> AttributeChart:
    if stage_of(n) == "run_chart":
        sigma = np.full_like(values, np.nan)
    ends = [clip_limits(mean - k * sigma, mean + k * sigma, 0.0, ceiling) for k in (3, 2)]
    sides, rules = signals.judge(
        values[None], np.full((1, 1), mean), *(limit[None] for pair in ends for limit in pair), only=only
    )
    return AttributeChart(
        optional(values), n, stage_of(n), optional([mean])[0], tuple(rules[0]), tuple(sides[0].tolist()),
        optional(ends[0][0]), optional(ends[0][1]), spread,
    )  # fmt: skip
