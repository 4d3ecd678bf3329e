"""Competition as learning: who stands out among programmes of a kind, and which measures really improve."""

from __future__ import annotations

import datetime as dt

import pytest

from data.home import Home
from metrics.ask import Ask
from metrics.catalogue import BY_ID
from metrics.period import rolling_months
from metrics.reader import Reader, open_reader
from metrics.reviews.quarter import MEASURES, quarter_review
from metrics.scope import OWNER, Scope
from metrics.statistics.funnel import binomial_limits
from metrics.values.funnel import Funnel, funnel
from metrics.values.sums import place_of
from tests.data.rows import clients, stay
from tests.metrics.money_rows import Tables, asked, org, published, reasons

YEAR = ("2025-01-01", "2025-12-31")
PROGRAMS = ("a1", "a2", "a3", "a4", "a5")


def left(program: str, achieved: int, of: int, risk: str = "medium") -> Tables:
    """People who left a programme, all of one risk at entry."""
    rows = [
        {
            **stay(number, "2024-11-10", "2025-03-20", "achieved" if number < achieved else "not_achieved"),
            "enrollment_id": f"{program}-{risk}-{number}",
            "client_id": f"{program}-{risk}-c{number}",
            "program_id": program,
            "risk_entry": risk,
        }
        for number in range(of)
    ]
    return {"client": clients(rows), "enrollment": rows}


def units(reader: Reader) -> Funnel:
    ask = Ask(indicator="outcome_achievement_rate", start=dt.date(2025, 1, 1), end=dt.date(2025, 12, 31))
    return funnel(reader, place_of(reader, OWNER, ask), BY_ID["outcome_achievement_rate"], ask, "program")


def test_a_programme_beyond_the_998_limits_of_its_kind_is_counted(home: Home) -> None:
    usual = [left(program, 60, 100) for program in PROGRAMS[:4]]
    reader = published(home, org("o1", *PROGRAMS), *usual, left("a5", 90, 100), as_of="2025-12-31")
    found = asked(reader, "funnel_outlier_units", *YEAR)
    assert (found.value, found.denominator, found.status) == (1, 5, "ok")
    assert next(one.values for one in found.notes) == {"better": 1, "worse": 0, "units": 5}
    # Pooled 330 of 500: the limits for 100 people are those of the exact binomial.
    outer = [float(row[0]) for row in binomial_limits(0.66, [100])]
    drawn = units(reader)
    assert drawn.mean == pytest.approx(0.66)
    assert [one.value for one in drawn.units] == pytest.approx([0.6, 0.6, 0.6, 0.6, 0.9])
    assert all(list(one.limits) == pytest.approx(outer) for one in drawn.units)
    assert outer[0] < 0.6 and outer[3] < 0.9
    alone = asked(reader, "funnel_outlier_units", *YEAR, program="a1")
    assert (alone.value, alone.denominator) == (0, 1)


def test_case_mix_is_allowed_for(home: Home) -> None:
    # At each level of risk all five do equally well; the fifth takes nearly everybody at high risk.
    easy = [
        part
        for program in PROGRAMS[:4]
        for part in (left(program, 72, 90, "low"), left(program, 3, 10, "high"))
    ]
    hard = (left("a5", 8, 10, "low"), left("a5", 27, 90, "high"))
    reader = published(home, org("o1", *PROGRAMS), *easy, *hard, as_of="2025-12-31")
    drawn = units(reader)
    assert drawn.adjusted
    assert [one.achieved / one.n for one in drawn.units] == [0.75, 0.75, 0.75, 0.75, 0.35]
    assert [one.value for one in drawn.units] == pytest.approx([0.67] * 5)
    assert asked(reader, "funnel_outlier_units", *YEAR).value == 0


def test_four_of_a_kind_are_too_few_to_compare(home: Home) -> None:
    parts = [left(program, 6, 10) for program in PROGRAMS[:4]]
    reader = published(home, org("o1", *PROGRAMS), *parts, as_of="2025-12-31")
    found = asked(reader, "funnel_outlier_units", *YEAR)
    assert (found.value, found.status) == (None, "not_measured")
    assert reasons(found) == {"reason.few_units"}
    assert found.reason and found.reason.values == {"n": 4, "minimum": 5}, "the fifth has nothing to compare"


def test_units_that_vary_four_times_as_much_as_chance_are_not_compared(home: Home) -> None:
    programs = [f"a{number}" for number in range(10)]
    parts = [left(program, 20 if place % 2 else 80, 100) for place, program in enumerate(programs)]
    reader = published(home, org("o1", *programs), *parts, as_of="2025-12-31")
    found = asked(reader, "funnel_outlier_units", *YEAR)
    assert (found.value, found.status) == (None, "cannot_be_combined")
    assert reasons(found) == {"reason.units_not_alike"}


def test_only_programmes_within_the_scope_are_compared(home: Home) -> None:
    parts = [left(program, 60, 100) for program in PROGRAMS]
    reader = published(home, org("o1", *PROGRAMS), *parts, as_of="2025-12-31")
    scope = Scope(programs=frozenset(PROGRAMS[:4]), threshold=10, viewer="board")
    assert asked(reader, "funnel_outlier_units", *YEAR, scope=scope).status == "not_measured"
    everything = asked(reader, "funnel_outlier_units", *YEAR, scope=Scope(threshold=10, viewer="board"))
    assert everything.value == 0, "a count of programmes shows nobody"


def test_the_share_that_improves_is_what_the_boards_charts_say(demo_home: Home) -> None:
    reader = open_reader(demo_home)
    quarter = rolling_months(dt.date(2026, 9, 30), 3)
    for organization in ("senja", "bening", "tunas"):
        review = quarter_review(reader, OWNER, quarter, organization=organization)
        assert len(MEASURES) > 10
        charts = [
            one.variation
            for one in review.measures
            if one.indicator.headline
            and one.indicator.direction != "neutral"
            and one.watched
            and one.watched.chart.stage == "limits"
        ]
        found = asked(
            reader, "improvement_signal_share", "2026-07-01", "2026-09-30", organization=organization
        )
        assert (found.numerator, found.denominator) == (charts.count("improvement"), len(charts))


def test_organisations_with_different_fiscal_years_are_judged_by_quarters_of_the_calendar(
    demo_home: Home,
) -> None:
    found = asked(open_reader(demo_home), "improvement_signal_share", "2026-07-01", "2026-09-30")
    assert found.status == "ok" and (found.denominator or 0) > 0


def test_a_young_organisation_has_no_measure_with_twelve_points(home: Home) -> None:
    reader = published(home, org("o1", "a1"), left("a1", 60, 100), as_of="2025-12-31")
    found = asked(reader, "improvement_signal_share", *YEAR)
    assert (found.value, found.status) == (None, "not_measured")
    assert reasons(found) == {"reason.few_points"}
