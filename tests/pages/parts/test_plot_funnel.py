"""The funnel on screen and on paper: the same units in the same places, names only beyond the limits."""

from __future__ import annotations

import json

import pytest
from lxml import etree

from pages.parts.plot import figure
from reports.charts.chart import Axis, Chart, Line, Point, Role, Series, Tick
from reports.charts.colours import LIGHT
from reports.charts.svg import svg
from reports.charts.svg_plots import Frame

SVG = "{http://www.w3.org/2000/svg}"
UNITS: tuple[tuple[str, float, float, Role, bool], ...] = (
    ("Bira", 44, 0.41, "bad", True),
    ("Gowa", 121, 0.59, "common", False),
    ("Tallo", 74, 0.38, "bad", False),
)


def limit(role: Role, reach: float) -> Series:
    points = tuple(
        Point(value=None, place=size, low=0.59 - reach, high=0.59 + reach) for size in (20.0, 160.0)
    )
    return Series(name=f"{reach}", points=points, role=role)


def chart() -> Chart:
    points = tuple(
        Point(label=name, value=value, place=size, text=f"{value:.0%}", role=role, hollow=ring)
        for name, size, value, role, ring in UNITS
    )
    return Chart(
        kind="funnel",
        alt="corong",
        series=(Series(points=points), limit("faint", 0.1), limit("common", 0.2)),
        values=Axis(low=0.2, high=0.9, ticks=(Tick(value=0.4, label="40%"),)),
        places=Axis(low=20, high=160, ticks=(Tick(value=50, label="50"),)),
        lines=(Line(kind="mean", value=0.59, label="rata-rata 59%"),),
    )


def test_units_have_the_same_places_on_screen_and_on_paper() -> None:
    traces = json.loads(figure(chart()).to_json())["data"]
    units = next(one for one in traces if one.get("mode") == "markers")
    frame = Frame(chart(), LIGHT.__getitem__, 520, 320, right=96)
    dots = [
        (float(dot.get("cx", "")), float(dot.get("cy", "")))
        for dot in etree.fromstring(svg(chart()).encode()).iter(f"{SVG}circle")
    ]
    expected = [(frame.x(x), frame.y(y)) for x, y in zip(units["x"], units["y"], strict=True)]
    assert len(dots) == len(UNITS)
    for dot, place in zip(dots, expected, strict=True):
        assert dot == pytest.approx(place, abs=0.1)


def test_only_units_beyond_the_limits_are_named_and_watched_ones_are_rings() -> None:
    drawn = json.loads(figure(chart()).to_json())
    said = " ".join(one["text"] for one in drawn["layout"]["annotations"])
    assert "Bira" in said and "Tallo" in said and "Gowa" not in said
    units = next(one for one in drawn["data"] if one.get("mode") == "markers")
    assert units["marker"]["color"] == [LIGHT["page"], LIGHT["common"], LIGHT["bad"]]
    paper = svg(chart())
    assert "Tallo" in paper and "Gowa" not in paper
