"""Published data that no chart of ours draws as it was published: what of ours they can check, and how exactly."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from metrics.statistics.attribute_charts import p_chart, t_chart, u_chart
from metrics.statistics.counts import poisson
from metrics.statistics.distribution import t_quantile
from metrics.statistics.means import t_interval, t_interval_from_sums
from metrics.statistics.spc import xmr
from tests.metrics.statistics.test_reference_files import Rows, column, numbers, significance

C4 = {3: 0.8862269255, 4: 0.9213177319, 5: 0.9399856030}
"""What the standard deviation of a few normal values is on average, as a part of the true one (Montgomery)."""
ALL_DIGITS = 1e-9
TESTS = Path(__file__).resolve().parents[2]


def of_samples(table: list[dict[str, str]]) -> dict[str, list[float]]:
    """Observations by sample; blank ones were not measured."""
    found: dict[str, list[float]] = defaultdict(list)
    for row in table:
        if row["obs"] and row["sample"]:
            found[row["sample"]].append(float(row["obs"]))
    return dict(found)


def spread_of(values: list[float]) -> float:
    """The standard deviation that our t-interval rests on."""
    ends = t_interval(values)
    assert ends is not None
    return (ends[1] - ends[0]) / 2 * len(values) ** 0.5 / t_quantile(0.95, len(values) - 1)


SUBGROUPS = (
    ("tbl_06_03", "ex_6_3_1"),
    ("tbl_06_03", "ex_6_3_2"),
    ("tbl_06_04", "ex_6_4_1"),
    ("tbl_06_04", "ex_6_4_2"),
)
"""Piston rings in samples of five, and of three to five: charts of means and of standard deviations."""


@pytest.mark.parametrize(("data", "chart"), SUBGROUPS)
def test_means_and_spreads_of_piston_rings(data: str, chart: str, rows: Rows) -> None:
    samples = of_samples(rows(f"qicharts2/input_{data}.csv"))
    expected = rows(f"qicharts2/expected_{chart}.csv")
    assert len(samples) == len(expected) == 25
    of_means = chart.endswith("_1")
    for row, values in zip(expected, samples.values(), strict=True):
        spread = spread_of(values)
        ours = sum(t_interval(values)) / 2 if of_means else spread  # type: ignore[arg-type]
        assert ours == pytest.approx(float(row["y"]), rel=ALL_DIGITS)
        assert spread == pytest.approx(float(row["y.sd"]), rel=1e-7)
    sizes = [len(values) for values in samples.values()]
    centre = float(expected[0]["cl"])
    if of_means:
        everything = [value for values in samples.values() for value in values]
        pooled = t_interval_from_sums(
            len(everything), sum(everything), sum(value * value for value in everything)
        )
        assert pooled is not None and sum(pooled) / 2 == pytest.approx(centre, rel=ALL_DIGITS)
    elif len(set(sizes)) == 1:
        chart_of_spreads = xmr([spread_of(values) for values in samples.values()])
        assert chart_of_spreads.mean == pytest.approx(centre, rel=1e-7)


def test_the_individuals_chart_finds_the_spread_that_samples_of_five_find(rows: Rows) -> None:
    """Limits 2.66 mean moving ranges away are three sigma: sigma of 125 rings is that of their samples, to the
    sampling error of either (about 7 % of 125 moving ranges, three times that at most)."""
    samples = of_samples(rows("qicharts2/input_tbl_06_03.csv"))
    expected = rows("qicharts2/expected_ex_6_3_2.csv")
    chart = xmr([value for values in samples.values() for value in values], screen=False)
    assert chart.upper is not None and chart.mean is not None
    ours, theirs = (chart.upper - chart.mean) / 3, float(expected[0]["cl"]) / C4[5]
    assert ours == pytest.approx(theirs, rel=0.21)
    # The published limits of the means are these sigmas over the root of five.
    lower, upper = numbers(rows("qicharts2/expected_ex_6_3_1.csv")[0], "lcl", "ucl")
    assert (upper - lower) / 2 == pytest.approx(3 * theirs / 5**0.5, rel=1e-6)


def test_samples_with_gaps_are_measured_by_what_is_there(rows: Rows) -> None:
    samples = of_samples(rows("qicharts2/input_NA_test.csv"))
    for row in rows("qicharts2/expected_NA_test.csv"):
        values = samples.get(str(float(row["x"])), [])
        ends = t_interval(values) if values else None
        if not row["y"]:
            assert not values, "a sample that was not measured has no mean"
        elif not row["y.sd"]:
            assert len(values) == 1 and ends is None, "one value has no interval"
        else:
            assert ends is not None and sum(ends) / 2 == pytest.approx(float(row["y"]), rel=ALL_DIGITS)
            assert spread_of(values) == pytest.approx(float(row["y.sd"]), rel=1e-7)


def test_six_points_have_a_mean_as_published_but_no_limits_here(rows: Rows) -> None:
    """The last six months of 2016, a point a hospital, for each 10,000 days; limits need eight points."""
    table = [row for row in rows("qicharts2/input_hospital_infections.csv") if row["month"] >= "2016-07-01"]
    for row in rows("qicharts2/expected_hai_4.csv"):
        infections: dict[str, float] = defaultdict(float)
        days: dict[str, float] = defaultdict(float)
        for one in (one for one in table if one["infection"] == row["facet1"]):
            infections[one["hospital"]] += float(one["n"])
            days[one["hospital"]] += float(one["days"]) / 10_000
        size = np.array(list(days.values()))
        chart = u_chart(list(infections.values()), size)
        mean, lower, upper = numbers(row, "CL", "aLCL", "aUCL")
        assert chart.mean == pytest.approx(mean, rel=ALL_DIGITS)
        assert (chart.stage, set(chart.lower + chart.upper)) == ("run_chart", {None})
        # What they draw are the limits of each hospital, not below 0, averaged.
        reach = 3 * np.sqrt(chart.mean / size)
        drawn = [np.maximum(chart.mean - reach, 0).mean(), (chart.mean + reach).mean()]
        assert drawn == pytest.approx([lower, upper], rel=ALL_DIGITS)


# Data that were published without their limits: the formulas of methods.md 2.6 once more, in numpy.


def prime(values: np.ndarray, sigma: np.ndarray, mean: float) -> float:
    """Laney's sigma z."""
    return float(np.abs(np.diff((values - mean) / sigma)).mean()) / 1.128


@pytest.mark.parametrize(
    ("name", "x", "n"), [("nhs_accidents", "r", "n"), ("complaints", "complaints", "sales")]
)
def test_large_denominators_cry_wolf_on_a_p_chart_and_not_on_p_prime(
    name: str, x: str, n: str, rows: Rows
) -> None:
    table = rows(f"qicharts2/input_{name}.csv")
    counts, sizes = np.array(column(table, x)), np.array(column(table, n))
    mean = counts.sum() / sizes.sum()
    sigma = np.sqrt(mean * (1 - mean) / sizes)
    spread = prime(counts / sizes, sigma, mean)
    ours, plain = p_chart(counts, sizes), p_chart(counts, sizes, laney=False)
    assert ours.spread == pytest.approx(spread, rel=ALL_DIGITS) and spread > 1.1
    assert ours.upper == pytest.approx(np.minimum(mean + 3 * sigma * spread, 1), rel=ALL_DIGITS)
    assert ours.lower == pytest.approx(np.maximum(mean - 3 * sigma * spread, 0), rel=ALL_DIGITS)
    assert plain.rules.count("outside") > ours.rules.count("outside")


def test_infections_in_two_periods_have_limits_of_the_first(rows: Rows) -> None:
    table = rows("qicharts2/input_cdi.csv")
    counts, days = np.array(column(table, "n")), np.array(column(table, "days"))
    before = [row["period"] == "pre" for row in table]
    mean = counts[before].sum() / days[before].sum()
    chart = u_chart(counts, days, baseline=before)
    assert chart.mean == pytest.approx(mean, rel=ALL_DIGITS)
    assert chart.upper == pytest.approx(mean + 3 * np.sqrt(mean / days), rel=ALL_DIGITS)


def test_harms_of_admissions_by_month(rows: Rows) -> None:
    harms: dict[str, float] = defaultdict(float)
    days: dict[str, float] = defaultdict(float)
    for row in rows("qicharts2/input_gtt.csv"):
        harms[row["month"]] += float(row["harms"])
        days[row["month"]] += float(row["days"])
    x, n = np.array(list(harms.values())), np.array(list(days.values()))
    mean, chart = x.sum() / n.sum(), u_chart(x, n)
    assert chart.lower == pytest.approx(np.maximum(mean - 3 * np.sqrt(mean / n), 0), rel=ALL_DIGITS)


def test_days_between_deaths_after_surgery(rows: Rows) -> None:
    table = rows("qicharts2/input_cabg.csv")
    deaths = [np.datetime64(row["date"]) for row in table if row["death"] == "True"]
    between = np.diff(np.array(sorted(deaths))).astype(int).astype(float)
    moved = between ** (1 / 3.6)
    ranges = np.abs(np.diff(moved))
    kept = ranges[ranges <= 3.267 * ranges.mean()]
    upper = (moved.mean() + 2.66 * kept.mean()) ** 3.6
    chart = t_chart(list(between))
    assert chart.upper[0] == pytest.approx(upper, rel=1e-3), "3.267 and 2.66 are rounded"
    readmitted: dict[str, list[bool]] = defaultdict(list)
    for row in table:
        readmitted[row["date"][:7]].append(row["readmission"] == "True")
    x, n = (np.array([f(month) for month in readmitted.values()], float) for f in (sum, len))
    mean, p = x.sum() / n.sum(), p_chart(x, n, laney=False)
    assert p.upper == pytest.approx(mean + 3 * np.sqrt(mean * (1 - mean) / n), rel=ALL_DIGITS)


@pytest.mark.parametrize(("name", "measured"), [("lots", "value"), ("tbl_09_01", "x")])
def test_individual_values_in_their_order(name: str, measured: str, rows: Rows) -> None:
    values = np.array(column(rows(f"qicharts2/input_{name}.csv"), measured))
    ranges = np.abs(np.diff(values))
    kept = ranges[ranges <= 3.267 * ranges.mean()]
    chart = xmr(values)
    assert chart.mean == pytest.approx(values.mean(), rel=ALL_DIGITS)
    assert chart.upper == pytest.approx(values.mean() + 2.66 * kept.mean(), rel=ALL_DIGITS)


# Rates of UKHSA


def test_areas_stand_out_from_the_pooled_rate_as_published(rows: Rows) -> None:
    """Crude and directly standardised, with the area without events and without it."""
    table = rows("phe_funnel_rate_dsr_inputs.csv")

    def size(kind: str, row: dict[str, str]) -> float:
        return float(row["pop"]) if kind == "crude" else 1e5 * float(row["count"]) / float(row["rate_dsr"])

    seen = 0
    for kind in ("crude", "dsr"):
        for zero in ("with_0", "without_0"):
            areas = [row for row in table if float(row["count"]) > 0 or (kind, zero) == ("crude", "with_0")]
            pooled = sum(float(row["count"]) for row in areas) / sum(size(kind, row) for row in areas)
            for row in areas:
                count = float(row["count"])
                ours = significance(lambda k, x=count: poisson(x, k), pooled * size(kind, row))
                for scale in ("100000", "100"):
                    assert ours == row[f"{kind}_per_{scale}_{zero}"], row
                    seen += 1
    assert seen == 2 * (40 + 39 + 39 + 39)


def test_the_funnel_of_rates_stands_on_the_pooled_rate_of_three_years(rows: Rows) -> None:
    """Populations were derived from rates for one of three years; the published centre is the pooled rate."""
    table = rows("phe_funnel_rate_input_funnels.csv")
    for row in table:
        events, rate, size = numbers(row, "ev", "rate", "denominator_derived_crude")
        if row["denominator_derived"] != "NA":
            assert 1e5 * events / (3 * size) == pytest.approx(rate, rel=1e-6)
    pooled = sum(column(table, "ev")) / (3 * sum(column(table, "denominator_derived_crude")))
    baseline = float(rows("phe_funnel_rate_outputs.csv")[0]["baseline"])
    assert 1e5 * pooled == pytest.approx(baseline, rel=1e-8)


# And of every file


def test_every_published_file_is_read_by_a_test(shared: Path) -> None:
    """By its whole name, or by the name of its data where several are read in a loop."""
    texts = "".join(path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py"))
    looped = {"phe_funnel_rate_outputs_2": 'for suffix in ("", "_2", "_3")'}
    looped["phe_funnel_rate_outputs_3"] = looped["phe_funnel_rate_outputs_2"]
    unread = [
        path.name
        for path in (shared / "reference").rglob("*.*")
        if path.suffix in (".csv", ".json")
        and path.name not in texts
        and not any(f'"{name}"' in texts for name in (path.stem, path.stem.split("_", 1)[1]))
        and looped.get(path.stem, "\0") not in texts
    ]
    assert unread == []
