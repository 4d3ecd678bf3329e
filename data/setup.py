"""Set-up: what an organisation says about itself once, in ten questions, and how its answers changed since.

The answers are rows of the record tables. Nothing here is about people: no client, no service.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from data.home import Home
from data.model import TABLES
from data.store import newest_records, reading

Row = dict[str, Any]
State = Literal["answered", "default", "open"]


@dataclass(frozen=True)
class Question:
    """One of the ten: which columns of which table answer it."""

    id: str
    table: str
    columns: tuple[str, ...]
    adds: bool = False
    """Whether an answer may be another row, such as another programme."""


QUESTIONS: tuple[Question, ...] = (
    Question("who", "organization", ("name", "legal_form", "actor_type", "registration_number", "is_local")),
    Question(
        "programs", "program", ("name", "kind", "hso_function", "client_category", "started_on"), adds=True
    ),
    Question("outcomes", "program", ("outcome_words", "outcome_rule", "outcome_rule_version")),
    Question("length", "program", ("planned_days", "follow_up_days")),
    Question(
        "instruments",
        "instrument",
        (
            "name",
            "items",
            "scale_low",
            "scale_high",
            "higher_is_better",
            "reliability",
            "standard_deviation",
            "licence",
        ),
        adds=True,
    ),
    Question("fiscal_year", "organization", ("fiscal_year_start",)),
    Question("currency", "organization", ("base_currency",)),
    Question("funders", "funder", ("name", "kind"), adds=True),
    Question(
        "grants",
        "grant_award",
        ("name", "funder_id", "amount", "currency", "started_on", "ended_on"),
        adds=True,
    ),
    Question("targets", "target", ("indicator", "program_id", "value", "baseline", "starts_on", "due_on")),
)
"""In the order in which an organisation's first day goes."""
_SHARED = ("funder", "instrument")
"""Tables that are nobody's own."""
_OWN = dict.fromkeys(_SHARED, "true") | {
    "grant_share": """program_id in (
        select program_id from current_program where organization_id = $organization)"""
}
"""Which rows are an organisation's answers, where they do not name it."""


class Turned(NamedTuple):
    """One answer that became another."""

    at: dt.datetime
    by: str
    table: str
    row: str
    """The row by its name, else by its key."""
    column: str
    before: Any
    """None where the row was new."""
    after: Any


def organizations(home: Home) -> dict[str, str]:
    """Names by id of every organisation, with programmes or without."""
    if newest_records(home) is None:
        return {}
    with reading(home) as connection:
        return dict(
            connection.execute(
                "select organization_id, name from current_organization order by lower(name), organization_id"
            ).fetchall()
        )


def answers(home: Home, organization: str) -> dict[str, list[Row]]:
    """The rows that answer the questions now, table by table, in the order in which they came."""
    tables = (*dict.fromkeys(question.table for question in QUESTIONS), "outcome_rule_line", "grant_share")
    if newest_records(home) is None:
        return {table: [] for table in tables}
    with reading(home) as connection:
        found: dict[str, list[Row]] = {}
        for table in tables:
            names = list(TABLES[table].model_fields)
            own = _OWN.get(table, "organization_id = $organization")
            rows = connection.execute(
                f"""select {", ".join(names)} from current_{table} where {own}
                    order by batch_id, source_row, {", ".join(TABLES[table].key)}""",
                {"organization": organization} if "$organization" in own else {},
            ).fetchall()
            found[table] = [dict(zip(names, row, strict=True)) for row in rows]
    return found


def state(question: Question, rows: Iterable[Row]) -> State:
    """Whether a question is answered, only has its defaults, or is open."""
    fields = TABLES[question.table].model_fields
    held = list(rows)
    if not held:
        return "open"
    own = [row[name] for row in held for name in question.columns if row[name] is not None]
    usual = [fields[name].default for name in question.columns]
    if any(value not in usual for value in own):
        return "answered"
    return "default" if own else "open"


def history(home: Home, organization: str) -> list[Turned]:
    """Every answer that changed, the latest first."""
    if newest_records(home) is None:
        return []
    turned: list[Turned] = []
    with reading(home) as connection:
        for table in dict.fromkeys(question.table for question in QUESTIONS):
            record = TABLES[table]
            names, own = (
                list(record.model_fields),
                "true" if table in _SHARED else "r.organization_id = $organization",
            )
            rows = connection.execute(
                f"""select b.imported_at, b.imported_by, {", ".join(f"r.{name}" for name in names)}
                    from {table} r join import_batch b on b.batch_id = r.batch_id
                    where {own} and b.state = 'live' order by r.batch_id""",
                {} if table in _SHARED else {"organization": organization},
            ).fetchall()
            turned += _turned(
                table, record.key, [(at, by, dict(zip(names, row, strict=True))) for at, by, *row in rows]
            )
    return sorted(turned, key=lambda one: one.at, reverse=True)


def _turned(table: str, key: tuple[str, ...], versions: list[tuple[dt.datetime, str, Row]]) -> list[Turned]:
    """What changed from each version of a row to its next."""
    last: dict[tuple[Any, ...], Row] = {}
    found: list[Turned] = []
    for at, by, row in versions:
        which = tuple(row[name] for name in key)
        old = last.get(which)
        if old is not None:
            named = str(row.get("name") or row.get("indicator") or which[-1])
            found += [
                Turned(at, by or "", table, named, name, old[name], row[name])
                for name in row
                if row[name] != old[name]
            ]
        last[which] = row
    return found


def id_from(name: str, taken: Iterable[str]) -> str:
    """An id made from a name, different from those taken.

    >>> id_from("Rumah Aman", ["rumah-aman"])
    'rumah-aman-2'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or "x"
    known = set(taken)
    number, found = 1, stem
    while found in known:
        number += 1
        found = f"{stem}-{number}"
    return found


def share_rows(grant: str, program: str, share: float, first: dt.date, last: dt.date) -> list[Row]:
    """The same share of a programme for every month from the first to the last day, both included."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    start = first.year * 12 + first.month - 1
    return [
        {
            "grant_id": grant,
            "program_id": program,
            "month_on": dt.date((start + step) // 12, (start + step) % 12 + 1, 1),
            "share": share,
        }
        for step in range(max(months, 0))
    ]
