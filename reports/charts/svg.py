"""Chart -> SVG, for paper and for pictures inside rows.

Pictures without words (sparklines, rows) are as wide as the place they stand in: along their length they
are measured in percent, so that dots stay round at every width. On the screen their colours follow the
theme of the page. Charts with words and axes are drawn at a given width, for paper.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Callable
from functools import lru_cache

from reports.charts.chart import Axis, Chart
from reports.charts.colours import Paint, both, light
from reports.charts.svg_funnel import draw_funnel
from reports.charts.svg_marks import along, words
from reports.charts.svg_plots import draw_bars, draw_curve, draw_xmr
from reports.charts.svg_rows import (
    draw_bar,
    draw_interval,
    draw_spend_result,
    draw_stacked,
    draw_three_states,
)
from reports.charts.svg_spark import draw_spark

HEIGHTS = {
    "spark": 44,
    "interval_row": 24,
    "bar_row": 10,
    "spend_result": 16,
    "stacked": 22,
    "three_states": 30,
    "xmr": 250,
    "bars": 250,
    "curve": 300,
    "funnel": 320,
}
LABEL = 30
"""Pixels that a label of an axis needs."""
_WORDLESS: dict[str, Callable[[Chart, int, Paint], str]] = {
    "spark": draw_spark,
    "interval_row": draw_interval,
    "bar_row": draw_bar,
    "spend_result": draw_spend_result,
}
_PARTS = {"stacked": draw_stacked, "three_states": draw_three_states}
_PLOTS: dict[str, Callable[[Chart, int, int, Paint], str]] = {
    "xmr": draw_xmr,
    "bars": draw_bars,
    "curve": draw_curve,
    "funnel": draw_funnel,
}


def svg(chart: Chart, *, width: int = 520, height: int | None = None, paint: Paint = light) -> str:
    """Draw a chart as a standing SVG of a given size, in the colours of paper unless told."""
    tall = height or HEIGHTS[chart.kind]
    if chart.kind in _PLOTS:
        drawing = _PLOTS[chart.kind](chart, width, tall, paint)
    elif chart.kind == "spark":
        drawing = draw_spark(chart, tall, paint, width)
    else:
        drawing = {**_WORDLESS, **_PARTS}[chart.kind](chart, tall, paint)
    return _wrap(drawing, str(width), tall)


def axis_svg(axis: Axis, width: int, *, paint: Paint = light) -> str:
    """Draw the labels of a column's axis, for the head of a table on paper."""
    last = len(axis.ticks) - 1
    step = max(1, math.ceil(LABEL * max(last, 1) / width))
    drawn = (
        words(
            along(axis, tick.value),
            11,
            tick.label,
            paint,
            anchor="start" if axis.share(tick.value) < 0.05 else "end" if place == last else "middle",
        )
        for place, tick in enumerate(axis.ticks)
        if (last - place) % step == 0
    )
    return _wrap("".join(drawn), str(width), 14)


@lru_cache(maxsize=4096)
def data_uri(chart: Chart, height: int | None = None) -> str:
    """Draw a picture without words for the ``src`` of an image: as wide as the image, in both themes.

    Kinds with words in them (KeyError) are not for images, which the page's font does not reach.
    """
    tall = height or HEIGHTS[chart.kind]
    return to_uri(_wrap(_WORDLESS[chart.kind](chart, tall, both), "100%", tall))


def to_uri(drawing: str) -> str:
    """Give an SVG as a data URI."""
    return "data:image/svg+xml;base64," + base64.b64encode(drawing.encode()).decode()


def _wrap(drawing: str, width: str, height: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'style="color-scheme:light dark">{drawing}</svg>'
    )
