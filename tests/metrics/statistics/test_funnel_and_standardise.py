"""Fair comparison: limits that fit small units, units too unlike to compare, and case mix."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.statistics.funnel import (
    TAILS,
    Dispersion,
    binomial_limits,
    dispersed_limits,
    dispersion,
    place,
    poisson_limits,
)
from metrics.statistics.standardise import direct, expected_count, indirect

proportions = st.floats(0.02, 0.98)


@given(proportions, st.integers(1, 2000))
def test_limits_stand_in_order_between_0_and_1(mean: float, n: int) -> None:
    limits = binomial_limits(mean, n)
    assert limits[0] >= 0 and limits[3] <= 1
    assert all(np.diff(limits) >= 0)


@given(proportions, st.integers(1, 500))
def test_interpolated_limits_lie_within_one_person_of_the_exact_quantile(mean: float, n: int) -> None:
    binom = pytest.importorskip("scipy.stats").binom
    for limit, tail in zip(binomial_limits(mean, n), TAILS, strict=True):
        quantile = binom.ppf(tail, n, mean)
        assert max(quantile - 1, 0) - 1e-9 <= limit * n <= quantile + 1e-9


@pytest.mark.parametrize(("mean", "n"), [(0.8, 5), (0.8, 20), (0.99, 100), (1.0, 10)])
def test_nobody_lies_beyond_all_of_their_people_where_that_is_likely_enough(mean: float, n: int) -> None:
    # Of 5 at 80 % all reach it once in three times: 1 is then no limit that can be passed.
    assert mean**n > 0.001
    outer_low, _, _, outer_high = binomial_limits(mean, [n])[:, 0]
    assert outer_high == 1
    assert place(1.0, tuple(binomial_limits(mean, [n])[:, 0])) in ("usual", "watch_high")
    assert outer_low < mean or mean == 1


def test_limits_for_many_sizes_come_in_one_call() -> None:
    sizes = [1, 5, 20, 300]
    together = binomial_limits(0.3, sizes)
    assert together.shape == (4, 4)
    for i, n in enumerate(sizes):
        assert together[:, i] == pytest.approx(binomial_limits(0.3, n))


def test_larger_units_have_narrower_limits() -> None:
    low, high = poisson_limits(10)[1:3]
    assert low < poisson_limits(40)[1] < 1 < poisson_limits(40)[2] < high


@pytest.mark.parametrize(
    ("value", "where"),
    [
        (0.05, "ask_low"),
        (0.15, "watch_low"),
        (0.2, "usual"),
        (0.5, "usual"),
        (0.85, "watch_high"),
        (0.95, "ask_high"),
    ],
)
def test_a_unit_is_watched_beyond_the_inner_limit_and_asked_beyond_the_outer(
    value: float, where: str
) -> None:
    assert place(value, (0.1, 0.2, 0.8, 0.9)) == where


def test_units_that_vary_by_chance_alone_are_not_overdispersed() -> None:
    random = np.random.default_rng(4)
    n = random.integers(40, 200, 200)
    found = dispersion(random.binomial(n, 0.6), n, winsorise=0)
    assert found.phi == pytest.approx(1, abs=0.25)
    assert found.comparable


def test_units_that_are_too_unlike_are_not_comparable() -> None:
    found = dispersion([10, 90] * 10, [100] * 20)
    assert found.phi > 4
    assert not found.comparable


def test_fewer_than_ten_units_cannot_show_more_than_chance() -> None:
    assert dispersion([10, 90, 50], [100] * 3) == Dispersion(0.5, 1.0, 0.0)


def test_winsorising_keeps_one_outlier_from_hiding_itself() -> None:
    x = [50] * 19 + [95]
    assert dispersion(x, [100] * 20).phi < dispersion(x, [100] * 20, winsorise=0).phi


@given(proportions, st.integers(5, 500), st.floats(0, 0.05))
def test_variance_between_units_only_widens_the_limits(mean: float, n: int, tau2: float) -> None:
    plain, wide = (dispersed_limits(Dispersion(mean, 1.0, t), n) for t in (0.0, tau2))
    assert all(wide[:2] <= plain[:2] + 1e-12) and all(wide[2:] >= plain[2:] - 1e-12)


# Standardisation


def test_equally_good_units_are_equal_when_standardised_directly_and_not_indirectly() -> None:
    """Nicholl 2013: the same results in each stratum, 40:60 and 30:70 people in them."""
    a, b = direct([320, 120], [400, 600], [1, 1]), direct([240, 140], [300, 700], [1, 1])
    assert a.value == pytest.approx(b.value)
    reference = [0.9, 0.1]
    ratio_a = indirect(440, expected_count([400, 600], reference)).value
    ratio_b = indirect(380, expected_count([300, 700], reference)).value
    assert ratio_b - ratio_a > 0.06


def test_one_stratum_standardised_is_its_own_proportion_with_wilsons_interval() -> None:
    found = direct([65], [100], [1])
    assert (found.value, found.low, found.high) == pytest.approx((0.65, 0.5525444, 0.7363575), abs=5e-8)


def test_the_standard_mix_counts_by_its_shares_only() -> None:
    one, other = direct([32, 12], [40, 60], [1, 3]), direct([32, 12], [40, 60], [25, 75])
    assert (one.value, one.low, one.high) == pytest.approx((other.value, other.low, other.high))
    assert one.value == pytest.approx(0.25 * 0.8 + 0.75 * 0.2)


def test_a_group_that_the_unit_does_not_serve_cannot_be_compared() -> None:
    assert direct([32, 0], [40, 0], [1, 1]) is None
    assert direct([32, 0], [40, 0], [1, 0]).value == pytest.approx(0.8)
    assert direct([], [], []) is None


def test_few_achieved_are_not_standardised() -> None:
    assert direct([5, 4], [10, 10], [1, 1]) is None


def test_everyone_achieved_still_has_an_interval() -> None:
    found = direct([20, 30], [20, 30], [1, 1])
    assert found.value == 1 and found.low < 0.96 and found.high == 1


def test_nothing_expected_gives_no_ratio() -> None:
    assert indirect(3, 0) is None
    with pytest.raises(ValueError, match="zip"):
        expected_count([1, 2], [0.5])
