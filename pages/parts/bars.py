"""Bars whose words stand in them: parts of a whole, and the three states. Drawn in HTML from a Chart."""

from __future__ import annotations

from pages.parts.html import Html, el, join
from reports.charts.chart import Chart, Point

LETTER = 0.0055
"""How much of a bar's width a letter takes on a desk's screen."""
_MARGIN = 0.018


def stacked(chart: Chart) -> Html:
    """Show the parts of a whole with their labels inside; where one has no room there, and on a phone, under it."""
    points = chart.series[0].points
    tight = any(not _fits(chart, point) for point in points)
    parts = (
        el(
            "span",
            point.label if _fits(chart, point) else "",
            class_=point.role,
            style=f"flex-grow:{_share(chart, point)}",
        )
        for point in points
    )
    bar = el("div", *parts, class_="stacked", role="img", aria_label=chart.alt)
    labels = (el("li", point.label, class_=point.role) for point in points)
    shown = "parts plain tight" if tight else "parts plain"
    return join([bar, el("ul", *labels, class_=shown, aria_hidden="true")])


def _fits(chart: Chart, point: Point) -> bool:
    return chart.values.share(point.value or 0.0) > len(point.label) * LETTER + _MARGIN


def three_states(chart: Chart) -> Html:
    """Show achieved, not achieved and unknown, each with its count under it."""
    points = [(point, f"flex-grow:{_share(chart, point)}") for point in chart.series[0].points]
    # Bars keep their true lengths; a long label may stand wider than its bar.
    blocks = el("div", *(el("i", "", class_=point.role, style=grow) for point, grow in points))
    labels = el("div", *(el("span", point.label, style=grow) for point, grow in points))
    return el("div", blocks, labels, class_="states", role="img", aria_label=chart.alt)


def _share(chart: Chart, point: Point) -> str:
    return f"{chart.values.share(point.value or 0.0):.4f}"
