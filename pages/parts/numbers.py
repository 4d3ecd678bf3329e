"""The numbers of a screen and their cards: each number has one name, which is also its address."""

from __future__ import annotations

from collections.abc import Iterable

from data.home import Home
from locales.translate import Translator
from metrics.value import IndicatorValue
from pages.parts.card import Card
from pages.parts.number_card import number_card
from pages.parts.sources import source_text
from reports import words
from reports.reading import Reading, declared, full_name, group_name
from reports.reasons import reason_text


def card_id(value: IndicatorValue) -> str:
    """Name a number on its page: what, of whom, in which unit and when."""
    part = value.unit if value.unit == "proportion" else None
    named = (value.indicator, value.program, value.grant, value.group, value.promise, part)
    return ".".join((*(name for name in named if name), f"{value.start:%Y%m%d}-{value.end:%Y%m%d}"))


def cards_of(
    values: Iterable[IndicatorValue], reading: Reading, home: Home, query: dict[str, str]
) -> dict[str, Card]:
    """Make the cards of all numbers of a screen, by id; what nothing declares has none."""
    once = {card_id(value): value for value in values}
    made = (_card(value, reading, home, query) for value in once.values())
    return {card.id: card for card in made if card is not None}


def _card(value: IndicatorValue, reading: Reading, home: Home, query: dict[str, str]) -> Card | None:
    indicator, t = declared(value), reading.t
    if indicator is None:
        return None
    return number_card(
        value,
        indicator,
        t,
        id=card_id(value),
        query=query,
        name=_name(value, reading),
        data=source_text(home, value, indicator, t),
        rows=(*_division(value, t), *((t("numbers.note"), reason_text(note, t)) for note in value.notes)),
        threshold=reading.threshold,
    )


def _name(value: IndicatorValue, reading: Reading) -> str:
    """Name a number, the group it is of, and its programme."""
    t, dimension = reading.t, (value.group or "").partition("=")[0]
    group = group_name(value, t) if dimension else ""
    if dimension == "risk":  # "high" alone would not say of what
        group = t("numbers.risk", level=group.lower())
    return " · ".join(part for part in (full_name(value, reading), group) if part)


def _division(value: IndicatorValue, t: Translator) -> tuple[tuple[str, str], ...]:
    """What was divided by what, of an amount for each of something."""
    if value.unit == "proportion" or value.numerator is None or value.denominator is None:
        return ()
    # Points are a hundred of something for each: what was divided are the people themselves.
    above = words.amount_text(value.numerator, "count" if value.unit == "points" else value.unit, t)
    below = words.amount_text(value.denominator, "count", t)
    return ((t("numbers.division"), f"{above} ÷ {below}"),)
