"""Status words and progress: direction, baseline, and the target that is 0."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.statistics.target import count_progress, level_progress, target_status

numbers = st.floats(-1e6, 1e6)


@pytest.mark.parametrize(
    ("value", "low", "high", "target", "direction", "status"),
    [
        (0.70, 0.65, 0.75, 0.60, "up", "above"),
        (0.62, 0.55, 0.69, 0.60, "up", "likely"),
        (0.58, 0.51, 0.64, 0.60, "up", "unclear"),
        (0.40, 0.35, 0.45, 0.60, "up", "below"),
        (0.40, 0.35, 0.45, 0.60, "down", "above"),
        (0.58, 0.51, 0.64, 0.60, "down", "likely"),
        (0.62, 0.55, 0.69, 0.60, "down", "unclear"),
        (0.70, 0.65, 0.75, 0.60, "down", "below"),
        (0.60, 0.60, 0.70, 0.60, "up", "above"),
        (0.60, 0.50, 0.70, 0.60, "up", "likely"),
        (0.50, 0.40, 0.60, 0.60, "up", "unclear"),
        (61.0, None, None, 60.0, "up", "above"),
        (60.0, None, None, 60.0, "up", "above"),
        (59.0, None, None, 60.0, "up", "below"),
        (0.0, None, None, 0.0, "down", "above"),
        (3.0, None, None, 0.0, "down", "below"),
        (0.0, 0.0, 0.16, 0.0, "down", "likely"),
    ],
)
def test_the_status_word_follows_the_interval_and_the_good_direction(
    value: float, low: float, high: float, target: float, direction: str, status: str
) -> None:
    assert target_status(value, low, high, target, direction) == status


def test_an_interval_open_at_one_end_never_says_more_than_it_can() -> None:
    assert target_status(8.0, 7.5, None, 10.0, "down") == "likely"
    assert target_status(12.0, 11.0, None, 10.0, "down") == "below"
    assert target_status(12.0, None, 13.0, 10.0, "down") == "unclear"


def test_nothing_to_compare_has_no_status() -> None:
    assert target_status(None, None, None, 0.6, "up") is None
    assert target_status(0.5, 0.4, 0.6, None, "up") is None
    assert target_status(0.5, 0.4, 0.6, 0.6, "neutral") is None


@given(numbers, numbers, numbers, numbers)
def test_turning_everything_round_changes_no_word(a: float, b: float, c: float, target: float) -> None:
    low, value, high = sorted((a, b, c))
    assert target_status(value, low, high, target, "up") == target_status(
        -value, -high, -low, -target, "down"
    )


def test_progress_of_a_falling_indicator_counts_from_its_baseline() -> None:
    """A product in use serves 450 % here: actual over target, blind to baseline and direction."""
    assert level_progress(45, baseline=50, target=10) == 0.125
    assert level_progress(55, baseline=50, target=10) == -0.125
    assert level_progress(0, baseline=8, target=0) == 1


def test_progress_is_undefined_without_a_way_to_go() -> None:
    assert level_progress(5, baseline=4, target=4) is None
    assert level_progress(5, baseline=None, target=4) is None
    assert level_progress(None, baseline=1, target=4) is None
    assert level_progress(5, baseline=1, target=None) is None
    assert count_progress(5, 0) is None
    assert count_progress(5, 100, elapsed=0) is None
    assert count_progress(None, 100) is None
    assert count_progress(5, None) is None


def test_a_measured_0_is_a_result() -> None:
    assert level_progress(0, baseline=0, target=10) == 0
    assert count_progress(0, 10) == 0


def test_a_count_is_held_against_what_was_due_by_now() -> None:
    assert count_progress(100, 1200) == pytest.approx(1 / 12)
    assert count_progress(100, 1200, elapsed=1 / 12) == pytest.approx(1)
