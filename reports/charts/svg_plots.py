"""Charts with axes and words, for paper: control chart, bars per period, return curve."""

from __future__ import annotations

from itertools import pairwise

from reports.charts.boxes import LINE
from reports.charts.chart import Band, Chart, Line, Point, Series
from reports.charts.colours import Paint
from reports.charts.frame import Frame
from reports.charts.labels import ink_of, labels
from reports.charts.svg_marks import CORNERS, circle, colour, line, look, rect, signal, words


def draw_xmr(chart: Chart, width: int, height: int, paint: Paint) -> str:
    """Draw a control chart with its lines labelled at the right end."""
    frame = Frame(chart, paint, width, height)
    drawn = [_band(frame, band) for band in chart.bands]
    drawn += [axes(frame, grid=False), *_levels(frame)]
    points = [(_place(point, number), point) for number, point in enumerate(chart.series[0].points)]
    drawn += [_segments(frame, points), *(_xmr_dot(frame, place, point) for place, point in points)]
    for event in chart.events:
        x = frame.x(event.place)
        top = min((frame.y(band.high) for band in chart.bands), default=frame.top)
        drawn.append(line(x, top - 4, x, top + 6, look(paint, stroke="grey")))
    return "".join([*drawn, written(frame)])


def draw_bars(chart: Chart, width: int, height: int, paint: Paint) -> str:
    """Draw a value per period from 0: the current one dark, the first and last with their value."""
    frame = Frame(chart, paint, width, height, right=72)
    points = chart.series[0].points
    wide = 0.62 * (frame.end - frame.left) / max(len(points), 1)
    drawn = [axes(frame, grid=True), *_levels(frame)]
    for number, point in enumerate(points):
        if point.value is None:
            continue
        x, y = frame.x(_place(point, number)), frame.y(point.value)
        drawn.append(rect(x - wide / 2, y, wide, frame.floor - y, look(paint, fill=colour(point.role))))
    return "".join([*drawn, written(frame)])


def draw_curve(chart: Chart, width: int, height: int, paint: Paint) -> str:
    """Draw rising steps with their bands, names at the ends, and the people still observed below."""
    rows = sum(1 for series in chart.series if series.counts)
    frame = Frame(chart, paint, width, height, bottom=38 + 18 * rows)
    drawn = [axes(frame, grid=True)]
    for mark in chart.lines:
        x = frame.x(mark.value)
        drawn.append(line(x, frame.top, x, frame.floor, look(paint, stroke="border")))
    for series in chart.series:
        drawn.append(_curve(frame, series))
    for number, series in enumerate(series for series in chart.series if series.counts):
        y = frame.floor + 40 + 18 * number
        drawn += [
            words(frame.x(tick.value), y, tick.label, paint, name=ink_of(series), anchor="middle")
            for tick in series.counts
        ]
    return "".join([*drawn, written(frame)])


def _curve(frame: Frame, series: Series) -> str:
    now = series.role == "actual"
    points = [(frame.x(_place(p, n)), p) for n, p in enumerate(series.points) if p.value is not None]
    if not points:
        return ""
    name = "actual" if now else "common"
    steps = _stairs([(x, frame.y(point.value or 0.0)) for x, point in points])
    lows = _stairs([(x, frame.y(p.low)) for x, p in points if p.low is not None])
    highs = _stairs([(x, frame.y(p.high)) for x, p in points if p.high is not None])
    area = " ".join(f"{x:.1f},{y:.1f}" for x, y in [*lows, *reversed(highs)])
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in steps)
    paint = frame.paint
    dots = [
        circle(frame.x(mark.place), frame.y(mark.value), 4, look(paint, fill=name)) for mark in series.marks
    ]
    return "".join(
        [
            f'<polygon points="{area}" {look(paint, fill=name)} fill-opacity="{".22" if now else ".13"}"/>',
            f'<polyline points="{path}" {look(paint, stroke=name, width=2.6 if now else 1.8)}/>',
            *dots,
        ]
    )


def _stairs(corners: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Turn points into steps: flat to the next place, then up."""
    steps = corners[:1]
    for (_, y), (next_x, next_y) in pairwise(corners):
        steps += [(next_x, y), (next_x, next_y)]
    return steps


def written(frame: Frame) -> str:
    """Write the words of a chart where they have their places."""
    anchors = {"left": "start", "center": "middle", "right": "end"}
    drawn = []
    for one in labels(frame):
        said, x = one.words, one.words.x + one.side.right
        drawn += [
            words(
                x,
                one.box.top + LINE * number + 12,
                text,
                frame.paint,
                name=said.ink,
                anchor=anchors[one.side.across],
                bold=number < said.bold,
            )
            for number, text in enumerate(said.lines)
        ]
    return "".join(drawn)


def axes(frame: Frame, *, grid: bool) -> str:
    """Draw both axes with their labels, and hairlines across when asked."""
    paint = frame.paint
    drawn = []
    for tick in frame.chart.values.ticks:
        y = frame.y(tick.value)
        if grid:
            drawn.append(line(frame.left, y, frame.end, y, look(paint, stroke="hairline")))
        drawn.append(words(frame.left - 6, y + 4, tick.label, paint, anchor="end"))
    drawn.append(line(frame.left, frame.floor, frame.end, frame.floor, look(paint, stroke="border")))
    for tick in frame.chart.places.ticks if frame.chart.places else ():
        x = frame.x(tick.value)
        drawn.append(words(x, frame.floor + 16, tick.label, paint, anchor="middle"))
        if tick.under:
            drawn.append(words(x, frame.floor + 31, tick.under, paint, anchor="middle"))
    return "".join(drawn)


def _band(frame: Frame, band: Band) -> str:
    start = frame.left if band.start is None else frame.x(band.start)
    end = frame.end if band.end is None else frame.x(band.end)
    top, bottom = frame.y(band.high), frame.y(band.low)
    return rect(start, top, end - start, bottom - top, look(frame.paint, fill="band") + ' fill-opacity=".6"')


def _levels(frame: Frame) -> list[str]:
    """Draw the target and the mean across."""
    return [_level(frame, mark) for mark in frame.chart.lines if mark.kind in ("target", "mean")]


def _level(frame: Frame, mark: Line) -> str:
    y, paint = frame.y(mark.value), frame.paint
    start = frame.left if mark.start is None else frame.x(mark.start)
    end = frame.end if mark.end is None else min(frame.x(mark.end), frame.end)
    target = mark.kind == "target"
    look_ = look(paint, stroke="ink" if target else "previous", width=1.2, dash="1.5 3" if target else "")
    return line(start, y, end, y, look_)


def _segments(frame: Frame, points: list[tuple[float, Point]]) -> str:
    """Join neighbours; a gap stays a gap, and the way to an unfinished point is dotted."""
    drawn = []
    for (place, point), (next_place, following) in pairwise(points):
        if point.value is None or following.value is None:
            continue
        dash = "2 3" if following.role == "unfinished" else ""
        look_ = look(frame.paint, stroke="common", width=1.6, dash=dash)
        drawn.append(
            line(frame.x(place), frame.y(point.value), frame.x(next_place), frame.y(following.value), look_)
        )
    return "".join(drawn)


def _xmr_dot(frame: Frame, place: float, point: Point) -> str:
    if point.value is None:
        return ""
    x, y, paint = frame.x(place), frame.y(point.value), frame.paint
    if point.role == "unfinished":
        return circle(x, y, 3.5, look(paint, fill="page", stroke="common", width=1.2))
    if point.role in CORNERS:
        return signal(x, y, point.role, look(paint, fill=colour(point.role), stroke="page"))
    return circle(x, y, 3.5, look(paint, fill=colour(point.role), stroke="page"))


def _place(point: Point, number: int) -> float:
    return number if point.place is None else point.place
