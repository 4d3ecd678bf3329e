"""Every version of IATI, 1.0x to 2.03, becomes the same records."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from data.model import TABLES
from tests.data.importers.iati_staged import FIXTURES, Staged, stage_file


@pytest.fixture(scope="module")
def v105(tmp_path_factory: pytest.TempPathFactory) -> Staged:
    return stage_file(FIXTURES / "iati_105.xml", tmp_path_factory.mktemp("stage"))


@pytest.fixture(scope="module")
def v201(tmp_path_factory: pytest.TempPathFactory) -> Staged:
    return stage_file(FIXTURES / "iati_201.xml", tmp_path_factory.mktemp("stage"))


@pytest.fixture(scope="module")
def v203(tmp_path_factory: pytest.TempPathFactory) -> Staged:
    return stage_file(FIXTURES / "iati_203.xml", tmp_path_factory.mktemp("stage"))


def test_version_1_texts_codes_and_dates_are_read(v105: Staged) -> None:
    (program,) = v105.tables["program"]
    assert program["program_id"] == program["source_id"] == "GB-CHC-100-P1"
    assert program["unit_id"] == "iati:GB-CHC-100-P1"
    assert program["name"] == "Street children in Bandung"
    assert (program["started_on"], program["ended_on"]) == ("2012-02-01", "2014-12-31")
    assert (program["hierarchy"], program["parent_id"], program["location"]) == ("2", "GB-CHC-100-P0", "ID")
    assert program["kind"] is None
    assert program["dated_at"] == dt.datetime(2014, 3, 1, 10)
    assert v105.problems == []


def test_version_1_money_and_results_are_read(v105: Staged) -> None:
    assert v105.rows(
        "ledger_entry", "kind", "source_code", "amount", "currency", "booked_on", "value_on"
    ) == [
        ("income", "IF", "5000.50", "GBP", "2012-02-10", "2012-02-10"),
        ("expenditure", "E", "-12", "GBP", "2012-03-01", "2012-03-01"),
        ("loan", "LR", "7", "GBP", "2012-04-01", None),
    ]
    assert v105.rows("ledger_entry", "funder_id", "counterparty", "reference") == [
        ("GB-1", "DFID", "T-1"),
        (None, "Toko Buku", None),
        (None, None, None),
    ]
    assert v105.rows("budget", "starts_on", "ends_on", "amount", "status") == [
        ("2012-01-01", "2012-12-31", "10000", "type=1")
    ]
    assert v105.rows("reported_result", "value", "target", "baseline", "is_total") == [
        ("0", "100", "20", "true")
    ]
    assert v105.rows("indicator_definition", "aggregation_status", "direction_given") == [("yes", "true")]


def test_funders_come_from_participants_and_incoming_money_once_each(v105: Staged, v203: Staged) -> None:
    assert sorted(v105.rows("funder", "funder_id", "name", "kind")) == [
        ("GB-1", "DFID", "government"),
        ("name:fondation-été", "Fondation Été", "foundation"),
    ]
    assert sorted(v203.rows("funder", "funder_id", "name", "kind")) == [
        ("XM-DAC-7", "Ministry", "government"),
        ("name:koperasi-maju-jaya", "Koperasi “Maju Jaya”", None),
    ]
    assert set(v203.rows("funder", "unit_id")) == {None}


def test_version_2_takes_the_first_narrative_that_says_something(v201: Staged) -> None:
    assert v201.rows("program", "name") == ["Personas cooperantes", "Undated"]


def test_an_activity_is_dated_by_itself_else_by_its_file(v201: Staged) -> None:
    assert v201.rows("program", "dated_at") == [
        dt.datetime(2015, 1, 5, 6),
        dt.datetime(2015, 2, 24, 9, 41, 10),
    ]


def test_the_newest_activity_names_the_organisation(v201: Staged) -> None:
    (organization,) = v201.tables["organization"]
    assert organization["name"] == "Old name of the ministry"
    assert organization["dated_at"] == dt.datetime(2015, 2, 24, 9, 41, 10)
    assert organization["unit_id"] is None
    assert (organization["legal_form"], organization["base_currency"]) == ("government", "EUR")


def test_an_end_before_the_start_is_left_out_with_a_warning(v201: Staged) -> None:
    assert v201.rows("program", "started_on", "ended_on")[1] == ("2012-11-01", None)
    assert v201.codes()["iati_dates_reversed"] == 1


def test_version_2_activity_keeps_its_frame(v203: Staged) -> None:
    first, second = v203.tables["program"]
    assert (first["location"], first["project_type"], first["status"]) == ("ID; NP; 998", "C01", "2")
    assert (first["started_on"], first["ended_on"]) == ("2020-01-01", "2022-12-31")
    assert first["dated_at"] == dt.datetime(2021, 3, 2, 6, 15, 22, 297753)
    assert (second["parent_id"], second["hierarchy"], second["dated_at"]) == ("NL-KVK-1-A", "2", None)
    assert v203.rows("organization", "organization_id", "actor_type", "base_currency") == [
        ("NL-KVK-1", "ngo", "EUR")
    ]


def test_transactions_that_look_alike_all_stay(v203: Staged) -> None:
    entries = v203.rows("ledger_entry", "kind", "source_code", "amount", "currency")
    assert entries == [
        ("income", "1", "30000", "USD"),
        ("pledge", "13", "500", "EUR"),
        ("expenditure", "4", "100", "EUR"),
        ("expenditure", "4", "100", "EUR"),
        ("other", "99", "-5.5", "EUR"),
    ]
    assert len(set(v203.rows("ledger_entry", "entry_id"))) == 5


def test_what_money_lacks_is_listed_and_only_a_missing_amount_rejects(v203: Staged) -> None:
    assert v203.listed("iati_transaction_kind_unknown") == [(49, "transaction-type@code", "99")]
    assert [value for _, _, value in v203.listed("iati_date_unread")] == ["41899", "2020-13-01"]
    errors = [problem for problem in v203.problems if problem.severity == "error"]
    assert [(error.code, error.column, error.table) for error in errors] == [
        ("iati_no_amount", "transaction/value", None),
        ("iati_no_identifier", "iati-identifier", None),
    ]


def test_budgets_keep_type_status_and_a_readable_period(v203: Staged) -> None:
    assert v203.rows("budget", "starts_on", "ends_on", "amount", "currency", "status") == [
        ("2020-01-01", "2020-12-31", "90000", "EUR", "type=1; status=2"),
        ("2021-12-31", None, "1000", "EUR", "type=2; status=1"),
    ]


def test_indicators_keep_measure_direction_and_baseline(v203: Staged) -> None:
    columns = ("name", "result_type", "measure", "direction", "direction_given", "aggregation_status")
    assert v203.rows("indicator_definition", *columns) == [
        ("Women who found shelter", "outcome", "unit", "up", "false", "yes"),
        ("Repeat violence", "outcome", "percentage", "down", "true", "no"),
        ("How families feel", "other", "qualitative", "up", "false", "unknown"),
        ("Described only", "other", "unit", "up", "false", "unknown"),
    ]
    assert v203.rows("indicator_definition", "baseline", "baseline_text", "baseline_year", "reference") == [
        ("20", "20", "2019", "99:S1"),
        (None, "NA", None, None),
        (None, None, None, None),
        (None, None, None, None),
    ]
    assert set(v203.rows("indicator_definition", "cumulative")) == {"unknown"}
    assert v203.codes()["iati_no_measure"] == 1


def test_each_group_of_a_period_is_a_row_and_the_total_is_marked(v203: Staged) -> None:
    columns = ("value", "target", "baseline", "dimensions", "sex", "age_group", "location", "is_total")
    assert v203.rows("reported_result", *columns)[:4] == [
        ("110", "100", "20", None, None, None, None, "true"),
        ("70", "60", "15", "sex=female", "female", None, None, "false"),
        ("40", None, None, "sex=male", "male", None, None, "false"),
        ("12", None, None, "age=0-4; sex=female", "female", "0-4", "ID-JB", "false"),
    ]


def test_an_empty_value_is_missing_and_its_period_still_counts(v203: Staged) -> None:
    rows = [row for row in v203.tables["reported_result"] if row["definition_id"].endswith("|1.1")]
    assert [(row["period"], row["value"], row["target"]) for row in rows[4:]] == [
        ("2", None, "120"),
        ("3", None, None),
        ("4", "5", None),
        ("4", "6", None),
    ]
    assert rows[4]["value_text"] is None
    assert (rows[5]["starts_on"], rows[5]["ends_on"]) == ("2022-01-01", "2022-12-31")


def test_totals_that_contradict_each_other_are_listed_and_kept(v203: Staged) -> None:
    assert [value for _, _, value in v203.listed("iati_conflicting_totals")] == ["5 / 6"]


def test_texts_are_kept_as_written_and_listed(v203: Staged) -> None:
    rows = v203.tables["reported_result"]
    percent = next(row for row in rows if row["definition_id"].endswith("|1.2"))
    assert (percent["value"], percent["value_text"]) == (None, "2020:13,160")
    assert (percent["target"], percent["target_text"]) == ("62.5", "62.5%")
    words = next(row for row in rows if row["definition_id"].endswith("|2.1"))
    assert (words["value_text"], words["target_text"]) == ("Mostly safe", "Safe at home")
    assert [value for _, _, value in v203.listed("iati_year_glued")] == ["2020:13,160"]
    assert [value for _, _, value in v203.listed("iati_percent_sign")] == ["62.5%"]
    assert [(column, value) for _, column, value in v203.listed("iati_not_a_number")] == [
        ("baseline@value", "NA")
    ]
    assert sorted(value or "" for _, _, value in v203.listed("iati_qualitative")) == [
        "Mostly safe",
        "Safe at home",
    ]
    assert [value for _, _, value in v203.listed("iati_year_unread")] == ["9999"]


def test_every_row_knows_its_line_and_file(v203: Staged) -> None:
    text = (FIXTURES / "iati_203.xml").read_text().splitlines()
    for row in v203.tables["ledger_entry"]:
        assert "<transaction>" in text[row["source_row"] - 1]
    for row in v203.tables["reported_result"]:
        assert any(tag in text[row["source_row"] - 1] for tag in ("<actual", "<target", "<period>"))
    assert set(v203.rows("budget", "source_file")) == {"iati_203.xml"}


@pytest.mark.parametrize("name", ["iati_105.xml", "iati_201.xml", "iati_203.xml"])
def test_what_is_staged_fits_the_models(name: str, tmp_path: Path) -> None:
    staged = stage_file(FIXTURES / name, tmp_path)
    source = {"source_file", "source_row", "unit_id", "dated_at", "entered_at"}
    for table, rows in staged.tables.items():
        for row in rows:
            TABLES[table](
                **{key: value for key, value in row.items() if key not in source and value is not None}
            )


@pytest.mark.parametrize("name", ["iati_105.xml", "iati_201.xml", "iati_203.xml"])
def test_keys_are_unique_and_references_are_met(name: str, tmp_path: Path) -> None:
    staged = stage_file(FIXTURES / name, tmp_path)
    for table, rows in staged.tables.items():
        keys = [tuple(row[column] for column in TABLES[table].key) for row in rows]
        assert len(keys) == len(set(keys)), table
    funders = set(staged.rows("funder", "funder_id"))
    assert set(staged.rows("ledger_entry", "funder_id")) - {None} <= funders
    definitions = set(staged.rows("indicator_definition", "definition_id"))
    assert set(staged.rows("reported_result", "definition_id")) <= definitions


@pytest.mark.parametrize("prefix", ["", "i"])
def test_activities_that_a_publisher_put_into_a_namespace_are_the_same(
    v203: Staged, tmp_path: Path, prefix: str
) -> None:
    text = (FIXTURES / "iati_203.xml").read_text(encoding="utf-8")
    space = f'xmlns{":" + prefix if prefix else ""}="http://example.org/iati"'
    named = text.replace("<iati-activities", f"<iati-activities {space}", 1)
    if prefix:
        named = re.sub(r"(</?)(?=[a-z])(?!\w+:)", rf"\1{prefix}:", named)
    path = tmp_path / "iati.xml"
    path.write_text(named, encoding="utf-8")
    staged = stage_file(path, tmp_path)
    for table in ("program", "ledger_entry", "reported_result", "indicator_definition"):
        assert len(staged.tables[table]) == len(v203.tables[table]) > 0
    columns = ("value", "target", "baseline", "dimensions", "location")
    assert staged.rows("reported_result", *columns) == v203.rows("reported_result", *columns)


def test_totals_that_say_the_same_number_do_not_contradict_each_other(tmp_path: Path) -> None:
    text = (FIXTURES / "iati_203.xml").read_text(encoding="utf-8")
    path = tmp_path / "iati.xml"
    path.write_text(text.replace('<actual value="6"', '<actual value="5.0"'), encoding="utf-8")
    assert stage_file(path, tmp_path).listed("iati_conflicting_totals") == []
