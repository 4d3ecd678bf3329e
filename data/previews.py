"""A file before it comes in: which tables it holds, and which column would be read as what, with a few values.

Shown to whoever brings the file; columns of names, id cards, phones and addresses show no values at all.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from data.errors import InputError
from data.home import Home
from data.importers.sheet import is_plan, planned, proposed
from data.importers.sheet.fields import is_personal
from data.importers.sheet.plan import BookPlan, SheetPlan, write_plan
from data.importers.sheet.tables import STATUS, Found
from data.importers.source import Source
from data.importers.template.workbook import cell_text
from data.mappings import propose, recall

SAMPLES = 3
_LOOKED_AT = 200
_LONGEST = 40


class PreviewColumn(BaseModel):
    """A column of the file: its heading, some of its values, and the field that it is read as, if any."""

    model_config = ConfigDict(frozen=True)

    heading: str
    samples: tuple[str, ...]
    field: str | None
    """``table.column``."""


class PreviewTable(BaseModel):
    """A table of the file and how it is read."""

    model_config = ConfigDict(frozen=True)

    plan: SheetPlan
    rows: int
    columns: tuple[PreviewColumn, ...]
    personal: tuple[str, ...]
    """Headings that are never read."""


class Preview(BaseModel):
    """How a file would be read: as YAML, and where it is a spreadsheet of records also table by table."""

    model_config = ConfigDict(frozen=True)

    text: str
    remembered: bool
    """Whether this is how an earlier file of the organisation was read."""
    tables: tuple[PreviewTable, ...] = ()


def preview(home: Home, source: Source) -> Preview:
    """Say how a file would be read. Raises InputError where nobody knows."""
    found = recall(home, source)
    if found is not None and not is_plan(found):
        return Preview(text=found.read_text(encoding="utf-8-sig"), remembered=True)
    text = found.read_text(encoding="utf-8-sig") if found else propose(source)
    pairs = _pairs(source, found) if found or "records:" in text else []
    return Preview(
        text=write_plan(BookPlan(records=tuple(plan for _, plan in pairs))) if pairs else text,
        remembered=found is not None,
        tables=tuple(_table(table, plan) for table, plan in pairs),
    )


def _pairs(source: Source, mapping: Path | None) -> list[tuple[Found, SheetPlan]]:
    if mapping is None:
        return proposed(source)
    try:
        return planned(
            source.model_copy(update={"options": source.options.model_copy(update={"mapping": mapping})})
        )
    except InputError:
        return []


def _table(table: Found, plan: SheetPlan) -> PreviewTable:
    named = [(place, name) for place, name in enumerate(table.names) if name and not name.startswith(STATUS)]
    return PreviewTable(
        plan=plan,
        rows=len(table.rows),
        columns=tuple(
            PreviewColumn(
                heading=name,
                samples=_samples(table, place),
                field=".".join(plan.field(plan.columns[name])) if name in plan.columns else None,
            )
            for place, name in named
            if name in plan.columns or not is_personal(name)
        ),
        personal=tuple(name for _, name in named if name not in plan.columns and is_personal(name)),
    )


def _samples(table: Found, place: int) -> tuple[str, ...]:
    """The first different values of a column."""
    found: dict[str, None] = {}
    for _, cells in table.rows[:_LOOKED_AT]:
        text = (cell_text(cells[place], str) or "").strip() if place < len(cells) else ""
        if text:
            found.setdefault(text[:_LONGEST])
        if len(found) == SAMPLES:
            break
    return tuple(found)
