"""Who may recognise whom: the organisations of identity agreements, and the numbers by which they do."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from data.errors import InputError
from data.home import Home
from data.store import newest_records, reading

NAME = "lower(trim({agreement}))"
"""An agreement by its name, however it is written."""

MEMBERS = f"""
    select organization_id, agreement, purpose, agreed_on, {NAME.format(agreement="agreement")} as name
    from current_identity_agreement where ended_on is null
"""
"""Organisations that are in an agreement now; ``name`` is what its members have in common."""

CARRYING = f"""
    with member as ({MEMBERS}),
    numbered as (
        select s.organization_id, s.client_id, s.shared_person_id, s.key_mark, s.batch_id, m.name
        from current_shared_person s
        join member m on m.organization_id = s.organization_id and m.name = s.agreement
        where s.shared_person_id is not null
    )
    select n.name, n.organization_id, n.client_id, n.shared_person_id from numbered n
    join (
        select name, max(key_mark) as key_mark from numbered
        where (name, batch_id) in (select name, max(batch_id) from numbered group by name) group by name
    ) newest on newest.name = n.name and newest.key_mark = n.key_mark
"""
"""Clients with the number by which the others of their agreement know them, as far as numbers can be compared:
those that were taken in under the same key as the newest."""


class Member(NamedTuple):
    """An organisation in an agreement, with how many of its clients carry a number that can be compared."""

    organization: str
    name: str
    agreed_on: dt.date
    purpose: str
    clients: int
    numbered: int


def members(home: Home, agreement: str) -> list[Member]:
    """The organisations in an agreement, by name. Raises InputError without records."""
    if newest_records(home) is None:
        raise InputError("error.no_records")
    with reading(home) as connection:
        rows = connection.execute(
            f"""with member as ({MEMBERS})
                select m.organization_id, o.name, m.agreed_on, m.purpose,
                    (select count(*) from current_client c where c.organization_id = m.organization_id),
                    (select count(*) from ({CARRYING}) n join current_client c on c.client_id = n.client_id
                     where n.organization_id = m.organization_id)
                from member m join current_organization o on o.organization_id = m.organization_id
                where m.name = {NAME.format(agreement="$agreement")} order by lower(o.name), m.organization_id""",
            {"agreement": agreement},
        ).fetchall()
    return [Member(*row) for row in rows]


def agreement_of(home: Home, organization: str) -> str | None:
    """The name of the agreement that an organisation is in."""
    if newest_records(home) is None:
        return None
    with reading(home) as connection:
        found = connection.execute(
            f"select agreement from ({MEMBERS}) where organization_id = ?", [organization]
        ).fetchone()
    return str(found[0]) if found else None
