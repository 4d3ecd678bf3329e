"""What a command or a schedule asks for becomes requests: names are found, periods are filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from data.errors import InputError
from metrics.period import Grain, last_complete
from metrics.reader import Organization, Reader
from metrics.scope import Scope
from reports.request import Kind, Paper, Request

GRAINS: dict[Kind, Grain] = {"board": "quarter", "week": "week"}
"""The period a report is about where none is named; the others are about a fiscal year."""


def requests(
    reader: Reader,
    scope: Scope,
    kind: Kind,
    *,
    organization: str | None = None,
    program: str | None = None,
    grant: str | None = None,
    start: dt.date | None = None,
    end: dt.date | None = None,
    all_grants: bool = False,
    by: dt.date | None = None,
    grain: Grain | None = None,
    notes: Sequence[tuple[str, str]] = (),
    paper: Paper | None = None,
) -> list[Request]:
    """Give the requests for a kind of report: one, or one a grant.

    Without a period: the last one of the report's own kind that had ended ``by`` a day, the last day of the data
    unless given. Raises InputError where the organisation cannot be told.
    """
    if all_grants:
        grants = reader.grants(scope, organization)
        if not grants:
            raise InputError("error.no_grants")
        places = sorted((one.organization, None, one.id) for one in grants)
    else:
        places = [(_organization(reader, scope, organization, program, grant), program, grant)]
    known = grain or GRAINS.get(kind, "year")
    found = [_request(reader, scope, kind, place, start, end, by, known, tuple(notes)) for place in places]
    return [one.model_copy(update={"paper": paper}) for one in found]


def _request(
    reader: Reader,
    scope: Scope,
    kind: Kind,
    place: tuple[str, str | None, str | None],
    start: dt.date | None,
    end: dt.date | None,
    by: dt.date | None,
    grain: Grain,
    notes: tuple[tuple[str, str], ...],
) -> Request:
    organization, program, grant = place
    known = _by_id(reader, scope).get(organization)
    if known is None:
        raise InputError("error.choose_organization", ids=", ".join(_by_id(reader, scope)))
    days = [one.as_of for one in _by_id(reader, scope).values() if one.as_of is not None]
    until = by or known.as_of or max(days, default=end)
    if start is None or end is None:
        if until is None:
            raise InputError("error.nothing_to_report")
        period = last_complete(until, grain, known.fiscal_year_start)
        start, end = start or period.start, end or period.end
    if start > end:
        raise InputError("error.period_reversed")
    return Request(
        kind=kind, organization=organization, program=program, grant=grant, start=start, end=end, notes=notes
    )


def _organization(
    reader: Reader, scope: Scope, organization: str | None, program: str | None, grant: str | None
) -> str:
    """The organisation that is named, else whose programme or grant it is, else the only one."""
    if organization:
        return organization
    owners = [one.organization for one in reader.programs(scope) if one.id == program]
    owners += [one.organization for one in reader.grants(scope) if one.id == grant]
    known = _by_id(reader, scope)
    if not owners and len(known) == 1:
        owners = list(known)
    if not owners:
        raise InputError("error.choose_organization", ids=", ".join(known))
    return owners[0]


def _by_id(reader: Reader, scope: Scope) -> dict[str, Organization]:
    return {one.id: one for one in reader.organizations(scope)}
