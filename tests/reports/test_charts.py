"""Charts: axes, the pictures made of control charts, and what their SVG holds."""

from __future__ import annotations

import base64
import datetime as dt
import doctest
import re
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from locales.translate import translator
from metrics.statistics import attribute_charts, spc
from metrics.value import IndicatorValue
from reports.charts import boxes, colours, control, icons, make, scale
from reports.charts.chart import Axis, Band, Chart, Kind, Line, Point, Series, Tick
from reports.charts.shares import shares_axis, whole_dot
from reports.charts.svg import data_uri, svg

T = translator("id")
PERCENT = Axis(low=0.2, high=1.0)


def picture(uri: str) -> etree._Element:
    return etree.fromstring(base64.b64decode(uri.partition(",")[2]))


def marks(drawing: etree._Element, name: str) -> list[etree._Element]:
    return list(drawing.iter(f"{{http://www.w3.org/2000/svg}}{name}"))


def example(kind: Kind) -> Chart:
    """One chart of each kind, with as much on it as it can hold."""
    axis = Axis(low=0.0, high=1.0, ticks=(Tick(value=0.5, label="50%"),))
    places = Axis(low=-0.5, high=3.5, ticks=(Tick(value=0, label="Jan", under="2026"),))
    points = (
        Point(label="Jan", value=0.4, low=0.3, high=0.5, text="40%", role="previous"),
        Point(label="Feb", value=None),
        Point(label="Mar", value=0.6, low=0.5, high=0.7, text="60%", role="good"),
        Point(label="Apr", value=0.5, low=0.4, high=0.6, text="50%", role="unfinished"),
    )
    series = (
        Series(name="kini", points=points, role="actual", counts=(Tick(value=0, label="12"),)),
        Series(name="lalu", points=points),
    )
    return Chart(
        kind=kind,
        alt="contoh",
        series=series,
        values=axis,
        places=places,
        lines=(Line(kind="target", value=0.65, label="target <65%>"), Line(kind="mean", value=0.5)),
        bands=(Band(low=0.3, high=0.7),),
        unfinished="belum selesai",
    )


@pytest.mark.parametrize("module", [scale, colours, boxes])
def test_the_examples_in_the_docstrings_are_true(module: object) -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_kind_is_drawn_as_a_valid_svg_without_colours_of_a_theme_on_paper(kind: Kind) -> None:
    drawn = svg(example(kind))
    etree.fromstring(drawn.encode())
    assert "light-dark(" not in drawn
    used = set(re.findall(r"#[0-9a-f]{6}", drawn))
    assert used and used <= set(colours.LIGHT.values())


@pytest.mark.parametrize("kind", ["spark", "interval_row", "bar_row", "spend_result"])
def test_pictures_in_rows_follow_the_theme_and_hold_no_text(kind: Kind) -> None:
    drawing = picture(data_uri(example(kind)))
    assert drawing.get("width") == "100%"
    assert marks(drawing, "text") == []
    assert "light-dark(" in etree.tostring(drawing).decode()


def test_an_interval_stands_where_its_numbers_say() -> None:
    chart = make.interval(0.58, PERCENT, "58%", low=0.51, high=0.64, target=0.65, before=0.49)
    drawing = picture(data_uri(chart))
    # On an axis from 20 to 100 %, 58 % lies at (58 - 20) / 80 = 47.5 % of the width.
    places = [circle.get("cx") for circle in marks(drawing, "circle")]
    assert places == ["36.25%", "47.50%"], "the baseline first, so that the estimate lies over it"
    thick = next(line for line in marks(drawing, "line") if line.get("stroke-width") == "5")
    assert (thick.get("x1"), thick.get("x2")) == ("38.75%", "55.00%")
    target = next(line for line in marks(drawing, "line") if line.get("stroke-width") == "1.6")
    assert target.get("x1") == target.get("x2") == "56.25%"


def test_few_people_are_drawn_as_a_hollow_dot() -> None:
    dot = marks(picture(data_uri(make.interval(0.6, PERCENT, "", hollow=True))), "circle")[0]
    assert (dot.get("fill"), dot.get("stroke")) == (colours.LIGHT["page"], colours.LIGHT["actual"])


def test_a_bar_begins_at_0_and_its_length_is_its_share_of_the_longest() -> None:
    bar = marks(picture(data_uri(make.bar(3, 12, ""))), "rect")[0]
    assert (bar.get("x"), bar.get("width")) == ("0%", "25.00%")


def test_what_was_not_measured_has_no_mark() -> None:
    drawn = svg(make.spend_result(None, 0.6, 0.75, ""))
    bars = marks(etree.fromstring(drawn.encode()), "rect")
    assert len(bars) == 2, "the track and the results; no bar of length 0 for spending"
    sparse = make.spark([Point(value=1.0), Point(value=None), Point(value=2.0), Point(value=3.0)], "")
    lines = marks(picture(data_uri(sparse)), "polyline")
    assert [len(line.get("points", "").split()) for line in lines] == [2], "the gap is not bridged"


def test_a_sparkline_colours_only_signals_and_the_last_point() -> None:
    steady = [20.0, 22.0, 19.0, 21.0, 20.0, 22.0, 19.0, 21.0, 20.0, 22.0, 19.0, 21.0]
    chart = control.control_spark(spc.xmr([*steady, 33.0], baseline=12), "down", "")
    drawn = picture(data_uri(chart))
    assert [dot.get("fill") for dot in marks(drawn, "polygon")] == [colours.LIGHT["bad"]]
    assert marks(drawn, "circle") == []
    quiet = control.control_spark(spc.xmr(steady), "down", "")
    assert [dot.get("fill") for dot in marks(picture(data_uri(quiet)), "circle")] == [colours.LIGHT["common"]]


def test_signals_of_a_sparkline_differ_in_shape_where_colours_are_lost() -> None:
    steady = [20.0, 22.0, 19.0, 21.0, 20.0, 22.0, 19.0, 21.0, 20.0, 22.0, 19.0, 21.0]
    control_chart = spc.xmr([*steady, 33.0], baseline=12)
    figures = set()
    for direction in ("up", "down", "neutral"):
        drawn = picture(data_uri(control.control_spark(control_chart, direction, "")))
        figures.add(marks(drawn, "polygon")[0].get("points"))
    assert len(figures) == 3


def test_a_run_chart_of_few_points_has_no_band() -> None:
    chart = control.control_spark(spc.xmr([1.0, 2.0, 3.0]), "up", "")
    assert chart.bands == ()


def test_limits_that_differ_by_point_give_a_band_for_each_run() -> None:
    chart = attribute_charts.p_chart(
        [12, 11, 13, 12, 11, 12, 13, 12, 24, 25], [20] * 8 + [40] * 2, laney=False
    )
    bands = control.control_spark(chart, "up", "").bands
    assert [(band.start, band.end) for band in bands] == [(-0.5, 7.5), (7.5, 9.5)]
    assert bands[1].high - bands[1].low < bands[0].high - bands[0].low, "more people, narrower limits"


def test_a_control_chart_names_its_four_lines_and_its_unfinished_period() -> None:
    values = [0.55, 0.60, 0.52, 0.58, 0.63, 0.57, 0.54, 0.61, 0.56, 0.59, 0.62, 0.55]
    chart = control.control_xmr(
        spc.xmr(values),
        "up",
        (Tick(value=0, label="Jan"),),
        [f"bulan {number}" for number in range(13)],
        [f"{value:.0%}" for value in [*values, 0.52]],
        "alt",
        lambda value: f"{value:.0%}",
        T,
        target=0.65,
        unfinished=0.52,
    )
    assert [line.label.rsplit(" ", 1)[0] for line in chart.lines] == [
        "rata-rata",
        "target",
        "batas bawah",
        "batas atas",
    ]
    assert chart.series[0].points[-1].role == "unfinished"
    assert len(chart.series[0].points) == 13
    edges = [band.low for band in chart.bands] + [band.high for band in chart.bands]
    assert all(chart.values.low <= edge <= chart.values.high for edge in edges)


def test_words_in_a_drawing_are_escaped() -> None:
    drawn = svg(example("xmr"))
    assert "target &lt;65%&gt;" in drawn


def test_a_dot_on_the_end_of_an_axis_of_shares_is_drawn_whole() -> None:
    t = translator("id")
    day = dt.date(2025, 1, 1)
    many = [
        IndicatorValue(
            indicator="x",
            start=day,
            end=day,
            value=share,
            status="ok",
            unit="proportion",
            direction="up",
            as_of=day,
        )
        for share in (0.87, 0.99, 1.0)
    ]
    drawn = shares_axis(many, t)
    assert drawn.ticks[-1].value == 1.0 < drawn.high, "the labels still end at 100%"
    assert drawn.low == drawn.ticks[0].value, "there is room only where a dot needs it"
    assert drawn.low < whole_dot(drawn, -5.0) < whole_dot(drawn, 5.0) < drawn.high
    assert whole_dot(drawn, 0.9) == 0.9
    hidden = [one.model_copy(update={"value": None, "status": "suppressed"}) for one in many]
    assert shares_axis(hidden, t, targets=True).ticks == (), "nothing is drawn, so nothing is measured off"


@given(st.floats(-1e6, 1e6), st.floats(0.001, 1e6))
def test_the_steps_of_an_axis_cover_its_values_evenly(low: float, reach: float) -> None:
    numbers = scale.steps(low, low + reach)
    assert numbers[0] <= low + abs(low) * 1e-6 + reach * 1e-6
    assert numbers[-1] >= low + reach - abs(low) * 1e-6 - reach * 1e-6
    assert 2 <= len(numbers) <= 7
    gaps = {round((b - a) / (numbers[1] - numbers[0]), 3) for a, b in pairwise(numbers)}
    assert gaps == {1.0}


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_tick_of_shares_stands_where_its_label_says(one: float, other: float) -> None:
    """Between 90 and 100 % steps of 2.5 would write 93 beside 92.5."""
    drawn = scale.axis([one, other], lambda share: f"{100 * share:.0f}", at_most=1.0)
    assert [float(tick.label) for tick in drawn.ticks] == pytest.approx(
        [100 * one.value for one in drawn.ticks]
    )
    assert (
        len(drawn.ticks) >= 2 and drawn.low <= min(one, other) + 1e-9 and drawn.high >= max(one, other) - 1e-9
    )


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_tick_of_people_is_a_whole_number(one: int, other: int) -> None:
    drawn = scale.axis([one, other], str, told=scale.WHOLE["people"])
    assert all(tick.value == int(tick.value) for tick in drawn.ticks)


def test_an_axis_of_proportions_that_are_all_100_percent_still_has_a_length() -> None:
    drawn = scale.axis([1.0, 1.0], str, at_most=1.0)
    assert (drawn.low, drawn.high) == (0.0, 1.0)
    assert drawn.share(1.0) == 1.0
    assert scale.axis([0.0, 0.0], str, at_most=1.0).high > 0.0


def test_an_axis_of_proportions_never_passes_100_percent() -> None:
    axis = scale.axis([0.91, 0.99], lambda value: f"{value:.0%}", at_most=1.0)
    assert axis.high == 1.0
    assert max(tick.value for tick in axis.ticks) <= 1.0


def test_bars_begin_at_0() -> None:
    assert scale.axis([0.17, 0.24], str, from_zero=True).low == 0.0


@given(st.lists(st.floats(0, 200), max_size=6))
def test_labels_are_moved_apart_and_keep_their_order(places: list[float]) -> None:
    moved = scale.spread(places, 14)
    order = sorted(range(len(places)), key=lambda number: places[number])
    for before, after in pairwise(order):
        assert moved[after] - moved[before] >= 14 - 1e-6


@pytest.mark.parametrize("variation", get_args(spc.Variation))
def test_every_variation_has_an_icon_with_a_shape_of_its_own_beside_its_colour(
    variation: spc.Variation,
) -> None:
    drawn = icons.variation_icon(variation, "up", paint=colours.light)
    etree.fromstring(drawn.encode())
    wanted = {"improvement": "good", "concern": "bad", "neutral_high": "neutral", "neutral_low": "neutral"}
    assert colours.LIGHT[wanted.get(variation, "common")] in drawn


def test_up_down_and_no_change_differ_without_colour() -> None:
    shapes = {
        re.sub(r"#[0-9a-f]{6}", "", icons.variation_icon(variation, way, paint=colours.light))
        for variation, way in (("concern", "up"), ("concern", "down"), ("common", None), ("too_few", None))
    }
    assert len(shapes) == 4
    assert len({icons.assurance_icon(assurance) for assurance in get_args(spc.Assurance)}) == 4


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [colours.LIGHT, colours.DARK])
def test_text_and_verdicts_can_be_read_on_the_page_on_panels_and_on_bands(theme: dict[str, str]) -> None:
    for name in ("ink", "grey", "good-text", "bad-text", "neutral-text"):
        assert min(contrast(theme[name], theme[ground]) for ground in ("page", "panel")) >= 4.5, name
    for name in ("good", "bad", "neutral", "common", "actual"):
        assert min(contrast(theme[name], theme[ground]) for ground in ("page", "band")) >= 3, name
    assert contrast("#ffffff", theme["button"]) >= 4.5
