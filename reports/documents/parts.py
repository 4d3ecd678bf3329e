"""What documents share: their head and foot, numbers in cells, tables of promises, people's notes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from locales import formats
from locales.formats import DASH
from locales.translate import Translator
from metrics.building import definitions_version
from metrics.reader import Grant, Organization, Program
from metrics.reviews.promised import Promise
from metrics.value import IndicatorValue
from reports import words
from reports.charts.chart import Axis, Chart, Tone
from reports.charts.make import interval_of
from reports.charts.shares import shares_axis
from reports.document import Block, Box, Bullets, Cell, Column, Document, Heading, Headline, Paragraph, Table
from reports.promised import about
from reports.reading import (
    Reading,
    counts_text,
    full_name,
    name_of,
    shown_value,
    why_text,
)
from reports.reasons import reason_text
from reports.request import COMPULSORY, Request

TONES: dict[str | None, Tone] = {"above": "good", "below": "bad"}
MARKS = {"above": "▲", "likely": "△", "unclear": "≈", "below": "▼"}
"""The status beside its word, so that it is read without colour."""
PROMISES = 24
"""Promises that a document lists one by one; with more, those farthest from their target."""


@dataclass(frozen=True, slots=True)
class Place:
    """Whom a report is about, by name."""

    organization: Organization
    program: Program | None
    grant: Grant | None

    @property
    def name(self) -> str | None:
        """The grant or programme; None for the whole organisation."""
        if self.grant is not None:
            return f"{self.grant.name} ({self.grant.funder_name})"
        return self.program.name if self.program is not None else None


def assemble(
    request: Request,
    place: Place,
    reading: Reading,
    *,
    title: str,
    blocks: Sequence[Block],
    as_of: dt.date,
    completeness: IndicatorValue | None = None,
    lead: str = "",
    message: str = "",
    script: Sequence[str] = (),
    paper: str = "a4",
    period: str = "",
) -> Document:
    """Put a document together with what every page states."""
    t = reading.t
    said = period or formats.date_range(request.start, request.end, t.language)
    # Where nothing is dated the values stand at the beginning of time, which is no day to be told.
    is_dated = place.organization.as_of is not None
    foot = [t("foot.as_of", day=formats.day(as_of, t.language)) if is_dated else t("report.as_of_unknown")]
    if completeness is not None and completeness.value is not None:
        foot.append(t("foot.complete", percent=words.value_text(completeness, t)))
    else:
        is_hidden = completeness is not None and completeness.status == "suppressed"
        foot.append(t("report.completeness_hidden" if is_hidden else "report.completeness_unknown"))
    foot += [t("foot.version", version=definitions_version()[:6])]
    foot += [t("foot.range"), t("foot.threshold", threshold=request.threshold)]
    return Document(
        language=t.language,
        kind=request.kind,
        title=title,
        lead=lead,
        scope=(
            t(f"report.kind.{request.kind}"),
            place.organization.name,
            said,
            place.name or t("scope.all_programs"),
        ),
        foot=tuple(foot),
        stamp_label=t("report.stamp"),
        page_label=t("report.page"),
        blocks=tuple(blocks),
        message=message,
        script=tuple(script),
        paper=paper,  # type: ignore[arg-type]
    )


def headline(label: str, value: IndicatorValue, reading: Reading, *lines: str) -> Headline:
    """A large number; where none can be read, the lines say why."""
    if value.value is None or value.status == "too_few":
        lines = (why_text(value, reading),)
    return Headline(
        label=label, value=shown_value(value, reading.t), lines=tuple(line for line in lines if line)
    )


def number(value: IndicatorValue, reading: Reading, *, strong: bool = False, counts: bool = False) -> Cell:
    """A number in a table, or a dash."""
    t = reading.t
    known = value.value is not None and value.status != "too_few"
    small = counts_text(value, t, short=True) if counts else ""
    return Cell(text=shown_value(value, t, short=True), small=small, strong=strong and known, grey=not known)


def amount(count: float | None, t: Translator) -> str:
    """A count, or a dash."""
    return DASH if count is None else words.amount_text(count, "count", t)


def interval(
    value: IndicatorValue, drawn: Axis, name: str, reading: Reading, *, verdict: bool = False
) -> Cell:
    """The interval of a rate, drawn, with its two ends under it for those who cannot see it."""
    t = reading.t
    if value.value is None or value.status == "too_few":
        return Cell()
    said = f"{name}: {words.value_text(value, t)} {words.interval_text(value, t)}".strip()
    picture = interval_of(value, drawn, said, verdict=verdict)
    return Cell(chart=picture, under=words.interval_text(value, t, bare=True))


def status(value: IndicatorValue, t: Translator) -> Cell:
    """How a value stands to its target: a mark, a word, and a colour only for a verdict."""
    word = words.target_status_text(value, t)
    if not word:
        return Cell(text=DASH, grey=True)
    tone = TONES.get(value.target_status)
    return Cell(text=f"{MARKS[value.target_status or 'unclear']} {word}", tone=tone)


def target(value: IndicatorValue, t: Translator) -> Cell:
    """The target, with the first one in brackets where it was changed."""
    if value.target is None:
        return Cell(text=DASH, grey=True)
    sign = "%" if value.unit == "percent" else ""
    return Cell(text=words.target_text(value, t, short=True) + sign, grey=True)


def promise_blocks(promises: Sequence[Promise], reading: Reading, *, most: int = PROMISES) -> list[Block]:
    """The table of promises against what was reached, those missed first; of those without any number, how many."""
    t = reading.t
    numbered = [one for one in promises if _has_number(one.actual)]
    shown, without = numbered[:most], len(promises) - len(numbered)
    if not shown:
        return [Paragraph(text=t.n("promises.all_without_number", without), style="small")]
    shares = [one.actual for one in shown if one.actual.unit == "proportion"]
    drawn = shares_axis(shares, t, targets=True) if shares else None
    columns = [
        Column(head=t("promises.promise"), width=30 if drawn else 48),
        Column(head=t("promises.baseline"), width=9, right=True),
        Column(head=t("promises.target"), width=12, right=True),
        Column(head=t("promises.actual"), width=15, right=True),
        *([Column(head=t("promises.interval"), width=20, axis=drawn)] if drawn else []),
        Column(head=t("promises.status"), width=16),
        Column(head=t("promises.note"), width=20),
    ]
    rows = tuple(_promise(one, shown, drawn, reading) for one in shown)
    blocks: list[Block] = [Table(caption=t("promises.caption"), columns=tuple(columns), rows=rows)]
    rest = [t.n("promises.more", len(numbered) - len(shown))] if len(numbered) > len(shown) else []
    rest += [t.n("promises.without_number", without)] if without else []
    if rest:
        blocks.append(Paragraph(text=" · ".join(rest), style="small"))
    return blocks


def _has_number(actual: IndicatorValue) -> bool:
    """Whether a promise fills any column of numbers; one that is hidden says so in its own row."""
    return actual.value is not None or actual.target is not None or actual.status == "suppressed"


def _promise(
    promise: Promise, promises: Sequence[Promise], drawn: Axis | None, reading: Reading
) -> tuple[Cell, ...]:
    t, actual = reading.t, promise.actual
    base = words.baseline_text(actual, t, short=True)
    sign = "%" if actual.unit == "percent" and base != DASH else ""
    name = name_of(actual, t)
    picture = Cell()
    if drawn is not None and actual.unit == "proportion":
        picture = interval(actual, drawn, name, reading, verdict=True)
    return (
        Cell(text=name, under=about(promise, promises, reading)),
        Cell(text=base + sign, grey=True),
        target(actual, t),
        number(actual, reading, strong=True, counts=True),
        *([picture] if drawn is not None else []),
        status(actual, t),
        Cell(text=_promise_note(promise, reading), grey=True),
    )


def _promise_note(promise: Promise, reading: Reading) -> str:
    t, actual = reading.t, promise.actual
    said = why_text(actual, reading)
    changed = actual.target
    if not said and changed and changed.first_value is not None and changed.set_on:
        said = t("promises.changed", month=formats.short_month(changed.set_on, t.language))
    if not said and promise.progress.notes:
        said = reason_text(promise.progress.notes[0], t)
    return said


def written(request: Request, name: str, t: Translator) -> Block:
    """What people wrote about something; where it is compulsory and nobody did, that is said."""
    said = request.note(name)
    heading = t(f"report.note.{name}")
    if said:
        style = "setback" if name in COMPULSORY else "notice"
        return Box(style=style, heading=heading, lines=tuple(said.splitlines()))
    return Box(style="empty", heading=heading, lines=(t(f"report.note.{name}.empty"),))


def bullets(items: Sequence[str]) -> list[Block]:
    """A list, or nothing."""
    return [Bullets(items=tuple(items))] if items else []


def empty(heading: str, what: str, why: str) -> list[Block]:
    """A block that cannot be shown: what, and why."""
    return [Heading(text=heading, level=2), Box(style="empty", heading=what, lines=(why,))]


def labelled(value: IndicatorValue, reading: Reading) -> str:
    """Name a value with its programme."""
    return full_name(value, reading)


def bar_cell(text: str, chart: Chart | None) -> Cell:
    """A number over its bar."""
    return Cell(text=text, strong=True, chart=chart)
