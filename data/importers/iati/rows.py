"""Rows and problems of one file, on their way to the stage in thousands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

from lxml import etree

from data.problems import Severity
from data.stage import Stage

Row = dict[str, Any]
"""One row to be staged, by column."""

_ROWS_AT_ONCE = 20_000
_LONGEST_SHOWN = 500
"""Characters of an offending value that are shown."""


class Version(NamedTuple):
    """One activity as of one date."""

    unit_id: str
    dated_at: dt.datetime | None

    def is_newer_than(self, other: Version) -> bool:
        """Whether this replaces the other; a dated one is newer than an undated one."""
        if self.dated_at is None:
            return False
        return other.dated_at is None or self.dated_at > other.dated_at


@dataclass(frozen=True)
class _Noted:
    version: Version | None
    code: str
    line: int | None
    column: str | None
    value: str | None
    severity: Severity
    values: dict[str, str | int | float]


class Rows:
    """Collects rows by table and hands them to the stage; drops what a newer version replaces."""

    def __init__(self, file: str, stage: Stage) -> None:
        self.file = file
        self.stage = stage
        self.version: Version | None = None
        self.problems: list[_Noted] = []
        self._waiting: dict[str, list[Row]] = {}
        self._dropped: set[Version] = set()

    def begin(self, version: Version | None) -> None:
        """Rows and problems that follow belong to this version of an activity, or to the whole file."""
        self.version = version

    def row(self, element: etree._Element | None) -> Row:
        """A new row, with where it was read and what it belongs to."""
        unit_id, dated_at = self.version or (None, None)
        line = element.sourceline if element is not None else None
        return {"unit_id": unit_id, "dated_at": dated_at, "source_row": line}

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
        version: Version | None = None,
        **values: str | int | float,
    ) -> None:
        """Note a problem at an element (or a line) of the activity being read (or of ``version``)."""
        line = place if isinstance(place, int) or place is None else place.sourceline
        shown = f"{value[:_LONGEST_SHOWN]}…" if value and len(value) > _LONGEST_SHOWN else value
        self.problems.append(_Noted(version or self.version, code, line, column, shown, severity, values))

    def drop(self, version: Version) -> None:
        """Leave out everything of a version that a newer one in the same file replaces."""
        self._dropped.add(version)

    def finish(self) -> None:
        """Stage what is left and pass on the problems of what stayed."""
        for table in list(self._waiting):
            self._flush(table)
        for version in self._dropped:
            for table in self.stage.tables:
                self.stage.connection.execute(
                    f"delete from {self.stage.open_table(table)} "
                    "where unit_id = ? and dated_at is not distinct from ?",
                    list(version),
                )
        for noted in self.problems:
            if noted.version is None or noted.version not in self._dropped:
                self.stage.problem(
                    noted.code,
                    file=self.file,
                    row=noted.line,
                    column=noted.column,
                    value=noted.value,
                    severity=noted.severity,
                    **noted.values,
                )

    def _flush(self, table: str) -> None:
        rows = self._waiting.pop(table, [])
        if not rows:
            return
        names = dict.fromkeys(chain.from_iterable(rows))
        columns: dict[str, list[Any]] = {name: [row.get(name) for row in rows] for name in names}
        columns["source_file"] = [self.file] * len(rows)
        self.stage.add(table, columns)
