"""Pictures inside a row of a table: an interval, a bar, spending over results, parts of a whole."""

from __future__ import annotations

from itertools import accumulate

from reports.charts.chart import Chart, Point
from reports.charts.colours import Paint
from reports.charts.svg_marks import along, circle, colour, line, look, rect, words

LETTER = 0.011
"""Room that a letter needs inside a part, as a share of the bar: a name that does not fit is left out."""


def draw_interval(chart: Chart, height: int, paint: Paint) -> str:
    """Draw a track with hairlines at the head's ticks, the interval, a tick for the target, and the dot."""
    middle = height / 2
    axis = chart.values
    parts = [
        line(along(axis, tick.value), 0, along(axis, tick.value), height, look(paint, stroke="hairline"))
        for tick in axis.ticks
    ]
    parts.append(line("0%", middle, "100%", middle, look(paint, stroke="border")))
    marks = [point for series in chart.series for point in series.points if point.value is not None]
    for point in marks:
        if point.low is not None and point.high is not None:
            parts.append(_range(chart, point, middle, paint))
    for mark in chart.lines:
        x = along(axis, mark.value)
        parts.append(line(x, middle - 8, x, middle + 8, look(paint, stroke="ink", width=1.6)))
    # The estimate is drawn last: it must lie over the mark of what was before it.
    parts += [_dot(chart, point, middle, paint) for point in sorted(marks, key=_is_now)]
    return "".join(parts)


def draw_bar(chart: Chart, height: int, paint: Paint) -> str:
    """Draw one bar from 0."""
    return "".join(
        rect("0%", 0, along(chart.values, point.value), height, look(paint, fill=colour(point.role)))
        for series in chart.series
        for point in series.points
        if point.value is not None
    )


def draw_spend_result(chart: Chart, height: int, paint: Paint) -> str:
    """Draw light spending over dark results on one track, and the time passed as an upright line."""
    parts = [rect("0%", 2, "100%", height - 4, look(paint, fill="faint"))]
    tops = ((2, 5), (height - 8, 6))
    for series, (top, thick) in zip(chart.series, tops, strict=False):
        for point in series.points:
            if point.value is not None:
                share = along(chart.values, point.value)
                parts.append(rect("0%", top, share, thick, look(paint, fill=colour(point.role))))
    for mark in chart.lines:
        x = along(chart.values, mark.value)
        parts.append(line(x, 0, x, height, look(paint, stroke="ink", width=1.4)))
    return "".join(parts)


def draw_stacked(chart: Chart, height: int, paint: Paint) -> str:
    """Draw the parts of a whole side by side, their names inside; for paper."""
    names = [
        _inside(point, along(chart.values, start), height / 2 + 4, paint)
        for start, point in _starts(chart)
        if chart.values.share(point.value or 0.0) > len(point.label) * LETTER
    ]
    return _parts(chart, height, paint) + "".join(names)


def draw_three_states(chart: Chart, height: int, paint: Paint) -> str:
    """Draw achieved, not achieved and, dashed, unknown, their counts underneath; for paper."""
    names = [
        words(along(chart.values, start), height - 4, point.label, paint) for start, point in _starts(chart)
    ]
    return _parts(chart, height - 18, paint) + "".join(names)


def _parts(chart: Chart, height: int, paint: Paint) -> str:
    drawn = []
    for start, point in _starts(chart):
        x, width = along(chart.values, start), along(chart.values, point.value or 0.0)
        if point.role == "unknown":
            drawn.append(rect(x, 0.5, width, height - 1, look(paint, stroke="grey", dash="3 2")))
        else:
            drawn.append(rect(x, 0, width, height, look(paint, fill=colour(point.role))))
    return "".join(drawn)


def _starts(chart: Chart) -> list[tuple[float, Point]]:
    """Give each part with where it begins: where those before it end."""
    points = chart.series[0].points
    ends = accumulate((point.value or 0.0 for point in points), initial=0.0)
    return list(zip(ends, points, strict=False))


def _inside(point: Point, x: str, y: float, paint: Paint) -> str:
    return words(x, y, point.label, paint, name="page" if point.role == "actual" else "ink", shift=8)


def _is_now(point: Point) -> bool:
    return point.role != "previous"


def _range(chart: Chart, point: Point, middle: float, paint: Paint) -> str:
    """Draw the interval as a thick line with round ends, so that it needs no width in percent."""
    ends = along(chart.values, point.low or 0.0), along(chart.values, point.high or 0.0)
    thick = look(paint, stroke=colour(point.role), width=5)
    return line(ends[0], middle, ends[1], middle, thick + ' stroke-opacity=".38" stroke-linecap="round"')


def _dot(chart: Chart, point: Point, middle: float, paint: Paint) -> str:
    x = along(chart.values, point.value or 0.0)
    if point.role == "previous":
        return circle(x, middle, 2.8, look(paint, fill="page", stroke="grey", width=1.2))
    if point.hollow:
        return circle(x, middle, 3.6, look(paint, fill="page", stroke=colour(point.role), width=1.6))
    return circle(x, middle, 4.2, look(paint, fill=colour(point.role)))
