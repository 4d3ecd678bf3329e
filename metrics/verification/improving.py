"""The second formulation of which main measures improve: their charts, drawn in plain Python from their formulations."""

from __future__ import annotations

import datetime as dt
import math
import statistics
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from metrics.catalogue import CATALOGUE
from metrics.catalogue.definition import Indicator
from metrics.period import Grain, Period, last_complete, rolling_months, split
from metrics.verification import lasting
from metrics.verification.people import Counts
from metrics.verification.records import Records

SHARE = "improvement_signal_share"
MONTHS = 36
FEWEST_POINTS, FEWEST_WATCHED, USUAL_SIZE = 12, 10, 5
RUN = 7
TRACE = 1e-9


class Point(NamedTuple):
    """One period of a chart: its value, or None, and how many it is of."""

    value: float | None
    size: float | None


def improvement_signal_share(
    formulations: Mapping[str, Callable[[Records, str | None, Period], Counts]],
    records: Records,
    program: str | None,
    period: Period,
) -> Counts:
    """Main measures that got better at the end of their last three years, over those with twelve points."""
    better = judged = 0
    for one in CATALOGUE:
        if one.headline and one.id in formulations and one.direction != "neutral":
            values = _values(one, formulations, records, program, min(period.end, records.as_of))
            judged += values is not None
            better += values is not None and _side(values, one) * (1 if one.direction == "up" else -1) > 0
    return better, judged


def _values(
    one: Indicator,
    formulations: Mapping[str, Callable[[Records, str | None, Period], Counts]],
    records: Records,
    program: str | None,
    end: dt.date,
) -> list[float | None] | None:
    """The points of a measure that are known by a day, worked out once for all periods that end with it."""
    days = [last_complete(end, grain).end for grain in ("month", "quarter")]
    found: list[float | None] | None = records.once(
        f"chart {one.id} {program} {days}", lambda: _charted(one, formulations, records, program, end)
    )
    return found


def _charted(
    one: Indicator,
    formulations: Mapping[str, Callable[[Records, str | None, Period], Counts]],
    records: Records,
    program: str | None,
    day: dt.date,
) -> list[float | None] | None:
    """The points of a measure by month, else by quarter, from the first with anything to the last that is known."""
    by_month = one.cadence != "quarterly" and one.kind in ("rate", "count", "stock")
    grains: tuple[Grain, ...] = ("month", "quarter") if by_month else ("quarter",)
    for grain in grains:
        end = last_complete(day, grain).end
        points = [
            _returned(records, program, span)
            if one.kind == "return_curve"
            else _point(*formulations[one.id](records, program, span))
            for span in split(rolling_months(end, MONTHS), grain)
        ]
        while points and not points[0].value:
            points.pop(0)
        while points and points[-1].value is None:
            points.pop()
        sizes = [point.size for point in points if point.size]
        if one.unit == "proportion" and sizes and statistics.median(sizes) < USUAL_SIZE:
            continue
        values = [point.value for point in points]
        neighbours = any(None not in pair for pair in pairwise(values))
        if sum(value is not None for value in values) >= FEWEST_POINTS and neighbours:
            return values
    return None


def _point(numerator: float, denominator: float | None) -> Point:
    if denominator is None:
        return Point(float(numerator), None)
    return Point(numerator / denominator if denominator else None, denominator)


def _returned(records: Records, program: str | None, period: Period) -> Point:
    """Returned within a year by a table of weeks, of which those lost count for half; None where few were watched."""
    cohort = lasting.followed(records, program, period)
    watched, well, returned = float(len(cohort)), 1.0, 0.0
    for first, last in _weeks():
        ended = [spell.ended for spell in cohort if first < spell.days <= last]
        there = watched - ended.count("lost") / 2
        if there > 0:
            returned += well * ended.count("returned") / there
            well *= 1 - (ended.count("returned") + ended.count("died")) / there
        watched -= len(ended)
    return Point(returned if watched >= FEWEST_WATCHED else None, float(len(cohort)))


def _weeks() -> Iterator[tuple[int, int]]:
    ends = [*range(7, 365, 7), 365]
    yield from zip([-1, *ends], ends, strict=False)


def _side(values: list[float | None], one: Indicator) -> int:
    """Which way the last point lies beyond chance, +1 or -1; 0 for nothing unusual."""
    known = [value for value in values if value is not None]
    mean, slack = sum(known) / len(known), TRACE * max(abs(value) for value in known)
    steps = [abs(b - a) for a, b in pairwise(values) if a is not None and b is not None]
    width = sum(steps) / len(steps)
    usual = [step for step in steps if step <= 3.267 * width]
    if sum(usual) > 0:
        width = sum(usual) / len(usual)
    most = 1.0 if one.unit == "proportion" else math.inf
    low, high = (max(mean - 2.66 * width, 0.0), min(mean + 2.66 * width, most))
    near = 2.66 * width * 2 / 3
    near_low, near_high = max(mean - near, 0.0), min(mean + near, most)
    last = values[-1]
    assert last is not None
    if last > high + slack or last < low - slack:
        return 1 if last > high + slack else -1
    for sign in (1, -1):
        tail = [None if value is None else sign * value for value in values[-RUN:]]
        if len(tail) == RUN and all(
            a is not None and b is not None and b - a > slack for a, b in pairwise(tail)
        ):
            return sign
    for sign, limit in ((1, near_high), (-1, near_low)):
        three = [value for value in values[-3:] if value is not None and (value - mean) * sign > slack]
        beyond = [(value - limit) * sign > slack for value in three]
        if len(values) >= 3 and len(three) == 3 and sum(beyond) >= 2 and beyond[-1]:
            return sign
    for sign in (1, -1):
        seven = values[-RUN:]
        if len(seven) == RUN and all(value is not None and (value - mean) * sign > slack for value in seven):
            return sign
    return 0
