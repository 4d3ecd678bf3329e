"""The sparkline: a control chart in a row. Its words stand beside it, never in it."""

from __future__ import annotations

from reports.charts.chart import Band, Chart, Line, Point
from reports.charts.colours import Paint
from reports.charts.svg_marks import CORNERS, circle, colour, line, look, rect, signal

EDGE = 6.0
"""Room above and below for the dots, in pixels."""
SIDE = 0.018
"""Room at both ends for the dots, as a share of the width."""


def draw_spark(chart: Chart, height: int, paint: Paint, width: int | None = None) -> str:
    """Draw the usual range, mean, target and line; only signals have a colour and a figure, the last point is larger.

    Without a ``width`` in pixels the line is stretched to whatever place the picture has.
    """
    points = chart.series[0].points
    last = max(len(points) - 1, 1)
    drawn = [_band(band, chart, last, height, paint) for band in chart.bands]
    drawn += [_level(mark, chart, last, height, paint) for mark in chart.lines]
    drawn.append(_trace(chart, height, last, paint, width))
    end = max((place for place, point in enumerate(points) if point.value is not None), default=0)
    for place, point in enumerate(points):
        if point.value is None:
            continue
        x, y = _across(place, last), _down(chart, point.value, height)
        if point.role in CORNERS:
            drawn.append(signal(x, y, point.role, _dot(point, paint), 0.9 if place == end else 0.65))
        elif place == end:
            drawn.append(circle(x, y, 3, _dot(point, paint)))
    return "".join(drawn)


def _dot(point: Point, paint: Paint) -> str:
    if point.role == "unfinished":
        return look(paint, fill="page", stroke="common", width=1.2)
    return look(paint, fill=colour(point.role))


def _band(band: Band, chart: Chart, last: int, height: int, paint: Paint) -> str:
    top, bottom = _down(chart, band.high, height), _down(chart, band.low, height)
    start = 0.0 if band.start is None else _share(band.start, last)
    end = 1.0 if band.end is None else _share(band.end, last)
    return rect(
        f"{100 * start:.2f}%", top, f"{100 * (end - start):.2f}%", bottom - top, look(paint, fill="band")
    )


def _level(mark: Line, chart: Chart, last: int, height: int, paint: Paint) -> str:
    y = _down(chart, mark.value, height)
    start = "0%" if mark.start is None else _across(mark.start, last)
    end = "100%" if mark.end is None else _across(mark.end, last)
    if mark.kind == "target":
        return line(start, y, end, y, look(paint, stroke="ink", dash="2 2.5"))
    return line(start, y, end, y, look(paint, stroke="previous"))


def _trace(chart: Chart, height: int, last: int, paint: Paint, width: int | None) -> str:
    """Draw the line; in a frame that is stretched to the width, without stretching its thickness."""
    pieces: list[list[str]] = [[]]
    for place, point in enumerate(chart.series[0].points):
        if point.value is None:
            pieces.append([])
        else:
            pieces[-1].append(
                f"{(width or 1000) * _share(place, last):.1f},{_down(chart, point.value, height):.1f}"
            )
    strokes = look(paint, stroke="common", width=1.25) + ' vector-effect="non-scaling-stroke"'
    lines = "".join(f'<polyline points="{" ".join(piece)}" {strokes}/>' for piece in pieces if len(piece) > 1)
    if width is not None:
        return lines
    frame = f'width="100%" height="{height}" viewBox="0 0 1000 {height}" preserveAspectRatio="none"'
    return f"<svg {frame}>{lines}</svg>"


def _share(place: float, last: int) -> float:
    return SIDE + (1 - 2 * SIDE) * min(max(place / last, 0.0), 1.0)


def _across(place: float, last: int) -> str:
    return f"{100 * _share(place, last):.2f}%"


def _down(chart: Chart, value: float, height: int) -> float:
    return EDGE + (1 - chart.values.share(value)) * (height - 2 * EDGE)
