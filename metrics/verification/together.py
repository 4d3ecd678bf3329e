"""The second formulation of people whom organisations of one identity agreement serve between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from metrics.ask import Ask
from metrics.compute import value
from metrics.period import Period, month_of, quarter_of, rolling_months
from metrics.reader import Organization, Reader
from metrics.scope import OWNER
from metrics.verification.records import Records, load, stays


class Together(NamedTuple):
    """How many different people, and how many of them carry no number that can be compared."""

    people: int
    without_number: int


def people_together(everybody: Sequence[Records], period: Period) -> Together:
    """Different people enrolled on any day of the period in any of the organisations."""
    marks = {row["batch_id"]: row["key_mark"] for records in everybody for row in _numbers(records)}
    newest = marks[max(marks)] if marks else None
    known: set[Any] = set()
    alone: set[Any] = set()
    for records in everybody:
        numbers: dict[Any, list[str]] = {}
        for row in _numbers(records):
            if row["key_mark"] == newest:
                person = records.person(row["client_id"])
                numbers.setdefault(person, []).append(str(row["shared_person_id"]))
        for row in stays(records):
            if row["entry_on"] <= period.end and (row["exit_on"] or records.as_of) >= period.start:
                own = numbers.get(row["client_id"])
                known.update([min(own)] if own else [])
                alone.update([] if own else [row["client_id"]])
    return Together(len(known) + len(alone), len(alone))


def _numbers(records: Records) -> list[dict[str, Any]]:
    """Numbers that were taken in under the agreement that the organisation is in now."""
    agreed = [row for row in records.of("identity_agreement") if row["ended_on"] is None]
    name = agreed[0]["agreement"].strip().lower() if agreed else None
    return [
        row
        for row in records.of("shared_person")
        if row["shared_person_id"] is not None and name is not None and row["agreement"] == name
    ]


class Compared(NamedTuple):
    """One published number of an agreement beside its second formulation."""

    agreement: str
    period: Period
    published: float | None
    recomputed: float | None
    agree: bool


def compared(
    connection: DuckDBPyConnection, reader: Reader, organizations: Collection[str] | None
) -> Iterator[Compared]:
    """People of the agreements that one of the organisations is in, over their last month, quarter and year."""
    members: dict[str, list[Organization]] = defaultdict(list)
    known = {one.id: one for one in reader.organizations(OWNER) if one.as_of is not None}
    for organization, name in reader.rows("select organization, agreement from published.identity_agreement"):
        if organization in known:
            members[name].append(known[organization])
    for name, own in sorted(members.items()):
        if organizations is None or {one.id for one in own} & set(organizations):
            everybody = [load(connection, one.id, one.as_of) for one in own if one.as_of]
            yield from _compared(reader, name, everybody)


def _compared(reader: Reader, name: str, everybody: Sequence[Records]) -> Iterator[Compared]:
    scope = OWNER.model_copy(
        update={"organizations": frozenset(records.organization for records in everybody)}
    )
    if sum(bool(stays(records)) for records in everybody) < 2:
        return
    last = max(records.as_of for records in everybody)
    for period in (month_of(last), quarter_of(last), rolling_months(month_of(last).end, 12)):
        answer = value(reader, scope, Ask(indicator="people_served", start=period.start, end=period.end))
        said = answer.reason.values if answer.reason else {}
        ours = people_together(everybody, period)
        recomputed = None if ours.without_number else float(ours.people)
        theirs = (said.get("total", answer.value), said.get("n", 0))
        agree = answer.value == recomputed and theirs == (ours.people, ours.without_number)
        yield Compared(name, period, answer.value, recomputed, agree)
