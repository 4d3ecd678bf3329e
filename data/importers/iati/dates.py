"""How new each activity is."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from lxml import etree

from data.importers.iati.rows import Rows
from data.importers.source import Source
from data.stage import as_moment

_GENERATED = "generated-datetime"
_PORTAL_GENERATED = "{http://d-portal.org/xmlns/iati-activities}generated-datetime"
"""Where d-portal keeps the generated-datetime of the file that an activity came in."""
_THIS_AGE = re.compile(r"20\d\d-")
"""IATI began in 2008; anything else is no date of an update."""


class Dates:
    """Dates an activity as it says itself, else as its file, the user or the file's name says."""

    def __init__(self, source: Source) -> None:
        self._given = source.dated_at
        self._in_name = _leading_date(source.name)
        self._by_name = 0

    def of(self, element: etree._Element) -> dt.datetime | None:
        """When an activity was last updated, in UTC; None when nothing says."""
        root = element.getparent()
        written = (
            element.get("last-updated-datetime"),
            element.get(_PORTAL_GENERATED),
            (element if root is None else root).get(_GENERATED),
        )
        for text in written:
            if text and _THIS_AGE.match(text.strip()) and (moment := as_moment(text)):
                return moment
        if self._given is None and self._in_name is not None:
            self._by_name += 1
            return self._in_name
        return self._given

    def tell(self, rows: Rows) -> None:
        """Warn when the file's name had to date activities."""
        if self._by_name and self._in_name:
            day = self._in_name.date().isoformat()
            rows.problem("iati_date_from_name", None, None, day, count=self._by_name, day=day)


def _leading_date(name: str) -> dt.datetime | None:
    match = re.match(r"\d{4}-\d{2}-\d{2}(?!\d)", Path(name).name)
    return as_moment(match[0]) if match else None
