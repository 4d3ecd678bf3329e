"""Batches: appending checked rows, undoing and redoing, and which rows count afterwards.

A row belongs to a unit (a whole IATI activity, else its own key) and a batch. Of each unit the newest
version counts among the batches that are live: newer by source date, then by import order. A version
without a date counts as new as the newest one imported before it, so that the later import wins.
"""

from __future__ import annotations

import datetime as dt
import getpass
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
from duckdb import DuckDBPyConnection

from data.errors import UnknownBatch
from data.model import TABLES, Record
from data.problems import Problem
from data.schema import STORE_COLUMNS, twins
from data.stage import Stage

AFTER_PLACEHOLDERS = "timestamp '1970-01-02'"
"""An importer that must name a thing it knows nothing else about dates that row 1970-01-01; anything that
somebody typed, dated or not, is newer."""


@dataclass(frozen=True)
class Batch:
    """What is noted about an import."""

    file: str
    format: str
    fingerprint: str
    file_date: dt.date | None
    imported_at: dt.datetime


def live_batch(connection: DuckDBPyConnection, fingerprint: str) -> int | None:
    """The live batch with this fingerprint, if the same file was imported before."""
    row = connection.execute(
        "select max(batch_id) from import_batch where fingerprint = $fingerprint and state = 'live'",
        {"fingerprint": fingerprint},
    ).fetchone()
    return row[0] if row else None


@dataclass(frozen=True)
class Arrival:
    """What a batch brings: accepted rows by table, the number of rejected ones, and all problems."""

    batch: Batch
    accepted: dict[str, int]
    rejected: int
    problems: Sequence[Problem]


def append(stage: Stage, arrivals: Sequence[Arrival]) -> list[int]:
    """Add all good checked rows in one transaction, a batch for each source; give the batches' numbers.

    The stage holds one source, or as many as there are arrivals, told apart by ``source_no``.
    """
    connection = stage.connection
    connection.execute("begin")
    last = connection.execute("select coalesce(max(batch_id), 0) from import_batch").fetchone()
    first = (last[0] if last else 0) + 1
    batch_id = f"{first} + source_no" if stage.is_shared_out else str(first)
    for table in stage.tables:
        _append_rows(connection, TABLES[table], batch_id)
    _append_units(connection, stage, batch_id)
    _note_organizations(connection, stage, batch_id)
    numbers = list(range(first, first + len(arrivals)))
    for number, arrival in zip(numbers, arrivals, strict=True):
        _note_batch(connection, number, arrival)
    _note_problems(connection, dict(zip(numbers, arrivals, strict=True)))
    _settle(connection, numbers, is_new=True)
    connection.execute("commit")
    return numbers


def _note_batch(connection: DuckDBPyConnection, batch_id: int, arrival: Arrival) -> None:
    batch = arrival.batch
    connection.execute(
        "insert into import_batch values (?, 'live', ?, ?, ?, ?, ?, ?, ?, ?, ?, null)",
        [
            batch_id,
            batch.file,
            batch.format,
            batch.fingerprint,
            batch.imported_at,
            getpass.getuser(),
            batch.file_date,
            json.dumps(arrival.accepted),
            arrival.rejected,
            sum(problem.severity == "warning" for problem in arrival.problems),
        ],
    )


def set_state(connection: DuckDBPyConnection, batch_id: int, state: str) -> None:
    """Undo or redo a batch: nothing is lost, only which rows count changes. Raises UnknownBatch."""
    if not connection.execute("select 1 from import_batch where batch_id = ?", [batch_id]).fetchall():
        raise UnknownBatch("error.unknown_batch", batch=batch_id)
    connection.execute("begin")
    connection.execute("update import_batch set state = ? where batch_id = ?", [state, batch_id])
    _settle(connection, [batch_id])
    connection.execute("commit")


def _settle(connection: DuckDBPyConnection, batches: Sequence[int], *, is_new: bool = False) -> None:
    """Decide anew which rows count, for all units that some batches touch; rows of new ones count so far."""
    _settle_units(connection, batches, is_new)
    for table in _tables(connection, f"batch_id in ({', '.join(map(str, batches))})"):
        _settle_keys(connection, TABLES[table], batches, is_new)


def _tables(connection: DuckDBPyConnection, condition: str) -> list[str]:
    """The record tables that some batches brought rows of."""
    found = connection.execute(f"select accepted from import_batch where {condition}").fetchall()
    return sorted({table for (accepted,) in found for table, rows in json.loads(accepted).items() if rows})


def _append_rows(connection: DuckDBPyConnection, record: type[Record], batch_id: str) -> None:
    names = [*record.model_fields, *twins(record), *STORE_COLUMNS]
    taken = [batch_id if name == "batch_id" else "true" if name == "is_current" else name for name in names]
    connection.execute(
        f"""insert into records.{record.table} ({", ".join(names)})
            select {", ".join(taken)} from memory.checked_{record.table} where not is_bad"""
    )


def _append_units(connection: DuckDBPyConnection, stage: Stage, batch_id: str) -> None:
    """Note which whole units the batches bring, and how new they are."""
    units = " union all ".join(
        f"""select unit_id, {batch_id} as batch_id, dated_at from memory.checked_{table}
            where unit_id is not null and not is_bad"""
        for table in stage.tables
    )
    connection.execute(
        f"""insert into unit_version
            select unit_id, batch_id, max(dated_at) from ({units}) group by unit_id, batch_id"""
    )


def _note_organizations(connection: DuckDBPyConnection, stage: Stage, batch_id: str) -> None:
    """Note whose numbers the batches may change; ``*`` when a table belongs to no organisation."""
    names = " union ".join(
        f"select distinct {batch_id} as batch_id, {_owner(table)} as name"
        f" from memory.checked_{table} where not is_bad"
        for table in stage.tables
    )
    connection.execute(f"insert into batch_organization select batch_id, name from ({names})")


def _owner(table: str) -> str:
    return "organization_id" if "organization_id" in TABLES[table].model_fields else "'*'"


def _note_problems(connection: DuckDBPyConnection, arrivals: Mapping[int, Arrival]) -> None:
    listed = [(batch_id, problem) for batch_id, arrival in arrivals.items() for problem in arrival.problems]
    if not listed:
        return
    problems = [problem for _, problem in listed]
    columns = {
        "batch_id": [batch_id for batch_id, _ in listed],
        "severity": [problem.severity for problem in problems],
        "file": [problem.file for problem in problems],
        "source_row": [problem.row for problem in problems],
        "table_name": [problem.table for problem in problems],
        "column_name": [problem.column for problem in problems],
        "value": [problem.value for problem in problems],
        "code": [problem.code for problem in problems],
        "details": [json.dumps(problem.values) for problem in problems],
    }
    types = [(name, pa.int64() if name in ("batch_id", "source_row") else pa.string()) for name in columns]
    connection.register("noted", pa.table(columns, schema=pa.schema(types)))
    connection.execute("insert into import_problem by name select * from noted")
    connection.unregister("noted")


def _settle_units(connection: DuckDBPyConnection, batches: Sequence[int], is_new: bool) -> None:
    """Whole units: one version of each counts, in every table that holds rows of it."""
    listed = ", ".join(map(str, batches))
    touched = f"select unit_id from unit_version where batch_id in ({listed})"
    if not _finds(connection, touched):
        return
    versions = f"select 1 from unit_version where unit_id in ({touched}) group by unit_id"
    if is_new and not _finds(connection, f"{versions} having count(*) > 1"):
        return
    connection.execute(
        f"""
        create or replace temp table winner as
        select unit_id, batch_id from ({_ranked("unit_id", f"unit_version where unit_id in ({touched})")})
        where place = 1
        """
    )
    others = f"batch_id in (select batch_id from unit_version where unit_id in ({touched}))"
    for table in _tables(connection, others):
        wins = "(unit_id, batch_id) in (select unit_id, batch_id from winner)"
        connection.execute(
            f"""update records.{table} set is_current = {wins}
                where unit_id in ({touched}) and is_current <> ({wins})"""
        )


def _settle_keys(
    connection: DuckDBPyConnection, record: type[Record], batches: Sequence[int], is_new: bool
) -> None:
    """Rows that are their own unit: one row of each key counts."""
    table, key = f"records.{record.table}", ", ".join(record.key)
    listed = ", ".join(map(str, batches))
    mine = f"select {key} from {table} where batch_id in ({listed}) and unit_id is null"
    if not _finds(connection, mine):
        return
    others = f"select 1 from {table} where batch_id not in ({listed}) and unit_id is null"
    is_alone = not (
        (len(batches) > 1 and _finds(connection, f"{mine} group by {key} having count(*) > 1"))
        or (_finds(connection, others) and _finds(connection, f"{others} and ({key}) in ({mine})"))
    )
    if is_new and is_alone:
        return
    connection.execute(
        f"""
        create or replace temp table winner as
        select row_id from ({_ranked(key, f"{table} where unit_id is null and ({key}) in ({mine})")})
        where place = 1
        """
    )
    wins = "rowid in (select row_id from winner)"
    connection.execute(
        f"""update {table} set is_current = {wins}
            where unit_id is null and ({key}) in ({mine}) and is_current <> ({wins})"""
    )


def _finds(connection: DuckDBPyConnection, query: str) -> bool:
    return bool(connection.execute(f"{query} limit 1").fetchall())


def _ranked(key: str, rows: str) -> str:
    """Live versions with their place among those of one key: 1 is the newest."""
    return f"""
        select *, row_number() over (partition by {key} order by newness desc nulls last, batch_id desc) as place
        from (
            select rowid as row_id, {key}, batch_id,
                coalesce(dated_at, max(dated_at) over (
                    partition by {key} order by batch_id rows between unbounded preceding and 1 preceding
                ), {AFTER_PLACEHOLDERS}) as newness
            from {rows} and batch_id in (select batch_id from import_batch where state = 'live')
        )
    """
