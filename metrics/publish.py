"""Publish: facts -> published tables, only for the organisations whose records changed."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from data import versions
from data.connect import attach, connect_light, connect_memory
from data.home import Home
from data.lock import exclusive
from data.quoting import literal
from data.store import bring_up_to_date, is_older, newest_records
from metrics.engine import DuckDBEngine
from metrics.facts import FACTS
from metrics.facts.definition import Fact
from metrics.facts.happenings import LATEST_HAPPENING
from metrics.facts.metadata import METADATA
from metrics.facts.stages import STAGES, prepare
from metrics.publishing_sql import create_sql, fact_rows, month_sums, published_rows, which_groups

Progress = Callable[[int, int], None]
"""Called with the organisations done so far and how many there are."""

ROWS_AT_ONCE = 250_000
"""Enrollments of the small organisations that are published together."""
ROWS_OF_A_GROUP = 30_720
"""Rows that are read at least: pages read one organisation among many."""
ROWS_OF_ONE_THREAD = 100_000
"""Enrollments under which one thread is quicker than several that wait for each other."""
EPOCH = dt.date(1970, 1, 1)


def newest_published(home: Home) -> Path | None:
    """The newest published version, or None."""
    return versions.newest(home.published)


def publish(
    home: Home,
    organizations: Iterable[str] | None = None,
    as_of: dt.date | None = None,
    progress: Progress | None = None,
) -> list[str]:
    """Bring the published file up to date; give the organisations that were published anew.

    Without ``organizations``: all whose records changed since. ``as_of`` overrides each organisation's own
    last data date. Nothing is written when nothing changed.
    """
    bring_up_to_date(home)
    records = newest_records(home)
    if records is None:
        return []
    with exclusive(home.published, "publish"):
        old = newest_published(home)
        stamps, known = _stamps(records), _known_stamps(old)
        if known is None or organizations is None:
            chosen = [name for name in stamps if known is None or stamps[name] != known.get(name)]
        else:
            chosen = sorted(set(organizations) & set(stamps))
        gone = [name for name in known or () if name not in stamps]
        if not chosen and not gone and known is not None:
            return []
        draft = versions.begin_draft(home.published)
        if old is not None and known is not None:
            shutil.copyfile(old, draft)
        connection = connect_memory(home.temp)
        try:
            attach(connection, draft, "published", read_only=False, row_group_size=ROWS_OF_A_GROUP)
            build(connection, records, chosen, as_of, stamps, progress, known, gone)
            connection.execute("checkpoint published")
        except BaseException:
            connection.close()
            versions.discard_draft(draft)
            raise
        connection.close()
        versions.finish_draft(draft)
    return chosen


def ensure_published(home: Home, progress: Progress | None = None) -> None:
    """Publish what changed since the last time, if anything did."""
    if needs_publishing(home):
        publish(home, progress=progress)


def needs_publishing(home: Home) -> bool:
    """Say whether records are newer than what is published, by what they hold and not by the clock."""
    records = newest_records(home)
    if records is None:
        return False
    known = _known_stamps(newest_published(home))
    return known is None or is_older(home) or _stamps(records) != known


def build(
    connection: DuckDBPyConnection,
    records: Path,
    organizations: Sequence[str],
    as_of: dt.date | None,
    stamps: dict[str, str],
    progress: Progress | None = None,
    known: Collection[str] | None = None,
    gone: Sequence[str] = (),
) -> None:
    """Fill the database attached as ``published`` for some organisations from a records version.

    ``known``: the organisations that it holds already; None for one that is empty. ``gone`` are taken out.
    """
    attach(connection, records, "records")
    connection.execute("use records")
    engine = DuckDBEngine(connection)
    if known is None:
        _create_tables(connection)
    else:
        _forget(connection, [*(name for name in organizations if name in known), *gone])
    data_days = _data_days(engine)
    done = 0
    for chunk, rows in _chunks(engine, organizations):
        engine.execute(f"set threads = {1 if rows < ROWS_OF_ONE_THREAD else os.cpu_count() or 1}")
        days = {name: (as_of - EPOCH).days if as_of else data_days.get(name) for name in chunk}
        _publish_chunk(engine, {name: day for name, day in days.items() if day is not None})
        _note(connection, {name: (days[name], stamps[name]) for name in chunk})
        done += len(chunk)
        if progress:
            progress(done, len(organizations))
    for table, query in METADATA.items():
        engine.execute(f"insert into published.{table} {query} order by 1, 2")
    connection.execute("use memory")
    connection.execute("detach records")


def _publish_chunk(engine: DuckDBEngine, days: dict[str, int]) -> None:
    if not days:
        return
    listed = ", ".join(f"({literal(name)}, {day})" for name, day in days.items())
    engine.table(
        "publishing",
        f"select organization_id, as_of_day from (values {listed}) listed (organization_id, as_of_day)",
    )
    prepare(engine)
    filled = _filled_tables(engine)
    for fact in FACTS:
        if fact.shape == "view" or not fact.is_recorded(filled):
            continue
        for name, query in fact.working:
            engine.table(name, query)
        engine.table("fact_rows", fact_rows(fact))
        engine.execute(f"insert into published.{fact.name} {_published_rows(engine, fact)}")


def _published_rows(engine: DuckDBEngine, fact: Fact) -> str:
    """The published rows of the fact whose rows are prepared, counting only groups that something is known of."""
    if fact.shape == "ready":
        return published_rows(fact)
    engine.table("fact_months", month_sums(fact))
    known = engine.execute(which_groups(fact))[0] if fact.groups else ()
    return published_rows(fact, [group for group, some in zip(fact.groups, known, strict=True) if some])


def _filled_tables(engine: DuckDBEngine) -> set[str]:
    """Record tables that hold a row of an organisation being published; which ones is published too.

    What is never recorded is not measured; what is recorded elsewhere but not here is 0.
    """
    tables = sorted({name for fact in FACTS for name in (*fact.reads, *fact.instead)})
    filled = " union all ".join(
        f"""select organization_id as organization, '{name}' as record_table from current_{name}
            where organization_id in (select organization_id from publishing) group by organization_id"""
        for name in tables
    )
    engine.execute(f"insert into published.recorded {filled}")
    return {
        row[0]
        for row in engine.execute(
            """select distinct record_table from published.recorded
               where organization in (select organization_id from publishing)"""
        )
    }


def _chunks(engine: DuckDBEngine, organizations: Sequence[str]) -> list[tuple[list[str], int]]:
    """Small organisations together, large ones alone, so that memory stays bounded; with their enrollments."""
    sizes = dict(
        engine.execute("select organization_id, count(*) from current_enrollment group by organization_id")
    )
    chunks: list[list[str]] = []
    counted: list[int] = []
    room = 0
    for name in organizations:
        size = sizes.get(name, 0)
        if size > room or not chunks or len(chunks[-1]) >= 200:
            chunks.append([])
            counted.append(0)
            room = ROWS_AT_ONCE
        chunks[-1].append(name)
        counted[-1] += size
        room -= size
    return list(zip(chunks, counted, strict=True))


def _data_days(engine: DuckDBEngine) -> dict[str, int]:
    """The last data day of each organisation: the latest happening, never after its newest import."""
    imported = dict(
        engine.execute(
            """select o.organization_id, cast(max(cast(b.imported_at as date) - date '1970-01-01') as integer)
               from import_batch b join batch_organization o on o.batch_id = b.batch_id
               where b.state = 'live' group by o.organization_id"""
        )
    )
    happened = engine.execute(LATEST_HAPPENING)
    return {name: min(day, imported.get(name, day)) for name, day in happened if day is not None}


def _create_tables(connection: DuckDBPyConnection) -> None:
    for fact in FACTS:
        connection.execute(create_sql(fact))
    connection.execute(
        "create table if not exists published.publication (organization VARCHAR, as_of DATE, stamp VARCHAR)"
    )
    for table, query in METADATA.items():
        connection.execute(f"create table if not exists published.{table} as {query} limit 0")
    connection.execute(
        f"create or replace table published.definitions as select {literal(definitions_version())} as version"
    )
    connection.execute(
        "create table if not exists published.recorded (organization VARCHAR, record_table VARCHAR)"
    )


def _forget(connection: DuckDBPyConnection, organizations: Sequence[str]) -> None:
    for table in METADATA:
        connection.execute(f"delete from published.{table}")
    if not organizations:
        return
    names = ", ".join(literal(name) for name in organizations)
    for table in [fact.name for fact in FACTS if fact.shape != "view"] + ["recorded", "publication"]:
        connection.execute(f"delete from published.{table} where organization in ({names})")


def _note(connection: DuckDBPyConnection, published: dict[str, tuple[int | None, str]]) -> None:
    """Note as of which day organisations were published, and from what."""
    listed = ", ".join(
        f"({literal(name)}, {_date(day)}, {literal(stamp)})" for name, (day, stamp) in published.items()
    )
    connection.execute(f"insert into published.publication values {listed}")


def _date(day: int | None) -> str:
    return "null" if day is None else f"date '{EPOCH + dt.timedelta(days=day)}'"


def _stamps(records: Path) -> dict[str, str]:
    """What each organisation's numbers rest on: its live batches and the definitions in force."""
    connection = connect_light()
    try:
        attach(connection, records, "records")
        rows = connection.execute(
            """
            with live as (
                select o.organization_id, o.batch_id from records.batch_organization o
                join records.import_batch b on b.batch_id = o.batch_id where b.state = 'live'
            )
            select organization_id, string_agg(cast(batch_id as varchar), ',' order by batch_id) from (
                select organization_id, batch_id from live where organization_id <> '*'
                union
                select mine.organization_id, everybody.batch_id from (select distinct organization_id from live) mine
                join live everybody on everybody.organization_id = '*' where mine.organization_id <> '*'
            ) group by organization_id order by organization_id
            """
        ).fetchall()
    finally:
        connection.close()
    definitions = definitions_version()
    return {
        name: hashlib.sha256(f"{batches}|{definitions}".encode()).hexdigest()[:16] for name, batches in rows
    }


def _known_stamps(published: Path | None) -> dict[str, str] | None:
    """What each organisation's published numbers rest on; None where nothing is published, or tables were made
    by other definitions than those in force: then all is made anew."""
    if published is None:
        return None
    connection = connect_light()
    try:
        attach(connection, published, "published")
        version = connection.execute("select version from published.definitions").fetchall()
        if version != [(definitions_version(),)]:
            return None
        return dict(connection.execute("select organization, stamp from published.publication").fetchall())
    except duckdb.CatalogException:
        return None
    finally:
        connection.close()


@cache
def definitions_version() -> str:
    """A short hash of everything that facts and publishing declare; numbers of different versions differ."""
    declared = (*STAGES.values(), *METADATA.values())
    text = "".join(fact.model_dump_json() for fact in FACTS) + "".join(declared)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
