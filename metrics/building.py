"""Build: the published tables of some organisations, from records and facts.

The tables that several facts are made from are made first, while a worker lays out the published tables and
fills in names and promises; then two workers make the facts side by side. Each has a working space of its own.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache

from duckdb import DuckDBPyConnection

from data.quoting import literal
from metrics.engine import DuckDBEngine, Engine
from metrics.facts import FACTS
from metrics.facts.definition import Fact
from metrics.facts.happenings import HAPPENED
from metrics.facts.metadata import AFTER_FACTS, METADATA
from metrics.facts.stages import STAGES, prepare
from metrics.publishing_sql import (
    create_sql,
    fact_rows,
    filled_rows,
    month_sums,
    published_rows,
    which_groups,
)

Progress = Callable[[int, int], None]
"""Called with the organisations done so far and how many there are."""

ROWS_AT_ONCE = 250_000
"""Enrollments of the small organisations that are published together."""
ROWS_OF_ONE_THREAD = 100_000
"""Enrollments under which one thread is quicker than several that wait for each other."""
WORKERS = min(2, os.cpu_count() or 1)
"""Facts that are made at a time, each on one thread: more would take more memory at once."""
LISTS = {
    "recorded": "create table if not exists published.recorded (organization VARCHAR, record_table VARCHAR)",
    "filled": "create table if not exists published.filled (organization VARCHAR, fact VARCHAR)",
}
"""What an organisation has rows of: in its records, and in the published tables of facts."""
PUBLICATION = """create table if not exists published.publication
    (organization VARCHAR, begun DATE, as_of DATE, stamp VARCHAR)"""
"""The first and the last day that the numbers of an organisation are made from, and what they rest on."""
EPOCH = dt.date(1970, 1, 1)


def build(
    connection: DuckDBPyConnection,
    organizations: Sequence[str],
    as_of: dt.date | None,
    stamps: dict[str, str],
    progress: Progress | None = None,
    known: Collection[str] | None = None,
    gone: Sequence[str] = (),
) -> None:
    """Fill the database attached as ``published`` for some organisations from that attached as ``records``.

    ``known``: the organisations that it holds already; None for one that is empty. ``gone`` are taken out.
    """
    engine = DuckDBEngine(connection, "records")
    old = None if known is None else [*(name for name in organizations if name in known), *gone]
    with ThreadPoolExecutor(1) as aside, engine.beside() as own:
        laid_out = aside.submit(_lay_out, own, old)
        named = aside.submit(_publish_names, own, [name for name in METADATA if name not in AFTER_FACTS])
        happened = _happened(engine)
        done = 0
        for chunk, rows in _chunks(engine, organizations):
            days = {name: (as_of - EPOCH).days if as_of else happened[name][1] for name in chunk}
            _build_chunk(engine, {name: day for name, day in days.items() if day is not None}, rows, laid_out)
            laid_out.result()
            _note(engine, {name: (happened[name][0], days[name], stamps[name]) for name in chunk})
            done += len(chunk)
            if progress:
                progress(done, len(organizations))
        laid_out.result()
        named.result()
    _publish_names(engine, AFTER_FACTS)


@cache
def definitions_version() -> str:
    """A short hash of everything that facts and publishing declare; numbers of different versions differ."""
    declared = (*STAGES.values(), *METADATA.values(), *LISTS.values(), PUBLICATION, HAPPENED)
    text = "".join(fact.model_dump_json() for fact in FACTS) + "".join(declared)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _lay_out(engine: Engine, old: Sequence[str] | None) -> None:
    """Make the published tables; or of those that stand take out what will be published anew."""
    if old is None:
        _create_tables(engine)
    else:
        _forget(engine, old)


def _publish_names(engine: Engine, tables: Iterable[str]) -> None:
    for table in tables:
        engine.execute(f"insert into published.{table} {METADATA[table]} order by 1, 2")


def _build_chunk(engine: Engine, days: dict[str, int], rows: int, laid_out: Future[None]) -> None:
    """Publish the facts of some organisations, as soon as the published tables are laid out."""
    if not days:
        return
    engine.execute(f"set threads = {1 if rows < ROWS_OF_ONE_THREAD else os.cpu_count() or 1}")
    listed = ", ".join(f"({literal(name)}, {day})" for name, day in days.items())
    engine.table(
        "publishing",
        f"select organization_id, as_of_day from (values {listed}) listed (organization_id, as_of_day)",
    )
    prepare(engine)
    laid_out.result()
    filled = _filled_tables(engine)
    engine.execute("set threads = 1")
    recorded = [fact for fact in FACTS if fact.shape != "view" and fact.is_recorded(filled)]
    with ThreadPoolExecutor(WORKERS) as workers:
        made = [workers.submit(_make_facts, engine, facts) for facts in _side_by_side(recorded)]
    for one in made:
        one.result()


def _side_by_side(facts: Sequence[Fact]) -> list[list[Fact]]:
    """Facts in groups that need nothing of each other's: those that begin with the same working table together."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.working[0][0] if fact.working else fact.name, []).append(fact)
    return list(groups.values())


def _make_facts(engine: Engine, facts: Sequence[Fact]) -> None:
    """Make the published rows of some facts in a working space of their own."""
    with engine.beside() as own:
        made: set[tuple[str, str]] = set()
        for fact in facts:
            for working in fact.working:
                if working not in made:
                    own.table(*working)
                    made.add(working)
            own.table("fact_rows", fact_rows(fact))
            own.execute(f"insert into published.{fact.name} {_published_rows(own, fact)}")
            own.execute(
                f"insert into published.filled select organization, '{fact.name}' from ({filled_rows(fact)})"
            )


def _published_rows(engine: Engine, fact: Fact) -> str:
    """The published rows of the fact whose rows are prepared, counting only groups that something is known of."""
    if fact.shape == "ready":
        return published_rows(fact)
    engine.table("fact_months", month_sums(fact))
    known = engine.execute(which_groups(fact))[0] if fact.groups else ()
    return published_rows(fact, [group for group, some in zip(fact.groups, known, strict=True) if some])


def _filled_tables(engine: Engine) -> set[str]:
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


def _chunks(engine: Engine, organizations: Sequence[str]) -> list[tuple[list[str], int]]:
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


def _happened(engine: Engine) -> defaultdict[str, tuple[int | None, int | None]]:
    """The first and the last data day of each organisation: never after its newest import; None where nothing
    has happened."""
    imported = dict(
        engine.execute(
            """select o.organization_id, cast(max(cast(b.imported_at as date) - date '1970-01-01') as integer)
               from import_batch b join batch_organization o on o.batch_id = b.batch_id
               where b.state = 'live' group by o.organization_id"""
        )
    )
    found = defaultdict(lambda: (None, None))
    for name, first, last in engine.execute(HAPPENED):
        if last is not None:
            found[name] = (first, min(last, imported.get(name, last)))
    return found


def _create_tables(engine: Engine) -> None:
    """Make what is missing, as one transaction: each statement of its own would be written down by itself."""
    statements = (
        "begin",
        *(create_sql(fact) for fact in FACTS),
        PUBLICATION,
        *(
            f"create table if not exists published.{table} as {query} limit 0"
            for table, query in METADATA.items()
        ),
        f"create or replace table published.definitions as select {literal(definitions_version())} as version",
        *LISTS.values(),
        "commit",
    )
    engine.execute(";\n".join(statements))


def _forget(engine: Engine, organizations: Sequence[str]) -> None:
    for table in METADATA:
        engine.execute(f"delete from published.{table}")
    if not organizations:
        return
    names = ", ".join(literal(name) for name in organizations)
    for table in [fact.name for fact in FACTS if fact.shape != "view"] + [*LISTS, "publication"]:
        engine.execute(f"delete from published.{table} where organization in ({names})")


def _note(engine: Engine, published: dict[str, tuple[int | None, int | None, str]]) -> None:
    """Note between which days the data of organisations lie that were published, and from what."""
    listed = ", ".join(
        f"({literal(name)}, {_date(first)}, {_date(last)}, {literal(stamp)})"
        for name, (first, last, stamp) in published.items()
    )
    engine.execute(f"insert into published.publication values {listed}")


def _date(day: int | None) -> str:
    return "null" if day is None else f"date '{EPOCH + dt.timedelta(days=day)}'"
