"""A count over the CSVs of an HMIS export, made without anything of the importer: the csv module and sets.

``count`` gives, for each organisation, what the records and the indicators must agree with.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

# HUD, Programming Specifications CoC-APR and ESG-CAPER, Appendix A, written down a second time by range.
PERMANENT = {3, 10, 11, 19, 20, 21, 22, 23, 26, 28, 31, 33, 34, *range(400, 500)}
EXCLUDED = {6, 15, 24, 25, 206, 215, 225}
EXCLUDED_OUTREACH = {6, 24, 29, 206, 329}
OUTREACH = PERMANENT | {1, 2, 4, 5, 12, 13, 14, 15, 18, 25, 27, 32}
OUTREACH |= {101, 118, 204, 205, 215, 225, 302, 312, 313, 314, 327, 332}
UNKNOWN = {8, 9, 30, 99}


@dataclass
class Counts:
    """Counts of one organisation; the lists hold the days, so that any period can be cut from them."""

    clients: set[str] = field(default_factory=set)
    intakes: list[dt.date] = field(default_factory=list)
    exits: list[dt.date] = field(default_factory=list)
    achieved: list[dt.date] = field(default_factory=list)
    excluded: list[dt.date] = field(default_factory=list)
    unknown: list[dt.date] = field(default_factory=list)
    returns: list[dt.date] = field(default_factory=list)
    """Exit days of achieved exits whose client entered the same organisation again 14 to 365 days later."""


def within(days: list[dt.date], first: dt.date, last: dt.date) -> int:
    """How many of the days lie in a period, both ends included."""
    return sum(first <= day <= last for day in days)


def count(folder: Path) -> dict[str, Counts]:
    """Count an export: OrganizationID -> its counts."""
    projects = {row["ProjectID"]: row for row in rows(folder, "Project")}
    exits = {row["EnrollmentID"]: row for row in rows(folder, "Exit")}
    entries: dict[tuple[str, str], list[dt.date]] = defaultdict(list)
    achieved: list[tuple[str, str, dt.date]] = []
    counts: dict[str, Counts] = {row["OrganizationID"]: Counts() for row in rows(folder, "Organization")}
    for stay in rows(folder, "Enrollment"):
        project = projects[stay["ProjectID"]]
        organization, person = project["OrganizationID"], stay["PersonalID"]
        entry = dt.date.fromisoformat(stay["EntryDate"])
        mine = counts[organization]
        mine.clients.add(person)
        mine.intakes.append(entry)
        entries[organization, person].append(entry)
        if stay["EnrollmentID"] not in exits:
            continue
        ended = dt.date.fromisoformat(exits[stay["EnrollmentID"]]["ExitDate"])
        mine.exits.append(ended)
        state = outcome(int(project["ProjectType"]), exits[stay["EnrollmentID"]]["Destination"])
        if state == "achieved":
            achieved.append((organization, person, ended))
        {"achieved": mine.achieved, "excluded": mine.excluded, "unknown": mine.unknown}.get(state, []).append(
            ended
        )
    for organization, person, ended in achieved:
        if any(14 <= (entry - ended).days <= 365 for entry in entries[organization, person]):
            counts[organization].returns.append(ended)
    return counts


def outcome(project_type: int, destination: str) -> str:
    """HUD's outcome of one exit."""
    code = int(destination or 99)
    if code in (EXCLUDED_OUTREACH if project_type == 4 else EXCLUDED):
        return "excluded"
    positive = OUTREACH if project_type == 4 else PERMANENT
    if project_type in (0, 1, 2):
        positive = positive | {32, 332}
    if code in positive:
        return "achieved"
    return "unknown" if code in UNKNOWN else "not_achieved"


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of one CSV that are not marked as deleted."""
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if not row.get("DateDeleted")]
