"""Pictures inside HTML: charts without words as images that follow the theme."""

from __future__ import annotations

from functools import lru_cache

from pages.parts.html import Html, el
from reports.charts.chart import Chart
from reports.charts.svg import data_uri, to_uri


@lru_cache(maxsize=4096)
def picture(chart: Chart, height: int | None = None) -> Html:
    """Show a sparkline or a row's picture, as wide as its place, with its alternative text."""
    return el("img", src=data_uri(chart, height), alt=chart.alt, class_=f"pic {chart.kind.replace('_', '-')}")


@lru_cache(maxsize=64)
def icon(drawing: str, word: str) -> Html:
    """Show an icon; the word says what it means."""
    return el("img", src=to_uri(drawing), alt=word, class_="icon")
