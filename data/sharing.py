"""Sharing identities on purpose: organisations join an agreement, or leave it. Each is a batch that can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from data.errors import InputError
from data.home import Home
from data.identities import members
from data.importing import Imported, import_entries
from data.stage import Stage
from data.workspace import audit

FORMAT = "identity"
"""What the list of imports calls it."""


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
