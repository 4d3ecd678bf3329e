"""XmR charts: limits, signals, sentences, and what too few points or impossible limits must not say."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.statistics.attribute_charts import g_chart, p_chart, t_chart, too_rare, u_chart
from metrics.statistics.spc import Signal, assurance, signal, variation, xmr, xmr_many

STEADY = [5, 7, 4, 6, 5, 7, 4, 6, 5, 7, 4, 6]
values = st.lists(st.integers(-1000, 1000), min_size=2, max_size=60)


def test_two_standard_deviations_are_two_thirds_of_the_way_to_a_limit() -> None:
    chart = xmr(STEADY)
    assert chart.near_upper - chart.mean == pytest.approx((chart.upper - chart.mean) * 2 / 3)
    assert chart.mean - chart.near_lower == pytest.approx((chart.mean - chart.lower) * 2 / 3)


def test_a_short_series_is_a_run_chart_without_limits_or_signals() -> None:
    chart = xmr([1, 2, 3, 4, 5, 6, 70])
    assert (chart.stage, chart.lower, chart.upper, chart.usual_range) == ("run_chart", None, None, None)
    assert set(chart.rules) == {None}
    assert variation(chart, "up") == "too_few"
    assert assurance(chart, 1, "up") == "none"


@pytest.mark.parametrize(("points", "stage"), [(7, "run_chart"), (8, "trial"), (11, "trial"), (12, "limits")])
def test_limits_are_on_trial_until_twelve_points(points: int, stage: str) -> None:
    assert xmr(STEADY[:points]).stage == stage


def test_missing_points_do_not_count_as_points() -> None:
    chart = xmr([5, None, 7, 4, None, 6, 5, 7, 4, None, 6])
    assert (chart.n, chart.stage) == (8, "trial")
    assert chart.moving_ranges[1:4] == (None, None, 3.0)
    assert xmr([5, None, 7, None, 4, None, 6, None, 5]).stage == "run_chart"


def test_points_that_have_no_neighbour_give_no_limits() -> None:
    alternate = [value for pair in zip(STEADY, [None] * 12, strict=True) for value in pair]
    assert xmr(alternate).stage == "run_chart"


def test_no_points_at_all_make_an_empty_chart() -> None:
    chart = xmr([])
    assert (chart.values, chart.mean, chart.n) == ((), None, 0)
    assert variation(chart, "up") == "too_few"
    assert xmr_many([]) == []


def test_equal_values_are_no_signal() -> None:
    assert set(xmr([0.1] * 30).rules) == {None}


def test_a_series_that_is_nearly_all_zeros_is_not_all_signal() -> None:
    """Screening would leave out every moving range but the zeros, and every zero would lie below the mean."""
    chart = xmr([0] * 9 + [3] + [0] * 10)
    assert [i for i, rule in enumerate(chart.rules) if rule == "outside"] == [9]
    assert chart.screened == ()


def test_a_proportion_keeps_its_limits_between_0_and_1_and_gives_no_low_signal_at_0() -> None:
    shares = [0.1, 0.3, 0.05, 0.2, 0.0, 0.25, 0.1, 0.3, 0.05, 0.2, 0.1, 0.0]
    chart = xmr(shares, floor=0.0, ceiling=1.0)
    assert chart.lower == 0.0 and xmr(shares).lower < 0
    assert variation(chart, "up") == "common"
    high = xmr([1 - share for share in shares], floor=0.0, ceiling=1.0)
    assert high.upper == 1.0
    assert variation(high, "down") == "common"


def test_a_fixed_baseline_keeps_later_points_out_of_the_limits() -> None:
    later = [*STEADY, 60, 60, 60]
    chart = xmr(later, baseline=12)
    assert (chart.mean, chart.lower, chart.upper) == (xmr(STEADY).mean, xmr(STEADY).lower, xmr(STEADY).upper)
    assert chart.rules[-3:] == ("outside",) * 3
    assert xmr(later, baseline=[True] * 12 + [False] * 3) == chart


@pytest.mark.parametrize(
    ("tail", "fired", "up", "down"),
    [
        ([6], None, "common", "common"),
        ([40], Signal("outside", "high", 1), "improvement", "concern"),
        ([-40], Signal("outside", "low", 1), "concern", "improvement"),
        ([4.1, 4.2, 4.3, 4.4, 4.5, 4.6, 4.7, 4.8], Signal("trend", "high", 8), "improvement", "concern"),
        ([6.8, 6.7, 6.6, 6.5, 6.4, 6.3, 6.2], Signal("trend", "low", 7), "concern", "improvement"),
        ([6.2, 6.1] * 4, Signal("shift", "high", 9), "improvement", "concern"),
        ([4.2, 4.1] * 4, Signal("shift", "low", 8), "concern", "improvement"),
        ([9.9, 9.7], Signal("two_of_three", "high", 2), "improvement", "concern"),
        ([4.4, 1.0, 1.2], Signal("two_of_three", "low", 2), "concern", "improvement"),
    ],
)
def test_the_latest_point_says_which_rule_it_breaks_and_whether_that_is_good(
    tail: list[float], fired: Signal | None, up: str, down: str
) -> None:
    chart = xmr([*STEADY, *STEADY, *tail], baseline=24)
    assert signal(chart) == fired
    assert variation(chart, "up") == up
    assert variation(chart, "down") == down
    neutral = {None: "common", "high": "neutral_high", "low": "neutral_low"}
    assert variation(chart, "neutral") == neutral[fired and fired.side]


def test_an_older_point_can_be_asked_about_too() -> None:
    chart = xmr([*STEADY, 40, *STEADY], baseline=12)
    assert signal(chart, at=12) == signal(chart, at=-13) == Signal("outside", "high", 1)
    assert variation(chart, "down", at=12) == "concern"
    assert signal(chart, at=3) is None


def test_a_point_outside_the_limits_is_named_so_even_within_a_trend() -> None:
    chart = xmr([*STEADY, 4, 5, 6, 7, 8, 9, 40], baseline=12)
    assert chart.rules[-2:] == ("trend", "outside")


def test_two_of_three_counts_a_point_beyond_the_limits_unless_the_old_rule_is_asked_for() -> None:
    tail = [9.0, 5.6, 40.0]
    near = xmr([*STEADY, *STEADY], baseline=24).near_upper
    series = [*STEADY, *STEADY, near + 0.1, *tail[1:]]
    assert xmr(series, baseline=24).rules[-3] == "two_of_three"
    assert xmr(series, baseline=24, old_two_of_three=True).rules[-3] is None


@pytest.mark.parametrize(
    ("target", "up", "down"),
    [(-20, "pass", "fail"), (5, "hit_and_miss", "hit_and_miss"), (30, "fail", "pass")],
)
def test_assurance_says_whether_a_steady_process_will_meet_its_target(
    target: float, up: str, down: str
) -> None:
    chart = xmr(STEADY)
    assert (assurance(chart, target, "up"), assurance(chart, target, "down")) == (up, down)
    assert assurance(chart, target, "neutral") == "none"


def test_a_target_of_0_is_a_target_and_no_target_is_none() -> None:
    counts = xmr([40 + value for value in STEADY], floor=0.0)
    assert assurance(counts, 0, "down") == "fail"
    assert assurance(counts, None, "down") == "none"


def test_trial_limits_give_no_assurance() -> None:
    assert assurance(xmr(STEADY[:11]), 30, "up") == "none"


@given(values, st.integers(-50, 50), st.sampled_from([0.5, 2.0, 10.0]))
def test_moving_or_stretching_a_series_moves_its_limits_and_changes_no_signal(
    series: list[int], move: int, stretch: float
) -> None:
    one, other = xmr(series), xmr([value * stretch + move for value in series])
    assert other.rules == one.rules and other.sides == one.sides
    if one.lower is not None:
        moved = [one.lower * stretch + move, one.upper * stretch + move]
        assert [other.lower, other.upper] == pytest.approx(moved, abs=1e-6)


@given(values)
def test_a_mirrored_series_gives_mirrored_signals(series: list[int]) -> None:
    one, other = xmr(series), xmr([-value for value in series])
    assert other.rules == one.rules
    assert other.sides == tuple(-side for side in one.sides)


@given(values)
def test_limits_equal_a_plain_computation(series: list[int]) -> None:
    ranges = [abs(b - a) for a, b in pairwise(series)]
    average = sum(ranges) / len(ranges)
    kept = [r for r in ranges if r <= 3.267 * average]
    if any(kept):
        average = sum(kept) / len(kept)
    chart = xmr(series)
    assert chart.moving_range_mean == pytest.approx(average)
    if len(series) >= 8:
        assert chart.upper == pytest.approx(sum(series) / len(series) + 2.66 * average)


def test_a_thousand_series_in_one_call_equal_one_at_a_time() -> None:
    random = np.random.default_rng(1)
    many = [list(random.normal(10, 3, random.integers(0, 60))) for _ in range(1000)]
    charts = xmr_many(many)
    assert len(charts) == 1000
    for i in range(0, 1000, 37):
        assert charts[i] == xmr(many[i])


# Charts of proportions, rates and rare events


def test_a_point_with_fewer_people_has_wider_limits() -> None:
    chart = p_chart([20] * 11 + [4], [40] * 11 + [8])
    assert chart.upper[-1] > chart.upper[0] and chart.lower[-1] < chart.lower[0]
    assert min(chart.lower) >= 0 and max(chart.upper) <= 1


def test_a_month_without_people_is_a_gap_and_not_a_0() -> None:
    chart = p_chart([6] * 12 + [0], [10] * 12 + [0])
    assert chart.values[-1] is None and chart.rules[-1] is None and chart.n == 12
    assert chart.mean == pytest.approx(0.6)


def test_large_groups_that_vary_beyond_chance_get_wider_limits() -> None:
    x = [5000 + 400 * (-1) ** i for i in range(24)]
    assert set(p_chart(x, [10_000] * 24, laney=False).rules) == {"outside"}
    wide = p_chart(x, [10_000] * 24)
    assert wide.spread > 10
    assert set(wide.rules) == {None}


def test_counts_that_vary_by_chance_alone_keep_the_plain_limits() -> None:
    assert p_chart([5, 6, 5, 4, 5, 6, 5, 4, 5, 6, 5, 4], [10] * 12).spread == 1.0


def test_every_month_at_100_percent_is_no_signal() -> None:
    assert set(p_chart([8] * 12, [8] * 12).rules) == {None}


def test_few_months_have_no_limits_for_proportions_either() -> None:
    chart = p_chart([5] * 6, [10] * 6)
    assert (chart.stage, chart.usual_range) == ("run_chart", None)
    assert variation(chart, "up") == "too_few"


def test_assurance_of_a_proportion_is_read_at_its_latest_limits() -> None:
    chart = u_chart([100] * 12, [10] * 12)
    assert assurance(chart, 1.0, "up") == "pass"
    assert assurance(chart, 100.0, "up") == "fail"


def test_events_that_come_faster_are_a_low_signal_of_the_times_between_them() -> None:
    chart = t_chart([60, 75, 50, 66, 58, 71, 62, 49, 80, 64, 57, 70, 1], baseline=12)
    assert variation(chart, "up") == "concern"
    assert chart.values[0] == 60
    assert chart.lower[0] < chart.mean < chart.upper[0]


def test_cases_between_events_follow_the_geometric_distribution() -> None:
    between = [10, 14, 6, 12, 8, 11, 9, 13, 7, 10]
    chart = g_chart(between)
    assert chart.mean == 10
    assert chart.upper[0] == pytest.approx(10 + 3 * (10 * 11) ** 0.5)
    assert chart.lower[0] == 0


def test_fewer_than_one_event_a_period_is_too_rare_for_limits_a_period() -> None:
    assert too_rare([0, 1, 0, 2, 0, None])
    assert not too_rare([1, 0, 2])
    assert not too_rare([])


def test_a_count_that_is_nought_in_most_periods_has_no_limits_though_it_is_large_once() -> None:
    # 35 left in one week of 24: the moving ranges are nearly all 0, and every point would lie outside.
    assert too_rare([0] * 20 + [35] + [0] * 3)
    assert not too_rare([0, 9, 0, 8])
