"""*Catalogue* as it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlencode

from metrics.catalogue.document import CHAPTERS
from metrics.period import Period
from metrics.reader import Organization, Program
from metrics.reviews.asking import Asking, measured
from metrics.reviews.uses import CatalogueReview, Use, catalogue_review, found
from metrics.scope import Scope
from pages.parts import head
from pages.parts.door import Source
from pages.parts.html import Html, Span, Text
from pages.parts.numbers import card_id
from pages.parts.screen import Look, Row, Shown, full, shown
from pages.parts.table import Cell, Column, table
from pages.parts.table import Row as TableRow
from reports import catalogue as said
from reports.reading import Reading, brief_value, counts_text


@lru_cache(maxsize=64)
def catalogue_view(look: Look) -> Shown:
    """Give what a visitor looks at."""
    reading, searched = look.reading, dict(look.chosen).get("search", "")
    review = _review(look.source, look.scope, look.organization, look.program, look.period)
    uses = found(review, searched)
    return shown(
        look,
        reading,
        said.message(review, reading),
        said.lead(uses, searched, reading),
        _rows(uses, look, reading),
        (use.value for use in uses),
    )


@lru_cache(maxsize=32)
def _review(
    source: Source, scope: Scope, organization: Organization, program: Program | None, period: Period
) -> CatalogueReview:
    return catalogue_review(Asking(source.reader, scope, organization, program, period))


def _rows(uses: Sequence[Use], look: Look, reading: Reading) -> list[Row]:
    t = reading.t
    if not uses:
        empty = head.empty(t("uses.none"), t("uses.none.why"), t("uses.none.remedy"))
        return [full(head.section(t("uses.none.heading"), empty))]
    chapters = [(one, [use for use in uses if use.indicator.principle == one]) for one in CHAPTERS]
    return [full(*(_chapter(one, own, look, reading) for one, own in chapters if own))]


def _chapter(principle: str | None, uses: Sequence[Use], look: Look, reading: Reading) -> Html:
    t = reading.t
    heading = t(f"catalogue.principle.{principle or 'none'}")
    columns = [
        Column(t("uses.measure"), width="40%"),
        Column(t("measures.value"), right=True, width="12%"),
        Column(t("measures.n"), right=True, width="9%"),
        Column(t("uses.shown_on"), width="18%"),
        Column(t("uses.lacking")),
    ]
    return head.section(
        heading, table(heading, columns, [_use(use, look, reading) for use in uses], fold="wordy")
    )


def _use(use: Use, look: Look, reading: Reading) -> TableRow:
    t, value, indicator = reading.t, use.value, use.indicator
    name = f"{indicator.name.say(t.language)}{' ★' if indicator.headline else ''}"
    card = card_id(value)
    known = measured(value)
    return TableRow(
        (
            Cell(name, under=indicator.question.say(t.language), strong=True, card=card),
            Cell(
                brief_value(value, t),
                under=said.what_is_largest(value, reading),
                strong=known,
                grey=not known,
                card=card,
            ),
            Cell(small="" if indicator.kind == "promises" else counts_text(value, t, short=True)),
            Cell(_links(use.screens, look, reading)),
            Cell(said.lacks(use, reading), grey=True),
        )
    )


def _links(screens: Sequence[str], look: Look, reading: Reading) -> Text:
    """The screens that show a measure, each a link to the same organisation and period."""
    query = urlencode({name: value for name, value in look.query if name != "search"})
    parts: list[str | Span] = []
    for screen in screens:
        if parts:
            parts.append(", ")
        # The first screen lies at the bare address; only there the navigation marks it.
        place = "./" if screen == "week" else screen
        parts.append(Span(reading.t(f"nav.{screen}"), href=f"{place}?{query}"))
    return tuple(parts)
