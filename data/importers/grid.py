"""Grid: the cells of a spreadsheet as they lie there, whatever the file: XLSX, XLS, ODS, CSV, packed CSV.

Cells keep the value that the workbook holds (a number, a day, a text); a CSV has only texts. Rows and
columns keep the places that the user sees, so that a problem can be shown on the user's own sheet.
"""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

from lxml import etree
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from data.errors import UnreadableFile
from data.folders import Member, open_folders
from data.importers.template.formulas import member_of
from data.importers.template.workbook import Value, plain_text
from data.importers.workbooks import LARGEST, open_workbook
from data.text_files import records

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
TEXTS = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

Row = tuple[int, list[Value]]
"""Number of the row as the user sees it, and its cells from the first column on."""


@dataclass(frozen=True)
class Grid:
    """One sheet. Rows without any value are passed over; hidden ones are read like the others."""

    file: str
    sheet: str
    """Name of the sheet; empty for a text file."""
    rows: tuple[Row, ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Merged cells: first row, first column, last row, last column; rows from 1, columns from 0."""
    hidden: frozenset[int] = frozenset()

    @property
    def place(self) -> str:
        """What the user calls it, in problems."""
        return f"{self.file} [{self.sheet}]" if self.sheet else self.file


def is_workbook(name: str) -> bool:
    """Say whether a file of this name is a workbook."""
    return name.lower().endswith(WORKBOOKS)


def is_text(name: str) -> bool:
    """Say whether a file of this name is a text table."""
    return name.lower().endswith(TEXTS)


def read_grids(path: Path, name: str, first_rows: int | None = None) -> list[Grid]:
    """Read the sheets of a workbook, or the one table of a text file, that hold anything. Raises UnreadableFile."""
    if is_workbook(name):
        return read_workbook(path, name, first_rows)
    grid = read_text(partial(path.open, "rb"), name, first_rows)
    return [grid] if grid.rows else []


def read_workbook(path: Path, name: str, first_rows: int | None = None) -> list[Grid]:
    """Read the sheets of a workbook that hold anything."""
    try:
        with open_workbook(path, name) as book:
            grids = [_read_sheet(book, sheet, path, name, first_rows) for sheet in book.sheet_names]
            return [grid for grid in grids if grid.rows]
    except (KeyError, ValueError) as error:
        raise UnreadableFile("error.template_not_a_workbook", file=name) from error


def sheet_names(path: Path) -> list[str]:
    """The names of a workbook's sheets; none where it cannot be opened."""
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            return book.sheet_names
    except (CalamineError, PasswordError, OSError):
        return []


def read_text(opener: Callable[[], BinaryIO], name: str, first_rows: int | None = None) -> Grid:
    """Read a text table, packed or not, row by row; rows may have any number of cells."""
    rows = ((line, list(cells)) for line, cells in records(unpacked(opener, name), name))
    filled = ((line, cells) for line, cells in rows if any(cell.strip() for cell in cells))
    return Grid(name, "", tuple(islice(filled, first_rows)))


def unpacked(opener: Callable[[], BinaryIO], name: str) -> Callable[[], BinaryIO]:
    """Open a file, and one that is packed with gzip as if it were not."""
    if name.lower().endswith(".gz"):
        return lambda: cast(BinaryIO, _Unpacked(opener()))
    return opener


class _Unpacked(gzip.GzipFile):
    """A packed file that closes what it was opened from."""

    def __init__(self, packed: BinaryIO) -> None:
        super().__init__(fileobj=packed, mode="rb")
        self._packed = packed

    def close(self) -> None:
        super().close()
        self._packed.close()


def members(path: Path, name: str) -> Iterator[Member]:
    """The files of a folder or archive that may hold a table."""
    with open_folders(path, name) as folders:
        for folder in folders.values():
            yield from (one for one in folder.values() if is_workbook(one.name) or is_text(one.name))


def _read_sheet(book: CalamineWorkbook, sheet: str, path: Path, name: str, first_rows: int | None) -> Grid:
    cells = book.get_sheet_by_name(sheet)
    if cells.total_height * cells.total_width > LARGEST:
        raise UnreadableFile("error.sheet_too_large", file=name, sheet=sheet)
    found = cells.to_python(skip_empty_area=False, nrows=first_rows)
    rows = tuple(
        (number, row) for number, row in enumerate(found, start=1) if any(cell != "" for cell in row)
    )
    merged = tuple((r0 + 1, c0, r1 + 1, c1) for (r0, c0), (r1, c1) in _merged(cells))
    hidden = frozenset() if first_rows else hidden_rows(path, sheet)
    return Grid(name, sheet, rows, merged, hidden)


def _merged(cells: CalamineSheet) -> Sequence[tuple[tuple[int, int], tuple[int, int]]]:
    """The merged cells; only XLSX and XLS tell them."""
    return cells.merged_cell_ranges or ()


def hidden_rows(path: Path, sheet: str) -> frozenset[int]:
    """The rows that the user has hidden, in an XLSX; filtered ones too."""
    if not zipfile.is_zipfile(path):
        return frozenset()
    with zipfile.ZipFile(path) as archive:
        member = member_of(archive, sheet)
        if member is None:
            return frozenset()
        with archive.open(member) as stream:
            found: set[int] = set()
            parts = etree.iterparse(stream, tag=f"{_MAIN}row", resolve_entities=False, no_network=True)
            for _, row in parts:
                if row.get("hidden") in ("1", "true") and (row.get("r") or "").isdigit():
                    found.add(int(row.get("r") or 0))
                row.clear()
            return frozenset(found)


def texts(row: Sequence[Value]) -> list[str]:
    """The cells of a row as texts, without what is around them; empty ones empty."""
    return [" ".join(plain_text(cell).split()) for cell in row]
