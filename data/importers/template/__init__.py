"""Template: the workbook of ``python -m data templates``, or CSVs named like the record tables.

A workbook (XLSX), a single CSV such as ``enrollment.csv``, or a folder or ZIP of such CSVs. Sheets and
files answer to a table's name or label, headers to a column's name or label, in Indonesian or English;
values are read as people write them (31/12/2025, Rp 1.500.000, Perempuan, ya) where one reading is
possible. Separator and encoding are recognised.

Rows whose id begins with ``CONTOH-`` are the starter workbook's examples. They are passed over with a
warning, so that a workbook can be filled in below its examples and imported as it is.
"""

from __future__ import annotations

from pathlib import Path

from python_calamine import CalamineSheet

from data.errors import UnreadableFile
from data.folders import open_folders
from data.importers.source import Source
from data.importers.template.names import column_of, table_of
from data.importers.template.raw import TEXT_ENDINGS, read_folder, read_text_file
from data.importers.template.staging import stage_table
from data.importers.template.workbook import OLD_ENDINGS, WORKBOOK_ENDINGS, read_workbook
from data.importers.workbooks import open_workbook
from data.model import TABLES
from data.model.examples import EXAMPLE
from data.stage import Stage

_QUICKLY_READ = 20_000_000
"""Bytes up to which a workbook is opened only to see what it is."""


def read(source: Source, stage: Stage) -> None:
    """Stage the rows of a template file or folder.

    Raises UnreadableFile for a file that is damaged, unsafe, or holds no table of Hasil.
    """
    ending = source.path.suffix.lower()
    if source.path.is_dir() or ending == ".zip":
        tables = read_folder(source, stage)
    elif ending in TEXT_ENDINGS:
        tables = read_text_file(source, stage)
    else:
        tables = read_workbook(source, stage)
    examples = sum(stage_table(raw, source, stage) for raw in tables)
    if examples:
        stage.problem("template_examples", file=source.name, rows=examples, mark=EXAMPLE)


def recognises_surely(path: Path) -> bool:
    """Say whether this is a workbook whose sheets are tables of Hasil as the template writes them."""
    if path.suffix.lower() not in WORKBOOK_ENDINGS:
        return recognises(path)
    try:
        with open_workbook(path, path.name) as book:
            named = [(name, table) for name in book.sheet_names if (table := table_of(name))]
            if not named or path.stat().st_size > _QUICKLY_READ:
                return bool(named)
            return any(_has_header(book.get_sheet_by_name(name), table) for name, table in named)
    except (UnreadableFile, OSError):
        return True  # reading it says what is wrong


def _has_header(sheet: CalamineSheet, table: str) -> bool:
    """Whether the first row with anything in it names columns, or the sheet is empty."""
    first = next((row for row in sheet.iter_rows() if any(cell != "" for cell in row)), [])
    names = [column_of(TABLES[table], str(cell)) for cell in first if cell != ""]
    return not names or sum(name is not None for name in names) * 2 >= len(names)


def recognises(path: Path) -> bool:
    """Say whether this is a workbook, a CSV named like a table, or a folder or ZIP with such a CSV."""
    ending = path.suffix.lower()
    if path.is_dir() or ending == ".zip":
        try:
            with open_folders(path, path.name) as folders:
                members = [Path(name) for folder in folders.values() for name in folder]
        except UnreadableFile:
            return False
        return any(_is_table(member) for member in members)
    return ending in WORKBOOK_ENDINGS + OLD_ENDINGS or _is_table(path)


def _is_table(path: Path) -> bool:
    return path.suffix.lower() in TEXT_ENDINGS and table_of(path.stem) is not None
