"""Numbers with two readings are decided by the file's other values, or stay text; each decision is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.data.importers.iati_staged import Staged, activity, document, indicator, stage_file, transaction


@pytest.fixture
def read(tmp_path: Path):
    def stage(*activities: str) -> Staged:
        path = tmp_path / "numbers.xml"
        path.write_text(document(*activities))
        return stage_file(path, tmp_path / "temp")

    return stage


def test_a_thousands_mark_elsewhere_decides_1_451(read) -> None:
    staged = read(activity(indicator("1,234,567", "1,451")))
    assert staged.rows("reported_result", "target", "target_text") == [
        ("1234567", "1,234,567"),
        ("1451", "1,451"),
    ]
    (told,) = [problem for problem in staged.problems if problem.code == "iati_marks_decided_own"]
    assert told.severity == "warning"
    assert told.values == {"organization": "X", "mark": ".", "count": 1, "number": "1451"}
    assert staged.codes()["iati_marks_read"] == 1


def test_a_decimal_comma_elsewhere_decides_740_000(read) -> None:
    staged = read(activity(indicator("23,14", "740,000")))
    assert staged.rows("reported_result", "target") == ["23.14", "740.000"]
    assert staged.codes() == {"iati_marks_read": 1, "iati_marks_decided_own": 1}


def test_where_nothing_decides_it_stays_text(read) -> None:
    staged = read(activity(indicator("1,451", "12", "1 234")))
    assert staged.rows("reported_result", "target", "target_text")[2] == (None, "1,451")
    assert staged.listed("iati_number_ambiguous") == [(2, "target@value", "1,451")]


def test_where_values_contradict_each_other_it_stays_text(read) -> None:
    staged = read(activity(indicator("23,14", "60.00", "1,451")))
    assert sorted(staged.rows("reported_result", "target"), key=str) == ["23.14", "60.00", None]
    assert staged.codes()["iati_number_ambiguous"] == 1


def test_a_publisher_is_decided_by_its_own_values_before_others(read) -> None:
    staged = read(
        activity(indicator("1,451", "23,14"), id="A-1", org="A"),
        activity(indicator("1,451", "60.00"), id="B-1", org="B"),
        activity(indicator("1,451"), id="C-1", org="C"),
    )
    decided = {
        row["organization_id"]: row["target"]
        for row in staged.tables["reported_result"]
        if row["target_text"] == "1,451"
    }
    assert decided == {"A": "1.451", "B": "1451", "C": None}


def test_a_publisher_whose_values_say_nothing_is_decided_by_the_file(read) -> None:
    staged = read(
        activity(indicator("1,451"), id="A-1", org="A"), activity(indicator("60.00"), id="B-1", org="B")
    )
    assert "1451" in staged.rows("reported_result", "target")
    assert staged.codes() == {"iati_marks_decided_file": 1}


def test_money_does_not_decide_about_results_that_decide_themselves(read) -> None:
    staged = read(activity(transaction("1234.50") + indicator("23,14", "740,000")))
    assert "740.000" in staged.rows("reported_result", "target")


def test_money_decides_about_results_where_no_result_says_anything(read) -> None:
    staged = read(activity(transaction("1234.50") + indicator("1,451")))
    assert staged.rows("reported_result", "target") == ["1451"]


def test_an_amount_with_two_readings_is_decided_or_rejected(read) -> None:
    decided = read(activity(transaction("85.738") + transaction("12.5")))
    assert sorted(decided.rows("ledger_entry", "amount")) == ["12.5", "85.738"]
    undecided = read(activity(transaction("85.738") + transaction("12")))
    assert undecided.rows("ledger_entry", "amount") == ["12"]
    assert [(each.code, each.severity) for each in undecided.problems] == [("iati_amount_ambiguous", "error")]


def test_a_percent_sign_is_read_for_percentages_only(read) -> None:
    percentage = read(activity(indicator("62.5%", measure="2")))
    assert percentage.rows("reported_result", "target") == ["62.5"]
    assert percentage.codes() == {"iati_percent_sign": 1}
    count = read(activity(indicator("62.5%", measure="1")))
    assert count.rows("reported_result", "target", "target_text") == [(None, "62.5%")]
    assert count.codes() == {"iati_not_a_number": 1}


@pytest.mark.parametrize("value", ["NA", "Yes", "&lt;2", "5 days", ":", "$211", "1e999"])
def test_what_is_no_number_is_listed_and_kept(value: str, read) -> None:
    staged = read(activity(indicator(value)))
    written = value.replace("&lt;", "<")
    assert staged.rows("reported_result", "target", "target_text") == [(None, written)]
    assert staged.listed("iati_not_a_number") == [(2, "target@value", written)]


@pytest.mark.parametrize(
    ("money", "code"),
    [
        (transaction(""), "iati_no_amount"),
        (transaction("about 5"), "iati_amount_unread"),
        (transaction("50%"), "iati_amount_unread"),
        ('<transaction><transaction-type code="3"/></transaction>', "iati_no_amount"),
        ("<budget><value/></budget>", "iati_no_amount"),
    ],
)
def test_money_without_a_number_is_rejected(money: str, code: str, read) -> None:
    staged = read(activity(money + transaction("5")))
    assert staged.rows("ledger_entry", "amount") == ["5"]
    assert [(problem.code, problem.severity) for problem in staged.problems] == [(code, "error")]


def test_money_without_a_currency_is_rejected(read) -> None:
    staged = read(activity(transaction("5") + transaction("6", attributes='currency="idr"'), attributes=""))
    assert staged.rows("ledger_entry", "amount", "currency") == [("6", "IDR")]
    assert staged.codes() == {"iati_no_currency": 1}
    assert staged.rows("organization", "base_currency") == ["IDR"]


def test_an_organisation_without_any_currency_gets_one_with_a_warning(read) -> None:
    staged = read(activity(attributes=""))
    assert staged.rows("organization", "base_currency") == ["USD"]
    assert staged.codes() == {"iati_base_currency_assumed": 1}


def test_an_ambiguous_baseline_is_decided_once_and_used_for_its_periods(read) -> None:
    baseline = indicator("60.00", "1,234,567").replace(
        "<period>", '<baseline value="1,451" year="2020"/><period>', 1
    )
    staged = read(activity(baseline))
    assert staged.rows("indicator_definition", "baseline", "baseline_text") == [("1451", "1,451")]
    assert staged.rows("reported_result", "baseline") == ["1451", "1451"]
    (told,) = [problem for problem in staged.problems if problem.code == "iati_marks_decided_own"]
    assert told.values["count"] == 1
