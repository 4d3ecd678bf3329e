"""Stage: where an importer puts what it read, as text, before anything is checked.

Raw text is held in memory (spilling encrypted into the home's own folder), never in the records file.
There is one staged table for each record table, with every column as text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
from duckdb import DuckDBPyConnection

from data.connect import connect_memory
from data.model import TABLES
from data.receiver import Receiver, arrow_of

SOURCE_COLUMNS: dict[str, str] = {
    "source_file": "VARCHAR",
    "source_row": "BIGINT",
    "unit_id": "VARCHAR",
    "dated_at": "TIMESTAMP",
    "entered_at": "VARCHAR",
    "source_no": "INTEGER",
}
"""What every staged row carries beside its own columns.

``source_file`` and ``source_row``: where it was read. ``unit_id``: the unit that it belongs to when that
is more than its own key (an IATI activity), else NULL. ``dated_at``: how new the source says it is, or
NULL. ``entered_at``: when somebody typed it, or NULL for the import time. ``source_no``: which of several
sources that are staged together it belongs to, counted from 0, or NULL for one alone.
"""


class Stage(Receiver):
    """The rows of one file (or folder), or of several small files, and the problems found so far.

    Files that are imported together share a ``connection``; what one staged is cleared before the next.
    """

    def __init__(
        self, temp: Path, key_space: str = "own", connection: DuckDBPyConnection | None = None
    ) -> None:
        super().__init__()
        self._is_shared = connection is not None
        self.connection = connect_memory(temp) if connection is None else connection
        self.key_space = key_space
        """The space in which the source's person ids are unique; part of every pseudonym."""
        self.tables: list[str] = []
        """Record tables that rows were staged for, in the order of first use."""
        self.adopted: dict[str, frozenset[str]] = {}
        """Tables that were adopted, and their columns that may hold anything."""
        self.is_shared_out = False
        """Whether it holds several sources, told apart by ``source_no``."""
        self.knows_people = False
        """Whether a person's id that is a pseudonym already is one: for rows that come back corrected."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._is_shared:
            self.connection.close()
            return
        self.connection.execute("use memory")
        for kind in ("view", "table"):
            listed = self.connection.execute(
                f"""select {kind}_name from duckdb_{kind}s()
                    where database_name = 'memory' and not internal"""
            ).fetchall()
            for (name,) in listed:
                self.connection.execute(f'drop {kind} if exists memory."{name}"')

    def open_table(self, table: str) -> str:
        """Make sure that the staged table of a record table exists; give its name."""
        name = f"staged_{table}"
        if table not in self.tables:
            own = [f'"{column}" VARCHAR' for column in TABLES[table].model_fields]
            source = [f"{column} {kind}" for column, kind in SOURCE_COLUMNS.items()]
            self.connection.execute(f"create table {name} ({', '.join(own + source)})")
            self.tables.append(table)
        return name

    def add(self, table: str, columns: Mapping[str, Sequence[Any]]) -> None:
        """Stage rows (see ``Receiver.add``)."""
        self.add_arrow(table, arrow_of(columns))

    def add_arrow(self, table: str, rows: pa.Table) -> None:
        """Stage rows that are an Arrow table already."""
        name = self.open_table(table)
        self.connection.register("incoming", rows)
        self.connection.execute(f"insert into {name} by name select * from incoming")
        self.connection.unregister("incoming")

    def clear(self) -> None:
        """Forget everything received so far."""
        for table in self.tables:
            self.connection.execute(f"delete from staged_{table}")
        self.problems.clear()

    def add_query(self, table: str, query: str, parameters: Sequence[Any] = ()) -> None:
        """Add the rows of a query over this stage's connection; its column names are those of the table.

        Every own column must be text.
        """
        name = self.open_table(table)
        self.connection.execute(f"insert into {name} by name {query}", list(parameters))

    def rewrite(self, table: str, query: str, parameters: Mapping[str, Any], filled: Iterable[str]) -> None:
        """Let the rows of a query over the staged rows of a table stand in their place.

        ``filled`` names columns that the query fills beside those of the table.
        """
        name, kind = f"staged_{table}", "view" if table in self.adopted else "table"
        self.connection.execute(f"create table memory.rewritten as {query}", dict(parameters))
        self.connection.execute(f"drop {kind} memory.{name}")
        self.connection.execute(f"alter table memory.rewritten rename to {name}")
        if table in self.adopted:
            self.adopted[table] |= frozenset(filled)

    def adopt(self, table: str, query: str, filled: Iterable[str]) -> None:
        """Let the rows of a query stand as the staged rows of a table, without copying them.

        The query gives every own column as text without spaces around it, NULL rather than empty; the
        source columns; and ``rowid``. ``filled`` names the columns that may hold anything.
        """
        self.connection.execute(f"create view staged_{table} as {query}")
        self.tables.append(table)
        self.adopted[table] = frozenset(filled)


def as_moment(text: str | None) -> dt.datetime | None:
    """Read an ISO date or date-time as a moment in UTC without zone; None where it is not one."""
    if not text:
        return None
    try:
        moment = dt.datetime.fromisoformat(text.strip())
        return moment.astimezone(dt.UTC).replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return None
