"""Sixty deliberately broken files, and what each must be called."""

from __future__ import annotations

import datetime as dt
import json
import random

from tests.data.broken_makers import (
    GOOD,
    STAY,
    Broken,
    book,
    csv,
    cut,
    file,
    folder,
    hmis_without,
    made,
    never_worked_out,
    one_line_of_200_mb,
    one_line_of_200_mb_xml,
    packed,
    stays,
    survey,
    zip_in_zip,
)
from tests.data.importers.template_files import write_folder, write_workbook

MAPPING = """
organization: {column: unit}
program: {value: klinik}
date: {column: tanggal}
instrument: kepuasan
mode: staff
items:
  ramah: {column: ramah, scale: [Buruk, Cukup, Baik]}
"""
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
    file("empty file", "enrollment.csv", b"", "text_empty"),
    file("only spaces", "enrollment.csv", b" \n \n", "text_empty"),
    file("only a header", "enrollment.csv", STAY.encode(), "nothing_to_import"),
    file("NUL bytes in a CSV", "enrollment.csv", f"{STAY}\n{GOOD}\0\0".encode(), "text_binary"),
    file("a picture named .csv", "enrollment.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + NOISE, "text_binary"),
    file(
        "bytes of no encoding", "enrollment.csv", f"{STAY}\n".encode() + b"\x81\x8d\x9d,o1", "text_encoding"
    ),
    file(
        "quotation mark never closed",
        "enrollment.csv",
        f'{STAY}\n"{GOOD}\n{GOOD}'.encode(),
        "text_broken",
    ),
    made("one line of 200 MB", one_line_of_200_mb, "text_long_line", None),
    file("a letter", "letter.docx", NOISE, "unknown_format"),
    file("a table of nobody", "data.csv", f"{STAY}\n{GOOD}".encode(), "sheet_of_nobody"),
    made("an empty folder", lambda folder: write_folder(folder / "empty"), "unknown_format"),
    made("a file that is not there", lambda folder: folder / "gone.csv", "no_such_file"),
    # Headers.
    csv("the same header twice", "enrollment", f"{STAY},client_id\n{GOOD},k2", "text_column_twice"),
    csv(
        "one column under two names",
        "enrollment",
        f"{STAY},Tanggal masuk\n{GOOD},2025-01-01",
        "template_column_twice",
    ),
    csv(
        "a required column is missing",
        "enrollment",
        "enrollment_id,client_id\nb1,k1",
        "template_missing_column",
        None,
        "entry_on",
    ),
    csv(
        "a column is misspelled",
        "enrollment",
        f"{STAY.replace('outcome', 'outcom')}\n{GOOD}",
        "template_nearly_column",
        None,
        "outcom",
    ),
    # Rows.
    stays("a row with too many cells", f"{GOOD},x,y", "template_ragged_row", None),
    stays("an id twice", GOOD, "repeated_key", "enrollment_id"),
    stays("nothing where something must be", "b2,o1,p1,,2025-01-10,,,", "required", "client_id"),
    stays("a client whom nobody knows", "b2,o1,p1,k99,2025-01-10,,,", "unknown_reference", "client_id"),
    stays(
        "a programme of another organisation", "b2,o1,p3,k1,2025-01-10,,,", "other_organization", "program_id"
    ),
    stays("out before in", "b2,o1,p1,k1,2025-01-10,2025-01-09,,", "out_of_order", "exit_on"),
    stays("an exit in the future", "b2,o1,p1,k1,2025-01-10,2026-01-02,achieved,", "in_the_future", "exit_on"),
    stays(
        "a code that is none", "b2,o1,p1,k1,2025-01-10,2025-02-01,berhasil sekali,", "unknown_code", "outcome"
    ),
    stays("32/13/2025", "b2,o1,p1,k1,32/13/2025,,,", "not_a_date", "entry_on"),
    stays("the year 1825", "b2,o1,p1,k1,1825-01-10,,,", "implausible_date", "entry_on"),
    stays("an age of minus one", "b2,o1,p1,k1,2025-01-10,,,-1", "too_small", "age_at_entry"),
    stays("half a year of age", "b2,o1,p1,k1,2025-01-10,,,30.5", "not_whole_number", "age_at_entry"),
    csv(
        "UTF-16 without its mark, with a bad date",
        "enrollment",
        f"{STAY}\n{GOOD.replace('2025-07-09', 'besok')}".encode("utf-16-le"),
        "not_a_date",
        2,
        "exit_on",
    ),
    csv("a text of 5,000 letters", "organization", f"{ORGANIZATION}\no9,{'x' * 5000}", "too_long", 2, "name"),
    csv("negative hours", "volunteer_spell", f"{SPELL}\nv1,o1,2025-01-01,-3", "too_small", 2, "hours"),
    csv(
        "hours that can be read in two ways",
        "volunteer_spell",
        f"{SPELL}\nv1,o1,2025-01-01,1.250",
        "template_two_readings",
        2,
        "hours",
    ),
    csv(
        "a currency that is none",
        "ledger_entry",
        f"{LEDGER}\nt1,o1,income,2025-01-01,5,XYZ",
        "unknown_currency",
        2,
        "currency",
    ),
    csv(
        "an amount of NaN",
        "ledger_entry",
        f"{LEDGER}\nt1,o1,income,2025-01-01,NaN,IDR",
        "not_a_number",
        2,
        "amount",
    ),
    csv(
        "an infinite amount",
        "ledger_entry",
        f"{LEDGER}\nt1,o1,income,2025-01-01,1e999,IDR",
        "not_a_number",
        2,
        "amount",
    ),
    folder(
        "a thousand million visitors",
        "too_large",
        "attended",
        2,
        community="community_id,organization_id,name\nw1,o1,RW 5",
        community_activity="activity_id,organization_id,community_id,held_on,led_by,attended\na1,o1,w1,2025-01-01,staff,1000000000",
    ),
    folder(
        "a target due in 2999",
        "implausible_date",
        "due_on",
        2,
        target="target_id,organization_id,indicator,value,starts_on,due_on\nx1,o1,people_served,5,2025-01-01,2999-12-31",
    ),
    folder(
        "grants that carry more than the whole",
        "shares_over_one",
        "share",
        2,
        funder="funder_id,name\nd1,Dinas",
        grant_award="grant_id,organization_id,funder_id,name\nh1,o1,d1,A\nh2,o1,d1,B",
        grant_share=f"{SHARES}\nh1,p1,2025-01-01,0.7\nh2,p1,2025-01-01,0.4",
    ),
    folder(
        "programmes that contain each other",
        "circular_parent",
        "parent_id",
        2,
        program="program_id,organization_id,name,parent_id\np8,o1,A,p9\np9,o1,B,p8",
    ),
    # Workbooks.
    book("no sheet is a table", {"Sheet1": [["a", "b"], [1, 2]]}, "template_no_table"),
    book(
        "a cell with an error",
        {"organization": [ORGANIZATION.split(","), ["o9", ("=1/0", "#DIV/0!")]]},
        "template_cell_error",
        2,
    ),
    made("a formula that was never worked out", never_worked_out, "template_formula_without_value", 2),
    book(
        "an event tomorrow in a date cell",
        {"enrollment": [STAY.split(",")[:5], ["b1", "o1", "p1", "k1", dt.date(2026, 1, 2)]]},
        "in_the_future",
        2,
    ),
    book(
        "an identity number that Excel cut",
        {"client": [["client_id", "organization_id"], [3573012345678901, "o1"]]},
        "template_lost_digits",
        2,
    ),
    file("a CSV named .xlsx", "book.xlsx", f"{STAY}\n{GOOD}".encode(), "template_not_a_workbook"),
    made(
        "an archive named .xlsx",
        lambda folder: packed(folder, "book.xlsx", {"enrollment.csv": GOOD.encode()}),
        "template_not_a_workbook",
    ),
    made(
        "half a workbook",
        lambda folder: cut(write_workbook(folder / "book.xlsx", {"organization": [["organization_id"]]})),
        "template_not_a_workbook",
    ),
    made(
        "a workbook that swells",
        lambda folder: packed(folder, "book.xlsx", {"xl/worksheets/sheet1.xml": bytes(60_000_000)}),
        "zip_bomb",
    ),
    file("an old workbook", "book.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + NOISE, "template_old_workbook"),
    # Archives.
    made(
        "an archive that swells",
        lambda folder: packed(folder, "all.zip", {"enrollment.csv": bytes(60_000_000)}),
        "zip_bomb",
    ),
    made(
        "an archive that points outside",
        lambda folder: packed(folder, "all.zip", {"../enrollment.csv": GOOD.encode()}),
        "zip_unsafe",
    ),
    made(
        "an archive in an archive",
        lambda folder: packed(folder, "all.zip", {"inner.zip": zip_in_zip()}),
        "unknown_format",
    ),
    made(
        "half an archive",
        lambda folder: cut(packed(folder, "all.zip", {"enrollment.csv": NOISE})),
        "zip_broken",
    ),
    # IATI.
    file("JSON named .xml", "activities.xml", json.dumps({"error": "not found"}).encode(), "iati_json"),
    file("half an XML file", "activities.xml", ACTIVITY[:90], "iati_truncated"),
    file("XML that reads other files", "activities.xml", EXTERNAL, "iati_doctype"),
    file("XML that swells", "activities.xml", LAUGHS, "iati_doctype"),
    file("XML of another kind", "activities.xml", b"<rss><channel/></rss>", "iati_wrong_root"),
    made("200 MB in one element", one_line_of_200_mb_xml, "iati_limits"),
    # HMIS.
    made("an HMIS export without enrollments", hmis_without("Enrollment"), "hmis_missing_file"),
    # Surveys.
    survey(
        "a mapping of a column that is not there",
        "unit;tanggal\nA;2025-01-01\n",
        MAPPING,
        "mapping_no_column",
    ),
    survey(
        "a mapping that is no YAML",
        "unit;tanggal;ramah\nA;2025-01-01;Baik\n",
        "organization: {column: [",
        "mapping_not_yaml",
    ),
    survey(
        "a mapping that lacks its date",
        "unit;tanggal;ramah\nA;2025-01-01;Baik\n",
        MAPPING.replace("date", "dato"),
        "mapping_unknown_key",
    ),
    survey(
        "an answer off the scale",
        "unit;tanggal;ramah\nA;2025-01-01;Hebat\n",
        MAPPING,
        "survey_unknown_answer",
        2,
    ),
)
