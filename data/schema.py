"""The records file: tables made from the models, what the store adds to them, and the current views."""

from __future__ import annotations

import hashlib
from functools import cache

from duckdb import CatalogException, DuckDBPyConnection
from duckdb import Error as DuckDBError
from pydantic.fields import FieldInfo

from data.model import RECORDS, Record
from data.model.base import (
    ColumnType,
    column_type,
    day_columns,
    declared,
    default_literal,
    moment_columns,
    stored_type,
)

STORE_COLUMNS: dict[str, str] = {
    "batch_id": "INTEGER not null",
    "unit_id": "VARCHAR",
    "dated_at": "TIMESTAMP",
    "source_file": "VARCHAR",
    "source_row": "BIGINT",
    "entered_at": "TIMESTAMP not null",
    "entered_day": "INTEGER not null",
    "is_current": "BOOLEAN not null",
}
"""What the store adds to every row: its batch and unit, where it was read, when it was typed, whether it counts."""

OPERATIONS: dict[str, str] = {
    "import_batch": """
        batch_id INTEGER not null, state VARCHAR not null check (state in ('live', 'undone')),
        file VARCHAR not null, format VARCHAR not null, fingerprint VARCHAR not null,
        imported_at TIMESTAMP not null, imported_by VARCHAR not null, file_date DATE,
        accepted VARCHAR not null, rejected BIGINT not null, warnings BIGINT not null,
        latest_event_day INTEGER
    """,
    "store_key": "fingerprint VARCHAR not null, since TIMESTAMP not null, before VARCHAR",
    "batch_organization": "batch_id INTEGER not null, organization_id VARCHAR not null",
    "unit_version": "unit_id VARCHAR not null, batch_id INTEGER not null, dated_at TIMESTAMP",
    "import_problem": """
        batch_id INTEGER not null, severity VARCHAR not null, file VARCHAR not null, source_row BIGINT,
        table_name VARCHAR, column_name VARCHAR, value VARCHAR, code VARCHAR not null,
        details VARCHAR not null
    """,
}
"""Tables of the store itself. ``accepted`` and ``details`` are JSON."""


def day_name(column: str) -> str:
    """The twin of a day column that holds its number: ``entry_on`` -> ``entry_day``.

    >>> day_name("entry_on")
    'entry_day'
    """
    return column.removesuffix("_on") + "_day"


def second_name(column: str) -> str:
    """The twin of a moment column that holds its number of seconds: ``raised_at`` -> ``raised_second``.

    >>> second_name("raised_at")
    'raised_second'
    """
    return column.removesuffix("_at") + "_second"


def twins(record: type[Record]) -> dict[str, str]:
    """Twin columns of a record table and how each is made: differences of numbers work on every engine."""
    made = {day_name(name): f"({name} - date '1970-01-01')::integer" for name in day_columns(record)}
    return made | {second_name(name): f"epoch({name})::bigint" for name in moment_columns(record)}


@cache
def create_table_sql(record: type[Record]) -> str:
    """The DDL of a record table: types, not-null and checks. Keys and references are checked at import."""
    lines: list[str] = []
    for name, field in record.model_fields.items():
        kind = column_type(field)
        lines.append(f"{name} {stored_type(field)}{_not_null(kind)}{_check(name, field)}")
    lines += [f"{name} {'INTEGER' if name.endswith('_day') else 'BIGINT'}" for name in twins(record)]
    lines += [f"{name} {definition}" for name, definition in STORE_COLUMNS.items()]
    for first, second in record.order:
        lines.append(f"check ({first} <= {second})")
    return f"create table {record.table} (\n    " + ",\n    ".join(lines) + "\n)"


def create_all(connection: DuckDBPyConnection) -> None:
    """Make every table and view that is missing, and give those of an older Hasil their present columns.

    The schema's fingerprint lies in the store, so that an unchanged one costs a single query.
    """
    connection.execute("create table if not exists store_schema (fingerprint VARCHAR not null)")
    if is_current(connection):
        return
    standing: dict[str, dict[str, str]] = {}
    for table, name, kind in connection.execute(
        """select table_name, column_name, data_type from duckdb_columns()
           where database_name = current_database()"""
    ).fetchall():
        standing.setdefault(table, {})[name] = kind
    for record in RECORDS:
        if record.table in standing:
            _bring_up_to_date(connection, record, standing[record.table])
    _together(
        connection,
        [
            *(create_table_sql(record) for record in RECORDS if record.table not in standing),
            *(
                f"create or replace view current_{one.table} as select * from {one.table} where is_current"
                for one in RECORDS
            ),
            *(f"create table if not exists {name} ({columns})" for name, columns in OPERATIONS.items()),
            "create or replace view rejected_row as select * from import_problem where severity = 'error'",
            "delete from store_schema",
            f"insert into store_schema values ('{_fingerprint()}')",
        ],
    )


def _together(connection: DuckDBPyConnection, statements: list[str]) -> None:
    """Run statements as one transaction: a hundred of their own would each be written down by itself."""
    try:
        connection.execute(";\n".join(("begin", *statements, "commit")))
    except DuckDBError:
        connection.execute("rollback")
        raise


def is_current(connection: DuckDBPyConnection) -> bool:
    """Say whether the store in use has the present tables and columns."""
    try:
        return connection.execute("select fingerprint from store_schema").fetchall() == [(_fingerprint(),)]
    except CatalogException:  # a store from before it was noted
        return False


@cache
def _fingerprint() -> str:
    text = "".join(create_table_sql(record) for record in RECORDS) + repr(OPERATIONS)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _bring_up_to_date(connection: DuckDBPyConnection, record: type[Record], old: dict[str, str]) -> None:
    """Move the rows of a record table into one with the present columns.

    ``old``: the type of each column that the table has.
    """
    connection.execute(f"alter table {record.table} rename to old_{record.table}")
    connection.execute(create_table_sql(record))
    taken = {
        name: _taken_over(record, name, kind) for name, kind in old.items() if name in _stored_columns(record)
    }
    taken |= {
        name: literal
        for name, field in record.model_fields.items()
        if name not in old and (literal := default_literal(field))
    }
    connection.execute(
        f"""insert into {record.table} ({", ".join(taken)})
            select {", ".join(taken.values())} from old_{record.table}"""
    )
    connection.execute(f"drop table old_{record.table}")


def _stored_columns(record: type[Record]) -> set[str]:
    return {*record.model_fields, *twins(record), *STORE_COLUMNS}


def _taken_over(record: type[Record], name: str, old_type: str) -> str:
    """A column of an older table; pseudonyms were once written as 64 letters, and some codes as free text."""
    field = record.model_fields.get(name)
    if field is None or old_type != "VARCHAR" or stored_type(field) == "VARCHAR":
        return name
    if stored_type(field) == "UUID":
        return f"cast(substr({name}, 1, 32) as uuid)"
    return f"coalesce(try_cast({name} as {stored_type(field)}), {default_literal(field) or 'null'})"


def _not_null(kind: ColumnType) -> str:
    return "" if kind.optional else " not null"


def _check(name: str, field: FieldInfo) -> str:
    column = declared(field)
    bounds = [f"{name} >= {column.low:.15g}"] if column.low is not None else []
    bounds += [f"{name} <= {column.high:.15g}"] if column.high is not None else []
    return f" check ({' and '.join(bounds)})" if bounds else ""
