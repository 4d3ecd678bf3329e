"""Texts, days and names as IATI writes them, in version 1 (plain text) and version 2 (narratives)."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from lxml import etree

from data.importers.iati.rows import Rows

LONGEST_TEXT = 4000
"""Characters that a text column holds."""

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T.*|Z|[+-]\d{2}:?\d{2})?")


def tidy(text: str | None) -> str | None:
    """A text with its white space in order, cut to what a column holds; None when nothing is left."""
    if not text:
        return None
    tidied = " ".join(text.split())
    return tidied[:LONGEST_TEXT] or None


def narrative(element: etree._Element | None) -> str | None:
    """The text of an element: its first narrative that says something, else its own text."""
    if element is None:
        return None
    for child in element.iterchildren("narrative"):
        if text := tidy(child.text):
            return text
    return tidy(element.text)


def attribute(element: etree._Element | None, name: str) -> str | None:
    """An attribute without white space around it; None when missing or empty."""
    value = element.get(name) if element is not None else None
    return (value.strip() or None) if value else None


@lru_cache(maxsize=1 << 14)
def iso_day(text: str) -> str | None:
    """Read a day of XML Schema (2020-01-31, perhaps with a time or zone) as YYYY-MM-DD, else None."""
    match = _DAY.fullmatch(text.strip())
    if not match:
        return None
    try:
        day = dt.date.fromisoformat(match[1])
    except ValueError:
        return None
    return match[1] if 1900 <= day.year <= 2200 else None


def read_day(rows: Rows, element: etree._Element | None, name: str = "iso-date") -> str | None:
    """Read the day of an element from its attribute, else from its text; warn of one that is no day."""
    if element is None:
        return None
    written = attribute(element, name)
    if written and (day := iso_day(written)):
        return day
    text = tidy(element.text) if name == "iso-date" else None
    day = iso_day(text) if text else None
    if written or (text and day is None):
        rows.problem("iati_date_unread", element, f"{element.tag}@{name}", written or text)
    return day


def slug(name: str) -> str:
    """A stable id from a name: letters and digits in small letters, joined by hyphens."""
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-")
