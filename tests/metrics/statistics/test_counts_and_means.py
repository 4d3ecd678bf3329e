"""Counts of events, means of scores, concentration of income: oracles, laws and edges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.statistics.concentration import herfindahl, largest_share
from metrics.statistics.counts import byar, poisson, poisson_exact, rate
from metrics.statistics.means import t_interval, t_interval_from_sums

scores = st.lists(st.integers(0, 100).map(float), min_size=2, max_size=60)


@given(st.integers(0, 2000))
def test_the_exact_interval_of_a_count_is_half_a_chi_square(x: int) -> None:
    chi2 = pytest.importorskip("scipy.stats").chi2
    low, high = poisson_exact(x)
    assert low == pytest.approx(chi2.ppf(0.025, 2 * x) / 2 if x else 0.0, rel=1e-9)
    assert high == pytest.approx(chi2.ppf(0.975, 2 * x + 2) / 2, rel=1e-9)


@given(st.integers(0, 10**6))
def test_the_interval_of_a_count_contains_it(x: int) -> None:
    low, high = poisson(x)
    assert 0 <= low <= x <= high


@given(st.integers(10, 10**5))
def test_byar_is_near_the_exact_interval_from_ten_events_on(x: int) -> None:
    assert byar(x) == pytest.approx(poisson_exact(x), rel=5e-3)


def test_a_rate_needs_exposure() -> None:
    assert rate(3, 0) is None
    assert rate(0, 100, 1000) == pytest.approx((0.0, 0.0, 36.889), abs=1e-3)


def test_fewer_than_no_events_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot be counted"):
        poisson(-1)


@given(scores)
def test_sums_give_the_interval_that_values_give(values: list[float]) -> None:
    from_sums = t_interval_from_sums(len(values), sum(values), sum(value * value for value in values))
    assert from_sums == pytest.approx(t_interval(values), abs=1e-5)


def test_one_value_has_no_interval() -> None:
    assert t_interval([3.0]) is None
    assert t_interval_from_sums(1, 3.0, 9.0) is None


def test_equal_values_have_an_interval_without_width() -> None:
    assert t_interval_from_sums(5, 15.0, 45.0) == (3.0, 3.0)


def test_concentration_of_income() -> None:
    assert largest_share([50, 30, 20]) == 0.5
    assert herfindahl([50, 30, 20]) == pytest.approx(0.38)
    assert herfindahl([7]) == 1
    assert herfindahl([5] * 8) == pytest.approx(1 / 8)


def test_a_source_that_took_back_more_than_it_gave_counts_as_nothing() -> None:
    assert largest_share([60, 40, -30]) == 0.6
    assert herfindahl([60, 40, -30]) == pytest.approx(0.52)


def test_no_income_has_no_concentration() -> None:
    assert largest_share([]) is None
    assert herfindahl([0, 0]) is None


@given(st.lists(st.floats(0.01, 1e9), min_size=1, max_size=40))
def test_concentration_lies_between_equal_shares_and_one_source(amounts: list[float]) -> None:
    index, largest = herfindahl(amounts), largest_share(amounts)
    assert 1 / len(amounts) - 1e-9 <= index <= largest + 1e-9 <= 1 + 2e-9
