"""Fair comparison on a few rows: what was to be expected, gaps between groups, repeats and time to return."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from data.home import Home
from metrics.ask import Ask
from metrics.compute import values
from metrics.reader import Reader
from metrics.scope import OWNER, Scope
from metrics.value import IndicatorValue
from metrics.verification import verify
from tests.data.rows import clients, stay
from tests.metrics.money_rows import asked, exits, org, published, reasons

YEAR = ("2025-01-01", "2025-12-31")


def gaps(reader: Reader, scope: Scope = OWNER, **where: str) -> list[IndicatorValue]:
    """All gaps of 2025."""
    days = {"start": dt.date(2025, 1, 1), "end": dt.date(2025, 12, 31)}
    return values(reader, scope, Ask(indicator="outcome_equity_gap", **days, **where))


def group(first: int, day: str, achieved: int, n: int, risk: str, age: int) -> list[dict[str, Any]]:
    """Some who left on a day, alike in risk and age."""
    return [
        stay(
            first + number,
            "2022-01-10",
            day,
            "achieved" if number < achieved else "not_achieved",
            risk_entry=risk,
            age_at_entry=str(age),
        )
        for number in range(n)
    ]


def test_outcomes_are_set_against_those_of_the_same_risk_and_age_in_24_months_before(home: Home) -> None:
    rows = [
        *group(100, "2024-05-20", 1, 4, "high", 30),  # a quarter is expected of high risk
        *group(200, "2023-03-05", 3, 4, "low", 40),  # three quarters of low; 24 months before is near enough
        *group(300, "2023-02-28", 4, 4, "high", 30),  # 25 months before is not
        *group(400, "2025-03-10", 4, 8, "high", 30),
        *group(500, "2025-03-20", 3, 4, "low", 40),
        *group(600, "2025-03-20", 1, 1, "low", 70),  # nobody like this one before
    ]
    reader = published(home, org(), {"client": clients(rows), "enrollment": rows})
    found = asked(reader, "case_mix_outcome_ratio", "2025-03-01", "2025-03-31")
    assert (found.numerator, found.denominator) == (7, 5)
    assert [(note.key, note.values) for note in found.notes] == [("note.unlike_any_before", {"n": 1})]
    assert (found.value, found.n, found.status) == (1.4, 12, "too_few")
    # Exact Poisson limits of 7 are 2.8144 and 14.4227.
    assert (found.low, found.high) == pytest.approx((2.8144 / 5, 14.4227 / 5), abs=1e-4)
    first = asked(reader, "case_mix_outcome_ratio", "2023-02-01", "2023-02-28")
    assert (first.status, reasons(first)) == ("not_measured", {"reason.no_reference"})


def test_a_gap_is_a_finding_only_where_its_interval_excludes_none_and_comparisons_are_counted(
    home: Home,
) -> None:
    rows = list(exits(104, 46)["enrollment"])
    sexes = ["female"] * 56 + ["male"] * 48 + ["female"] * 14 + ["male"] * 32
    people = [{**person, "sex": sex} for person, sex in zip(clients(rows), sexes, strict=True)]
    for person in people[:5]:
        person["district"] = "Kecil"
    reader = published(home, org(), {"client": people, "enrollment": rows})
    women, men, small = gaps(reader)
    # 56 of 70 and 48 of 80: Newcombe's interval is 0.0524 to 0.3339.
    assert (women.group, women.value) == ("sex=female", pytest.approx(20))
    assert (women.low, women.high) == pytest.approx((5.24, 33.39), abs=0.01)
    assert (men.group, men.value, men.unit) == ("sex=male", pytest.approx(-20), "points")
    assert (small.group, small.status) == ("district=Kecil", "too_few")
    said = next(note for note in women.notes if note.key == "note.comparisons")
    assert said.values == {"compared": 2, "findings": 2}
    assert [one.group for one in gaps(reader, group="sex=male")] == ["sex=male"]
    assert gaps(reader, group="risk=high")[0].status == "not_measured"
    hidden = gaps(reader, Scope(threshold=15))[0]
    assert (hidden.status, hidden.value) == ("suppressed", None), "14 women did not achieve it"


def test_without_two_groups_there_is_no_gap(home: Home) -> None:
    reader = published(home, org(), exits(12, 12))
    assert [one.status for one in gaps(reader)] == ["not_measured"]


def test_an_intake_repeats_when_the_same_person_left_with_success_within_730_days(home: Home) -> None:
    def again(number: int, entry: str) -> dict[str, Any]:
        return {**stay(number, entry), "enrollment_id": f"e{number}b"}

    rows = [
        stay(1, "2023-01-02", "2023-06-01", "achieved"),
        again(1, "2025-05-31"),  # 730 days later
        stay(2, "2023-01-02", "2023-06-01", "achieved"),
        again(2, "2025-06-01"),  # 731
        stay(3, "2023-01-02", "2025-02-01", "not_achieved"),
        again(3, "2025-03-01"),
        stay(4, "2023-01-02", "2025-02-01", "achieved"),
        again(4, "2025-02-01"),  # on the same day: not after it
        stay(5, "2025-02-01"),
    ]
    reader = published(home, org(), {"client": clients(rows), "enrollment": rows})
    found = asked(reader, "repeat_intake_share", *YEAR)
    assert (found.numerator, found.denominator) == (1, 5)


def test_the_median_time_to_return_counts_all_who_left_or_says_that_half_never_did(home: Home) -> None:
    def cohort(first: int, left_on: str, back: int) -> list[dict[str, Any]]:
        day = dt.date.fromisoformat(left_on) + dt.timedelta(days=100)
        return [
            row
            for number in range(first, first + 20)
            for row in (
                stay(number, "2023-12-01", left_on, "achieved"),
                *(
                    [{**stay(number, day.isoformat()), "enrollment_id": f"e{number}b"}]
                    if number < first + back
                    else []
                ),
            )
        ]

    rows = [*cohort(0, "2024-02-01", 12), *cohort(100, "2024-05-01", 4), stay(999, "2025-12-30")]
    reader = published(home, org(), {"client": clients(rows), "enrollment": rows})
    reached = asked(reader, "median_time_to_return", "2024-01-01", "2024-03-31")
    # 12 of 20 on day 100, the week that ends on day 105; a median of the 12 alone would be 100 whatever 8 do.
    assert (reached.value, reached.n, reached.status) == (105, 20, "ok")
    assert (reached.numerator, reached.denominator) == (12, 20)
    never = asked(reader, "median_time_to_return", "2024-04-01", "2024-06-30")
    assert (never.value, never.status) == (None, "not_applicable")
    assert never.reason is not None and never.reason.values["percent"] == 80
    month = asked(reader, "median_time_to_return", "2024-05-01", "2024-05-31")
    assert month.status == "cannot_be_combined"


def died(number: int, on: str, found_on: str) -> dict[str, Any]:
    """A follow-up that found somebody dead."""
    return {
        "follow_up_id": f"f{number}",
        "organization_id": "o1",
        "client_id": f"c{number}",
        "enrollment_id": f"e{number}",
        "due_on": found_on,
        "done_on": found_on,
        "status": "deceased",
        "event_on": on,
    }


def test_deaths_beyond_5_percent_compete_with_returns_instead_of_being_lost(home: Home) -> None:
    """Twenty leave; two die after a week, then two of the others return; the rest are seen well after a year."""
    rows = [stay(number, "2023-12-01", "2024-02-01", "achieved") for number in range(20)]
    back = [{**stay(number, "2024-05-01"), "enrollment_id": f"e{number}b"} for number in (2, 3)]
    well = [
        {**died(number, "2025-06-01", "2025-06-01"), "status": "well", "event_on": None}
        for number in range(2, 20)
    ]
    dead = [died(number, "2024-02-08", "2024-04-01") for number in (0, 1)]
    everyone = [*rows, *back, stay(999, "2025-12-30")]
    tables = {"client": clients(everyone), "enrollment": everyone, "follow_up": [*dead, *well]}
    reader = published(home, org(), tables)
    year = asked(reader, "return_rate_12m", "2024-01-01", "2024-03-31")
    # 2 of 20 died on day 7: 10 %. Kaplan-Meier would say 2 of 18.
    assert year.value == pytest.approx(2 / 20)
    assert (year.numerator, year.denominator, year.unknown, year.n) == (2, 20, 0, 16)
    assert [note.key for note in year.notes] == ["reason.deaths_compete"]
    assert year.low is not None and year.high is not None and year.low < 0.1 < year.high
    found = asked(reader, "median_time_to_return", "2024-01-01", "2024-03-31")
    assert found.reason is not None and found.reason.values["percent"] == 90
    assert [note.key for note in found.notes] == ["reason.deaths_compete"]
    assert verify(home)[0] == []


def test_deaths_up_to_5_percent_leave_the_curve_kaplan_meiers(home: Home) -> None:
    rows = [stay(number, "2023-12-01", "2024-02-01", "achieved") for number in range(20)]
    back = [{**stay(number, "2024-05-01"), "enrollment_id": f"e{number}b"} for number in (2, 3)]
    well = [
        {**died(number, "2025-06-01", "2025-06-01"), "status": "well", "event_on": None}
        for number in range(1, 20)
    ]
    everyone = [*rows, *back, stay(999, "2025-12-30")]
    tables = {
        "client": clients(everyone),
        "enrollment": everyone,
        "follow_up": [died(0, "2024-02-08", "2024-04-01"), *well],
    }
    reader = published(home, org(), tables)
    year = asked(reader, "return_rate_12m", "2024-01-01", "2024-03-31")
    assert year.value == pytest.approx(2 / 19) and year.notes == ()
    assert verify(home)[0] == []


def test_beside_exits_stand_the_different_clients_of_the_period(home: Home) -> None:
    """Client 1 leaves in January, again in March, and once more a year after; 2 leaves twice in one month."""

    def again(number: int, letter: str, *rest: str) -> dict[str, Any]:
        return {**stay(number, *rest), "enrollment_id": f"e{number}{letter}"}

    rows = [
        stay(1, "2023-11-01", "2024-01-10", "achieved"),
        again(1, "b", "2024-02-01", "2024-03-10", "not_achieved"),
        again(1, "c", "2024-04-01", "2025-01-20", "achieved"),
        stay(2, "2024-02-01", "2024-02-10", "unknown"),
        again(2, "b", "2024-02-11", "2024-02-20", "achieved"),
        stay(3, "2024-02-01", "2024-02-10", "excluded"),
        stay(4, "2024-02-01", "2024-05-10", "achieved"),
    ]

    reader = published(home, org(), {"client": clients(rows), "enrollment": rows})

    def different(start: str, end: str, indicator: str = "clients_counted") -> float | None:
        return asked(reader, indicator, start, end).value

    assert [
        different(f"2024-{month:02}-01", f"2024-{month:02}-{last}")
        for month, last in ((1, 31), (2, 29), (3, 31))
    ] == [1, 1, 1]
    assert different("2024-02-01", "2024-02-29", "clients_left") == 2, (
        "whoever is left out of the outcome left too"
    )
    assert different("2024-01-01", "2024-03-31") == 2, "client 1 left twice in the quarter"
    assert different("2024-01-01", "2024-12-31") == 3
    assert different("2024-02-01", "2025-01-31") == 3, "twelve months that end with any month"
    assert different("2024-04-01", "2025-03-31") == 2
    assert different("2025-02-01", "2025-02-28") is None, "after the data"
    rate = asked(reader, "outcome_achievement_rate", "2024-01-01", "2024-12-31")
    assert (rate.denominator, [(note.key, note.values["n"]) for note in rate.notes]) == (
        5,
        [("note.clients", 3)],
    )
    exits = asked(reader, "exits", "2024-01-01", "2024-12-31")
    assert (exits.value, [note.values["n"] for note in exits.notes]) == (6, [4])
    assert verify(home)[0] == []
    half = asked(reader, "outcome_achievement_rate", "2024-01-01", "2024-06-30")
    assert half.notes == (), "clients of other periods are not counted, so nothing is said"


def test_beside_self_reliance_and_fallen_risk_stand_the_different_clients_too(home: Home) -> None:
    """Client 1 leaves in January and March 2024, 2 and 3 once; each is looked at 182 days after."""
    risk = {"risk_entry": "high", "risk_exit": "low", "self_reliant": "yes"}
    rows: list[dict[str, Any]] = [
        stay(1, "2023-11-01", "2024-01-10", "achieved", **risk),
        {**stay(1, "2024-02-01", "2024-03-10", "achieved", **risk), "enrollment_id": "e1b"},
        stay(2, "2024-02-01", "2024-02-10", "achieved", **{**risk, "risk_exit": "unknown"}),
        stay(3, "2024-02-01", "2024-02-10", "excluded", **risk),
        stay(4, "2024-02-01", "2024-05-10", "not_achieved", **{**risk, "risk_entry": "low"}),
    ]
    reader = published(home, org(), {"client": clients(rows), "enrollment": rows}, as_of="2024-12-31")

    def beside(indicator: str, start: str, end: str) -> tuple[float | None, list[Any]]:
        answer = asked(reader, indicator, start, end)
        return answer.denominator, [note.values["n"] for note in answer.notes if note.key == "note.clients"]

    # 10 January, 10 March, 10 February and 10 May are 182 days before 10 July, 8 September, 10 August, 8 November.
    assert beside("self_reliance_exit_rate", "2024-07-01", "2024-09-30") == (3, [2])
    assert beside("self_reliance_exit_rate", "2024-01-01", "2024-12-31") == (4, [3])
    assert beside("risk_reduction_rate", "2024-01-01", "2024-03-31") == (2, [1])
    assert beside("risk_reduction_rate", "2024-03-01", "2024-03-31") == (1, [1])
    assert beside("risk_reduction_rate", "2024-01-01", "2024-06-30") == (2, []), "not a period of its own"
    assert verify(home)[0] == []
