"""Words in charts: none lies on another or outside of the picture, on paper and on screens of any width."""

from __future__ import annotations

import json
from itertools import combinations
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.parts.plot import figure
from pages.parts.plot_kinds import NARROWEST, PHONE
from reports.charts.boxes import LINE, width_of
from reports.charts.chart import Axis, Band, Chart, Event, Line, Mark, Point, Role, Series, Tick
from reports.charts.svg import HEIGHTS, svg

Rectangle = tuple[float, float, float, float, str]
"""Left, top, right, bottom and what is written there."""
FEW = settings(max_examples=30, deadline=None)
SHARES = st.integers(0, 20).map(lambda twentieth: twentieth / 20)
AXIS = Axis(low=0.0, high=1.0, ticks=tuple(Tick(value=at / 4, label=f"{25 * at}%") for at in range(5)))


def on_paper(chart: Chart, width: int) -> list[Rectangle]:
    """Where every text of an SVG stands, those of the axes too."""
    found = []
    for one in fromstring(svg(chart, width=width)).iter("{http://www.w3.org/2000/svg}text"):
        said = one.text or ""
        wide = width_of(said, bold=one.get("font-weight") == "600")
        left = (
            float(one.get("x", ""))
            - {"start": 0.0, "middle": 0.5, "end": 1.0}[one.get("text-anchor", "")] * wide
        )
        base = float(one.get("y", ""))
        found.append((left, base - 11, left + wide, base + 4, said))
    return found


def on_screen(chart: Chart, width: int, compact: bool) -> list[Rectangle]:
    """Where every word of a figure stands when it is so wide, and the labels of its axis of places."""
    layout = json.loads(figure(chart, "light", compact).to_json())["layout"]
    left, right, top, bottom = (layout["margin"][side] for side in "lrtb")
    plot, floor = width - left - right, layout["height"] - bottom
    assert layout["height"] - top > bottom
    found = []
    for one in layout["annotations"]:
        lines = one["text"].split("<br>")
        wide = max(
            width_of(line.removeprefix("<b>").removesuffix("</b>"), bold="<b>" in line) for line in lines
        )
        tall = LINE * len(lines)
        low, high = layout["xaxis"]["range"]
        share = one["x"] if one.get("xref") == "paper" else (one["x"] - low) / (high - low)
        across = {"left": 0.0, "right": 1.0}.get(one.get("xanchor", ""), 0.5) * wide
        down = {"top": 0.0, "bottom": 1.0}.get(one.get("yanchor", ""), 0.5) * tall
        x = left + share * plot + one.get("xshift", 0) - across
        y = floor - one.get("yshift", 0) - down
        found.append((x, y, x + wide, y + tall, one["text"]))
    axis = zip(layout["xaxis"]["tickvals"], layout["xaxis"]["ticktext"], strict=True)
    low, high = layout["xaxis"]["range"]
    for value, said in axis:
        x, wide = left + (value - low) / (high - low) * plot, width_of(said)
        found.append((x - wide / 2, floor + 3, x + wide / 2, floor + 17, said))
    return found


def check(chart: Chart, needed: tuple[str, ...] = ()) -> None:
    """No two texts touch, all are in the picture, and what must be said is said."""
    ways = [on_paper(chart, width) for width in (420, 520, 680)]
    ways += [on_screen(chart, width, False) for width in (NARROWEST[chart.kind], 560, 1100)]
    ways += [on_screen(chart, width, True) for width in (PHONE, 420)]
    widths = (420, 520, 680, NARROWEST[chart.kind], 560, 1100, PHONE, 420)
    for width, found in zip(widths, ways, strict=True):
        for one, other in combinations(found, 2):
            apart = one[2] <= other[0] + 0.1 or other[2] <= one[0] + 0.1
            assert apart or one[3] <= other[1] + 0.1 or other[3] <= one[1] + 0.1, (width, one, other)
        for left, top, right, bottom, said in found:
            assert left >= -12 and right <= width and top >= -0.1, (width, said)
            assert bottom <= max(HEIGHTS[chart.kind], 400), said
        written = " ".join(said for *_, said in found)
        assert all(one in written for one in needed), (width, needed, written)


@st.composite
def cohorts(draw: st.DrawFn) -> Chart:
    """One or two curves that rise from 0, each as long as it may be and ending where it may end."""
    series = []
    roles: tuple[Role, ...] = ("actual", "previous")
    for role in roles[: draw(st.integers(1, 2))]:
        months = draw(st.integers(1, 24))
        rising = sorted(draw(st.lists(SHARES, min_size=months, max_size=months)))
        at_end = draw(st.sampled_from([0.0, 0.5, 1.0, None]))
        values = [0.0, *(rising if at_end is None else [at_end] * months)]
        reached = [month for month in (6, 12) if month <= months]
        marks = tuple(
            Mark(place=month, value=values[month], label=f"{values[month]:.0%}", above=draw(st.booleans()))
            for month in reached
        )
        points = tuple(
            Point(place=month, value=value, low=value, high=value) for month, value in enumerate(values)
        )
        name = "Okt 2024–Sep 2026" if role == "actual" else "Okt 2022–Sep 2024"
        note = f"{values[-1]:.0%} kembali"
        counts = tuple(Tick(value=month, label="1.234") for month in range(0, months, 6))
        series.append(Series(name=name, note=note, points=points, role=role, marks=marks, counts=counts))
    end = max(12, *(len(one.points) - 1 for one in series))
    ticks = tuple(
        Tick(value=month, label=f"{month} bln" if month + 6 > end else str(month))
        for month in range(0, end + 1, 6)
    )
    return Chart(
        kind="curve",
        alt="kurva",
        series=tuple(series),
        values=AXIS,
        places=Axis(low=0.0, high=float(end), ticks=ticks),
        lines=(Line(kind="mark", value=6, label="6 bln"), Line(kind="mark", value=12, label="12 bln")),
    )


@FEW
@given(cohorts())
def test_curves_that_end_anywhere_have_all_their_words_apart(chart: Chart) -> None:
    said = [
        note.split()[0] for one in chart.series for note in (one.note, *(mark.label for mark in one.marks))
    ]
    check(chart, tuple(said))


@st.composite
def months(draw: st.DrawFn) -> Chart:
    """A control chart whose lines, notes and unfinished point lie anywhere."""
    values = draw(st.lists(SHARES, min_size=3, max_size=24))
    held = draw(st.lists(SHARES, min_size=4, max_size=4))
    kinds = ("mean", "target", "lower", "upper")
    lines = tuple(
        Line(kind=kind, value=value, label=f"{word} {value:.0%}", short=f"{value:.0%}")
        for kind, value, word in zip(
            kinds, held, ("rata-rata", "target", "batas bawah", "batas atas"), strict=True
        )
    )
    places = draw(st.lists(st.integers(0, len(values) - 1), max_size=3, unique=True))
    points = [Point(value=value, text=f"{value:.0%}") for value in values]
    points[-1] = points[-1].model_copy(update={"role": draw(st.sampled_from(["common", "unfinished"]))})
    return Chart(
        kind=draw(st.sampled_from(["xmr", "bars"])),
        alt="bulanan",
        series=(Series(points=tuple(points)),),
        values=AXIS,
        places=Axis(low=-0.6, high=len(points) - 0.4, ticks=(Tick(value=0, label="2026"),)),
        bands=(Band(low=min(held), high=max(held)),),
        lines=lines,
        events=tuple(Event(place=place, label="Lebaran") for place in places),
        unfinished="belum selesai",
    )


@FEW
@given(months())
def test_the_lines_notes_and_values_of_a_chart_of_months_are_written_apart(chart: Chart) -> None:
    lines = tuple(line.short for line in chart.lines)
    points = chart.series[0].points
    ends = (points[0].text, points[-1].text) if chart.kind == "bars" else ()
    unfinished = chart.kind == "xmr" and points[-1].role == "unfinished"
    check(chart, (*lines, *ends, *(["belum selesai"] if unfinished else [])))


@FEW
@given(st.lists(st.tuples(st.integers(20, 160), SHARES, st.booleans()), min_size=1, max_size=40))
def test_units_of_a_funnel_are_named_where_there_is_room(units: list[tuple[int, float, bool]]) -> None:
    names = ("ES-NbN ESG", "Rumah Aman Tallo", "University Hospitals of Leicester NHS Trust")
    points = tuple(
        Point(label=f"{names[number % 3]} {value:.0%}", value=value, place=size, role="bad", hollow=ring)
        for number, (size, value, ring) in enumerate(units)
    )
    edges = tuple(Point(value=None, place=size, low=0.4, high=0.7) for size in (20.0, 160.0))
    lines = tuple(
        Line(kind="upper", value=value, label=label, short=label)
        for value, label in ((0.7, "99,8%"), (0.66, "95%"), (0.44, "95%"), (0.4, "99,8%"))
    )
    chart = Chart(
        kind="funnel",
        alt="corong",
        series=(Series(points=points), Series(points=edges, role="faint"), Series(points=edges)),
        values=AXIS,
        places=Axis(low=20, high=160, ticks=(Tick(value=50, label="50"),)),
        lines=(Line(kind="mean", value=0.55, label="rata-rata 55%", short="55%"), *lines),
    )
    first = min(points, key=lambda point: point.hollow).label
    check(chart, ("99,8%", first.split()[0]))


@pytest.mark.parametrize(
    "said", ["0% kembali", "ES-NbN ESG 54%", "batas atas 100%", "MMM WWW", "Jan–Mar 2026"]
)
def test_no_text_is_wider_than_the_room_it_is_given(said: str) -> None:
    # Measured with the advance widths of the type itself, at 12 px.
    widths = {"0% kembali": 58.4, "ES-NbN ESG 54%": 85.5, "batas atas 100%": 80.6, "MMM WWW": 56.9}
    assert widths.get(said, 65.0) <= width_of(said) <= 1.3 * widths.get(said, 75.0)
