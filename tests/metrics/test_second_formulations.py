"""Second formulations that draw charts and funnels of their own, against those that are published."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from metrics.catalogue import BY_ID, CATALOGUE
from metrics.statistics.spc import variation, xmr
from metrics.values import funnel
from metrics.verification import FORMULATIONS, GROUPED, PROMISES, beyond, improving

RATE = BY_ID["outcome_achievement_rate"]


def test_every_indicator_of_a_principle_has_a_second_formulation() -> None:
    formulated = {*FORMULATIONS, *(indicator for indicator, _ in GROUPED), PROMISES, beyond.FUNNEL}
    assert {one.id for one in CATALOGUE if one.principle is not None} <= formulated
    assert "data_quality_index" in formulated


levels = st.integers(0, 20).map(lambda level: level / 20)


@given(st.lists(st.none() | levels, min_size=12, max_size=36), st.booleans())
def test_the_last_point_of_a_chart_is_judged_alike(values: list[float | None], rising: bool) -> None:
    if rising:
        values = [*values[:-7], *(level / 10 for level in range(1, 8))]
    chart = xmr(values, floor=0.0, ceiling=1.0)
    if values[-1] is None or chart.stage != "limits":
        return
    judged = {"improvement": 1, "concern": -1, "common": 0}[variation(chart, "up")]
    assert improving._side(values, RATE) == judged


sizes = st.tuples(st.integers(1, 60), st.floats(0, 1)).map(lambda unit: (round(unit[0] * unit[1]), unit[0]))


@given(st.lists(sizes, min_size=3, max_size=16))
def test_units_beyond_the_funnel_are_the_same_ones(counts: list[tuple[int, int]]) -> None:
    units = [beyond.Unit("o", f"p{place}", {"low": both}) for place, both in enumerate(counts)]
    outside = {unit.program: beyond_it for unit, beyond_it in beyond.judge(units)}
    if len(counts) < funnel.FEWEST_UNITS:
        assert not outside
        return
    mean = sum(x for x, _ in counts) / sum(n for _, n in counts)
    named = {unit.program: (float(x), float(n)) for unit, (x, n) in zip(units, counts, strict=True)}
    drawn = funnel._judged(named, {name: x / n for name, (x, n) in named.items()}, mean, adjusted=False)
    judged = {unit.id: unit.standing in ("ask_low", "ask_high") for unit in drawn.units}
    near = {unit.id for unit in drawn.units if any(math.isclose(unit.value, one) for one in unit.limits)}
    assert {name: one for name, one in outside.items() if name not in near} == {
        name: one for name, one in judged.items() if name not in near
    }


def test_equal_units_are_not_beyond_themselves() -> None:
    for x in (0, 10):
        units = [beyond.Unit("o", f"p{place}", {"high": (x, 10)}) for place in range(6)]
        assert [one for _, one in beyond.judge(units)] == [False] * 6


def test_a_unit_is_judged_at_the_risk_of_all() -> None:
    # Of low risk 9 of 10 achieve and of high 3 of 10; who serves the hard cases alone is no outlier.
    easy = [beyond.Unit("o", f"p{place}", {"low": (36, 40), "high": (12, 40)}) for place in range(5)]
    hard = beyond.Unit("o", "hard", {"high": (36, 120)})
    assert not any(one for _, one in beyond.judge([*easy, hard]))
    assert beyond.judge([*easy, beyond.Unit("o", "low", {"low": (60, 120)})])[-1][1]
