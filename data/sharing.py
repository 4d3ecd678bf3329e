"""Sharing identities on purpose: organisations join an agreement, or leave it. Each is a batch that can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from data.errors import InputError
from data.home import Home
from data.identities import CARRYING, MEMBERS, NAME
from data.importing import Imported, import_entries
from data.stage import Stage
from data.store import newest_records, reading
from data.workspace import audit

FORMAT = "identity"
"""What the list of imports calls it."""


class Member(NamedTuple):
    """An organisation in an agreement, with how many of its clients carry a number that can be compared."""

    organization: str
    name: str
    agreed_on: dt.date
    purpose: str
    clients: int
    numbered: int


def share_identity(
    home: Home,
    viewer: str,
    agreement: str,
    organizations: Sequence[str],
    purpose: str | None,
    agreed_on: dt.date,
    now: dt.datetime | None = None,
) -> Imported:
    """Let organisations join an agreement; without a purpose it is that of those who are in it already.

    The rows are checked like any other. Raises InputError where nobody has said what it is for.
    """
    known = members(home, agreement)
    said = (purpose or "").strip() or next((one.purpose for one in known), "")
    if not said:
        raise InputError("error.agreement_without_purpose", agreement=agreement)
    rows = [
        {
            "organization_id": one,
            "agreement": agreement.strip(),
            "purpose": said,
            "agreed_on": str(agreed_on),
            "ended_on": None,
        }
        for one in organizations
    ]
    return _bring(home, viewer, rows, now)


def leave_agreement(
    home: Home,
    viewer: str,
    agreement: str,
    organizations: Sequence[str],
    ended_on: dt.date,
    now: dt.datetime | None = None,
) -> Imported:
    """Let organisations leave an agreement: from then on none of their people is recognised elsewhere.

    Raises InputError for one that is not in it.
    """
    known = {one.organization: one for one in members(home, agreement)}
    for one in organizations:
        if one not in known:
            raise InputError("error.not_in_agreement", organization=one, agreement=agreement)
    rows = [
        {
            "organization_id": one,
            "agreement": agreement.strip(),
            "purpose": known[one].purpose,
            "agreed_on": str(known[one].agreed_on),
            "ended_on": str(ended_on),
        }
        for one in organizations
    ]
    return _bring(home, viewer, rows, now)


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


def _bring(
    home: Home, viewer: str, rows: Sequence[Mapping[str, str | None]], now: dt.datetime | None
) -> Imported:
    def fill(stage: Stage) -> None:
        columns = {name: [row[name] for row in rows] for name in rows[0]}
        source = {"source_file": [FORMAT] * len(rows), "source_row": list(range(1, len(rows) + 1))}
        stage.add("identity_agreement", {**columns, **source})

    (result,) = import_entries(home, FORMAT, [(FORMAT, fill)], now or dt.datetime.now())
    if result.status == "imported":
        for row in rows:
            what = "left" if row["ended_on"] else "joined"
            audit(home, viewer, "records.identity", row["organization_id"], f"{what}; batch={result.batch}")
    return result
