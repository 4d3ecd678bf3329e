"""Real change, drift to the mean, goals, recommendation, IKM grades, consistency, bootstrap."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.statistics.bootstrap import bca
from metrics.statistics.change import (
    judge_change,
    regression_to_the_mean,
    reliable_change,
    reliable_change_criterion,
)
from metrics.statistics.scores import cronbach_alpha, goal_attainment, ikm, net_promoter


def test_a_change_at_the_criterion_is_just_reliable() -> None:
    criterion = reliable_change_criterion(7.5, 0.8)
    assert reliable_change(40, 40 + criterion, 7.5, 0.8) == pytest.approx(1.959964, abs=1e-6)


@pytest.mark.parametrize(
    ("index", "up", "down"),
    [(3.0, "improved", "deteriorated"), (-3.0, "deteriorated", "improved"), (1.9, "unchanged", "unchanged")],
)
def test_a_reliable_change_is_named_by_what_is_good_on_the_instrument(
    index: float, up: str, down: str
) -> None:
    assert (judge_change(index, "up"), judge_change(index, "down")) == (up, down)


@pytest.mark.parametrize(("sd", "reliability"), [(0, 0.8), (-1, 0.8), (5, 1.0), (5, -0.1)])
def test_an_impossible_instrument_is_refused(sd: float, reliability: float) -> None:
    with pytest.raises(ValueError, match="reliability"):
        reliable_change(1, 2, sd, reliability)


def test_a_simulated_group_drifts_back_as_far_as_foretold() -> None:
    """Second formulation: 400,000 people measured twice without any programme."""
    random = np.random.default_rng(11)
    truth = random.normal(60, 15 * 0.8**0.5, 400_000)
    first, second = (truth + random.normal(0, 15 * 0.2**0.5, truth.size) for _ in range(2))
    chosen = first < 40
    drift = float((second[chosen] - first[chosen]).mean())
    assert drift == pytest.approx(regression_to_the_mean(60, 15, 40, 0.8), abs=0.15)


def test_a_perfect_instrument_does_not_drift() -> None:
    assert regression_to_the_mean(60, 15, 40, 1.0) == 0
    with pytest.raises(ValueError, match="between 0 and 1"):
        regression_to_the_mean(60, 15, 40, 1.5)


@given(st.lists(st.integers(-2, 2), min_size=1, max_size=8))
def test_goals_reached_as_expected_score_50_and_better_ones_more(levels: list[int]) -> None:
    assert goal_attainment([0] * len(levels)) == 50
    assert goal_attainment(levels) + goal_attainment([-level for level in levels]) == pytest.approx(100)


def test_goals_need_a_weight() -> None:
    with pytest.raises(ValueError, match="weight"):
        goal_attainment([])


def test_recommendation_runs_from_minus_1_to_1() -> None:
    assert net_promoter(10, 0, 10) == (1.0, 1.0, 1.0)
    assert net_promoter(0, 0, 10) == (0.0, 0.0, 0.0)
    assert net_promoter(0, 0, 0) is None
    score, low, high = net_promoter(6, 3, 10)
    assert score == pytest.approx(0.3) and -1 <= low < score < high <= 1


@pytest.mark.parametrize(
    ("mean", "band"),
    [
        (4.0, "A"),
        (3.5324, "A"),
        (3.5323, "A"),
        (3.532, "B"),
        (3.0644, "B"),
        (3.064, "C"),
        (2.6, "C"),
        (2.599, "D"),
        (1.0, "D"),
    ],
)
def test_grades_change_at_the_published_cuts(mean: float, band: str) -> None:
    assert ikm([mean] * 9).band == band


def test_the_lowest_element_is_named() -> None:
    assert ikm([4, 4, 4, 4, 2.1, 4, 4, 4, 4]).lowest == 4


@pytest.mark.parametrize("means", [[3.0] * 8, [3.0] * 8 + [4.5], [0.0] * 9])
def test_what_is_not_nine_means_of_a_4_point_scale_is_refused(means: list[float]) -> None:
    with pytest.raises(ValueError, match="nine elements"):
        ikm(means)


def test_items_that_agree_entirely_are_perfectly_consistent() -> None:
    assert cronbach_alpha([[1, 1, 1], [2, 2, 2], [4, 4, 4]]) == pytest.approx(1)


def test_alpha_by_hand() -> None:
    """Items (1,2,3,4) and (2,1,4,3): variances 5/3 each, totals (3,3,7,7) with variance 16/3."""
    assert cronbach_alpha([[1, 2], [2, 1], [3, 4], [4, 3]]) == pytest.approx(2 * (1 - (10 / 3) / (16 / 3)))


def test_alpha_of_nothing_to_compare_is_not_given() -> None:
    assert cronbach_alpha([[1], [2]]) is None
    assert cronbach_alpha([[1, 2]]) is None
    assert cronbach_alpha([[1, 3], [2, 2]]) is None


def test_bootstrap_of_a_mean_and_of_a_ratio_agree_with_scipy() -> None:
    bootstrap = pytest.importorskip("scipy.stats").bootstrap
    random = np.random.default_rng(2)
    x, y = random.gamma(2, size=80), random.gamma(3, size=80)
    theirs = bootstrap((x,), np.mean, n_resamples=20_000, rng=1).confidence_interval
    assert bca(x, resamples=20_000) == pytest.approx(tuple(theirs), abs=0.02)

    def ratio(a: np.ndarray, b: np.ndarray, axis: int = -1) -> np.ndarray:
        return a.mean(axis) / b.mean(axis)

    theirs = bootstrap((x, y), ratio, paired=True, n_resamples=20_000, rng=1).confidence_interval
    ours = bca(np.column_stack([x, y]), lambda means: means[..., 0] / means[..., 1], resamples=20_000)
    assert ours == pytest.approx(tuple(theirs), abs=0.01)


@given(st.permutations(range(12)))
def test_bootstrap_gives_the_same_interval_for_the_same_people_in_any_order(order: list[int]) -> None:
    scores = np.array([8, 9, 15, 20, 21, 22, 25, 26, 28, 30, 31, 32], dtype=float)
    assert bca(scores[order], resamples=200) == bca(scores, resamples=200)


def test_bootstrap_says_nothing_where_nothing_varies_or_no_outcome_may_be_drawn() -> None:
    assert bca([5.0]) is None
    assert bca([5.0] * 10) is None
    cost_and_outcome = [[1.0, 0.0], [2.0, 0.0], [3.0, 1.0]]
    assert bca(cost_and_outcome, lambda means: means[..., 0] / means[..., 1]) is None
