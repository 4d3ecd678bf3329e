"""Who stands behind a number: the records that were counted, under the organisation's own case numbers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from data.home import Home
from data.people.lists import GROUPS, LISTS, SEEN
from data.people.waiting import Detail
from data.store import reading
from data.workspace import audit

EPOCH = dt.date(1970, 1, 1)
State = Literal["counted", "other", "unknown"]


@dataclass(frozen=True)
class Question:
    """Which rows of a fact are asked for: measures by their names, of whom, and when.

    ``denominator`` None asks for what the numerator counts. ``last`` is the last day of the period or of the
    data, whichever comes first; of what stands, it is that day which is looked at.
    """

    fact: str
    numerator: str
    denominator: str | None
    unknown: str | None
    organization: str
    program: str | None
    group: str | None
    start: dt.date
    last: dt.date
    as_of: dt.date


class Counted(NamedTuple):
    """One record behind a number, and what it counts as."""

    state: State
    """``counted`` in the numerator, ``unknown``, or in the denominator only (``other``)."""
    case_number: str | None
    program: str | None
    worker: str | None
    day: dt.date
    """The day that the record belongs to: of the event, or on which it fell due."""


def has_list(fact: str, numerator: str, denominator: str | None, group: str | None) -> bool:
    """Say whether the people behind these measures can be listed."""
    known = LISTS.get(fact)
    if known is None or not {numerator, denominator or numerator} <= set(known.measures):
        return False
    return group is None or (known.grouped and group.partition("=")[0] in GROUPS)


def people_behind(home: Home, viewer: str, detail: Detail, asked: Question) -> list[Counted]:
    """The records behind a number: unknown first, then those that did not count, then those that did.

    Raises PermissionError for a viewer who may not see people, LookupError where there is no list. Every look
    is written to the audit log.
    """
    if detail != "people":
        raise PermissionError("this viewer may not see rows about people")
    if not has_list(asked.fact, asked.numerator, asked.denominator, asked.group):
        raise LookupError(f"no list of {asked.fact}")
    query, parameters = _query(asked), _parameters(asked)
    used = {name: value for name, value in parameters.items() if f"${name}" in query}
    with reading(home) as connection:
        rows = connection.execute(query, used).fetchall()
    found = [Counted(*row[:4], EPOCH + dt.timedelta(days=int(row[4]))) for row in rows]
    details = (
        f"fact={asked.fact}; measure={asked.numerator}; program={asked.program or 'all'}; rows={len(found)}"
    )
    audit(home, viewer, "people.behind", asked.organization, details)
    return found


def _query(asked: Question) -> str:
    known = LISTS[asked.fact]
    state = f"when {asked.numerator} = 1 then 'counted'"
    if asked.unknown in known.measures:
        state = f"when {asked.unknown} = 1 then 'unknown' {state}"
    narrowed = f"and {asked.group.partition('=')[0]} = $code" if asked.group else ""
    return f"""
        with seen as ({SEEN}), listed as ({known.query})
        select case {state} else 'other' end as state, case_number, program, worker, day from listed
        where {asked.denominator or asked.numerator} = 1 {narrowed}
        order by case {state.replace("'counted'", "2").replace("'unknown'", "0")} else 1 end, day desc, case_number
    """


def _parameters(asked: Question) -> dict[str, Any]:
    return {
        "organization": asked.organization,
        "program": asked.program,
        "code": asked.group.partition("=")[2] if asked.group else None,
        "start": (asked.start - EPOCH).days,
        "last": (asked.last - EPOCH).days,
        "as_of": (asked.as_of - EPOCH).days,
    }
