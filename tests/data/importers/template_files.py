"""Template files for tests: CSVs and workbooks written by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from data.home import Home
from data.importers.source import Options, Source
from data.importing import Imported, import_source
from data.store import reading

NOW = dt.datetime(2026, 1, 1, 12)

ORGANIZATION = "organization_id,name\no1,Yayasan Uji\n"
PROGRAM = "program_id,organization_id,name\np1,o1,Rehabilitasi\np2,o1,Pencegahan\n"
CLIENT = "client_id,organization_id,sex\nk1,o1,female\nk2,o1,male\nk3,o1,unknown\n"


def bring_file(
    home: Home, path: Path, *, accept_valid: bool = False, now: dt.datetime = NOW, **options: Any
) -> Imported:
    """Import one file or folder as the command line would."""
    source = Source(path=path, name=path.name, options=Options(**options))
    return import_source(home, source, accept_valid=accept_valid, now=now)


def write_folder(folder: Path, **tables: str) -> Path:
    """A folder of CSVs; ``enrollment="..."`` becomes enrollment.csv."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, text in tables.items():
        (folder / f"{table}.csv").write_text(text, encoding="utf-8")
    return folder


def bring_house(home: Home, folder: Path) -> Imported:
    """One organisation with two programmes and three clients."""
    result = bring_file(
        home, write_folder(folder / "house", organization=ORGANIZATION, program=PROGRAM, client=CLIENT)
    )
    assert result.status == "imported", result.problems
    return result


def write_workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """A workbook whose cells are what is given: texts, numbers, dates, and formulas as ("=A1", value)."""
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, tuple):
                        sheet.write_formula(row, column, cell[0], None, cell[1])
                    elif isinstance(cell, dt.date):
                        sheet.write_datetime(row, column, cell, day)
                    elif isinstance(cell, str):
                        sheet.write_string(row, column, cell)
                    elif cell is not None:
                        sheet.write(row, column, cell)
    return path


def read_rows(home: Home, query: str) -> list[tuple[Any, ...]]:
    """What the records hold."""
    with reading(home) as connection:
        return connection.execute(query).fetchall()


def codes(result: Imported) -> list[str]:
    """Codes of the problems."""
    return [problem.code for problem in result.problems]
