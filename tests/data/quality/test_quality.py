"""The quality of the data on rows made by hand: what is counted, what is listed, what is silent or odd."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from data.home import Home
from data.people.mending import doubles, to_mend
from data.quality import RULES, Quality, quality
from data.workspace import audit_log
from locales.translate import LANGUAGES, translator
from metrics.ask import Ask
from metrics.compute import values
from metrics.publish import publish
from metrics.reader import open_reader
from metrics.scope import OWNER
from tests.data.rows import bring, clients, house, stay

NOW = dt.datetime(2025, 12, 31, 12)


def judged(home: Home, tables: dict[str, Any]) -> Quality:
    assert bring(home, tables, now=NOW).status == "imported"
    (found,) = quality(home)
    return found


def untidy() -> dict[str, Any]:
    """Ten things wrong with six stays of five clients."""
    on_time, late = "2025-01-17 09:00:00", "2025-01-18 09:00:00"
    rows = [
        stay(
            1, "2025-01-10", "2025-01-30", "achieved", risk_entry="low", age_at_entry="12", entered_at=on_time
        ),
        stay(
            2, "2025-01-10", risk_entry="high", age_at_entry="36", entered_at=late
        ),  # born 2000: a child of 25
        stay(3, "2025-01-10", outcome="achieved", age_at_entry="40", entered_at=on_time, worker="Rina"),
        stay(4, "2025-01-10", "2025-01-20", "achieved", exit_reason="deceased", entered_at=on_time),
        stay(5, "2025-01-10", "2025-01-20", entered_at=on_time),
        {**stay(1, "2025-01-20"), "enrollment_id": "e1b", "entered_at": "2025-01-20 10:00:00"},
    ]
    people = clients(rows)
    people[1].update(birth_on="2000-01-02", sex="female", disability="no")
    looks = [
        {"follow_up_id": "f1", "organization_id": "o1", "enrollment_id": "e5", "client_id": "c5",
         "due_on": "2025-01-15", "done_on": "2025-01-15", "status": "well"},
    ]  # fmt: skip
    contacts = [
        {"contact_id": f"k{number}", "organization_id": "o1", "program_id": "p1", "client_id": "c1",
         "contact_on": "2025-01-11", "hours": hours, "entered_at": on_time}
        for number, hours in enumerate(("1", "25", None))
    ]  # fmt: skip
    consents = [
        {"consent_id": f"s{number}", "organization_id": "o1", "client_id": f"c{number}", "purpose": "catatan",
         "given_on": "2025-01-10"}
        for number in (1, 2)
    ]  # fmt: skip
    return {
        **house(),
        "client": people,
        "enrollment": rows,
        "follow_up": looks,
        "contact": contacts,
        "consent": consents,
    }


def test_each_dimension_counts_what_passed_of_what_was_checked(home: Home) -> None:
    found = judged(home, untidy())
    counts = {one.dimension: (one.passed, one.checked) for one in found.dimensions}
    # Sex 1, age 4 (c1 once, c2, c3), risk 2, disability 1 of six each; outcomes 2 of 3.
    assert counts["completeness"] == (1 + 3 + 2 + 1 + 2, 4 * 6 + 3)
    assert counts["timeliness"] == (5 + 3, 6 + 3)
    assert counts["validity"] == (1, 2), "25 hours is no contact; without hours there is nothing to judge"
    # Six intakes: an age off by eleven years, an outcome without exit. Three exits: dead, and seen too early.
    assert counts["consistency"] == (4 + 1, 6 + 3)
    assert counts["uniqueness"] == (5, 6)
    assert counts["consent"] == (2, 6), "c1 is twelve: the first stay needs a guardian, the second has no age"
    shares = [one.share for one in found.dimensions]
    assert shares == sorted(shares, key=lambda share: share or 0), "the lowest stands first"


def test_the_dimensions_are_those_that_the_screens_publish(home: Home) -> None:
    found = judged(home, untidy())
    publish(home, as_of=dt.date(2025, 12, 31))
    ask = Ask(
        indicator="data_quality_index",
        organization="o1",
        start=dt.date(2025, 1, 1),
        end=dt.date(2025, 11, 30),
    )
    published = {
        (one.group or "").removeprefix("quality="): one for one in values(open_reader(home), OWNER, ask)
    }
    for one in found.dimensions:
        value = published[one.dimension]
        assert (value.numerator, value.denominator) == (one.passed, one.checked), one.dimension


def test_who_is_to_be_mended_is_listed_by_case_number_and_the_look_is_audited(home: Home) -> None:
    judged(home, untidy())
    (row,) = to_mend(home, "rina", "people", "o1", "outcome_without_exit")
    assert (row.record, row.case_number, row.worker) == ("e3", "c3", "Rina")
    assert (row.program, row.day, row.file, row.row) == (
        "Program uji",
        dt.date(2025, 1, 10),
        "enrollment.csv",
        4,
    )
    assert [one.case_number for one in to_mend(home, "rina", "people", "o1", "sex_missing")] == [
        "c1",
        "c3",
        "c4",
        "c5",
    ]
    assert [one.case_number for one in to_mend(home, "rina", "people", "o1", "guardian_missing")] == ["c1"]
    assert to_mend(home, "rina", "people", "o1", "sex_missing", program="p9") == []
    assert [line[2] for line in audit_log(home)] == ["people.mending"] * 4
    with pytest.raises(PermissionError):
        to_mend(home, "tamu", "aggregate", "o1", "sex_missing")
    with pytest.raises(PermissionError):
        doubles(home, "tamu", "aggregate", "o1")


def test_every_rule_can_be_listed_and_is_said_in_both_languages(home: Home) -> None:
    found = judged(home, untidy())
    failed = {one.rule.id: one.failed for one in found.failing}
    for rule in RULES:
        listed = to_mend(home, "rina", "people", "o1", rule.id)
        assert bool(listed) == bool(failed.get(rule.id)), rule.id
        for language in LANGUAGES:
            t = translator(language)
            assert t.has(f"quality.rule.{rule.id}") and t.has(f"quality.fix.{rule.id}")


def test_one_number_written_two_ways_and_one_birth_are_probable_doubles(home: Home) -> None:
    people = [
        {"client_id": "K-007/24", "birth_on": "1990-05-04", "sex": "male", "district": "Sleman"},
        {"client_id": "k 7 24", "sex": "male"},
        {"client_id": "K-724"},  # another number, though its figures are the same
        {"client_id": "A1", "birth_on": "1985-03-02", "sex": "female", "district": "Bantul"},
        {"client_id": "B1", "birth_on": "1985-03-02", "sex": "female", "district": "bantul "},
        {"client_id": "C1", "birth_on": "1985-03-02", "sex": "male", "district": "Bantul"},
        {"client_id": "D1", "birth_on": "1985-01-01", "sex": "male", "district": "Bantul"},
        {"client_id": "E1", "birth_on": "1985-01-01", "sex": "male", "district": "Bantul"},
    ]
    found = judged(home, {**house(), "client": [{"organization_id": "o1", **one} for one in people]})
    assert (found.doubles, found.same_number) == (2, 1)
    listed = doubles(home, "rina", "people", "o1")
    assert [(one.kind, {one.first, one.second}) for one in listed] == [
        ("same_number", {"K-007/24", "k 7 24"}),
        ("same_birth", {"A1", "B1"}),
    ]


def weekly(
    first: str, weeks: int, program: str = "p1", skipped: tuple[int, ...] = ()
) -> list[dict[str, Any]]:
    """An intake a week, Tuesdays."""
    start = dt.date.fromisoformat(first)
    return [
        {**stay(number, str(start + dt.timedelta(weeks=number))), "enrollment_id": f"{program}{number}",
         "client_id": f"{program}-c{number}", "program_id": program}
        for number in range(weeks) if number not in skipped
    ]  # fmt: skip


def test_a_silence_is_longer_than_any_of_the_year_before_and_long_enough_to_be_none_by_chance(
    home: Home,
) -> None:
    rows = weekly("2025-01-07", 52)
    rows += weekly(
        "2025-01-07", 47, "p2"
    )  # ends in the week of 25 November: four whole weeks until 28 December
    rows += weekly("2025-01-07", 47, "p3", skipped=(20, 21, 22, 23))  # was silent for four weeks before
    rows += weekly("2025-01-07", 49, "p4")  # two weeks: two intakes missed may be chance
    tables = house()
    tables["program"] += [{**tables["program"][0], "program_id": f"p{number}"} for number in (2, 3, 4)]
    found = judged(home, {**tables, "client": clients(rows), "enrollment": rows})
    (silence,) = found.silences
    assert (silence.program, silence.what, silence.weeks) == ("p2", "intakes", 4)
    assert (silence.last_week, silence.expected) == (dt.date(2025, 11, 24), 4.0)


def sheets(day: str, scores: tuple[int, ...], count: int, name: str) -> list[dict[str, Any]]:
    return [
        {"answer_id": f"{name}{number}-{item}", "response_id": f"{name}{number}", "organization_id": "o1",
         "program_id": "p1", "instrument_id": "ikm", "answered_on": day, "item": f"u{item}",
         "score": str(score), "options": "4"}
        for number in range(count) for item, score in enumerate(scores)
    ]  # fmt: skip


def weekly_answers(first: str, weeks: int) -> list[dict[str, Any]]:
    """One answer a week."""
    start = dt.date.fromisoformat(first)
    return [
        row
        for number in range(weeks)
        for row in sheets(str(start + dt.timedelta(weeks=number)), (3,), 1, f"w{number}-")
    ]


def test_identical_sheets_defaults_guessed_births_and_same_minutes_are_patterns(home: Home) -> None:
    rows = [
        stay(number, "2025-03-04", risk_entry="low", age_at_entry=str(20 + number)) for number in range(40)
    ]
    people = [
        {**one, "birth_on": f"{1990 - place}-01-01" if place < 5 else f"{1990 - place}-06-1{place % 9}"}
        for place, one in enumerate(clients(rows))
    ]
    answers = (
        sheets("2025-05-01", (3, 4, 2, 3, 4), 4, "x")
        + sheets("2025-05-01", (4, 4, 4, 4, 4), 9, "y")  # pleased with everything: not suspicious by itself
        + sheets("2025-05-02", (3, 4, 2, 3, 4), 2, "z")  # only two on that day
    )
    contacts = [
        {"contact_id": f"k{number}", "organization_id": "o1", "program_id": "p1", "client_id": "c1",
         "contact_on": f"2025-04-{1 + number % 5:02d}", "hours": str(1 + number % 3),
         "entered_at": "2025-04-30 16:59:30" if number < 20 else f"2025-04-{number:02d} 08:00:01"}
        for number in range(25)
    ]  # fmt: skip
    found = judged(
        home,
        {
            **house(),
            "instrument": [{"instrument_id": "ikm", "name": "IKM"}],
            "client": people,
            "enrollment": rows,
            "survey_answer": answers,
            "contact": contacts,
        },
    )
    assert {(one.kind, one.column, one.value, one.rows, one.of) for one in found.patterns} == {
        ("same_answers", "score", "ikm", 4, 15),
        ("default_value", "risk_entry", "low", 40, 40),
        ("first_of_january", "birth_on", None, 5, 40),
        ("same_minute", "entered_at", "2025-04-30 16:59:00", 20, 25),
    }


def test_money_and_results_say_what_to_mend_and_count_for_no_dimension(home: Home) -> None:
    """Fourteen ordinary lines of 100, and one wrong thing of each kind."""
    line = {"organization_id": "o1", "program_id": "p1", "kind": "expenditure", "nature": "treatment"}
    line |= {"booked_on": "2025-01-10", "amount": "100", "currency": "IDR"}
    odd = [
        {"program_id": None},
        {"program_id": None, "nature": "shared"},
        {"booked_on": None},
        {"currency": "USD"},
        {"currency": "EUR"},
        {"amount": "-100"},
        {"amount": "-70"},
        {"amount": "10001"},
        {"amount": "10000"},
        {"nature": None},
    ]
    entries = [{**line, **more, "entry_id": f"t{n}"} for n, more in enumerate([{}] * 14 + odd)]
    rates = [{"from_currency": "USD", "to_currency": "IDR", "valid_on": "2025-01-01", "rate": "15000"}]
    value = {"definition_id": "d1", "organization_id": "o1", "program_id": "p1", "value": "5", "target": "6"}
    quarters = {
        1: ("2025-01-01", "2025-03-31", {}),
        2: ("2025-04-01", "2025-06-30", {"target": None}),
        4: ("2025-10-01", "2025-12-31", {"value": None, "value_text": "hampir"}),
    }
    results = [
        {**value, "result_id": f"r{n}", "period": str(n), "starts_on": start, "ends_on": end, **more}
        for n, (start, end, more) in quarters.items()
    ]
    tables = house()
    tables["organization"][0]["base_currency"] = "IDR"
    tables |= {"ledger_entry": entries, "exchange_rate": rates, "reported_result": results}
    tables["indicator_definition"] = [{"definition_id": "d1", "organization_id": "o1", "name": "Hadir"}]
    found = judged(home, tables)
    broken = {one.rule.id: (one.failed, one.checked) for one in found.failing}
    assert broken == {
        "money_without_program": (1, 22),
        "money_unclassified": (1, 24),
        "money_without_day": (1, 24),
        "money_without_rate": (1, 2),
        "money_negative": (1, 2),
        "money_far_outside": (1, 22),
        "result_without_target": (1, 2),
        "result_as_text": (1, 3),
        "period_missing": (1, 2),
    }
    assert all(one.checked == 0 for one in found.dimensions)
    (missing,) = to_mend(home, "rina", "people", "o1", "money_far_outside")
    assert (missing.record, missing.case_number) == ("t21", None)


def test_without_a_programme_what_is_recorded_is_judged_and_what_is_not_is_known_as_not_judged(
    home: Home,
) -> None:
    spent = {"organization_id": "o2", "kind": "expenditure", "booked_on": "2025-01-10", "currency": "IDR"}
    tables = {
        "organization": [{"organization_id": f"o{number}", "name": f"Yayasan {number}"} for number in (1, 2, 3)],
        "instrument": [{"instrument_id": "ikm", "name": "IKM"}],
        "survey_answer": [
            {**one, "program_id": None} for one in weekly_answers("2025-01-07", 8) + sheets("2025-03-04", (5, 4), 1, "x")
        ],
        "ledger_entry": [
            {**spent, "entry_id": f"t{number}", "amount": "100", "nature": nature}
            for number, nature in enumerate(("treatment", None, "admin"))
        ],
    }  # fmt: skip
    assert bring(home, tables, now=NOW).status == "imported"
    found = {one.organization: one for one in quality(home)}
    assert {name: {one.rule.id: one.checked for one in found[name].judged} for name in found} == {
        "o1": {"answer_off_scale": 10},
        "o2": {"money_without_program": 1, "money_unclassified": 3, "money_without_day": 3},
        "o3": {},
    }
    failed = {name: {one.rule.id: one.failed for one in found[name].failing} for name in found}
    assert failed == {
        "o1": {"answer_off_scale": 1},
        "o2": {"money_without_program": 1, "money_unclassified": 1},
        "o3": {},
    }
    assert (found["o1"].regular, found["o2"].regular) == (frozenset({None}), frozenset())
