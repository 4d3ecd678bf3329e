"""Tables of results and money: with a mapping, as a logframe, from DHIS2, and as flat IATI tables."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.home import Home
from data.importers.results.periods import read_period
from data.importers.source import Options, Source
from data.importing import Rules, import_sources
from tests.data.importers.test_kobo import rows_of, take, write_csv

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("Target 2025", "2025-01-01", "2025-12-31"),
        ("2025Q2", "2025-04-01", "2025-06-30"),
        ("TW IV 2025", "2025-10-01", "2025-12-31"),
        ("Triwulan 1 2025 / Capaian", "2025-01-01", "2025-03-31"),
        ("Semester II 2024", "2024-07-01", "2024-12-31"),
        ("202402", "2024-02-01", "2024-02-29"),
        ("2024W01", "2024-01-01", "2024-01-07"),
        ("20240305", "2024-03-05", "2024-03-05"),
        ("2024April", "2024-04-01", "2025-03-31"),
        ("Agustus 2025", "2025-08-01", "2025-08-31"),
        ("2024/2025", "2024-07-01", "2025-06-30"),
        ("2025-01-15/2025-02-14", "2025-01-15", "2025-02-14"),
    ],
)
def test_periods_are_read_as_people_and_systems_write_them(text: str, start: str, end: str) -> None:
    span = read_period(text)
    assert span is not None
    assert (span.start.isoformat(), span.end.isoformat()) == (start, end)


@pytest.mark.parametrize("text", ["", "Target", "2025Q7", "202413", "12345", "2025-06-01/2025-01-01"])
def test_what_is_no_period_is_none(text: str) -> None:
    assert read_period(text) is None


def write_logframe(path: Path) -> Path:
    """Two header rows: quarters merged over target and achieved; title lines above, a total below."""
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Logframe")
        page.merge_range(0, 0, 0, 6, "KERANGKA HASIL PROGRAM")
        for place, name in enumerate(("Indikator", "Satuan", "Baseline")):
            page.merge_range(2, place, 3, place, name)
        page.merge_range(2, 3, 2, 4, "TW I 2025")
        page.merge_range(2, 5, 2, 6, "TW II 2025")
        page.write_row(3, 3, ["Target", "Capaian", "Target", "Capaian"])
        page.write_row(4, 0, ["Anak kembali sekolah", "orang", 10, 20, 18, 30, "-"])
        page.write_row(5, 0, ["Keluarga puas", "%", "60%", "80%", "75,5%", "80%", "belum ada"])
        page.write_row(6, 0, ["Jumlah", "", "", 20, 18, 30])
    return path


def test_a_logframe_with_quarters_needs_no_mapping(home: Home, tmp_path: Path) -> None:
    result = take(home, write_logframe(tmp_path / "logframe.xlsx"), organization="o1")
    assert (result.status, result.format, result.rejected) == ("imported", "results", 0), result.problems
    found = rows_of(
        home,
        """select name, period, ends_on::varchar, r.target, value, r.baseline, measure
           from current_reported_result r join current_indicator_definition using (definition_id) order by name, period""",
    )
    assert found == [
        ("Anak kembali sekolah", 1, "2025-03-31", 20.0, 18.0, 10.0, "unit"),
        ("Anak kembali sekolah", 2, "2025-06-30", 30.0, None, 10.0, "unit"),
        ("Keluarga puas", 1, "2025-03-31", 80.0, 75.5, 60.0, "percentage"),
        ("Keluarga puas", 2, "2025-06-30", 80.0, None, 60.0, "percentage"),
    ]


def test_a_long_table_with_start_and_end_is_one_result_a_row(home: Home, tmp_path: Path) -> None:
    rows = [["Partner", "Indicator", "Start Date", "End Date", "Value", "Target"]]
    rows += [["Mitra A", "People trained", "2025-01-01", "2025-03-31", "1.200", "1000"]]
    rows += [["Mitra A", "People trained", "2025-04-01", "2025-06-30", "1.350,5", "1000"]]
    take(home, write_csv(tmp_path / "activityinfo.csv", rows))
    found = rows_of(
        home, "select organization_id, period, value, target from current_reported_result order by period"
    )
    assert found == [("Mitra A", 1, 1200.0, 1000.0), ("Mitra A", 2, 1350.5, 1000.0)]


def test_what_is_no_number_stays_as_text_and_is_named(home: Home, tmp_path: Path) -> None:
    rows = [["Indikator", "Target 2025", "Capaian 2025"], ["Pelatihan", "10", "hampir selesai"]]
    rows += [["Kunjungan", "900", "1.200"]]
    result = take(home, write_csv(tmp_path / "l.csv", rows), organization="o1")
    said = {problem.value: problem.code for problem in result.problems}
    assert said.items() >= {
        ("hampir selesai", "results_not_a_number"),
        ("1.200", "results_number_ambiguous"),
    }
    assert rows_of(home, "select value, value_text, target from current_reported_result order by target") == [
        (None, "hampir selesai", 10.0),
        (None, "1.200", 900.0),
    ]


VALUE = {
    "dataElement": "de1",
    "period": "202501",
    "orgUnit": "ou1",
    "categoryOptionCombo": "HllvX50cXC0",
    "value": "12",
}
SET = {
    "dataElements": [{"id": "de1", "name": "Kunjungan"}],
    "organisationUnits": [{"id": "ou1", "name": "Puskesmas A"}],
    "dataValues": [
        {**VALUE, "storedBy": "siti", "comment": "rahasia"},
        {**VALUE, "period": "202502", "value": "9", "categoryOptionCombo": "coc1"},
        {**VALUE, "period": "202503", "value": "7", "deleted": True},
    ],
}


def test_a_data_value_set_of_dhis2_becomes_reported_results(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "values.json"
    path.write_text(json.dumps(SET), encoding="utf-8")
    result = take(home, path)
    assert (result.status, result.format) == ("imported", "dhis2")
    assert rows_of(
        home, "select period, value, is_total, dimensions from current_reported_result order by period"
    ) == [
        (1, 12.0, True, None),
        (2, 9.0, False, "category=coc1"),
    ]
    assert rows_of(home, "select name from current_organization") == [("Puskesmas A",)]
    assert rows_of(home, "select name from current_indicator_definition") == [("Kunjungan",)]


def test_dhis2_csv_gives_the_same_and_places_of_a_given_organisation(home: Home, tmp_path: Path) -> None:
    header = [
        "dataelement",
        "period",
        "orgunit",
        "categoryoptioncombo",
        "attributeoptioncombo",
        "value",
        "storedby",
    ]
    rows = [
        header,
        ["de1", "2025Q1", "ou1", "HllvX50cXC0", "", "5", "x"],
        ["de1", "kapan", "ou1", "", "", "5", "x"],
    ]
    result = take(home, write_csv(tmp_path / "values.csv", rows), accept=True, organization="o1")
    assert [problem.code for problem in result.problems if problem.severity == "error"] == [
        "dhis2_incomplete"
    ]
    assert rows_of(home, "select organization_id, location, value from current_reported_result") == [
        ("o1", "ou1", 5.0)
    ]


def test_unhcr_tables(home: Home, shared: Path) -> None:
    result = take(home, shared / "real/unhcr-iati-tables-2024")
    assert (result.status, result.format, result.rejected) == ("imported", "iati_tables", 0)
    assert rows_of(
        home,
        "select count(*), count(value), count(target), count(distinct program_id) from current_reported_result",
    ) == [(4814, 4814, 2928, 57)]
    assert rows_of(home, "select count(*), count(distinct currency) from current_ledger_entry") == [
        (5551, 18)
    ]
    indonesia = rows_of(
        home, "select count(*) from current_reported_result where program_id = 'XM-DAC-41121-2024-ASO-IDN'"
    )
    assert indonesia == [(45,)]


def test_attendances_of_274_organisations(home: Home, shared: Path) -> None:
    path = shared / "real/spc-ae-attendances/ae_attendances.csv"
    assert take(home, path, mapping=EXAMPLES / "attendances.yaml").status == "imported"
    with path.open(newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["type"] == "1"]
    breaches = sum(float(row["breaches"]) for row in rows)
    attendances = sum(float(row["attendances"]) for row in rows)
    assert rows_of(
        home,
        """select sum(numerator), sum(denominator) from current_reported_result
           join current_indicator_definition d using (definition_id) join current_program p on p.program_id = d.program_id
           where d.name = 'Waited over four hours' and p.name = 'Type 1'""",
    ) == [(breaches, attendances)]
    assert rows_of(home, "select count(*) from current_organization") == [(274,)]


def test_a_mapping_that_names_no_such_column_says_the_nearest(home: Home, tmp_path: Path) -> None:
    mapping = tmp_path / "m.yaml"
    mapping.write_text(
        "results:\n  organization: {column: lembag}\n  period: {year: '2025'}\n  indicators: {a: {name: A, value: n}}\n"
    )
    path = write_csv(tmp_path / "t.csv", [["lembaga", "n"], ["o1", "5"]])
    (problem,) = take(home, path, mapping=mapping).problems
    assert (problem.code, problem.values["near"]) == ("mapping_no_column", "lembaga")


CELLS = st.one_of(
    st.text(max_size=10),
    st.sampled_from(["Indikator", "Target 2025", "Capaian TW I 2025", "10", "1.234", "-"]),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.lists(CELLS, max_size=5), min_size=1, max_size=6),
    kind=st.sampled_from(["results", "dhis2", "iati_tables"]),
)
def test_no_table_however_broken_ends_in_a_traceback(
    home: Home, tmp_path: Path, rows: list[list[str]], kind: Any
) -> None:
    path = write_csv(tmp_path / "broken.csv", rows)
    options = Options(organization="o1", file_date=dt.date(2025, 12, 31))
    source = Source(path=path, name=path.name, options=options)
    (result,) = import_sources(home, [source], Rules(dry_run=True), format_name=kind)
    assert result.rows or result.problems


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    document=st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8)),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(
                st.sampled_from(["dataValues", "dataElement", "period", "orgUnit", "value", "id"]), inner
            ),
        ),
        max_leaves=12,
    )
)
def test_no_json_however_broken_ends_in_a_traceback(home: Home, tmp_path: Path, document: Any) -> None:
    path = tmp_path / "broken.json"
    path.write_text(json.dumps({"dataValues": document}), encoding="utf-8")
    (result,) = import_sources(
        home, [Source(path=path, name=path.name)], Rules(dry_run=True), format_name="dhis2"
    )
    assert result.rows or result.problems


@pytest.mark.parametrize("kind", ["results", "dhis2", "iati_tables", "sheet", "kobo", None])
def test_a_table_of_empty_rows_is_refused_in_words(home: Home, tmp_path: Path, kind: Any) -> None:
    path = write_csv(tmp_path / "kosong.csv", [["", ""], ["", " "]])
    source = Source(path=path, name=path.name, options=Options(organization="o1"))
    (result,) = import_sources(home, [source], Rules(), format_name=kind)
    assert (result.status, result.rows) == ("refused", {})
    assert result.problems
