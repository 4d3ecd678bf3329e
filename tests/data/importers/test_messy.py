"""Messy spreadsheets: the right rows come in, the others go back marked, and mended they make the same totals."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.corrected import write_corrected
from data.home import Home
from data.importers.grid import read_grids
from data.importers.sheet.fields import is_personal
from data.importers.sheet.tables import DONE
from data.importers.source import Options, Source
from data.importing import Imported, Rules, import_sources
from data.mappings import propose, remember, with_remembered
from data.previews import preview
from locales.translate import translator
from tests.data.importers.messy_books import MESSY, STAYS, Messy, good_value, write
from tests.data.importers.test_kobo import rows_of, write_book, write_csv

NOW = dt.datetime(2026, 1, 1, 12)
BY_CASE = {stay[0]: number for number, stay in enumerate(STAYS)}
QUERY = """
    select case_number, sex::varchar, entry_on::varchar, exit_on::varchar, outcome::varchar, p.name
    from current_enrollment e join current_client c using (client_id) join current_program p using (program_id)
    order by case_number
"""


def bring(home: Home, path: Path, **options: Any) -> tuple[Source, Imported]:
    source = Source(path=path, name=path.name, options=Options(**{"organization": "y1", **options}))
    (result,) = import_sources(home, [source], Rules(accept_valid=True), now=NOW)
    return source, result


@pytest.mark.parametrize("messy", MESSY, ids=lambda messy: messy.name)
def test_a_messy_workbook_mended_is_the_tidy_one(home: Home, tmp_path: Path, messy: Messy) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    path, back = tmp_path / "messy.xlsx", tmp_path / "corrected.xlsx"
    write(messy, path)
    source, result = bring(home, path)
    assert (result.status, result.format) == ("imported", "sheet"), result.problems
    good = [stay for number, stay in enumerate(STAYS) if number not in messy.bad]
    assert rows_of(home, QUERY) == good
    assert write_corrected(home, source, result, back, translator("en")) == len(messy.bad)

    book = openpyxl.load_workbook(back)
    mended = 0
    for page in book.worksheets:
        for row in page.iter_rows():
            asked = [cell for cell in row if cell.comment]
            if not asked:
                continue
            case = next(BY_CASE[text] for cell in row if (text := str(cell.value).strip()) in BY_CASE)
            asked[0].value = good_value(messy, case, messy.bad[case][0])
            mended += 1
    assert mended == len(messy.bad)
    book.save(back)

    _, again = bring(home, back)
    assert (again.status, again.rejected) == ("imported", 0), again.problems
    assert rows_of(home, QUERY) == list(STAYS)
    if messy.split != "sides":  # of tables side by side, a row is done only when all of them are
        assert again.rows["enrollment"] == len(messy.bad)


def test_nothing_personal_reaches_the_records(home: Home, tmp_path: Path) -> None:
    head = ["Nama Lengkap", "NIK", "No HP", "Alamat", "No Kasus", "JK", "Tgl Masuk"]
    row = ["Siti Rahayu", "3201012345678901", "081234567890", "Jl. Melati 5", "K-1", "P", "05/01/2025"]
    path = write_csv(tmp_path / "daftar.csv", [head, row, [*row[:4], "K-2", "P", "besok"]])
    _, result = bring(home, path)
    assert result.rows["enrollment"] == 1
    found = json.dumps([problem.model_dump() for problem in result.problems])
    for table in ("client", "enrollment", "import_problem", "organization", "program"):
        found += repr(rows_of(home, f"select * from {table}"))
    for secret in (row[0], row[1], row[2], row[3]):
        assert secret not in found


@pytest.mark.parametrize(
    "name",
    ["Nama", "Nama Klien", "NIK", "No. KTP", "No HP", "Alamat rumah", "Full name", "E-mail", "nama_ibu"],
)
def test_personal_headings_are_known(name: str) -> None:
    assert is_personal(name)


@pytest.mark.parametrize(
    "name", ["Nama program", "Nama lembaga", "No Kasus", "Jenis kelamin", "Programme name", "Hasil"]
)
def test_other_headings_are_not_personal(name: str) -> None:
    assert not is_personal(name)


def test_the_same_sheet_again_doubles_nothing(home: Home, tmp_path: Path) -> None:
    head = ["No Kasus", "Tgl Masuk", "Program"]
    rows = [["K-1", "2025-01-05", "A"], ["K-2", "2025-01-06", "A"]]
    bring(home, write_csv(tmp_path / "a.csv", [head, *rows]))
    bring(home, write_csv(tmp_path / "b.csv", [head, *reversed(rows), ["K-3", "2025-01-07", "A"]]))
    assert rows_of(home, "select count(*) from current_enrollment") == [(3,)]


def test_money_in_thousands_with_dots_is_read(home: Home, tmp_path: Path) -> None:
    head = ["Tanggal", "No Bukti", "Jumlah (Rp)", "Sumber Dana"]
    rows = [
        ["05/01/2025", "B1", "1.500.000", "Donor A"],
        ["06/01/2025", "B2", "Rp 250.000,-", "Donor A"],
        ["Total", "", "1.750.000", ""],
    ]
    _, result = bring(home, write_csv(tmp_path / "kas.csv", [head, *rows]))
    assert result.rows["ledger_entry"] == 2, result.problems
    assert rows_of(
        home,
        "select sum(amount)::bigint, min(kind::varchar), min(currency::varchar) from current_ledger_entry",
    ) == [(1_750_000, "expenditure", "IDR")]


def test_spellings_of_a_programme_are_offered_and_merged_only_by_the_mapping(
    home: Home, tmp_path: Path
) -> None:
    head = ["No Kasus", "Tgl Masuk", "Program"]
    names = [
        "Rumah Singgah",
        "Rumah Singah",
        "rumah singgah",
        "Rumah  Singgah",
        "RUMAH SINGGAH",
        "Rumah-Singgah",
    ]
    rows = [[f"K-{n}", "2025-01-05", name] for n, name in enumerate(names)]
    path = write_csv(tmp_path / "a.csv", [head, *rows])
    source, result = bring(home, path)
    (offer,) = [problem for problem in result.problems if problem.code == "similar_names"]
    assert str(offer.values["names"]).count("”") >= 5
    assert rows_of(home, "select count(distinct program_id) from current_enrollment")[0][0] >= 5
    mapping = tmp_path / "m.yaml"
    same = ", ".join(f'"{name}": Rumah Singgah' for name in names)
    mapping.write_text(propose(source) + f"  words: {{program.name: {{{same}}}}}\n", encoding="utf-8")
    _, merged = bring(home, path, mapping=mapping)
    assert merged.rows["enrollment"] == 6
    assert rows_of(home, "select count(distinct program_id) from current_enrollment") == [(1,)]


def test_a_mapping_is_remembered_for_the_next_file_with_these_headings(home: Home, tmp_path: Path) -> None:
    mapping = tmp_path / "m.yaml"
    mapping.write_text(
        "records:\n- table: enrollment\n  columns: {Nomer: client.client_id, Datang: entry_on}\n"
        "  values: {program.name: Rumah}\n"
    )
    first = write_csv(tmp_path / "jan.csv", [["Nomer", "Datang"], ["K-1", "2025-01-05"]])
    source, result = bring(home, first, mapping=mapping)
    assert result.status == "imported", result.problems
    remember(home, source)
    later = write_csv(tmp_path / "feb.csv", [["Nomer", "Datang", "Catatan"], ["K-2", "2025-02-05", "x"]])
    source = with_remembered(home, Source(path=later, name="feb.csv", options=Options(organization="y1")))
    assert source.options.mapping is not None
    (result,) = import_sources(home, [source], Rules(), now=NOW)
    assert result.rows["enrollment"] == 1
    other = Source(path=later, name="feb.csv", options=Options(organization="y2"))
    assert with_remembered(home, other).options.mapping is None
    unsaid = Source(path=later, name="feb.csv")
    assert with_remembered(home, unsaid).options.mapping is not None, "it can only be that organisation's"
    remember(home, Source(path=later, name="feb.csv", options=Options(mapping=mapping, organization="y2")))
    assert with_remembered(home, unsaid).options.mapping is None, "now it could be either's"


def test_the_corrected_workbook_marks_what_came_in(home: Home, tmp_path: Path) -> None:
    head = ["No Kasus", "Tgl Masuk", "Program"]
    path = write_book(
        tmp_path / "a.xlsx", {"Data": [head, ["K-1", "2025-01-05", "A"], ["K-2", "kemarin", "A"]]}
    )
    source, result = bring(home, path)
    back = tmp_path / "b.xlsx"
    write_corrected(home, source, result, back, translator("id"))
    (grid,) = read_grids(back, "b.xlsx")
    assert [str(cells[3]).startswith(DONE) for _, cells in grid.rows] == [False, True, False]
    assert "kemarin" in str(grid.rows[2][1][4])


CELLS = st.one_of(
    st.text(max_size=10),
    st.sampled_from(["No Kasus", "Tgl Masuk", "Program", "K-1", "2025-01-05", "Total", "-", "(1)"]),
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, max_size=5), min_size=1, max_size=7), headed=st.booleans())
def test_no_sheet_however_broken_ends_in_a_traceback(
    home: Home, tmp_path: Path, rows: list[list[str]], headed: bool
) -> None:
    head = [["No Kasus", "Tgl Masuk", "Program"]] if headed else []
    path = write_csv(tmp_path / "broken.csv", [*head, *rows])
    source = Source(path=path, name=path.name, options=Options(organization="o1"))
    (result,) = import_sources(home, [source], Rules(dry_run=True), format_name="sheet")
    assert result.rows or result.problems
    back = tmp_path / "back.xlsx"
    back.unlink(missing_ok=True)
    write_corrected(home, source, result, back, translator("en"))


def test_a_sheet_whose_needed_column_nobody_knows_is_begun_for_a_person_to_complete(
    home: Home, tmp_path: Path
) -> None:
    """The sheet is named like a table of ours, and its day of entry like nothing: no dead end."""
    head = ["Nomor kasus", "Jenis kelamin", "Sejak kapan bersama kami"]
    rows = [[f"K-{n}", "P", f"2025-01-{n:02}"] for n in range(1, 13)]
    path = write_book(tmp_path / "data.xlsx", {"Klien": [head, *rows]})
    shown = preview(home, Source(path=path, name=path.name))
    (table,) = shown.tables
    assert {column.heading: column.field for column in table.columns} == {
        "Nomor kasus": "client.client_id",
        "Jenis kelamin": "client.sex",
        "Sejak kapan bersama kami": None,
    }
    assert table.plan.table == "enrollment"
    mapping = tmp_path / "m.yaml"
    mapping.write_text(shown.text.replace("columns:", "columns:\n    Sejak kapan bersama kami: entry_on", 1))
    _, result = bring(home, path, mapping=mapping)
    assert (result.status, result.rows["enrollment"]) == ("imported", 12)
