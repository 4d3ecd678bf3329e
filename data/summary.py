"""What the store holds: rows, organisations, programmes, reported results, ledger and batches."""

from __future__ import annotations

import json
from typing import Any

from duckdb import DuckDBPyConnection

from data.home import Home
from data.model import RECORDS, TABLES
from data.store import newest_records, reading

Summary = dict[str, Any]
"""The document of ``python -m data summary --json`` (design.md §4)."""


def summary(home: Home) -> Summary:
    """Count what is current in a home; an empty home gives zeros."""
    if newest_records(home) is None:
        return {
            "tables": {record.table: 0 for record in RECORDS},
            "organizations": [],
            "programs": [],
            "reported": {"indicators": 0, "periods": 0, "periods_with_target_and_actual": 0},
            "ledger": [],
            "batches": [],
        }
    with reading(home) as connection:
        return {
            "tables": {record.table: _count(connection, record.table) for record in RECORDS},
            "organizations": _organizations(connection),
            "programs": _rows(
                connection,
                """select program_id as id, source_id, name, organization_id as organization
                   from current_program order by organization_id, program_id""",
            ),
            "reported": _reported(connection),
            "ledger": _rows(
                connection,
                """select kind, currency, count(*) as rows, sum(amount)::double as amount
                   from current_ledger_entry group by kind, currency order by kind, currency""",
            ),
            "batches": batches(connection),
        }


def batches(connection: DuckDBPyConnection) -> list[dict[str, Any]]:
    """Every import, the newest first."""
    rows = _rows(
        connection,
        """select batch_id as batch, state, file, format, imported_at, imported_by, file_date, accepted as rows,
                  rejected, warnings, fingerprint
           from import_batch order by batch_id desc""",
    )
    for row in rows:
        row["rows"] = json.loads(row["rows"])
        row["imported_at"] = row["imported_at"].isoformat(timespec="seconds")
        row["file_date"] = row["file_date"].isoformat() if row["file_date"] else None
    return rows


def _organizations(connection: DuckDBPyConnection) -> list[dict[str, Any]]:
    """Organisations that have programmes, with their rows per table and the span of their events."""
    organizations = _rows(
        connection,
        """select organization_id as id, name from current_organization
           where organization_id in (select organization_id from current_program) order by organization_id""",
    )
    counts: dict[str, dict[str, int]] = {row["id"]: {} for row in organizations}
    for table, record in TABLES.items():
        if "organization_id" in record.model_fields:
            for organization, rows in connection.execute(
                f"select organization_id, count(*) from current_{table} group by organization_id"
            ).fetchall():
                if organization in counts:
                    counts[organization][table] = rows
    for row in organizations:
        row["rows"] = counts[row["id"]]
    return organizations


def _reported(connection: DuckDBPyConnection) -> dict[str, int]:
    periods, both = connection.execute(
        """select count(*), coalesce(sum(case when has_target and has_value then 1 else 0 end), 0) from (
               select definition_id, period, bool_or(target is not null) as has_target,
                      bool_or(value is not null) as has_value
               from current_reported_result group by definition_id, period
           )"""
    ).fetchall()[0]
    return {
        "indicators": _count(connection, "indicator_definition"),
        "periods": periods,
        "periods_with_target_and_actual": int(both),
    }


def _count(connection: DuckDBPyConnection, table: str) -> int:
    return connection.execute(f"select count(*) from current_{table}").fetchall()[0][0]


def _rows(connection: DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def problem_counts(home: Home) -> list[dict[str, Any]]:
    """Rejected rows and warnings of the live batches, for each organisation they touch."""
    if newest_records(home) is None:
        return []
    with reading(home) as connection:
        return _rows(
            connection,
            """select organization_id as organization, sum(rejected)::bigint as rejected,
                      sum(warnings)::bigint as warnings
               from batch_organization join import_batch using (batch_id)
               where state = 'live' and organization_id <> '*' group by organization_id order by organization_id""",
        )
