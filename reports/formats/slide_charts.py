"""Charts on slides: native ones that can be edited, with the points, lines and shapes of the chart on paper."""

from __future__ import annotations

from collections.abc import Sequence

from pptx.chart.chart import Chart as Native
from pptx.chart.data import CategoryChartData
from pptx.chart.series import LineSeries
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
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
    """Draw a control chart as lines, anything else as columns with its lines across them."""
    points, lines = chart.series[0].points, chart.lines
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
        _unnamed(native, 0)
    native.font.size, native.font.name = Pt(11), font
    native.value_axis.minimum_scale, native.value_axis.maximum_scale = chart.values.low, chart.values.high
    ticks = [tick.value for tick in chart.values.ticks]
    if len(ticks) > 1:
        native.value_axis.major_unit = ticks[1] - ticks[0]
    if chart.values.high <= 1:
        native.value_axis.tick_labels.number_format = "0%"
        native.value_axis.tick_labels.number_format_is_linked = False
    native.value_axis.has_major_gridlines = False
    if chart.kind == "xmr":
        _trace(native, chart)
        levels = tuple(native.plots[0].series)[1:]
    else:
        levels = _over_columns(native) if lines else ()
        _bars(native, chart)
    for drawn, line in zip(levels, lines, strict=True):
        _level(drawn, line)


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


def _unnamed(native: Native, number: int) -> None:
    """Leave a series out of the legend: the points are what the slide's title is about."""
    entry = f'<c:legendEntry {nsdecls("c")}><c:idx val="{number}"/><c:delete val="1"/></c:legendEntry>'
    native.legend._element.find(qn("c:legendPos")).addnext(parse_xml(entry))


def _over_columns(native: Native) -> Sequence[LineSeries]:
    """Turn every series but the first into a line over the columns, on the same axes and of the same workbook."""
    columns = native.plots[0]._element
    axes = "".join(f'<c:axId val="{axis.get("val")}"/>' for axis in columns.findall(qn("c:axId")))
    over = parse_xml(
        f'<c:lineChart {nsdecls("c")}><c:grouping val="standard"/><c:varyColors val="0"/>'
        f'<c:marker val="1"/>{axes}</c:lineChart>'
    )
    columns.addnext(over)
    marker = over.find(qn("c:marker"))
    for series in columns.findall(qn("c:ser"))[1:]:
        for of_columns_only in series.findall(qn("c:invertIfNegative")):
            series.remove(of_columns_only)
        marker.addprevious(series)
    return tuple(native.plots[1].series)


def _level(drawn: LineSeries, line: Line) -> None:
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
