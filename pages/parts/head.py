"""The head and foot of every screen, its sections, and the four boxes that are allowed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pages.parts.html import Html, Text, el, join, say

_COUNTS = re.compile(r"(?<=\d) (\w{2,4}) (?=\d)")
"""What stands between two numbers that are read as one, such as "40 of 63": no line breaks there."""


def title(message: str, lead: Text = "") -> Html:
    """Show the screen's one message as its title, and under it what to know before reading on."""
    message = _COUNTS.sub("\N{NO-BREAK SPACE}\\1\N{NO-BREAK SPACE}", message)
    return join([el("h1", message), el("p", say(lead), class_="lead") if lead else ""])


def trust(verdict: str, items: Sequence[Text]) -> Html:
    """Show whether the data may be trusted: the verdict in bold, then what it rests on."""
    parts = [el("b", verdict), *(el("span", say(item)) for item in items)]
    return el("div", *parts, class_="trust", role="note")


def notice(text: Text) -> Html:
    """Show one plain line above the page, such as that these are demonstration data."""
    return el("div", el("span", say(text)), class_="trust notice", role="note")


def section(heading: str, *content: Html, small: Text = "") -> Html:
    """Open a section: rule, heading, a small grey line on what is counted and how to read it."""
    head = [el("h2", heading), el("p", say(small), class_="small") if small else ""]
    return el("section", *head, *content)


def subhead(text: str) -> Html:
    """Show a small grey heading within a section."""
    return el("h3", text)


def paragraph(text: Text) -> Html:
    """Show a sentence under the content it explains."""
    return el("p", say(text), class_="para")


def under(text: Text) -> Html:
    """Show a small grey line under a table or chart."""
    return el("p", say(text), class_="under")


def bullets(items: Sequence[Text]) -> Html:
    """Show a plain list."""
    return el("ul", *(el("li", say(item)) for item in items), class_="bullets plain")


def setback(heading: str, text: Text) -> Html:
    """Show something that did not work and what was changed: the orange-edged box."""
    return el("div", el("h3", heading), el("p", say(text)), class_="setback")


def empty(what: str, why: Text, remedy: Text) -> Html:
    """Say what cannot be shown, why (with the count), and the one thing to do."""
    words = [el("b", what), el("p", say(why), " ", say(remedy))]
    return el("div", *words, class_="empty", role="note")


def footer(items: Sequence[Text]) -> Html:
    """Show as-of, completeness, versions and thresholds at the foot of a screen."""
    return el("footer", *(el("span", say(item)) for item in items))
