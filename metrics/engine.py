"""Engine: what runs the SQL. DuckDB is the default; another engine may build the same published tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol, Self

from duckdb import DuckDBPyConnection


class Engine(Protocol):
    """What facts, measures and publishing need from a database."""

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run one statement; give its rows."""
        ...

    def table(self, name: str, sql: str) -> None:
        """Make or replace a working table from a query."""
        ...

    def beside(self) -> AbstractContextManager[Self]:
        """An engine for another thread: it sees the working tables of this one, and has others of its own."""
        ...


class DuckDBEngine:
    """The engine on one laptop, over records that are attached under a name to a connection in memory."""

    def __init__(
        self, connection: DuckDBPyConnection, records: str, tables: str = "table memory.main."
    ) -> None:
        self._connection = connection
        self._records = records
        self._tables = tables
        connection.execute(f"set search_path = 'memory.main,{records}.main'")

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run one statement; give its rows."""
        return self._connection.execute(sql, list(parameters)).fetchall()

    def table(self, name: str, sql: str) -> None:
        """Make or replace a working table from a query."""
        self._connection.execute(f"create or replace {self._tables}{name} as {sql}")

    @contextmanager
    def beside(self) -> Iterator[Self]:
        """An engine for another thread: it sees the working tables of this one, and has others of its own."""
        cursor = self._connection.cursor()
        try:
            yield type(self)(cursor, self._records, "temp table ")
        finally:
            cursor.close()
