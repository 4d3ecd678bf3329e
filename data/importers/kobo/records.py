"""Exports of our own forms *exit* and *follow_up*: each row is a row of a record table.

A form asks only what is new. What the records already hold of the same enrollment stays; a follow-up that was
planned keeps its id.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pyarrow as pa

from data.importers.kobo.answers import Reader, raw_text
from data.importers.kobo.export import VALIDATION, Table
from data.importers.kobo.own import OwnForm
from data.importers.source import Source
from data.importers.template.raw import RawTable, raw_name
from data.importers.template.staging import stage_table
from data.model import TABLES
from data.quoting import literal, quoted
from data.stage import Stage

_ROWS_AT_ONCE = 20_000


def stage_records(table: Table, own: OwnForm, source: Source, stage: Stage) -> None:
    """Stage the rows of an export of one of our record forms."""
    assert own.table is not None
    reader = Reader(table, own.form)
    found = {name: places for name in TABLES[own.table].model_fields if (places := reader.places(name))}
    name = raw_name(own.table)
    columns = "".join(f"{quoted(column)} varchar, " for column in found)
    stage.connection.execute(f"create or replace table {name} ({columns}source_row bigint)")
    rows = iter(_rows(reader, [places for _, places in found.values()], own, table))
    while block := list(islice(rows, _ROWS_AT_ONCE)):
        arrays = [pa.array([texts[place] for _, texts in block], pa.string()) for place in range(len(found))]
        arrays.append(pa.array([number for number, _ in block], pa.int64()))
        stage.connection.register("incoming_forms", pa.table(arrays, names=[*found, "source_row"]))
        stage.connection.execute(f"insert into {name} select * from incoming_forms")
        stage.connection.unregister("incoming_forms")
    header = _FILL[own.table](name, set(found), source, stage)
    stage_table(RawTable(table.place, TABLES[own.table], name, header, None), source, stage)


def _rows(
    reader: Reader, places: list[list[int]], own: OwnForm, table: Table
) -> Iterator[tuple[int, list[str | None]]]:
    validation = reader.places(VALIDATION)
    for number, row in table.rows():
        status = raw_text(row[validation[1][0]]) if validation and validation[1][0] < len(row) else ""
        if "not" in status.casefold() and "approved" in status.casefold():
            continue
        texts = [
            next(
                (text for place in found if place < len(row) and (text := raw_text(row[place]).strip())), None
            )
            for found in places
        ]
        if any(texts):
            yield number, texts


def _fill_enrollment(name: str, found: set[str], source: Source, stage: Stage) -> tuple[str, ...]:
    """Add what the records hold of the same enrollment, where the form left it empty."""
    kept = [
        column for column in TABLES["enrollment"].model_fields if column not in ("enrollment_id", "client_id")
    ]
    organization = literal(source.options.organization or "")
    made = [
        f"coalesce({f'new.{quoted(column)}, ' if column in found else ''}old.{column}::varchar) as {quoted(column)}"
        for column in kept
    ]
    own = [f"new.{quoted(column)}" for column in ("enrollment_id", "client_id") if column in found]
    if "enrollment_id" not in found:
        return tuple(sorted(found))
    given = f"new.{quoted('organization_id')}" if "organization_id" in found else organization
    stage.connection.execute(
        f"""create or replace table {name} as
            select {", ".join([*own, *made])}, new.source_row from {name} new
            left join records.current_enrollment old
                on old.enrollment_id = new.enrollment_id and old.organization_id = coalesce({given}, {organization})"""
    )
    return (*(column.removeprefix("new.").strip('"') for column in own), *kept)


def _fill_follow_up(name: str, found: set[str], source: Source, stage: Stage) -> tuple[str, ...]:
    """Give each follow-up the id of the planned one of the same enrollment and day, or one made of both."""
    if not {"enrollment_id", "due_on"} <= found:
        return tuple(sorted(found))
    header = tuple(sorted(found - {"follow_up_id"}))
    chosen = ", ".join(f"new.{quoted(column)}" for column in header)
    stage.connection.execute(
        f"""create or replace table {name} as
            select {chosen}, new.source_row,
                coalesce(old.follow_up_id, new.enrollment_id || '/' || new.due_on) as follow_up_id
            from {name} new left join records.current_follow_up old
                on old.enrollment_id = new.enrollment_id and old.due_on::varchar = new.due_on"""
    )
    return (*header, "follow_up_id")


_FILL = {"enrollment": _fill_enrollment, "follow_up": _fill_follow_up}
"""What is added to the rows of each table that a form is made of."""
