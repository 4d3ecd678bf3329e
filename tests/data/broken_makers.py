"""How broken files are made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.data.importers import hmis_export
from tests.data.importers.template_files import write_folder, write_workbook


@dataclass(frozen=True)
class Broken:
    """A broken file: how to make it, and the problem that must be listed for it."""

    name: str
    make: Callable[[Path], Path]
    code: str
    row: int | None = None
    column: str | None = None
    options: dict[str, Any] = field(default_factory=dict)


STAY = "enrollment_id,organization_id,program_id,client_id,entry_on,exit_on,outcome,age_at_entry"
GOOD = "b1,o1,p1,k1,2025-01-10,2025-07-09,achieved,30"


def stays(name: str, line: str, code: str, column: str | None, *, row: int = 3) -> Broken:
    """An enrollment.csv whose second row is broken."""
    return csv(name, "enrollment", "\n".join([STAY, GOOD, line]), code, row, column)


def csv(
    name: str, table: str, text: str | bytes, code: str, row: int | None = None, column: str | None = None
) -> Broken:
    def make(folder: Path) -> Path:
        path = folder / f"{table}.csv"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return Broken(name, make, code, row, column)


def folder(name: str, code: str, column: str | None, row: int | None = None, /, **tables: str) -> Broken:
    return Broken(name, lambda folder: write_folder(folder / "tables", **tables), code, row, column)


def file(name: str, file: str, content: bytes, code: str, row: int | None = None) -> Broken:
    def make(folder: Path) -> Path:
        path = folder / file
        path.write_bytes(content)
        return path

    return Broken(name, make, code, row)


def book(name: str, sheets: dict[str, list[list[Any]]], code: str, row: int | None = None) -> Broken:
    return Broken(name, lambda folder: write_workbook(folder / "book.xlsx", sheets), code, row)


def made(name: str, make: Callable[[Path], Path], code: str, row: int | None = None) -> Broken:
    return Broken(name, make, code, row)


def packed(folder: Path, name: str, members: dict[str, bytes]) -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return path


def cut(path: Path) -> Path:
    """The same file without its second half."""
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def zip_in_zip() -> bytes:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("enrollment.csv", f"{STAY}\n{GOOD}\n")
    return inner.getvalue()


def never_worked_out(folder: Path) -> Path:
    """A workbook whose formula has no value, as programs write it that do not calculate."""
    full = write_workbook(
        folder / "full.xlsx", {"enrollment": [STAY.split(","), [*GOOD.split(",")[:7], ("=15+15", 30)]]}
    )
    path = folder / "book.xlsx"
    with zipfile.ZipFile(full) as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry).replace(b"<v>30</v>", b""))
    return path


def one_line_of_200_mb(folder: Path) -> Path:
    path = folder / "enrollment.csv"
    block = b"x" * 1_000_000
    with path.open("wb") as file:
        for _ in range(200):
            file.write(block)
    return path


def one_line_of_200_mb_xml(folder: Path) -> Path:
    path = folder / "activities.xml"
    with path.open("wb") as file:
        file.write(b'<iati-activities version="2.03"><iati-activity><title><narrative>')
        for _ in range(200):
            file.write(b"x" * 1_000_000)
        file.write(b"</narrative></title></iati-activity></iati-activities>")
    return path


def hmis_without(*gone: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        return hmis_export.write(folder / "hmis", dict.fromkeys(gone, ""))

    return make


def survey(name: str, answers: str, mapping: str, code: str, row: int | None = None) -> Broken:
    """A survey with its mapping; the mapping is found beside the answers as mapping.yaml."""

    def make(folder: Path) -> Path:
        (folder / "mapping.yaml").write_text(mapping, encoding="utf-8")
        path = folder / "answers.csv"
        path.write_text(answers, encoding="utf-8")
        return path

    return Broken(name, make, code, row, options={"mapping": "mapping.yaml"})
