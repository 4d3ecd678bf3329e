"""Receiver: what an importer hands its rows and problems to."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from data.problems import Problem, Severity


class Receiver(ABC):
    """Takes the rows of a source, as text, and the problems found while reading it."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    @abstractmethod
    def add(self, table: str, columns: Mapping[str, Sequence[Any]]) -> None:
        """Add rows, given column by column: texts (or None); ``source_row`` integers, ``dated_at`` datetimes.

        Columns that are left out are NULL. Give thousands of rows at once, not one by one.
        """

    @abstractmethod
    def clear(self) -> None:
        """Forget everything received so far."""

    def problem(
        self,
        code: str,
        *,
        file: str,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
        severity: Severity = "warning",
        table: str | None = None,
        **values: str | int | float,
    ) -> None:
        """Note a problem: a warning keeps its row; an error must leave the row out."""
        self.problems.append(
            Problem(
                file=file,
                row=row,
                column=column,
                value=value,
                severity=severity,
                code=code,
                values=values,
                table=table,
            )
        )


def arrow_of(columns: Mapping[str, Sequence[Any]]) -> pa.Table:
    """The rows of ``Receiver.add`` as an Arrow table."""
    return pa.table(
        {name: pa.array(values, type=_TYPES.get(name, pa.string())) for name, values in columns.items()}
    )


_TYPES: dict[str, pa.DataType] = {"source_row": pa.int64(), "dated_at": pa.timestamp("us")}
