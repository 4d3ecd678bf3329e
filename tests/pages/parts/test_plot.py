"""Plotly figure and SVG of one Chart: the same points, in the same places."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lxml import etree

from pages.parts.plot import CONFIG, figure
from reports.charts.chart import Axis, Band, Chart, Event, Kind, Line, Point, Role, Series, Tick
from reports.charts.colours import DARK, LIGHT
from reports.charts.svg import svg
from reports.charts.svg_marks import CORNERS
from reports.charts.svg_plots import Frame

SVG = "{http://www.w3.org/2000/svg}"
ROLES: tuple[Role, ...] = ("common", "bad", "common", "good", "neutral", "unfinished")
VALUES = (0.55, 0.41, None, 0.72, 0.63, 0.52)


def chart(kind: Kind) -> Chart:
    points = tuple(
        Point(
            label=f"bulan {number}",
            value=value,
            low=None if value is None else value - 0.05,
            high=None if value is None else value + 0.05,
            text="" if value is None else f"{value:.0%}, n 20",
            role="previous" if kind == "bars" else role,
        )
        for number, (value, role) in enumerate(zip(VALUES, ROLES, strict=True))
    )
    return Chart(
        kind=kind,
        alt="hasil bulanan",
        series=(Series(name="kini", points=points, role="actual"),),
        values=Axis(low=0.0, high=0.8, ticks=(Tick(value=0.4, label="40%"),)),
        places=Axis(low=-0.5, high=5.5, ticks=(Tick(value=0, label="Jan", under="2026"),)),
        lines=(
            Line(kind="target", value=0.65, label="target 65%", short="65%"),
            Line(kind="mean", value=0.6, label="rata-rata 60%", short="60%"),
        )
        if kind != "curve"
        else (),
        bands=(Band(low=0.45, high=0.7),),
        events=(Event(place=3, label="petugas baru"),),
        unfinished="belum selesai",
    )


def drawn(kind: Kind, name: str) -> list[etree._Element]:
    return list(etree.fromstring(svg(chart(kind)).encode()).iter(f"{SVG}{name}"))


def marks() -> list[etree._Element]:
    """The points of a control chart on paper: dots, and figures where a colour alone would tell."""
    return [
        one
        for one in etree.fromstring(svg(chart("xmr")).encode()).iter()
        if one.tag in (f"{SVG}circle", f"{SVG}polygon")
    ]


def place_of(mark: etree._Element) -> tuple[float, float]:
    """The middle of a dot, or the point that a figure's corners stand around."""
    if mark.tag == f"{SVG}circle":
        return float(mark.get("cx")), float(mark.get("cy"))
    corners = [tuple(map(float, corner.split(","))) for corner in mark.get("points").split()]
    role = next(role for role in CORNERS if LIGHT[role] == mark.get("fill"))
    points = {
        (round(x - across, 2), round(y - down, 2))
        for (x, y), (across, down) in zip(corners, CORNERS[role], strict=True)
    }
    assert len(points) == 1, "the corners stand around one point"
    return points.pop()


def trace(kind: Kind, name: str | None = None) -> dict[str, Any]:
    traces = json.loads(figure(chart(kind)).to_json())["data"]
    return next(one for one in traces if name is None or one.get("name") == name)


def measured(xs: list[float], ys: list[float | None]) -> list[tuple[float, float]]:
    return [(x, y) for x, y in zip(xs, ys, strict=True) if y is not None]


def test_a_control_chart_has_the_same_points_on_screen_and_on_paper() -> None:
    points = trace("xmr", "points")
    frame = Frame(chart("xmr"), LIGHT.__getitem__, 520, 250)
    on_screen = [(frame.x(x), frame.y(y)) for x, y in measured(points["x"], points["y"])]
    on_paper = [place_of(mark) for mark in marks()]
    assert on_paper == [pytest.approx(place, abs=0.01) for place in on_screen]
    assert len(on_paper) == 5
    figures = [symbol for symbol in points["marker"]["symbol"] if symbol != "circle"]
    assert len(figures) == sum(mark.tag == f"{SVG}polygon" for mark in marks()) > 0


def test_bars_have_the_same_heights_on_screen_and_on_paper() -> None:
    bars = trace("bars")
    paper = [float(rect.get("height")) for rect in drawn("bars", "rect")]
    tallest = max(value for value in bars["y"] if value is not None)
    screen = [value / tallest for value in bars["y"] if value is not None]
    assert [height / max(paper) for height in paper] == pytest.approx(screen, abs=1e-3)


def test_a_curve_has_the_same_corners_on_screen_and_on_paper() -> None:
    steps = trace("curve", "kini")
    frame = Frame(chart("curve"), LIGHT.__getitem__, 520, 300, bottom=38)
    corners = [(frame.x(x), frame.y(y)) for x, y in measured(steps["x"], steps["y"])]
    line = drawn("curve", "polyline")[0].get("points", "").split()
    places = [tuple(float(part) for part in corner.split(",")) for corner in line]
    assert all(any(place == pytest.approx(corner, abs=0.06) for place in places) for corner in corners)


def test_signals_have_the_same_colours_on_screen_and_on_paper() -> None:
    points = trace("xmr", "points")
    screen = [
        colour
        for colour, value in zip(points["marker"]["color"], points["y"], strict=True)
        if value is not None
    ]
    paper = [mark.get("fill") for mark in marks()]
    assert screen == paper == [LIGHT[name] for name in ("common", "bad", "good", "neutral", "page")]


def test_signals_have_shapes_of_their_own_on_paper() -> None:
    corners = [len(mark.get("points", "").split()) for mark in marks()]
    assert corners[0] == 0 and corners[-1] == 0
    assert len({mark.get("points") for mark in marks() if mark.get("points")}) == 3


@pytest.mark.parametrize(("last", "anchor"), [(0.5, "top"), (0.7, "bottom")], ids=["clear", "on a line"])
def test_what_is_unfinished_says_so_beside_the_lines_not_on_them(last: float, anchor: str) -> None:
    whole = chart("xmr")
    *before, end = whole.series[0].points
    moved = whole.series[0].model_copy(update={"points": (*before, end.model_copy(update={"value": last}))})
    drawing = figure(whole.model_copy(update={"series": (moved,)}), compact=True)
    words = next(one for one in drawing.layout.annotations if one.text == "belum selesai")
    assert (words.yanchor, words.xanchor) == (anchor, "right")


def test_a_period_without_a_value_is_a_gap_and_an_unfinished_one_is_not_joined() -> None:
    line = trace("xmr", "line")
    assert line["y"] == [0.55, 0.41, None, 0.72, 0.63, None]
    assert trace("xmr", "unfinished")["line"]["dash"] != "solid"


def test_nothing_can_be_zoomed_dragged_or_fetched() -> None:
    layout = json.loads(figure(chart("xmr")).to_json())["layout"]
    assert layout["dragmode"] is False
    assert layout["xaxis"]["fixedrange"] and layout["yaxis"]["fixedrange"]
    assert layout["yaxis"]["range"] == [0.0, 0.8]
    assert CONFIG["displayModeBar"] is False


def test_figures_are_slim() -> None:
    assert len(figure(chart("xmr")).to_json()) < 5000, "no template comes along"


def test_the_dark_theme_changes_colours_and_nothing_else() -> None:
    light, dark = (figure(chart("xmr"), theme).to_json() for theme in ("light", "dark"))
    for role, colour in LIGHT.items():
        light = light.replace(colour, f"<{role}>") if role not in ("faint", "button", "rule") else light
    for role, colour in DARK.items():
        dark = dark.replace(colour, f"<{role}>") if role not in ("faint", "button", "rule") else dark
    assert light == dark


def test_a_phone_gets_short_labels_and_more_room() -> None:
    wide, narrow = (json.loads(figure(chart("xmr"), "light", compact).to_json()) for compact in (False, True))
    assert wide["layout"]["margin"]["r"] > narrow["layout"]["margin"]["r"]
    assert {"target 65%", "rata-rata 60%"} <= {note["text"] for note in wide["layout"]["annotations"]}
    assert {"65%", "60%"} <= {note["text"] for note in narrow["layout"]["annotations"]}


def test_pointing_at_a_point_says_its_period_value_and_n() -> None:
    assert trace("xmr", "points")["hovertext"][0] == "bulan 0: 55%, n 20"


def test_words_on_a_chart_can_never_become_elements() -> None:
    evil = '<a href="https://example.org">x</a>'
    event = Event(place=3, label=evil)
    points = (Point(label=evil, value=0.5, text=evil),)
    spiked = chart("xmr").model_copy(update={"events": (event,), "series": (Series(points=points),)})
    assert "<a href" not in figure(spiked).to_json().replace("\\u003c", "<")
