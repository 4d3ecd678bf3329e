"""Tables of results or money that other systems write: with a mapping file, or as a logframe without one.

Every sheet is searched for its table, so title lines, headers of two rows and totals do no harm (see
``data.importers.sheet.tables``).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from data.errors import BadMapping, InputError, UnreadableFile
from data.importers.grid import Grid, is_text, is_workbook, read_grids
from data.importers.results.logframe import is_logframe_name, plan_logframe
from data.importers.results.mapping import Frame, TableMapping, is_table_mapping, load_table_mapping
from data.importers.results.read import read_ledger, read_results
from data.importers.sheet.tables import Found, find_tables
from data.importers.source import Source
from data.stage import Stage

__all__ = ["is_table_mapping", "propose_mapping", "read", "recognises"]

_LOOKED_AT = 80


def recognises(path: Path) -> bool:
    """Say whether this is a logframe: a table with a column of indicators, and of targets or values."""
    if not (path.is_file() and (is_text(path.name) or is_workbook(path.name))):
        return False
    try:
        grids = read_grids(path, path.name, first_rows=_LOOKED_AT)
        tables = [table for grid in grids for table in find_tables(grid, is_logframe_name)]
    except InputError:
        return False
    return any(plan_logframe(table, year=2000) for table in tables)


def read(source: Source, stage: Stage) -> None:
    """Read a table of results or money into the stage. Raises BadMapping or UnreadableFile."""
    grids = read_grids(source.path, source.name)
    if source.options.mapping is None:
        _read_logframes(grids, source, stage)
        return
    mapping = load_table_mapping(source.options.mapping)
    frame = mapping.results or mapping.ledger
    assert frame is not None
    if frame.organization is None and source.options.organization is None:
        raise BadMapping("error.mapping_missing_key", column="organization")
    tables = _tables(grids, frame, source)
    if mapping.results:
        read_results([(table, mapping.results) for table in tables], source, stage)
    elif mapping.ledger:
        read_ledger(tables, mapping.ledger, source, stage)


def propose_mapping(source: Source) -> TableMapping | None:
    """How a logframe would be read, for somebody to look at and change; None where there is none."""
    year = source.options.file_date.year if source.options.file_date else None
    tables = [
        table
        for grid in read_grids(source.path, source.name)
        for table in find_tables(grid, is_logframe_name)
    ]
    plan = next((found for table in tables if (found := plan_logframe(table, year))), None)
    return TableMapping(results=plan) if plan else None


def _tables(grids: list[Grid], frame: Frame, source: Source) -> list[Found]:
    """The tables that a mapping speaks of: one a sheet."""
    by_name = {grid.sheet: grid for grid in grids}
    strange = next((name for name in frame.sheets if name not in by_name), None)
    if strange is not None:
        raise BadMapping("error.mapping_no_sheet", value=strange, columns=", ".join(by_name))
    chosen = [by_name[name] for name in frame.sheets] or grids[:1]
    tables = [found[0] for grid in chosen if (found := find_tables(grid, _named(frame), frame.header))]
    if not tables:
        raise UnreadableFile("error.text_empty", file=source.name)
    return tables


def _named(frame: Frame) -> Callable[[str], bool]:
    """Says whether a heading is one that the mapping names."""
    text = repr(frame.model_dump())
    return lambda name: repr(name) in text


def _read_logframes(grids: list[Grid], source: Source, stage: Stage) -> None:
    year = source.options.file_date.year if source.options.file_date else None
    tables = [table for grid in grids for table in find_tables(grid, is_logframe_name)]
    plans = [(table, plan) for table in tables if (plan := plan_logframe(table, year))]
    if not plans:
        raise UnreadableFile("error.results_no_table", file=source.name)
    if source.options.organization is None and any(plan.organization is None for _, plan in plans):
        raise BadMapping("error.mapping_missing_key", column="organization")
    read_results(plans, source, stage)
