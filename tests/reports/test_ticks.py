"""What stands along an axis is the axis' own: each tick says the place it stands at, in its chart and nowhere else."""

from __future__ import annotations

from collections import Counter

import pytest
from lxml import html

from data.home import Home
from locales import formats
from locales.words import Language
from reports.charts.chart import Axis, Chart, Tick
from reports.document import Document
from reports.rendering import render
from tests.reports.making import made
from tests.reports.read_back import charts_of

ASKED = [("donor", "bening", "id"), ("board", "senja", "en"), ("week", "bening", "id")]


def value_axes(document: Document) -> list[Axis]:
    found = [chart.values for chart in charts_of(document)]
    tables = [block for block in document.blocks if block.kind == "table"]
    return found + [column.axis for table in tables for column in table.columns if column.axis]


def written(value: float, language: Language) -> set[str]:
    """How a place on an axis of shares or counts may be written."""
    percent = formats.percent(value, language)
    return {percent, percent.removesuffix("%"), formats.number(value, language)}


def says_its_place(tick: Tick, axis: Axis, language: Language) -> bool:
    return axis.low <= tick.value <= axis.high and (
        not tick.label or tick.label in written(tick.value, language)
    )


def says_its_period(tick: Tick, chart: Chart) -> bool:
    points = chart.series[0].points
    return 0 <= tick.value < len(points) and all(
        part in points[round(tick.value)].label for part in (tick.label, tick.under)
    )


def spoiled(tick: Tick) -> Tick:
    return tick.model_copy(
        update={"label": tick.label.replace(tick.label[:1], "9" if tick.label[0] != "9" else "8")}
    )


@pytest.mark.parametrize(("kind", "organization", "language"), ASKED)
def test_every_tick_says_the_place_it_stands_at_and_a_wrong_one_is_found(
    demo_home: Home, kind: str, organization: str, language: Language
) -> None:
    document = made(demo_home.path, kind, organization).document(language)  # type: ignore[arg-type]
    ticks = [(tick, axis) for axis in value_axes(document) for tick in axis.ticks]
    assert [(one.value, one.label) for one, axis in ticks if not says_its_place(one, axis, language)] == []
    assert ticks and not any(says_its_place(spoiled(one), axis, language) for one, axis in ticks if one.label)
    periods = [(tick, chart) for chart in charts_of(document) if chart.places for tick in chart.places.ticks]
    assert [(one.value, one.label) for one, chart in periods if not says_its_period(one, chart)] == []
    assert not any(says_its_period(spoiled(one), chart) for one, chart in periods if one.label)


@pytest.mark.parametrize(("kind", "organization", "language"), ASKED)
def test_a_picture_has_no_numbers_but_its_own_ticks_lines_and_points(
    demo_home: Home, kind: str, organization: str, language: Language
) -> None:
    frozen = made(demo_home.path, kind, organization)  # type: ignore[arg-type]
    charts = list(charts_of(frozen.document(language)))
    root = html.document_fromstring(render(frozen, language, "html"))
    pictures = [one for one in root.xpath("//*[local-name()='svg']") if one.get("aria-label")]
    assert [one.get("aria-label") for one in pictures] == [chart.alt for chart in charts]
    for picture, chart in zip(pictures, charts, strict=True):
        drawn = Counter(text.strip() for text in picture.itertext() if any(map(str.isdigit, text)))
        axes = [axis for axis in (chart.values, chart.places) if axis]
        own = Counter(text for axis in axes for tick in axis.ticks for text in (tick.label, tick.under))
        own += Counter(text for line in chart.lines for text in (line.label, line.short))
        for series in chart.series:
            own += Counter(text for point in series.points for text in (point.label, point.text))
        assert drawn - own == Counter(), chart.alt
