"""Request: which report, of whom, of what time, with which notes."""

from __future__ import annotations

import datetime as dt
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from metrics.period import Period

Kind = Literal["donor", "board", "week", "poster", "program", "sheets", "workbook", "iati"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Format = Literal["pdf", "html", "pptx", "xlsx", "csv", "xml", "mail", "text"]
FORMATS: dict[Kind, tuple[Format, ...]] = {
    "donor": ("pdf", "html", "xlsx", "csv", "xml"),
    "board": ("pdf", "pptx", "html", "xlsx", "csv"),
    "week": ("pdf", "html", "mail", "text", "csv"),
    "poster": ("pdf", "text"),
    "program": ("pdf", "html", "xlsx", "csv"),
    "sheets": ("pdf", "html"),
    "workbook": ("xlsx", "csv"),
    "iati": ("xml",),
}
"""In which formats each report is made, the usual one first."""
Paper = Literal["a3", "a4"]
PAPERS: dict[Kind, tuple[Paper, ...]] = {"poster": ("a3", "a4")}
"""On which paper, where there is a choice, the usual one first; everything else is on A4."""
ENDINGS: dict[Format, str] = {"mail": "html", "text": "txt"}
"""Endings of files, where they differ from the name of the format."""

THRESHOLD = 10
"""The smallest number of people in anything that leaves the house."""
NOTES: dict[Kind, tuple[str, ...]] = {
    "donor": ("not_worked", "next", "risks"),
    "board": ("decided", "asked", "risks"),
    "week": ("message",),
    "poster": ("local", "activities", "not_worked", "voice", "meeting", "valid_until"),
    "program": ("not_worked", "next"),
}
"""What people write into a report, in the order in which it is asked."""
COMPULSORY = ("not_worked",)
"""What a report says to be missing while nobody has written it."""


class Request(BaseModel):
    """One report to be made. ``notes`` are people's own words, by what they are about."""

    model_config = ConfigDict(frozen=True)

    kind: Kind
    organization: str
    program: str | None = None
    grant: str | None = None
    start: dt.date
    end: dt.date
    threshold: int = THRESHOLD
    notes: tuple[tuple[str, str], ...] = ()
    paper: Paper | None = None
    """Another paper than the usual one, where there is a choice (``PAPERS``)."""

    @property
    def period(self) -> Period:
        """The inclusive period."""
        return Period(self.start, self.end)

    def note(self, name: str) -> str:
        """What was written about something, "" where nothing was."""
        return dict(self.notes).get(name, "").strip()


def ending(format: Format) -> str:
    """The ending of a file of a format.

    >>> ending("mail"), ending("pdf")
    ('html', 'pdf')
    """
    return ENDINGS.get(format, format)
