"""Laws that intervals of proportions obey, and the edges where they are easily wrong."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.statistics.proportion import newcombe, unknown_bounds, wilson, wilson_many

part_of_whole = st.integers(0, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
confidences = st.sampled_from([0.8, 0.9, 0.95, 0.998])


@given(part_of_whole, confidences)
def test_the_interval_contains_the_estimate_and_lies_between_0_and_1(xn: tuple, confidence: float) -> None:
    x, n = xn
    low, high = wilson(x, n, confidence)
    assert 0 <= low <= high <= 1
    if n:
        assert low <= x / n <= high


@given(part_of_whole)
def test_the_interval_of_failures_mirrors_that_of_successes(xn: tuple) -> None:
    x, n = xn
    low, high = wilson(x, n)
    assert wilson(n - x, n) == pytest.approx((1 - high, 1 - low), abs=1e-12)


@given(part_of_whole)
def test_more_confidence_never_gives_a_narrower_interval(xn: tuple) -> None:
    narrow, wide = wilson(*xn, 0.8), wilson(*xn, 0.99)
    assert wide[0] <= narrow[0] and narrow[1] <= wide[1]


@given(st.lists(part_of_whole, min_size=1, max_size=30), confidences)
def test_many_at_once_equal_one_at_a_time(pairs: list[tuple], confidence: float) -> None:
    low, high = wilson_many([x for x, _ in pairs], [n for _, n in pairs], confidence)
    ones = [wilson(x, n, confidence) for x, n in pairs]
    assert list(zip(low, high, strict=True)) == [pytest.approx(one, abs=1e-14) for one in ones]


@given(part_of_whole.filter(lambda xn: xn[1] > 0))
def test_wilson_equals_statsmodels(xn: tuple) -> None:
    proportion = pytest.importorskip("statsmodels.stats.proportion")
    theirs = proportion.proportion_confint(*xn, method="wilson")
    assert wilson(*xn) == pytest.approx(theirs, abs=1e-12)


def test_newcombe_equals_statsmodels() -> None:
    proportion = pytest.importorskip("statsmodels.stats.proportion")
    for counts in [(56, 70, 48, 80), (9, 10, 3, 10), (0, 20, 0, 10), (10, 10, 0, 20)]:
        theirs = proportion.confint_proportions_2indep(*counts, method="newcomb", compare="diff")
        assert newcombe(*counts) == pytest.approx(theirs, abs=1e-9)


def test_nothing_observed_says_nothing() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


def test_none_achieved_is_still_bounded_below_by_exactly_0() -> None:
    low, high = wilson(0, 20)
    assert low == 0.0 and 0.15 < high < 0.17
    assert wilson(20, 20)[1] == 1.0


@pytest.mark.parametrize(("x", "n"), [(-1, 5), (6, 5), (1, 0), (math.nan, 5), (1, math.nan)])
def test_what_is_no_proportion_is_refused(x: float, n: float) -> None:
    with pytest.raises(ValueError, match="no proportion"):
        wilson(x, n)
    assert all(np.isnan(end) for end in wilson_many(x, n))


def test_a_difference_needs_two_groups() -> None:
    with pytest.raises(ValueError, match="not empty"):
        newcombe(1, 2, 0, 0)


@pytest.mark.parametrize("parts", [(1, 1, 0), (5, 6, 10), (-1, 0, 10), (0, -1, 10)])
def test_unknowns_beyond_the_whole_are_refused(parts: tuple) -> None:
    with pytest.raises(ValueError, match="no parts"):
        unknown_bounds(*parts)


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.5])
def test_a_confidence_that_is_no_share_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        wilson(1, 2, confidence)
