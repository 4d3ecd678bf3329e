"""Reader: the published tables, read through one locked-down connection a process, a cursor a thread."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from data.connect import attach, connect_memory
from data.errors import InputError
from data.home import Home
from data.store import newest_records
from metrics.answers import Answers, key_of
from metrics.building import build, definitions_version
from metrics.facts import FACT_BY_NAME
from metrics.publish import newest_published
from metrics.scope import Scope


class Organization(NamedTuple):
    """An organisation with programmes."""

    id: str
    name: str
    currency: str
    fiscal_year_start: int
    begun: dt.date | None
    """The first day on which something happened; None where that is not known."""
    as_of: dt.date | None


class Program(NamedTuple):
    """A programme."""

    id: str
    organization: str
    name: str
    kind: str | None
    evidence_level: str | None
    planned_days: int | None
    rule_version: str


class Grant(NamedTuple):
    """A grant, its funder, and the programmes it has a share in."""

    id: str
    organization: str
    name: str
    funder: str
    funder_name: str
    amount: float | None
    currency: str | None
    started_on: dt.date | None
    ended_on: dt.date | None


class Reader:
    """The published tables of one home at one version."""

    def __init__(self, connection: DuckDBPyConnection, version: str) -> None:
        self._connection = connection
        self.version = version
        """Name of the published version: part of every cache key."""
        self._answers = Answers()

    def rows(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[tuple[Any, ...]]:
        """Answer one query over the tables of ``published``, which is run only once. Within ``metrics`` only."""
        return self._answers.get(key_of(sql, parameters), lambda: self._read(sql, parameters))

    def _read(self, sql: str, parameters: Sequence[Any] | dict[str, Any]) -> list[tuple[Any, ...]]:
        cursor = self._connection.cursor()
        try:
            return cursor.execute(sql, parameters or None).fetchall()
        finally:
            cursor.close()

    def organizations(self, scope: Scope) -> list[Organization]:
        """Organisations within the scope, by name."""
        if scope.organizations is None:
            return self._organizations.copy()
        return [one for one in self._organizations if scope.sees_organization(one.id)]

    @cached_property
    def _organizations(self) -> list[Organization]:
        """All organisations, read once: nearly every question begins with them."""
        found = self.rows(
            """select o.organization, o.name, o.base_currency, o.fiscal_year_start, p.begun, p.as_of
               from published.organization o left join published.publication p on p.organization = o.organization
               order by lower(o.name), o.organization"""
        )
        return [Organization(*row) for row in found]

    def programs(self, scope: Scope, organization: str | None = None) -> list[Program]:
        """Programmes within the scope, of one organisation or all, by name."""
        return [
            one
            for one in self._programs
            if organization in (None, one.organization)
            and scope.sees_organization(one.organization)
            and scope.sees_program(one.id)
        ]

    @cached_property
    def _programs(self) -> list[Program]:
        """All programmes, read once: a review asks for them with each of its numbers."""
        found = self.rows(
            """select program, organization, name, kind, evidence_level, planned_days,
                      outcome_rule || ' ' || outcome_rule_version
               from published.program order by lower(name), program"""
        )
        return [Program(*row) for row in found]

    def grants(self, scope: Scope, organization: str | None = None) -> list[Grant]:
        """Grants within the scope, by name."""
        return [
            one
            for one in self._grants
            if organization in (None, one.organization)
            and scope.sees_organization(one.organization)
            and (scope.grants is None or one.id in scope.grants)
        ]

    @cached_property
    def _grants(self) -> list[Grant]:
        """All grants, read once."""
        found = self.rows(
            """select g.grant_id, g.organization, g.name, g.funder, coalesce(f.name, g.funder), g.amount, g.currency,
                      g.started_on, g.ended_on
               from published.grant_award g left join published.funder f on f.funder = g.funder
               order by lower(g.name), g.grant_id"""
        )
        return [Grant(*row) for row in found]

    def records(self, fact: str, organizations: Sequence[str]) -> bool:
        """Say whether one of the organisations records such things at all: it tells 0 from not measured."""
        counted = FACT_BY_NAME[fact]
        return not counted.reads or any(
            counted.is_recorded(self._recorded.get(name, set())) for name in organizations
        )

    def is_filled(self, fact: str, organizations: Sequence[str]) -> bool:
        """Say whether a fact has a published row of one of the organisations: without any there is nothing to
        add up. A view is asked always."""
        return FACT_BY_NAME[fact].shape == "view" or any(
            fact in self._filled.get(name, ()) for name in organizations
        )

    def holds(self, table: str, organizations: Sequence[str]) -> bool:
        """Say whether a published table of promises or targets has a row of one of the organisations."""
        known = {name for (name,) in self.rows(f"select distinct organization from published.{table}")}
        return not known.isdisjoint(organizations)

    def missing(self, fact: str, organizations: Sequence[str]) -> tuple[str, ...]:
        """Give the record tables of such things that none of the organisations has rows of."""
        filled = set().union(*(self._recorded.get(name, set()) for name in organizations))
        return tuple(table for table in FACT_BY_NAME[fact].reads if table not in filled)

    @cached_property
    def _recorded(self) -> dict[str, set[str]]:
        """The record tables that each organisation has rows of, read once: nearly every number asks for them."""
        return self._by_organization("select organization, record_table from published.recorded")

    @cached_property
    def _filled(self) -> dict[str, set[str]]:
        """The facts that each organisation has published rows of, read once."""
        return self._by_organization("select organization, fact from published.filled")

    def _by_organization(self, sql: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for organization, name in self.rows(sql):
            found.setdefault(organization, set()).add(name)
        return found


class _Shared(NamedTuple):
    connection: DuckDBPyConnection
    version: Path
    reader: Reader


HOMES_AT_ONCE = 4
"""Homes whose readers are kept; one's own and the demonstration's are what a server has."""
_shared: dict[Path, _Shared] = {}
_shared_lock = threading.Lock()


def open_reader(home: Home) -> Reader:
    """Give the reader of the newest published version, one for all who ask, so that what one has read the others
    know; replacing the one attached never blocks who reads.

    Raises InputError when nothing was published yet.
    """
    version = newest_published(home)
    if version is None:
        raise InputError("error.no_records")
    with _shared_lock:
        known = _shared.get(home.published)
        if known is None:
            connection = _locked_down(home)
        elif known.version != version:
            connection = known.connection
        else:
            return known.reader
        attach(connection, version, "published")
        reader = Reader(connection, version.name)
        _shared[home.published] = _Shared(connection, version, reader)
        if len(_shared) > HOMES_AT_ONCE:
            # The oldest; whoever still reads from it keeps it alive until done.
            del _shared[next(iter(_shared))]
    return reader


@contextmanager
def aside(home: Home, as_of: dt.date) -> Iterator[Reader]:
    """Publish into memory as of another day, for one question; nobody's screen changes."""
    records = newest_records(home)
    if records is None:
        raise InputError("error.no_records")
    connection = connect_memory(home.temp)
    try:
        connection.execute("attach ':memory:' as published")
        attach(connection, records, "records")
        names = [
            row[0]
            for row in connection.execute(
                "select organization_id from records.current_organization"
            ).fetchall()
        ]
        build(connection, names, as_of, dict.fromkeys(names, ""))
        connection.execute("use memory")
        connection.execute("detach records")
        yield Reader(connection, f"aside-{as_of}-{definitions_version()}")
    finally:
        connection.close()


def _locked_down(home: Home) -> DuckDBPyConnection:
    """A connection that can reach the published folder and nothing else, for good.

    One thread answers: what a page asks is small, and threads that wait for each other cost more than they save.
    """
    connection = connect_memory(home.temp)
    connection.execute("set threads = 1")
    folder = str(home.published).replace("'", "''")
    connection.execute(f"set allowed_directories = ['{folder}/']")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection
