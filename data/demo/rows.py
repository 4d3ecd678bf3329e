"""Rows: what the demonstration writes down, table by table, and how it becomes staged text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from data.model import TABLES
from data.stage import Stage

Value = str | int | float | bool | Decimal | dt.date | dt.datetime | None


class Rows:
    """Rows of all record tables, in the order in which they were written."""

    def __init__(self, as_of: dt.date) -> None:
        self.closing = dt.datetime.combine(as_of, dt.time(20, 0))
        """The moment at which nobody enters anything any more."""
        self.tables: dict[str, list[Mapping[str, Value]]] = {}

    def add(self, table: str, *, entered_at: dt.datetime | None = None, **values: Value) -> None:
        """Write one row down, unless it would only be entered after closing."""
        if entered_at is not None and entered_at > self.closing:
            return
        values["entered_at"] = entered_at
        self.tables.setdefault(table, []).append(values)

    def stage(self, stage: Stage) -> None:
        """Hand all rows to a stage, parents before children, every own column as canonical text."""
        for table, record in TABLES.items():
            rows = self.tables.get(table)
            if not rows:
                continue
            columns: dict[str, list[Any]] = {
                column: _texts([row.get(column) for row in rows])
                for column in (*record.model_fields, "entered_at")
            }
            columns["source_file"] = ["demo"] * len(rows)
            columns["source_row"] = list(range(1, len(rows) + 1))
            stage.add(table, columns)


def _texts(values: list[Value]) -> list[str | None]:
    """Write values as text; most are text already."""
    return [value if value.__class__ is str or value is None else as_text(value) for value in values]


def as_text(value: Value) -> str | None:
    """Write a value as canonical text: ISO dates, decimal point, ``true`` and ``false``, codes.

    >>> as_text(True), as_text(dt.datetime(2026, 11, 20, 8, 5)), as_text(0.25)
    ('true', '2026-11-20 08:05:00', '0.25')
    """
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
