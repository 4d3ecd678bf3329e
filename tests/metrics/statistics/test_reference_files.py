"""The published reference tables, row by row, each with its tolerance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import pytest

from metrics.statistics.attribute_charts import AttributeChart, c_chart, p_chart, t_chart, u_chart
from metrics.statistics.counts import byar, poisson, poisson_exact, rate
from metrics.statistics.distribution import normal_quantile
from metrics.statistics.funnel import place, poisson_limits
from metrics.statistics.means import t_interval, t_interval_from_sums
from metrics.statistics.proportion import wilson, wilson_many
from metrics.statistics.scores import ikm
from metrics.statistics.spc import Xmr, assurance, xmr

Rows = Callable[[str], list[dict[str, str]]]
Published = Callable[[str], dict]

UKHSA = 1e-11
"""UKHSA prints all digits of a double; the largest numbers are near 1e5, so the tolerance is relative."""


def numbers(row: dict[str, str], *names: str) -> tuple[float, ...]:
    """Read several cells as numbers."""
    return tuple(float(row[name]) for name in names)


def column(table: list[dict[str, str]], name: str) -> list[float]:
    """Read one column as numbers."""
    return [float(row[name]) for row in table]


def test_every_row_of_the_byar_and_wilson_table_is_reproduced(rows: Rows) -> None:
    for row in rows("phe_byars_wilson.csv"):
        confidence = float(row["confidence"]) / 100
        x = float(row["x"])
        ours = wilson(x, float(row["n"]), confidence) if row["method"] == "Wilson" else byar(x, confidence)
        for end, name in zip(ours, ("lower", "upper"), strict=True):
            if row[name]:
                assert end == pytest.approx(float(row[name]), rel=UKHSA), row


def test_every_proportion_is_reproduced_at_both_confidences(rows: Rows) -> None:
    seen = 0
    for row in rows("phe_Prop.csv"):
        if not row["value"]:
            continue
        x, n, scale = numbers(row, "Numerator", "Denominator", "multiplier")
        for confidence, label in ((0.95, "95_0"), (0.998, "99_8")):
            theirs = numbers(row, f"lower{label}cl", f"upper{label}cl")
            assert [end * scale for end in wilson(x, n, confidence)] == pytest.approx(theirs, rel=UKHSA), row
            seen += 2
    assert seen == 64


def test_every_proportion_by_group_is_reproduced_in_one_call(rows: Rows) -> None:
    table = [row for row in rows("phe_Prop_g.csv") if row["value"]]
    low, high = wilson_many(column(table, "Numerator"), column(table, "Denominator"))
    assert low.tolist() == pytest.approx(column(table, "lowercl"), rel=UKHSA)
    assert high.tolist() == pytest.approx(column(table, "uppercl"), rel=UKHSA)
    assert len(table) == 8


def test_every_rate_is_exact_below_ten_events_and_byar_from_there(rows: Rows) -> None:
    for row in rows("phe_Rate.csv"):
        if row["value"]:
            x, n, scale = numbers(row, "Numerator", "Denominator", "multiplier")
            for confidence, label in ((0.95, "95_0"), (0.998, "99_8")):
                theirs = numbers(row, "value", f"lower{label}cl", f"upper{label}cl")
                assert rate(x, n, scale, confidence) == pytest.approx(theirs, rel=UKHSA), row
    for row in rows("phe_Rate_g.csv"):
        if row["value"]:
            x, n, scale = numbers(row, "Numerator", "Denominator", "multiplier")
            assert rate(x, n, scale) == pytest.approx(numbers(row, "value", "lowercl", "uppercl"), rel=UKHSA)


def test_every_mean_is_reproduced_from_values_and_from_sums(rows: Rows) -> None:
    values: dict[str, list[float]] = defaultdict(list)
    for row in rows("phe_Mean.csv"):
        values[row["area"]].append(float(row["values"]))
        values["No grouping"].append(float(row["values"]))
    for row in rows("phe_Mean_results.csv"):
        those = values[row["area"]]
        sums = (len(those), sum(those), sum(value * value for value in those))
        for confidence, label in ((0.95, "95_0"), (0.998, "99_8")):
            theirs = numbers(row, f"lower{label}cl", f"upper{label}cl")
            assert t_interval(those, confidence) == pytest.approx(theirs, rel=UKHSA)
            assert t_interval_from_sums(*sums, confidence) == pytest.approx(theirs, rel=UKHSA)


def test_limits_equal_those_of_the_nhs_package(published: Published) -> None:
    cases = published("nhsrplotthedots_expected.json")["xmr_limits"]
    for case in cases:
        chart = xmr(case["y"], screen=case["screen_outliers"])
        ours = (chart.lower, chart.mean, chart.upper)
        assert ours == pytest.approx((case["lpl"], case["mean"], case["upl"]), abs=case["tolerance"])
    assert [len(xmr(case["y"], screen=case["screen_outliers"]).screened) for case in cases] == [0, 2, 0]


def test_points_near_opposite_limits_are_common_cause(published: Published) -> None:
    case = published("nhsrplotthedots_expected.json")["rules"]["opposite_sides_near_limit"]
    assert xmr(case["y"]).rules[-2:] == (None, None)


def test_assurance_equals_the_nhs_package(published: Published) -> None:
    words = {
        "consistent_pass": "pass",
        "consistent_fail": "fail",
        "inconsistent": "hit_and_miss",
        None: "none",
    }
    directions = {"increase": "up", "decrease": "down", "neutral": "neutral"}
    for case in published("nhsrplotthedots_expected.json")["assurance"]:
        for lower, upper, theirs in zip(case["lpl"], case["upl"], case["expect"], strict=True):
            chart = with_limits(lower, upper)
            assert assurance(chart, case["target"], directions[case["improvement"]]) == words[theirs]


def with_limits(lower: float, upper: float) -> Xmr:
    """Twelve points that swing so that the limits fall where wanted."""
    middle, swing = (lower + upper) / 2, (upper - lower) / 2 / 2.66
    chart = xmr([middle + swing / 2 * (-1) ** i for i in range(12)])
    assert (chart.lower, chart.upper) == pytest.approx((lower, upper))
    return chart


CONSTANT = 4e-4
"""The R package qicharts2 draws limits at 2.659574 mean moving ranges, we at the printed 2.66."""


def near(chart: AttributeChart, expected: list[dict[str, str]], scale: float = 1.0) -> None:
    """Centre line and both limits at every point."""
    assert len(expected) == len(chart.values)
    for row, lower, upper in zip(expected, chart.lower, chart.upper, strict=True):
        ours = [chart.mean * scale, lower * scale, upper * scale]
        assert ours == pytest.approx(numbers(row, "cl", "lcl", "ucl"), rel=1e-12), row


def test_individuals_chart_of_loan_costs(rows: Rows) -> None:
    costs = column(rows("qicharts2/input_tbl_06_07.csv"), "cost")
    expected = rows("qicharts2/expected_ex_6_5_3.csv")
    baseline = [row["baseline"] == "True" for row in expected]
    chart = xmr(costs, baseline=baseline)
    theirs = numbers(expected[0], "cl", "lcl", "ucl")
    assert (chart.mean, chart.lower, chart.upper) == pytest.approx(theirs, rel=CONSTANT)


def test_moving_range_chart_of_loan_costs(rows: Rows) -> None:
    costs = column(rows("qicharts2/input_tbl_06_07.csv"), "cost")
    expected = rows("qicharts2/expected_ex_6_5_4.csv")
    chart = xmr(costs, baseline=sum(row["baseline"] == "True" for row in expected), screen=False)
    assert (chart.moving_range_mean, chart.moving_range_upper) == pytest.approx(
        numbers(expected[0], "cl", "ucl"), rel=CONSTANT
    )
    assert chart.moving_ranges[1:] == pytest.approx(column(expected[1:], "y"))


def test_p_chart_in_two_phases_without_the_two_explained_points(rows: Rows) -> None:
    table, expected = rows("qicharts2/input_tbl_07_03.csv"), rows("qicharts2/expected_ex_7_1_5.csv")
    for part in ("1", "2"):
        these = [i for i, row in enumerate(expected) if row["part"] == part]
        chart = p_chart(
            column([table[i] for i in these], "count"),
            column([table[i] for i in these], "size"),
            baseline=[expected[i]["include"] == "True" and expected[i]["baseline"] == "True" for i in these],
            laney=False,
        )
        near(chart, [expected[i] for i in these])


def test_p_chart_of_samples_that_differ_in_size(rows: Rows) -> None:
    table = rows("qicharts2/input_tbl_07_04.csv")
    chart = p_chart(column(table, "count"), column(table, "size"), laney=False)
    near(chart, rows("qicharts2/expected_tbl_7_4_1.csv"))


def test_u_charts_of_defects(rows: Rows) -> None:
    table = rows("qicharts2/input_tbl_07_10.csv")
    near(u_chart(column(table, "count"), column(table, "size")), rows("qicharts2/expected_ex_7_4_1.csv"))
    table = rows("qicharts2/input_tbl_07_11.csv")
    chart = u_chart(column(table, "count"), column(table, "meters"))
    near(chart, rows("qicharts2/expected_ex_7_5_1.csv"), scale=50)


def test_c_chart_without_the_two_explained_points(rows: Rows) -> None:
    counts = column(rows("qicharts2/input_tbl_07_08.csv"), "count")
    expected = rows("qicharts2/expected_ex_7_3_3.csv")
    used = [row["include"] == "True" and row["baseline"] == "True" for row in expected]
    near(c_chart(counts, baseline=used), expected)


def test_t_chart_of_hours_between_failures(rows: Rows) -> None:
    chart = t_chart(column(rows("qicharts2/input_tbl_07_14.csv"), "hours"))
    theirs = numbers(rows("qicharts2/expected_ex_7_6_1.csv")[0], "cl", "lcl", "ucl")
    assert (chart.mean, chart.lower[0], chart.upper[0]) == pytest.approx(theirs, rel=CONSTANT)
    assert chart.values[0] == 286


HAI_FACETS = {
    "expected_hai_1": (),
    "expected_hai_2": ("infection",),
    "expected_hai_3": ("hospital", "infection"),
}
"""Published table: what makes a chart of its own. The fourth has six points, too few for limits here."""


@pytest.mark.parametrize("name", HAI_FACETS)
def test_infection_rates_of_six_hospitals(name: str, rows: Rows) -> None:
    facets = HAI_FACETS[name]
    infections: dict[tuple, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    days: dict[tuple, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in rows("qicharts2/input_hospital_infections.csv"):
        chart_of = tuple(row[facet] for facet in facets)
        infections[chart_of][row["month"]] += float(row["n"])
        days[chart_of][row["month"]] += float(row["days"])
    for row in rows(f"qicharts2/{name}.csv"):
        chart_of = (row["facet1"], row["facet2"])[: len(facets)]
        chart = u_chart(list(infections[chart_of].values()), list(days[chart_of].values()))
        # The package prints the average of the limits over the months.
        ends = [sum(limit) / len(limit) for limit in (chart.lower, chart.upper)]
        assert [chart.mean, *ends] == pytest.approx(numbers(row, "CL", "aLCL", "aUCL"), rel=1e-9)


# Funnels


def significance(limits: Callable[[float], tuple[float, float]], expected: float) -> str:
    """UKHSA's word for where what was expected lies beside the unit's own interval."""
    for confidence, label in ((0.998, "0.001"), (0.95, "0.025")):
        low, high = limits(confidence)
        if expected < low:
            return f"High ({label})"
        if expected > high:
            return f"Low ({label})"
    return "Not significant"


def test_areas_stand_out_from_the_pooled_proportion_as_published(rows: Rows) -> None:
    """A value lies outside the score limits round the mean when its Wilson interval leaves the mean out."""
    table = [row for row in rows("phe_funnel_prop_inputs.csv") if row["denominator"]]
    x, n = column(table, "numerator"), column(table, "denominator")
    mean = sum(x) / sum(n)
    for row, a, b in zip(table, x, n, strict=True):
        assert (
            significance(lambda confidence, a=a, b=b: wilson(a, b, confidence), mean) == row["significance"]
        )
    assert len(table) > 250


def test_ratios_stand_out_from_1_as_published(rows: Rows) -> None:
    table = [row for row in rows("phe_funnel_ratio_inputs.csv") if row["expected"]]
    for row in table:
        observed, expected = numbers(row, "obs", "expected")
        ours = significance(lambda confidence, x=observed: poisson(x, confidence), expected)
        assert ours == row["significance"], row
    assert len(table) == 300


def test_normal_funnel_limits_are_the_score_limits_as_published(rows: Rows) -> None:
    """Published as an approximation; ours are exact binomial, so only the formula is held here."""
    tables = ("phe_funnel_prop_outputs.csv", "phe_funnel_prop_outputs_with_axis_variation.csv")
    for row in (row for name in tables for row in rows(name)):
        n, mean = numbers(row, "Population", "Baseline")
        p = mean / 100
        for name, confidence, sign in (
            ("Lower2s0025limit", 0.95, -1),
            ("Upper2s0025limit", 0.95, 1),
            ("Lower3s0001limit", 0.998, -1),
            ("Upper3s0001limit", 0.998, 1),
        ):
            limit = 100 * min(max(p + sign * normal_quantile(confidence) * (p * (1 - p) / n) ** 0.5, 0), 1)
            assert limit == pytest.approx(float(row[name]), abs=5e-6)


SOLVED = 5e-5
"""UKHSA found these limits by trial, to some digits; ours are quantiles."""


def test_ratio_and_rate_funnels_are_exact_intervals_turned_round(rows: Rows) -> None:
    """A unit with x events lies on a limit when the expected number is an end of the interval of x."""
    for row in rows("phe_funnel_ratio_outputs.csv"):
        x = float(next(iter(row.values())))
        for label, confidence in (("2s", 0.95), ("3s", 0.998)):
            low, high = poisson_exact(x, confidence)
            theirs = numbers(row, f"lower_{label}_exp_events", f"upper_{label}_exp_events")
            assert (high, low) == pytest.approx(theirs, rel=SOLVED), row
    for name in (f"phe_funnel_rate_outputs{suffix}.csv" for suffix in ("", "_2", "_3")):
        for row in rows(name):
            x, mean = numbers(row, "Events", "baseline")
            for label, confidence in (("2s", 0.95), ("3s", 0.998)):
                low, high = poisson_exact(x, confidence)
                theirs = numbers(row, f"lower_{label}_limit", f"upper_{label}_limit")
                assert (mean * x / high, mean * x / low) == pytest.approx(theirs, rel=SOLVED), row


def test_poisson_funnel_limits_equal_the_r_package(published: Published) -> None:
    expected = published("funnelplotr_expected.json")["poisson_limits"]
    for i, events in enumerate(expected["expected_events"]):
        theirs = tuple(expected[name][i] for name in ("ll99_8", "ll95", "ul95", "ul99_8"))
        assert poisson_limits(events) == pytest.approx(theirs, abs=5e-7)


def test_units_beyond_limits_equal_the_r_package(published: Published) -> None:
    case = published("funnelplotr_expected.json")["outliers"]
    for prefix, kind in (("", "unadjusted"), ("OD", "overdispersed")):
        limits = (
            [case[f"{prefix}{name}"] for name in ("99LCL", "95LCL", "95UCL", "99UCL")]
            if prefix
            else [case[name] for name in ("LCL99", "LCL95", "UCL95", "UCL99")]
        )
        places = [place(value, limits) for value in case["rr"]]
        assert [where != "usual" for where in places] == [bool(f) for f in case["expected"][f"95_{kind}"]]
        assert [where[:3] == "ask" for where in places] == [bool(f) for f in case["expected"][f"99.8_{kind}"]]


def test_the_satisfaction_index_keeps_its_exact_weights(published: Published) -> None:
    example = published("ikm_permenpan14_2017.json")
    means = []
    for name, answers in example["answers"].items():
        total = sum(int(level) * people for level, people in answers.items())
        assert total == example["totals_per_unsur"][name]
        means.append(total / example["n_respondents"])
    found = ikm(means)
    assert found.index == pytest.approx(example["expected_ikm_exact_recomputed"], abs=1e-9)
    assert found.band == "A"
    assert 0.11 * 25 * sum(means) == pytest.approx(example["expected_ikm_rounded_weight_0_11"], abs=5e-3)
    assert found.lowest == 2
