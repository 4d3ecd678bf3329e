"""What a file says when it is opened again: all its texts, metadata and chart data included."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pypdf
from lxml import html
from pptx import Presentation
from python_calamine import CalamineWorkbook

from reports.charts.chart import Axis, Chart
from reports.document import Document
from reports.frozen import Frozen

TOKEN = re.compile(r"\d+(?:[.,]\d+)*")


def tokens(texts: Iterable[str]) -> Counter[str]:
    """The numbers in some texts, each as often as it stands there."""
    return Counter(token for text in texts for token in TOKEN.findall(text))


def texts_of(format: str, content: bytes) -> list[str]:
    """Every text of a file that a reader, a program that reads aloud, or a search may find."""
    return list({"pdf": _pdf, "html": _html, "mail": _html, "pptx": _pptx, "text": _plain}[format](content))


def _plain(content: bytes) -> Iterator[str]:
    yield content.decode()


def _pdf(content: bytes) -> Iterator[str]:
    read = pypdf.PdfReader(io.BytesIO(content))
    yield from (page.extract_text() for page in read.pages)
    yield from (str(read.metadata.get(name, "")) for name in ("/Title", "/Author", "/Subject", "/Keywords"))
    yield from _alternatives(read.trailer["/Root"]["/StructTreeRoot"])


def _alternatives(node: Any) -> Iterator[str]:
    """What is said of pictures to those who cannot see them."""
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from _alternatives(one)
    elif isinstance(node, dict):
        yield str(node.get("/Alt", ""))
        if "/K" in node:
            yield from _alternatives(node["/K"])


def _html(content: bytes) -> Iterator[str]:
    root = html.document_fromstring(content)
    for node in root.xpath("//style | //script"):
        node.drop_tree()
    yield from root.itertext()
    yield from root.xpath("//@aria-label | //@title | //@alt | //@content")
    for told in root.xpath("//@data-points"):
        yield from (text for _, text in json.loads(told))


def _pptx(content: bytes) -> Iterator[str]:
    deck = Presentation(io.BytesIO(content))
    properties = deck.core_properties
    yield from (
        properties.title,
        properties.subject,
        properties.author,
        properties.comments,
        properties.keywords,
    )
    for slide in deck.slides:
        for shape in slide.shapes:
            yield from shape._element.xpath(".//p:cNvPr/@descr")
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)
            if shape.has_chart:
                yield from (
                    label.text_frame.text
                    for series in shape.chart.plots[0].series
                    for point in range(len(list(series.values)))
                    for label in (series.points[point].data_label,)
                    if label.has_text_frame
                )
                yield from (str(name) for name in shape.chart.plots[0].categories)
                yield from (series.name for plot in shape.chart.plots for series in plot.series)


def native_numbers(content: bytes) -> list[list[float | str]]:
    """The rows of the workbook behind each native chart, as they come when its data are edited."""
    found: list[list[float | str]] = []
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_chart:
                held = shape.chart.part.chart_workbook.xlsx_part.blob
                book = CalamineWorkbook.from_filelike(io.BytesIO(held))
                found += [
                    row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()
                ]
    return found


def charts_of(document: Document) -> Iterator[Chart]:
    """Every chart of a document, in rows of tables too."""
    for block in document.blocks:
        if block.kind == "picture":
            yield block.chart
        if block.kind == "table":
            yield from (cell.chart for row in block.rows for cell in row if cell.chart)


def drawn_texts(chart: Chart) -> Iterator[str]:
    """What a chart may write: its ticks, lines, points and what is said of it."""
    yield from _ticks(chart.values)
    if chart.places is not None:
        yield from _ticks(chart.places)
    # Beside its picture and as the name of its series.
    yield from (chart.alt, chart.alt, chart.title, chart.note, *(line.label for line in chart.lines))
    for series in chart.series:
        yield from (text for point in series.points for text in (point.label, point.text))
        if chart.kind == "bars":
            yield from (point.text for point in (series.points[0], series.points[-1]))


def _ticks(axis: Axis) -> Iterator[str]:
    yield from (text for tick in axis.ticks for text in (tick.label, tick.under))


def allowed_texts(frozen: Frozen, document: Document, pages: int) -> list[str]:
    """What a document may say in a file of so many pages: its own texts once, its foot and heads on every page."""
    every = [*document.scope, *document.foot, f"{document.stamp_label} {frozen.stamp}"]
    once = [
        every[-1],
        document.title,
        document.title,
        document.lead,
        " · ".join(document.scope),
        document.message,
        *document.script,
    ]
    for block in document.blocks:
        match block.kind:
            case "table":
                every += [column.head for column in block.columns]
                once += [block.caption, *(column.head for column in block.columns)]
                once += [text for column in block.columns if column.axis for text in _ticks(column.axis)]
                once += [
                    text for row in block.rows for cell in row for text in (cell.text, cell.small, cell.under)
                ]
            case "headlines":
                once += [text for one in block.items for text in (one.label, one.value, *one.lines)]
            case "bullets":
                once += block.items
            case "box":
                once += [block.heading, *block.lines]
            case "heading":
                once += [block.text, block.small]
            case "pictogram":
                once += [block.big, block.text]
            case "paragraph":
                once.append(block.text)
    once += [text for chart in charts_of(document) for text in drawn_texts(chart)]
    numbered = [document.page_label.format(page=page + 1, pages=pages) for page in range(pages)]
    return once + every * pages + numbered
