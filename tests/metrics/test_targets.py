"""A target is dated and somebody's; its first promise stays visible; progress knows where it began."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from data.home import Home
from locales.translate import translator
from metrics.__main__ import document
from metrics.ask import Ask
from metrics.publish import publish
from metrics.reader import Reader, open_reader
from metrics.scope import OWNER, Scope
from metrics.statistics.proportion import wilson
from metrics.values.sums import place_of
from metrics.values.targets import progress, target_history
from tests.data.rows import bring
from tests.metrics.money_rows import Ledger, Tables, asked, exits, merged, org, promised, published, reasons

YEAR = ("2025-01-01", "2025-12-31")
HALF = ("2025-01-01", "2025-06-30")


def targets(*rows: dict[str, Any]) -> Tables:
    """Targets of 2025 for the outcome achievement rate of ``o1``, unless a row says otherwise."""
    return {
        "target": [
            {
                "target_id": f"t{number}",
                "organization_id": "o1",
                "indicator": "outcome_achievement_rate",
                "starts_on": YEAR[0],
                "due_on": YEAR[1],
                "set_on": "2024-12-01",
                **row,
            }
            for number, row in enumerate(rows, 1)
        ]
    }


def reader_of(
    home: Home, *rows: dict[str, Any], people: Tables | None = None, as_of: str = "2025-12-31"
) -> Reader:
    """Sixty of a hundred achieved, and some targets."""
    return published(home, org("o1", "p1", "p2"), people or exits(60, 40), targets(*rows), as_of=as_of)


@pytest.mark.parametrize(
    ("target", "status"), [("0.45", "above"), ("0.60", "likely"), ("0.65", "unclear"), ("0.75", "below")]
)
def test_the_status_is_that_of_the_interval(home: Home, target: str, status: str) -> None:
    low, high = wilson(60, 100)
    assert low == pytest.approx(0.502, abs=0.001) and high == pytest.approx(0.691, abs=0.001)
    answer = asked(reader_of(home, {"value": target}), "outcome_achievement_rate", *YEAR)
    assert answer.target is not None and answer.target.value == float(target)
    assert answer.target_status == status


def test_a_target_beyond_the_whole_judges_nothing_and_says_so(home: Home) -> None:
    """Somebody wrote 75 for 75 percent: set beside 60 of 100 it would be missed by far."""
    answer = asked(reader_of(home, {"value": "75"}), "outcome_achievement_rate", *YEAR)
    assert (answer.target, answer.target_status) == (None, None)
    assert "note.target_beyond" in reasons(answer)


def test_the_target_first_set_stays_visible_after_it_was_changed(home: Home) -> None:
    rows = (
        {"value": "0.55", "set_on": "2025-03-01"},
        {"value": "0.70"},
        {"value": "0.50", "set_on": "2026-01-01"},
    )
    reader = reader_of(home, *rows)
    target = asked(reader, "outcome_achievement_rate", *YEAR).target
    assert target is not None
    assert (target.value, target.first_value) == (0.55, 0.70)
    assert str(target.set_on) == "2025-03-01"
    assert set(promised(reader)) == {"t1"}, "one promise, whatever became of it"


def test_a_later_deadline_is_the_same_promise_and_a_new_year_is_not(home: Home) -> None:
    rows = (
        {"value": "0.70"},
        {"value": "0.60", "set_on": "2025-06-01", "due_on": "2026-06-30"},
        {"value": "0.50", "starts_on": "2024-01-01", "due_on": "2024-12-31", "set_on": "2023-12-01"},
    )
    reader = reader_of(home, *rows)
    target = asked(reader, "outcome_achievement_rate", *YEAR).target
    assert target is not None and (target.value, target.first_value) == (0.60, 0.70)
    assert set(promised(reader)) == {"t2", "t3"}


def test_a_target_is_of_exactly_this_programme_and_group(home: Home) -> None:
    rows = (
        {"value": "0.10"},
        {"value": "0.20", "program_id": "p1"},
        {"value": "0.30", "people_group": "sex=female"},
    )
    reader = reader_of(home, *rows)
    rate = "outcome_achievement_rate"
    found = [
        asked(reader, rate, *YEAR).target,
        asked(reader, rate, *YEAR, program="p1").target,
        asked(reader, rate, *YEAR, group="sex=female").target,
        asked(reader, rate, *YEAR, program="p2").target,
        asked(reader, rate, "2024-01-01", "2024-12-31").target,
    ]
    assert [target and target.value for target in found] == [0.10, 0.20, 0.30, None, None]


def test_who_sees_one_programme_is_not_shown_the_target_of_all(home: Home) -> None:
    reader = reader_of(home, {"value": "0.10"})
    limited = Scope(programs=frozenset({"p1"}), threshold=0)
    assert asked(reader, "outcome_achievement_rate", *YEAR, scope=limited).target is None
    assert set(promised(reader, scope=limited)) == {None}


def test_a_target_of_zero_is_a_target(home: Home) -> None:
    reader = reader_of(home, {"value": "0", "indicator": "complaints", "kind": "level"})
    assert promised(reader)["t1"].target is not None
    answer = asked(reader_of(home, {"value": "0"}), "outcome_achievement_rate", *YEAR)
    assert answer.target is not None
    assert (answer.target.value, answer.target_status) == (0, "above")


def increment(**more: str) -> dict[str, Any]:
    return {"indicator": "outcomes_achieved", "kind": "increment", "program_id": "p1", **more}


def test_an_increment_is_compared_with_the_part_that_was_due(home: Home) -> None:
    """Half of the days of 2025 by 2 July, 181 of 365 by the end of June."""
    reader = reader_of(home, increment(value="146"), as_of="2025-06-30")
    answer = promised(reader)["t1"]
    due = 146 * 181 / 365
    assert (answer.numerator, answer.denominator) == (60, pytest.approx(due))
    assert answer.value == pytest.approx(60 / due)
    assert answer.target_status == "below"
    said = {note.key: note.values for note in answer.notes}
    assert said == {"note.target_part_due": {"percent": 49.6, "whole": 146}}
    half = asked(reader, "outcomes_achieved", *HALF, program="p1")
    assert half.target is not None and half.target.value == pytest.approx(due)


def test_a_level_of_what_adds_up_is_only_set_beside_its_own_span(home: Home) -> None:
    reader = reader_of(home, {"indicator": "outcomes_achieved", "value": "50"})
    year, half = asked(reader, "outcomes_achieved", *YEAR), asked(reader, "outcomes_achieved", *HALF)
    assert year.target is not None and year.target_status == "above"
    assert half.target is None


def test_measured_promises_carry_the_interval_of_the_indicator(home: Home) -> None:
    answer = promised(reader_of(home, {"value": "0.70", "baseline": "0.50"}))["t1"]
    low, high = wilson(60, 100)
    assert (answer.value, answer.numerator, answer.denominator) == (pytest.approx(0.5), 0.6, 0.7)
    assert answer.low == pytest.approx((low - 0.5) / 0.2)
    assert answer.high == pytest.approx((high - 0.5) / 0.2)
    assert (answer.source, answer.target_status, answer.n) == ("measured", "below", 100)
    assert answer.promise_name == "outcome_achievement_rate"


def test_a_promise_is_measured_until_it_is_due_or_the_data_end(home: Home) -> None:
    people = merged(exits(60, 40), exits(0, 30, program="p2", day="2025-11-20"))
    rows = ({"value": "0.70", "due_on": "2025-06-30"}, {"value": "0.70", "program_id": "p2"})
    found = promised(reader_of(home, *rows, people=people, as_of="2025-10-15"))
    assert (found["t1"].numerator, str(found["t1"].end)) == (0.6, "2025-06-30")
    assert (found["t2"].numerator, found["t2"].status) == (None, "not_measured")
    assert str(found["t2"].end) == "2025-10-31"


def test_a_falling_promise_of_money_is_measured_from_its_baseline(home: Home) -> None:
    ledger = Ledger().line("2025-03-01", "6000", program_id="p1")
    row = {"indicator": "cost_per_outcome", "value": "80", "baseline": "120", "grant_id": None}
    reader = published(home, org(), exits(60, 40), ledger.tables, targets(row), as_of="2025-12-31")
    answer = promised(reader)["t1"]
    assert (answer.numerator, answer.value) == (100, pytest.approx(0.5))
    assert (answer.direction, answer.target_status) == ("down", "below")
    assert answer.low is not None and answer.high is not None and answer.low < 0.5 < answer.high


def test_a_target_of_an_unknown_indicator_says_so(home: Home) -> None:
    answer = promised(reader_of(home, {"indicator": "reserve", "value": "3"}))["t1"]
    assert (answer.value, answer.status) == (None, "not_applicable")
    assert reasons(answer) == {"reason.promise_unknown_indicator"}


def test_a_target_of_promises_does_not_ask_for_itself(home: Home) -> None:
    answer = promised(reader_of(home, {"indicator": "target_achievement_ratio", "value": "1"}))["t1"]
    assert answer.status == "not_applicable"


def test_without_any_promise_that_is_said(home: Home) -> None:
    (answer,) = promised(published(home, org(), exits(3, 2))).values()
    assert (answer.value, answer.status) == (None, "not_applicable")
    assert reasons(answer) == {"reason.no_promises"}


@pytest.mark.parametrize(
    ("actual", "target", "baseline", "direction", "share", "reason"),
    [
        (45, 10, 50, "down", 0.125, None),
        (60, 10, 50, "down", -0.25, None),
        (75, 100, 50, "up", 0.5, None),
        (75, 100, None, "up", 0.75, None),
        (5, 10, None, "down", None, "reason.promise_no_baseline"),
        (5, 0, None, "up", None, "reason.promise_target_zero"),
        (5, 0, 10, "down", 0.5, None),
        (5, 50, 50, "up", None, "reason.promise_to_hold"),
        (None, 50, 40, "up", None, None),
    ],
)
def test_progress_by_baseline_and_direction(
    actual: float | None,
    target: float,
    baseline: float | None,
    direction: Any,
    share: Any,
    reason: str | None,
) -> None:
    found, why = progress(actual, target, baseline, direction)
    assert found == share
    assert (why.key if why else None) == reason


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (None, (None, None, None)),
        ({"value": "0"}, (0, 0, "zero")),
        ({"value": "0.60", "baseline": "0.60"}, (0.6, 0.6, "hold")),
        ({"value": "0", "baseline": "0"}, (0, 0, "hold")),
        ({"value": "0.65", "baseline": "0.50"}, (0.65, 0.65, "move")),
    ],
)
def test_no_target_zero_and_holding_are_three_things_on_the_command_line(
    home: Home, row: dict[str, Any] | None, said: tuple[float | None, float | None, str | None]
) -> None:
    answer = asked(reader_of(home, *([row] if row else [])), "outcome_achievement_rate", *YEAR)
    found = document(answer, translator("en"))
    assert (found["target"], found["first_target"], found["target_meaning"]) == said


def test_of_two_targets_set_on_one_day_the_later_import_is_the_newer(home: Home) -> None:
    reader_of(home, {"value": "0.70", "target_id": "z"})
    bring(home, targets({"value": "0.60", "target_id": "a"}), dt.datetime(2026, 1, 2), "later")
    publish(home, as_of=dt.date(2025, 12, 31))
    target = asked(open_reader(home), "outcome_achievement_rate", *YEAR).target
    assert target is not None and (target.value, target.first_value) == (0.60, 0.70)


def test_the_history_keeps_every_version_also_those_that_do_not_count_yet(home: Home) -> None:
    rows = (
        {"value": "0.70"},
        {"value": "0.60", "set_on": "2025-06-01"},
        {"value": "0.50", "set_on": "2026-01-01"},
        {"value": "0.10", "program_id": "p1"},
    )
    reader = reader_of(home, *rows)
    ask = Ask(
        indicator="outcome_achievement_rate",
        organization="o1",
        start=dt.date(2025, 1, 1),
        end=dt.date(2025, 12, 31),
    )
    (found,) = target_history(reader, place_of(reader, OWNER, ask), ask)
    assert [one.value for one in found.versions] == [0.70, 0.60, 0.50]
    target = asked(reader, "outcome_achievement_rate", *YEAR).target
    assert target is not None and (target.value, target.first_value) == (0.60, 0.70)
