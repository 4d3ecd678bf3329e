"""Typed rows: what was staged as text, cast, judged and with its persons under pseudonyms.

Only the columns that a file fills are kept in memory; the view ``checked_<table>`` over them gives every
column of the record table. That, and one pseudonym a person instead of one a row, is what lets a million
rows pass in a second or two. Where nearly every row is of another person, each row's is made in its place.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from data.column_rules import Rule
from data.keys import PSEUDONYM_SQL, pads
from data.model import Record
from data.model.base import column_type, declared, default_literal, stored_type
from data.schema import twins
from data.stage import SOURCE_COLUMNS, Stage


def make_checked(
    stage: Stage, record: type[Record], rules: Sequence[Rule], key: bytes, now: dt.datetime
) -> set[str]:
    """Make the table ``typed_<table>`` and the view ``checked_<table>`` of a staged table.

    The view has every column of the record table but ``batch_id`` and ``is_current``, ``row_id`` of the
    staged row, and ``is_bad``: whether the row breaks one of the rules. Gives the columns that are filled.
    """
    filled = _filled(stage, record)
    own = [name for name, field in record.model_fields.items() if {name, declared(field).copies} & filled]
    # A shared number is a pseudonym already (data.recognising).
    shared = [name for name in own if declared(record.model_fields[name]).shared]
    persons = [name for name in own if declared(record.model_fields[name]).pseudonym and name not in shared]
    often = [name for name in persons if _come_often(stage, record, name)]
    for name in often:
        _make_pseudonyms(stage, record, name, key)
    joins = "".join(
        f" left join {_known(record, name)} as {name}_known"
        f" on {name}_known.organization = raw_organization_id and {name}_known.person = raw_{name}"
        for name in often
    )
    made = {name: f"{name}_known.pseudonym" for name in often}
    made |= {
        name: _made(stage, "raw_organization_id", f"raw_{name}") for name in persons if name not in often
    }
    made |= {name: f"try_cast(raw_{name} as uuid)" for name in shared}
    kept = [f"{made.get(name) or _stored(record, name)} as {name}" for name in own]
    kept += [f"try_cast({name} as {kind}) as {name}" for name, kind in _SOURCE.items() if name in filled]
    bad = " or ".join(f"coalesce({rule.condition}, false)" for rule in rules)
    stage.connection.execute(
        f"""create or replace table memory.typed_{record.table} as
            select {", ".join([*kept, "row_id"])}, {bad or "false"} as is_bad
            from ({rows_as_read(stage, record)}) {joins}""",
        _parameters(stage, key) if len(often) < len(persons) else {},
    )
    for name in persons:
        if name not in often:
            stage.connection.execute(
                f"""create view {_known(record, name)} as
                    select {name} as pseudonym, organization_id as organization from memory.typed_{record.table}"""
            )
    _make_view(stage, record, {*own, *filled}, now)
    return {*own, *filled}


def pseudonyms(record: type[Record], name: str) -> str:
    """The persons of a pseudonym column as a relation like ``checked_<table>``, none of them bad; each once
    where they come often."""
    return f"""(
        select pseudonym as {name}, organization as organization_id, 0 as row_id, false as is_bad
        from {_known(record, name)}
    )"""


def _known(record: type[Record], name: str) -> str:
    return f"memory.pseudonyms_{record.table}_{name}"


_SOURCE = {**SOURCE_COLUMNS, "entered_at": "TIMESTAMP"}
"""What is kept of where and when a row was read, by type."""


def rows_as_read(stage: Stage, record: type[Record]) -> str:
    """The staged rows: ``raw_<column>`` as written (trimmed, NULL for nothing), ``<column>`` as its type."""
    tidy = record.table in stage.adopted
    raw = ", ".join(
        f'"{name}" as raw_{name}' if tidy else f"nullif(trim(\"{name}\"), '') as raw_{name}"
        for name in record.model_fields
    )
    typed = ", ".join(f"{_read(record, name)} as {name}" for name in record.model_fields)
    return f"""
        select *, {typed} from (
            select rowid as row_id, {", ".join(SOURCE_COLUMNS)}, {raw}
            from memory.staged_{record.table}
        )
    """


def _read(record: type[Record], name: str) -> str:
    """The value of a column, from its text."""
    kind = column_type(record.model_fields[name])
    if name == "month_on":
        # Whichever of its days was written, a month is one key and joins as its first day.
        return f"cast(date_trunc('month', try_cast(raw_{name} as date)) as date)"
    return f"raw_{name}" if kind.sql == "VARCHAR" else f"try_cast(raw_{name} as {kind.sql})"


def _stored(record: type[Record], name: str) -> str:
    """What is stored for a column that is filled: copy, default where empty, or the value."""
    column, default = declared(record.model_fields[name]), default_literal(record.model_fields[name])
    if column.copies:
        return f"coalesce({name}, raw_{column.copies})"
    return f"coalesce({name}, {default})" if default else name


def _filled(stage: Stage, record: type[Record]) -> set[str]:
    """The staged columns that hold anything at all."""
    if record.table in stage.adopted:
        return set(stage.adopted[record.table])
    names = [*record.model_fields, *_SOURCE]
    counted = ", ".join(f'count("{name}")' for name in names)
    counts = stage.connection.execute(f"select {counted} from memory.staged_{record.table}").fetchone() or ()
    return {name for name, count in zip(names, counts, strict=True) if count}


def _come_often(stage: Stage, record: type[Record], name: str) -> bool:
    """Say whether the persons of a column come twice each or more often, by a rough count."""
    rows, persons = stage.connection.execute(
        f'select count("{name}"), approx_count_distinct("{name}") from memory.staged_{record.table}'
    ).fetchall()[0]
    return rows >= 2 * persons


def _made(stage: Stage, organization: str, person: str) -> str:
    """SQL for the pseudonym of a person, who belongs to one organisation; it needs ``_parameters``."""
    made = PSEUDONYM_SQL.format(message=f"$space || '|' || {organization} || '|' || {person}")
    return f"coalesce(try_cast({person} as uuid), {made})" if stage.knows_people else made


def _parameters(stage: Stage, key: bytes) -> dict[str, Any]:
    outer, inner = pads(key)
    return {"space": stage.key_space, "outer": outer, "inner": inner}


def _make_pseudonyms(stage: Stage, record: type[Record], name: str, key: bytes) -> None:
    """Make the pseudonym of every person of a column, once each."""
    stage.connection.execute(
        f"""create or replace table {_known(record, name)} as
            select organization, person, {_made(stage, "organization", "person")} as pseudonym
            from (
                select distinct raw_organization_id as organization, raw_{name} as person
                from ({rows_as_read(stage, record)})
                where raw_organization_id is not null and raw_{name} is not null
            )""",
        _parameters(stage, key),
    )


def _make_view(stage: Stage, record: type[Record], kept: set[str], now: dt.datetime) -> None:
    """Make ``checked_<table>``: what is kept, and for every other column what is stored where it is empty."""
    own = [
        name if name in kept else f"{default_literal(field) or 'null'}::{stored_type(field)} as {name}"
        for name, field in record.model_fields.items()
    ]
    source = [name if name in kept else f"null::{kind} as {name}" for name, kind in _SOURCE.items()]
    moment = f"timestamp '{now}'"
    entered = f"least(coalesce(entered_at, {moment}), {moment})"
    days = "".join(f", {made} as {name}" for name, made in twins(record).items())
    stage.connection.execute(
        f"""create or replace view memory.checked_{record.table} as
            select * replace ({entered} as entered_at){days},
                ({entered}::date - date '1970-01-01')::integer as entered_day
            from (
                select {", ".join(own + source)}, row_id, is_bad from memory.typed_{record.table}
            )"""
    )
