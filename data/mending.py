"""Mending single records: one row corrected, two clients merged. Each is a batch of its own that can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from duckdb import DuckDBPyConnection

from data.errors import InputError
from data.home import Home
from data.importing import Imported, import_entries
from data.model import TABLES, Record
from data.model.base import declared
from data.stage import Stage
from data.store import newest_records, reading
from data.workspace import audit

CORRECTION, MERGE = "correction", "merge"
"""What the list of imports calls them."""


def correct(
    home: Home,
    viewer: str,
    organization: str,
    table: str,
    record: str,
    changes: Mapping[str, str | None],
    now: dt.datetime | None = None,
) -> Imported:
    """Correct some columns of one record of an organisation; the row that was there stays as its older version.

    ``record`` is its key; an empty value empties a column. The new row is checked like any other and keeps the
    time at which the first was typed in. Raises InputError for what is not there or may not be changed here.
    """
    model = _model(table)
    _refuse_columns(model, changes)
    moment = now or dt.datetime.now()
    row = _row(home, organization, model, record)
    cells = {**row, **{name: text or None for name, text in changes.items()}}

    def fill(stage: Stage) -> None:
        stage.knows_people = True
        stage.add(table, {**{name: [cell] for name, cell in cells.items()}, **_source(CORRECTION)})

    return _bring(home, viewer, CORRECTION, organization, fill, moment, f"table={table}; record={record}")


def merge(
    home: Home,
    viewer: str,
    organization: str,
    keep: str,
    other: str,
    now: dt.datetime | None = None,
) -> Imported:
    """Say that two case numbers of an organisation are one person, who is counted under the first from then on.

    Whoever was merged into ``other`` before follows. Raises InputError for a case number that is not there,
    stands for several clients, or is the same person already.
    """
    if newest_records(home) is None:
        raise InputError("error.no_records")
    with reading(home) as connection:
        kept = _root(connection, client_of(connection, organization, keep))
        gone = _root(connection, client_of(connection, organization, other))
        if kept == gone:
            raise InputError("error.same_client")
        followers = connection.execute(
            "select cast(alias_client_id as varchar) from current_alias where client_id = cast(? as uuid)",
            [gone],
        ).fetchall()
    aliases = [gone, *(follower for (follower,) in followers)]

    def fill(stage: Stage) -> None:
        stage.knows_people = True
        count = len(aliases)
        columns: dict[str, list[Any]] = {
            "alias_client_id": aliases,
            "organization_id": [organization] * count,
            "client_id": [kept] * count,
        }
        stage.add("alias", {**columns, **_source(MERGE, count)})

    return _bring(home, viewer, MERGE, organization, fill, now or dt.datetime.now(), f"rows={len(aliases)}")


def client_of(connection: DuckDBPyConnection, organization: str, case_number: str) -> str:
    """The pseudonym behind a case number. Raises InputError where there is none, or more than one."""
    found = connection.execute(
        """select cast(client_id as varchar) from current_client
           where organization_id = $organization and lower(trim(case_number)) = lower(trim($number))""",
        {"organization": organization, "number": case_number},
    ).fetchall()
    if len(found) != 1:
        raise InputError("error.case_twice" if found else "error.no_such_case", case=case_number)
    return str(found[0][0])


def _bring(
    home: Home,
    viewer: str,
    kind: str,
    organization: str,
    fill: Callable[[Stage], None],
    now: dt.datetime,
    details: str,
) -> Imported:
    (result,) = import_entries(home, kind, [(kind, fill)], now)
    if result.status == "imported":
        audit(home, viewer, f"records.{kind}", organization, f"{details}; batch={result.batch}")
    return result


def _model(table: str) -> type[Record]:
    model = TABLES.get(table)
    if model is None or "organization_id" not in model.model_fields:
        raise InputError("error.no_such_table", table=table)
    return model


def _refuse_columns(model: type[Record], changes: Mapping[str, str | None]) -> None:
    """What a row is, whose it is and whom it is about are no matter of a correction."""
    for name in changes:
        field = model.model_fields.get(name)
        own = field is not None and not declared(field).pseudonym and not declared(field).made
        if not own or name in (*model.key, "organization_id"):
            raise InputError("error.column_not_corrected", column=name, table=model.table)


def _row(home: Home, organization: str, model: type[Record], record: str) -> dict[str, str | None]:
    """The current row of a key, every column as text."""
    if newest_records(home) is None:
        raise InputError("error.no_records")
    names = [*model.model_fields, "entered_at", "unit_id"]
    listed = ", ".join(f"cast({name} as varchar) as {name}" for name in names)
    with reading(home) as connection:
        found = connection.execute(
            f"""select {listed} from current_{model.table}
                where organization_id = ? and cast({model.key[-1]} as varchar) = ?""",
            [organization, record],
        ).fetchall()
    if len(found) != 1:
        raise InputError("error.no_such_record", record=record, table=model.table)
    row = dict(zip(names, found[0], strict=True))
    if row.pop("unit_id") is not None:
        raise InputError("error.part_of_a_file", record=record)
    return row


def _source(name: str, count: int = 1) -> dict[str, list[Any]]:
    return {"source_file": [name] * count, "source_row": list(range(1, count + 1))}


def _root(connection: DuckDBPyConnection, client: str) -> str:
    """The client that somebody is counted under."""
    found = connection.execute(
        "select cast(client_id as varchar) from current_alias where alias_client_id = cast(? as uuid)",
        [client],
    ).fetchone()
    return str(found[0]) if found else client
