"""Cells of an XLSX sheet that look empty and are not: errors, and formulas that were never worked out."""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath

from lxml import etree

Cell = tuple[int, int]
"""Row counted from 1, column counted from 0."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BLOCK = 1 << 20
_SIGNS = (b't="e"', b"<f", b":f")


def broken_cells(path: Path, sheet: str) -> dict[Cell, str]:
    """Find the broken cells of a sheet: their error text, or an empty text for a formula without value.

    Gives nothing where the workbook keeps its sheets in a way that this does not know.
    """
    with zipfile.ZipFile(path) as archive:
        member = member_of(archive, sheet)
        if member is None or not _may_be_broken(archive, member):
            return {}
        with archive.open(member) as stream:
            found: dict[Cell, str] = {}
            for _, cell in etree.iterparse(
                stream, tag=f"{_MAIN}c", resolve_entities=False, no_network=True, huge_tree=False
            ):
                place, value = cell.get("r"), cell.findtext(f"{_MAIN}v")
                if place and cell.get("t") == "e":
                    found[_cell(place)] = value or "#"
                elif place and value is None and cell.find(f"{_MAIN}f") is not None:
                    found[_cell(place)] = ""
                cell.clear()
            return found


def member_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """Find the file of a sheet by its name."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    book = etree.fromstring(archive.read("xl/workbook.xml"), parser)
    relations = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), parser)
    targets = {relation.get("Id"): relation.get("Target") for relation in relations}
    for element in book.iter(f"{_MAIN}sheet"):
        target = targets.get(element.get(_RELATION))
        if element.get("name") == sheet and target:
            member = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
            return member if member in names else None
    return None


def _may_be_broken(archive: zipfile.ZipFile, member: str) -> bool:
    """Look for a formula or an error without parsing, which spares most sheets the slow way."""
    with archive.open(member) as stream:
        tail = b""
        while block := stream.read(_BLOCK):
            if any(sign in tail + block for sign in _SIGNS):
                return True
            tail = block[-8:]
    return False


def _cell(place: str) -> Cell:
    """Read the address of a cell: ``C5`` is row 5, column 2."""
    letters = place.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter.upper()) - ord("A") + 1
    return int(place[len(letters) :]), column - 1
