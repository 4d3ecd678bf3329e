"""What an import brought, and how two versions of the records differ, table by table."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from data.connect import attach, connect_memory
from data.errors import InputError, UnknownBatch
from data.home import Home
from data.model import RECORDS, TABLES
from data.store import newest_records, reading


class Brought(NamedTuple):
    """What one import brought into a table."""

    table: str
    added: int
    """Rows of things that were not there before."""
    replaced: int
    """Rows that took the place of an older row of the same key."""
    standing: int
    """Those of both that count now; the others were undone, or replaced themselves."""


class Difference(NamedTuple):
    """How the rows that count in a table differ between two versions."""

    table: str
    added: int
    changed: int
    removed: int


class Version(NamedTuple):
    """One version of the records that is kept."""

    number: int
    written_at: dt.datetime
    size: int
    """Bytes."""


def brought(home: Home, batch: int) -> list[Brought]:
    """What an import brought, for each table. Raises UnknownBatch."""
    if newest_records(home) is None:
        raise InputError("error.no_records")
    with reading(home) as connection:
        found = connection.execute("select accepted from import_batch where batch_id = ?", [batch]).fetchone()
        if found is None:
            raise UnknownBatch("error.unknown_batch", batch=batch)
        listed = []
        for table, rows in json.loads(found[0]).items():
            if not rows:
                continue
            key = ", ".join(TABLES[table].key)
            replaced, every, standing = connection.execute(
                f"""select count(*) filter (where ({key}) in (
                            select ({key}) from {table} where batch_id < $batch)),
                        count(*), count(*) filter (where is_current)
                    from {table} where batch_id = $batch""",
                {"batch": batch},
            ).fetchall()[0]
            listed.append(Brought(table, every - replaced, replaced, standing))
    return listed


def versions_of(home: Home) -> list[Path]:
    """The versions of the records that are kept, the newest first."""
    return sorted(home.records.glob("*.duckdb"), reverse=True)


def kept_versions(home: Home) -> list[Version]:
    """The versions of the records that are kept, the newest first, with when they were written."""
    found = []
    for path in versions_of(home):
        about = path.stat()
        found.append(Version(int(path.stem), dt.datetime.fromtimestamp(about.st_mtime), about.st_size))
    return found


def compare_versions(home: Home, older: int, newer: int) -> list[Difference]:
    """How two versions, by their numbers, differ; tables that are alike are left out. Raises InputError."""
    paths = {int(path.stem): path for path in versions_of(home)}
    for number in (older, newer):
        if number not in paths:
            raise InputError("error.no_such_version", version=number)
    connection = connect_memory(home.temp)
    try:
        attach(connection, paths[older], "older")
        attach(connection, paths[newer], "newer")
        listed = [
            _difference(connection, record.table) for record in RECORDS if _both(connection, record.table)
        ]
    finally:
        connection.close()
    return [one for one in listed if one.added or one.changed or one.removed]


def _both(connection: DuckDBPyConnection, table: str) -> bool:
    """Say whether both versions know a table with all its present columns."""
    return _columns(connection, "older", table) == _columns(connection, "newer", table) != set()


def _columns(connection: DuckDBPyConnection, version: str, table: str) -> set[str]:
    found = connection.execute(
        "select column_name from duckdb_columns() where database_name = ? and table_name = ?",
        [version, table],
    ).fetchall()
    return {name for (name,) in found}


def _difference(connection: DuckDBPyConnection, table: str) -> Difference:
    record = TABLES[table]
    same_key = " and ".join(f"o.{name} = n.{name}" for name in record.key)
    differs = " or ".join(f"o.{name} is distinct from n.{name}" for name in record.model_fields)
    row = connection.execute(
        f"""select count(*) filter (where o.batch_id is null),
                count(*) filter (where o.batch_id is not null and n.batch_id is not null and ({differs})),
                count(*) filter (where n.batch_id is null)
            from (select * from older.{table} where is_current) o
            full join (select * from newer.{table} where is_current) n on {same_key}"""
    ).fetchone()
    return Difference(table, *row)
