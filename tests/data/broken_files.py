"""Forty-odd deliberately broken files, and what each must be called."""

from __future__ import annotations

import datetime as dt
import io
import json
import random
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


def _stays(name: str, line: str, code: str, column: str | None, *, row: int = 3) -> Broken:
    """An enrollment.csv whose second row is broken."""
    return _csv(name, "enrollment", "\n".join([STAY, GOOD, line]), code, row, column)


def _csv(
    name: str, table: str, text: str | bytes, code: str, row: int | None = None, column: str | None = None
) -> Broken:
    def make(folder: Path) -> Path:
        path = folder / f"{table}.csv"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return Broken(name, make, code, row, column)


def _folder(name: str, code: str, column: str | None, row: int | None = None, /, **tables: str) -> Broken:
    return Broken(name, lambda folder: write_folder(folder / "tables", **tables), code, row, column)


def _file(name: str, file: str, content: bytes, code: str, row: int | None = None) -> Broken:
    def make(folder: Path) -> Path:
        path = folder / file
        path.write_bytes(content)
        return path

    return Broken(name, make, code, row)


def _book(name: str, sheets: dict[str, list[list[Any]]], code: str, row: int | None = None) -> Broken:
    return Broken(name, lambda folder: write_workbook(folder / "book.xlsx", sheets), code, row)


def _made(name: str, make: Callable[[Path], Path], code: str, row: int | None = None) -> Broken:
    return Broken(name, make, code, row)


def _zip(folder: Path, name: str, members: dict[str, bytes]) -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return path


def _cut(path: Path) -> Path:
    """The same file without its second half."""
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def _zip_in_zip() -> bytes:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("enrollment.csv", f"{STAY}\n{GOOD}\n")
    return inner.getvalue()


def _never_worked_out(folder: Path) -> Path:
    """A workbook whose formula has no value, as programs write it that do not calculate."""
    full = write_workbook(
        folder / "full.xlsx", {"enrollment": [STAY.split(","), [*GOOD.split(",")[:7], ("=15+15", 30)]]}
    )
    path = folder / "book.xlsx"
    with zipfile.ZipFile(full) as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry).replace(b"<v>30</v>", b""))
    return path


def _one_line_of_200_mb(folder: Path) -> Path:
    path = folder / "enrollment.csv"
    block = b"x" * 1_000_000
    with path.open("wb") as file:
        for _ in range(200):
            file.write(block)
    return path


def _one_line_of_200_mb_xml(folder: Path) -> Path:
    path = folder / "activities.xml"
    with path.open("wb") as file:
        file.write(b'<iati-activities version="2.03"><iati-activity><title><narrative>')
        for _ in range(200):
            file.write(b"x" * 1_000_000)
        file.write(b"</narrative></title></iati-activity></iati-activities>")
    return path


def _hmis_without(*gone: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        return hmis_export.write(folder / "hmis", dict.fromkeys(gone, ""))

    return make


MAPPING = """
organization: {column: unit}
program: {value: klinik}
date: {column: tanggal}
instrument: kepuasan
mode: staff
items:
  ramah: {column: ramah, scale: [Buruk, Cukup, Baik]}
"""


def _survey(name: str, answers: str, mapping: str, code: str, row: int | None = None) -> Broken:
    """A survey with its mapping; the mapping is found beside the answers as mapping.yaml."""

    def make(folder: Path) -> Path:
        (folder / "mapping.yaml").write_text(mapping, encoding="utf-8")
        path = folder / "answers.csv"
        path.write_text(answers, encoding="utf-8")
        return path

    return Broken(name, make, code, row, options={"mapping": "mapping.yaml"})


ACTIVITY = b"""<iati-activities version="2.03"><iati-activity>
<iati-identifier>XM-1</iati-identifier><reporting-org ref="XM" type="21"/>
</iati-activity></iati-activities>"""
EXTERNAL = b"""<?xml version="1.0"?><!DOCTYPE iati-activities [<!ENTITY secret SYSTEM "file:///etc/passwd">]>
<iati-activities version="2.03"><iati-activity><iati-identifier>&secret;</iati-identifier>
</iati-activity></iati-activities>"""
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a0 "ha">'
    + b"".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">'.encode() for n in range(1, 12))
    + b']><iati-activities version="2.03"><iati-activity><title>&a11;</title>'
    + b"</iati-activity></iati-activities>"
)
NOISE = random.Random(1).randbytes(5000)
ORGANIZATION = "organization_id,name"
LEDGER = "entry_id,organization_id,kind,booked_on,amount,currency"
SPELL = "spell_id,organization_id,started_on,hours"
SHARES = "grant_id,program_id,month_on,share"
BROKEN: tuple[Broken, ...] = (
    # Files that cannot be read as what they claim to be.
    _file("empty file", "enrollment.csv", b"", "text_empty"),
    _file("only spaces", "enrollment.csv", b" \n \n", "text_empty"),
    _file("only a header", "enrollment.csv", STAY.encode(), "nothing_to_import"),
    _file("NUL bytes in a CSV", "enrollment.csv", f"{STAY}\n{GOOD}\0\0".encode(), "text_binary"),
    _file("a picture named .csv", "enrollment.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + NOISE, "text_binary"),
    _file(
        "bytes of no encoding", "enrollment.csv", f"{STAY}\n".encode() + b"\x81\x8d\x9d,o1", "text_encoding"
    ),
    _file(
        "quotation mark never closed",
        "enrollment.csv",
        f'{STAY}\n"{GOOD}\n{GOOD}'.encode(),
        "text_broken",
    ),
    _made("one line of 200 MB", _one_line_of_200_mb, "text_long_line", None),
    _file("a letter", "letter.docx", NOISE, "unknown_format"),
    _file("a table of no name", "data.csv", f"{STAY}\n{GOOD}".encode(), "unknown_format"),
    _made("an empty folder", lambda folder: write_folder(folder / "empty"), "unknown_format"),
    _made("a file that is not there", lambda folder: folder / "gone.csv", "no_such_file"),
    # Headers.
    _csv("the same header twice", "enrollment", f"{STAY},client_id\n{GOOD},k2", "text_column_twice"),
    _csv(
        "one column under two names",
        "enrollment",
        f"{STAY},Tanggal masuk\n{GOOD},2025-01-01",
        "template_column_twice",
    ),
    _csv(
        "a required column is missing",
        "enrollment",
        "enrollment_id,client_id\nb1,k1",
        "template_missing_column",
        None,
        "entry_on",
    ),
    _csv(
        "a column is misspelled",
        "enrollment",
        f"{STAY.replace('outcome', 'outcom')}\n{GOOD}",
        "template_nearly_column",
        None,
        "outcom",
    ),
    # Rows.
    _stays("a row with too many cells", f"{GOOD},x,y", "template_ragged_row", None),
    _stays("an id twice", GOOD, "repeated_key", "enrollment_id"),
    _stays("nothing where something must be", "b2,o1,p1,,2025-01-10,,,", "required", "client_id"),
    _stays("a client whom nobody knows", "b2,o1,p1,k99,2025-01-10,,,", "unknown_reference", "client_id"),
    _stays(
        "a programme of another organisation", "b2,o1,p3,k1,2025-01-10,,,", "other_organization", "program_id"
    ),
    _stays("out before in", "b2,o1,p1,k1,2025-01-10,2025-01-09,,", "out_of_order", "exit_on"),
    _stays(
        "an exit in the future", "b2,o1,p1,k1,2025-01-10,2026-01-02,achieved,", "in_the_future", "exit_on"
    ),
    _stays(
        "a code that is none", "b2,o1,p1,k1,2025-01-10,2025-02-01,berhasil sekali,", "unknown_code", "outcome"
    ),
    _stays("32/13/2025", "b2,o1,p1,k1,32/13/2025,,,", "not_a_date", "entry_on"),
    _stays("the year 1825", "b2,o1,p1,k1,1825-01-10,,,", "implausible_date", "entry_on"),
    _stays("an age of minus one", "b2,o1,p1,k1,2025-01-10,,,-1", "too_small", "age_at_entry"),
    _stays("half a year of age", "b2,o1,p1,k1,2025-01-10,,,30.5", "not_whole_number", "age_at_entry"),
    _csv(
        "UTF-16 without its mark, with a bad date",
        "enrollment",
        f"{STAY}\n{GOOD.replace('2025-07-09', 'besok')}".encode("utf-16-le"),
        "not_a_date",
        2,
        "exit_on",
    ),
    _csv(
        "a text of 5,000 letters", "organization", f"{ORGANIZATION}\no9,{'x' * 5000}", "too_long", 2, "name"
    ),
    _csv("negative hours", "volunteer_spell", f"{SPELL}\nv1,o1,2025-01-01,-3", "too_small", 2, "hours"),
    _csv(
        "hours that can be read in two ways",
        "volunteer_spell",
        f"{SPELL}\nv1,o1,2025-01-01,1.250",
        "template_two_readings",
        2,
        "hours",
    ),
    _csv(
        "a currency that is none",
        "ledger_entry",
        f"{LEDGER}\nt1,o1,income,2025-01-01,5,XYZ",
        "unknown_currency",
        2,
        "currency",
    ),
    _csv(
        "an amount of NaN",
        "ledger_entry",
        f"{LEDGER}\nt1,o1,income,2025-01-01,NaN,IDR",
        "not_a_number",
        2,
        "amount",
    ),
    _csv(
        "an infinite amount",
        "ledger_entry",
        f"{LEDGER}\nt1,o1,income,2025-01-01,1e999,IDR",
        "not_a_number",
        2,
        "amount",
    ),
    _folder(
        "a thousand million visitors",
        "too_large",
        "attended",
        2,
        community="community_id,organization_id,name\nw1,o1,RW 5",
        community_activity="activity_id,organization_id,community_id,held_on,led_by,attended\na1,o1,w1,2025-01-01,staff,1000000000",
    ),
    _folder(
        "a target due in 2999",
        "implausible_date",
        "due_on",
        2,
        target="target_id,organization_id,indicator,value,starts_on,due_on\nx1,o1,people_served,5,2025-01-01,2999-12-31",
    ),
    _folder(
        "grants that carry more than the whole",
        "shares_over_one",
        "share",
        2,
        funder="funder_id,name\nd1,Dinas",
        grant_award="grant_id,organization_id,funder_id,name\nh1,o1,d1,A\nh2,o1,d1,B",
        grant_share=f"{SHARES}\nh1,p1,2025-01-01,0.7\nh2,p1,2025-01-01,0.4",
    ),
    _folder(
        "programmes that contain each other",
        "circular_parent",
        "parent_id",
        2,
        program="program_id,organization_id,name,parent_id\np8,o1,A,p9\np9,o1,B,p8",
    ),
    # Workbooks.
    _book("no sheet is a table", {"Sheet1": [["a", "b"], [1, 2]]}, "template_no_table"),
    _book(
        "a cell with an error",
        {"organization": [ORGANIZATION.split(","), ["o9", ("=1/0", "#DIV/0!")]]},
        "template_cell_error",
        2,
    ),
    _made("a formula that was never worked out", _never_worked_out, "template_formula_without_value", 2),
    _book(
        "an event tomorrow in a date cell",
        {"enrollment": [STAY.split(",")[:5], ["b1", "o1", "p1", "k1", dt.date(2026, 1, 2)]]},
        "in_the_future",
        2,
    ),
    _book(
        "an identity number that Excel cut",
        {"client": [["client_id", "organization_id"], [3573012345678901, "o1"]]},
        "template_lost_digits",
        2,
    ),
    _file("a CSV named .xlsx", "book.xlsx", f"{STAY}\n{GOOD}".encode(), "template_not_a_workbook"),
    _made(
        "an archive named .xlsx",
        lambda folder: _zip(folder, "book.xlsx", {"enrollment.csv": GOOD.encode()}),
        "template_not_a_workbook",
    ),
    _made(
        "half a workbook",
        lambda folder: _cut(write_workbook(folder / "book.xlsx", {"organization": [["organization_id"]]})),
        "template_not_a_workbook",
    ),
    _made(
        "a workbook that swells",
        lambda folder: _zip(folder, "book.xlsx", {"xl/worksheets/sheet1.xml": bytes(60_000_000)}),
        "zip_bomb",
    ),
    _file(
        "an old workbook", "book.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + NOISE, "template_old_workbook"
    ),
    # Archives.
    _made(
        "an archive that swells",
        lambda folder: _zip(folder, "all.zip", {"enrollment.csv": bytes(60_000_000)}),
        "zip_bomb",
    ),
    _made(
        "an archive that points outside",
        lambda folder: _zip(folder, "all.zip", {"../enrollment.csv": GOOD.encode()}),
        "zip_unsafe",
    ),
    _made(
        "an archive in an archive",
        lambda folder: _zip(folder, "all.zip", {"inner.zip": _zip_in_zip()}),
        "unknown_format",
    ),
    _made(
        "half an archive",
        lambda folder: _cut(_zip(folder, "all.zip", {"enrollment.csv": NOISE})),
        "zip_broken",
    ),
    # IATI.
    _file("JSON named .xml", "activities.xml", json.dumps({"error": "not found"}).encode(), "iati_json"),
    _file("half an XML file", "activities.xml", ACTIVITY[:90], "iati_truncated"),
    _file("XML that reads other files", "activities.xml", EXTERNAL, "iati_doctype"),
    _file("XML that swells", "activities.xml", LAUGHS, "iati_doctype"),
    _file("XML of another kind", "activities.xml", b"<rss><channel/></rss>", "iati_wrong_root"),
    _made("200 MB in one element", _one_line_of_200_mb_xml, "iati_limits"),
    # HMIS.
    _made("an HMIS export without enrollments", _hmis_without("Enrollment"), "hmis_missing_file"),
    # Surveys.
    _survey(
        "a mapping of a column that is not there",
        "unit;tanggal\nA;2025-01-01\n",
        MAPPING,
        "mapping_no_column",
    ),
    _survey(
        "a mapping that is no YAML",
        "unit;tanggal;ramah\nA;2025-01-01;Baik\n",
        "organization: {column: [",
        "mapping_not_yaml",
    ),
    _survey(
        "a mapping that lacks its date",
        "unit;tanggal;ramah\nA;2025-01-01;Baik\n",
        MAPPING.replace("date", "dato"),
        "mapping_unknown_key",
    ),
    _survey(
        "an answer off the scale",
        "unit;tanggal;ramah\nA;2025-01-01;Hebat\n",
        MAPPING,
        "survey_unknown_answer",
        2,
    ),
)
