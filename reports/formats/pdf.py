"""PDF: a document set by typst, tagged, with its fonts inside and its charts as vectors.

The same document gives the same bytes: its date is the day of its data, its fonts are Hasil's own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any

import typst

from reports.charts.chart import Chart
from reports.charts.svg import HEIGHTS, axis_svg, svg
from reports.document import Document
from reports.frozen import Frozen

HERE = Path(__file__).parent
WIDE = 660
"""Width of a page's text in pixels of a chart: 176 mm at three quarters of a point each."""
FEW_ROWS = 4
"""Rows of a table that may stand at the foot of a page as they come."""
INSET = 10
"""Pixels of a column that its chart may not use."""
LITTLE = 0.2
"""A last page of which less than this share is full is not worth a sheet."""
OTHERWISE = (0.96, 0.92, 1.04)
"""Sizes of letters and rows, as shares of the usual: closer spares the page, else wider gives it more to say."""


def pdf(frozen: Frozen, document: Document) -> bytes:
    """Set a document as a PDF."""
    return compiled(frozen, document, "pdf")


def pages_png(frozen: Frozen, document: Document, ppi: int = 110) -> list[bytes]:
    """Set a document and give a picture of each page, for a preview."""
    found = compiled(frozen, document, "png", ppi=ppi)
    return found if isinstance(found, list) else [found]


def compiled(frozen: Frozen, document: Document, format: str, **how: Any) -> Any:
    """Run typst over the template of this kind of report."""
    content = json.dumps(for_typst(frozen, document), ensure_ascii=False)
    template, close = ("poster.typ", 1.0) if document.kind == "poster" else ("paper.typ", _close(content))
    standards = ["ua-1"] if format == "pdf" else []
    return typst.compile(**_setting(template, content, close), format=format, pdf_standards=standards, **how)


def _close(content: str) -> float:
    """Find how close to set a document: as it comes, unless that leaves a last page of a few lines."""
    as_it_comes = _end(content, 1.0)
    if as_it_comes["page"] > 1 and as_it_comes["full"] < LITTLE:
        for close in OTHERWISE:
            end = _end(content, close)
            if end["page"] <= as_it_comes["page"] and end["full"] >= LITTLE:
                return close
    return 1.0


def _end(content: str, close: float) -> dict[str, float]:
    """Where a document ends; typst keeps what it has set, so that writing the file costs little more."""
    found = typst.query(**_setting("paper.typ", content, close), selector="<end>", field="value", one=True)
    return json.loads(found)


def _setting(template: str, content: str, close: float) -> dict[str, Any]:
    return {
        "input": str(HERE / template),
        "root": str(HERE),
        "font_paths": [str(HERE / "fonts")],
        "ignore_system_fonts": True,
        "sys_inputs": {"document": content, "close": str(close)},
    }


def for_typst(frozen: Frozen, document: Document) -> Mapping[str, Any]:
    """A document as the template reads it: charts are drawn, and what every page states is there."""
    said = document.model_dump(mode="json", exclude={"blocks"})
    day = frozen.as_of
    return {
        **said,
        "date": [day.year, day.month, day.day],
        "stamp": f"{document.stamp_label} {frozen.stamp}",
        "page": document.page_label,
        "blocks": [_block(*pair) for pair in zip_longest(document.blocks, document.blocks[1:])],
    }


def _block(block: Any, following: Any) -> dict[str, Any]:
    said = block.model_dump(mode="json")
    if block.kind == "heading":
        said["room"] = following is not None and following.kind == "table" and len(following.rows) > FEW_ROWS
    if block.kind == "picture":
        said["chart"] = _drawn(block.chart, WIDE, block.height)
    if block.kind == "table":
        # A table that ends a document tells how it was counted: it is looked up, not read.
        said["fine"] = following is None
        whole = sum(column.width for column in block.columns)
        widths = [max(int(WIDE * column.width / whole) - INSET, 20) for column in block.columns]
        for column, said_column, width in zip(block.columns, said["columns"], widths, strict=True):
            if column.axis is not None:
                said_column["axis"] = {"svg": axis_svg(column.axis, width), "alt": column.head}
        for row, said_row in zip(block.rows, said["rows"], strict=True):
            for place, (cell, said_cell) in enumerate(zip(row, said_row, strict=True)):
                if cell.chart is not None:
                    said_cell["chart"] = _drawn(cell.chart, widths[place], None)
    return said


def _drawn(chart: Chart, width: int, height: int | None) -> dict[str, str]:
    tall = height or {**HEIGHTS, "interval_row": 15, "spark": 40}[chart.kind]
    return {"svg": svg(chart, width=width, height=tall), "alt": chart.alt or "–"}
