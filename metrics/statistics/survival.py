"""Time to return: Kaplan-Meier, its life table from binned counts, and competing events.

Times are days since a successful exit; an event on the day of a censoring counts as before it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from metrics.statistics.distribution import normal_quantile
from metrics.statistics.proportion import wilson

Floats = NDArray[np.float64]

TRACE = 1e-12
"""What rounding may leave of a share that is really 0 or 1."""

EDGES: tuple[int, ...] = tuple(sorted({*range(30, 721, 30), 182, 365, 730}))
"""Last days of the bins of a life table: 30 days each, cut also at half a year, one and two years.

Bin i holds the days after ``EDGES[i - 1]`` (the first from day 0) up to and including ``EDGES[i]``;
what is longer than the last edge needs no bin, only to be counted among those followed.
"""

WEEKLY_EDGES: tuple[int, ...] = tuple(sorted({*range(7, 729, 7), 365, 730}))
"""Finer bins, for small cohorts that are still being followed: see ``life_table``."""


@dataclass(frozen=True)
class Curve:
    """A curve as steps: at ``times[i]`` it reaches ``values[i]`` and stays until the next time.

    For Kaplan-Meier and the life table a value is the share who have not returned, for competing
    events the share who have. ``at_risk[i]`` counts those who could have an event at that step,
    ``left[i]`` those followed beyond it. ``low`` and ``high`` bound the value by the log-log interval,
    and by Wilson's for ``at_risk[i]`` people where nobody, or everybody, has had an event: log-log is
    silent there.
    """

    start: float
    n: float
    times: tuple[float, ...]
    values: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    at_risk: tuple[float, ...]
    events: tuple[float, ...]
    left: tuple[float, ...]

    def complement(self) -> Curve:
        """Give the share without the event where the curve gives the share with it, and the other way round."""
        turned = {
            name: tuple(1 - value for value in values)
            for name, values in (("values", self.values), ("low", self.high), ("high", self.low))
        }
        return replace(self, start=1 - self.start, **turned)


@dataclass(frozen=True)
class Point:
    """A curve at one day: the value, its interval, and how many were followed beyond it."""

    value: float
    low: float
    high: float
    at_risk: float

    def rising(self) -> Point:
        """Give the share who have returned instead of those who have not."""
        return Point(1 - self.value, 1 - self.high, 1 - self.low, self.at_risk)


def kaplan_meier(times: ArrayLike, events: ArrayLike, confidence: float = 0.95) -> Curve:
    """Estimate the share without an event from exact days; ``events`` is True for a return, False censored.

    Source: Kaplan & Meier 1958; variance of Greenwood 1926; log-log interval of Kalbfleisch & Prentice.
    """
    steps, (happened, lost) = _by_day(times, [np.asarray(events, bool), ~np.asarray(events, bool)])
    n = happened.sum() + lost.sum()
    return _survival(_Steps(steps, n, happened, lost), confidence)


def life_table(
    n: float,
    events: Sequence[float],
    censored: Sequence[float],
    edges: Sequence[float] = EDGES,
    confidence: float = 0.95,
) -> Curve:
    """Estimate the same curve from counts a bin: events and censored, of n people followed from day 0.

    Those censored within a bin count for half of it (the actuarial estimate): they were there at its
    start and not at its end. Where no bin holds both events and censored (a cohort followed to the end)
    the result at the edges is Kaplan-Meier exactly. Else ``life_table_bounds`` says how far apart they
    can be: within 0.005 while about 300 people are still followed, with weekly bins about 50.
    ``n`` may be more than all counts: the rest was followed beyond the last edge.

    Raises:
        ValueError: the counts do not fit the edges or each other.
    """
    return _survival(_binned(n, [events], censored, edges), confidence)


def life_table_bounds(
    n: float, events: Sequence[float], censored: Sequence[float], edges: Sequence[float] = EDGES
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Give the least and the most that exact Kaplan-Meier can be at each edge, given the counts.

    Least when everyone censored in a bin left before its events, most when all left after them.
    """
    bins = _binned(n, [events], censored, edges)
    least, most = (np.cumprod(_kept(bins.events, risk)) for risk in (bins.at_risk - bins.lost, bins.at_risk))
    return tuple(least.tolist()), tuple(most.tolist())


def aalen_johansen(times: ArrayLike, kinds: ArrayLike, kind: int = 1, confidence: float = 0.95) -> Curve:
    """Estimate the share with an event of one kind when others (death, moved away) may come first.

    ``kinds`` is 0 for censored, else the kind of event. One minus Kaplan-Meier would overstate.
    Source: Aalen & Johansen 1978; variance of Marubini & Valsecchi 1995, section 10.3; log-log interval.
    """
    code = np.asarray(kinds, dtype=int)
    steps, (happened, others, lost) = _by_day(times, [code == kind, (code != kind) & (code != 0), code == 0])
    return _incidence(_Steps(steps, float(len(code)), happened, lost, others), confidence)


def life_table_incidence(
    n: float,
    events: Sequence[float],
    competing: Sequence[float],
    censored: Sequence[float],
    edges: Sequence[float] = EDGES,
    confidence: float = 0.95,
) -> Curve:
    """Estimate the share with an event when others compete, from counts a bin (see ``life_table``)."""
    return _incidence(_binned(n, [events, competing], censored, edges), confidence)


def at(curve: Curve, day: float) -> Point | None:
    """Read a curve at a day; ``at_risk`` counts those followed beyond it. None with nobody to follow.

    A life table is read at its edges; between two of them it says what held at the earlier.
    """
    if curve.n <= 0:
        return None
    step = int(np.searchsorted(curve.times, day, side="right")) - 1
    if step < 0:
        low, high = wilson(curve.start * curve.n, curve.n)
        return Point(curve.start, low, high, curve.n)
    return Point(curve.values[step], curve.low[step], curve.high[step], curve.left[step])


def median(curve: Curve) -> tuple[float | None, float | None, float | None]:
    """Give the first day the curve is at or below one half, with its interval; None is "not reached".

    Source: Brookmeyer & Crowley 1982, on the curve's own interval.
    """

    def first(values: Sequence[float]) -> float | None:
        # A half that rounding left a trace above is still a half.
        return next((t for t, v in zip(curve.times, values, strict=True) if v <= 0.5 + TRACE), None)

    return first(curve.values), first(curve.low), first(curve.high)


@dataclass(frozen=True)
class _Steps:
    """What happened at each step of a curve: exact days, or bins named by their last day."""

    times: Floats
    n: float
    events: Floats
    lost: Floats
    competing: Floats | float = 0.0
    lost_within: float = 0.0
    """The share of those lost at a step who are counted as gone before its events."""

    @property
    def at_risk(self) -> Floats:
        leaving = self.events + self.competing + self.lost
        return self.n - (np.cumsum(leaving) - leaving)

    @property
    def exposed(self) -> Floats:
        return self.at_risk - self.lost_within * self.lost

    @property
    def left(self) -> Floats:
        return self.at_risk - self.events - self.competing - self.lost


def _by_day(times: ArrayLike, flags: Sequence[NDArray[np.bool_]]) -> tuple[Floats, list[Floats]]:
    days, which = np.unique(np.asarray(times, dtype=float), return_inverse=True)
    return days, [np.bincount(which, flag, len(days)).astype(float) for flag in flags]


def _binned(
    n: float, happened: Sequence[Sequence[float]], censored: Sequence[float], edges: Sequence[float]
) -> _Steps:
    events, *competing = (np.asarray(counts, dtype=float) for counts in happened)
    lost, last = np.asarray(censored, dtype=float), np.asarray(edges, dtype=float)
    steps = _Steps(last, float(n), events, lost, competing[0] if competing else 0.0, lost_within=0.5)
    if any(len(counts) != len(last) for counts in (events, lost, *competing)):
        raise ValueError("a life table needs one count a bin")
    if min((*events, *lost, *steps.left, 0.0)) < 0:
        raise ValueError("a life table cannot lose more people than it follows")
    return steps


def _kept(events: Floats, exposed: Floats) -> Floats:
    """Give the share of those exposed at each step who have no event."""
    return 1.0 - np.divide(events, exposed, out=np.zeros_like(events), where=exposed > 0)


def _variance_terms(events: Floats, exposed: Floats) -> Floats:
    """Give Greenwood's terms; 0 where everyone left has an event, for nothing follows."""
    rest = exposed * (exposed - events)
    return np.divide(events, rest, out=np.zeros_like(events), where=rest > 0)


def _survival(steps: _Steps, confidence: float) -> Curve:
    kept = np.cumprod(_kept(steps.events, steps.exposed))
    error = kept * np.sqrt(np.cumsum(_variance_terms(steps.events, steps.exposed)))
    return _curve(1.0, steps, kept, error, confidence)


def _incidence(steps: _Steps, confidence: float) -> Curve:
    exposed, one, any_kind = steps.exposed, steps.events, steps.events + steps.competing
    kept = np.cumprod(_kept(any_kind, exposed))
    before = np.concatenate([[1.0], kept])[:-1]
    hazard = 1.0 - _kept(one, exposed)
    share = np.cumsum(before * hazard)
    # Three sums over earlier steps j of (I(t) - I(j)), multiplied out so that each is a running sum.
    greenwood = _variance_terms(any_kind, exposed)
    own = np.divide(before * hazard, exposed, out=np.zeros_like(before), where=exposed > 0)
    variance = (
        share**2 * np.cumsum(greenwood)
        - 2 * share * np.cumsum(greenwood * share)
        + np.cumsum(greenwood * share**2)
        + np.cumsum(before * own * (1 - hazard))
        - 2 * (share * np.cumsum(own) - np.cumsum(own * share))
    )
    return _curve(0.0, steps, share, np.sqrt(np.maximum(variance, 0.0)), confidence)


def _curve(start: float, steps: _Steps, values: Floats, error: Floats, confidence: float) -> Curve:
    z = normal_quantile(confidence)
    at_risk = steps.at_risk.tolist()
    low, high = [], []
    for value, spread, people in zip(values.tolist(), error.tolist(), at_risk, strict=True):
        if TRACE < value < 1 - TRACE:
            # exp(-exp(log(-log S) +- z se / (S log S))), written as a power of S.
            reach = math.exp(z * spread / (value * -math.log(value)))
            low.append(value**reach)
            high.append(value ** (1 / reach))
        else:
            ends = wilson(round(value) * people, people, confidence)
            low.append(ends[0])
            high.append(ends[1])
    return Curve(
        start=start,
        n=float(steps.n),
        times=tuple(steps.times.tolist()),
        values=tuple(values.tolist()),
        low=tuple(low),
        high=tuple(high),
        at_risk=tuple(at_risk),
        events=tuple(steps.events.tolist()),
        left=tuple(steps.left.tolist()),
    )
