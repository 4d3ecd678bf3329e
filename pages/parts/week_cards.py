"""The number cards of the week: every number on the screen opens one."""

from __future__ import annotations

from collections.abc import Iterator

from data.home import Home
from locales.translate import Translator
from metrics.catalogue import BY_ID
from metrics.catalogue.definition import Indicator
from metrics.reviews.days import LAG, WAITING
from metrics.reviews.pace import Pace, share_of_plan
from metrics.reviews.signals import Watched
from metrics.reviews.week import WeekReview
from metrics.statistics.spc import TRIAL_AT
from metrics.value import IndicatorValue
from pages.parts.card import Card
from pages.parts.html import Text
from pages.parts.number_card import number_card
from pages.parts.sources import source_text
from reports import week as said
from reports import words
from reports.reasons import reason_text


def week_cards(review: WeekReview, home: Home, t: Translator, query: dict[str, str]) -> tuple[Card, ...]:
    """Make the cards of everything that the week shows; ``query`` is the address of the view."""
    return tuple(_cards(review, home, t, query))


def pace_card_id(pace: Pace, what: str) -> str:
    """Name the card of a programme's spending or results."""
    return f"{what}-{pace.program.id}"


def _cards(review: WeekReview, home: Home, t: Translator, query: dict[str, str]) -> Iterator[Card]:
    def card(
        value: IndicatorValue,
        indicator: Indicator,
        id: str,
        rows: tuple[tuple[str, Text], ...] = (),
        name: str | None = None,
    ) -> Card:
        notes = " ".join(reason_text(note, t) for note in value.notes)
        more = (*rows, (t("week.card.note"), notes)) if notes else rows
        data = source_text(home, value, indicator, t)
        return number_card(value, indicator, t, id=id, query=query, name=name, data=data, rows=more)

    shown = {id(one): value for one, value in zip(review.quiet, review.tiles, strict=True)}
    for one in review.watched:
        value = shown.get(id(one), one.latest)
        yield card(value, one.indicator, one.indicator.id, ((t("week.card.chart"), _chart(one, review, t)),))
    if review.main is not None:
        one = review.main.watched
        text = said.main_heading(review.main, t)
        yield card(review.main.value, one.indicator, one.indicator.id, ((t("week.card.chart"), text),))
    if review.trust is not None:
        complete = review.trust.completeness
        yield card(complete, BY_ID[complete.indicator], complete.indicator)
        if review.trust.lag is not None:
            yield card(review.trust.lag, LAG, LAG.id)
    for value in review.waits:
        step = said.step_of(value)
        yield card(value, WAITING, f"{WAITING.id}-{step}", name=said.capital(t(f"week.step.{step}")))
    for value in review.rights:
        yield card(value, BY_ID[value.indicator], value.indicator)
    for pace in review.paces:
        for value in (pace.spent, pace.reached):
            indicator = share_of_plan(value.indicator)
            name = f"{indicator.name.say(t.language)} · {pace.program.name}"
            yield card(value, indicator, pace_card_id(pace, value.indicator), name=name)
    if review.reported is not None:
        for value in review.reported.below:
            yield card(value, BY_ID[value.indicator], str(value.promise), name=value.promise_name)


def _chart(one: Watched, review: WeekReview, t: Translator) -> str:
    """Say what the chart of a watched measure says."""
    if one.signal is not None:
        return said.signal_sentence(one, review, t)
    usual = one.chart.usual_range
    if usual is not None:
        return t("week.card.common", range=words.range_text(*usual, one.indicator.unit, t))
    if one.rare:
        return t("week.card.rare")
    return t("week.card.few", need=TRIAL_AT, have=one.known)
