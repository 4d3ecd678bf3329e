"""The quality of an organisation's data: what was checked, what passed, what is late, silent or odd."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from duckdb import DuckDBPyConnection

from data.home import Home
from data.quality.duplicates import COUNTS, salted
from data.quality.patterns import Pattern, patterns
from data.quality.rules import DIMENSIONS, RULES, STAY, Rule
from data.quality.silences import EVENTS, Silence, latest_days_sql, regularly, silences
from data.store import newest_records, reading

_Told = TypeVar("_Told", Silence, Pattern)
_LAGGED = ("intakes", "exits", "contacts", "services", "follow_ups", "measurements", "answers", "ledger")


class Dimension(NamedTuple):
    """One dimension of quality: ``passed`` of ``checked``; never checked is not measured, and not good."""

    dimension: str
    checked: int
    passed: int

    @property
    def share(self) -> float | None:
        """What passed, from 0 to 1."""
        return self.passed / self.checked if self.checked else None


class TableQuality(NamedTuple):
    """One dimension in one record table."""

    table: str
    dimension: str
    checked: int
    passed: int


class Failing(NamedTuple):
    """A rule that rows break: how many of how many, and of which programmes the most."""

    rule: Rule
    failed: int
    checked: int
    by_program: tuple[tuple[str | None, int], ...]
    """Programmes (None for none) with their failing rows, the most first."""


class Judged(NamedTuple):
    """A rule and how many rows it looked at: where it found none, it says nothing about the data."""

    rule: Rule
    checked: int
    by_program: tuple[tuple[str | None, int], ...]
    """Programmes (None for none) with the rows that were looked at."""


@dataclass(frozen=True)
class Quality:
    """What the rules find in the current records of one organisation."""

    organization: str
    dimensions: tuple[Dimension, ...] = ()
    tables: tuple[TableQuality, ...] = ()
    failing: tuple[Failing, ...] = ()
    """Broken rules, the most rows first."""
    judged: tuple[Judged, ...] = ()
    """Rules that found rows to look at, in their order."""
    lags: tuple[tuple[str, int], ...] = ()
    """Tables with the median of days until something was typed in."""
    silences: tuple[Silence, ...] = ()
    regular: frozenset[str | None] = frozenset()
    """Programmes (None for none) in which something is recorded so regularly that its silence would be heard."""
    patterns: tuple[Pattern, ...] = ()
    doubles: int = 0
    """Pairs of clients who may be one person."""
    same_number: int = 0
    """Those of them with one case number written two ways."""


def quality(home: Home) -> list[Quality]:
    """Judge the current records of every organisation, as far as it has any; nothing before the first import."""
    if newest_records(home) is None:
        return []
    with reading(home) as connection:
        prepare(connection)
        return _judge(connection)


def prepare(connection: DuckDBPyConnection) -> None:
    """Make what the rules read beside the current records, for as long as a connection lives."""
    connection.execute(f"create temp table quality_stay as {STAY}")
    connection.execute(f"create temp table quality_latest as {latest_days_sql()}")


@dataclass
class _Found:
    """What is gathered for one organisation."""

    passed: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    failing: list[Failing] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)
    lags: list[tuple[str, int]] = field(default_factory=list)


def _judge(connection: DuckDBPyConnection) -> list[Quality]:
    names = [
        name
        for (name,) in connection.execute(
            "select organization_id from current_organization order by organization_id"
        ).fetchall()
    ]
    found = {name: _Found() for name in names}
    for check in dict.fromkeys(rule.name for rule in RULES):
        _tally(connection, [rule for rule in RULES if rule.name == check], found)
    for rule in RULES:
        _judge_rule(connection, rule, found)
    for what in _LAGGED:
        _median_lag(connection, EVENTS[what][0], found)
    silent = _by_organization(silences(connection))
    odd = _by_organization(patterns(connection))
    regular = regularly(connection)
    doubles = {row[0]: row[1:] for row in connection.execute(COUNTS, salted()).fetchall()}
    return [
        Quality(
            organization=name,
            dimensions=tuple(_dimensions(found[name])),
            tables=tuple(
                TableQuality(*place, checked, passed)
                for place, (checked, passed) in sorted(found[name].passed.items())
            ),
            failing=tuple(sorted(found[name].failing, key=lambda one: (-one.failed, one.rule.id))),
            judged=tuple(found[name].judged),
            lags=tuple(found[name].lags),
            silences=tuple(silent.get(name, ())),
            regular=regular.get(name, frozenset()),
            patterns=tuple(odd.get(name, ())),
            doubles=doubles.get(name, (0, 0))[0],
            same_number=doubles.get(name, (0, 0))[1],
        )
        for name in names
    ]


def _by_organization(found: Iterable[_Told]) -> dict[str, list[_Told]]:
    """What was found for each organisation, in the order given."""
    grouped: dict[str, list[_Told]] = {}
    for one in found:
        grouped.setdefault(one.organization, []).append(one)
    return grouped


def _dimensions(found: _Found) -> list[Dimension]:
    """Each dimension over all tables, the lowest first, what was never checked last."""
    summed = [
        Dimension(
            one,
            sum(counts[0] for (_, dimension), counts in found.passed.items() if dimension == one),
            sum(counts[1] for (_, dimension), counts in found.passed.items() if dimension == one),
        )
        for one in DIMENSIONS
    ]
    return sorted(summed, key=lambda one: 2.0 if one.share is None else one.share)


def _tally(connection: DuckDBPyConnection, rules: list[Rule], found: dict[str, _Found]) -> None:
    """Count what one check judged and what passed: a row passes that breaks none of its rules."""
    if not rules[0].counted:
        return
    rows = " union all ".join(f"select organization_id, record, failed from ({rule.rows})" for rule in rules)
    for organization, checked, failed in connection.execute(
        f"""select organization_id, count(*), coalesce(sum(failed), 0)::bigint from (
                select organization_id, record, max(failed) as failed from ({rows}) group by organization_id, record
            ) group by organization_id"""
    ).fetchall():
        if organization in found:
            place = (rules[0].table, rules[0].dimension)
            counts = found[organization].passed.setdefault(place, [0, 0])
            counts[0] += checked
            counts[1] += checked - failed


def _judge_rule(connection: DuckDBPyConnection, rule: Rule, found: dict[str, _Found]) -> None:
    counted: dict[str, list[tuple[Any, ...]]] = {}
    for organization, *row in connection.execute(
        f"""select organization_id, program_id, sum(failed)::bigint as failed, count(*) from ({rule.rows})
            group by organization_id, program_id order by failed desc, program_id"""
    ).fetchall():
        counted.setdefault(organization, []).append(tuple(row))
    for organization, rows in counted.items():
        if organization not in found:
            continue
        failed, checked = (sum(row[place] for row in rows) for place in (1, 2))
        looked_at = tuple((program, count) for program, _, count in rows)
        found[organization].judged.append(Judged(rule, checked, looked_at))
        if failed:
            by_program = tuple((program, count) for program, count, _ in rows if count)
            found[organization].failing.append(Failing(rule, failed, checked, by_program))


_HAPPENED = {
    "enrollment": "entry_day",
    "contact": "contact_day",
    "service": "service_day",
    "follow_up": "done_day",
    "measurement": "measured_day",
    "survey_answer": "answered_day",
    "ledger_entry": "booked_day",
}
"""When what a row tells of happened; a follow-up is typed in again when it is done."""


def _median_lag(connection: DuckDBPyConnection, table: str, found: dict[str, _Found]) -> None:
    day = _HAPPENED[table]
    for organization, days in connection.execute(
        f"""select organization_id, median(greatest(entered_day - {day}, 0))::integer from current_{table}
            where {day} is not null group by organization_id"""
    ).fetchall():
        if organization in found and (table, days) not in found[organization].lags:
            found[organization].lags.append((table, days))
