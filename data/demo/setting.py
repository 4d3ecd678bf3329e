"""Setting: whose rows are being made, up to which day; and what others know about people and stays."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from data.demo.draw import Draw
from data.demo.profiles import OrganizationProfile, ProgramProfile
from data.demo.rows import Rows
from data.demo.seasons import last_week_end, years_before
from data.model.codes import ExitReason, Outcome, Risk, Sex

YEARS = 3
"""How far the demonstration looks back."""


@dataclass(frozen=True)
class Setting:
    """One organisation, the day on which the data ends, and the rows written so far."""

    profile: OrganizationProfile
    as_of: dt.date
    rows: Rows

    @cached_property
    def start(self) -> dt.date:
        """The day on which the organisation began to keep records here."""
        return years_before(self.as_of, YEARS)

    @cached_property
    def week_end(self) -> dt.date:
        """The Sunday that ends the last complete week."""
        return last_week_end(self.as_of)

    @property
    def organization_id(self) -> str:
        """Whose rows these are."""
        return self.profile.organization_id

    @cached_property
    def gap_on(self) -> dt.date | None:
        """The last day of the worker whose clients nobody took over."""
        gap = self.profile.contact_gap
        return self.week_end - dt.timedelta(days=gap.days_before_week_end) if gap else None

    def draw(self, subject: str) -> Draw:
        """Give the chance of one subject of this organisation."""
        return Draw(f"{self.organization_id}:{subject}")

    def row_id(self, kind: str, number: int) -> str:
        """Give an id of this organisation, such as ``LB-E00012``."""
        return f"{self.profile.prefix}-{kind}{number:05d}"

    def entered(self, draw: Draw, day: dt.date, *, quick: bool = False) -> dt.datetime:
        """Say when something of a day is entered: mostly within days, now and then weeks later.

        ``quick`` is for what workers note on their phones.
        """
        usual = self.profile.entry_lag
        lag = int(draw.expovariate(0.69 / usual))
        if quick or usual == 1:
            lag = min(lag, 3)
        elif draw.chance(0.04):
            lag += draw.randint(8, 20)
        known = max(day + dt.timedelta(days=lag), self.start)
        return dt.datetime.combine(known, dt.time(8 + int(10 * draw.random()), int(60 * draw.random())))


@dataclass(frozen=True)
class Person:
    """A client, without a name."""

    client_id: str
    sex: Sex
    born_on: dt.date
    district: str | None
    household_id: str | None
    traceable: bool

    def age(self, day: dt.date) -> int:
        """Age in full years."""
        return day.year - self.born_on.year - ((day.month, day.day) < (self.born_on.month, self.born_on.day))


@dataclass(frozen=True)
class Stay:
    """An enrollment as it really was; ``exit_on`` is None while it runs."""

    enrollment_id: str
    person: Person
    program: ProgramProfile
    risk: Risk
    worker: str
    entry_on: dt.date
    exit_on: dt.date | None
    outcome: Outcome | None
    reason: ExitReason | None
    return_on: dt.date | None
    """The day on which the problem came back, whether or not anybody noticed."""
    comes_back: bool
    """Enrolls again after that."""

    def last_day(self, as_of: dt.date) -> dt.date:
        """Give the exit, or the day on which the data ends."""
        return self.exit_on or as_of


def open_on(stays: list[Stay], day: dt.date) -> list[Stay]:
    """Give the stays that are open on a day."""
    return [stay for stay in stays if stay.entry_on <= day and (stay.exit_on is None or stay.exit_on > day)]
