"""What each kind of chart puts into a Plotly figure: traces, shapes and words, as plain dictionaries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from reports.charts.chart import Band, Chart, Line, Mark, Point, Series
from reports.charts.colours import Paint
from reports.charts.scale import spread
from reports.charts.svg_marks import colour

SYMBOLS = {"good": "triangle-up", "bad": "triangle-down", "neutral": "diamond"}
"""The shapes of signals, as they are on paper."""
HEIGHTS = {"xmr": 250, "bars": 230, "curve": 390, "funnel": 390}
CLEAR, WORDS = 0, 26
"""Pixels below a point between which a line would run through words written under it."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a kind of chart adds to the common layout."""

    traces: list[dict[str, Any]]
    shapes: list[dict[str, Any]]
    words: list[dict[str, Any]]
    right: int
    under: int = 0
    """Room for rows of numbers below the axis."""
    grid: bool = False


def _xmr(chart: Chart, paint: Paint, compact: bool) -> Drawing:
    shapes = [_band(band, paint) for band in chart.bands]
    shapes += [_level(line, paint) for line in chart.lines if line.kind in ("mean", "target")]
    words = line_labels(chart, paint, compact)
    top = max((band.high for band in chart.bands), default=chart.values.high)
    for event in chart.events:
        mark = {
            "type": "line",
            "x0": event.place,
            "x1": event.place,
            "line": {"color": paint("grey"), "width": 1},
        }
        shapes.append({**mark, "ysizemode": "pixel", "yanchor": top, "y0": -6, "y1": 4})
        words.append(written(event.place, top, escape(event.label), paint, yanchor="bottom", yshift=4))
    points = chart.series[0].points
    last = points[-1] if points else None
    if last is not None and last.role == "unfinished" and last.value is not None:
        words.append(_unfinished(chart, places_of(points)[-1], last.value, paint))
    traces = [_trace(points, paint), *_last_step(points, paint), _dots(points, paint)]
    return Drawing(traces, shapes, words, 44 if compact else 108)


def _unfinished(chart: Chart, place: float, value: float, paint: Paint) -> dict[str, Any]:
    """Write that the last point may still move: under it, or over it where the words would lie on a line.

    They end at the point, so that they stay clear of the names of the lines at the right.
    """
    here = _pixels(chart, value)
    under = {"yanchor": "top", "yshift": -6}
    if any(CLEAR <= here - _pixels(chart, line.value) <= WORDS for line in chart.lines):
        under = {"yanchor": "bottom", "yshift": 6}
    return written(place, value, escape(chart.unfinished), paint, xanchor="right", xshift=10, **under)


def _pixels(chart: Chart, value: float) -> float:
    """How high a value stands above the axis."""
    return (HEIGHTS[chart.kind] - 66) * chart.values.share(value)


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
    shown = [number for number, point in enumerate(points) if point.value is not None]
    words = line_labels(chart, paint, compact)
    for number in {shown[0], shown[-1]} if shown else ():
        said = escape(points[number].text)
        text = f"<b>{said}</b>" if number == shown[-1] else said
        place = places_of(points)[number]
        label = written(place, points[number].value, text, paint, name="ink", yanchor="bottom")
        words.append(label)
    shapes = [_level(line, paint) for line in chart.lines]
    return Drawing([trace], shapes, words, 40 if compact else 72, grid=True)


def _curve(chart: Chart, paint: Paint, compact: bool) -> Drawing:
    traces: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    shapes = [_upright(line, paint) for line in chart.lines]
    words += [
        written(line.value, 1, escape(line.label), paint, yref="paper", yanchor="bottom")
        for line in chart.lines
    ]
    counted = [series for series in chart.series if series.counts]
    for series in chart.series:
        traces += _steps(series, paint)
        if series.marks:
            traces.append(_marked(series, paint))
        words += [_mark(mark, series, paint) for mark in series.marks]
    words += _ends(chart, paint, HEIGHTS["curve"] - 66 - 20 * len(counted))
    for number, series in enumerate(counted):
        words += [
            written(
                tick.value,
                0,
                tick.label,
                paint,
                name=_ink(series),
                yref="paper",
                yanchor="top",
                yshift=-40 - 20 * number,
            )
            for tick in series.counts
        ]
    return Drawing(traces, shapes, words, 84 if compact else 130, under=20 * len(counted), grid=True)


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


def _mark(mark: Mark, series: Series, paint: Paint) -> dict[str, Any]:
    sides = {"xanchor": "right", "yanchor": "bottom", "xshift": -4, "yshift": 3}
    if not mark.above:
        sides = {"xanchor": "right", "yanchor": "top", "xshift": 8, "yshift": -5}
    return written(mark.place, mark.value, f"<b>{escape(mark.label)}</b>", paint, name=_ink(series), **sides)


def _ends(chart: Chart, paint: Paint, height: int) -> list[dict[str, Any]]:
    """Write each curve's name at its end, moved apart where two would lie on each other."""
    ends = [
        (series, place, point)
        for series in chart.series
        for place, point in [
            (place, point)
            for place, point in zip(places_of(series.points), series.points, strict=True)
            if point.value is not None
        ][-1:]
    ]
    pixels = [height * chart.values.share(point.value or 0.0) for _, _, point in ends]
    shifts = [there - here for here, there in zip(pixels, spread(pixels, 34), strict=True)]
    return [
        written(
            place,
            point.value,
            f"<b>{escape(series.name)}</b><br>{escape(series.note)}",
            paint,
            name=_ink(series),
            xanchor="left",
            xshift=8,
            yshift=shift,
            align="left",
        )
        for (series, place, point), shift in zip(ends, shifts, strict=True)
    ]


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
    """Draw the dotted way to an unfinished last point."""
    known = [(place, p) for place, p in zip(places_of(points), points, strict=True) if p.value is not None]
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


def line_labels(chart: Chart, paint: Paint, compact: bool) -> list[dict[str, Any]]:
    """Write each line's name at its right end, moved apart where two would lie on each other."""
    named = [line for line in chart.lines if line.label]
    pixels = [_pixels(chart, line.value) for line in named]
    shifts = [there - here for here, there in zip(pixels, spread(pixels, 14), strict=True)]
    return [
        {
            **written(1, line.value, escape(line.short if compact and line.short else line.label), paint),
            "xref": "paper",
            "xanchor": "left",
            "xshift": 6,
            "yshift": shift,
            "font": {"color": paint("ink" if line.kind == "target" else "grey")},
        }
        for line, shift in zip(named, shifts, strict=True)
    ]


def written(
    x: float, y: float | None, text: str, paint: Paint, name: str = "grey", **more: Any
) -> dict[str, Any]:
    """Write a text at a place of the chart."""
    base = {"x": x, "y": y, "text": text, "showarrow": False, "font": {"color": paint(name), "size": 12}}
    return {**base, **more}


def _ink(series: Series) -> str:
    return "ink" if series.role == "actual" else "grey"


def _clear(hue: str, opacity: float) -> str:
    """Give a colour that lets what lies under it show through."""
    red, green, blue = (int(hue[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


DRAWERS: dict[str, Callable[[Chart, Paint, bool], Drawing]] = {"xmr": _xmr, "bars": _bars, "curve": _curve}
