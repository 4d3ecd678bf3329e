"""A funnel as a Plotly figure: units by their size, between limits that narrow as units grow."""

from __future__ import annotations

from typing import Any

from pages.parts.plot_kinds import Drawing, hover, places_of
from reports.charts.chart import Chart, Series
from reports.charts.colours import Paint
from reports.charts.svg_marks import colour


def draw_funnel(chart: Chart, paint: Paint, compact: bool) -> Drawing:
    """Draw the outer limits as lines, the inner ones as a band, and name only the units beyond them."""
    units, *limits = chart.series
    traces = [trace for limit in limits for trace in _limits(limit, paint)]
    places = chart.places
    mean = [
        {
            "type": "scatter",
            "mode": "lines",
            # A shape would lie under the band, or over the units.
            "x": [places.low, places.high] if places else [],
            "y": [line.value, line.value],
            "line": {"color": paint("common"), "width": 1},
            "hoverinfo": "skip",
            "name": line.label,
        }
        for line in chart.lines
        if line.kind == "mean"
    ]
    return Drawing([*traces, *mean, _units(units, paint)], [], 52 if compact else 104, under=-14, grid=True)


def _limits(series: Series, paint: Paint) -> list[dict[str, Any]]:
    """A pair of limits: the inner one is filled, the outer one is a line."""
    inner = series.role == "faint"
    look = {"color": paint("previous" if inner else "common"), "width": 0.8 if inner else 1.6}
    base = {
        "type": "scatter",
        "mode": "lines",
        "x": places_of(series.points),
        "line": look,
        "hoverinfo": "skip",
        "name": series.name,
    }
    upper = {**base, "y": [point.high for point in series.points]}
    if inner:
        upper |= {"fill": "tonexty", "fillcolor": paint("band")}
    return [{**base, "y": [point.low for point in series.points]}, upper]


def _units(series: Series, paint: Paint) -> dict[str, Any]:
    hues = [paint(colour(point.role)) for point in series.points]
    fills = [paint("page") if point.hollow else hue for point, hue in zip(series.points, hues, strict=True)]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": places_of(series.points),
        "y": [point.value for point in series.points],
        "marker": {"size": 10, "color": fills, "line": {"color": hues, "width": 2}, "opacity": 1},
        "cliponaxis": False,
        "name": series.name or "units",
        **hover(series.points),
    }
