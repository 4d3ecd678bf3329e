"""Cost per outcome: what the interval must say when there is little or nothing to divide by."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.statistics.proportion import wilson
from metrics.statistics.ratio import Ratio, cost_per_outcome, fieller


def sums(y: np.ndarray, z: np.ndarray) -> tuple[float, ...]:
    return len(y), y.sum(), z.sum(), (y * y).sum(), (y * z).sum(), (z * z).sum()


def test_without_outcomes_the_cost_is_undefined_but_bounded_below() -> None:
    ratio = cost_per_outcome(1e9, 0, 20)
    assert ratio.value is None and ratio.high is None and not ratio.finite
    assert ratio.low == pytest.approx(1e9 / (20 * wilson(0, 20)[1]))


def test_without_people_nothing_is_known() -> None:
    assert cost_per_outcome(1e9, 0, 0) == Ratio(None, None, None, False, "inverted_wilson")


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n))), st.floats(1, 1e12))
def test_the_interval_contains_the_cost_per_outcome(xn: tuple[int, int], cost: float) -> None:
    ratio = cost_per_outcome(cost, *xn)
    assert ratio.finite
    assert ratio.low <= ratio.value * (1 + 1e-12) and ratio.value <= ratio.high * (1 + 1e-12)


def test_fieller_ends_are_the_ratios_that_a_t_test_just_accepts() -> None:
    """The second formulation: theta is in the interval when y - theta z has a mean that may be 0."""
    stats = pytest.importorskip("scipy.stats")
    random = np.random.default_rng(7)
    z = random.integers(0, 2, 40).astype(float)
    y = 5e6 + 2e6 * z + random.normal(0, 1e6, 40)
    ratio = fieller(*sums(y, z))
    for end in (ratio.low, ratio.high):
        assert stats.ttest_1samp(y - end * z, 0).pvalue == pytest.approx(0.05, rel=1e-6)
    assert ratio.low < ratio.value < ratio.high


def test_fieller_says_when_no_interval_is_finite() -> None:
    y, z = np.array([5.0, 6.0, 7.0, 5.5]), np.array([0.0, 0.0, 1.0, 0.0])
    ratio = fieller(*sums(y, z))
    assert ratio.value == pytest.approx(23.5)
    assert (ratio.low, ratio.high, ratio.finite) == (None, None, False)


def test_fieller_needs_two_people_and_an_outcome() -> None:
    assert fieller(0, 0, 0, 0, 0, 0).value is None
    assert fieller(3, 9, 0, 27, 0, 0).value is None
    one = fieller(1, 9, 1, 81, 9, 1)
    assert one.value == 9 and not one.finite


def test_sums_over_groups_add_to_the_sums_over_all() -> None:
    random = np.random.default_rng(3)
    y, z = random.gamma(2, 1e6, 60), random.integers(0, 2, 60).astype(float)
    parts = np.sum([sums(y[i : i + 20], z[i : i + 20]) for i in (0, 20, 40)], axis=0)
    whole, added = fieller(*sums(y, z)), fieller(*parts)
    assert (added.low, added.value, added.high) == pytest.approx(
        (whole.low, whole.value, whole.high), rel=1e-9
    )
