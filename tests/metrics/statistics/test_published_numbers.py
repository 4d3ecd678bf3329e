"""Every number that a method was published with, one line each: what, ours, theirs, how near."""

from __future__ import annotations

from collections.abc import Callable
from statistics import fmean

import pytest

from metrics.statistics.attribute_charts import c_chart, p_chart
from metrics.statistics.change import (
    regression_to_the_mean,
    reliable_change,
    reliable_change_criterion,
)
from metrics.statistics.concentration import herfindahl
from metrics.statistics.counts import byar, poisson, poisson_exact, rate
from metrics.statistics.funnel import (
    Dispersion,
    binomial_limits,
    dispersed_limits,
    dispersion,
    poisson_limits,
)
from metrics.statistics.means import t_interval
from metrics.statistics.proportion import newcombe, unknown_bounds, wilson
from metrics.statistics.ratio import cost_per_outcome, fieller
from metrics.statistics.scores import goal_attainment, ikm, net_promoter
from metrics.statistics.spc import xmr
from metrics.statistics.standardise import direct, expected_count, indirect
from metrics.statistics.suppress import audit, suppress_table, with_totals
from metrics.statistics.survival import aalen_johansen, at, kaplan_meier

SCREENED = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
NIST_FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
LOAN_COSTS = [
    310,
    288,
    297,
    298,
    307,
    303,
    294,
    297,
    308,
    306,
    294,
    299,
    297,
    299,
    314,
    295,
    293,
    306,
    301,
    304,
]
DEFECTIVES = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22]
DEFECTIVES += [8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6]
NIST_WAFERS = [
    16,
    14,
    28,
    16,
    12,
    20,
    10,
    12,
    10,
    17,
    19,
    17,
    14,
    16,
    15,
    13,
    14,
    16,
    11,
    20,
    11,
    19,
    16,
    31,
    13,
]
PATCH_Z = [8406, 2342, 8187, 8459, 4795, 3516, 4796, 10238]
PATCH_Y = [-1200, 2601, -2705, 1982, -1290, 351, -638, -2719]
MEANS = [33.09375, 48.38596, 64.83495, 67.98475, 22.93556, 71.23587, 38.78465, 82.37927]
BEWICK = ([1, 1, 4, 5, 6, 9, 9, 22], [1, 1, 1, 1, 0, 1, 0, 1])
FREIREICH = (
    [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35],
    [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0],
)
FUNNEL_X = [12, 30, 26, 50, 42, 71, 4, 29, 48, 36]
FUNNEL_N = [82, 98, 100, 125, 162, 151, 12, 100, 82, 99]
SMALL_TABLE = [[3, 12, 20], [15, 18, 22], [30, 11, 9]]
COMPETING = (range(1, 11), [1, 2, 1, 0, 2, 1, 0, 2, 1, 0])


def patch() -> tuple[float, ...]:
    """Sums of the patch data of Efron & Tibshirani 1993."""
    pairs = list(zip(PATCH_Y, PATCH_Z, strict=True))
    return (
        8.0,
        float(sum(PATCH_Y)),
        float(sum(PATCH_Z)),
        float(sum(y * y for y in PATCH_Y)),
        float(sum(y * z for y, z in pairs)),
        float(sum(z * z for z in PATCH_Z)),
    )


def survived(data: tuple, day: float) -> float:
    """Share without an event at a day, by exact Kaplan-Meier."""
    point = at(kaplan_meier(*data), day)
    assert point is not None
    return point.value


def freireich_interval() -> tuple[float, float]:
    """Interval of the 6-MP arm at week 6."""
    point = at(kaplan_meier(*FREIREICH), 6)
    assert point is not None
    return point.low, point.high


def spread(tau2: float | None = None) -> list[float]:
    """Inner funnel limits of the ten units for n = 100, with the variance between units or without."""
    found = dispersion(FUNNEL_X, FUNNEL_N, winsorise=0)
    found = found if tau2 is None else Dispersion(found.mean, 1.0, tau2)
    return dispersed_limits(found, [100])[1:3, 0].tolist()


def hidden_count() -> int:
    """People hidden in the example of a cross table."""
    table = with_totals(SMALL_TABLE)
    return sum(table[i][j] for i, j in suppress_table(SMALL_TABLE, 5).complementary)


FOUR = 5e-5
"""Four printed decimals."""
THREE = 5e-4
TWO = 5e-3
SEVEN = 5e-8

PUBLISHED: list[tuple[str, Callable[[], object], object, float]] = [
    # what, ours, theirs, tolerance
    ("Wilson 81 of 263 (Newcombe 1998)", lambda: wilson(81, 263), (0.2553, 0.3662), FOUR),
    ("Wilson 15 of 148 (Newcombe 1998)", lambda: wilson(15, 148), (0.0624, 0.1605), FOUR),
    ("Wilson 0 of 20 (Newcombe 1998)", lambda: wilson(0, 20), (0.0, 0.1611), FOUR),
    ("Wilson 1 of 29 (Newcombe 1998)", lambda: wilson(1, 29), (0.0061, 0.1718), FOUR),
    ("Wilson 65 of 100 (UKHSA)", lambda: wilson(65, 100), (0.5525444, 0.7363575), SEVEN),
    ("Wilson 65 of 100, 99.8 % (UKHSA)", lambda: wilson(65, 100, 0.998), (0.4954947, 0.7783541), SEVEN),
    ("Wilson 20 of 100 (UKHSA)", lambda: wilson(20, 100), (0.1333669, 0.2888292), SEVEN),
    ("Wilson 5 of 8, a week's exits", lambda: wilson(5, 8), (0.31, 0.86), TWO),
    ("Newcombe 56/70 - 48/80", lambda: newcombe(56, 70, 48, 80), (0.0524, 0.3339), FOUR),
    ("mean, t interval (UKHSA)", lambda: t_interval(MEANS), (36.168325, 71.240365), 5e-7),
    ("mean (UKHSA)", lambda: fmean(MEANS), 53.704345, 5e-7),
    ("Byar 65 (UKHSA)", lambda: byar(65), (50.1632, 82.8491), FOUR),
    ("count 5 is exact (UKHSA)", lambda: poisson(5), (1.6235, 11.6683), FOUR),
    ("count 0 is exact", lambda: poisson(0), (0.0, 3.689), THREE),
    ("exact 5 (Garwood)", lambda: poisson_exact(5), (1.6235, 11.6683), FOUR),
    ("91 observed of 835.88 (UKHSA)", lambda: rate(91, 835.88356), (0.108867, 0.087650, 0.133666), 5e-7),
    ("cost per outcome", lambda: cost_per_outcome(1e9, 120, 200).value, 8_333_333, 0.5),
    ("cost per outcome, low", lambda: cost_per_outcome(1e9, 120, 200).low, 7_514_342, 0.5),
    ("cost per outcome, high", lambda: cost_per_outcome(1e9, 120, 200).high, 9_419_092, 0.5),
    ("patch data, ratio", lambda: fieller(*patch(), confidence=0.9).value, -0.0713, FOUR),
    ("patch data, Fieller 90 % low", lambda: fieller(*patch(), confidence=0.9).low, -0.249, THREE),
    ("patch data, Fieller 90 % high", lambda: fieller(*patch(), confidence=0.9).high, 0.170, THREE),
    ("XmR screened upper (NHSRplotthedots)", lambda: xmr(SCREENED).upper, 4.60, TWO),
    ("XmR screened mean", lambda: xmr(SCREENED).mean, 1.94, TWO),
    ("XmR screened lower", lambda: xmr(SCREENED).lower, -0.72, TWO),
    ("XmR unscreened upper", lambda: xmr(SCREENED, screen=False).upper, 6.95, TWO),
    ("XmR unscreened lower", lambda: xmr(SCREENED, screen=False).lower, -3.06, TWO),
    ("NIST flow mean", lambda: xmr(NIST_FLOW).mean, 50.81, 1e-9),
    ("NIST flow mean moving range", lambda: xmr(NIST_FLOW).moving_range_mean, 1.8778, FOUR),
    ("NIST flow lower", lambda: xmr(NIST_FLOW).lower, 45.82, TWO),
    ("NIST flow upper", lambda: xmr(NIST_FLOW).upper, 55.80, TWO),
    ("loan costs mean (Montgomery)", lambda: xmr(LOAN_COSTS).mean, 300.5, 1e-9),
    ("loan costs lower", lambda: xmr(LOAN_COSTS).lower, 279.78, TWO),
    ("loan costs upper", lambda: xmr(LOAN_COSTS).upper, 321.22, TWO),
    ("loan costs moving range limit", lambda: xmr(LOAN_COSTS).moving_range_upper, 25.45, TWO),
    ("p-chart mean (NIST)", lambda: p_chart(DEFECTIVES, [50] * 30, laney=False).mean, 0.2313, FOUR),
    ("p-chart lower", lambda: p_chart(DEFECTIVES, [50] * 30, laney=False).lower[0], 0.0524, FOUR),
    ("p-chart upper", lambda: p_chart(DEFECTIVES, [50] * 30, laney=False).upper[0], 0.4102, FOUR),
    ("Laney sigma z", lambda: p_chart(DEFECTIVES, [50] * 30).spread, 1.661, THREE),
    ("c-chart mean (NIST wafers)", lambda: c_chart(NIST_WAFERS).mean, 16, 1e-9),
    ("c-chart lower", lambda: c_chart(NIST_WAFERS).lower[0], 4, 1e-9),
    ("c-chart upper", lambda: c_chart(NIST_WAFERS).upper[0], 28, 1e-9),
    ("non-response bounds 63 of 70 of 100", lambda: unknown_bounds(63, 30, 100), (0.63, 0.93), 1e-12),
    ("Bewick table 2, time 1", lambda: survived(BEWICK, 1), 0.750, THREE),
    ("Bewick table 2, time 4", lambda: survived(BEWICK, 4), 0.625, THREE),
    ("Bewick table 2, time 5", lambda: survived(BEWICK, 5), 0.500, THREE),
    ("Bewick table 2, time 9", lambda: survived(BEWICK, 9), 0.333, THREE),
    ("Bewick table 2, time 22", lambda: survived(BEWICK, 22), 0.0, THREE),
    ("6-MP week 6 (Freireich 1963)", lambda: survived(FREIREICH, 6), 0.8571, FOUR),
    ("6-MP week 6 log-log interval", freireich_interval, (0.6197, 0.9516), FOUR),
    ("6-MP week 7", lambda: survived(FREIREICH, 7), 0.8067, FOUR),
    ("6-MP week 10", lambda: survived(FREIREICH, 10), 0.7529, FOUR),
    ("6-MP week 13", lambda: survived(FREIREICH, 13), 0.6902, FOUR),
    ("6-MP week 16", lambda: survived(FREIREICH, 16), 0.6275, FOUR),
    ("6-MP week 22", lambda: survived(FREIREICH, 22), 0.5378, FOUR),
    ("6-MP week 23", lambda: survived(FREIREICH, 23), 0.4482, FOUR),
    ("6-MP returned by week 23, Kaplan-Meier", lambda: 1 - survived(FREIREICH, 23), 0.552, THREE),
    ("competing events, Aalen-Johansen", lambda: aalen_johansen(*COMPETING).values[-1], 0.4722, FOUR),
    ("binomial funnel n = 20", lambda: binomial_limits(0.2, 20).tolist(), [0, 0.0117, 0.3661, 0.4893], FOUR),
    (
        "binomial funnel n = 50 (Spiegelhalter)",
        lambda: binomial_limits(0.2, 50).tolist(),
        [0.0348, 0.0844, 0.3071, 0.3791],
        FOUR,
    ),
    (
        "binomial funnel n = 100",
        lambda: binomial_limits(0.2, 100).tolist(),
        [0.0810, 0.1197, 0.2765, 0.3268],
        FOUR,
    ),
    (
        "Poisson funnel E = 15 (FunnelPlotR)",
        lambda: poisson_limits(15),
        (0.3862650, 0.5596924, 1.649348, 2.082907),
        5e-7,
    ),
    ("overdispersion, mean", lambda: dispersion(FUNNEL_X, FUNNEL_N, 0).mean, 0.3442, FOUR),
    ("overdispersion, phi", lambda: dispersion(FUNNEL_X, FUNNEL_N, 0).phi, 6.0374, FOUR),
    ("overdispersion, tau squared", lambda: dispersion(FUNNEL_X, FUNNEL_N, 0).tau2, 0.014356, 5e-7),
    ("overdispersed funnel n = 100", spread, [0.1325, 0.5955], FOUR),
    ("the same funnel by chance alone", lambda: spread(0.0), [0.2547, 0.4397], FOUR),
    ("Jacobson-Truax, change", lambda: reliable_change(47.5, 32.5, 7.5, 0.8), -3.162, THREE),
    ("Jacobson-Truax, criterion", lambda: reliable_change_criterion(7.5, 0.8), 9.30, TWO),
    ("Jacobson-Truax, S diff", lambda: -15 / reliable_change(47.5, 32.5, 7.5, 0.8), 4.743, THREE),
    ("regression to the mean, rho .5 (Barnett)", lambda: regression_to_the_mean(60, 15, 40, 0.5), 13.49, TWO),
    ("regression to the mean, rho .8", lambda: regression_to_the_mean(60, 15, 40, 0.8), 5.39, TWO),
    ("regression to the mean, rho .9", lambda: regression_to_the_mean(60, 15, 40, 0.9), 2.70, TWO),
    ("regression to the mean, C(z)", lambda: regression_to_the_mean(60, 15, 40, 0) / 15, 1.7981, FOUR),
    ("Nicholl site A, O/E", lambda: indirect(44, expected_count([40, 60], [0.9, 0.1])).value, 1.048, THREE),
    ("Nicholl site B, O/E", lambda: indirect(38, expected_count([30, 70], [0.9, 0.1])).value, 1.118, THREE),
    ("Nicholl site A, direct", lambda: direct([32, 12], [40, 60], [0.5, 0.5]).value, 0.5, 1e-12),
    ("Nicholl site B, direct", lambda: direct([24, 14], [30, 70], [0.5, 0.5]).value, 0.5, 1e-12),
    ("91 of 835.88 expected, low (UKHSA)", lambda: indirect(91, 835.88356).low, 0.087650, 5e-7),
    ("91 of 835.88 expected, high (UKHSA)", lambda: indirect(91, 835.88356).high, 0.133666, 5e-7),
    ("goal attainment, three goals", lambda: goal_attainment([1, 1, 0]), 59.13, TWO),
    ("goal attainment, weighted", lambda: goal_attainment([-1, 0, 1], [2, 1, 1]), 46.67, TWO),
    ("goal attainment, two missed", lambda: goal_attainment([-2, -2]), 25.19, TWO),
    ("Herfindahl of 50, 30, 20", lambda: herfindahl([50, 30, 20]), 0.38, 1e-12),
    ("IKM of nine means of 3.2", lambda: ikm([3.2] * 9).index, 80.0, 1e-9),
    (
        "net promoter, standard error in points",
        lambda: (net_promoter(50, 100 / 6, 100)[2] - 1 / 3) / 1.959964 * 100,
        7.5,
        0.05,
    ),
    ("people hidden beside the small cell", hidden_count, 45, 0),
    (
        "what a reader can say of the 3",
        lambda: audit(with_totals(SMALL_TABLE), suppress_table(SMALL_TABLE, 5).hidden)[0, 0],
        (0, 15),
        0,
    ),
    (
        "competing events, 1 - Kaplan-Meier",
        lambda: 1 - survived((COMPETING[0], [kind == 1 for kind in COMPETING[1]]), 10),
        0.6850,
        FOUR,
    ),
]


@pytest.mark.parametrize(
    ("what", "ours", "theirs", "tolerance"), PUBLISHED, ids=[line[0] for line in PUBLISHED]
)
def test_a_published_number_is_reproduced(
    what: str, ours: Callable[[], object], theirs: object, tolerance: float
) -> None:
    assert ours() == pytest.approx(theirs, abs=tolerance, rel=0), what


def test_the_p_chart_finds_the_two_points_that_the_textbook_finds() -> None:
    chart = p_chart(DEFECTIVES, [50] * 30, laney=False)
    assert [i + 1 for i, rule in enumerate(chart.rules) if rule == "outside"] == [15, 23]
