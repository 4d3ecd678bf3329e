"""Chart -> a slim Plotly figure for the screen. The same Chart as SVG is in ``reports.charts.svg``."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal

import streamlit as st
from plotly.graph_objects import Figure

from pages.parts.plot_funnel import draw_funnel
from pages.parts.plot_kinds import DRAWERS, HEIGHTS, LEFT, TOP, UNDER, Drawing, words
from reports.charts.chart import Chart
from reports.charts.colours import Paint, dark, light

Theme = Literal["light", "dark"]
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}


def plot(chart: Chart, *, key: str) -> None:
    """Show a chart on the page, in the colours of the viewer's theme."""
    theme: Theme = "dark" if st.context.theme.type == "dark" else "light"
    drawn = figure(chart, theme, is_phone())
    st.plotly_chart(drawn, theme=None, config=CONFIG, alt=chart.alt, key=key)


def is_phone() -> bool:
    """Say whether the browser calls itself mobile: the one thing a server knows of a screen's width."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


class Drawn(Figure):
    """A figure that is drawn once and shown by many reruns: what Streamlit sends of it is made once, too."""

    _sent: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        """The figure as a dictionary, which nobody changes."""
        if self._sent is None:
            self._sent = super().to_dict()
        return self._sent


@lru_cache(maxsize=512)
def figure(chart: Chart, theme: Theme = "light", compact: bool = False) -> Figure:
    """Draw a control chart, bars, a curve or a funnel as a figure that can be pointed at, but not zoomed or dragged.

    ``compact`` is for narrow screens: short labels, less room at the right.
    """
    paint = dark if theme == "dark" else light
    draw = draw_funnel if chart.kind == "funnel" else DRAWERS[chart.kind]
    drawing = draw(chart, paint, compact)
    return Drawn({"data": drawing.traces, "layout": _layout(chart, paint, drawing, compact)})


def _layout(chart: Chart, paint: Paint, drawing: Drawing, compact: bool) -> dict[str, Any]:
    places, values = chart.places, chart.values
    shared = {"fixedrange": True, "zeroline": False, "tickfont": {"color": paint("grey"), "size": 12}}
    along = {**shared, "showgrid": False, "showline": True, "linecolor": paint("border"), "linewidth": 1}
    if places is not None:
        along["range"] = [places.low, places.high]
        along["tickangle"] = 0
        along["tickvals"] = [tick.value for tick in places.ticks]
        along["ticktext"] = [
            f"{tick.label}<br>{tick.under}" if tick.under else tick.label for tick in places.ticks
        ]
    up = {
        **shared,
        "range": [values.low, values.high],
        "tickvals": [tick.value for tick in values.ticks],
        "ticktext": [tick.label for tick in values.ticks],
        "showgrid": drawing.grid,
        "gridcolor": paint("hairline"),
    }
    return {
        "template": {},
        "height": HEIGHTS[chart.kind],
        "margin": {"l": LEFT, "r": drawing.right, "t": TOP, "b": UNDER + drawing.under, "pad": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": '"Source Sans", sans-serif', "size": 12, "color": paint("grey")},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": paint("panel"),
            "bordercolor": paint("border"),
            "font": {"color": paint("ink")},
        },
        "xaxis": along,
        "yaxis": up,
        "shapes": drawing.shapes,
        "annotations": [*words(chart, drawing, paint, compact), *drawing.counts],
    }
