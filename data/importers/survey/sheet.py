"""The answer sheets as a table of text: from CSV, or from one sheet of an XLSX workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import islice

import pyarrow as pa

from data.errors import BadMapping, UnreadableFile
from data.importers.source import Source
from data.importers.survey.mapping import Mapping
from data.importers.workbooks import open_workbook
from data.quoting import quoted
from data.stage import Stage
from data.text_files import ROW, load, look

TABLE = "survey_sheet"
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
_ROWS_AT_ONCE = 20_000


def load_sheet(source: Source, mapping: Mapping, stage: Stage) -> tuple[str, ...]:
    """Load all columns into ``survey_sheet`` with ``source_row``; give their names.

    Cells are trimmed, empty ones NULL. Raises UnreadableFile, or BadMapping where the mapping names a
    sheet or a column that is not there.
    """
    if source.path.suffix.lower() in WORKBOOKS:
        return _load_workbook(source, mapping, stage)
    file = look(source.path, source.name, mapping.delimiter)
    mapping.require_columns(file.header)
    for row in load(file, stage.connection, f"{TABLE}_raw"):
        stage.problem(
            "text_ragged_row",
            file=source.name,
            row=row.row,
            severity="error",
            cells=row.cells,
            expected=row.expected,
        )
    trimmed = ", ".join(f"nullif(trim({quoted(name)}), '') as {quoted(name)}" for name in file.header)
    stage.connection.execute(f"create table {TABLE} as select {trimmed}, {ROW} from {TABLE}_raw")
    return file.header


def _load_workbook(source: Source, mapping: Mapping, stage: Stage) -> tuple[str, ...]:
    with open_workbook(source.path, source.name) as book:
        name = mapping.sheet or next(iter(book.sheet_names), "")
        if name not in book.sheet_names:
            raise BadMapping("error.mapping_no_sheet", value=name, columns=", ".join(book.sheet_names))
        sheet = book.get_sheet_by_name(name)
        return _load_rows(_rows(sheet.iter_rows()), source, mapping, stage)


def _rows(cells: Iterator[list[object]]) -> Iterator[tuple[int, list[str | None]]]:
    """Number the rows as the workbook shows them; rows without any value are passed over."""
    for number, row in enumerate(cells, start=1):
        texts = [_text(cell) for cell in row]
        if any(texts):
            yield number, texts


def _load_rows(
    rows: Iterator[tuple[int, list[str | None]]], source: Source, mapping: Mapping, stage: Stage
) -> tuple[str, ...]:
    _, first = next(rows, (0, []))
    if not first:
        raise UnreadableFile("error.text_empty", file=source.name)
    header = tuple(name or f"({place})" for place, name in enumerate(first, start=1))
    small = [name.casefold() for name in header]
    twice = next((name for name in header if small.count(name.casefold()) > 1), None)
    if twice or ROW in small:
        raise UnreadableFile("error.text_column_twice", file=source.name, column=twice or ROW)
    mapping.require_columns(header)
    own = "".join(f"{quoted(name)} varchar, " for name in header)
    stage.connection.execute(f"create table {TABLE} ({own}{ROW} bigint)")
    while block := list(islice(rows, _ROWS_AT_ONCE)):
        arrays = [pa.array([row[place] for _, row in block], pa.string()) for place in range(len(header))]
        arrays.append(pa.array([number for number, _ in block], pa.int64()))
        stage.connection.register("incoming_sheet", pa.table(arrays, names=[*header, ROW]))
        stage.connection.execute(f"insert into {TABLE} select * from incoming_sheet")
        stage.connection.unregister("incoming_sheet")
    return header


def _text(cell: object) -> str | None:
    """A cell as text: whole numbers without a point, days in ISO, empty cells as None."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        cell = cell.date()
    return str(cell).strip() or None
