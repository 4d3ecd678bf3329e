"""Small record sets for tests, as a stage would hold them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from data.home import Home
from data.importing import Imported, import_rows
from data.stage import Stage

NOW = dt.datetime(2026, 1, 1, 12)


def fill(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> Callable[[Stage], None]:
    """A function that stages rows given as dictionaries of texts; row numbers count from 2."""

    def into(stage: Stage) -> None:
        # Files as small as these are read on one thread too: with few rows threads wait more than they work.
        stage.connection.execute("set threads = 1")
        for table, rows in tables.items():
            names = sorted({name for row in rows for name in row})
            columns: dict[str, list[Any]] = {name: [row.get(name) for row in rows] for name in names}
            columns["source_file"] = [f"{table}.csv"] * len(rows)
            columns["source_row"] = list(range(2, len(rows) + 2))
            stage.add(table, columns)

    return into


def bring(
    home: Home, tables: Mapping[str, Sequence[Mapping[str, Any]]], now: dt.datetime = NOW, name: str = "test"
) -> Imported:
    """Import rows given as dictionaries."""
    return import_rows(home, name, fill(tables), now)


def house(
    organization: str = "o1", program: str = "p1", kind: str = "treatment"
) -> dict[str, list[dict[str, str]]]:
    """One organisation with one programme."""
    return {
        "organization": [{"organization_id": organization, "name": "Yayasan Uji"}],
        "program": [
            {"program_id": program, "organization_id": organization, "name": "Program uji", "kind": kind}
        ],
    }


def stay(
    number: int, entry: str, exit: str | None = None, outcome: str | None = None, **more: Any
) -> dict[str, Any]:
    """One enrollment of client ``c<number>``."""
    return {
        "enrollment_id": f"e{number}",
        "organization_id": "o1",
        "program_id": "p1",
        "client_id": f"c{number}",
        "entry_on": entry,
        "exit_on": exit,
        "outcome": outcome,
        **more,
    }


def clients(stays: Sequence[Mapping[str, Any]], **more: Any) -> list[dict[str, Any]]:
    """The clients of some enrollments."""
    seen = dict.fromkeys((row["organization_id"], row["client_id"]) for row in stays)
    return [{"organization_id": organization, "client_id": client, **more} for organization, client in seen]
