"""Building HTML that is escaped unless it was built here: text goes in as text, elements as Html."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from reports.charts.chart import Tone


class Html(str):
    """Finished HTML. Only ``el``, ``join`` and their like make it; everything else is escaped."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A few words with a voice of their own: bold, grey, a verdict's colour, or a link."""

    text: str
    tone: Tone | None = None
    strong: bool = False
    quiet: bool = False
    href: str | None = None


Text = str | Span | tuple[str | Span, ...]
"""What a block accepts where it shows words. In a plain text ``**…**`` is bold."""

Attribute = str | int | bool | None
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_VOID = frozenset({"img", "br", "hr", "col"})


def el(name: str, *children: str, **attributes: Attribute) -> Html:
    """Build an element. A child that is not Html is escaped; ``class_`` and ``aria_label`` are
    written ``class`` and ``aria-label``; an attribute of None or False is left out.

    >>> el("b", "1 < 2", class_="n")
    '<b class="n">1 &lt; 2</b>'
    """
    parts = [f"<{name}"]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        written = key.rstrip("_").replace("_", "-")
        parts.append(f" {written}" if value is True else f' {written}="{escape(str(value))}"')
    if name in _VOID:
        return Html("".join(parts) + ">")
    inner = "".join(child if type(child) is Html else escape(child, quote=False) for child in children)
    return Html(f"{''.join(parts)}>{inner}</{name}>")


def join(children: Iterable[str]) -> Html:
    """Put elements and texts one after another."""
    return Html("".join(child if type(child) is Html else escape(child, quote=False) for child in children))


def say(text: Text) -> Html:
    """Turn words into HTML.

    >>> say("lengkap **94%**")
    'lengkap <b>94%</b>'
    >>> say(("Target: ", Span("di bawah", tone="bad", strong=True)))
    'Target: <b class="bad">di bawah</b>'
    """
    if isinstance(text, tuple):
        return join(say(part) for part in text)
    if isinstance(text, Span):
        return _span(text)
    if type(text) is Html:
        return text
    plain = escape(text, quote=False)
    return Html(_BOLD.sub(r"<b>\1</b>", plain) if "**" in plain else plain)


def plain(text: Text) -> str:
    """Give words without any voice, for names that are read aloud.

    >>> plain(("lengkap ", Span("94%", strong=True)))
    'lengkap 94%'
    """
    if isinstance(text, tuple):
        return "".join(plain(part) for part in text)
    return text.text if isinstance(text, Span) else text.replace("**", "")


def _span(span: Span) -> Html:
    kinds = " ".join(kind for kind in (span.tone, "quiet" if span.quiet else None) if kind) or None
    if span.href is not None:
        return el("a", span.text, class_=kinds, href=span.href)
    return el("b" if span.strong else "span", span.text, class_=kinds)
