"""The one table: words, numbers with their n, and pictures in the row, each opening its number card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pages.parts.card import opener
from pages.parts.html import Html, Text, el, join, plain, say
from pages.parts.picture import picture
from reports.charts.chart import Axis, Chart, Tone

MANY = 5
"""Columns that still stand beside each other on a phone."""
Fold = Literal["", "folded", "wordy", "promised", "funded", "targets", "yearly"]
"""How a row is set where the block is narrow. ``folded``, of a name, a picture, two numbers and a remark: the name over
the picture, the remark under it. ``wordy``: the name and its numbers, then the words, each under its head.
``promised``: the name, then baseline, target, actual and status, then the picture. ``funded``: the name, the money, the
counts, then the picture. ``targets``: the name, then target, value and status, the picture, and earlier values under their
heads. ``yearly``: the year and three numbers, then their range under its head."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, what side it is set to, how wide, and the axis of the pictures in it."""

    head: str
    right: bool = False
    width: str | None = None
    """A CSS width, such as ``"24%"``."""
    axis: Axis | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place: a number or words, something small beside or under it, a picture."""

    text: Text = ""
    small: Text = ""
    """Grey, beside the text: n, or the first target in brackets."""
    under: Text = ""
    """Grey, on a line of its own."""
    strong: bool = False
    grey: bool = False
    tone: Tone | None = None
    chart: Chart | None = None
    card: str | None = None
    span: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row; its first cell is its head. A ``strong`` row is bold: the longest delay, the total."""

    cells: tuple[Cell, ...]
    strong: bool = False


def table(
    caption: str, columns: Sequence[Column], rows: Sequence[Row], *, heads: bool = True, fold: Fold = ""
) -> Html:
    """Show a table. The caption is read aloud, not shown; ``heads`` False hides the heads in the same way.

    Where the block is too narrow for a table of many columns its rows are set in several lines (``fold``), else it is
    moved sideways; no column is left out.
    """
    head = el("tr", *(_head(column) for column in columns))
    body = el(
        "table",
        el("caption", caption),
        join(el("col", style=_width(column)) for column in columns),
        el("thead", head, class_=None if heads else "unseen"),
        el("tbody", *(_row(row, columns) for row in rows)),
        class_=fold or None,
    )
    many = len(columns) > MANY and not fold
    return (
        el("div", body, class_="scroll many", tabindex=0, role="group", aria_label=caption) if many else body
    )


def _width(column: Column) -> str | None:
    return f"width:{column.width}" if column.width else None


def _classes(column: Column, *more: str | None) -> str | None:
    kinds = ("right" if column.right else None, *more)
    return " ".join(kind for kind in kinds if kind) or None


def _head(column: Column) -> Html:
    if column.axis is None:
        return el("th", column.head, scope="col", class_=_classes(column))
    # The picture's own axis is written once, in the head; the rows continue it as hairlines.
    ticks = (
        el("span", tick.label, style=f"left:{100 * column.axis.share(tick.value):.1f}%")
        for tick in column.axis.ticks
    )
    name = el("span", column.head, class_="unseen")
    return el("th", name, el("span", *ticks, class_="ticks"), scope="col", class_=_classes(column, "axis"))


def _row(row: Row, columns: Sequence[Column]) -> Html:
    cells = []
    place = 0
    for cell in row.cells:
        column = columns[place]
        cells.append(_cell(cell, column, row, first=place == 0))
        place += cell.span
    return el("tr", *cells, class_="strong" if row.strong else None)


def _cell(cell: Cell, column: Column, row: Row, *, first: bool) -> Html:
    parts = []
    if cell.text:
        strong = cell.strong or (row.strong and first)
        words = el(
            "b" if strong else "span", say(cell.text), class_=cell.tone or ("grey" if cell.grey else None)
        )
        parts.append(opener(words, cell.card, f"{plain(row.cells[0].text)}: {plain(cell.text)}"))
    if cell.small:
        parts.append(el("span", say(cell.small), class_="n"))
    if cell.under:
        parts.append(el("span", say(cell.under), class_="n line"))
    if cell.chart is not None:
        parts.append(picture(cell.chart))
    span = cell.span if cell.span > 1 else None
    kind = _classes(column, "pics" if cell.chart is not None else None)
    if first:
        return el("th", *parts, scope="row", colspan=span, class_=kind)
    return el("td", *parts, colspan=span, class_=kind, data_head=column.head or None)
