"""IATI as flat tables (XLSX or CSV), one row for each activity, result, transaction or budget, as UNHCR shares it.

Files are known by their columns and may come alone or as a folder. The whole activity is the unit of update,
within each kind of table: results that come in later leave transactions standing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from data.errors import InputError, UnreadableFile
from data.importers.grid import Grid, is_text, is_workbook, members, read_grids, read_text, texts
from data.importers.iati.rows import Rows
from data.importers.iati_tables.rows import BUILDERS, Line, Whose
from data.importers.source import Source
from data.importers.template.workbook import cell_text
from data.stage import Stage

__all__ = ["read", "recognises"]

_KEY = "iati_identifier"
_SIGNS = {
    "result": "result_indicator_title",
    "transaction": "transaction_type_code",
    "budget": "budget_value",
    "participating_org": "participating_org_role",
    "activity": "reporting_org_ref",
}
"""A column that tells each kind of table."""


def recognises(path: Path) -> bool:
    """Say whether this is such a table, or a folder with one."""
    try:
        if path.is_dir():
            return any(_kind_of(member.path) for member in members(path, path.name) if member.path)
        return (is_text(path.name) or is_workbook(path.name)) and bool(_kind_of(path))
    except InputError:
        return False


def _kind_of(path: Path) -> str | None:
    grids = read_grids(path, path.name, first_rows=1)
    return next((kind for grid in grids if (kind := _kind(texts(grid.rows[0][1])))), None) if grids else None


def _kind(header: list[str]) -> str | None:
    if _KEY not in header:
        return None
    return next((kind for kind, sign in _SIGNS.items() if sign in header), None)


def read(source: Source, stage: Stage) -> None:
    """Read the tables into the stage. Raises UnreadableFile."""
    tables = [(kind, grid) for grid in _grids(source) if (kind := _kind(texts(grid.rows[0][1])))]
    if not tables:
        raise UnreadableFile("error.results_no_table", file=source.name)
    tables.sort(key=lambda table: list(_SIGNS)[::-1].index(table[0]))
    whose = Whose()
    for kind, grid in tables:
        rows = Rows(grid.place, stage)
        build = BUILDERS[kind]
        build(_lines(grid), rows, whose, source)
        rows.finish()


def _grids(source: Source) -> list[Grid]:
    if not source.path.is_dir():
        return read_grids(source.path, source.name)
    found: list[Grid] = []
    for member in members(source.path, source.name):
        if member.path and is_workbook(member.name):
            found += read_grids(member.path, member.name)
        elif is_text(member.name):
            found.append(read_text(member.open, member.name))
    return [grid for grid in found if grid.rows]


def _lines(grid: Grid) -> Iterator[Line]:
    header = texts(grid.rows[0][1])
    for number, cells in grid.rows[1:]:
        values = {
            name: text
            for name, cell in zip(header, cells, strict=False)
            if (text := (cell_text(cell, float) or "").strip()) and text != "NA"
        }
        if values.get(_KEY):
            yield Line(number, values)
