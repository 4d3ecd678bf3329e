"""The number card: what a number means, one click from the number, without a rerun.

It is a native popover: the browser opens it, Esc closes it and gives the focus back. The same body
stands in a dialog when a link asks for one card.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pages.parts.bars import three_states
from pages.parts.html import Html, Text, el, join, say
from reports.charts.chart import Chart


@dataclass(frozen=True, slots=True)
class Card:
    """Everything that must be known to read one number. ``id`` names it on the page and in the link."""

    id: str
    eyebrow: str
    """What this is and by which version of the rule: "Kartu angka · aturan hasil versi 3"."""
    name: str
    value: str
    counts: Text = ""
    """n of N and the period."""
    interval: Text = ""
    """The interval and its method."""
    states: Chart | None = None
    rows: tuple[tuple[str, Text], ...] = ()
    """Label and text: meaning, formula, unknown, target, evidence, data, caution."""
    links: tuple[tuple[str, str], ...] = ()
    """Label and address: target history, this card."""
    close: str = "\N{MULTIPLICATION SIGN}"
    """What the closing button is called."""


def opener(shown: Html, card: str | None, label: str) -> Html:
    """Make what is shown open a card; without a card it stays as it is.

    ``label`` is read aloud: the number's name and the number.
    """
    if card is None:
        return shown
    return el(
        "button",
        shown,
        type="button",
        popovertarget=anchor(card),
        class_="open",
        aria_haspopup="dialog",
        aria_label=label,
    )


def anchor(card: str) -> str:
    """Give the id an opened card has on the page; unlike a bare one it meets no id of the app."""
    return "hasil-card-" + "".join(letter if letter.isalnum() else "-" for letter in card)


@lru_cache(maxsize=2048)
def card_popover(card: Card) -> Html:
    """Show a card as a popover that waits on the page until its number is pressed."""
    close = el(
        "button",
        "\N{MULTIPLICATION SIGN}",
        type="button",
        popovertarget=anchor(card.id),
        popovertargetaction="hide",
        class_="close",
        aria_label=card.close,
    )
    return el(
        "div",
        close,
        card_body(card),
        id=anchor(card.id),
        popover="auto",
        class_="card",
        role="dialog",
        aria_label=card.name,
    )


def card_body(card: Card, *, named: bool = True) -> Html:
    """Show what stands on a card: the same in the popover and in the dialog, which has the name itself."""
    rows = join(join([el("dt", label), el("dd", say(text))]) for label, text in card.rows)
    beside = el("div", el("span", say(card.counts)), el("span", say(card.interval)))
    links = join(el("a", label, href=address) for label, address in card.links)
    return join(
        [
            el("p", card.eyebrow, class_="eyebrow"),
            el("h2", card.name) if named else "",
            el("div", el("span", card.value, class_="huge"), beside, class_="top"),
            three_states(card.states) if card.states else "",
            el("dl", rows, class_="rows plain"),
            el("p", links, class_="links") if card.links else "",
        ]
    )


def cards(shown: Sequence[Card]) -> Html:
    """Put the cards of a page on it, closed. Several numbers may open the same card."""
    return join(card_popover(card) for card in {card.id: card for card in shown}.values())
