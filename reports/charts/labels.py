"""The words written into a chart, on the screen and on paper alike: what stands where in its picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reports.charts.boxes import LINE, Box, Placed, Side, Words, place, wrapped
from reports.charts.chart import Chart, Mark, Point, Series
from reports.charts.frame import Frame
from reports.charts.scale import spread

TOLD = ("good", "bad", "neutral")
"""Units of a funnel that carry their names: those beyond its limits."""
EDGE, DOT = 2.0, 5.0
_UNIT_WIDTH = 150.0
_OTHER_SIDE, _AWAY = 30.0, 60.0
"""Pixels rather moved than written on the side of the other curve, or over the line instead of beside its end."""


def labels(frame: Frame, *, compact: bool = False) -> tuple[Placed, ...]:
    """Give the words of a chart with their places: none lies on another, or outside of the picture.

    ``compact`` is for narrow screens: short names of lines.
    """
    return _KINDS[frame.chart.kind](frame, compact)


def _xmr(frame: Frame, compact: bool) -> tuple[Placed, ...]:
    chart = frame.chart
    points = list(_measured(frame, chart.series[0].points))
    top = min((frame.y(band.high) for band in chart.bands), default=frame.top)
    above = (
        Side("center", "bottom", down=-4),
        Side("left", "bottom", -4, -4),
        Side("right", "bottom", 4, -4),
    )
    events = [Words((one.label,), frame.x(one.place), top, above) for one in chart.events]
    wanted = [*_levels(frame, compact), *_unfinished(chart, points), *events]
    lines = [frame.y(line.value) for line in chart.lines]
    avoided = [*_across(frame, lines), *_between([(x, y) for x, y, _ in points])]
    return place(wanted, _picture(frame), avoided=avoided)


def _unfinished(chart: Chart, points: Sequence[tuple[float, float, Point]]) -> list[Words]:
    """The last point may still move. The words end at it, clear of the names of the lines at the right."""
    if not points or points[-1][2].role != "unfinished":
        return []
    x, y, _ = points[-1]
    sides = (Side("right", "top", 10, 6), Side("right", "bottom", 10, -6))
    return [Words((chart.unfinished,), x, y, sides)]


def _bars(frame: Frame, compact: bool) -> tuple[Placed, ...]:
    points = list(_measured(frame, frame.chart.series[0].points))
    above = (Side("center", "bottom", 0, -2), Side("left", "bottom", -8, -2), Side("right", "bottom", 8, -2))
    ends = {0, len(points) - 1} if points else set()
    said = [
        Words((points[at][2].text,), *points[at][:2], above, "ink", bold=int(at == len(points) - 1))
        for at in sorted(ends, reverse=True)
    ]
    lines = _across(frame, [frame.y(line.value) for line in frame.chart.lines])
    return place([*_levels(frame, compact), *said], _picture(frame), avoided=lines)


def _curve(frame: Frame, compact: bool) -> tuple[Placed, ...]:
    chart = frame.chart
    over = (Side("center", "bottom", down=-2),)
    upright = [Words((line.label,), frame.x(line.value), frame.top, over) for line in chart.lines]
    marks = [_mark(frame, mark, one) for one in chart.series for mark in one.marks]
    ends = [end for one in chart.series for end in _end(frame, one)]
    return place([*upright, *marks, *ends], _picture(frame), avoided=list(_drawn(frame)))


def _mark(frame: Frame, mark: Mark, series: Series) -> Words:
    over = (Side("right", "bottom", -4, -2), Side("left", "bottom", 6, -2), Side("center", "bottom", 0, -6))
    under = (Side("right", "top", 8, 5), Side("right", "top", -6, 2), Side("left", "top", 6, 2))
    first, last = (over, under) if mark.above else (under, over)
    sides = (*first, *(replace(side, cost=_OTHER_SIDE) for side in last))
    return Words((mark.label,), frame.x(mark.place), frame.y(mark.value), sides, ink_of(series), bold=1)


def _end(frame: Frame, series: Series) -> Iterator[Words]:
    """Each curve's name at its end: beside it, or over or under the line where it ends near the edge."""
    for x, y, _ in list(_measured(frame, series.points))[-1:]:
        room = frame.width - x - 8 - EDGE
        name = wrapped(series.name, room, bold=True)
        note = wrapped(series.note, room) if series.note else ()
        beside, over = Side("left", "middle", 8), Side("right", "bottom", 0, -6, _AWAY)
        sides = (beside, over, Side("right", "top", 0, 6, _AWAY))
        yield Words((*name, *note), x, y, sides, ink_of(series), bold=len(name))


def _drawn(frame: Frame) -> Iterator[Box]:
    """Curves and their dots."""
    for series in frame.chart.series:
        corners = [(x, y) for x, y, _ in _measured(frame, series.points)]
        for (x, y), (next_x, next_y) in pairwise(corners):
            yield Box(x, y - 1, next_x, y + 1)
            yield Box(next_x - 1, min(y, next_y), next_x + 1, max(y, next_y))
        for mark in series.marks:
            x, y = frame.x(mark.place), frame.y(mark.value)
            yield Box(x - DOT, y - DOT, x + DOT, y + DOT)


def _funnel(frame: Frame, compact: bool) -> tuple[Placed, ...]:
    """The names of units, first of those that are asked, where there is room; all are in the table below."""
    units, *limits = frame.chart.series
    points = list(_measured(frame, units.points))
    named = sorted((one for one in points if one[2].role in TOLD), key=lambda one: one[2].hollow)
    sides = (
        *(Side("left", "middle", 9), Side("right", "middle", -9)),
        *(Side("center", "bottom", down=-7), Side("center", "top", down=7)),
    )
    said = [
        Words(
            wrapped(point.label, _UNIT_WIDTH, bold=True),
            *(x, y),
            sides,
            f"{point.role}-text",
            bold=9,
            optional=True,
        )
        for x, y, point in named
    ]
    avoided = _across(frame, [frame.y(line.value) for line in frame.chart.lines if line.kind == "mean"])
    avoided += [Box(x - DOT, y - DOT, x + DOT, y + DOT) for x, y, _ in points]
    for one in limits:
        for ends in ([p.low for p in one.points], [p.high for p in one.points]):
            corners = zip(one.points, ends, strict=True)
            avoided += _between(
                [(frame.x(p.place or 0.0), frame.y(end)) for p, end in corners if end is not None]
            )
    return place([*_levels(frame, compact), *said], _picture(frame), avoided=avoided)


def _levels(frame: Frame, compact: bool) -> list[Words]:
    """The names of lines at their right ends, moved apart where they are close, in the order of the lines."""
    named = [line for line in frame.chart.lines if line.label]
    half = LINE / 2
    ys = spread([frame.y(line.value) for line in named], LINE, EDGE + half, frame.floor - half)
    # Words too long for the margin stand over their line instead.
    beside = (Side("left", "middle", 6), Side("right", "bottom", -2, -1))
    return [
        Words(
            (line.short if compact and line.short else line.label,),
            *(frame.end, y),
            beside,
            "ink" if line.kind == "target" else "grey",
        )
        for line, y in zip(named, ys, strict=True)
    ]


def _picture(frame: Frame) -> Box:
    """Where words may stand: right of the axis of values and above that of places."""
    return Box(frame.left - 4, 0.0, frame.width - EDGE, frame.floor)


def _measured(frame: Frame, points: Sequence[Point]) -> Iterator[tuple[float, float, Point]]:
    for number, point in enumerate(points):
        if point.value is not None:
            yield frame.x(number if point.place is None else point.place), frame.y(point.value), point


def _across(frame: Frame, ys: Sequence[float]) -> list[Box]:
    return [Box(frame.left, y - 1, frame.end, y + 1) for y in ys]


def _between(corners: Sequence[tuple[float, float]]) -> list[Box]:
    """Boxes around the pieces of a line."""
    return [
        Box(x, min(y, next_y) - 1, next_x, max(y, next_y) + 1)
        for (x, y), (next_x, next_y) in pairwise(corners)
    ]


def ink_of(series: Series) -> str:
    """Give the colour of the words of a curve: those of this cohort are dark."""
    return "ink" if series.role == "actual" else "grey"


_KINDS: dict[str, Callable[[Frame, bool], tuple[Placed, ...]]] = {
    "xmr": _xmr,
    "bars": _bars,
    "curve": _curve,
    "funnel": _funnel,
}
