"""Check: staged text -> typed rows, with every broken rule named by file, row, column and value.

For each staged table one pass reads, casts and judges all rows (see ``data.typed_rows``); only when that
pass found something are the broken rules looked up one by one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from data.column_rules import Rule, column_rules
from data.cross_checks import cross_check, rules_without_lines
from data.model import RECORDS, TABLES, Record
from data.model.base import declared
from data.model.identity import SharedPerson
from data.problems import Problem
from data.recognising import agreements_of_one, recognise
from data.stage import Stage
from data.typed_rows import make_checked, pseudonyms, rows_as_read

LISTED_AT_MOST = 1000
"""Broken rows that are listed for one rule; beyond that one line says how many more there are."""
MASK = "***"


@dataclass(frozen=True)
class Moment:
    """When an import happens: the moment for ``entered_at``, the day that no event may lie after."""

    now: dt.datetime

    @property
    def day(self) -> dt.date:
        """The import day."""
        return self.now.date()


def check(stage: Stage, key: bytes, moment: Moment) -> None:
    """Judge everything staged against the models and the records attached as ``records``.

    Leaves ``checked_<table>`` views over ``typed_<table>`` in memory, with ``is_bad`` true for rejected rows,
    and adds an error to ``stage.problems`` for each broken rule.
    """
    for record in RECORDS:
        if record.table in stage.tables:
            if record is SharedPerson:
                recognise(stage, key)
            filled = _check_rows(stage, record, key, moment)
            _check_keys(stage, record)
            _check_references(stage, record, filled)
            for problem in cross_check(stage.connection, record.table):
                stage.problems.append(problem)
    stage.problems.extend(rules_without_lines(stage.connection, stage.tables))
    stage.problems.extend(agreements_of_one(stage))


@dataclass(frozen=True)
class Judged:
    """How many rows of each table are good, and how many are bad in all."""

    accepted: dict[str, int]
    rejected: int


def judged(stage: Stage) -> Judged:
    """Count the good and the bad rows of everything that was checked."""
    if not stage.tables:
        return Judged({}, 0)
    counts = " union all ".join(
        f"select '{table}', count(*) filter (where not is_bad), count(*) filter (where is_bad)"
        f" from {_checked(table)}"
        for table in stage.tables
    )
    found = stage.connection.execute(counts).fetchall()
    good = {table: accepted for table, accepted, _ in found}
    return Judged({table: good[table] for table in stage.tables}, sum(bad for _, _, bad in found))


def sources_with_bad_rows(stage: Stage) -> set[int]:
    """Which of the sources that were checked together have rows that are refused."""
    bad = " union ".join(f"select source_no from {_checked(table)} where is_bad" for table in stage.tables)
    return {number for (number,) in stage.connection.execute(bad).fetchall()}


def accepted_by_source(stage: Stage, sources: int) -> list[dict[str, int]]:
    """How many rows of each table each of the sources brings."""
    counts = " union all ".join(
        f"select source_no, '{table}', count(*) from {_checked(table)} group by source_no"
        for table in stage.tables
    )
    accepted: list[dict[str, int]] = [{} for _ in range(sources)]
    for number, table, count in stage.connection.execute(counts).fetchall():
        accepted[number][table] = count
    return accepted


def _check_rows(stage: Stage, record: type[Record], key: bytes, moment: Moment) -> set[str]:
    """Judge each row by itself; give the columns that are filled."""
    rules = column_rules(record, moment.day)
    filled = make_checked(stage, record, rules, key, moment.now)
    # Of several sources together nobody reads the list: one with bad rows is checked again by itself.
    if not stage.is_shared_out and _count(
        stage, f"select count(*) from {_checked(record.table)} where is_bad"
    ):
        for rule in rules:
            _list_broken(stage, record, rule)
    return filled


def _list_broken(stage: Stage, record: type[Record], rule: Rule) -> None:
    broken = f"from ({rows_as_read(stage, record)}) where {rule.condition}"
    rows = stage.connection.execute(
        f"select source_file, source_row, raw_{rule.column} {broken} order by row_id limit {LISTED_AT_MOST}"
    ).fetchall()
    _note(stage, record, rule.code, rule.column, rows, rule.values)
    if len(rows) == LISTED_AT_MOST:
        more = _count(stage, f"select count(*) {broken}") - LISTED_AT_MOST
        _note_more(stage, record, rule.code, rule.column, rows[0][0], more)


def _check_keys(stage: Stage, record: type[Record]) -> None:
    """The same key twice in one source: the first stays, the others are rejected."""
    table = _checked(record.table)
    key = ", ".join(["source_no"] * stage.is_shared_out + list(record.key))
    twice = f"select {key} from {table} where not is_bad group by {key} having count(*) > 1"
    if not stage.connection.execute(f"{twice} limit 1").fetchall():
        return
    repeated = f"""
        select row_id from (
            select row_id, row_number() over (partition by {key} order by row_id) as nth
            from {table} where not is_bad and ({key}) in ({twice})
        ) where nth > 1
    """
    code = "repeated_key" if len(record.key) == 1 else "repeated_keys"
    _reject(stage, record, _Fault(code, record.key[-1], repeated, {"columns": ", ".join(record.key)}))


@dataclass(frozen=True)
class _Fault:
    """Rows that break a rule about other rows: the rule, the column, and a query for their ``row_id``."""

    code: str
    column: str
    row_ids: str
    values: dict[str, str | int | float]


def _check_references(stage: Stage, record: type[Record], filled: set[str]) -> None:
    """What a row refers to must be there, good, and of the same organisation."""
    references = [
        (name, parent)
        for name, field in record.model_fields.items()
        if name in filled and (parent := declared(field).refers) is not None
    ]
    if not references:
        return
    # One cheap query finds the columns where anything is wrong at all.
    probes = " union all ".join(
        f"select {number} where exists ({_any_fault(stage, record, name, parent)})"
        for number, (name, parent) in enumerate(references)
    )
    for (number,) in sorted(stage.connection.execute(probes).fetchall()):
        for fault in _reference_faults(stage, record, *references[number]):
            _reject(stage, record, fault)


def _reference_faults(stage: Stage, record: type[Record], name: str, parent: str) -> Iterator[_Fault]:
    rows = _checked(record.table)
    yield _Fault("unknown_reference", name, _missing(stage, rows, name, parent), {"table": parent})
    if _is_owned(record, parent):
        yield _Fault("other_organization", name, _strangers(stage, rows, name, parent), {"table": parent})


def _is_owned(record: type[Record], parent: str) -> bool:
    """Whether what is referred to, and the row itself, belong to an organisation."""
    both = all("organization_id" in model.model_fields for model in (TABLES[parent], record))
    return both and parent != "organization"


def _any_fault(stage: Stage, record: type[Record], name: str, parent: str) -> str:
    """Something, whenever a column refers to what is not there or is of another organisation."""
    # Persons are probed once each where they come often, not once a row.
    is_person = declared(record.model_fields[name]).pseudonym
    rows = pseudonyms(record, name) if is_person else _checked(record.table)
    if not _is_owned(record, parent):
        return _missing(stage, rows, name, parent)
    return f"""
        select 1 from {rows} as child left join ({_parents(stage, parent)}) as parent on parent.id = child.{name}
        where not child.is_bad and child.{name} is not null
            and parent.organization_id is distinct from child.organization_id
    """


def _missing(stage: Stage, child: str, name: str, parent: str) -> str:
    """Rows whose parent is not there."""
    column = TABLES[parent].key[-1]
    known = f"select {column} from records.current_{parent}"
    if parent in stage.tables:
        known += f" union all select {column} from {_checked(parent)} where not is_bad"
    return f"""
        select row_id from {child} where not is_bad and {name} is not null and {name} not in ({known})
    """


def _strangers(stage: Stage, child: str, name: str, parent: str) -> str:
    """Rows whose parent belongs to another organisation."""
    return f"""
        select child.row_id from {child} as child
        join ({_parents(stage, parent)}) as parent on parent.id = child.{name}
        where not child.is_bad and parent.organization_id <> child.organization_id
    """


def _parents(stage: Stage, parent: str) -> str:
    """What can be referred to in a table, with its organisation: as it comes, else as the records know it."""
    column = TABLES[parent].key[-1]
    known = f"select {column} as id, organization_id from records.current_{parent}"
    if parent not in stage.tables:
        return known
    staged = f"select {column} as id, organization_id from {_checked(parent)} where not is_bad"
    return f"{staged} union all {known} where {column} not in (select id from ({staged}))"


def _reject(stage: Stage, record: type[Record], fault: _Fault) -> None:
    """Mark rows bad and list them."""
    connection = stage.connection
    connection.execute(f"create or replace temp table rejected as {fault.row_ids}")
    rows = connection.execute(
        f"""select source_file, source_row, "{fault.column}" from {_staged(record.table)}
            where rowid in (select row_id from rejected) order by rowid limit {LISTED_AT_MOST}"""
    ).fetchall()
    if not rows:
        return
    _note(stage, record, fault.code, fault.column, rows, fault.values)
    count = _count(stage, "select count(*) from rejected")
    if count > LISTED_AT_MOST:
        _note_more(stage, record, fault.code, fault.column, rows[0][0], count - LISTED_AT_MOST)
    connection.execute(
        f"update memory.typed_{record.table} set is_bad = true where row_id in (select row_id from rejected)"
    )


def _note(
    stage: Stage,
    record: type[Record],
    code: str,
    column: str,
    rows: Iterable[tuple[str, int | None, str | None]],
    values: dict[str, str | int | float],
) -> None:
    sensitive = declared(record.model_fields[column]).sensitive
    for file, row, value in rows:
        shown = MASK if sensitive and value else value[:200] if value else value
        stage.problems.append(
            Problem(
                file=file, row=row, column=column, value=shown, code=code, values=values, table=record.table
            )
        )


def _note_more(stage: Stage, record: type[Record], code: str, column: str, file: str, more: int) -> None:
    if more > 0:
        values = {"more": more, "same": code}
        stage.problems.append(
            Problem(file=file, column=column, code="more_of_the_same", values=values, table=record.table)
        )


def _staged(table: str) -> str:
    return f"memory.staged_{table}"


def _checked(table: str) -> str:
    return f"memory.checked_{table}"


def _count(stage: Stage, query: str) -> int:
    row = stage.connection.execute(query).fetchone()
    return int(row[0]) if row else 0
