"""The cost of whole stays: a programme's month over the days people were in it, summed for those who left."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.home import Home
from metrics.reader import Reader
from metrics.verification import verify
from tests.data.rows import clients, stay
from tests.metrics.money_rows import Ledger, Tables, asked, org, published, reasons

YEAR = ("2025-01-01", "2025-12-31")
COHORT = "cohort_cost_per_outcome"


def people(*rows: dict[str, object]) -> Tables:
    return {"client": clients(list(rows)), "enrollment": list(rows)}


def two_stays() -> Tables:
    """One stays 200 days of two years, the other the 31 days of January."""
    return people(
        stay(1, "2024-06-16", "2025-01-01", "achieved"), stay(2, "2025-01-01", "2025-01-31", "achieved")
    )


def note(reader: Reader, key: str, indicator: str = "cost_per_outcome") -> object:
    return {one.key: one.values for one in asked(reader, indicator, *YEAR).notes}.get(key)


def test_a_stay_costs_what_its_days_cost_in_each_month(home: Home) -> None:
    ledger = Ledger().line("2024-12-10", "310", program_id="p1", nature="treatment")
    ledger.line("2025-01-10", "64", program_id="p1", nature="treatment")
    reader = published(home, org(), two_stays(), ledger.tables, as_of="2025-12-31")
    answer = asked(reader, COHORT, *YEAR)
    # December: one person of 31 days, 10 a day. January: 1 + 31 days, 2 a day.
    assert answer.numerator == pytest.approx(31 * 10 + 1 * 2 + 31 * 2)
    assert (answer.denominator, answer.n) == (2, 2)
    # 200 + 31 days, of which December and January have a cost: 31 + 1 + 31.
    assert note(reader, "note.stay_days_without_cost", COHORT) == {"percent": round(100 * 168 / 231, 1)}
    assert answer.numerator == asked(reader, COHORT, "2025-01-01", "2025-01-31").numerator
    assert verify(home)[0] == [], "counted day by day it is the same"


def test_who_is_still_here_bears_a_part_and_who_does_not_count_is_left_out(home: Home) -> None:
    rows = people(
        *(stay(number, "2025-03-01", "2025-03-10", "achieved") for number in range(1, 6)),
        stay(6, "2025-03-01", "2025-03-10", "excluded"),
        stay(7, "2025-03-02"),
    )
    ledger = Ledger().line("2025-03-31", "900", program_id="p1", nature="treatment")
    reader = published(home, org(), rows, ledger.tables, as_of="2025-03-31")
    answer = asked(reader, COHORT, *YEAR)
    assert answer.value == pytest.approx(10 * 900 / (6 * 10 + 30)), "ten days each of ninety"
    assert (answer.denominator, answer.status) == (5, "indicative")
    assert asked(reader, "cost_per_outcome", *YEAR).value == pytest.approx(900 / 5)


def test_the_cost_of_long_stays_is_said_beside_that_of_the_period(home: Home) -> None:
    long = [stay(number, "2024-07-01", "2025-01-10", "achieved") for number in range(5)]
    ledger = Ledger().line("2025-01-10", "500", program_id="p1", nature="treatment")
    for month in (7, 8, 9, 10, 11, 12):
        ledger.line(f"2024-{month:02}-10", "500", program_id="p1", nature="treatment")
    ledger.line("2024-07-11", "12", program_id="p1", nature="treatment")
    reader = published(home, org(), people(*long), ledger.tables, as_of="2025-12-31")
    assert asked(reader, "cost_per_outcome", *YEAR).value == 100
    assert asked(reader, COHORT, *YEAR).value == 702.4
    assert note(reader, "note.long_stays_cost") == {"cost": 702, "unit": "IDR"}, "three figures"
    half = [stay(number, "2024-07-14", "2025-01-10", "achieved") for number in range(5, 10)]
    assert (dt.date(2025, 1, 10) - dt.date(2024, 7, 14)).days == 180
    reader = published(home, people(*half), as_of="2025-12-31")
    assert note(reader, "note.long_stays_cost") is None, (
        "half of them are not most, and 180 days are not long"
    )


def test_few_outcomes_of_long_stays_are_said_without_a_cost(home: Home) -> None:
    rows = [stay(number, "2024-01-01", "2025-01-10", "not_achieved") for number in range(4)]
    rows += [stay(number, "2024-01-01", "2025-01-10", "achieved") for number in range(4, 8)]
    ledger = Ledger().line("2025-01-10", "500", program_id="p1", nature="treatment")
    reader = published(home, org(), people(*rows), ledger.tables, as_of="2025-12-31")
    assert reasons(asked(reader, COHORT, *YEAR)) >= {"reason.money_few_outcomes"}
    assert note(reader, "note.long_stays") == {}


def test_without_a_ledger_or_without_stays_there_is_no_such_cost(home: Home) -> None:
    ledger = Ledger("o2").line("2025-01-10", "500", program_id="p2", nature="treatment")
    reader = published(home, org(), org("o2", "p2"), two_stays(), ledger.tables)
    assert reasons(asked(reader, COHORT, *YEAR, organization="o1")) == {"reason.money_no_ledger"}
    assert reasons(asked(reader, COHORT, *YEAR, organization="o2")) == {"reason.money_no_cost"}


def test_direct_cost_leaves_out_what_is_shared_and_what_raised_money(home: Home) -> None:
    rows = people(*(stay(number, "2025-01-01", "2025-01-31", "achieved") for number in range(5)))
    ledger = Ledger().line("2025-01-10", "60", program_id="p1", nature="treatment")
    ledger.line("2025-01-11", "7", program_id="p1", nature="fundraising")
    ledger.line("2025-01-31", "40", nature="shared")
    reader = published(home, org(), rows, ledger.tables)
    assert asked(reader, "direct_cost_per_outcome", *YEAR).value == 60 / 5
    assert asked(reader, "cost_per_outcome", *YEAR).value == 100 / 5


days = st.integers(0, 400).map(lambda number: dt.date(2024, 1, 1) + dt.timedelta(days=number))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    stays=st.lists(st.tuples(days, st.integers(0, 300)), min_size=1, max_size=8),
    lines=st.lists(st.tuples(days, st.integers(1, 1000)), min_size=1, max_size=8),
)
def test_the_cost_of_all_stays_is_the_cost_of_all_months_in_which_somebody_was_there(
    tmp_path_factory: pytest.TempPathFactory,
    stays: list[tuple[dt.date, int]],
    lines: list[tuple[dt.date, int]],
) -> None:
    home = Home(tmp_path_factory.mktemp("law"))
    rows = [
        stay(number, entry.isoformat(), (entry + dt.timedelta(days=length)).isoformat(), "achieved")
        for number, (entry, length) in enumerate(stays)
    ]
    ledger = Ledger()
    for day, amount in lines:
        ledger.line(day.isoformat(), str(amount), program_id="p1", nature="treatment")
    reader = published(home, org(), people(*rows), ledger.tables, as_of="2026-06-30")
    there = {
        (entry + dt.timedelta(days=one)).strftime("%Y-%m")
        for entry, length in stays
        for one in range(length + 1)
    }
    expected = sum(amount for day, amount in lines if day.strftime("%Y-%m") in there)
    answer = asked(reader, COHORT, "2024-01-01", "2025-12-31")
    assert (answer.numerator or 0) == pytest.approx(expected)
