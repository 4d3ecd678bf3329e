"""Tables whose total is published: nothing small is shown, and nothing hidden comes back by subtraction."""

from __future__ import annotations

import datetime as dt
import doctest
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.reviews import protect as module
from metrics.reviews.protect import hidden_rows, protect
from metrics.value import IndicatorValue


def rate(achieved: float, of: float) -> IndicatorValue:
    return IndicatorValue(
        indicator="outcome_achievement_rate", start=dt.date(2026, 1, 1), end=dt.date(2026, 12, 31),
        value=achieved / of, numerator=achieved, denominator=of, n=of, status="ok", unit="proportion",
        direction="up", as_of=dt.date(2026, 12, 31),
    )  # fmt: skip


def test_the_examples_in_the_docstrings_are_true() -> None:
    assert doctest.testmod(module).failed == 0


def test_a_small_group_takes_the_smallest_other_with_it() -> None:
    shown = protect([rate(3, 18), rate(40, 90), rate(20, 42)], 10)
    assert [value.status for value in shown] == ["suppressed", "ok", "suppressed"]
    assert shown[0].reason and shown[0].reason.key == "reason.suppressed"
    assert shown[2].reason and shown[2].reason.key == "reason.complementary"
    assert all(
        value.numerator is None and value.low is None for value in shown if value.status == "suppressed"
    )


def test_only_a_row_of_few_is_said_to_be_few() -> None:
    shown = protect([rate(1, 1), rate(35, 58), rate(39, 79)], 5, forced=frozenset({0, 1}))
    keys = [value.reason.key if value.reason else None for value in shown]
    assert keys == ["reason.suppressed", "reason.complementary", None]


def test_a_group_of_whom_all_achieved_is_hidden_and_one_of_whom_none_did_is_not() -> None:
    assert hidden_rows([[20, 0], [15, 20], [30, 40]], 10)[0] == {0}
    assert hidden_rows([[0, 20], [15, 20], [30, 40]], 10) == (frozenset(), frozenset())


def test_numbers_that_would_give_a_hidden_count_away_are_hidden_with_it() -> None:
    costs = [
        rate(1, 2).model_copy(update={"unit": "IDR", "value": 5e6, "denominator": n}) for n in (3, 40, 20)
    ]
    shown = protect([rate(3, 18), rate(40, 90), rate(20, 42)], 10, along=costs)
    assert [value.value for value in shown] == [None, 5e6, None]


def test_plain_counts_are_protected_too() -> None:
    assert hidden_rows([[4], [30], [12]], 10) == (frozenset({0}), frozenset({2}))


def test_a_threshold_of_nothing_hides_nothing() -> None:
    assert hidden_rows([[1, 1], [2, 2]], 0) == (frozenset(), frozenset())


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=2, max_size=4),
    st.integers(2, 6),
)
def test_whoever_subtracts_what_is_shown_from_the_total_still_cannot_tell(
    rows: list[tuple[int, int]], k: int
) -> None:
    primary, secondary = hidden_rows(rows, k)
    hidden = sorted(primary | secondary)
    assert all(
        n == 0 or (n >= k and not 0 < achieved < k and n - achieved >= k)
        for row, (achieved, missed) in enumerate(rows)
        for n in [achieved + missed]
        if row not in hidden
    ), "nothing small is shown"
    if not hidden or all(row in hidden for row, parts in enumerate(rows) if sum(parts)):
        return  # then nothing but the total is shown
    for part in (0, 1):
        # Written out: all ways in which the hidden rows can share what is left of the total.
        left = sum(rows[row][part] for row in hidden)
        ways = [way for way in product(range(left + 1), repeat=len(hidden)) if sum(way) == left]
        for place in range(len(hidden)):
            assert len({way[place] for way in ways}) > k - 1


@pytest.mark.parametrize("k", [5, 10])
def test_all_is_hidden_where_nothing_else_helps(k: int) -> None:
    primary, secondary = hidden_rows([[2, 1], [1, 2]], k)
    assert primary | secondary == {0, 1}
