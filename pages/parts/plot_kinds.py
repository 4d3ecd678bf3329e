"""What each kind of chart puts into a Plotly figure: traces, shapes and words, as plain dictionaries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from reports.charts.boxes import Placed
from reports.charts.chart import Band, Chart, Line, Point, Series
from reports.charts.colours import Paint
from reports.charts.frame import Frame
from reports.charts.labels import ink_of, labels
from reports.charts.svg_marks import colour

SYMBOLS = {"good": "triangle-up", "bad": "triangle-down", "neutral": "diamond"}
"""The shapes of signals, as they are on paper."""
HEIGHTS = {"xmr": 250, "bars": 230, "curve": 390, "funnel": 390}
NARROWEST = {"xmr": 340, "bars": 340, "curve": 340, "funnel": 480}
"""Pixels that a chart is at least wide where there is no phone: its words are placed for that, and stay apart
when it is wider."""
PHONE = 340
LEFT, TOP, UNDER = 38, 26, 40
"""The margins of every chart, and ``under`` the rows of numbers below the axis."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a kind of chart adds to the common layout."""

    traces: list[dict[str, Any]]
    shapes: list[dict[str, Any]]
    right: int
    under: int = 0
    """Room for rows of numbers below the axis."""
    counts: tuple[dict[str, Any], ...] = ()
    """These numbers."""
    grid: bool = False


def _xmr(chart: Chart, paint: Paint, compact: bool) -> Drawing:
    shapes = [_band(band, paint) for band in chart.bands]
    shapes += [_level(line, paint) for line in chart.lines if line.kind in ("mean", "target")]
    top = max((band.high for band in chart.bands), default=chart.values.high)
    for event in chart.events:
        mark = {
            "type": "line",
            "x0": event.place,
            "x1": event.place,
            "line": {"color": paint("grey"), "width": 1},
        }
        shapes.append({**mark, "ysizemode": "pixel", "yanchor": top, "y0": -6, "y1": 4})
    points = chart.series[0].points
    traces = [_trace(points, paint), *_last_step(points, paint), _dots(points, paint)]
    return Drawing(traces, shapes, 44 if compact else 108)


def _bars(chart: Chart, paint: Paint, compact: bool) -> Drawing:
    points = chart.series[0].points
    trace = {
        "type": "bar",
        "x": places_of(points),
        "y": [point.value for point in points],
        "width": 0.62,
        "marker": {"color": [paint(colour(point.role)) for point in points]},
        **hover(points),
    }
    shapes = [_level(line, paint) for line in chart.lines]
    return Drawing([trace], shapes, 40 if compact else 72, grid=True)


def _curve(chart: Chart, paint: Paint, compact: bool) -> Drawing:
    traces: list[dict[str, Any]] = []
    shapes = [_upright(line, paint) for line in chart.lines]
    counted = [series for series in chart.series if series.counts]
    for series in chart.series:
        traces += _steps(series, paint)
        if series.marks:
            traces.append(_marked(series, paint))
    under = {"yref": "paper", "yanchor": "top"}
    counts = tuple(
        written(tick.value, 0, tick.label, paint, name=ink_of(series), **under, yshift=-UNDER - 20 * number)
        for number, series in enumerate(counted)
        for tick in series.counts
    )
    return Drawing(traces, shapes, 84 if compact else 130, under=20 * len(counted), counts=counts, grid=True)


def _marked(series: Series, paint: Paint) -> dict[str, Any]:
    """Dots where a curve's value is written out."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [mark.place for mark in series.marks],
        "y": [mark.value for mark in series.marks],
        "marker": {"size": 9, "color": paint("actual" if series.role == "actual" else "common")},
        "hoverinfo": "skip",
    }


def _trace(points: Sequence[Point], paint: Paint) -> dict[str, Any]:
    """Draw the line through finished points; a gap stays a gap."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": places_of(points),
        "y": [None if point.role == "unfinished" else point.value for point in points],
        "line": {"color": paint("common"), "width": 1.6},
        "hoverinfo": "skip",
        "name": "line",
    }


def _last_step(points: Sequence[Point], paint: Paint) -> list[dict[str, Any]]:
    """Draw the dotted way to an unfinished last point; a gap before it stays a gap."""
    ends = list(zip(places_of(points), points, strict=True))[-2:]
    known = [(place, point) for place, point in ends if point.value is not None]
    if len(known) < 2 or known[-1][1].role != "unfinished":
        return []
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [place for place, _ in known[-2:]],
            "y": [point.value for _, point in known[-2:]],
            "line": {"color": paint("common"), "width": 1.4, "dash": "2px,3px"},
            "hoverinfo": "skip",
            "name": "unfinished",
        }
    ]


def _dots(points: Sequence[Point], paint: Paint) -> dict[str, Any]:
    """Draw the points; an unfinished one is hollow."""
    hollow = [point.role == "unfinished" for point in points]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": places_of(points),
        "y": [point.value for point in points],
        "marker": {
            "size": [9 if point.role in SYMBOLS else 7 for point in points],
            "symbol": [SYMBOLS.get(point.role, "circle") for point in points],
            "color": [
                paint("page" if bare else colour(point.role))
                for point, bare in zip(points, hollow, strict=True)
            ],
            "line": {"color": [paint("common" if bare else "page") for bare in hollow], "width": 1.2},
            "opacity": 1,
        },
        "cliponaxis": False,
        "name": "points",
        **hover(points),
    }


def _steps(series: Series, paint: Paint) -> list[dict[str, Any]]:
    now = series.role == "actual"
    name = "actual" if now else "common"
    places, points = places_of(series.points), series.points
    base = {"type": "scatter", "mode": "lines", "x": places}
    edge = {**base, "line": {"width": 0, "shape": "hv"}, "hoverinfo": "skip"}
    return [
        {**edge, "y": [point.low for point in points]},
        {
            **edge,
            "y": [point.high for point in points],
            "fill": "tonexty",
            "fillcolor": _clear(paint(name), 0.22 if now else 0.13),
        },
        {
            **base,
            "name": series.name,
            "y": [point.value for point in points],
            "line": {"color": paint(name), "width": 2.6 if now else 1.8, "shape": "hv"},
            **hover(points),
        },
    ]


def hover(points: Sequence[Point]) -> dict[str, Any]:
    """Say each point when it is pointed at."""
    texts = [escape(f"{point.label}: {point.text}" if point.label else point.text) for point in points]
    return {"hovertext": texts, "hovertemplate": "%{hovertext}<extra></extra>"}


def places_of(points: Sequence[Point]) -> list[float]:
    """Give where points stand along the axis: their own place, else their number."""
    return [number if point.place is None else point.place for number, point in enumerate(points)]


def _band(band: Band, paint: Paint) -> dict[str, Any]:
    return {
        **_reach(band.start, band.end),
        "type": "rect",
        "y0": band.low,
        "y1": band.high,
        "fillcolor": paint("band"),
        "opacity": 0.6,
        "line": {"width": 0},
        "layer": "below",
    }


def _level(line: Line, paint: Paint) -> dict[str, Any]:
    target = line.kind == "target"
    look = {
        "color": paint("ink" if target else "previous"),
        "width": 1.2,
        "dash": "2px,3px" if target else "solid",
    }
    ends = {"y0": line.value, "y1": line.value, "line": look, "layer": "below"}
    return {**_reach(line.start, line.end), "type": "line", **ends}


def _upright(line: Line, paint: Paint) -> dict[str, Any]:
    look = {"color": paint("border"), "width": 1}
    ends = {"yref": "paper", "y0": 0, "y1": 1}
    return {"type": "line", "x0": line.value, "x1": line.value, **ends, "line": look, "layer": "below"}


def _reach(start: float | None, end: float | None) -> dict[str, Any]:
    """Say from where to where along the chart; without places, over its whole width."""
    if start is None and end is None:
        return {"xref": "paper", "x0": 0, "x1": 1}
    return {"x0": start, "x1": end}


def words(chart: Chart, drawing: Drawing, paint: Paint, compact: bool) -> list[dict[str, Any]]:
    """Write the words of a chart where they have their places, by the share of the plot's width."""
    frame = Frame(
        chart,
        paint,
        PHONE if compact else NARROWEST[chart.kind],
        HEIGHTS[chart.kind],
        left=LEFT,
        right=drawing.right,
        top=TOP,
        bottom=UNDER + drawing.under,
    )
    return [_annotation(one, frame, paint) for one in labels(frame, compact=compact)]


def _annotation(one: Placed, frame: Frame, paint: Paint) -> dict[str, Any]:
    said, side = one.words, one.side
    lines = [escape(line) for line in said.lines]
    bold = [f"<b>{line}</b>" for line in lines[: said.bold]]
    return written(
        (said.x - frame.left) / (frame.end - frame.left),
        0,
        "<br>".join([*bold, *lines[said.bold :]]),
        paint,
        name=said.ink,
        xref="paper",
        yref="paper",
        xanchor=side.across,
        yanchor=side.upright,
        xshift=side.right,
        yshift=frame.floor - said.y - side.down,
        align=side.across,
    )


def written(
    x: float, y: float | None, text: str, paint: Paint, name: str = "grey", **more: Any
) -> dict[str, Any]:
    """Write a text at a place of the chart."""
    base = {"x": x, "y": y, "text": text, "showarrow": False, "font": {"color": paint(name), "size": 12}}
    return {**base, **more}


def _clear(hue: str, opacity: float) -> str:
    """Give a colour that lets what lies under it show through."""
    red, green, blue = (int(hue[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


DRAWERS: dict[str, Callable[[Chart, Paint, bool], Drawing]] = {"xmr": _xmr, "bars": _bars, "curve": _curve}
