"""Rows about people that somebody corrects or completes: read for one organisation, under its own case numbers.

A row carries its person's pseudonym, so that what comes back (``data.entering``) stays that person's.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from data.home import Home
from data.model import TABLES, Record
from data.model.base import declared
from data.people.waiting import Detail
from data.store import newest_records, reading
from data.workspace import audit

EDITABLE: tuple[str, ...] = (
    "enrollment", "client", "follow_up", "service", "contact", "measurement", "need", "referral",
    "case_goal", "role_case", "placement", "complaint", "feedback_theme", "decision_event",
    "community_activity",
)  # fmt: skip
"""Record tables that may be edited in bulk."""
MOST_ROWS = 500
"""Rows that are opened at once, the newest first; older ones are found by their case number."""
PERSON = "case_number"
"""The column that a person is shown and found by."""


class Due(NamedTuple):
    """A follow-up that nobody has done yet."""

    follow_up_id: str
    enrollment_id: str
    person: str
    """The pseudonym."""
    case_number: str | None
    program: str
    due_on: dt.date
    worker: str | None


class Opened(NamedTuple):
    """Rows opened for editing, and how many there are in all."""

    rows: list[dict[str, Any]]
    """Every column of the table, the person's ``case_number`` first where the table is about people."""
    total: int


def person_columns(record: type[Record]) -> list[str]:
    """The columns of a table that hold a person's pseudonym."""
    return [name for name, field in record.model_fields.items() if declared(field).pseudonym]


def follow_ups_due(home: Home, viewer: str, detail: Detail, organization: str) -> list[Due]:
    """Follow-ups that are not done, the longest due first.

    Raises PermissionError for a viewer who may not see people. Every look is written to the audit log.
    """
    _allow(detail)
    with reading(home) as connection:
        found = connection.execute(
            """select f.follow_up_id, f.enrollment_id, cast(f.client_id as varchar), c.case_number,
                      coalesce(g.name, ''), f.due_on, coalesce(f.worker, e.worker)
               from current_follow_up f
               left join current_enrollment e on e.enrollment_id = f.enrollment_id
               left join current_program g on g.program_id = e.program_id
               left join current_client c on c.client_id = f.client_id
               where f.organization_id = $organization and f.done_on is null and f.status = 'due'
               order by f.due_on, f.follow_up_id""",
            {"organization": organization},
        ).fetchall()
    audit(home, viewer, "people.follow_ups", organization, f"rows={len(found)}")
    return [Due(*row) for row in found]


def open_rows(
    home: Home, viewer: str, detail: Detail, organization: str, table: str, case_number: str = ""
) -> Opened:
    """The rows of a table that count now, the newest first; of one person where a case number is given.

    Raises PermissionError for a viewer who may not see people, LookupError for a table that is not edited.
    Every look is written to the audit log.
    """
    _allow(detail)
    if table not in EDITABLE:
        raise LookupError(f"{table} is not edited")
    record = TABLES[table]
    if newest_records(home) is None:
        return Opened([], 0)
    about = "client_id" if "client_id" in person_columns(record) else None
    named = f"{PERSON}, " if about and PERSON not in record.model_fields else ""
    joined = (
        f"left join (select client_id as person, case_number from current_client) on person = r.{about}"
        if named
        else ""
    )
    own = ", ".join(
        f"cast(r.{name} as varchar) as {name}" if name in person_columns(record) else f"r.{name}"
        for name in record.model_fields
    )
    narrowed = f"and lower(trim({PERSON})) = lower(trim($case_number))" if about and case_number else ""
    query = f"""select {named}{own}, r.batch_id from current_{table} r {joined}
        where r.organization_id = $organization {narrowed}"""
    parameters = {"organization": organization, **({"case_number": case_number} if narrowed else {})}
    with reading(home) as connection:
        (total,) = connection.execute(f"select count(*) from ({query})", parameters).fetchone() or (0,)
        cursor = connection.execute(
            f"select * exclude (batch_id) from ({query}) order by {_newest(record)} limit {MOST_ROWS}",
            parameters,
        )
        names = [column[0] for column in cursor.description or []]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    audit(home, viewer, "people.edit", organization, f"table={table}; rows={len(rows)}")
    return Opened(rows, total)


def _newest(record: type[Record]) -> str:
    """The order of rows: by their first required day, the latest first, then by key."""
    days = [
        name for name, field in record.model_fields.items() if name.endswith("_on") and field.is_required()
    ]
    return ", ".join([f"{day} desc" for day in days[:1]] + ["batch_id desc", *record.key])


def _allow(detail: Detail) -> None:
    if detail != "people":
        raise PermissionError("this viewer may not see rows about people")
