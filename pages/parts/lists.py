"""Lists of people, of headline numbers and of single lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pages.parts.card import opener
from pages.parts.html import Html, Text, el, plain, say
from reports.charts.chart import Tone


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who waits: pseudonym or case number, programme and worker, how long already."""

    name: str
    under: Text
    waited: str


@dataclass(frozen=True, slots=True)
class PeopleGroup:
    """People who wait for the same thing. Only safety is ``urgent``, which is orange."""

    name: str
    people: tuple[Person, ...]
    count: str
    urgent: bool = False
    more: Text = ""
    """What is said under the list when it was cut."""


@dataclass(frozen=True, slots=True)
class Headline:
    """One of the few large numbers of a report, with its n and interval in lines under it."""

    label: str
    value: str
    lines: tuple[Text, ...]
    card: str | None = None


@dataclass(frozen=True, slots=True)
class LineRow:
    """A name, its number, and one small thing to compare it with."""

    name: Text
    value: Text
    small: Text = ""
    tone: Tone | None = None
    card: str | None = None


def people(groups: Sequence[PeopleGroup]) -> Html:
    """Show who waits, group by group, the longest wait first as given."""
    return el("div", *(_group(group) for group in groups), class_="people")


def headlines(items: Sequence[Headline]) -> Html:
    """Show a row of large numbers."""
    return el("div", *(_headline(item) for item in items), class_="headlines")


def lines(rows: Sequence[LineRow]) -> Html:
    """Show a few single lines: name, number, small comparison."""
    return el("ul", *(_line(row) for row in rows), class_="lines plain")


def _group(group: PeopleGroup) -> Html:
    tone = "bad" if group.urgent else None
    head = el("h3", el("span", group.name), el("b", group.count, class_=tone), class_="grouphead")
    rows = [
        el(
            "li",
            el("span", el("b", person.name), el("span", say(person.under), class_="sub"), class_="who"),
            el("b" if group.urgent else "span", person.waited, class_=tone),
        )
        for person in group.people
    ]
    more = el("p", say(group.more), class_="under") if group.more else ""
    return el("div", head, el("ul", *rows, class_="plain"), more)


def _headline(item: Headline) -> Html:
    under = (el("span", say(text), class_="sub") for text in item.lines)
    return el(
        "div",
        el("span", item.label, class_="label"),
        opener(el("span", item.value, class_="big"), item.card, f"{item.label}: {item.value}"),
        *under,
    )


def _line(row: LineRow) -> Html:
    value = el("b", say(row.value), class_=row.tone)
    return el(
        "li",
        el("span", say(row.name), class_="name"),
        opener(value, row.card, f"{plain(row.name)}: {plain(row.value)}"),
        el("span", say(row.small), class_="n"),
    )
