"""The one audited way to read rows about people."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, NamedTuple

from data.home import Home
from data.persons import of_persons
from data.store import reading
from data.workspace import audit

Detail = Literal["aggregate", "people"]
Group = Literal["alert", "high_risk", "follow_up"]

CONTACT_WITHIN_DAYS = 14
ANSWER_WITHIN_HOURS = 24


class Waiting(NamedTuple):
    """A person who waits for somebody today, under the organisation's own case number."""

    group: Group
    """``alert``: a protection alert without action; ``high_risk``: no contact lately; ``follow_up``: overdue."""
    case_number: str | None
    program: str
    worker: str | None
    waited: int
    """Hours since an alert; days since the last contact, or since a follow-up fell due."""
    month: int | None
    """For a follow-up: months after exit that it belongs to."""


def waiting(
    home: Home,
    viewer: str,
    detail: Detail,
    organization: str,
    program: str | None,
    as_of: dt.date,
) -> list[Waiting]:
    """Who waits as of the end of a day: protection alerts over 24 hours, high-risk clients without contact for
    14 days, follow-ups past their day; safety first, then the longest wait.

    Raises PermissionError for a viewer who may not see people. Every look is written to the audit log.
    """
    if detail != "people":
        raise PermissionError("this viewer may not see rows about people")
    day = (as_of - dt.date(1970, 1, 1)).days
    parameters: dict[str, Any] = {
        "organization": organization,
        "program": program,
        "day": day,
        "second": (day + 1) * 86400,
    }
    with reading(home) as connection:
        found = [
            Waiting(*row)
            for query in (_ALERTS, _HIGH_RISK, _FOLLOW_UPS)
            for row in connection.execute(query, {name: parameters[name] for name in _used(query)}).fetchall()
        ]
    audit(home, viewer, "people.waiting", organization, f"program={program or 'all'}; rows={len(found)}")
    return found


def _used(query: str) -> list[str]:
    return [name for name in ("organization", "program", "day", "second") if f"${name}" in query]


_ALERTS = f"""
    select 'alert', c.case_number, coalesce(g.name, ''), k.worker,
        cast(floor(($second - k.raised_second) / 3600.0) as integer) as waited, null
    from current_role_case k
    left join current_client c on c.client_id = k.client_id
    left join current_program g on g.program_id = k.program_id
    where k.organization_id = $organization and ($program is null or k.program_id = $program)
        and k.kind = 'protection' and k.raised_second <= $second - {ANSWER_WITHIN_HOURS} * 3600
        and (k.first_action_second is null or k.first_action_second > $second)
        and (k.closed_day is null or k.closed_day > $day)
    order by waited desc
"""

_HIGH_RISK = f"""
    select 'high_risk', c.case_number, g.name, e.worker, $day - greatest(max(t.contact_day), e.entry_day) as waited, null
    from current_enrollment e
    join current_program g on g.program_id = e.program_id
    left join current_client c on c.client_id = e.client_id
    left join current_alias a on a.alias_client_id = e.client_id
    left join (
        select client_id, contact_day from ({of_persons("contact", "t.contact_day")}) met
        where organization_id = $organization and contact_day <= $day
    ) t on t.client_id = coalesce(a.client_id, e.client_id)
    where e.organization_id = $organization and ($program is null or e.program_id = $program)
        and e.risk_entry = 'high' and e.entry_day <= $day and (e.exit_day is null or e.exit_day > $day)
        and exists (select 1 from current_contact where organization_id = $organization)
    group by e.enrollment_id, c.case_number, g.name, e.worker, e.entry_day
    having $day - coalesce(greatest(max(t.contact_day), e.entry_day), e.entry_day) >= {CONTACT_WITHIN_DAYS}
    order by waited desc
"""

_FOLLOW_UPS = """
    select 'follow_up', c.case_number, g.name, coalesce(f.worker, e.worker), $day - f.due_day as waited,
        cast(round((f.due_day - e.exit_day) / 30.4) as integer)
    from current_follow_up f
    join current_enrollment e on e.enrollment_id = f.enrollment_id
    join current_program g on g.program_id = e.program_id
    left join current_client c on c.client_id = f.client_id
    where f.organization_id = $organization and ($program is null or e.program_id = $program)
        and f.due_day < $day and (f.done_day is null or f.done_day > $day)
        and (f.status = 'due' or f.done_day > $day)
    order by waited desc
"""
