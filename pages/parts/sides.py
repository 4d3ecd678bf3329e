"""Blocks side by side within one piece of HTML: fewer messages to the browser than columns of Streamlit's."""

from __future__ import annotations

from pages.parts.html import Html, el

_ROW = "display:flex;flex-wrap:wrap;gap:2rem;margin-top:{above}"
# A third and two thirds, as wide as Streamlit's columns; where that leaves one too little room, one per line.
_LEFT = "flex:1 1 calc(33.333% - 1rem);min-width:min(18rem,100%)"
_RIGHT = "flex:1 1 calc(66.667% - 1rem);min-width:min(32rem,100%)"


def one_two(left: Html | None, right: Html | None, *, above: str = "0") -> Html:
    """Set two blocks side by side, 1:2; one alone has the whole width. ``above`` is the space over them."""
    if left is None or right is None:
        return el("div", left or right or "", style=f"margin-top:{above}")
    sides = el("div", left, style=_LEFT), el("div", right, style=_RIGHT)
    return el("div", *sides, style=_ROW.format(above=above))


def unfolding(summary: str, content: Html) -> Html:
    """Keep content folded away behind a line of words, without a rerun."""
    line = el("summary", summary, style="cursor:pointer;padding:.55rem 0;color:var(--good-text)")
    return el("details", line, content, style="font-size:.933rem")
