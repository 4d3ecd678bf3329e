"""Everything that is recorded about one person, found by the organisation's own case number, to correct it."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from data.errors import InputError
from data.home import Home
from data.model import RECORDS, Record
from data.model.base import declared
from data.people.waiting import Detail
from data.store import newest_records, reading
from data.workspace import audit


class Kept(NamedTuple):
    """One record of a person that counts now."""

    table: str
    record: str
    """Its key."""
    program: str | None
    """Name of the programme, where the record or its stay has one."""
    day: dt.date | None
    """The first day that must stand in it."""
    cells: dict[str, Any]
    """Every column that may be corrected, with what stands there."""
    is_of_file: bool
    """Whether it came as part of a whole that only a newer file replaces."""


def records_of(home: Home, viewer: str, detail: Detail, organization: str, case_number: str) -> list[Kept]:
    """The records of one person of an organisation, the client first, then the newest.

    Those of case numbers that were merged into this one are among them. Raises PermissionError for a viewer
    who may not see people, InputError for a case number that is not there. Every look is written to the audit log.
    """
    if detail != "people":
        raise PermissionError("this viewer may not see rows about people")
    if newest_records(home) is None:
        raise InputError("error.no_records")
    with reading(home) as connection:
        people = _people(connection, organization, case_number)
        found = [one for record in RECORDS for one in _rows(connection, record, organization, people)]
    audit(home, viewer, "people.records", organization, f"rows={len(found)}")
    oldest = dt.date.min
    return sorted(found, key=lambda one: (one.table == "client", one.day or oldest), reverse=True)


def correctable(record: type[Record]) -> list[str]:
    """The columns of a table that a correction may change: not what a row is, whose it is and whom it is about."""
    return [
        name
        for name, field in record.model_fields.items()
        if name not in (*record.key, "organization_id") and not declared(field).pseudonym
    ]


def _people(connection: DuckDBPyConnection, organization: str, case_number: str) -> list[str]:
    """The pseudonyms of everybody with this case number, and of whom they were merged with."""
    found = connection.execute(
        """with own as (
                select client_id from current_client
                where organization_id = $organization and lower(trim(case_number)) = lower(trim($number))
            ), root as (
                select client_id from own
                union select client_id from current_alias where alias_client_id in (select client_id from own)
            )
            select cast(client_id as varchar) from root
            union select cast(alias_client_id as varchar) from current_alias
            where client_id in (select client_id from root)""",
        {"organization": organization, "number": case_number},
    ).fetchall()
    if not found:
        raise InputError("error.no_such_case", case=case_number)
    return [client for (client,) in found]


def _rows(
    connection: DuckDBPyConnection, record: type[Record], organization: str, people: list[str]
) -> list[Kept]:
    """The rows of a table about some people: by themselves, or by their stay."""
    fields = record.model_fields
    if "organization_id" not in fields or record.table == "alias":
        return []
    named = "list_transform($people, one -> cast(one as uuid))"
    if "client_id" in fields:
        about = f"list_contains({named}, r.client_id)"
    elif "enrollment_id" in fields:
        about = f"""r.enrollment_id in (
            select enrollment_id from current_enrollment where list_contains({named}, client_id))"""
    else:
        return []
    columns = correctable(record)
    listed = ", ".join(f"r.{name}" for name in columns)
    program = (
        "r.program_id" if "program_id" in fields else "e.program_id" if "enrollment_id" in fields else "null"
    )
    stay = (
        "left join current_enrollment e on e.enrollment_id = r.enrollment_id"
        if program.startswith("e.")
        else ""
    )
    day = next((name for name in columns if name.endswith("_on") and fields[name].is_required()), None)
    found = connection.execute(
        f"""select cast(r.{record.key[-1]} as varchar), g.name, {f"r.{day}" if day else "null::date"},
                r.unit_id is not null{", " if listed else ""}{listed}
            from current_{record.table} r {stay}
            left join current_program g on g.program_id = {program}
            where r.organization_id = $organization and {about}""",
        {"organization": organization, "people": people},
    ).fetchall()
    return [
        Kept(record.table, key, name, on, dict(zip(columns, cells, strict=True)), of_file)
        for key, name, on, of_file, *cells in found
    ]
