"""Rows and problems of one file, on their way to the stage in thousands."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import chain
from typing import Any

from lxml import etree

from data.problems import Severity
from data.receiver import Receiver

Row = dict[str, Any]
"""One row to be staged, by column."""

_ROWS_AT_ONCE = 20_000
_LONGEST_SHOWN = 500
"""Characters of an offending value that are shown."""
_LISTED_AT_MOST = 10_000
"""Warnings of one kind that are listed one by one; errors all are, for each is a rejected row."""


class Rows:
    """Collects rows by table and hands them on."""

    def __init__(self, file: str, receiver: Receiver) -> None:
        self.file = file
        self.receiver = receiver
        self.unit_id: str | None = None
        self.dated_at: dt.datetime | None = None
        self._waiting: dict[str, list[Row]] = {}
        self._warnings: Counter[str] = Counter()

    def begin(self, unit_id: str, dated_at: dt.datetime | None) -> None:
        """Rows that follow belong to this activity as of this date."""
        self.unit_id, self.dated_at = unit_id, dated_at

    def row(self, element: etree._Element) -> Row:
        """A new row of the activity being read, with where it was read."""
        return {"unit_id": self.unit_id, "dated_at": self.dated_at, "source_row": element.sourceline}

    def add(self, table: str, row: Row) -> None:
        """Put a row on its way."""
        waiting = self._waiting.setdefault(table, [])
        waiting.append(row)
        if len(waiting) >= _ROWS_AT_ONCE:
            self._flush(table)

    def problem(
        self,
        code: str,
        place: etree._Element | int | None,
        column: str | None,
        value: str | None = None,
        *,
        severity: Severity = "warning",
        **values: str | int | float,
    ) -> None:
        """Note a problem at an element, or at a line."""
        if severity == "warning":
            self._warnings[code] += 1
            if self._warnings[code] > _LISTED_AT_MOST:
                return
        line = place if isinstance(place, int) or place is None else place.sourceline
        shown = f"{value[:_LONGEST_SHOWN]}…" if value and len(value) > _LONGEST_SHOWN else value
        self.receiver.problem(
            code, file=self.file, row=line, column=column, value=shown, severity=severity, **values
        )

    def finish(self) -> None:
        """Stage what still waits, and tell how many warnings were not listed."""
        for table in list(self._waiting):
            self._flush(table)
        for code, count in self._warnings.items():
            if count > _LISTED_AT_MOST:
                more = count - _LISTED_AT_MOST
                self.receiver.problem("more_of_the_same", file=self.file, more=more, same=code)

    def _flush(self, table: str) -> None:
        rows = self._waiting.pop(table)
        columns: dict[str, list[Any]] = {
            name: [row.get(name) for row in rows] for name in dict.fromkeys(chain.from_iterable(rows))
        }
        columns["source_file"] = [self.file] * len(rows)
        self.receiver.add(table, columns)
