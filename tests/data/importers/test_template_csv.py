"""CSVs named like the record tables: alone, in a folder, in an archive."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import os
import uuid
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.batches import set_state
from data.home import Home
from data.importers import template
from data.store import writing
from tests.data.importers.template_files import (
    CLIENT,
    NOW,
    ORGANIZATION,
    PROGRAM,
    bring_file,
    bring_house,
    codes,
    read_rows,
    write_folder,
)

STAYS = """enrollment_id,organization_id,program_id,client_id,entry_on,exit_on,outcome
e1,o1,p1,k1,2025-01-10,2025-07-09,achieved
e2,o1,p2,k2,2025-03-03,,
"""
ALL_STAYS = (
    "select enrollment_id, entry_on::varchar, exit_on::varchar, outcome from current_enrollment order by 1"
)
EXPECTED = [("e1", "2025-01-10", "2025-07-09", "achieved"), ("e2", "2025-03-03", None, None)]


@pytest.fixture
def house(home: Home, tmp_path: Path) -> Home:
    bring_house(home, tmp_path)
    return home


def bring_stays(home: Home, folder: Path, text: str, encoding: str = "utf-8") -> object:
    path = folder / "enrollment.csv"
    path.write_bytes(text.encode(encoding))
    return bring_file(home, path)


def test_a_single_csv_is_the_table_that_it_is_named_after(house: Home, tmp_path: Path) -> None:
    result = bring_stays(house, tmp_path, STAYS)
    assert (result.status, result.rows, result.problems) == ("imported", {"enrollment": 2}, ())
    assert read_rows(house, ALL_STAYS) == EXPECTED


@pytest.mark.parametrize(
    ("separator", "encoding"),
    [(";", "utf-8-sig"), ("\t", "utf-16"), ("|", "utf-16-le"), (";", "cp1252"), (",", "utf-16-be")],
)
def test_separator_and_encoding_are_recognised(
    house: Home, tmp_path: Path, separator: str, encoding: str
) -> None:
    text = STAYS.replace(",", separator).replace("outcome\n", f"outcome{separator}destination\n")
    text = text.replace("achieved\n", f"achieved{separator}Café “Ibu”\n").replace(
        f"03{separator * 2}\n", f"03{separator * 3}\n"
    )
    result = bring_stays(house, tmp_path, text, encoding)
    assert (result.status, result.problems) == ("imported", ())
    assert read_rows(house, ALL_STAYS) == EXPECTED
    assert read_rows(house, "select destination from current_enrollment where enrollment_id = 'e1'") == [
        ("Café “Ibu”",)
    ]


@pytest.mark.parametrize(
    "name", ["Enrollment", "ENROLLMENT (2)", "Pendaftaran", "enrollment_2025-03", "enrollment - Copy"]
)
def test_a_table_answers_to_its_name_and_label(house: Home, tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.csv"
    path.write_text(STAYS, encoding="utf-8")
    assert template.recognises(path)
    assert bring_file(house, path).rows == {"enrollment": 2}


def test_columns_answer_to_their_labels_in_both_languages(house: Home, tmp_path: Path) -> None:
    headers = "Kode pendaftaran,Organisation ID,kode_program,Client id,TANGGAL MASUK*,Exit date,Hasil"
    result = bring_stays(house, tmp_path, STAYS.replace(STAYS.splitlines()[0], headers))
    assert (result.status, result.problems) == ("imported", ())
    assert read_rows(house, ALL_STAYS) == EXPECTED
    program = tmp_path / "program.csv"
    program.write_text("Kode program,Kode lembaga,Nama\np9,o1,Rumah singgah\n", encoding="utf-8")
    assert bring_file(house, program).rows == {"program": 1}


def test_a_folder_and_an_archive_bring_all_their_tables_at_once(home: Home, tmp_path: Path) -> None:
    tables = {"organization": ORGANIZATION, "program": PROGRAM, "client": CLIENT, "enrollment": STAYS}
    folder = write_folder(tmp_path / "all", **tables)
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for name, text in tables.items():
            packed.writestr(f"export/{name.upper()}.CSV", text)
    expected = {"organization": 1, "program": 2, "client": 3, "enrollment": 2}
    assert template.recognises(folder)
    assert template.recognises(archive)
    assert bring_file(home, folder).rows == expected
    assert bring_file(Home(tmp_path / "other"), archive).rows == expected


def test_other_files_of_a_folder_are_named_and_passed_over(home: Home, tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "all", organization=ORGANIZATION, catatan="a,b\n1,2\n")
    result = bring_file(home, folder)
    assert result.status == "imported"
    assert [(problem.code, problem.file, problem.severity) for problem in result.problems] == [
        ("template_unknown_file", "catatan.csv", "warning")
    ]


def test_a_table_twice_is_refused(home: Home, tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "all", organization=ORGANIZATION, Lembaga=ORGANIZATION)
    assert codes(bring_file(home, folder)) == ["template_table_twice"]


def test_the_organisation_of_the_command_fills_the_missing_column(house: Home, tmp_path: Path) -> None:
    path = tmp_path / "program.csv"
    path.write_text("program_id,name\np7,Baru\n", encoding="utf-8")
    assert bring_file(house, path, organization="o1").rows == {"program": 1}
    assert read_rows(house, "select organization_id from current_program where program_id = 'p7'") == [
        ("o1",)
    ]


def test_rows_without_anything_are_passed_over_and_lines_stay_those_of_the_file(
    house: Home, tmp_path: Path
) -> None:
    lines = STAYS.splitlines()
    text = "\n".join([lines[0], lines[1], "", ",,,,,,", lines[2], "e9,o1,p1,k1,32/13/2025,,"])
    result = bring_stays(house, tmp_path, text)
    assert [(problem.row, problem.column, problem.code) for problem in result.problems] == [
        (6, "entry_on", "not_a_date")
    ]


def test_lines_stay_those_of_the_file_where_a_cell_holds_line_breaks(house: Home, tmp_path: Path) -> None:
    text = (
        "enrollment_id,organization_id,program_id,client_id,entry_on,problem\n"
        'e1,o1,p1,k1,2025-01-10,"baris satu\nbaris dua\nbaris tiga"\n'
        "e2,o1,p1,k2,kemarin,\n"
    )
    result = bring_stays(house, tmp_path, text)
    assert [(problem.row, problem.value) for problem in result.problems] == [(5, "kemarin")]


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.integers(0, 3), min_size=1, max_size=30))
def test_every_row_keeps_its_line(tmp_path_factory: pytest.TempPathFactory, breaks: list[int]) -> None:
    """However many line breaks cells hold, the bad last cell of each row is listed with the row's line."""
    folder = tmp_path_factory.mktemp("lines")
    home = Home(folder / "home")
    lines, line, expected = ["organization_id,name,fiscal_year_start"], 2, []
    for place, count in enumerate(breaks):
        lines.append(f'o{place},"Yayasan{chr(10) * count}",99')
        expected.append(line)
        line += 1 + count
    path = folder / "organization.csv"
    path.write_text("\n".join(lines), encoding="utf-8", newline="")
    result = bring_file(home, path)
    assert [problem.row for problem in result.problems] == expected


def test_spaces_around_values_are_no_part_of_them(house: Home, tmp_path: Path) -> None:
    text = (
        STAYS.replace("e1,o1", " e1\u00a0,\to1 ")
        .replace("2025-01-10", " 2025-01-10 ")
        .replace(",,\n", ",  ,\u00a0\n")
    )
    result = bring_stays(house, tmp_path, text)
    assert (result.status, result.problems) == ("imported", ())
    assert read_rows(house, ALL_STAYS) == EXPECTED


def test_a_column_of_ones_own_is_passed_over_with_a_warning(house: Home, tmp_path: Path) -> None:
    text = STAYS.replace("outcome\n", "outcome,Catatan rapat\n").replace("achieved\n", "achieved,bagus\n")
    result = bring_stays(house, tmp_path, text.replace(",,\n", ",,,\n"))
    assert result.status == "imported"
    assert [(problem.code, problem.column, problem.values) for problem in result.problems] == [
        ("template_unknown_column", "Catatan rapat", {"rows": 1})
    ]


def test_a_column_that_is_nearly_one_is_asked_about(house: Home, tmp_path: Path) -> None:
    result = bring_stays(house, tmp_path, STAYS.replace("outcome", "outcom"))
    assert result.status == "refused"
    assert [(problem.code, problem.column, problem.values["near"]) for problem in result.problems] == [
        ("template_nearly_column", "outcom", "outcome")
    ]


def test_an_unknown_column_without_values_does_not_matter(house: Home, tmp_path: Path) -> None:
    result = bring_stays(house, tmp_path, STAYS.replace("outcome", "outcom").replace("achieved", ""))
    assert (result.status, result.problems) == ("imported", ())


def test_every_missing_column_is_named(house: Home, tmp_path: Path) -> None:
    result = bring_stays(house, tmp_path, "enrollment_id,client_id,entry_on\ne1,k1,2025-01-10\n")
    assert result.status == "refused"
    assert [(problem.code, problem.column) for problem in result.problems] == [
        ("template_missing_column", "organization_id"),
        ("template_missing_column", "program_id"),
    ]


def test_two_headers_for_one_column_are_refused(house: Home, tmp_path: Path) -> None:
    result = bring_stays(house, tmp_path, STAYS.replace("exit_on", "Tanggal masuk"))
    assert codes(result) == ["template_column_twice"]


def test_a_row_with_too_many_cells_is_listed_with_its_line(house: Home, tmp_path: Path) -> None:
    result = bring_stays(house, tmp_path, STAYS.replace("achieved\n", "achieved,x,y\n"))
    assert [(p.code, p.row, p.values) for p in result.problems] == [
        ("template_ragged_row", 2, {"cells": 9, "expected": 7})
    ]


def test_valid_rows_come_in_alone_where_that_is_asked_for(house: Home, tmp_path: Path) -> None:
    path = tmp_path / "enrollment.csv"
    path.write_text(STAYS.replace("2025-03-03", "2027-03-03"), encoding="utf-8")
    refused = bring_file(house, path)
    assert (refused.status, refused.rejected, codes(refused)) == ("refused", 1, ["in_the_future"])
    accepted = bring_file(house, path, accept_valid=True)
    assert (accepted.status, accepted.rows, accepted.rejected) == ("imported", {"enrollment": 1}, 1)
    assert read_rows(house, "select source_row, code from rejected_row") == [(3, "in_the_future")]


def test_the_same_file_again_changes_nothing(house: Home, tmp_path: Path) -> None:
    first = bring_stays(house, tmp_path, STAYS)
    again = bring_file(house, tmp_path / "enrollment.csv")
    assert (again.status, again.batch) == ("unchanged", first.batch)
    assert len(read_rows(house, "select * from enrollment")) == 2


def test_a_newer_row_replaces_the_older_and_undo_brings_it_back(house: Home, tmp_path: Path) -> None:
    bring_stays(house, tmp_path, STAYS)
    path = tmp_path / "enrollment.csv"
    path.write_text(STAYS.replace("achieved", "not_achieved"), encoding="utf-8")
    newer = bring_file(house, path, now=NOW + dt.timedelta(days=1))
    outcome = "select outcome from current_enrollment where enrollment_id = 'e1'"
    assert read_rows(house, outcome) == [("not_achieved",)]
    with writing(house, "undo") as draft:
        set_state(draft.connection, newer.batch or 0, "undone")
    assert read_rows(house, outcome) == [("achieved",)]


def test_clients_are_kept_under_a_pseudonym_and_their_own_case_number(house: Home, tmp_path: Path) -> None:
    bring_stays(house, tmp_path, STAYS)
    (case, client, stay) = read_rows(
        house,
        """select case_number, client_id, enrollment_id from current_client
           join current_enrollment using (client_id) where case_number = 'k1'""",
    )[0]
    key = bytes.fromhex(Path(os.environ["HASIL_KEY_FILE"]).read_text(encoding="ascii"))
    digest = hmac.new(key, b"own|o1|k1", hashlib.sha256).digest()
    assert (case, stay, client) == ("k1", "e1", uuid.UUID(bytes=digest[:16]))


@pytest.mark.parametrize("times", [1, 5])
def test_persons_are_found_and_missed_whether_they_come_once_or_often(
    house: Home, tmp_path: Path, times: int
) -> None:
    bring_file(
        house,
        write_folder(
            tmp_path / "other",
            organization="organization_id,name\no2,Lain\n",
            client="client_id,organization_id,sex\nk9,o2,female\n",
        ),
    )
    stays = [
        f"{person}{time},o1,p1,{person},2025-01-{time + 1:02}"
        for person in ("k1", "k2", "nobody", "k9", "")
        for time in range(times)
    ]
    path = tmp_path / "enrollment.csv"
    path.write_text("enrollment_id,organization_id,program_id,client_id,entry_on\n" + "\n".join(stays))
    refused = bring_file(house, path, accept_valid=True)
    expected = ["required"] * times + ["unknown_reference"] * 2 * times
    assert sorted(codes(refused)) == expected
    held = """select case_number, count(*) from current_client join current_enrollment using (client_id)
              group by case_number order by case_number"""
    assert read_rows(house, held) == [("k1", times), ("k2", times)]


def test_rows_that_begin_like_examples_are_passed_over(house: Home, tmp_path: Path) -> None:
    result = bring_stays(house, tmp_path, STAYS + "CONTOH-E1,CONTOH-L1,CONTOH-P1,CONTOH-001,2025-01-10,,\n")
    assert (result.status, result.rows) == ("imported", {"enrollment": 2})
    assert [(problem.code, problem.severity) for problem in result.problems] == [
        ("template_examples", "warning")
    ]


def test_a_header_alone_brings_nothing_and_says_so(house: Home, tmp_path: Path) -> None:
    result = bring_stays(house, tmp_path, STAYS.splitlines()[0] + "\n")
    assert (result.status, codes(result)) == ("refused", ["nothing_to_import"])
