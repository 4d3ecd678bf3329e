"""Corrected-file workbook: the user's own sheets, with what could not be read marked and explained.

Each bad cell is coloured and commented, each row says what to mend, and rows that came in already are marked so:
dropped again after mending, only the mended rows are added. It goes back to the user alone and is not kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import XlsxFileError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from data.errors import InputError
from data.home import Home
from data.importers.grid import Grid, is_text, is_workbook, read_grids, texts
from data.importers.sheet import planned
from data.importers.sheet.tables import DONE, STATUS
from data.importers.source import Source
from data.importers.template.names import column_of, table_of
from data.importers.template.workbook import Value
from data.importing import Imported
from data.model import TABLES
from data.problems import Problem
from data.store import reading
from locales.translate import Translator

_RED, _GREY, _GREEN = "#F8D7DA", "#8A8A8A", "#1B6E3C"
_LONGEST_NAME = 31


@dataclass(frozen=True)
class _Sheet:
    """A sheet, where its headers stand, and which heading each field of the records has."""

    grid: Grid
    headers: tuple[int, ...]
    """First header row of each of its tables."""
    headings: Mapping[str, Sequence[int]]
    """Name of a field, or of a heading, to its columns: several where tables stand side by side."""
    data: frozenset[int]


def write_corrected(home: Home, source: Source, result: Imported, out: Path, t: Translator) -> int:
    """Write the corrected-file workbook of an import; give how many rows it asks to mend.

    Writes nothing where there is nothing to mend, or where the file is no spreadsheet. Raises InputError
    when there is such a file already, or when it cannot be written.
    """
    faults = [problem for problem in result.problems if problem.severity == "error" and problem.row]
    if not faults or source.path.is_dir() or not (is_text(source.name) or is_workbook(source.name)):
        return 0
    if out.exists():
        raise InputError("error.output_exists", file=str(out))
    done = _rows_in(home, result)
    try:
        with xlsxwriter.Workbook(str(out), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            formats = _formats(book)
            for place, sheet in enumerate(_sheets(source, result), start=1):
                own = [problem for problem in faults if problem.file in (sheet.grid.place, source.name)]
                name = (sheet.grid.sheet or Path(source.name).stem)[:_LONGEST_NAME].translate(
                    _FORBIDDEN
                ) or f"{place}"
                _write(book.add_worksheet(name), sheet, own, done.get(sheet.grid.place, set()), formats, t)
    except (XlsxFileError, OSError) as error:
        raise InputError("error.template_not_written", file=str(out)) from error
    return len({(problem.file, problem.row) for problem in faults})


_FORBIDDEN = str.maketrans("[]:*?/\\", "       ")


def _rows_in(home: Home, result: Imported) -> dict[str, set[int]]:
    """The rows of the file that came in with this import, by sheet."""
    if result.batch is None or result.status != "imported":
        return {}
    found: dict[str, set[int]] = {}
    with reading(home) as connection:
        for table in result.rows:
            if table in ("organization", "program", "funder", "client"):
                continue  # rows beside the sheet's own
            rows = connection.execute(
                f"select distinct source_file, source_row from {table} where batch_id = ?", [result.batch]
            ).fetchall()
            for file, row in rows:
                found.setdefault(file, set()).add(row)
    return found


def _sheets(source: Source, result: Imported) -> Iterable[_Sheet]:
    """Every sheet of the file with where its headers stand."""
    grids = read_grids(source.path, source.name)
    if result.format != "sheet":
        return [_plain_sheet(grid) for grid in grids]
    pairs = planned(source)
    sheets: list[_Sheet] = []
    for grid in grids:
        own = [(table, plan) for table, plan in pairs if table.grid.sheet == grid.sheet]
        headings: dict[str, list[int]] = {}
        for table, plan in own:
            for field, heading in plan.fields.items():
                for name in (field[1], ".".join(field)):
                    headings.setdefault(name, []).append(table.place(heading))
        data = frozenset(number for table, _ in own for number, _ in table.rows)
        sheets.append(_Sheet(grid, tuple(table.header_rows[0] for table, _ in own), headings, data))
    return sheets


def _plain_sheet(grid: Grid) -> _Sheet:
    """A sheet of the template, or of a survey: its first row is the header."""
    number, cells = grid.rows[0]
    record = TABLES.get(table_of(grid.sheet or Path(grid.file).stem) or "")
    headings: dict[str, list[int]] = {}
    for place, heading in enumerate(texts(cells)):
        headings.setdefault(heading, [place])
        if record and (column := column_of(record, heading)):
            headings.setdefault(column, [place])
    return _Sheet(grid, (number,), headings, frozenset(row for row, _ in grid.rows[1:]))


def _write(
    page: Worksheet,
    sheet: _Sheet,
    faults: Sequence[Problem],
    done: set[int],
    formats: Mapping[str, Format],
    t: Translator,
) -> None:
    """Write a sheet as it was, its faults marked, and two columns at its right end."""
    width = max(len(cells) for _, cells in sheet.grid.rows)
    by_row: dict[int, list[Problem]] = {}
    for fault in faults:
        by_row.setdefault(fault.row or 0, []).append(fault)
    for first, left, last, right in sheet.grid.merged:
        page.merge_range(first - 1, left, last - 1, right, "", formats["plain"])
    for number, cells in sheet.grid.rows:
        own = by_row.get(number, [])
        places = [_place_of(fault, sheet, cells) for fault in own]
        bad = {place for place in places if place is not None}
        is_done = number in done and not own
        for place, cell in enumerate(cells):
            look = "bad" if place in bad else "done" if is_done else "plain"
            _write_cell(page, number - 1, place, cell, look, formats)
        for place in bad:
            reasons = [_reason(fault, t) for fault, at in zip(own, places, strict=True) if at == place]
            options = {"x_scale": 2, "y_scale": 1.5, "author": "Hasil"}
            page.write_comment(number - 1, place, "\n".join(reasons), options)
            if place >= len(cells) or cells[place] == "":
                page.write_blank(number - 1, place, None, formats["bad"])
        if number in sheet.headers:
            page.write_string(number - 1, width, f"{STATUS} {t('corrected.status')}", formats["head"])
            page.write_string(number - 1, width + 1, f"{STATUS} {t('corrected.mend')}", formats["head"])
        elif is_done and number in sheet.data:
            page.write_string(number - 1, width, f"{DONE} {t('corrected.done')}", formats["good"])
        elif own:
            page.write_string(number - 1, width, t("corrected.open"), formats["bad"])
            page.write_string(
                number - 1, width + 1, " ".join(dict.fromkeys(_reason(fault, t) for fault in own))
            )
        if number in sheet.grid.hidden:
            page.set_row(number - 1, None, None, {"hidden": True})
    page.set_column(0, width - 1, 16)
    page.set_column(width, width, 18)
    page.set_column(width + 1, width + 1, 70)


def _place_of(fault: Problem, sheet: _Sheet, cells: Sequence[Value]) -> int | None:
    """The column of a fault: of tables side by side, the one where its value stands."""
    places = (
        sheet.headings.get(f"{fault.table}.{fault.column}") or sheet.headings.get(fault.column or "") or ()
    )
    held = [place for place in places if place < len(cells) and fault.value in texts([cells[place]])]
    return next(iter([*held, *places]), None)


def _reason(fault: Problem, t: Translator) -> str:
    spoken = fault.say(t)
    return f"{spoken['problem']} {spoken['remedy']}"


def _write_cell(
    page: Worksheet, row: int, place: int, cell: Value, look: str, formats: Mapping[str, Format]
) -> None:
    if cell == "":
        return
    if isinstance(cell, dt.datetime):
        page.write_datetime(
            row, place, cell, formats[f"{look}_moment" if cell.time() != dt.time() else f"{look}_day"]
        )
    elif isinstance(cell, dt.date):
        page.write_datetime(row, place, cell, formats[f"{look}_day"])
    elif isinstance(cell, bool):
        page.write_boolean(row, place, cell, formats[look])
    elif isinstance(cell, (int, float)):
        page.write_number(row, place, cell, formats[look])
    else:
        page.write_string(row, place, str(cell), formats[look])


def _formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    looks = {"plain": {}, "bad": {"bg_color": _RED}, "done": {"font_color": _GREY}}
    shapes = {"": {}, "_day": {"num_format": "yyyy-mm-dd"}, "_moment": {"num_format": "yyyy-mm-dd hh:mm"}}
    made = {
        look + shape: book.add_format({**looks[look], **shapes[shape]}) for look in looks for shape in shapes
    }
    made["head"] = book.add_format({"bold": True, "text_wrap": True})
    made["good"] = book.add_format({"font_color": _GREEN})
    return made
