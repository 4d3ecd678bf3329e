"""The frame of a screen: its width, its columns, and sending HTML into it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts.card import Card, card_body
from pages.parts.head import footer
from pages.parts.html import Html, Text, el
from pages.parts.style import stylesheet

WIDTH = 1180


@contextmanager
def frame() -> Iterator[None]:
    """Open the centred page of 1180 px that everything of a screen stands in, with the stylesheet."""
    with st.container(horizontal_alignment="center"), st.container(width=WIDTH, gap="medium"):
        st.html(stylesheet())
        yield


@contextmanager
def head(scope: str, *, key: str = "scope") -> Iterator[tuple[DeltaGenerator, DeltaGenerator]]:
    """Open the title block; give the popover for the selectors and the place for a download at the right.

    ``scope`` is the line that says what is looked at, the most changing part first. What is shown
    inside the block, the title, follows under that line.
    """
    with st.container(gap="xsmall"):
        line = st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center")
        selectors = line.popover(scope, type="tertiary", key=key, wrap=False)
        yield selectors, line


def columns(*shares: int) -> Sequence[DeltaGenerator]:
    """Open columns side by side; on a phone they stand one under the other."""
    return st.columns(shares, gap="medium")


def foot(items: Sequence[Text], label: str, data: bytes | str, file_name: str, *, key: str = "foot") -> None:
    """Close a screen: as-of, completeness and versions, and the download of the numbers it shows."""
    with st.container(gap="xxsmall"):
        show(el("hr"))
        words, button = st.columns((5, 1), gap="small", vertical_alignment="center")
        with words:
            show(footer(items))
        with button, st.container(horizontal_alignment="right"):
            st.download_button(label, data, file_name, type="tertiary", key=key)


def open_card(card: Card) -> None:
    """Open a number card in a dialog, for an address that asks for one."""
    st.dialog(card.name)(show)(card_body(card, named=False))


def show(*parts: Html) -> None:
    """Send blocks as one element."""
    st.html(el("div", *parts, class_="hasil"))
