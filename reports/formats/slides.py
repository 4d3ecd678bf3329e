"""Slides: a document as PPTX, each part a slide, with editable text, tables, and charts that stay charts."""

from __future__ import annotations

import io
from collections.abc import Iterator

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from reports.charts.chart import Chart
from reports.charts.colours import LIGHT
from reports.document import Block, Box, Bullets, Document, Heading, Headlines, Paragraph, Picture, Table
from reports.formats.repeatable import repeatable
from reports.frozen import Frozen

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
EDGE = Inches(0.6)
BOTTOM = Inches(6.75)
"""Where content ends: under it stands the foot."""
ROW = Inches(0.36)
FONT = "Source Sans 3"
MOST_ROWS = 12
"""Rows of a table on one slide; longer ones go on to the next."""


def slides(frozen: Frozen, document: Document) -> bytes:
    """Set a document as slides."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    properties = deck.core_properties
    properties.title, properties.author = document.title, document.scope[1]
    properties.subject = f"{document.stamp_label} {frozen.stamp}"
    cover = _slide(deck, document, frozen, document.title)
    _text(cover, [" · ".join(document.scope), document.lead], top=Inches(2.2), size=20)
    for heading, blocks in _parts(document.blocks):
        writer = _Writer(deck, document, frozen, heading)
        for block in blocks:
            writer.add(block)
    held = io.BytesIO()
    deck.save(held)
    return repeatable(held.getvalue(), frozen.as_of)


def _parts(blocks: tuple[Block, ...]) -> Iterator[tuple[Heading, list[Block]]]:
    """The parts of a document: each heading with what stands under it."""
    heading, held = Heading(text=""), []
    for block in blocks:
        if isinstance(block, Heading):
            if held:
                yield heading, held
            heading, held = block, []
        else:
            held.append(block)
    if held:
        yield heading, held


class _Writer:
    """Sets the blocks of one part from the top down; what does not fit goes on to another slide."""

    def __init__(self, deck: Slides, document: Document, frozen: Frozen, heading: Heading) -> None:
        self.deck, self.document, self.frozen, self.heading = deck, document, frozen, heading
        self._begin()

    def _begin(self) -> None:
        self.slide = _slide(self.deck, self.document, self.frozen, self.heading.text or self.document.title)
        self.top = Inches(1.45)
        if self.heading.small:
            self.top = _text(self.slide, [self.heading.small], top=self.top, size=12, grey=True)

    def _need(self, height: int) -> None:
        if self.top + height > BOTTOM and self.top > Inches(2):
            self._begin()

    def add(self, block: Block) -> None:
        """Set one block."""
        if isinstance(block, Table):
            for first in range(0, len(block.rows), MOST_ROWS):
                part = block.model_copy(update={"rows": block.rows[first : first + MOST_ROWS]})
                self._need(ROW * (len(part.rows) + 2))
                self.top = _table(self.slide, part, self.top)
        elif isinstance(block, Picture):
            self._need(Inches(3.6))
            self.top = _chart(self.slide, block.chart, self.top)
        else:
            lines = list(_lines(block))
            self._need(Inches(0.34) * len(lines))
            self.top = _text(self.slide, lines, top=self.top, size=16)


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Bullets):
        yield from (f"– {item}" for item in block.items)
    elif isinstance(block, Box):
        yield block.heading
        yield from block.lines
    elif isinstance(block, Headlines):
        for one in block.items:
            yield " · ".join((f"{one.label}: {one.value}", *one.lines))


def _slide(deck: Slides, document: Document, frozen: Frozen, title: str) -> Slide:
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    shown = slide.shapes.title
    shown.left, shown.top, shown.width, shown.height = EDGE, Inches(0.35), WIDTH - 2 * EDGE, Inches(1.0)
    shown.text_frame.text = title
    shown.text_frame.word_wrap = True
    for paragraph in shown.text_frame.paragraphs:
        paragraph.alignment = 1
        for run in paragraph.runs:
            run.font.size, run.font.bold, run.font.name = Pt(24), True, FONT
            run.font.color.rgb = _rgb("ink")
    foot = " · ".join((*document.scope[1:], *document.foot, f"{document.stamp_label} {frozen.stamp}"))
    _text(slide, [foot], top=Inches(6.95), size=9, grey=True)
    return slide


def _text(slide: Slide, lines: list[str], *, top: int, size: int, grey: bool = False) -> int:
    """Write lines under each other; give where the next block begins."""
    lines = [line for line in lines if line]
    letters = int((WIDTH - 2 * EDGE) / Pt(size) * 2.0)
    tall = sum(1 + len(line) // letters for line in lines)
    height = Emu(int(Pt(size) * 1.35 * tall) + int(Inches(0.1)))
    frame = slide.shapes.add_textbox(EDGE, Emu(top), WIDTH - 2 * EDGE, height).text_frame
    frame.word_wrap = True
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.name = Pt(size), FONT
        run.font.color.rgb = _rgb("grey" if grey else "ink")
    return Emu(top + height)


def _table(slide: Slide, block: Table, top: int) -> int:
    """Set a native table; pictures in its cells leave their words behind."""
    has_heads = any(column.head for column in block.columns)
    count = len(block.rows) + has_heads
    wide = WIDTH - 2 * EDGE
    frame = slide.shapes.add_table(count, len(block.columns), EDGE, Emu(top), wide, ROW * count)
    table = frame.table
    table.first_row, table.horz_banding = has_heads, False
    whole = sum(column.width for column in block.columns)
    for place, column in enumerate(block.columns):
        table.columns[place].width = Emu(int(wide * column.width / whole))
        if has_heads:
            _fill(table.cell(0, place), column.head, bold=True, right=column.right, size=11, head=True)
    for number, row in enumerate(block.rows, start=int(has_heads)):
        place = 0
        for cell in row:
            said = " ".join(part for part in (cell.text, cell.small) if part)
            said = "\n".join(part for part in (said, cell.under) if part)
            bold = cell.strong or number - has_heads in block.strong
            _fill(table.cell(number, place), said, bold=bold, right=block.columns[place].right, size=11)
            if cell.span > 1:
                table.cell(number, place).merge(table.cell(number, place + cell.span - 1))
            place += cell.span
    lines = sum(
        max((cell.text.count("\n") + 1 + bool(cell.under) for cell in row), default=1) for row in block.rows
    )
    return Emu(top + int(ROW * max(count, lines * 0.72)) + int(Inches(0.2)))


def _fill(cell, text: str, *, bold: bool, right: bool, size: int, head: bool = False) -> None:  # type: ignore[no-untyped-def]
    cell.fill.solid()
    cell.fill.fore_color.rgb = _rgb("panel" if head else "page")
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    frame = cell.text_frame
    frame.word_wrap = True
    for place, line in enumerate(text.split("\n")):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.alignment = 3 if right else 1
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
        run.font.color.rgb = _rgb("ink")


def _chart(slide: Slide, chart: Chart, top: int) -> int:
    """Set a native chart: the same points, and its lines as series of their own."""
    points = chart.series[0].points
    data = CategoryChartData()
    data.categories = [point.label or str(number + 1) for number, point in enumerate(points)]
    kinds = {
        "xmr": XL_CHART_TYPE.LINE_MARKERS,
        "bars": XL_CHART_TYPE.COLUMN_CLUSTERED,
        "stacked": XL_CHART_TYPE.COLUMN_CLUSTERED,
    }
    data.add_series(chart.title or chart.alt[:80], [point.value for point in points])
    if chart.kind == "xmr":
        for line in chart.lines:
            data.add_series(line.label or line.kind, [line.value] * len(points))
    kind = kinds.get(chart.kind, XL_CHART_TYPE.COLUMN_CLUSTERED)
    height = Inches(3.6)
    frame = slide.shapes.add_chart(kind, EDGE, Emu(top), WIDTH - 2 * EDGE, height, data)
    native = frame.chart
    native.has_legend = chart.kind == "xmr"
    if native.has_legend:
        native.legend.position, native.legend.include_in_layout = XL_LEGEND_POSITION.RIGHT, False
    native.font.size, native.font.name = Pt(11), FONT
    native.value_axis.minimum_scale, native.value_axis.maximum_scale = chart.values.low, chart.values.high
    if chart.values.high <= 1:
        native.value_axis.tick_labels.number_format = "0%"
        native.value_axis.tick_labels.number_format_is_linked = False
    native.value_axis.has_major_gridlines = False
    colours = {"xmr": "common", "bars": "actual"}
    first = native.plots[0].series[0]
    if chart.kind == "xmr":
        first.format.line.color.rgb = _rgb(colours["xmr"])
        first.smooth = False
    else:
        first.format.fill.solid()
        first.format.fill.fore_color.rgb = _rgb("actual")
    frame._element.nvGraphicFramePr.cNvPr.set("descr", chart.alt)
    return Emu(top + height + int(Inches(0.1)))


def _rgb(name: str) -> RGBColor:
    return RGBColor.from_string(LIGHT[name].lstrip("#").upper())
