"""Blocks of the quarter review: variation against assurance, and exceptions side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from locales.formats import DASH
from metrics.statistics.spc import Assurance, Variation
from pages.parts.card import opener
from pages.parts.html import Html, Text, el, join, say
from pages.parts.picture import icon, picture
from reports.charts.chart import Chart, Tone
from reports.charts.icons import Way, assurance_icon, variation_icon


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """An assurance: its name and what it means."""

    assurance: Assurance
    name: str
    small: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator in the matrix: name, value and n."""

    name: str
    value: str
    card: str | None = None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A variation: its name, what it means, and the indicators in each column; a single cell is as wide as all."""

    variation: Variation
    name: str
    small: str
    cells: tuple[tuple[Entry, ...], ...]
    way: Way | None = None


@dataclass(frozen=True, slots=True)
class Exceptional:
    """An exception for the board: what the chart shows, and what is done about it."""

    heading: str
    spark: Chart
    value: str
    first: str
    last: str
    """The first and the last period of the chart."""
    rows: tuple[tuple[str, Text], ...]
    tone: Tone | None = None
    card: str | None = None


def matrix(caption: str, columns: Sequence[MatrixColumn], rows: Sequence[MatrixRow]) -> Html:
    """Show which indicators improve, stay or decline, against whether their target will be met."""
    heads = [el("td", "")]
    heads += [
        el(
            "th",
            icon(assurance_icon(column.assurance), "") if column.assurance != "none" else el("i", ""),
            el("b", column.name),
            el("span", column.small, class_="sub"),
            scope="col",
        )
        for column in columns
    ]
    body = [_matrix_row(row, columns) for row in rows]
    return el(
        "table", el("caption", caption), el("thead", el("tr", *heads)), el("tbody", *body), class_="matrix"
    )


def exceptions(items: Sequence[Exceptional]) -> Html:
    """Show exceptions side by side."""
    return el("div", *(_exception(item) for item in items), class_="thirds")


def _matrix_row(row: MatrixRow, columns: Sequence[MatrixColumn]) -> Html:
    wide = len(row.cells) < len(columns)
    names = [None] if wide else [column.name for column in columns]
    span = len(columns) if wide else None
    # Set in blocks, a row without anything keeps one dash.
    last = None if any(row.cells) else len(row.cells) - 1
    cells = [
        _entries(cell, name, span, hidden=place != last)
        for place, (cell, name) in enumerate(zip(row.cells, names, strict=True))
    ]
    return el("tr", _row_head(row), *cells)


def _row_head(row: MatrixRow) -> Html:
    return el(
        "th",
        icon(variation_icon(row.variation, row.way), ""),
        el("b", row.name),
        el("span", row.small, class_="sub"),
        scope="row",
    )


def _entries(entries: tuple[Entry, ...], column: str | None, span: int | None, *, hidden: bool) -> Html:
    """One place of the matrix; where it is set in blocks the column's name stands in front."""
    if not entries:
        return el("td", el("span", DASH, class_="grey"), class_="none" if hidden else None)
    shown = join(el("div", el("span", entry.name), " ", _value(entry)) for entry in entries)
    return el("td", shown, data_head=column, colspan=span, class_="wide" if span else None)


def _value(entry: Entry) -> Html:
    return opener(el("span", entry.value, class_="n"), entry.card, f"{entry.name}: {entry.value}")


def _exception(item: Exceptional) -> Html:
    value = opener(el("b", item.value, class_=item.tone), item.card, f"{item.heading}: {item.value}")
    chart = el(
        "div",
        picture(item.spark, 76),
        value,
        el("span", el("span", item.first), el("span", item.last), class_="ends"),
        class_="exception",
    )
    rows = join(join([el("dt", label), el("dd", say(text))]) for label, text in item.rows)
    return el("section", el("h2", item.heading), chart, el("dl", rows, class_="rows plain"))
