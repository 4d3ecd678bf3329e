"""Opening a workbook: what is locked, damaged, swells beyond reason or lies too far apart is refused first.

The reader keeps a sheet as one frame from its first to its last cell. A single cell in the last corner of a sheet
would make it ask for more memory than there is, which ends the whole process: so it is looked for beforehand.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from data.errors import UnreadableFile
from data.folders import refuse_unsafe_archive

LARGEST = 20_000_000
"""Cells of a sheet, empty ones in its frame too."""
_OLD = ".xls"
"""Not an archive: its sheets end before they could be too large."""
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=[\"'](\d{1,9})[\"']")
_COLUMN = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Za-z]{1,6})\d")
_BLOCK, _LAPPED = 1 << 20, 200


@contextmanager
def open_workbook(path: Path, name: str) -> Iterator[CalamineWorkbook]:
    """Open a workbook for as long as it is read. Raises UnreadableFile, also for what is found while reading."""
    if zipfile.is_zipfile(path):
        refuse_unsafe_archive(path, name)
        refuse_far_cells(path, name)
    elif path.suffix.lower() != _OLD:
        raise UnreadableFile("error.template_not_a_workbook", file=name)
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            yield book
    except PasswordError as error:
        raise UnreadableFile("error.template_password", file=name) from error
    except (CalamineError, etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error) as error:
        raise UnreadableFile("error.template_not_a_workbook", file=name) from error


def refuse_far_cells(path: Path, name: str) -> None:
    """Raise UnreadableFile where a sheet's frame, from A1 to its last row and column, is too large to be held."""
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.namelist():
                if member.lower().endswith(".xml") and "worksheets/" in member.lower():
                    rows, columns = _frame(archive, member)
                    if rows * columns > LARGEST:
                        raise UnreadableFile("error.sheet_too_large", file=name, sheet=Path(member).stem)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError) as error:
        raise UnreadableFile("error.zip_broken", file=name) from error


def _frame(archive: zipfile.ZipFile, member: str) -> tuple[int, int]:
    """The last row and column that a sheet names; without parsing it, which would take as long as reading it."""
    rows, columns, tail = 1, 1, b""
    with archive.open(member) as stream:
        while block := stream.read(_BLOCK):
            text = tail + block
            rows = max([rows, *map(int, _ROW.findall(text))])
            columns = max([columns, *map(_number, set(_COLUMN.findall(text)))])
            tail = block[-_LAPPED:]
    return rows, columns


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
