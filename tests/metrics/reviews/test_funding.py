"""The donor's review: rates of the programme, counts by share, nobody recognisable, nothing given twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from itertools import groupby

import pytest

from data.home import Home
from data.store import reading
from metrics.ask import Ask
from metrics.compute import value
from metrics.period import Period
from metrics.reader import Grant, Organization, Reader, open_reader
from metrics.reviews.funding import FundingReview, funding_review
from metrics.scope import OWNER, Scope
from metrics.value import IndicatorValue
from tests.metrics.money_rows import Ledger, merged, org, published
from tests.metrics.test_promises import definition, results

YEAR = Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
DONOR = Scope(detail="aggregate", threshold=10)


@pytest.fixture(scope="module")
def reader(demo_home: Home) -> Reader:
    return open_reader(demo_home)


@cache
def reviewed(reader: Reader, organization: str, grant: str | None, threshold: int) -> FundingReview:
    scope = DONOR.model_copy(update={"threshold": threshold})
    return funding_review(
        reader, scope, YEAR, _organization(reader, organization), grant=_grant(reader, organization, grant)
    )


def _organization(reader: Reader, id: str) -> Organization:
    return next(one for one in reader.organizations(OWNER) if one.id == id)


def _grant(reader: Reader, organization: str, id: str | None) -> Grant | None:
    return next((one for one in reader.grants(OWNER, organization) if one.id == id), None)


def everywhere(reader: Reader) -> Iterator[FundingReview]:
    for organization in reader.organizations(OWNER):
        yield reviewed(reader, organization.id, None, 10)
        for grant in reader.grants(OWNER, organization.id):
            yield reviewed(reader, organization.id, grant.id, 10)


def test_with_a_grant_rates_are_the_programmes_and_outcomes_are_shared_month_by_month(
    demo_home: Home, reader: Reader
) -> None:
    review = reviewed(reader, "bening", "MW-BENING", 10)
    with reading(demo_home) as connection:
        shares = {
            (program, month): share
            for program, month, share in connection.execute(
                "select program_id, month_on, share from current_grant_share where grant_id = 'MW-BENING'"
            ).fetchall()
        }
        exits = connection.execute(
            """select program_id, exit_on, outcome from current_enrollment
               where organization_id = 'bening' and exit_on between '2025-01-01' and '2025-12-31'"""
        ).fetchall()
    programs = {program for program, _ in shares}
    eligible = [row for row in exits if row[0] in programs and row[2] != "excluded"]
    achieved = [(program, day) for program, day, outcome in eligible if outcome == "achieved"]
    part = sum(shares.get((program, day.replace(day=1)), 0.0) for program, day in achieved)
    assert review.outcomes.numerator == len(achieved) > 50
    assert review.outcomes.denominator is not None and review.outcomes.denominator <= len(eligible) + 5
    assert review.shared is not None and review.shared.value == pytest.approx(part)
    assert review.shared.share == pytest.approx(part / len(achieved))


def test_the_parts_of_the_money_make_the_whole_and_so_do_the_programmes(reader: Reader) -> None:
    for review in everywhere(reader):
        assert review.money.value is not None
        assert sum(part.amount.value or 0 for part in review.parts) == pytest.approx(review.money.value)
        assert sum(part.portion.value or 0 for part in review.parts) == pytest.approx(1.0)
        *programs, whole = review.lines
        assert whole.program is None
        assert sum(line.money.value or 0 for line in programs) == pytest.approx(whole.money.value)


def test_two_donors_of_one_organisation_never_carry_more_than_all_of_it(reader: Reader) -> None:
    whole = reviewed(reader, "bening", None, 10)
    parts = [reviewed(reader, "bening", grant, 10) for grant in ("MW-BENING", "SW-BENING")]
    assert whole.money.value is not None and whole.outcomes.numerator is not None
    assert sum(part.money.value or 0 for part in parts) <= whole.money.value
    assert sum(part.shared.value or 0 for part in parts if part.shared) <= whole.outcomes.numerator


def test_rows_of_programmes_add_up_to_the_total_that_stands_under_them(reader: Reader) -> None:
    *programs, whole = reviewed(reader, "bening", "MW-BENING", 0).lines
    assert sum(line.outcomes.numerator or 0 for line in programs) == whole.outcomes.numerator
    assert sum(line.outcomes.denominator or 0 for line in programs) == whole.outcomes.denominator


def test_no_row_shows_fewer_than_ten_people_and_none_comes_back_by_subtraction(reader: Reader) -> None:
    hidden_somewhere = False
    for review in everywhere(reader):
        dimensions = groupby(review.groups.rows, key=lambda one: (one.group or "").split("=")[0])
        tables = [list(rows) for _, rows in dimensions]
        tables.append([line.outcomes for line in review.lines if line.program is not None])
        for rows in tables:
            shown = [one for one in rows if one.numerator is not None and one.denominator is not None]
            hidden = [one for one in rows if one.status == "suppressed"]
            assert all(_is_large(one) for one in shown)
            if hidden and review.outcomes.numerator is not None and review.outcomes.denominator is not None:
                hidden_somewhere = True
                achieved = review.outcomes.numerator - sum(one.numerator or 0 for one in shown)
                of = review.outcomes.denominator - sum(one.denominator or 0 for one in shown)
                # What is left of the total must be shared by at least two rows, and not small itself.
                assert len(hidden) >= 2
                assert (achieved >= 10 and of - achieved >= 10) or not shown
    assert hidden_somewhere


def _is_large(one: IndicatorValue) -> bool:
    assert one.numerator is not None and one.denominator is not None
    return not 0 < one.numerator < 10 and one.denominator - one.numerator >= 10


def test_the_cost_of_an_outcome_is_hidden_where_the_outcomes_are(reader: Reader) -> None:
    for review in everywhere(reader):
        for line in (*review.lines, *review.years):
            if line.outcomes.status == "suppressed":
                assert line.cost.value is None and line.cost.denominator is None


def test_what_lasted_is_the_rest_of_what_returned(reader: Reader) -> None:
    review = reviewed(reader, "bening", None, 10)
    found, cohort = review.lasting, review.lasting.cohort
    returned = value(
        reader,
        DONOR,
        Ask(indicator="return_rate_12m", organization="bening", start=cohort.start, end=cohort.end),
    )
    year = found.year
    assert returned.value is not None and year.value is not None
    assert year.value == pytest.approx(1 - returned.value)
    assert (year.low, year.high) == (pytest.approx(1 - returned.high), pytest.approx(1 - returned.low))
    assert year.worst is not None and year.worst <= year.value, "all who were lost had returned"
    assert found.after[0].value is None or found.after[0].value >= year.value
    if year.target is not None and returned.target is not None:
        assert year.target.value == pytest.approx(1 - returned.target.value)
        assert year.target_status == returned.target_status


def test_a_year_that_runs_is_counted_up_to_its_last_whole_month(reader: Reader) -> None:
    *_, last = reviewed(reader, "bening", None, 10).years
    assert last.is_running and last.period == Period(dt.date(2026, 1, 1), dt.date(2026, 10, 31))


def test_what_is_told_as_missed_lies_below_with_its_whole_interval(reader: Reader) -> None:
    for review in everywhere(reader):
        for one in review.missed:
            assert one.target is not None and one.value is not None
            ends = [end for end in (one.low, one.high) if end is not None] or [one.value]
            reached = max(ends) if one.direction == "up" else -min(ends)
            assert reached < (one.target.value if one.direction == "up" else -one.target.value)


def test_an_organisation_that_only_reports_has_promises_and_no_number_about_people(home: Home) -> None:
    ledger = Ledger().line("2025-03-01", "100", currency="USD").line("2025-04-01", "200", program_id="p1")
    tables = merged(
        org("o1"),
        definition(measure="percentage"),
        results({"value": "40", "target": "50", "baseline": "20"}),
        ledger.tables,
    )
    reader = published(home, tables, now="2026-06-01")
    review = funding_review(reader, DONOR, YEAR, _organization(reader, "o1"))
    assert review.reported_only
    (promise,) = review.promises
    assert (promise.actual.value, promise.actual.unit, promise.actual.target_status) == (
        40,
        "percent",
        "below",
    )
    assert review.outcomes.status == "not_measured" and review.groups.rows == ()
    assert {(row.currency, row.spent.value) for row in review.moved} == {("USD", 100.0), ("IDR", 200.0)}
    assert all(row.received.value is None for row in review.moved), "none recorded is not 0"


def test_a_promise_of_ours_says_what_was_reached_in_its_own_unit(home: Home) -> None:
    ledger = Ledger()
    for month in range(1, 13):
        ledger.line(f"2025-{month:02}-10", "700000", program_id="p1", nature="prevention")
        ledger.line(f"2025-{month:02}-11", "300000", program_id="p1", nature="treatment")
    target = {
        "target_id": "t1", "organization_id": "o1", "indicator": "prevention_spend_share", "value": "0.6",
        "starts_on": "2025-01-01", "due_on": "2025-12-31",
    }  # fmt: skip
    reader = published(home, merged(org("o1"), ledger.tables, {"target": [target]}))
    review = funding_review(reader, DONOR, YEAR, _organization(reader, "o1"))
    (promise,) = review.promises
    assert promise.actual.value == pytest.approx(0.7)
    assert promise.actual.target is not None and promise.actual.target.value == 0.6
    assert promise.actual.target_status == "above" and promise.is_ours


def test_no_programme_that_one_view_hides_comes_back_from_the_others(reader: Reader) -> None:
    found = 0
    for organization in reader.organizations(OWNER):
        whole = reviewed(reader, organization.id, None, 10)
        hidden = {
            line.program.id for line in whole.lines if line.program and line.outcomes.status == "suppressed"
        }
        for program in reader.programs(OWNER, organization.id):
            alone = funding_review(reader, DONOR, YEAR, organization, program=program)
            if program.id in hidden:
                found += 1
                assert alone.outcomes.value is None and alone.cost.value is None
                assert not alone.groups.rows
        for promise in whole.promises:
            named = promise.actual.indicator in ("outcome_achievement_rate", "outcomes_achieved")
            if named and promise.actual.program in hidden and promise.actual.end == YEAR.end:
                assert promise.actual.value is None and promise.progress.value is None
    assert found


def test_a_group_hidden_in_one_programme_cannot_be_had_from_the_other_programmes(reader: Reader) -> None:
    for organization in reader.organizations(OWNER):
        views = [
            funding_review(reader, DONOR, YEAR, organization, program=program)
            for program in reader.programs(OWNER, organization.id)
        ]
        whole = reviewed(reader, organization.id, None, 10)
        shown = {row.group: row for row in whole.groups.rows if row.denominator is not None}
        for group in shown:
            rows = [row for view in views for row in view.groups.rows if row.group == group]
            seen = [row for row in rows if row.denominator is not None]
            if len(seen) == len(views) - 1:
                # All programmes but one are seen: the last may then have nobody, or enough people.
                left = shown[group].denominator - sum(row.denominator or 0 for row in seen)
                assert left == 0 or left >= 10
