"""The texts of a document, each with the label it stands under and what kind of number may stand there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from locales.translate import Translator, translator
from reports.charts.chart import Chart
from reports.document import Block, Cell, Document, Table

HEADS = {
    "promises.target": ("target",),
    "promises.baseline": ("baseline",),
    "promises.interval": ("interval",),
    "promises.actual": ("value", "counts"),
    "funding.interval": ("interval",),
    "funding.range": ("interval",),
    "funding.lasted": ("value",),
    "funding.followed": ("counts",),
    "funding.counts": ("counts",),
    "funding.exits": ("counts",),
    "funding.cost": ("value",),
    "funding.people": ("value",),
    "review.now": ("value", "counts"),
    "review.last_quarter": ("value",),
    "review.year_ago": ("value",),
}
"""What is written under a head; under any other there may be anything of a value."""


@dataclass(frozen=True)
class Said:
    """A text of a document and the label it stands under."""

    text: str
    about: str = ""
    under: str = ""
    """What stands above it, where its own label names nothing: the caption of its table."""
    families: tuple[str, ...] = ()
    """Which parts of a value may be written here; all where none is named."""
    is_figure: bool = False
    """It is a cell of numbers or a headline, not a sentence or a name."""


def said_by(document: Document) -> Iterator[Said]:
    """Every text of a document that was written for this report, its charts' words included."""
    for text in (document.title, document.lead, *document.message.split("\n"), *document.script):
        yield Said(text)
    for block in document.blocks:
        yield from _said_by(block, translator(document.language))


def _said_by(block: Block, t: Translator) -> Iterator[Said]:
    match block.kind:
        case "table":
            yield Said(block.caption)
            yield from (Said(column.head) for column in block.columns)
            for row in block.rows:
                yield from _row(block, row, t)
        case "headlines":
            for one in block.items:
                yield Said(one.label)
                yield Said(one.value, one.label, families=("value",), is_figure=True)
                yield from (Said(line, one.label) for line in one.lines)
        case "heading":
            yield from (Said(block.text), Said(block.small))
        case "box":
            yield Said(block.heading)
            yield from (Said(line, block.heading) for line in block.lines)
        case "picture":
            yield from drawn(block.chart, block.chart.alt)
        case "paragraph":
            yield Said(block.text)
        case "bullets":
            yield from map(Said, block.items)
        case "pictogram":
            yield from (Said(block.big), Said(block.text))


def _row(table: Table, row: Sequence[Cell], t: Translator) -> Iterator[Said]:
    """A cell is about the nearest name to its left; tables of tiles hold two names in a row."""
    about, column = "", 0
    for place, cell in enumerate(row):
        head = table.columns[column].head
        is_name = place == 0 or bool(head and head == table.columns[0].head)
        if is_name:
            about = f"{cell.text} {cell.under}".strip()
        families = next((known for key, known in HEADS.items() if head == t(key)), ())
        single = families if cell.span == 1 and not is_name else ()
        entries = cell.text.split("\n")
        for entry in entries:
            mine = entry if len(entries) > 1 else about
            yield Said(entry, mine, table.caption, single, not is_name)
        yield Said(cell.small, about, table.caption, (*single, "counts") if single else (), not is_name)
        yield Said(cell.under, about, table.caption, single, not is_name)
        if cell.chart:
            yield from drawn(cell.chart, about)
        column += cell.span


def drawn(chart: Chart, about: str) -> Iterator[Said]:
    """What is written in a chart, but for the ticks of its axes."""
    for line in chart.lines:
        families = ("target",) if line.kind == "target" else ("limits",)
        yield from (Said(text, about, families=families) for text in (line.label, line.short))
    families = ("value", "interval", "limits", "target", "pace") if chart.kind != "stacked" else ()
    for text in (chart.title, chart.alt, chart.note):
        yield Said(text, about, families=families)
    for point in (point for series in chart.series for point in series.points):
        yield Said(point.label, about, families=("value", "period"))
        yield Said(point.text, f"{about} · {point.label}", families=("value",), is_figure=True)
