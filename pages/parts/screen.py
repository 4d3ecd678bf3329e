"""A screen as a table of contents: its title, rows of blocks, its cards and its numbers to take away.

A view makes what a screen shows once for each ``Look`` and keeps it; ``render`` only sends it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, TypeVar

from locales.translate import Translator, translator
from locales.words import Language
from metrics.period import Period
from metrics.reader import Organization, Program
from metrics.reviews.asking import Asking
from metrics.scope import Scope
from metrics.value import IndicatorValue
from pages.parts import head
from pages.parts.address import newly_asked_card
from pages.parts.card import Card, cards
from pages.parts.door import Screen, Source, Visit, demonstration_notice, enter
from pages.parts.foot_items import foot_items
from pages.parts.frame import columns, foot, frame, open_card, show
from pages.parts.html import Html, Text
from pages.parts.numbers import cards_of
from pages.parts.plot import plot
from pages.parts.scope_line import scope_line
from reports.charts.chart import Chart
from reports.numbers import numbers_csv
from reports.reading import Reading

Block = Html | Chart
"""What is only read, or a chart that can be pointed at."""


@dataclass(frozen=True, slots=True)
class Row:
    """Places side by side, each with its blocks one under the other; ``shares`` are their widths."""

    shares: tuple[int, ...]
    places: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class Look:
    """Who looks at what, in which language: all that decides what a screen shows. A key of caches."""

    source: Source
    scope: Scope
    organization: Organization
    program: Program | None
    period: Period
    language: Language
    query: tuple[tuple[str, str], ...]
    chosen: tuple[tuple[str, str], ...] = ()
    """What else was chosen on this screen, by name."""

    @property
    def t(self) -> Translator:
        """The translator of the viewer."""
        return translator(self.language)

    @property
    def asking(self) -> Asking:
        """Who asks for the numbers."""
        return Asking(self.source.reader, self.scope, self.organization, self.program, self.period)

    @property
    def reading(self) -> Reading:
        """How the numbers are written."""
        programs = self.source.reader.programs(self.scope, self.organization.id)
        return Reading(self.t, self.scope.threshold, {one.id: one.name for one in programs})


@dataclass(frozen=True, slots=True)
class Shown:
    """A screen, made: its title, its rows, the cards behind its numbers, and the numbers as a table."""

    title: Html
    rows: tuple[Row, ...]
    cards: Html
    by_id: Mapping[str, Card]
    values: tuple[IndicatorValue, ...]
    completeness: IndicatorValue
    csv: bytes


def full(*blocks: Block) -> Row:
    """A row of the whole width."""
    return Row((1,), (blocks,))


def beside(shares: tuple[int, ...], *places: tuple[Block, ...]) -> Row:
    """Places side by side."""
    return Row(shares, places)


def shown(
    look: Look,
    reading: Reading,
    message: str,
    lead: Text,
    rows: Iterable[Row],
    values: Iterable[IndicatorValue],
) -> Shown:
    """Put a screen together. ``values`` are all numbers that it shows."""
    every = tuple(values)
    found = cards_of(every, reading, look.source.home, dict(look.query))
    return Shown(
        title=head.title(message, lead),
        rows=tuple(rows),
        cards=cards(list(found.values())),
        by_id=found,
        values=every,
        completeness=look.asking.value("record_completeness"),
        csv=numbers_csv(every, reading.t),
    )


class Review(Protocol):
    """What a screen is about."""

    def all_values(self) -> Iterable[IndicatorValue]:
        """Every number that it shows."""


R = TypeVar("R", bound=Review)


class Said(Protocol[R]):
    """What a screen says of its review in words: a module of ``reports``."""

    def message(self, review: R, reading: Reading) -> str:
        """The one sentence that is the message."""

    def lead(self, review: R, reading: Reading) -> Text:
        """What stands under it."""


def view(
    review_of: Callable[[Asking], R], said: Said[R], rows: Callable[[R, Reading], Iterable[Row]]
) -> Callable[[Look], Shown]:
    """Give the view of a screen that shows one review; the last 64 looks are kept."""

    @lru_cache(maxsize=64)
    def viewed(look: Look) -> Shown:
        review, reading = review_of(look.asking), look.reading
        message, lead = said.message(review, reading), said.lead(review, reading)
        return shown(look, reading, message, lead, rows(review, reading), review.all_values())

    return viewed


def render(
    screen: Screen,
    view: Callable[[Look], Shown],
    control: Callable[[Visit], None] | None = None,
    below: Callable[[Visit], None] | None = None,
) -> None:
    """Show a screen, from the top. ``control`` shows what is operated on the screen itself, under its title;
    ``below`` what is operated under its last row.
    """
    visit = enter(screen)
    made = view(_look(visit))
    with frame():
        demonstration_notice(visit.home, visit.t)
        with scope_line(visit, made.by_id):
            show(made.title)
        if control is not None:
            control(visit)
        for number, row in enumerate(made.rows):
            _row(row, f"{screen}-{number}")
        if below is not None:
            below(visit)
        show(made.cards)
        _foot(visit, made)
    asked = made.by_id.get(newly_asked_card() or "")
    if asked is not None:
        open_card(asked)


def _look(visit: Visit) -> Look:
    return Look(
        source=visit.source,
        scope=visit.scope,
        organization=visit.organization,
        program=visit.program,
        period=visit.span(visit.period),
        language=visit.t.language,
        query=tuple(visit.query.items()),
        chosen=visit.chosen,
    )


def _row(row: Row, key: str) -> None:
    if len(row.places) == 1:
        _blocks(row.places[0], key)
        return
    for number, (place, blocks) in enumerate(zip(columns(*row.shares), row.places, strict=True)):
        with place:
            _blocks(blocks, f"{key}-{number}")


def _blocks(blocks: tuple[Block, ...], key: str) -> None:
    """Send what is only read together, charts by themselves."""
    waiting: list[Html] = []
    for number, block in enumerate(blocks):
        if isinstance(block, Chart):
            if waiting:
                show(*waiting)
            waiting = []
            plot(block, key=f"{key}-{number}")
        else:
            waiting.append(block)
    if waiting:
        show(*waiting)


def _foot(visit: Visit, made: Shown) -> None:
    t = visit.t
    hidden = t("foot.threshold", threshold=visit.scope.threshold) if visit.scope.threshold else None
    items = foot_items(visit.as_of, made.completeness, t, hidden=hidden)
    name = f"hasil-{visit.screen}-{visit.query['organization']}-{visit.query['period']}.csv"
    foot(items, t("foot.download"), made.csv, name)
