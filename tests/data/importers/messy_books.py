"""Thirty messy workbooks that all tell of the same twelve stays, each with some cells that nobody can read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter

Stay = tuple[str, str, str, str | None, str | None, str]
"""Case number, sex, entry, exit, outcome, programme."""

STAYS: tuple[Stay, ...] = tuple(
    (
        f"K-{n:02}",
        "female" if n % 3 else "male",
        f"2025-{(n - 1) % 6 + 1:02}-{n + 10:02}",
        f"2025-{(n - 1) % 6 + 4:02}-05" if n % 4 else None,
        ("achieved" if n % 2 else "not_achieved") if n % 4 else None,
        "Rumah Singgah" if n <= 7 else "Sekolah Lagi",
    )
    for n in range(1, 13)
)
ENGLISH = ("Case number", "Sex", "Entry date", "Exit date", "Outcome", "Programme")
INDONESIAN = ("No Kasus", "JK", "Tgl Masuk", "Tgl Keluar", "Hasil", "Program")
FORMAL = ("Nomor kasus klien", "Jenis kelamin", "Tanggal masuk", "Tanggal keluar", "Hasil", "Nama program")
_SEX = {"female": "P", "male": "L"}
_OUTCOME = {"achieved": "Tercapai", "not_achieved": "Belum tercapai"}
_MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September")
BAD_DATES = ("31/02/2025", "kemarin", "31/12/25", "2025-13-01", "akhir bulan")
ENTRY, EXIT, OUTCOME, PROGRAM = 2, 3, 4, 5


@dataclass(frozen=True)
class Messy:
    """One way to make a mess; what stands below is what differs from a tidy sheet."""

    name: str
    heads: Sequence[str] = INDONESIAN
    titles: Sequence[str] = ()
    dates: str = "slashes"
    """``slashes``, ``words``, ``iso``, ``cells`` (real dates), ``dots``."""
    blank: str = ""
    left: int = 0
    """Empty columns before the table."""
    personal: bool = False
    two_rows: bool = False
    """A first header row of merged groups above the names."""
    merged_program: bool = False
    totals: bool = False
    notes: bool = False
    numbering: bool = False
    again: bool = False
    """The header repeated in the middle, as on a new page."""
    gaps: bool = False
    """Empty rows among the data."""
    hidden: Sequence[int] = ()
    split: str = ""
    """``stacked``, ``sides`` or ``sheets``: a table for each programme."""
    capitals: bool = False
    spaces: bool = False
    bad: dict[int, tuple[int, str]] = field(default_factory=lambda: {3: (ENTRY, BAD_DATES[0])})
    """Number of a stay from 0: the column and what stands there instead."""


MESSY: tuple[Messy, ...] = (
    Messy("title lines above the header", titles=("LAPORAN DAMPINGAN", "Tahun 2025")),
    Messy("English headings", ENGLISH, dates="iso", bad={0: (EXIT, "2025-01-01")}),
    Messy("formal headings", FORMAL, dates="words", bad={1: (ENTRY, "kemarin")}),
    Messy("a dash for nothing", blank="-", bad={2: (OUTCOME, "bagus sekali")}),
    Messy("n/a for nothing", blank="n/a", bad={4: (ENTRY, BAD_DATES[2])}),
    Messy("belum ada for nothing", blank="belum ada"),
    Messy("dates in words", dates="words", bad={5: (ENTRY, "31 Februari 2025")}),
    Messy("dates as cells", dates="cells", bad={6: (ENTRY, "kemarin")}),
    Messy("dates with dots", dates="dots", bad={7: (EXIT, "akhir bulan")}),
    Messy("names and phone numbers beside", personal=True),
    Messy("two header rows", two_rows=True),
    Messy("two header rows below titles", two_rows=True, titles=("REKAP",), personal=True),
    Messy("programmes in merged cells", merged_program=True),
    Messy("totals among the data", totals=True),
    Messy("notes below", notes=True),
    Messy("numbered columns", numbering=True),
    Messy("the header again on each page", again=True),
    Messy("empty rows among the data", gaps=True),
    Messy("hidden rows", hidden=(2, 5)),
    Messy("a table below another", split="stacked"),
    Messy("a table below another with titles", split="stacked", titles=("PROGRAM",), totals=True),
    Messy("a sheet for each programme", split="sheets"),
    Messy("a sheet each, with totals and notes", split="sheets", totals=True, notes=True),
    Messy("tables side by side", split="sides"),
    Messy("empty columns at the left", left=2, titles=("DATA",)),
    Messy("words in capitals", capitals=True, bad={8: (OUTCOME, "???")}),
    Messy("spaces around everything", spaces=True),
    Messy("no entry date", bad={9: (ENTRY, "")}),
    Messy("five bad cells", bad=dict(enumerate((ENTRY, text) for text in BAD_DATES))),
    Messy(
        "everything at once",
        titles=("YAYASAN", "LAPORAN"),
        dates="words",
        blank="-",
        left=1,
        personal=True,
        two_rows=True,
        totals=True,
        notes=True,
        gaps=True,
        hidden=(3,),
        bad={3: (ENTRY, "kemarin"), 10: (OUTCOME, "bagus sekali")},
    ),
)


def write(messy: Messy, path: Path) -> None:
    """Write the workbook."""
    numbered = list(enumerate(STAYS))
    halves = [
        [one for one in numbered if one[1][PROGRAM] == name] for name in ("Rumah Singgah", "Sekolah Lagi")
    ]
    with xlsxwriter.Workbook(str(path)) as book:
        if messy.split == "sheets":
            for half in halves:
                _table(book, book.add_worksheet(half[0][1][PROGRAM]), messy, half, 0, messy.left)
            return
        page = book.add_worksheet("Data")
        if messy.split == "stacked":
            below = _table(book, page, messy, halves[0], 0, messy.left)
            _table(book, page, messy, halves[1], below + 2, messy.left)
        elif messy.split == "sides":
            for place, half in enumerate(halves):
                _table(book, page, messy, half, 0, place * (len(messy.heads) + 1))
        else:
            _table(book, page, messy, numbered, 0, messy.left)


def good_value(messy: Messy, number: int, column: int) -> object:
    """What a bad cell should have held, as a user would type it."""
    value = STAYS[number][column]
    return (
        _date(value, "iso") if column in (ENTRY, EXIT) and value else _OUTCOME.get(value or "", value or "")
    )


def _table(
    book: xlsxwriter.Workbook,
    page: xlsxwriter.worksheet.Worksheet,
    messy: Messy,
    stays: Sequence[tuple[int, Stay]],
    top: int,
    left: int,
) -> int:
    """Write one table; give the row below it."""
    extra = ("Nama", "No HP") if messy.personal else ()
    heads = [*extra, *messy.heads]
    row = top
    for title in messy.titles:
        page.write(row, left, title)
        row += 1
    if messy.two_rows:
        first = len(extra)
        page.merge_range(row, left, row, left + first + 1, "Klien")
        page.merge_range(row, left + first + 2, row, left + len(heads) - 1, "Layanan")
        row += 1
    header = row
    page.write_row(row, left, heads)
    row += 1
    if messy.numbering:
        page.write_row(row, left, [f"({n})" for n in range(1, len(heads) + 1)])
        row += 1
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    began = row
    for place, (number, stay) in enumerate(stays):
        if messy.gaps and place and place % 4 == 0:
            row += 1
        if messy.again and place == 6:
            page.write_row(row, left, heads)
            row += 1
        if messy.totals and place == 5:
            page.write_row(row, left, ["Subtotal", "", 5])
            row += 1
        cells = _cells(messy, number, stay)
        for offset, cell in enumerate([*((f"Siti {number}", "0812345") if extra else ()), *cells]):
            if messy.merged_program and offset == len(heads) - 1:
                continue
            if isinstance(cell, dt.date):
                page.write_datetime(row, left + offset, cell, day)
            elif cell != "":
                page.write(row, left + offset, cell)
        if place in messy.hidden:
            page.set_row(row, None, None, {"hidden": True})
        row += 1
    if messy.merged_program:
        page.merge_range(began, left + len(heads) - 1, began + 6, left + len(heads) - 1, "Rumah Singgah")
        page.merge_range(began + 7, left + len(heads) - 1, row - 1, left + len(heads) - 1, "Sekolah Lagi")
    if messy.totals:
        page.write_row(row, left, ["JUMLAH", "", len(stays)])
        row += 1
    if messy.notes:
        page.write(row + 1, left, "Catatan: angka sementara")
        row += 2
    assert header < row
    return row


def _cells(messy: Messy, number: int, stay: Stay) -> list[object]:
    case, sex, entry, end, outcome, program = stay
    cells: list[object] = [
        case,
        _SEX[sex],
        _date(entry, messy.dates),
        _date(end, messy.dates) if end else messy.blank,
        _OUTCOME[outcome] if outcome else messy.blank,
        program,
    ]
    if number in messy.bad:
        column, text = messy.bad[number]
        cells[column] = text
    if messy.capitals:
        cells[:-1] = [cell.upper() if isinstance(cell, str) else cell for cell in cells[:-1]]
    if messy.spaces:
        cells = [f"  {cell} " if isinstance(cell, str) and cell else cell for cell in cells]
    return cells


def _date(iso: str, style: str) -> object:
    day = dt.date.fromisoformat(iso)
    if style == "cells":
        return dt.datetime.combine(day, dt.time())
    if style == "words":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return {"iso": iso, "slashes": f"{day:%d/%m/%Y}", "dots": f"{day:%d.%m.%Y}"}[style]
