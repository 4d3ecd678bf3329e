"""Of a reported promise one period counts, one total or one sum of parts, and never a sum over time."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from data.home import Home
from data.store import reading
from metrics.ask import Ask
from metrics.reader import Reader
from metrics.scope import OWNER
from metrics.value import IndicatorValue
from metrics.values.silence import periods_without_actual, stale_programs
from metrics.values.sums import place_of
from metrics.verification import reported
from metrics.verification.records import load
from tests.metrics.money_rows import Ledger, Tables, org, promised, published, reasons

LAST_YEAR = ("2024-01-01", "2024-12-31")
THIS_YEAR = ("2025-01-01", "2025-12-31")


def definition(**more: Any) -> Tables:
    row = {"definition_id": "d1", "organization_id": "o1", "program_id": "p1", "name": "Sumur", **more}
    return {"indicator_definition": [row]}


def results(*rows: dict[str, Any]) -> Tables:
    """Reported values of ``d1``; a row without days is of 2025."""
    return {
        "reported_result": [
            {
                "result_id": f"r{number}",
                "definition_id": "d1",
                "organization_id": "o1",
                "program_id": "p1",
                "period": "1",
                "starts_on": THIS_YEAR[0],
                "ends_on": THIS_YEAR[1],
                "is_total": "false" if row.get("dimensions") else "true",
                **row,
            }
            for number, row in enumerate(rows)
        ]
    }


def one(home: Home, *rows: dict[str, Any], as_of: str | None = None, **about: Any) -> IndicatorValue:
    """The value of the promise ``d1``, which its second formulation gives again."""
    reader = published(home, org(), definition(**about), results(*rows), as_of=as_of)
    answer = promised(reader)["d1"]
    with reading(home) as connection:
        records = load(connection, "o1", reader.organizations(OWNER)[0].as_of or dt.date.min)
    said = reported.latest(records, None, None, dt.date(2030, 12, 31))["d1"]
    assert [said.value, said.target, said.ratio] == pytest.approx(
        [answer.numerator, answer.denominator, answer.value]
    )
    return answer


def of(days: tuple[str, str], **more: Any) -> dict[str, Any]:
    return {"starts_on": days[0], "ends_on": days[1], **more}


def test_the_latest_period_that_ended_with_an_actual_counts_and_nothing_is_summed(home: Home) -> None:
    answer = one(
        home,
        of(LAST_YEAR, value="40", target="50"),
        of(THIS_YEAR, value="60", target="80"),
        of(("2026-01-01", "2026-12-31"), target="90"),
    )
    assert (answer.value, answer.numerator, answer.denominator) == (0.75, 60, 80)
    assert (answer.start, answer.end) == (dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    assert (answer.source, answer.status, answer.promise_name) == ("reported", "ok", "Sumur")
    assert (answer.organization, answer.program) == ("o1", "p1")


def test_an_actual_of_a_period_that_had_not_ended_by_as_of_is_not_known_yet(home: Home) -> None:
    rows = (of(LAST_YEAR, value="40", target="50"), of(THIS_YEAR, value="60", target="80"))
    answer = one(home, *rows, as_of="2025-12-30")
    assert (answer.numerator, answer.end) == (40, dt.date(2024, 12, 31))


def test_a_question_about_the_past_gets_the_promise_as_it_stood(home: Home) -> None:
    rows = (of(LAST_YEAR, value="40", target="50"), of(THIS_YEAR, value="60", target="80"))
    reader = published(home, org(), definition(), results(*rows))
    assert promised(reader, end="2025-06-30")["d1"].numerator == 40


def test_of_periods_that_end_together_the_one_that_began_last_counts(home: Home) -> None:
    answer = one(home, of(("2023-01-01", "2025-12-31"), value="150", target="150"), of(THIS_YEAR, value="60"))
    assert (answer.numerator, answer.start) == (60, dt.date(2025, 1, 1))
    assert reasons(answer) >= {"reason.promise_no_target"}


def test_the_total_counts_where_there_is_one(home: Home) -> None:
    answer = one(
        home,
        {"value": "100", "target": "120"},
        {"value": "60", "target": "70", "dimensions": "sex=female"},
        {"value": "55", "target": "70", "dimensions": "sex=male"},
    )
    assert (answer.numerator, answer.denominator) == (100, 120)
    assert "note.promise_from_parts" not in reasons(answer)


def test_one_part_alone_is_no_sum(home: Home) -> None:
    answer = one(home, {"value": "60", "target": "70", "dimensions": "sex=female"})
    assert (answer.numerator, answer.denominator) == (60, 70)
    assert "note.promise_from_one_part" in reasons(answer)
    assert "note.promise_from_parts" not in reasons(answer)


def test_without_a_total_the_parts_of_one_set_of_dimensions_are_summed_and_marked(home: Home) -> None:
    answer = one(
        home,
        {"value": "60", "target": "70", "dimensions": "sex=female"},
        {"value": "40", "target": "50", "dimensions": "sex=male"},
        {"value": "30", "dimensions": "age=0-17"},
        {"value": "70", "dimensions": "age=18+"},
        {"value": "7", "dimensions": "disability=yes"},
    )
    assert (answer.value, answer.numerator, answer.denominator) == (pytest.approx(100 / 120), 100, 120)
    assert {note.key: note.values for note in answer.notes}["note.promise_from_parts"] == {"parts": 2}


def test_crossed_dimensions_are_one_set(home: Home) -> None:
    answer = one(
        home,
        *(
            {"value": "10", "target": "10", "dimensions": f"age={age}; sex={sex}"}
            for age in ("0-17", "18+")
            for sex in ("female", "male")
        ),
    )
    assert (answer.numerator, answer.denominator) == (40, 40)


def test_a_total_target_may_stand_beside_parts_that_were_reached(home: Home) -> None:
    parts = ({"value": "60", "dimensions": "sex=female"}, {"value": "40", "dimensions": "sex=male"})
    answer = one(home, {"target": "200"}, *parts)
    assert (answer.numerator, answer.denominator, answer.value) == (100, 200, 0.5)


def test_parts_with_a_target_are_not_set_against_other_parts(home: Home) -> None:
    answer = one(
        home,
        {"value": "60", "target": "70", "dimensions": "sex=female"},
        {"target": "50", "dimensions": "sex=male"},
    )
    assert (answer.value, answer.status) == (None, "cannot_be_combined")
    assert reasons(answer) >= {"reason.promise_uneven_parts"}


def test_percentages_are_never_summed(home: Home) -> None:
    parts = ({"value": "60", "dimensions": "sex=female"}, {"value": "40", "dimensions": "sex=male"})
    answer = one(home, *parts, measure="percentage")
    assert (answer.value, answer.numerator, answer.status) == (None, None, "cannot_be_combined")
    assert reasons(answer) >= {"reason.promise_parts_not_summed"}


@pytest.mark.parametrize(
    ("rows", "values"),
    [
        (({"value": "100", "target": "9"}, {"value": "120", "target": "9", "period": "2"}), "100 / 120"),
        (
            (
                {"value": "60", "dimensions": "sex=female"},
                {"value": "40", "dimensions": "sex=male"},
                {"value": "30", "dimensions": "age=0-17"},
                {"value": "60", "dimensions": "age=18+"},
            ),
            "90 / 100",
        ),
        (
            (
                {"value": "60", "dimensions": "sex=female"},
                {"value": "61", "dimensions": "sex=female"},
                {"value": "40", "dimensions": "sex=male"},
            ),
            "100 / 101",
        ),
    ],
)
def test_values_that_contradict_each_other_are_listed_and_none_is_used(
    home: Home, rows: tuple[dict[str, Any], ...], values: str
) -> None:
    answer = one(home, of(LAST_YEAR, value="40", target="50"), *rows)
    assert (answer.value, answer.numerator, answer.status) == (None, None, "cannot_be_combined")
    assert answer.reason is not None
    assert (answer.reason.key, answer.reason.values) == ("reason.promise_conflict", {"values": values})


def test_the_same_total_twice_is_no_conflict(home: Home) -> None:
    answer = one(home, {"value": "100", "target": "80"}, {"value": "100", "target": "80", "period": "2"})
    assert (answer.numerator, answer.denominator, answer.status) == (100, 80, "ok")


def test_targets_that_contradict_each_other_leave_the_actual(home: Home) -> None:
    answer = one(home, {"value": "100", "target": "80"}, {"value": "100", "target": "90", "period": "2"})
    assert (answer.value, answer.numerator) == (None, 100)
    assert answer.reason is not None and answer.reason.values == {"values": "80 / 90"}


def test_progress_runs_from_the_baseline_and_can_fall(home: Home) -> None:
    answer = one(
        home, {"value": "30", "target": "20"}, direction="down", direction_given="true", baseline="50"
    )
    assert answer.value == pytest.approx((30 - 50) / (20 - 50))
    assert (answer.target_status, answer.direction) == ("below", "down")
    assert answer.target is not None and answer.target.baseline == 50


def test_a_falling_promise_that_is_passed_is_above(home: Home) -> None:
    answer = one(home, {"value": "15", "target": "20"}, direction="down", baseline="50")
    assert answer.target_status == "above"


def test_zero_no_target_and_a_target_to_hold_are_three_things(home: Home) -> None:
    definitions = {
        "indicator_definition": [
            {"definition_id": name, "organization_id": "o1", "program_id": "p1", "name": name, **more}
            for name, more in (("zero", {}), ("none", {}), ("hold", {"baseline": "7"}))
        ]
    }
    rows = [
        {"result_id": "a", "definition_id": "zero", "value": "0", "target": "0"},
        {"result_id": "b", "definition_id": "none", "value": "0"},
        {"result_id": "c", "definition_id": "hold", "value": "6", "target": "7"},
    ]
    found = promised(published(home, org(), definitions, results(*rows)))
    assert [found[name].value for name in ("zero", "none", "hold")] == [None, None, None]
    assert reasons(found["zero"]) >= {"reason.promise_target_zero"}
    assert reasons(found["none"]) >= {"reason.promise_no_target"}
    assert reasons(found["hold"]) >= {"reason.promise_to_hold"}
    judged = (found["zero"].target_status, found["none"].target_status, found["hold"].target_status)
    assert judged == ("above", None, "below")
    assert (found["zero"].denominator, found["none"].denominator) == (0, None)


def test_words_are_no_number_and_silence_is_no_zero(home: Home) -> None:
    told = one(home, {"value_text": "selesai", "target": "3"}, as_of="2025-12-31")
    assert (told.value, told.status) == (None, "not_applicable")
    assert reasons(told) >= {"reason.promise_in_words"}


def test_a_promise_without_any_actual_is_not_measured(home: Home) -> None:
    silent = one(home, {"target": "3"}, as_of="2025-12-31")
    assert (silent.value, silent.numerator, silent.status) == (None, None, "not_measured")


def test_a_later_period_that_ended_in_silence_is_said(home: Home) -> None:
    answer = one(home, of(LAST_YEAR, value="4", target="5"), of(THIS_YEAR, target="6"), as_of="2025-12-31")
    said = {note.key: note.values for note in answer.notes}
    assert said["note.promise_later_without_actual"] == {"day": "2025-12-31"}


def test_what_the_source_does_not_say_is_said(home: Home) -> None:
    assert reasons(one(home, {"value": "4", "target": "5"})) == {
        "note.promise_cumulative_unknown",
        "note.promise_direction_assumed",
    }


def test_a_grant_has_the_promises_that_name_it(home: Home) -> None:
    grant: Tables = {
        "funder": [{"funder_id": "f1", "name": "Donor"}],
        "grant_award": [{"grant_id": "g1", "organization_id": "o1", "funder_id": "f1", "name": "Hibah"}],
    }
    about = definition(program_id=None, reference="g1")
    rows = results({"value": "4", "target": "5", "program_id": None})
    reader = published(home, org(), grant, about, rows)
    assert promised(reader, grant="g1").keys() == {"d1"}
    assert promised(reader, program="p1").keys() == {None}


def silence(home: Home) -> Reader:
    ledger = Ledger().line("2025-11-10", "5", program_id="p2")
    ledger.line("2023-05-10", "5", "commitment", program_id="p3")
    rows = results(
        of(LAST_YEAR, value="4", target="5"),
        of(THIS_YEAR, target="6"),
        of(("2026-01-01", "2026-12-31"), target="6"),
        {"definition_id": "d2", "program_id": "p4", **of(("2022-01-01", "2022-12-31")), "value_text": "baik"},
    )
    about = definition()
    second = {"definition_id": "d2", "organization_id": "o1", "program_id": "p4", "name": "Kata"}
    about = {"indicator_definition": [*about["indicator_definition"], second]}
    programs = org("o1", "p1", "p2", "p3", "p4", "p5", "p6")
    programs["program"][4] = {**programs["program"][4], "ended_on": "2024-01-01"}
    programs["program"][5] = {**programs["program"][5], "started_on": "2025-09-01"}
    return published(home, programs, about, rows, ledger.tables, as_of="2025-12-31")


def test_periods_that_ended_without_an_actual_are_listed(home: Home) -> None:
    reader = silence(home)
    place = place_of(reader, OWNER, Ask(indicator="", start=dt.date(2025, 1, 1), end=dt.date(2025, 1, 31)))
    (period,) = periods_without_actual(reader, place)
    assert (period.promise, period.name, period.program) == ("d1", "Sumur", "p1")
    assert (period.ends_on, period.has_target) == (dt.date(2025, 12, 31), True)


def test_programmes_that_were_silent_for_more_than_a_year_are_listed(home: Home) -> None:
    """p1 reported for 2024, p2 spent; p5 has ended and p6 has only begun."""
    reader = silence(home)
    place = place_of(reader, OWNER, Ask(indicator="", start=dt.date(2025, 1, 1), end=dt.date(2025, 1, 31)))
    found = stale_programs(reader, place)
    assert [(program.program, program.last_on) for program in found] == [
        ("p4", dt.date(2022, 12, 31)),
        ("p3", dt.date(2023, 5, 14)),
    ]
