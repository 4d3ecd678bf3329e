"""What an import changed in the numbers: the main measures of the organisations it touched, before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from data.connect import attach, connect_memory
from data.home import Home
from metrics.ask import Ask
from metrics.catalogue import BY_ID
from metrics.catalogue.definition import Indicator
from metrics.compute import values
from metrics.period import month_of, rolling_months
from metrics.reader import Organization, Reader
from metrics.reviews.quarter import MEASURES
from metrics.scope import Scope
from metrics.value import IndicatorValue

_FIRST = (
    "people_served",
    "intakes",
    "exits",
    "open_cases",
    "services",
    "complaints",
    "spending",
    "top2box_satisfaction",
)
LOOKED_AT: tuple[Indicator, ...] = (
    *(BY_ID[name] for name in _FIRST if name in BY_ID),
    *(one for one in MEASURES if one.id not in _FIRST),
)
"""How much was done and how satisfied clients are, then the main measures."""
MOST_ORGANIZATIONS = 5
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Moved:
    """A number that is another one since: over the twelve months up to the month of the newest data."""

    indicator: Indicator
    before: IndicatorValue | None
    """None where there was nothing published before."""
    after: IndicatorValue

    @property
    def is_new(self) -> bool:
        """Say whether there was no number before."""
        return self.before is None or self.before.value is None


@dataclass(frozen=True, slots=True)
class Change:
    """What moved in one organisation, and how many of the numbers looked at stayed as they were."""

    organization: Organization
    moved: tuple[Moved, ...]
    same: int


def changes(before: Reader | None, after: Reader, scope: Scope, organizations: Sequence[str]) -> list[Change]:
    """Compare the published numbers of some organisations, the first few of them, before and after an import.

    Both are asked for the same twelve months: those that end with the month of the newest data.
    """
    known = {one.id: one for one in after.organizations(scope)}
    found = [known[id] for id in organizations if id in known and known[id].as_of is not None]
    return [_change(before, after, scope, one) for one in found[:MOST_ORGANIZATIONS]]


def _change(before: Reader | None, after: Reader, scope: Scope, organization: Organization) -> Change:
    assert organization.as_of is not None
    start, end = rolling_months(month_of(organization.as_of).end, MONTHS)
    was_there = before is not None and any(one.id == organization.id for one in before.organizations(scope))
    moved: list[Moved] = []
    same = 0
    for indicator in LOOKED_AT:
        ask = Ask(indicator=indicator.id, organization=organization.id, start=start, end=end)
        new = values(after, scope, ask)[0]
        old = values(before, scope, ask)[0] if before is not None and was_there else None
        if new.value is None and (old is None or old.value is None):
            continue  # its parts may have moved, but nobody reads a number there
        if _number(old) == _number(new):
            same += 1
        else:
            moved.append(Moved(indicator, old, new))
    return Change(organization, tuple(moved), same)


def _number(value: IndicatorValue | None) -> tuple[float | None, ...]:
    return (value.value, value.numerator, value.denominator) if value else (None, None, None)


@contextmanager
def reading_version(home: Home, version: Path | None) -> Iterator[Reader | None]:
    """Read an earlier published version beside the newest; None where there is none, or it is gone."""
    if version is None or not version.is_file():
        yield None
        return
    connection = connect_memory(home.temp)
    try:
        attach(connection, version, "published")
        yield Reader(connection, version.name)
    finally:
        connection.close()
