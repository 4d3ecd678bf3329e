"""Reviews behind the screens of results and organisation: planted truths are found, unlike units are refused."""

from __future__ import annotations

import datetime as dt

import pytest

from data.demo.planted import PLANTED
from data.home import Home
from metrics.period import Period
from metrics.reader import Reader, open_reader
from metrics.reviews.asking import Asking
from metrics.reviews.compare import compare_review
from metrics.reviews.differ import differ
from metrics.reviews.empowerment import empowerment_review
from metrics.reviews.finances import money_review
from metrics.reviews.practice import practice_review
from metrics.reviews.prevention import prevention_review
from metrics.reviews.standing import standing_review
from metrics.reviews.uses import SHOWN_ON, catalogue_review, found
from metrics.reviews.voice import voice_review
from metrics.scope import OWNER, Scope
from metrics.statistics.funnel import binomial_limits
from metrics.value import IndicatorValue

YEAR = Period(dt.date(2025, 10, 1), dt.date(2026, 9, 30))
COLLEAGUE = Scope(detail="aggregate", threshold=5)
ORGANIZATIONS = ("anyam", "bangku", "bening", "senja", "setara", "tunas")


@pytest.fixture(scope="module")
def reader(demo_home: Home) -> Reader:
    return open_reader(demo_home)


def asking(reader: Reader, organization: str, scope: Scope = COLLEAGUE) -> Asking:
    found = next(one for one in reader.organizations(scope) if one.id == organization)
    return Asking(reader, scope, found, None, YEAR)


def share(x: float, n: float) -> IndicatorValue:
    """A share of counts, to compare with another."""
    return IndicatorValue(
        indicator="outcome_achievement_rate",
        start=YEAR.start,
        end=YEAR.end,
        value=x / n,
        numerator=x,
        denominator=n,
        n=n,
        interval_method="wilson",
        status="ok",
        unit="proportion",
        direction="up",
        as_of=YEAR.end,
    )


def test_two_shares_differ_only_where_newcombes_interval_leaves_out_zero() -> None:
    # Newcombe 1998: 56/70 against 48/80 differ by 0.0524 to 0.3339.
    assert differ(share(56, 70), share(48, 80)) == "higher"
    assert differ(share(48, 80), share(56, 70)) == "lower"
    assert differ(share(14, 20), share(12, 20)) == "unclear"


def test_the_lowest_right_is_named_first(reader: Reader) -> None:
    planted = next(one for one in PLANTED if one.kind == "lowest_right")
    review = voice_review(asking(reader, planted.organization_id))
    assert review.lowest is not None and review.lowest.indicator == planted.indicator


def test_who_did_not_answer_bounds_the_rights_on_both_sides(reader: Reader) -> None:
    for organization in ORGANIZATIONS:
        review = voice_review(asking(reader, organization))
        bounded = review.bounded
        if bounded is None:
            continue
        assert bounded.value is not None and bounded.worst is not None and bounded.best is not None
        assert 0 <= bounded.worst <= bounded.value <= bounded.best <= 1


def test_the_curve_rises_stops_with_ten_followed_and_ends_a_year_at_the_rate(reader: Reader) -> None:
    for organization in ORGANIZATIONS:
        cohort = prevention_review(asking(reader, organization)).now
        shares = [point.returned for point in cohort.points]
        assert shares == sorted(shares)
        assert all(people >= 10 for _, people in cohort.followed[1:])
        by_year = [point.returned for point in cohort.points if point.month <= 12]
        if cohort.points and cohort.points[-1].month >= 12:
            assert by_year[-1] == pytest.approx(cohort.year.value)


def test_a_curve_is_not_drawn_where_its_numbers_are_hidden(reader: Reader) -> None:
    for organization in ORGANIZATIONS:
        review = prevention_review(asking(reader, organization))
        for cohort in (review.now, review.before):
            if "suppressed" in (cohort.half_year.status, cohort.year.status):
                assert cohort.points == () and cohort.followed == ()


def test_fewer_than_five_units_are_not_compared(reader: Reader) -> None:
    review = compare_review(asking(reader, "tunas"), "outcome_achievement_rate", "program", "protection")
    assert review.reason is not None and review.reason.key == "compare.reason.few"
    assert review.limits == ()


def test_a_measure_that_knows_no_partners_is_not_compared_by_them(reader: Reader) -> None:
    review = compare_review(asking(reader, "tunas"), "outcome_achievement_rate", "partner", "prevention")
    assert review.reason is not None and review.reason.key == "compare.reason.no_partners"


def test_units_stand_by_name_and_the_limits_are_those_of_chance(reader: Reader) -> None:
    review = compare_review(
        asking(reader, "senja", OWNER), "outcome_achievement_rate", "program", "prevention"
    )
    names = [unit.name.lower() for unit in review.units]
    assert names == sorted(names), "never an order by result"
    assert review.pooled is not None and review.pooled.value is not None
    counted = [(unit.value.numerator or 0, unit.value.denominator or 0) for unit in review.units]
    x, n = (sum(part) for part in zip(*counted, strict=True))
    assert review.pooled.value == pytest.approx(x / n)
    first = review.limits[0]
    expected = binomial_limits(x / n, [first.size])
    assert [first.outer_low, first.inner_low, first.inner_high, first.outer_high] == pytest.approx(
        [float(row[0]) for row in expected]
    )


def test_full_cost_and_the_ledger_agree_to_the_last_unit(reader: Reader) -> None:
    for organization in ORGANIZATIONS:
        reconciled = money_review(asking(reader, organization)).reconciled
        assert reconciled is not None and reconciled.agrees


def test_shares_of_income_are_the_whole_and_the_first_is_the_largest(reader: Reader) -> None:
    for organization in ORGANIZATIONS:
        review = money_review(asking(reader, organization))
        portions = [source.portion.value or 0.0 for source in review.sources]
        assert sum(portions) == pytest.approx(1.0)
        assert portions[0] == max(portions)
        assert review.dependence[0].value == pytest.approx(portions[0], abs=0.02)


def test_a_step_counts_only_with_evidence(reader: Reader) -> None:
    for organization in ORGANIZATIONS:
        for community in empowerment_review(asking(reader, organization, OWNER)).communities:
            assert len(community.steps) == 17
            proven = [step for step in community.steps if step.state == "proven"]
            assert community.done.numerator == len(proven)
            assert community.done.denominator == 17


def test_evidence_is_valid_unverified_expired_or_missing_and_the_components_add_up(reader: Reader) -> None:
    for organization in ORGANIZATIONS:
        review = standing_review(asking(reader, organization, OWNER))
        assert review.pack is not None and review.pack.id == "permensos_107_2009"
        assert [one.id for one in review.waiting] == ["permensos_8_2025"]
        if review.parts:
            assert sum(part.ready.denominator or 0 for part in review.parts) == review.ready.denominator
            assert sum(part.ready.numerator or 0 for part in review.parts) == review.ready.numerator


def test_the_shares_of_roles_and_of_blockers_are_the_whole(reader: Reader) -> None:
    for organization in ORGANIZATIONS:
        review = practice_review(asking(reader, organization, OWNER))
        roles = [whole.value or 0.0 for _, _, whole in review.roles]
        assert not roles or sum(roles) == pytest.approx(1.0)
        for _, levels, whole in review.roles:
            assert sum(one.value or 0.0 for one in levels) == pytest.approx(whole.value or 0.0)
        if review.blockers:
            assert sum(one.value or 0.0 for one in review.blockers) == pytest.approx(1.0)


def test_a_search_finds_measures_by_words_of_either_language(reader: Reader) -> None:
    review = catalogue_review(asking(reader, "tunas"))
    ids = {use.indicator.id for use in found(review, "reserve")}
    assert "reserve_months" in ids
    assert {use.indicator.id for use in found(review, "cadangan operasional")} == {"reserve_months"}
    assert found(review, "zzz") == ()
    known = {use.indicator.id for use in review.uses}
    assert {id for ids in SHOWN_ON.values() for id in ids} <= known, "screens show declared measures only"
