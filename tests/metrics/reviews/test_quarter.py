"""The board's quarter: what really changed is found, what only seems so is not, and nobody is shown."""

from __future__ import annotations

import datetime as dt
from functools import cache
from itertools import pairwise

import pytest

from data.demo.planted import PLANTED
from data.home import Home
from metrics.ask import Ask
from metrics.compute import value
from metrics.period import Period
from metrics.reader import Reader, open_reader
from metrics.reviews.quarter import Measure, QuarterReview, quarter_review
from metrics.scope import OWNER, Scope
from tests.metrics.money_rows import Ledger, exits, org, published

QUARTER = Period(dt.date(2026, 7, 1), dt.date(2026, 9, 30))
BOARD = Scope(detail="aggregate", threshold=10)


@pytest.fixture(scope="module")
def reader(demo_home: Home) -> Reader:
    return open_reader(demo_home)


@cache
def reviewed(reader: Reader, organization: str, threshold: int = 10) -> QuarterReview:
    scope = BOARD.model_copy(update={"threshold": threshold})
    return quarter_review(reader, scope, QUARTER, organization=organization)


def measure(review: QuarterReview, indicator: str) -> Measure:
    return next(one for one in review.measures if one.indicator.id == indicator)


def test_the_real_improvement_is_in_the_row_of_improvements_and_is_shown(reader: Reader) -> None:
    planted = next(one for one in PLANTED if one.kind == "improvement")
    review = reviewed(reader, planted.organization_id)
    assert measure(review, planted.indicator).variation == "improvement"
    assert planted.indicator in {one.indicator.id for one in review.exceptions}


def test_the_lowest_right_stands_first(reader: Reader) -> None:
    planted = next(one for one in PLANTED if one.kind == "lowest_right")
    rights = reviewed(reader, planted.organization_id).rights
    assert rights[0].indicator == planted.indicator
    assert [one.value for one in rights] == sorted(one.value for one in rights if one.value is not None)


def test_dependence_on_one_funder_is_said_with_its_target(reader: Reader) -> None:
    planted = next(one for one in PLANTED if one.kind == "dependence")
    found = measure(reviewed(reader, planted.organization_id), planted.indicator).value
    assert found.value is not None and found.value > 0.5 and found.target_status == "below"


def test_poor_follow_up_is_said_beside_the_good_looking_number(reader: Reader) -> None:
    planted = next(one for one in PLANTED if one.kind == "poor_follow_up")
    found = measure(reviewed(reader, planted.organization_id), planted.indicator).value
    assert found.gates == ("followup_coverage_12m",) and found.reason is not None


@pytest.mark.parametrize("organization", ["anyam", "bangku", "bening", "senja", "setara", "tunas"])
def test_the_verdict_is_the_same_for_whoever_looks_but_small_points_are_not_drawn(
    reader: Reader, organization: str
) -> None:
    board, owner = reviewed(reader, organization), reviewed(reader, organization, 0)
    for one in board.measures:
        other = measure(owner, one.indicator.id)
        assert one.variation == other.variation, "a change is judged on all points"
        if one.watched is None:
            continue
        for point, drawn in zip(one.watched.values, one.watched.chart.values, strict=True):
            if one.indicator.unit != "proportion" or point.low is None:
                continue
            assert point.numerator is not None and point.denominator is not None
            parts = (point.numerator, point.denominator - point.numerator, point.denominator)
            assert not any(0 < part < 10 for part in parts)
            assert (drawn is None) == (one.watched.latest.status == "suppressed")


@pytest.mark.parametrize("organization", ["anyam", "bening"])
def test_points_are_whole_periods_that_never_overlap_and_have_ended(
    reader: Reader, organization: str
) -> None:
    for one in reviewed(reader, organization).measures:
        points = one.watched.values if one.watched else ()
        assert all(point.end <= QUARTER.end for point in points)
        days = [(point.start, point.end) for point in points]
        assert all(first[1] < second[0] for first, second in pairwise(days))


def test_a_number_is_compared_only_where_its_window_is_the_quarter(reader: Reader) -> None:
    review = reviewed(reader, "bening")
    compared = 0
    for one in review.measures:
        if one.before is None:
            assert (one.value.start, one.value.end) != QUARTER
            continue
        assert one.year_ago is not None
        compared += 1
        assert (one.before.start, one.before.end) == (dt.date(2026, 4, 1), dt.date(2026, 6, 30))
        assert (one.year_ago.start, one.year_ago.end) == (dt.date(2025, 7, 1), dt.date(2025, 9, 30))
        asked = Ask(
            indicator=one.indicator.id, organization="bening", start=one.before.start, end=one.before.end
        )
        assert one.before == value(reader, BOARD, asked)
    assert compared >= 4


def test_a_number_is_of_the_shortest_window_that_holds_enough_people(reader: Reader) -> None:
    for one in reviewed(reader, "senja").measures:
        found = one.value
        if (found.start, found.end) == QUARTER or found.status not in ("ok", "indicative"):
            continue
        asked = Ask(indicator=one.indicator.id, organization="senja", start=QUARTER.start, end=QUARTER.end)
        assert value(reader, BOARD, asked).status not in ("ok", "indicative")


def test_exceptions_are_worse_first_and_no_more_than_three(reader: Reader) -> None:
    for organization in reader.organizations(OWNER):
        found = reviewed(reader, organization.id).exceptions
        assert len(found) <= 3
        worse = [one.variation == "concern" for one in found]
        assert worse == sorted(worse, reverse=True)


def test_a_share_that_jumps_after_steady_quarters_is_a_change_and_small_ups_and_downs_are_not(
    home: Home,
) -> None:
    ledger = Ledger()
    for month in range(36):
        day = f"{2023 + month // 12}-{month % 12 + 1:02}-15"
        # 20 % with a ripple of one point; in the last quarter 60 %.
        part = 600 if month >= 33 else 200 + 10 * (month // 3 % 2)
        ledger.line(day, str(part), program_id="p1", nature="prevention")
        ledger.line(day, str(1000 - part), program_id="p1", nature="treatment")
    reader = published(home, org("o1"), ledger.tables, exits(2, 1), now="2026-02-01", as_of="2025-12-31")

    def variation(quarter: Period) -> str:
        found = quarter_review(reader, BOARD, quarter, organization="o1")
        return measure(found, "prevention_spend_share").variation

    assert variation(Period(dt.date(2025, 7, 1), dt.date(2025, 9, 30))) == "common"
    assert variation(Period(dt.date(2025, 10, 1), dt.date(2025, 12, 31))) == "improvement"


def test_an_organisation_in_its_first_weeks_has_no_verdicts(home: Home) -> None:
    reader = published(home, org("o1"), exits(12, 3), now="2025-07-01", as_of="2025-06-30")
    review = quarter_review(
        reader, BOARD, Period(dt.date(2025, 4, 1), dt.date(2025, 6, 30)), organization="o1"
    )
    assert review.exceptions == () and review.failing() == 0
    assert {one.variation for one in review.measures} <= {"too_few", "common"}
    assert review.unmeasured and not review.reported_only
