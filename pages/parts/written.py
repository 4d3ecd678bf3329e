"""What people wrote, beside the numbers: read for one organisation, and shown as events, rows and lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.home import Home
from data.workspace.writing import Action, Decision, Note, Written, newest_of_all
from locales import formats
from locales.translate import Translator
from metrics.catalogue import BY_ID
from metrics.value import IndicatorValue
from pages.parts.html import Html, Span, Text
from pages.parts.table import Cell, Column, Row, table
from reports.charts.chart import Event

SHORT = 26
"""Letters of an event's words on a chart; a longer one is named by its number."""


@dataclass(frozen=True, slots=True)
class Writing:
    """What stands written for an organisation, the oldest first. Equal writings look equal: it keys caches."""

    notes: tuple[Written[Note], ...] = ()
    actions: tuple[Written[Action], ...] = ()
    decisions: tuple[Written[Decision], ...] = ()

    def action_on(self, indicator: str) -> Written[Action] | None:
        """The newest action about a measure that is still open, or else was done."""
        about = [one for one in self.actions if one.content.indicator == indicator]
        running = [one for one in about if one.content.state == "open"]
        done = [one for one in about if one.content.state == "done"]
        return next(iter([*reversed(running), *reversed(done)]), None)


def writing_of(home: Home, organization: str, program: str | None) -> Writing:
    """Read what was written about an organisation, or about one of its programmes and all of them."""

    def about(one: Written) -> bool:
        return program is None or one.content.program in (None, program)

    notes, actions, decisions = newest_of_all(home, organization)
    return Writing(*(tuple(filter(about, found)) for found in (notes, actions, decisions)))


def notes_on(notes: Sequence[Written[Note]], values: Sequence[IndicatorValue]) -> list[Written[Note]]:
    """The notes that belong on a chart: about its measure or any, within its time; by the day."""
    if not values:
        return []
    first, last, indicator = values[0].start, values[-1].end, values[0].indicator
    on = [
        one
        for one in notes
        if one.content.indicator in (None, indicator) and first <= one.content.happened_on <= last
    ]
    return sorted(on, key=lambda one: one.content.happened_on)


def events(notes: Sequence[Written[Note]], values: Sequence[IndicatorValue]) -> tuple[Event, ...]:
    """Notes as marks on a chart: alone by their words, several by their numbers in the list below it."""
    found = notes_on(notes, values)
    if len(found) == 1 and len(found[0].content.text) <= SHORT:
        return (Event(place=_place(found[0], values), label=found[0].content.text),)
    at: dict[int, list[str]] = {}
    for number, one in enumerate(found, 1):
        at.setdefault(_place(one, values), []).append(str(number))
    return tuple(Event(place=place, label=", ".join(numbers)) for place, numbers in at.items())


def _place(one: Written[Note], values: Sequence[IndicatorValue]) -> int:
    return max(place for place, value in enumerate(values) if value.start <= one.content.happened_on)


def note_table(notes: Sequence[Written[Note]], t: Translator) -> Html:
    """List what happened, under the chart on which the same numbers stand."""
    columns = [
        Column(t("writing.head.number"), right=True, width="2rem"),
        Column(t("writing.head.day"), width="8rem"),
        Column(t("writing.head.happened")),
    ]
    rows = [
        Row(
            (
                Cell(str(number), grey=True),
                Cell(formats.day(one.content.happened_on, t.language)),
                Cell(one.content.text, under=written_by(one, t)),
            )
        )
        for number, one in enumerate(notes, 1)
    ]
    return table(t("writing.notes"), columns, rows, heads=False)


def action_table(actions: Sequence[Written[Action]], today: dt.date, t: Translator) -> Html:
    """List what is being done, by whom and until when; what is late stands out in words."""
    columns = [
        Column(t("writing.head.action")),
        Column(t("writing.head.about"), width="26%"),
        Column(t("writing.head.owner"), width="16%"),
        Column(t("writing.head.due"), width="20%"),
    ]
    rows = [
        Row(
            (
                Cell(one.content.text, under=one.content.cause or ""),
                Cell(indicator_name(one.content.indicator, t), grey=True),
                Cell(one.content.owner),
                Cell(due_text(one.content.state, one.content.due_on, one.at, today, t)),
            )
        )
        for one in actions
    ]
    return table(t("writing.actions"), columns, rows)


def due_text(state: str, due: dt.date, at: dt.datetime, today: dt.date, t: Translator) -> Text:
    """Say where an action or decision stands: until when, how late, or since when it is done."""
    if state in ("done", "dropped", "declined"):
        return t(f"writing.state.{state}", day=formats.day(at.date(), t.language))
    if due < today:
        return Span(t("writing.late", days=formats.days((today - due).days, t.language)), strong=True)
    return t("writing.until", day=formats.day(due, t.language))


def when_text(one: Written[Action], t: Translator) -> str:
    """Say by when and by whom something is done, or since when it is."""
    content = one.content
    if content.state == "open":
        said = formats.day(content.due_on, t.language)
    else:
        said = t(f"writing.state.{content.state}", day=formats.day(one.at.date(), t.language))
    return f"{said} · {content.owner}"


def changes_about(values: Iterable[IndicatorValue], writing: Writing) -> list[Written[Action]]:
    """The actions that people wrote about some numbers, each once, dropped ones left out."""
    about = {(one.promise_name if one.promise else one.indicator, one.program) for one in values}
    return [
        one
        for one in writing.actions
        if one.content.state != "dropped"
        and any(
            indicator == one.content.indicator and one.content.program in (None, program)
            for indicator, program in about
        )
    ]


def change_text(one: Written[Action], t: Translator) -> str:
    """Say an action in a sentence: its cause, the step, by when and by whom."""
    cause = f"{one.content.cause} → " if one.content.cause else ""
    return f"{cause}{one.content.text} ({when_text(one, t)})"


def written_by(one: Written, t: Translator) -> str:
    """Say who wrote a version, and when; a later one says so."""
    day = formats.day(one.at.date(), t.language)
    key = "writing.by" if one.version == 1 else "writing.changed_by"
    return t(key, author=author_name(one.author, t), day=day)


def author_name(author: str, t: Translator) -> str:
    """Name who wrote; on a machine of one's own that is its owner."""
    return t("writing.owner") if author == "owner" else author


def indicator_name(indicator: str | None, t: Translator) -> str:
    """Name the measure that something was written about; "" for none."""
    return BY_ID[indicator].name.say(t.language) if indicator in BY_ID else ""
