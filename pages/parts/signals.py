"""Signals of the week, one row each, and the measures that gave none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.statistics.spc import Variation
from pages.parts.card import opener
from pages.parts.html import Html, Text, el, say
from pages.parts.picture import icon, picture
from reports.charts.chart import Chart
from reports.charts.icons import Way, variation_icon


@dataclass(frozen=True, slots=True)
class Signal:
    """A measure that really changed: its name, one sentence, the sparkline, and the number with its n."""

    variation: Variation
    word: str
    """The variation in a word, for those who cannot see the icon."""
    name: str
    sentence: Text
    spark: Chart
    value: str
    under: tuple[str, ...] = ()
    """n and interval, each on its line."""
    way: Way | None = None
    card: str | None = None


@dataclass(frozen=True, slots=True)
class Quiet:
    """A measure without a signal."""

    name: str
    value: str
    n: str = ""
    card: str | None = None


def signals(rows: Sequence[Signal]) -> Html:
    """Show signals in the order given: concern, improvement, then those with no direction."""
    return el("ul", *(_signal(row) for row in rows), class_="signals plain")


def quiet(heading: str, items: Sequence[Quiet]) -> Html:
    """Show measures without a signal as a quiet list in three columns; each opens its card."""
    return el("div", el("h3", heading), el("ul", *(_quiet(item) for item in items), class_="quiets plain"))


def _signal(row: Signal) -> Html:
    words = el("div", el("b", row.name), el("span", say(row.sentence), class_="sub"), class_="words")
    number = el(
        "div",
        opener(el("b", row.value), row.card, f"{row.name}: {row.value}"),
        *(el("span", text, class_="n") for text in row.under),
        class_="number",
    )
    image = el("div", picture(row.spark), class_="spark")
    more = opener(el("span", "i", class_="i"), row.card, row.name) if row.card else ""
    return el("li", icon(variation_icon(row.variation, row.way), row.word), words, image, number, more)


def _quiet(item: Quiet) -> Html:
    value = el("b", item.value)
    name = el("span", item.name, class_="name")
    return el(
        "li", name, opener(value, item.card, f"{item.name}: {item.value}"), el("span", item.n, class_="n")
    )
