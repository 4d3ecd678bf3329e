"""Charts on slides: native ones that can be edited, with the points, lines and shapes of the chart on paper."""

from __future__ import annotations

from pptx.chart.chart import Chart as Native
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.slide import Slide
from pptx.util import Emu, Pt

from reports.charts.chart import Chart, Line
from reports.charts.colours import LIGHT
from reports.charts.svg_marks import colour

SHAPES = {
    "good": XL_MARKER_STYLE.TRIANGLE,
    "bad": XL_MARKER_STYLE.SQUARE,
    "neutral": XL_MARKER_STYLE.DIAMOND,
}
"""Signals differ in shape too; PowerPoint knows no triangle that points down."""
DASHES = {
    "target": MSO_LINE_DASH_STYLE.ROUND_DOT,
    "upper": MSO_LINE_DASH_STYLE.DASH,
    "lower": MSO_LINE_DASH_STYLE.DASH,
}
INKS = {"target": "ink", "mean": "previous"}


def native_chart(slide: Slide, chart: Chart, left: int, top: int, width: int, height: int, font: str) -> None:
    """Draw a control chart as lines, anything else as columns. Bars have no lines across: their names say them."""
    points = chart.series[0].points
    lines = chart.lines if chart.kind == "xmr" else ()
    data = CategoryChartData()
    data.categories = [point.label or str(number + 1) for number, point in enumerate(points)]
    data.add_series(chart.title or chart.alt[:80], [point.value for point in points])
    for line in lines:
        data.add_series(line.label or line.kind, [line.value] * len(points))
    kind = XL_CHART_TYPE.LINE_MARKERS if chart.kind == "xmr" else XL_CHART_TYPE.COLUMN_CLUSTERED
    frame = slide.shapes.add_chart(kind, Emu(left), Emu(top), Emu(width), Emu(height), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", chart.alt)
    native = frame.chart
    native.has_title = False
    native.has_legend = bool(lines)
    if lines:
        native.legend.position, native.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    native.font.size, native.font.name = Pt(11), font
    native.value_axis.minimum_scale, native.value_axis.maximum_scale = chart.values.low, chart.values.high
    if chart.values.high <= 1:
        native.value_axis.tick_labels.number_format = "0%"
        native.value_axis.tick_labels.number_format_is_linked = False
    native.value_axis.has_major_gridlines = False
    if chart.kind == "xmr":
        _trace(native, chart)
        for number, line in enumerate(lines, start=1):
            _level(native, number, line)
    else:
        _bars(native, chart)


def _trace(native: Native, chart: Chart) -> None:
    drawn = native.plots[0].series[0]
    drawn.smooth = False
    drawn.format.line.color.rgb, drawn.format.line.width = rgb("common"), Pt(1.75)
    for place, point in enumerate(chart.series[0].points):
        marker = drawn.points[place].marker
        marker.style = SHAPES.get(point.role, XL_MARKER_STYLE.CIRCLE)
        marker.size = 11 if point.role in SHAPES else 6
        marker.format.fill.solid()
        marker.format.fill.fore_color.rgb = rgb("page" if point.role == "unfinished" else colour(point.role))
        marker.format.line.color.rgb = rgb(colour(point.role))


def _level(native: Native, number: int, line: Line) -> None:
    drawn = native.plots[0].series[number]
    drawn.smooth = False
    drawn.marker.style = XL_MARKER_STYLE.NONE
    drawn.format.line.color.rgb = rgb(INKS.get(line.kind, "grey"))
    drawn.format.line.width = Pt(1.25)
    if line.kind in DASHES:
        drawn.format.line.dash_style = DASHES[line.kind]


def _bars(native: Native, chart: Chart) -> None:
    """The current bar is dark; the first and the last carry their value."""
    points = chart.series[0].points
    drawn = native.plots[0].series[0]
    native.plots[0].gap_width = 60
    shown = [place for place, point in enumerate(points) if point.value is not None]
    for place in shown:
        fill = drawn.points[place].format.fill
        fill.solid()
        fill.fore_color.rgb = rgb(colour(points[place].role))
    for place in {*shown[:1], *shown[-1:]}:
        label = drawn.points[place].data_label
        label.position = XL_LABEL_POSITION.OUTSIDE_END
        label.text_frame.text = points[place].text


def rgb(name: str) -> RGBColor:
    """A colour of the light theme by its name."""
    return RGBColor.from_string(LIGHT[name].lstrip("#").upper())
