"""The week as it is shown: everything that is only read, made once for each version, choice and language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from locales.translate import translator
from locales.words import Language
from metrics.catalogue import BY_ID
from metrics.lebaran import CURRENCY
from metrics.period import Period
from metrics.reader import Organization
from metrics.reviews.week import WeekReview, week_review
from metrics.scope import Scope
from pages.parts import week_blocks as made
from pages.parts import week_reported
from pages.parts.card import Card, cards
from pages.parts.door import Source, Visit
from pages.parts.html import Html
from pages.parts.week_cards import week_cards
from pages.parts.written import Writing
from reports.charts.chart import Chart
from reports.numbers import numbers_csv


@dataclass(frozen=True, slots=True)
class WeekView:
    """The review and its blocks. A block is None where nothing was ever recorded for it."""

    review: WeekReview
    trust: Html | None
    signals: Html | None
    main: Html | None
    chart: Chart | None
    waits: Html | None
    rights: Html | None
    paces: Html | None
    missing: Html | None
    below: Html | None
    stale: Html | None
    gaps: Html | None
    cards: Html
    by_id: Mapping[str, Card]
    numbers: bytes


def week_view(visit: Visit, writing: Writing) -> WeekView:
    """Give the week that a visitor looks at, with what people wrote."""
    program = visit.program.id if visit.program else None
    query = tuple(visit.query.items())
    return _made(
        visit.source, visit.scope, visit.organization, program, visit.period, visit.t.language, query, writing
    )


@lru_cache(maxsize=64)
def _made(
    source: Source,
    scope: Scope,
    organization: Organization,
    program: str | None,
    week: Period,
    language: Language,
    query: tuple[tuple[str, str], ...],
    writing: Writing,
) -> WeekView:
    t = translator(language)
    review = _review(source, scope, organization, program, week)
    found = week_cards(review, source.home, t, dict(query))
    names = {value.indicator: BY_ID[value.indicator].name.say(language) for value in review.rights}
    reported = review.reported
    return WeekView(
        review=review,
        trust=made.trust_strip(review.trust, _place(query), t) if review.trust else None,
        signals=made.signals_block(review, t) if review.watched else None,
        main=made.main_block(review.main, t) if review.main else None,
        chart=made.main_chart(review.main, writing.notes, t, lebaran=organization.currency == CURRENCY)
        if review.main
        else None,
        waits=made.waits_block(review.waits, t) if review.waits else None,
        rights=made.rights_block(review.rights, names, t) if review.rights else None,
        paces=made.pace_block(review.paces, t) if review.paces else None,
        missing=week_reported.missing_block(reported, t) if reported else None,
        below=week_reported.below_block(reported, t) if reported else None,
        stale=week_reported.stale_block(reported, t) if reported else None,
        gaps=made.gaps_block(review, t) if review.keeps_cases else None,
        cards=cards(found),
        by_id={card.id: card for card in found},
        numbers=numbers_csv(review.all_values(), t),
    )


def _place(query: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """The part of an address that another screen understands too."""
    return {name: text for name, text in query if name in ("organization", "program", "lang")}


@lru_cache(maxsize=64)
def _review(
    source: Source, scope: Scope, organization: Organization, program: str | None, week: Period
) -> WeekReview:
    return week_review(source.reader, scope, week, organization, program)
