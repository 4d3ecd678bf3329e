"""Workbooks: typed cells, formulas, errors, sheets that are no table."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from data.home import Home
from data.importers import template
from data.importers.source import Source
from data.importing import Rules, import_sources
from tests.data.importers.template_files import (
    bring_file,
    bring_house,
    codes,
    read_rows,
    write_folder,
    write_workbook,
)

HEAD = ["enrollment_id", "organization_id", "program_id", "client_id", "entry_on", "age_at_entry"]
LEDGER = ["entry_id", "organization_id", "kind", "booked_on", "amount", "currency"]


@pytest.fixture
def house(home: Home, tmp_path: Path) -> Home:
    bring_house(home, tmp_path)
    return home


def test_date_cells_and_bare_day_numbers_are_days(house: Home, tmp_path: Path) -> None:
    path = write_workbook(
        tmp_path / "book.xlsx",
        {
            "enrollment": [
                HEAD,
                ["e1", "o1", "p1", "k1", dt.date(2025, 12, 31), 30],
                ["e2", "o1", "p1", "k2", 45292, 31],
                ["e3", "o1", "p1", "k3", "17 Agustus 2025", "32"],
            ]
        },
    )
    assert template.recognises(path)
    result = bring_file(house, path)
    assert (result.status, result.problems) == ("imported", ())
    assert read_rows(house, "select entry_on::varchar, age_at_entry from current_enrollment order by 1") == [
        ("2024-01-01", 31),
        ("2025-08-17", 32),
        ("2025-12-31", 30),
    ]


def test_number_cells_have_one_reading_whatever_texts_stand_beside_them(house: Home, tmp_path: Path) -> None:
    rows = [
        ["t1", "o1", "expenditure", dt.date(2025, 1, 1), 1.451, "IDR"],
        ["t2", "o1", "expenditure", dt.date(2025, 1, 1), "1.451", "IDR"],
        ["t3", "o1", "expenditure", dt.date(2025, 1, 1), 12.5, "IDR"],
        ["t4", "o1", "expenditure", dt.date(2025, 1, 1), 1e9, "IDR"],
    ]
    result = bring_file(house, write_workbook(tmp_path / "book.xlsx", {"Buku kas": [LEDGER, *rows]}))
    assert result.status == "imported"
    found = read_rows(house, "select amount from current_ledger_entry order by entry_id")
    assert [float(amount) for (amount,) in found] == [1.451, 1451, 12.5, 1e9]


def test_ids_typed_as_numbers_are_ids(home: Home, tmp_path: Path) -> None:
    path = write_workbook(
        tmp_path / "book.xlsx",
        {"organization": [["organization_id", "name"], [101, "Satu"], ["007", "Tujuh"]]},
    )
    bring_file(home, path)
    assert read_rows(home, "select organization_id from current_organization order by 1") == [
        ("007",),
        ("101",),
    ]


def test_ids_whose_last_digits_excel_lost_are_refused(house: Home, tmp_path: Path) -> None:
    path = write_workbook(
        tmp_path / "book.xlsx", {"client": [["client_id", "organization_id"], [3573012345678901, "o1"]]}
    )
    result = bring_file(house, path)
    assert [(p.code, p.row, p.column, p.value) for p in result.problems] == [
        ("template_lost_digits", 2, "client_id", None)
    ]


def test_formulas_give_their_value_and_broken_ones_are_named(house: Home, tmp_path: Path) -> None:
    rows = [
        HEAD,
        ["e1", "o1", "p1", "k1", "2025-01-01", ("=15+15", 30)],
        ["e2", "o1", "p1", "k2", "2025-01-01", ("=1/0", "#DIV/0!")],
        ["e3", "o1", ("=Z9", "#REF!"), "k3", "2025-01-01", 3],
    ]
    result = bring_file(
        house, write_workbook(tmp_path / "book.xlsx", {"enrollment": rows}), accept_valid=True
    )
    assert result.rows == {"enrollment": 1}
    assert result.rejected == 2
    assert [(p.code, p.file, p.row, p.column, p.value) for p in result.problems] == [
        ("template_cell_error", "book.xlsx [enrollment]", 3, "age_at_entry", "#DIV/0!"),
        ("template_cell_error", "book.xlsx [enrollment]", 4, "program_id", "#REF!"),
    ]


def test_rows_are_those_of_the_sheet_also_below_empty_ones(house: Home, tmp_path: Path) -> None:
    rows = [[], [None, *HEAD], [], [None, "e1", "o1", "p1", "k1", "kemarin", 30]]
    result = bring_file(house, write_workbook(tmp_path / "book.xlsx", {"enrollment": rows}))
    assert [(p.code, p.row, p.value) for p in result.problems] == [("not_a_date", 4, "kemarin")]


def test_sheets_that_are_no_table_are_named_if_they_hold_anything(home: Home, tmp_path: Path) -> None:
    path = write_workbook(
        tmp_path / "book.xlsx",
        {
            "organization": [["organization_id", "name"], ["o1", "Satu"]],
            "Grafik": [["a", 1]],
            "Sheet3": [],
            "Baca dulu": [["..."]],
        },
    )
    result = bring_file(home, path)
    assert result.status == "imported"
    assert [(p.code, p.value) for p in result.problems] == [("template_unknown_sheet", "Grafik")]


def test_a_workbook_without_any_table_is_refused_with_the_names_expected(home: Home, tmp_path: Path) -> None:
    result = bring_file(home, write_workbook(tmp_path / "book.xlsx", {"Sheet1": [["a"], [1]]}))
    (problem,) = result.problems
    assert (result.status, problem.code) == ("refused", "template_no_table")
    assert "enrollment" in str(problem.values["tables"])


def test_a_sheet_that_is_nearly_a_table_is_asked_about(home: Home, tmp_path: Path) -> None:
    result = bring_file(home, write_workbook(tmp_path / "book.xlsx", {"enrolment": [["a"], [1]]}))
    (problem,) = result.problems
    assert (problem.code, problem.values["near"]) == ("template_nearly_table", "enrollment")


def test_the_same_header_twice_is_refused(home: Home, tmp_path: Path) -> None:
    rows = [["organization_id", "name", "Name"], ["o1", "Satu", "Satu"]]
    assert codes(bring_file(home, write_workbook(tmp_path / "b.xlsx", {"organization": rows}))) == [
        "text_column_twice"
    ]


@pytest.mark.parametrize("ending", [".xls", ".ods", ".xlsb"])
def test_old_workbooks_are_refused_with_what_to_do(home: Home, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"book{ending}"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    assert codes(bring_file(home, path)) == ["template_old_workbook"]


def test_a_cell_in_the_last_corner_is_refused_before_the_sheet_is_held(home: Home, tmp_path: Path) -> None:
    """The reader would ask for a frame of 17 thousand million cells, and the whole process would end."""
    path = tmp_path / "jauh.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("enrollment")
        page.write_row(0, 0, ["enrollment_id", "organization_id"])
        page.write(1_048_575, 16_383, "x")
    for options in ({}, {"format_name": "sheet"}, {"format_name": "kobo"}):
        source = Source(path=path, name=path.name)
        (result,) = import_sources(home, [source], Rules(), **options)
        assert (result.status, result.problems[0].code) == ("refused", "sheet_too_large")


def test_many_columns_that_nobody_knows_are_looked_at_together(home: Home, tmp_path: Path) -> None:
    bring_house(home, tmp_path)
    more = ",".join(f"catatan {n}" for n in range(300))
    head = "enrollment_id,organization_id,program_id,client_id,entry_on"
    text = f"{head},{more}\ne1,o1,p1,k1,2025-01-10,{more}\n"
    result = bring_file(home, write_folder(tmp_path / "lebar", enrollment=text))
    assert (result.status, result.rows) == ("imported", {"enrollment": 1})
    assert codes(result).count("template_unknown_column") == 300


def test_a_sheet_whose_packed_bytes_are_damaged_is_refused(home: Home, tmp_path: Path) -> None:
    whole = write_workbook(tmp_path / "utuh.xlsx", {"enrollment": [HEAD] * 200}).read_bytes()
    begin = whole.index(b"xl/worksheets/sheet1.xml") + 60
    path = tmp_path / "rusak.xlsx"
    path.write_bytes(whole[:begin] + b"\xff" * 40 + whole[begin + 40 :])
    for name in ("template", "sheet", "kobo"):
        (result,) = import_sources(home, [Source(path=path, name=path.name)], Rules(), format_name=name)
        assert (result.status, result.rows) == ("refused", {})
