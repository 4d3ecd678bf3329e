"""Engine: what runs the SQL. DuckDB is the default; another engine may build the same published tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from duckdb import DuckDBPyConnection


class Engine(Protocol):
    """The two things that facts, measures and publishing need from a database."""

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run one statement; give its rows."""
        ...

    def table(self, name: str, sql: str) -> None:
        """Make or replace a working table from a query."""
        ...


class DuckDBEngine:
    """The engine on one laptop."""

    def __init__(self, connection: DuckDBPyConnection) -> None:
        self.connection = connection

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run one statement; give its rows."""
        return self.connection.execute(sql, list(parameters)).fetchall()

    def table(self, name: str, sql: str) -> None:
        """Make or replace a working table from a query."""
        self.connection.execute(f"create or replace temp table {name} as {sql}")
