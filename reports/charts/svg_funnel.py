"""A funnel on paper: the same units and limits as on the screen."""

from __future__ import annotations

from reports.charts.chart import Chart, Point, Series
from reports.charts.colours import Paint
from reports.charts.frame import Frame
from reports.charts.svg_marks import circle, colour, line, look
from reports.charts.svg_plots import axes, written


def draw_funnel(chart: Chart, width: int, height: int, paint: Paint) -> str:
    """Draw limits, mean and units; units beyond the limits carry their name."""
    frame = Frame(chart, paint, width, height, right=96)
    units, *limits = chart.series
    drawn = [_limits(frame, one) for one in limits]
    drawn.append(axes(frame, grid=True))
    for mark in chart.lines:
        if mark.kind == "mean":
            y = frame.y(mark.value)
            drawn.append(line(frame.left, y, frame.end, y, look(paint, stroke="common")))
    drawn += [_unit(frame, point) for point in units.points if point.value is not None]
    return "".join([*drawn, written(frame)])


def _limits(frame: Frame, series: Series) -> str:
    inner = series.role == "faint"
    ends = [(frame.x(one.place or 0.0), one) for one in series.points]
    low = [f"{x:.1f},{frame.y(one.low):.1f}" for x, one in ends if one.low is not None]
    high = [f"{x:.1f},{frame.y(one.high):.1f}" for x, one in ends if one.high is not None]
    if inner:
        return f'<polygon points="{" ".join([*low, *reversed(high)])}" {look(frame.paint, fill="band")}/>'
    edge = look(frame.paint, stroke="common", width=1.6)
    return "".join(f'<polyline points="{" ".join(corners)}" {edge}/>' for corners in (low, high))


def _unit(frame: Frame, point: Point) -> str:
    paint, hue = frame.paint, colour(point.role)
    x, y = frame.x(point.place or 0.0), frame.y(point.value or 0.0)
    fill = look(paint, fill="page" if point.hollow else hue, stroke=hue, width=2)
    return circle(x, y, 4.5, fill)
