"""The current records of one organisation as plain rows, cut at a day: what the second formulation reads."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from duckdb import DuckDBPyConnection

from metrics.verification.decided import outcome_of

Row = dict[str, Any]

TABLES = (
    "organization",
    "program",
    "outcome_rule_line",
    "identity_agreement",
    "client",
    "alias",
    "shared_person",
    "enrollment",
    "service",
    "follow_up",
    "referral",
    "survey_wave",
    "survey_answer",
    "ledger_entry",
    "contact",
    "grant_award",
    "measurement",
    "case_goal",
    "consent",
    "complaint",
    "need",
    "role_case",
    "target",
    "indicator_definition",
    "reported_result",
    "reserve",
    "contribution",
    "staff_post",
    "volunteer_spell",
    "case_step",
    "placement",
    "decision_event",
    "feedback_theme",
    "community_milestone",
    "community_activity",
    "accreditation_evidence",
)
EVERYBODYS = ("funder", "exchange_rate", "instrument", "grant_share")
"""Tables whose rows name no organisation."""


@dataclass(frozen=True)
class Records:
    """Rows by table, and the last day that is known."""

    organization: str
    as_of: dt.date
    tables: dict[str, list[Row]] = field(default_factory=dict)
    known: dict[str, Any] = field(default_factory=dict, repr=False)
    """What was worked out of the rows already: ``once`` keeps it."""

    def of(self, table: str) -> list[Row]:
        """The rows of one table."""
        return self.tables[table]

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """Work something out of the rows at the first question and keep it for the next."""
        if name not in self.known:
            self.known[name] = make()
        return self.known[name]

    def person(self, client_id: Any) -> Any:
        """The one id of a person who has several."""
        return self.once(
            "person", lambda: {row["alias_client_id"]: row["client_id"] for row in self.of("alias")}
        ).get(client_id, client_id)

    def whose(self, row: Row) -> Any:
        """The one id of the person a row is about: of the client it names, else of the stay; None for nobody."""
        named = self.once(
            "client of stay",
            lambda: {one["enrollment_id"]: one["client_id"] for one in self.of("enrollment")},
        )
        return self.person(row["client_id"] or named.get(row["enrollment_id"]))


def load(connection: DuckDBPyConnection, organization: str, as_of: dt.date) -> Records:
    """Read one organisation's current rows."""
    tables: dict[str, list[Row]] = {}
    for table in (*TABLES, *EVERYBODYS):
        where = "" if table in EVERYBODYS else "where organization_id = $organization"
        named = {} if table in EVERYBODYS else {"organization": organization}
        cursor = connection.execute(f"select * from current_{table} {where}", named)
        names = [column[0] for column in cursor.description or []]
        tables[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return Records(organization, as_of, tables)


def stays(records: Records) -> list[Row]:
    """Enrollments that had begun by the last day, under one id a person, with exits after it unknown."""
    found: list[Row] = records.once("stays", lambda: _stays(records))
    return found


def _stays(records: Records) -> list[Row]:
    kept = {row["alias_client_id"]: row["client_id"] for row in records.of("alias")}
    kinds = {row["program_id"]: row for row in records.of("program")}
    found: list[Row] = []
    scores = _scores(records, kept)
    for row in records.of("enrollment"):
        if row["entry_on"] > records.as_of or row["program_id"] not in kinds:
            continue
        left = row["exit_on"] is not None and row["exit_on"] <= records.as_of
        program = kinds[row["program_id"]]
        found.append(
            {
                **row,
                "client_id": kept.get(row["client_id"], row["client_id"]),
                "exit_on": row["exit_on"] if left else None,
                "outcome": _outcome(records, row, program, kept, scores) if left else None,
                "kind": program["kind"],
                "horizon": dt.timedelta(days=program["follow_up_days"]),
            }
        )
    return found


def _scores(records: Records, kept: dict[Any, Any]) -> dict[tuple[str, Any], list[Row]]:
    """Scores that are known, by the stay they name, else by the person."""
    found: dict[tuple[str, Any], list[Row]] = defaultdict(list)
    for row in records.of("measurement"):
        if row["measured_on"] <= records.as_of:
            stay, client = row["enrollment_id"], kept.get(row["client_id"], row["client_id"])
            found[("client", client) if stay is None else ("stay", stay)].append(row)
    return found


def _outcome(
    records: Records, row: Row, program: Row, kept: dict[Any, Any], scores: dict[tuple[str, Any], list[Row]]
) -> str:
    month = dt.timedelta(days=30)
    of_person = [
        one
        for one in scores.get(("client", kept.get(row["client_id"], row["client_id"])), [])
        if row["entry_on"] - month <= one["measured_on"] <= row["exit_on"] + month
    ]
    taken = scores.get(("stay", row["enrollment_id"]), []) + of_person
    return outcome_of(row, program, records.of("outcome_rule_line"), taken, records.of("instrument"))


def by_key(rows: list[Row], key: str) -> dict[Any, list[Row]]:
    """Rows by the value of one column."""
    grouped: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row[key]].append(row)
    return grouped
