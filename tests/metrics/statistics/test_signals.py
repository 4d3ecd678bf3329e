"""The four rules on the test vectors of the NHS package, and where they meet."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.statistics import signals

Published = Callable[[str], dict]
series = st.lists(st.integers(-5, 5), max_size=30)


def trend(values: list[float]) -> list[int]:
    return signals.trend(np.array(values, dtype=float), np.zeros(1)).tolist()


def shift(side: list[int]) -> list[int]:
    return signals.shift(np.array(side, dtype=np.int8)).tolist()


def windows(side: list[int], close: list[int]) -> list[int]:
    return signals.two_of_three_windows(np.array(side, dtype=np.int8), np.array(close, dtype=bool)).tolist()


def last_of_seven(triggers: list[int]) -> list[int]:
    """Colour the whole seven that end at a trigger, as the package does in a second step."""
    sign = [0] * len(triggers)
    for i, trigger in enumerate(triggers):
        for j in range(max(i - 6, 0), i + 1):
            sign[j] = trigger or sign[j]
    return sign


def test_trends_equal_the_nhs_package(published: Published) -> None:
    for case in published("nhsrplotthedots_expected.json")["rules"]["seven_point_trend"]:
        assert trend(case["y"]) == last_of_seven(case["expect"]), case


def test_shifts_equal_the_nhs_package(published: Published) -> None:
    for case in published("nhsrplotthedots_expected.json")["rules"]["seven_points_one_side"]:
        side = case["relative_to_mean"]
        signed = [flag * side[i] for i, flag in enumerate(case["expect"])]
        assert shift(side) == last_of_seven(signed), case


def test_two_of_three_equals_the_nhs_package(published: Published) -> None:
    for case in published("nhsrplotthedots_expected.json")["rules"]["two_in_three"]:
        assert windows(case["side"], case["close"]) == case["expect"], case


def test_spreading_back_over_seven_equals_the_nhs_package(published: Published) -> None:
    for case in published("nhsrplotthedots_expected.json")["rules"]["part_of_seven"]:
        assert last_of_seven(case["flag"]) == case["expect"], case


def test_only_the_points_beyond_the_near_limit_are_coloured() -> None:
    side, close = np.ones(3, dtype=np.int8), np.array([True, False, True])
    assert signals.two_of_three(side, close).tolist() == [1, 0, 1]


@pytest.mark.parametrize(
    ("values", "flags"),
    [
        ([1, 2, 3, 4, 5, 6, 7], [1] * 7),
        ([7, 6, 5, 4, 3, 2, 1], [-1] * 7),
        ([1, 2, 3, 4, 5, 6], [0] * 6),
        ([1, 2, 3, 3, 4, 5, 6, 7], [0] * 8),
        ([1, 2, 3, np.nan, 5, 6, 7, 8], [0] * 8),
        ([1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1], [1] * 7 + [-1] * 6),
        ([7, 6, 5, 4, 3, 2, 1, 2, 3, 4, 5, 6, 7], [-1] * 7 + [1] * 6),
        ([5, 1, 2, 3, 4, 5, 6, 7, 8, 0], [0] + [1] * 8 + [0]),
    ],
)
def test_a_trend_colours_all_its_points_and_ties_and_gaps_break_it(values: list, flags: list) -> None:
    assert trend(values) == flags


def test_a_point_on_the_mean_breaks_a_shift() -> None:
    assert shift([1] * 6 + [0] + [1] * 6) == [0] * 13
    assert shift([1] * 8) == [1] * 8
    assert shift([-1] * 7 + [1] * 6) == [-1] * 7 + [0] * 6


@given(series)
def test_mirrored_series_give_mirrored_trends(values: list[int]) -> None:
    assert trend([-value for value in values]) == [-flag for flag in trend(values)]


@given(st.lists(st.sampled_from([-1, 0, 1]), max_size=30))
def test_a_shift_is_found_wherever_a_plain_search_finds_one(side: list[int]) -> None:
    expected = [0] * len(side)
    for start in range(len(side) - 6):
        window = side[start : start + 7]
        if set(window) in ({1}, {-1}):
            expected[start : start + 7] = window
    assert shift(side) == expected


@given(series)
def test_a_trend_is_found_wherever_a_plain_search_finds_one(values: list[int]) -> None:
    flags = trend(values)
    for start in range(len(values) - 6):
        window = values[start : start + 7]
        if window == sorted(set(window)):
            assert all(flags[start : start + 7])
    for i, flag in enumerate(flags):
        if flag:
            near = [values[j : j + 7] for j in range(max(i - 6, 0), i + 1) if j + 7 <= len(values)]
            assert any(w in (sorted(set(w)), sorted(set(w), reverse=True)) for w in near)
