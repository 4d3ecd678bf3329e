"""What there is to mend, record by record: who breaks a rule of quality, and which two may be one person."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from data.home import Home
from data.model import TABLES
from data.people.waiting import Detail
from data.quality.checking import prepare
from data.quality.duplicates import PAIRS, salted
from data.quality.rules import rule_of
from data.store import reading
from data.workspace import audit

MOST = 500
"""Records that are listed at once."""
_EPOCH = dt.date(1970, 1, 1)


class ToMend(NamedTuple):
    """One record that breaks a rule, and where it came from."""

    record: str
    case_number: str | None
    program: str | None
    worker: str | None
    day: dt.date
    file: str | None
    row: int | None
    """The row of that file."""


class Double(NamedTuple):
    """Two clients who may be one person."""

    kind: str
    """``same_number``: one case number written two ways; ``same_birth``: birth date, sex and district agree."""
    first: str | None
    second: str | None
    first_client: str
    second_client: str


def to_mend(
    home: Home,
    viewer: str,
    detail: Detail,
    organization: str,
    rule_id: str,
    program: str | None = None,
    most: int = MOST,
) -> list[ToMend]:
    """The records of an organisation that break a rule, the newest first.

    What a client lacks is listed once a client. Raises PermissionError for a viewer who may not see people,
    KeyError for a rule that is not there. Every look is written to the audit log.
    """
    _allow(detail)
    rule = rule_of(rule_id)
    key = TABLES[rule.table].key[-1]
    source = "client_id" if rule.table == "client" else "record"
    is_there = rule.table != "consent"  # What is missing came from nowhere.
    joined = (
        f"left join current_{rule.table} o on cast(o.{key} as varchar) = cast(f.{source} as varchar)"
        if is_there
        else ""
    )
    place = "o.source_file, o.source_row" if is_there else "null, null"
    once = "client_id" if rule.table in ("client", "consent") else "record"
    with reading(home) as connection:
        prepare(connection)
        rows = connection.execute(
            f"""with failing as (
                    select *, row_number() over (partition by {once} order by day desc, record) as nth
                    from ({rule.rows}) where failed = 1 and organization_id = $organization
                        and ($program is null or program_id = $program)
                )
                select f.record, c.case_number, g.name, f.worker, f.day, {place} from failing f
                left join current_client c on c.client_id = f.client_id
                left join current_program g on g.program_id = f.program_id {joined}
                where nth = 1 order by f.day desc, c.case_number, f.record limit $most""",
            {"organization": organization, "program": program, "most": most},
        ).fetchall()
    audit(home, viewer, "people.mending", organization, f"rule={rule_id}; rows={len(rows)}")
    return [ToMend(*row[:4], _EPOCH + dt.timedelta(days=int(row[4])), *row[5:]) for row in rows]


def doubles(home: Home, viewer: str, detail: Detail, organization: str, most: int = MOST) -> list[Double]:
    """Clients of an organisation who may be one person: those with the same case number first.

    Raises PermissionError for a viewer who may not see people. Every look is written to the audit log.
    """
    _allow(detail)
    with reading(home) as connection:
        rows = connection.execute(
            f"""select max(kind), first_number, second_number, cast(first as varchar), cast(second as varchar)
                from ({PAIRS}) where organization_id = $organization
                group by first, second, first_number, second_number
                order by max(kind) desc, first_number, second_number limit $most""",
            {"organization": organization, "most": most, **salted()},
        ).fetchall()
    audit(home, viewer, "people.doubles", organization, f"rows={len(rows)}")
    return [Double(*row) for row in rows]


def _allow(detail: Detail) -> None:
    if detail != "people":
        raise PermissionError("this viewer may not see rows about people")
