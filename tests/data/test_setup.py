"""Set-up: answers are rows, a changed rule has its next version, and shares stand month by month."""

from __future__ import annotations

import datetime as dt

from data.entering import Entry, enter
from data.home import Home
from data.model.codes import OutcomeRuleName
from data.setup import QUESTIONS, Row, answers, history, id_from, organizations, share_rows, state
from data.setup_outcomes import CONDITIONS, rule_answer

RECORDED, OWN = OutcomeRuleName.as_recorded, OutcomeRuleName.own
FISCAL = next(one for one in QUESTIONS if one.id == "fiscal_year")


def test_there_are_ten_questions_and_before_the_first_answer_nothing_is_known(home: Home) -> None:
    assert len(QUESTIONS) == 10
    assert organizations(home) == {}
    assert {table: rows for table, rows in answers(home, "").items() if rows} == {}
    assert history(home, "") == []


def program(words: str | None = None, rule: str = "as_recorded", version: str = "1") -> Row:
    return {
        "program_id": "p1",
        "organization_id": "o1",
        "name": "Rumah",
        "outcome_words": words,
        "outcome_rule": rule,
        "outcome_rule_version": version,
    }


def line(outcome: str, step: int | None = None, version: str = "1", **conditions: object) -> Row:
    return {
        "program_id": "p1",
        "rule_version": version,
        "step": step,
        **dict.fromkeys(CONDITIONS),
        "phase": "exit",
        "outcome": outcome,
        **conditions,
    }


def test_a_rule_whose_words_change_gets_its_next_version() -> None:
    (begun,) = rule_answer(program(), "Tinggal aman 90 hari", RECORDED, [], [])["program"]
    assert begun["outcome_rule_version"] == "1", "its first words are its first version"
    (changed,) = rule_answer(begun, "Tinggal aman 180 hari", RECORDED, [], [])["program"]
    assert changed["outcome_rule_version"] == "2"
    assert rule_answer(changed, "Tinggal aman 180 hari", RECORDED, [], []) == {}, "nothing changed"


def test_every_change_of_a_rule_brings_all_its_lines_under_a_new_version() -> None:
    first = rule_answer(
        program("Pulang"), "Pulang", OWN, [line("not_achieved"), line("achieved", 1, destination="rumah")], []
    )
    assert first["program"][0] | {"outcome_rule": "own", "outcome_rule_version": "2"} == first["program"][0]
    assert [
        (row["rule_version"], row["step"], row["destination"], row["outcome"])
        for row in first["outcome_rule_line"]
    ] == [("2", 1, "rumah", "achieved"), ("2", 2, None, "not_achieved")]
    standing, known = first["program"][0], first["outcome_rule_line"]
    assert rule_answer(standing, "Pulang", OWN, known, known) == {}
    reworded = rule_answer(standing, "Pulang ke rumah", OWN, known, known)
    assert {row["rule_version"] for row in reworded["outcome_rule_line"]} == {"3"}, "its lines go with it"
    back = rule_answer(standing, "Pulang", RECORDED, known, [*known, line("unknown", 1, "3")])
    assert list(back) == ["program"] and back["program"][0]["outcome_rule_version"] == "4", "3 is taken"


def test_a_default_is_told_apart_from_an_answer() -> None:
    assert state(FISCAL, []) == "open"
    assert state(FISCAL, [{"fiscal_year_start": 1}]) == "default"
    assert state(FISCAL, [{"fiscal_year_start": 7}]) == "answered"


def test_a_share_is_written_for_every_month_it_holds() -> None:
    rows = share_rows("g", "p", 0.25, dt.date(2025, 11, 15), dt.date(2026, 2, 1))
    assert [row["month_on"].isoformat() for row in rows] == [
        "2025-11-01",
        "2025-12-01",
        "2026-01-01",
        "2026-02-01",
    ]
    assert {row["share"] for row in rows} == {0.25}
    assert share_rows("g", "p", 1, dt.date(2026, 2, 1), dt.date(2026, 1, 1)) == []


def test_ids_come_from_names_and_differ() -> None:
    assert id_from("Yayasan Kasih Ibu!", []) == "yayasan-kasih-ibu"
    assert id_from("Rumah Aman", ["rumah-aman", "rumah-aman-2"]) == "rumah-aman-3"
    assert id_from("家", []) == "x"


def test_history_names_what_an_answer_was_before(home: Home) -> None:
    def say(**row: object) -> None:
        rows = {"organization": [{"organization_id": "o1", **row}]}
        (result,) = enter(home, [Entry(name="Penyiapan", rows=rows)])
        assert result.status == "imported"

    say(name="Satu")
    say(name="Satu", fiscal_year_start=7)
    say(name="Dua", fiscal_year_start=7)
    told = [(one.column, one.before, one.after) for one in history(home, "o1")]
    assert told == [("name", "Satu", "Dua"), ("fiscal_year_start", 1, 7)]
