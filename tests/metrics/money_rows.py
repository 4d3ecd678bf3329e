"""Small ledgers and promises for tests, brought into a home and asked about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from data.home import Home
from metrics.ask import Ask
from metrics.compute import value, values
from metrics.publish import publish
from metrics.reader import Reader, open_reader
from metrics.scope import OWNER, Scope
from metrics.value import IndicatorValue
from tests.data.rows import bring, clients, house, stay

Tables = Mapping[str, Sequence[Mapping[str, Any]]]


def merged(*parts: Tables) -> dict[str, list[Mapping[str, Any]]]:
    """Several sets of tables as one, parents first."""
    tables: dict[str, list[Mapping[str, Any]]] = {}
    for part in parts:
        for name, rows in part.items():
            tables.setdefault(name, []).extend(rows)
    return tables


def org(organization: str = "o1", *programs: str, currency: str = "IDR") -> Tables:
    """An organisation with its programmes, ``p1`` when none is named."""
    found = house(organization)
    found["organization"][0]["base_currency"] = currency
    found["program"] = [
        {"program_id": program, "organization_id": organization, "name": program.upper(), "kind": "treatment"}
        for program in programs or ("p1",)
    ]
    return found


class Ledger:
    """Ledger lines, numbered in the order of writing."""

    def __init__(self, organization: str = "o1") -> None:
        self.organization = organization
        self.rows: list[dict[str, str]] = []

    def line(self, day: str, amount: str, kind: str = "expenditure", **more: str) -> Ledger:
        """Write one line; rupiah unless told."""
        self.rows.append(
            {
                "entry_id": f"{self.organization}-{len(self.rows) + 1}",
                "organization_id": self.organization,
                "kind": kind,
                "booked_on": day,
                "amount": amount,
                "currency": "IDR",
                **more,
            }
        )
        return self

    @property
    def tables(self) -> Tables:
        """The lines as a table."""
        return {"ledger_entry": self.rows}


def exits(
    achieved: int,
    not_achieved: int,
    program: str = "p1",
    organization: str = "o1",
    day: str = "2025-03-20",
    unknown: int = 0,
    entry: str = "2025-01-10",
) -> Tables:
    """People who left a programme on one day, with their outcomes."""
    outcomes = ["achieved"] * achieved + ["not_achieved"] * not_achieved + ["unknown"] * unknown
    rows = [
        {
            **stay(number, entry, day, outcome),
            "enrollment_id": f"{program}-e{number}",
            "client_id": f"{program}-c{number}",
            "organization_id": organization,
            "program_id": program,
        }
        for number, outcome in enumerate(outcomes)
    ]
    return {"client": clients(rows), "enrollment": rows}


def published(home: Home, *parts: Tables, as_of: str | None = None, now: str = "2026-01-01") -> Reader:
    """Bring rows into a home, publish them, and give a reader."""
    imported = bring(home, merged(*parts), dt.datetime.fromisoformat(now))
    assert imported.status == "imported", imported.problems
    publish(home, as_of=dt.date.fromisoformat(as_of) if as_of else None)
    return open_reader(home)


def asked(
    reader: Reader, indicator: str, start: str, end: str, scope: Scope = OWNER, **where: str
) -> IndicatorValue:
    """One value."""
    days = {"start": dt.date.fromisoformat(start), "end": dt.date.fromisoformat(end)}
    return value(reader, scope, Ask(indicator=indicator, **days, **where))


def promised(
    reader: Reader, start: str = "2000-01-01", end: str = "2030-12-31", scope: Scope = OWNER, **where: str
) -> dict[str | None, IndicatorValue]:
    """The value of every promise, by its id."""
    days = {"start": dt.date.fromisoformat(start), "end": dt.date.fromisoformat(end)}
    found = values(reader, scope, Ask(indicator="target_achievement_ratio", **days, **where))
    return {one.promise: one for one in found}


def reasons(answer: IndicatorValue) -> set[str]:
    """The keys of everything that is said beside a value."""
    return {note.key for note in answer.notes} | ({answer.reason.key} if answer.reason else set())
