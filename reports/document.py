"""Document: what a report says, block by block, before anyone sets it as PDF, HTML, slides or a message.

All words in it are already in the reader's language and all numbers are written, so that the same document
gives the same file for ever, whatever becomes of catalogues and definitions. Charts are descriptions.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from locales.words import Language
from reports.charts.chart import Axis, Chart, Tone


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Heading(_Frozen):
    """A heading of level 1 (a part of its own: a slide, a page of the pack) or 2; ``small`` stands under it."""

    kind: Literal["heading"] = "heading"
    text: str
    small: str = ""
    level: Literal[1, 2] = 1


class Paragraph(_Frozen):
    """A paragraph; ``lead`` under the title, ``small`` under a table or chart."""

    kind: Literal["paragraph"] = "paragraph"
    text: str
    style: Literal["lead", "body", "small"] = "body"


class Bullets(_Frozen):
    """A plain list."""

    kind: Literal["bullets"] = "bullets"
    items: tuple[str, ...]


class Headline(_Frozen):
    """One large number: what it is, the number, and what it is read by."""

    label: str
    value: str
    lines: tuple[str, ...] = ()


class Headlines(_Frozen):
    """Up to four large numbers side by side."""

    kind: Literal["headlines"] = "headlines"
    items: tuple[Headline, ...]


class Cell(_Frozen):
    """A cell of a table. ``small`` follows the text in grey, ``under`` stands below it."""

    text: str = ""
    small: str = ""
    under: str = ""
    strong: bool = False
    grey: bool = False
    tone: Tone | None = None
    chart: Chart | None = None
    span: int = 1


class Column(_Frozen):
    """A column: its head, its share of the width, and the axis of the charts in it."""

    head: str
    width: float = 1.0
    right: bool = False
    axis: Axis | None = None


class Table(_Frozen):
    """A table; rows numbered in ``strong`` are totals."""

    kind: Literal["table"] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    strong: tuple[int, ...] = ()


class Box(_Frozen):
    """A box: something that did not work (``setback``), that cannot be shown (``empty``), or a ``notice``."""

    kind: Literal["box"] = "box"
    style: Literal["setback", "empty", "notice"]
    heading: str
    lines: tuple[str, ...] = ()


class Picture(_Frozen):
    """A chart of its own, as wide as the page; ``height`` in pixels."""

    kind: Literal["picture"] = "picture"
    chart: Chart
    height: int = 220


class Break(_Frozen):
    """Begin a new page."""

    kind: Literal["break"] = "break"


class Pictogram(_Frozen):
    """So many figures of ten, the natural frequency in large letters, and the sentence that says it."""

    kind: Literal["pictogram"] = "pictogram"
    filled: int
    of: int
    big: str
    text: str
    shape: Literal["person", "coin"] = "person"


Block = Annotated[
    Heading | Paragraph | Bullets | Headlines | Table | Box | Picture | Break | Pictogram,
    Field(discriminator="kind"),
]


class Document(_Frozen):
    """A report in one language. ``foot`` is what every page states; the stamp is added when it is set."""

    language: Language
    kind: str
    title: str
    lead: str = ""
    scope: tuple[str, ...]
    """Organisation, period and filters: the line above the title, and part of every page's foot."""
    foot: tuple[str, ...]
    """As-of day, completeness, version of the definitions, and what is hidden."""
    stamp_label: str = ""
    page_label: str = ""
    """How a page is numbered: "halaman {page} dari {pages}"."""
    blocks: tuple[Block, ...] = ()
    message: str = ""
    """The same in a few lines, for a message; only a digest has one."""
    script: tuple[str, ...] = ()
    """What is read aloud; only a poster has one."""
    paper: Literal["a4", "a3"] = "a4"
