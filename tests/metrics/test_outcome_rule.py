"""A programme's own rule decides its outcomes: on rows anyone can judge, and in SQL as in plain Python."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest

from data.home import Home
from data.store import reading
from metrics.ask import Ask
from metrics.compute import value
from metrics.facts.stages import DECIDED
from metrics.publish import publish
from metrics.reader import open_reader
from metrics.scope import OWNER
from metrics.verification.records import load, stays
from tests.data.rows import bring, clients, house, stay

INSTRUMENTS = [
    {"instrument_id": "tekanan", "name": "Tekanan batin", "higher_is_better": "false"},
    {"instrument_id": "mandiri", "name": "Kemandirian", "higher_is_better": "true"},
]


def line(step: int, outcome: str, **conditions: Any) -> dict[str, Any]:
    return {
        "organization_id": "o1",
        "program_id": "p1",
        "rule_version": "2",
        "step": str(step),
        "outcome": outcome,
        **conditions,
    }


def score(number: int, stay: int, instrument: str, phase: str, day: str, points: float) -> dict[str, str]:
    return {
        "measurement_id": f"m{number}",
        "organization_id": "o1",
        "client_id": f"c{stay}",
        "enrollment_id": f"e{stay}",
        "instrument_id": instrument,
        "phase": phase,
        "measured_on": day,
        "score": str(points),
    }


def with_rule(tables: dict[str, Any], rule: str = "own", version: str = "2") -> dict[str, Any]:
    whole = {**house(), "client": clients(tables["enrollment"]), "instrument": INSTRUMENTS, **tables}
    whole["program"] = [{**whole["program"][0], "outcome_rule": rule, "outcome_rule_version": version}]
    return whole


def decided(home: Home, as_of: dt.date = dt.date(2025, 12, 31)) -> dict[str, str]:
    """Outcomes by enrollment, as the second formulation gives them, after the query gave the same."""
    with reading(home) as connection:
        day = (as_of - dt.date(1970, 1, 1)).days
        connection.execute(
            "create temp table publishing as select 'o1' as organization_id, cast($day as integer) as as_of_day",
            {"day": day},
        )
        by_query = dict(connection.execute(f"select enrollment_id, outcome from ({DECIDED})").fetchall())
        plain = {row["enrollment_id"]: row for row in stays(load(connection, "o1", as_of)) if row["exit_on"]}
    for id, row in plain.items():
        recorded = {row["enrollment_id"]: row["outcome"] for row in plain.values()}
        if id in by_query:
            assert by_query[id] == recorded[id], id
    assert set(by_query) <= set(plain)
    return {id: row["outcome"] for id, row in plain.items()}


def test_the_first_line_that_fits_decides_before_what_staff_recorded(home: Home) -> None:
    rows = [
        stay(1, "2025-01-05", "2025-03-01", "not_achieved", destination=" Bersama Keluarga "),
        stay(2, "2025-01-05", "2025-03-01", None, destination="lembaga lain"),
        stay(3, "2025-01-05", "2025-03-01", "achieved", destination="lembaga lain"),
        stay(4, "2025-01-05", "2025-03-01", "achieved", destination="tidak tercantum"),
        stay(5, "2025-01-05", "2025-03-01", None),
        stay(6, "2025-01-05", "2025-03-01", None, exit_reason="deceased"),
        stay(7, "2025-01-05", None, None),
    ]
    lines = [
        line(1, "achieved", destination="bersama keluarga"),
        line(2, "not_achieved", destination="lembaga lain"),
    ]
    bring(home, with_rule({"enrollment": rows, "outcome_rule_line": lines}))
    assert decided(home) == {
        "e1": "achieved",
        "e2": "not_achieved",
        "e3": "not_achieved",
        "e4": "achieved",
        "e5": "unknown",
        "e6": "excluded",
    }


def test_a_line_without_conditions_decides_the_rest_but_never_the_dead(home: Home) -> None:
    rows = [
        stay(1, "2025-01-05", "2025-03-01", None, exit_reason="completed"),
        stay(2, "2025-01-05", "2025-03-01", None, exit_reason="deceased"),
        stay(3, "2025-01-05", "2025-03-01", None, exit_reason="duplicate"),
        stay(4, "2025-01-05", "2025-03-01", None),
    ]
    lines = [
        line(1, "achieved", exit_reason="completed"),
        line(2, "not_achieved", exit_reason="duplicate"),
        line(9, "not_achieved"),
    ]
    bring(home, with_rule({"enrollment": rows, "outcome_rule_line": lines}))
    assert decided(home) == {"e1": "achieved", "e2": "excluded", "e3": "not_achieved", "e4": "not_achieved"}


def test_scores_decide_in_the_good_direction_of_their_instrument_and_only_once_known(home: Home) -> None:
    rows = [stay(number, "2025-01-05", "2025-03-01") for number in range(1, 6)]
    scores = [
        score(1, 1, "tekanan", "baseline", "2025-01-05", 30),
        score(2, 1, "tekanan", "exit", "2025-03-01", 20),
        score(3, 2, "tekanan", "baseline", "2025-01-05", 20),
        score(4, 2, "tekanan", "exit", "2025-03-01", 30),
        score(5, 3, "mandiri", "exit", "2025-03-10", 15),
        score(6, 4, "mandiri", "exit", "2025-04-15", 15),
    ]
    lines = [
        line(1, "achieved", instrument_id="tekanan", improved_by="10"),
        line(2, "not_achieved", instrument_id="tekanan", phase="exit"),
        line(3, "achieved", instrument_id="mandiri", score_at_least="15"),
    ]
    bring(home, with_rule({"enrollment": rows, "measurement": scores, "outcome_rule_line": lines}))
    known = {"e1": "achieved", "e2": "not_achieved", "e3": "achieved", "e4": "unknown", "e5": "unknown"}
    assert decided(home) == known, "e4 was measured 45 days after leaving, e5 never"
    assert decided(home, dt.date(2025, 3, 5)) == {**known, "e3": "unknown"}, "its score came on 10 March"


def test_the_rate_follows_the_rule_in_force_and_names_its_version(home: Home) -> None:
    rows = [stay(number, "2025-01-05", "2025-03-01", None, destination="rumah") for number in range(12)]
    lines = [line(1, "achieved", destination="rumah"), line(1, "not_achieved") | {"rule_version": "3"}]
    asked = Ask(
        indicator="outcome_achievement_rate",
        start=dt.date(2025, 1, 1),
        end=dt.date(2025, 12, 31),
        organization="o1",
        program="p1",
    )

    def rate() -> tuple[float | None, float | None, str | None]:
        publish(home)
        found = value(open_reader(home), OWNER, asked)
        return found.value, found.denominator, found.rule_version

    bring(home, with_rule({"enrollment": rows, "outcome_rule_line": lines}))
    assert rate() == (1.0, 12, "own 2")
    changed = with_rule({"enrollment": rows}, version="3")
    bring(home, {"program": changed["program"]}, dt.datetime(2026, 1, 2), name="changed")
    assert rate() == (0.0, 12, "own 3")
    recorded = with_rule({"enrollment": rows}, rule="as_recorded", version="4")
    bring(home, {"program": recorded["program"]}, dt.datetime(2026, 1, 3), name="recorded")
    assert rate() == (0.0, 12, "as_recorded 4"), "nobody knows: all 12 are unknown"


def test_a_declared_pack_decides_what_came_by_a_template(home: Home) -> None:
    rows = [
        stay(1, "2025-01-05", "2025-03-01", None, destination="410"),
        stay(2, "2025-01-05", "2025-03-01", None, destination="116"),
        stay(3, "2025-01-05", "2025-03-01", None, destination="24"),
        stay(4, "2025-01-05", "2025-03-01", None, destination="8"),
    ]
    bring(home, with_rule({"enrollment": rows}, rule="hud_destinations", version="2024"))
    # HUD, CoC-APR question 23c: a rented home; a place not meant for habitation; deceased; doesn't know.
    assert decided(home) == {"e1": "achieved", "e2": "not_achieved", "e3": "excluded", "e4": "unknown"}


@pytest.mark.parametrize("seed", [3, 11])
def test_any_rule_gives_any_exit_the_same_outcome_in_sql_and_in_python(home: Home, seed: int) -> None:
    chance = random.Random(seed)
    places, reasons = ["rumah", "Rumah ", "panti", None], ["completed", "dropped_out", "deceased", None]
    rows = [
        stay(
            number,
            "2025-01-05",
            f"2025-0{chance.randint(3, 6)}-15",
            chance.choice(["achieved", "not_achieved", "unknown", None]),
            destination=chance.choice(places),
            exit_reason=chance.choice(reasons),
        )
        for number in range(150)
    ]
    scores = [
        score(
            number,
            chance.randrange(150),
            chance.choice(["tekanan", "mandiri"]),
            chance.choice(["baseline", "during", "exit", "follow_up"]),
            f"2025-0{chance.randint(1, 7)}-{chance.randint(10, 28)}",
            chance.randint(0, 20),
        )
        for number in range(700)
    ]
    for row in scores[::5]:
        row["enrollment_id"] = ""
    lines = [
        line(
            step,
            chance.choice(["achieved", "not_achieved", "excluded", "unknown"]),
            destination=chance.choice([*places, None]),
            exit_reason=chance.choice([*reasons, None, None]),
            **(
                {
                    "instrument_id": chance.choice(["tekanan", "mandiri"]),
                    "phase": chance.choice(["exit", "exit", "during", "follow_up"]),
                    chance.choice(["score_at_least", "score_at_most", "improved_by"]): str(
                        chance.randint(2, 12)
                    ),
                }
                if chance.random() < 0.6
                else {}
            ),
        )
        for step in range(1, 8)
    ]
    imported = bring(home, with_rule({"enrollment": rows, "measurement": scores, "outcome_rule_line": lines}))
    assert imported.status == "imported", imported.problems
    assert len(set(decided(home).values())) >= 3, "outcomes of several kinds were compared"


def test_lines_that_can_never_fit_are_refused_and_a_rule_without_lines_is_warned_of(home: Home) -> None:
    rows = [stay(1, "2025-01-05", "2025-03-01")]
    bad = [
        line(1, "achieved", score_at_least="5"),
        line(2, "achieved", instrument_id="mandiri", score_at_least="9", score_at_most="4"),
    ]
    refused = bring(home, with_rule({"enrollment": rows, "outcome_rule_line": bad}))
    assert refused.status == "refused"
    assert [(one.code, one.row) for one in refused.problems if one.severity == "error"] == [
        ("score_without_instrument", 2),
        ("limits_reversed", 3),
    ]
    warned = bring(home, with_rule({"enrollment": rows}))
    assert warned.status == "imported"
    assert [(one.code, one.severity) for one in warned.problems] == [("rule_without_lines", "warning")]
