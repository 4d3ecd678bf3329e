"""Return curves: exact days against oracles, bins against exact days, and what may not be said."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.statistics.proportion import wilson
from metrics.statistics.survival import (
    EDGES,
    WEEKLY_EDGES,
    Curve,
    aalen_johansen,
    at,
    kaplan_meier,
    life_table,
    life_table_bounds,
    life_table_incidence,
    median,
)

follow_ups = st.lists(st.tuples(st.integers(0, 900), st.sampled_from([0, 1, 2])), min_size=1, max_size=60)


def binned(days: np.ndarray, flags: np.ndarray, edges: tuple[int, ...] = EDGES) -> list[int]:
    """Count flagged days a bin, the last day of a bin included, days beyond the last edge left out."""
    lower = (-1, *edges[:-1])
    return [int(((days > a) & (days <= b) & flags).sum()) for a, b in zip(lower, edges, strict=True)]


def columns(people: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([day for day, _ in people]), np.array([kind for _, kind in people])


@given(follow_ups)
def test_kaplan_meier_equals_statsmodels(people: list[tuple[int, int]]) -> None:
    survfunc = pytest.importorskip("statsmodels.duration.survfunc")
    days, kinds = columns(people)
    theirs = survfunc.SurvfuncRight(days.astype(float), (kinds == 1).astype(int))
    ours = kaplan_meier(days, kinds == 1)
    for day, value in zip(theirs.surv_times, theirs.surv_prob, strict=True):
        assert at(ours, day).value == pytest.approx(value, abs=1e-9)


@given(follow_ups)
def test_aalen_johansen_equals_statsmodels(people: list[tuple[int, int]]) -> None:
    survfunc = pytest.importorskip("statsmodels.duration.survfunc")
    days, kinds = columns(people)
    ours = aalen_johansen(days, kinds)
    if 1 in kinds:
        with np.errstate(divide="ignore", invalid="ignore"):
            theirs = survfunc.CumIncidenceRight(days.astype(float), kinds)
        for day, value in zip(theirs.times, theirs.cinc[0], strict=True):
            assert at(ours, day).value == pytest.approx(value, abs=1e-9)
    else:
        assert set(ours.values) == {0.0}


def log_log(value: float, error: float) -> tuple[float, float]:
    """Log-log interval, written out on its own scale."""
    half = 1.959964 * error / (value * np.log(value))
    ends = [float(np.exp(-np.exp(np.log(-np.log(value)) + sign * half))) for sign in (1, -1)]
    return min(ends), max(ends)


@given(follow_ups)
def test_intervals_rest_on_the_standard_errors_of_statsmodels(people: list[tuple[int, int]]) -> None:
    survfunc = pytest.importorskip("statsmodels.duration.survfunc")
    days, kinds = columns(people)
    with np.errstate(divide="ignore", invalid="ignore"):
        kept = survfunc.SurvfuncRight(days.astype(float), (kinds == 1).astype(int))
        steps = [(kaplan_meier(days, kinds == 1), kept.surv_times, kept.surv_prob, kept.surv_prob_se)]
        if 1 in kinds:
            came = survfunc.CumIncidenceRight(days.astype(float), kinds)
            steps.append((aalen_johansen(days, kinds), came.times, came.cinc[0], came.cinc_se[0]))
    for ours, times, values, errors in steps:
        for day, value, error in zip(times, values, errors, strict=True):
            if 1e-9 < value < 1 - 1e-9 and np.isfinite(error):
                point = at(ours, day)
                assert (point.low, point.high) == pytest.approx(log_log(value, error), abs=1e-6)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=60))
def test_without_censoring_the_curve_is_the_share_still_without_an_event(days: list[int]) -> None:
    curve = kaplan_meier(days, [True] * len(days))
    for day in (0, 10, 50, 100):
        left = sum(d > day for d in days)
        assert at(curve, day).value == pytest.approx(left / len(days), abs=1e-12)
        assert at(curve, day).at_risk == left


@given(follow_ups)
def test_the_order_of_people_changes_nothing(people: list[tuple[int, int]]) -> None:
    days, kinds = columns(people)
    turned = columns(people[::-1])
    assert kaplan_meier(days, kinds == 1) == kaplan_meier(turned[0], turned[1] == 1)
    assert aalen_johansen(days, kinds) == aalen_johansen(*turned)


@given(follow_ups)
def test_the_interval_contains_the_curve_and_lies_between_0_and_1(people: list[tuple[int, int]]) -> None:
    days, kinds = columns(people)
    for curve in (kaplan_meier(days, kinds == 1), aalen_johansen(days, kinds)):
        for low, value, high in zip(curve.low, curve.values, curve.high, strict=True):
            assert 0 <= low <= value + 1e-12 and value - 1e-12 <= high <= 1


@given(follow_ups)
def test_competing_events_never_make_more_returns_than_kaplan_meier_says(
    people: list[tuple[int, int]],
) -> None:
    days, kinds = columns(people)
    returned = aalen_johansen(days, kinds)
    naive = kaplan_meier(days, kinds == 1)
    for share, without in zip(returned.values, naive.values, strict=True):
        assert share <= 1 - without + 1e-9


@given(follow_ups)
def test_exact_days_always_lie_between_the_bounds_of_their_bins(people: list[tuple[int, int]]) -> None:
    days, kinds = columns(people)
    exact = kaplan_meier(days, kinds == 1)
    counts = len(days), binned(days, kinds == 1), binned(days, kinds != 1)
    least, most = life_table_bounds(*counts)
    table = life_table(*counts)
    for i, edge in enumerate(EDGES):
        assert least[i] - 1e-9 <= at(exact, edge).value <= most[i] + 1e-9
        assert least[i] - 1e-9 <= table.values[i] <= most[i] + 1e-9
        assert table.left[i] == at(exact, edge).at_risk


@given(st.lists(st.integers(0, 730), min_size=1, max_size=200), st.integers(0, 100))
def test_a_cohort_followed_to_the_end_is_exact_at_every_edge(days: list[int], without: int) -> None:
    """Nobody is censored before the last edge: the bins lose nothing, interval included."""
    all_days = np.array(days + [800] * without)
    event = all_days <= 730
    exact = kaplan_meier(all_days, event)
    table = life_table(len(all_days), binned(all_days, event), [0] * len(EDGES))
    for edge in EDGES:
        ours, theirs = at(table, edge), at(exact, edge)
        assert ours.value == pytest.approx(theirs.value, abs=1e-12)
        if 0 < ours.value < 1:
            assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


def cohort(seed: int, people: int, over: int, observed: int, hazard: float) -> tuple[np.ndarray, np.ndarray]:
    """Exits spread over some days, followed until some days after the last, with a steady risk of return."""
    random = np.random.default_rng(seed)
    followed = observed + random.integers(0, over + 1, people)
    returned = np.ceil(random.exponential(1 / hazard, people))
    return np.minimum(followed, returned), returned <= followed


@given(
    seed=st.integers(0, 10**6),
    people=st.integers(700, 4000),
    over=st.integers(365, 1095),
    hazard=st.sampled_from([0.0003, 0.001, 0.002]),
)
def test_bins_are_within_5_in_1000_of_exact_days_while_300_people_are_still_followed(
    seed: int, people: int, over: int, hazard: float
) -> None:
    days, event = cohort(seed, people, over, 0, hazard)
    exact = kaplan_meier(days, event)
    table = life_table(people, binned(days, event), binned(days, ~event))
    for edge in (182, 365):
        if at(exact, edge).at_risk >= 300:
            assert at(table, edge).value == pytest.approx(at(exact, edge).value, abs=0.005)


@given(seed=st.integers(0, 10**6), people=st.integers(120, 800))
def test_weekly_bins_are_within_5_in_1000_while_50_people_are_still_followed(seed: int, people: int) -> None:
    days, event = cohort(seed, people, 730, 0, 0.001)
    exact = kaplan_meier(days, event)
    counts = (binned(days, event, WEEKLY_EDGES), binned(days, ~event, WEEKLY_EDGES))
    table = life_table(people, *counts, WEEKLY_EDGES)
    for edge in (182, 365):
        if at(exact, edge).at_risk >= 50:
            assert at(table, edge).value == pytest.approx(at(exact, edge).value, abs=0.005)


def test_bins_of_competing_events_add_up_as_exact_days_do() -> None:
    random = np.random.default_rng(5)
    days = np.ceil(random.exponential(400, 2000))
    kinds = np.where(days > 730, 0, random.integers(1, 3, 2000))
    exact = aalen_johansen(days, kinds)
    table = life_table_incidence(2000, binned(days, kinds == 1), binned(days, kinds == 2), [0] * len(EDGES))
    for edge in (182, 365, 730):
        # Exact but for the order of returns and deaths within a bin, which shares the same risk set.
        assert at(table, edge).value == pytest.approx(at(exact, edge).value, abs=0.005)


def test_the_edges_hold_half_a_year_one_year_and_two() -> None:
    for edges in (EDGES, WEEKLY_EDGES):
        assert {182, 365, 730} <= set(edges)
        assert list(edges) == sorted(set(edges))
    assert max(np.diff((0, *EDGES))) == 30
    assert max(np.diff((0, *WEEKLY_EDGES))) == 7


def test_no_return_yet_is_bounded_by_those_followed_that_far() -> None:
    point = at(life_table(30, [0] * len(EDGES), [0] * 12 + [5] + [0] * (len(EDGES) - 13)), 365)
    assert point.value == 1.0
    assert (point.low, point.high, point.at_risk) == (wilson(25, 25)[0], 1.0, 25)


def test_the_returned_share_is_the_curve_upside_down() -> None:
    point = at(kaplan_meier([1, 2, 3, 4], [1, 1, 0, 0]), 2).rising()
    assert point.value == 0.5
    assert point.low < 0.5 < point.high


def test_before_the_first_day_nobody_has_returned() -> None:
    point = at(kaplan_meier([5, 6, 7], [1, 1, 0]), 4)
    assert (point.value, point.at_risk) == (1.0, 3)
    assert at(aalen_johansen([5, 6, 7], [1, 2, 0]), 4).value == 0.0


def test_nobody_to_follow_has_no_curve() -> None:
    assert at(kaplan_meier([], []), 100) is None
    assert at(life_table(0, [0] * len(EDGES), [0] * len(EDGES)), 182) is None


def test_a_median_is_not_reached_while_more_than_half_have_not_returned() -> None:
    assert median(kaplan_meier([3, 5, 8, 9], [1, 0, 0, 0]))[0] is None
    assert median(kaplan_meier([3, 5, 8, 9], [1, 1, 0, 0]))[0] == 5


@pytest.mark.parametrize(
    ("n", "events", "censored"),
    [(10, [11, 0], [0, 0]), (10, [5, 0], [0, 6]), (10, [-1, 0], [0, 0]), (10, [1, 0, 0], [0, 0])],
)
def test_counts_that_do_not_fit_are_refused(n: int, events: list[int], censored: list[int]) -> None:
    with pytest.raises(ValueError, match="life table"):
        life_table(n, events, censored, edges=(30, 60))


def test_a_curve_is_a_frozen_value() -> None:
    curve = kaplan_meier([1], [1])
    assert isinstance(curve, Curve)
    with pytest.raises(AttributeError):
        curve.n = 3
