"""The week of an organisation that only reports results: what is missing, what is below, what is silent."""

from __future__ import annotations

from locales import formats
from locales.translate import Translator
from metrics.reviews.week import Reported
from metrics.value import IndicatorValue
from pages.parts import head
from pages.parts.html import Html
from pages.parts.lists import LineRow, lines
from pages.parts.number_card import status_span
from pages.parts.table import Cell, Column, Row, table
from reports import week as said
from reports import words

SHOWN = 8


def missing_block(reported: Reported, t: Translator) -> Html:
    """List periods that ended without an actual, the latest first."""
    found = reported.missing
    if not found:
        return head.section(t("week.reported.none_missing"))
    rows = [
        LineRow(one.name, "", small=t("week.reported.ended", day=formats.day(one.ends_on, t.language)))
        for one in found[:SHOWN]
    ]
    heading = said.capital(t.n("week.reported.missing", len(found)))
    return head.section(heading, lines(rows), *_more(len(found), t), small=t("week.reported.missing_small"))


def below_block(reported: Reported, t: Translator) -> Html:
    """Show promises below their target, the latest first."""
    found = reported.below
    if not found:
        return head.section(
            t("week.reported.none_below" if reported.promises else "week.reported.none_judged")
        )
    columns = [
        Column(t("week.reported.head.promise")),
        Column(t("week.reported.head.target"), right=True, width="5.5rem"),
        Column(t("week.reported.head.actual"), right=True, width="5.5rem"),
    ]
    rows = [Row(_promise(value, t)) for value in found[:SHOWN]]
    heading = said.capital(
        t.n("week.reported.below", len(found), of=formats.number_word(reported.promises, t.language))
    )
    body = table(t("week.reported.caption"), columns, rows)
    return head.section(heading, body, *_more(len(found), t), small=t("week.reported.below_small"))


def stale_block(reported: Reported, t: Translator) -> Html:
    """List activities that should be running and of which nothing was heard for a year."""
    found = reported.stale
    if not found:
        return head.section(t("week.reported.none_stale"))
    rows = [
        LineRow(
            one.name,
            "",
            small=t("week.reported.last", day=formats.day(one.last_on, t.language))
            if one.last_on
            else t("week.reported.never"),
        )
        for one in found[:SHOWN]
    ]
    heading = said.capital(t.n("week.reported.stale", len(found)))
    return head.section(heading, lines(rows), *_more(len(found), t), small=t("week.reported.stale_small"))


def _promise(value: IndicatorValue, t: Translator) -> tuple[Cell, ...]:
    target = value.target.value if value.target else None
    decimals = formats.decimals_of(one for one in (target, value.numerator) if one is not None)
    promised, actual = (
        formats.DASH if one is None else formats.number(one, t.language, decimals)
        for one in (target, value.numerator)
    )
    return (
        Cell(value.promise_name or "", under=words.period_text(value, t)),
        Cell(promised),
        Cell(actual, strong=True, under=status_span(value, t), card=value.promise),
    )


def _more(total: int, t: Translator) -> list[Html]:
    return [head.under(t.n("week.reported.more", total - SHOWN))] if total > SHOWN else []
