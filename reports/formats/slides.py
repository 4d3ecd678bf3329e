"""Slides: a document as PPTX, each part a slide, with editable text, tables, and charts that stay charts."""

from __future__ import annotations

import io
import math
import textwrap
from collections.abc import Iterator, Sequence

from pptx import Presentation
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from reports.document import (
    Block,
    Box,
    Bullets,
    Cell,
    Column,
    Document,
    Heading,
    Headlines,
    Paragraph,
    Picture,
    Table,
)
from reports.formats.repeatable import repeatable
from reports.formats.slide_charts import native_chart, rgb
from reports.frozen import Frozen

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
EDGE = Inches(0.6)
INNER = WIDTH - 2 * EDGE
TOP = Inches(1.4)
BOTTOM = Inches(6.8)
"""Where content ends: under it stands the foot."""
GAP = Inches(0.15)
CHART = Inches(3.3)
ROW = Inches(0.36)
PAD = Inches(0.2)
"""What the two sides of a cell take from its width."""
SIZE = 11
"""Points of the letters in tables."""
FONT = "Arial"
"""Slides carry no fonts: one that every office program has, or has another of the same widths for."""
LETTER = 0.52
"""Width of a letter, as a share of its size."""


def slides(frozen: Frozen, document: Document) -> bytes:
    """Set a document as slides."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    properties = deck.core_properties
    properties.title, properties.author = document.title, document.scope[1]
    properties.subject = f"{document.stamp_label} {frozen.stamp}"
    writer = _Writer(deck, document, frozen)
    writer.begin(document.title)
    writer.write([" · ".join(document.scope), document.lead], size=20)
    for heading, blocks in _parts(document.blocks):
        writer.add_part(heading, blocks)
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
    """Sets blocks from the top down; what does not fit goes on to another slide."""

    def __init__(self, deck: Slides, document: Document, frozen: Frozen) -> None:
        self.deck, self.document, self.frozen = deck, document, frozen
        self.is_cover = False
        self.top = int(BOTTOM)

    def begin(self, title: str) -> None:
        """Begin a slide with its title and its foot."""
        self.is_cover = not self.deck.slides
        self.title = title
        self.slide = _slide(self.deck, self.document, self.frozen, title)
        self.top = int(TOP)

    def add_part(self, heading: Heading, blocks: Sequence[Block]) -> None:
        """Set a part: on a slide of its own, or under the one before where it fits there whole."""
        whole = sum(_tall(block) + GAP for block in blocks)
        said = _lines_tall([heading.text], 18) + _lines_tall([heading.small], 12) + GAP
        is_small = not any(isinstance(block, Picture) for block in blocks)
        if is_small and not self.is_cover and self.top + said + whole <= BOTTOM:
            self.write([heading.text], size=18, bold=True)
        else:
            self.begin(heading.text or self.document.title)
        self.write([heading.small], size=12, grey=True)
        for block in blocks:
            self.add(block)

    def add(self, block: Block) -> None:
        """Set one block."""
        if isinstance(block, Table):
            rows = list(block.rows)
            while rows:
                rows = self._rows(block, rows)
            return
        if self.top > TOP and self.top + _tall(block) > BOTTOM:
            self.begin(self.title)
        if isinstance(block, Picture):
            native_chart(self.slide, block.chart, EDGE, self.top, INNER, CHART, FONT)
            self.top += CHART + GAP
        else:
            self.write(list(_lines(block)), size=16)

    def _rows(self, block: Table, rows: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
        """Set as many rows as fit on this slide; give the others."""
        room = BOTTOM - self.top - _head_tall(block)
        fitting = 0
        while fitting < len(rows) and (room := room - _row_tall(rows[fitting], block.columns)) >= 0:
            fitting += 1
        # Nobody reads a table of which one row stands alone.
        if fitting < min(len(rows), 3) and self.top > TOP + Inches(0.6):
            self.begin(self.title)
            return rows
        # What goes on to other slides is divided evenly.
        fitting = math.ceil(len(rows) / math.ceil(len(rows) / max(fitting, 1)))
        first = len(block.rows) - len(rows)
        strong = tuple(number - first for number in block.strong)
        part = block.model_copy(update={"rows": tuple(rows[:fitting]), "strong": strong})
        self.top = _table(self.slide, part, self.top) + GAP
        if fitting < len(rows):
            self.begin(self.title)
        return rows[fitting:]

    def write(self, lines: Sequence[str], *, size: int, grey: bool = False, bold: bool = False) -> None:
        """Write lines under each other."""
        lines = [line for line in lines if line]
        if not lines:
            return
        height = _lines_tall(lines, size)
        _text(self.slide, lines, self.top, height, size=size, grey=grey, bold=bold)
        self.top += height


def _tall(block: Block) -> int:
    """How tall a block is set."""
    if isinstance(block, Table):
        return _head_tall(block) + sum(_row_tall(row, block.columns) for row in block.rows)
    if isinstance(block, Picture):
        return CHART
    return _lines_tall(list(_lines(block)), 16)


def _lines_tall(lines: Sequence[str], size: int) -> int:
    count = sum(_wrapped(line, INNER, size) for line in lines if line)
    return int(Pt(size) * 1.25 * count + Inches(0.12)) if count else 0


def _wrapped(text: str, wide: int, size: int) -> int:
    """Into how many lines a text is broken."""
    letters = max(int(wide / (Pt(size) * LETTER)), 1)
    return sum(max(len(textwrap.wrap(line, letters)), 1) for line in text.split("\n"))


def _widths(columns: Sequence[Column]) -> list[int]:
    whole = sum(column.width for column in columns)
    return [int(INNER * column.width / whole) for column in columns]


def _head_tall(block: Table) -> int:
    if not any(column.head for column in block.columns):
        return 0
    heads = tuple(Cell(text=column.head) for column in block.columns)
    return _row_tall(heads, block.columns)


def _row_tall(row: Sequence[Cell], columns: Sequence[Column]) -> int:
    """How tall a row is: its cell of most lines decides."""
    widths, place, most = _widths(columns), 0, 1
    for cell in row:
        wide = sum(widths[place : place + cell.span]) - PAD
        most = max(most, _wrapped(_said(cell), wide, SIZE))
        place += cell.span
    return max(int(Pt(SIZE) * 1.22 * most + Inches(0.08)), int(ROW))


def _said(cell: Cell) -> str:
    """The words of a cell; pictures in it leave theirs behind."""
    said = " ".join(part for part in (cell.text, cell.small) if part)
    return "\n".join(part for part in (said, cell.under) if part)


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
    shown.left, shown.top, shown.width, shown.height = EDGE, Inches(0.35), INNER, Inches(1.0)
    shown.text_frame.text = title
    shown.text_frame.word_wrap = True
    for paragraph in shown.text_frame.paragraphs:
        paragraph.alignment = 1
        for run in paragraph.runs:
            run.font.size, run.font.bold, run.font.name = Pt(24), True, FONT
            run.font.color.rgb = rgb("ink")
    foot = " · ".join((*document.scope[1:], *document.foot, f"{document.stamp_label} {frozen.stamp}"))
    _text(slide, [foot], Inches(6.95), Inches(0.4), size=9, grey=True)
    return slide


def _text(
    slide: Slide, lines: Sequence[str], top: int, height: int, *, size: int, grey: bool, bold: bool = False
) -> None:
    frame = slide.shapes.add_textbox(EDGE, Emu(top), INNER, Emu(height)).text_frame
    frame.word_wrap = True
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
        run.font.color.rgb = rgb("grey" if grey else "ink")


def _table(slide: Slide, block: Table, top: int) -> int:
    """Set a native table; give where it ends."""
    head = _head_tall(block)
    talls = [*([head] if head else []), *(_row_tall(row, block.columns) for row in block.rows)]
    frame = slide.shapes.add_table(len(talls), len(block.columns), EDGE, Emu(top), INNER, Emu(sum(talls)))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", block.caption)
    table = frame.table
    table.first_row, table.horz_banding = bool(head), False
    for number, tall in enumerate(talls):
        table.rows[number].height = Emu(tall)
    for place, (column, wide) in enumerate(zip(block.columns, _widths(block.columns), strict=True)):
        table.columns[place].width = Emu(wide)
        if head:
            _fill(table.cell(0, place), column.head, bold=True, right=column.right, head=True)
    for number, row in enumerate(block.rows):
        place, line = 0, number + bool(head)
        for cell in row:
            bold = cell.strong or number in block.strong
            tone = f"{cell.tone}-text" if cell.tone else "grey" if cell.grey else "ink"
            _fill(table.cell(line, place), _said(cell), bold=bold, right=block.columns[place].right, ink=tone)
            if cell.span > 1:
                table.cell(line, place).merge(table.cell(line, place + cell.span - 1))
            place += cell.span
    return top + sum(talls)


def _fill(cell, text: str, *, bold: bool, right: bool, ink: str = "ink", head: bool = False) -> None:  # type: ignore[no-untyped-def]
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb("panel" if head else "page")
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    frame = cell.text_frame
    frame.word_wrap = True
    for place, line in enumerate(text.split("\n")):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.alignment = 3 if right else 1
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold, run.font.name = Pt(SIZE), bold, FONT
        run.font.color.rgb = rgb(ink)
