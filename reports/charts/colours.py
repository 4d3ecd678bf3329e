"""The colours of Hasil by role, light and dark. Colour is a verdict: only good, bad and neutral are hues."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

Paint = Callable[[str], str]
"""Gives the CSS colour of a role."""

LIGHT = MappingProxyType(
    {
        "page": "#ffffff",
        "panel": "#f5f7f9",
        "hairline": "#edf0f3",
        "border": "#dbe1e7",
        "ink": "#1b2733",
        "grey": "#5a6876",
        "rule": "#1b2733",
        "good": "#008ccb",
        "good-text": "#00618f",
        "bad": "#db6300",
        "bad-text": "#a34700",
        "neutral": "#490092",
        "neutral-text": "#490092",
        "common": "#82898f",
        "actual": "#44546a",
        "previous": "#c3ccd6",
        "faint": "#edf0f3",
        "band": "#eaeef2",
        "button": "#00618f",
    }
)
DARK = MappingProxyType(
    {
        "page": "#12171d",
        "panel": "#1b222a",
        "hairline": "#222a33",
        "border": "#303a45",
        "ink": "#e6eaee",
        "grey": "#a3afbb",
        "rule": "#77838f",
        "good": "#2bbcf3",
        "good-text": "#7fd3f8",
        "bad": "#f5893a",
        "bad-text": "#ffb27d",
        "neutral": "#b894f4",
        "neutral-text": "#c9b0f8",
        "common": "#8b949e",
        "actual": "#b7c3d0",
        "previous": "#55616e",
        "faint": "#222a33",
        "band": "#27303a",
        "button": "#1279ab",
    }
)


def light(role: str) -> str:
    """Give a role's colour on white: for paper and the light theme."""
    return LIGHT[role]


def dark(role: str) -> str:
    """Give a role's colour in the dark theme."""
    return DARK[role]


def both(role: str) -> str:
    """Give a CSS colour that follows the theme of the page it stands on.

    >>> both("good")
    'light-dark(#008ccb,#2bbcf3)'
    """
    return f"light-dark({LIGHT[role]},{DARK[role]})"
