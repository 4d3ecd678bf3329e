"""Tables as they were written, found on the sheets of an XLSX workbook.

Typed cells are turned into text at once: dates to ISO, numbers with a decimal point, also the day numbers
that Excel shows where a date cell lost its format. A cell that holds an error, or a formula that was never
worked out, looks empty to readers of values; it is found in the sheet's XML, named, and its row left out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import islice

import pyarrow as pa
from python_calamine import CalamineSheet, CalamineWorkbook

from data.errors import UnreadableFile
from data.importers.source import Source
from data.importers.template.formulas import Cell, broken_cells
from data.importers.template.names import column_of, nearest_table, plain, table_of
from data.importers.template.raw import RawTable, raw_name, unknown_table
from data.importers.workbooks import open_workbook
from data.model import TABLES, Record
from data.model.base import column_type
from data.quoting import quoted
from data.stage import Stage
from locales.translate import LANGUAGES, translator

WORKBOOK_ENDINGS = (".xlsx", ".xlsm")
OLD_ENDINGS = (".xls", ".xlsb", ".ods")
OTHER_SHEETS = ("readme", "setup", "dictionary", "choices")
"""Sheets of the starter workbook that hold no table: ``template.<this>_sheet`` names each."""
_ROWS_AT_ONCE = 20_000
_EXACT = 10**15
"""From here on Excel keeps no further digits of a number."""
_EXCEL_EPOCH = dt.datetime(1899, 12, 30)
_LAST_SERIAL = 2_958_466
_THREE_DECIMALS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")

Value = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta


def read_workbook(source: Source, stage: Stage) -> Iterator[RawTable]:
    """Read the sheets that are named like tables; others with values are named in a warning."""
    if source.path.suffix.lower() in OLD_ENDINGS:
        raise UnreadableFile("error.template_old_workbook", file=source.name)
    with open_workbook(source.path, source.name) as book:
        yield from _read_sheets(book, source, stage)


def _read_sheets(book: CalamineWorkbook, source: Source, stage: Stage) -> Iterator[RawTable]:
    found: dict[str, str] = {}
    for name in book.sheet_names:
        table = table_of(name)
        if table in found:
            raise UnreadableFile(
                "error.template_table_twice", file=source.name, table=table, first=found[table], second=name
            )
        sheet = book.get_sheet_by_name(name)
        if table:
            found[table] = name
            broken = broken_cells(source.path, name)
            raw = _read_sheet(sheet, f"{source.name} [{name}]", TABLES[table], broken, stage)
            if raw:
                yield raw
        elif plain(name) not in _other_sheets() and sheet.height:
            stage.problem("template_unknown_sheet", file=source.name, value=name)
    if not found:
        raise unknown_table(source.name, next(filter(nearest_table, book.sheet_names), ""))


@cache
def _other_sheets() -> set[str]:
    """Names of the starter workbook's sheets that hold no table."""
    names = [
        translator(language)(f"template.{sheet}_sheet") for language in LANGUAGES for sheet in OTHER_SHEETS
    ]
    return set(map(plain, names))


def _read_sheet(
    sheet: CalamineSheet, file: str, record: type[Record], broken: Mapping[Cell, str], stage: Stage
) -> RawTable | None:
    """Load a sheet; its first row that holds anything is the header. None for an empty sheet."""
    rows = (
        (number, row)
        for number, row in enumerate(sheet.iter_rows(), start=1)
        if any(cell != "" for cell in row)
    )
    _, first = next(rows, (0, []))
    if not first:
        return None
    header = _header([plain_text(cell) for cell in first], file)
    left = (sheet.start or (0, 0))[1]
    columns = [column_of(record, name) for name in header]
    kinds = [column_type(record.model_fields[name]).python if name else str for name in columns]
    name = raw_name(record.table)
    own = "".join(f"{quoted(column)} varchar, " for column in header)
    stage.connection.execute(f"create or replace table {name} ({own}source_row bigint)")
    spoiled = _note_broken(broken, header, left, file, record, stage)
    while block := list(islice(rows, _ROWS_AT_ONCE)):
        for number, row in block:
            if _note_lost_digits(number, row, header, kinds, file, record, stage):
                spoiled.add(number)
        good = [(number, row) for number, row in block if number not in spoiled]
        arrays = [
            pa.array([cell_text(row[place], kind) for _, row in good], pa.string())
            for place, kind in enumerate(kinds)
        ]
        arrays.append(pa.array([number for number, _ in good], pa.int64()))
        stage.connection.register("incoming_sheet", pa.table(arrays, names=[*header, "source_row"]))
        stage.connection.execute(f"insert into {name} select * from incoming_sheet")
        stage.connection.unregister("incoming_sheet")
    return RawTable(file, record, name, header, None)


def _header(cells: Sequence[str], file: str) -> tuple[str, ...]:
    """Name the columns; one without a name gets its place. Raises UnreadableFile for the same name twice."""
    header = tuple(cell or f"({place})" for place, cell in enumerate(cells, start=1))
    small = [name.casefold() for name in header]
    twice = next((name for name in header if small.count(name.casefold()) > 1), None)
    if twice:
        raise UnreadableFile("error.text_column_twice", file=file, column=twice)
    return header


def _note_broken(
    broken: Mapping[Cell, str],
    header: Sequence[str],
    left: int,
    file: str,
    record: type[Record],
    stage: Stage,
) -> set[int]:
    """Name every broken cell below the header; give the rows that they spoil."""
    spoiled: set[int] = set()
    for (row, column), error in broken.items():
        if left <= column < left + len(header):
            stage.problem(
                "template_cell_error" if error else "template_formula_without_value",
                file=file,
                row=row,
                column=column_of(record, header[column - left]) or header[column - left],
                value=error or None,
                severity="error",
                table=record.table,
            )
            spoiled.add(row)
    return spoiled


def _note_lost_digits(
    number: int,
    row: Sequence[Value],
    header: Sequence[str],
    kinds: Sequence[type],
    file: str,
    record: type[Record],
    stage: Stage,
) -> bool:
    """Name ids that were typed as numbers too long for Excel, which replaces their last digits by zeros."""
    lost = [
        place
        for place, kind in enumerate(kinds)
        if kind is str and isinstance(row[place], float) and abs(row[place]) >= _EXACT
    ]
    for place in lost:
        name = column_of(record, header[place])
        if name:
            stage.problem(
                "template_lost_digits",
                file=file,
                row=number,
                column=name,
                severity="error",
                table=record.table,
            )
    return bool(lost)


def cell_text(value: Value, kind: type) -> str | None:
    """Write a cell as text, as its column's kind wants it; None for an empty cell."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, float) and kind in (dt.date, dt.datetime) and 1 <= value < _LAST_SERIAL:
        value = _EXCEL_EPOCH + dt.timedelta(days=value)
    text = plain_text(value)
    if kind in (float, Decimal) and _THREE_DECIMALS.fullmatch(text):
        return text + "0"  # a number cell has one reading, and must not look as if it had two
    return text


def plain_text(value: Value) -> str:
    """Write a cell as text whatever its column: ISO dates, numbers with a decimal point, nothing around it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else f"{Decimal(repr(value)):f}"
    if isinstance(value, dt.datetime):
        whole_day = value.time() == dt.time()
        return value.date().isoformat() if whole_day else value.isoformat(sep=" ", timespec="seconds")
    return value.strip() if isinstance(value, str) else str(value)
