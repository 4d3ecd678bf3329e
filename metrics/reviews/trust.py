"""Trust: may this week be read? How complete the records are, who sent nothing, how late things arrive."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from metrics.ask import Ask
from metrics.compute import value
from metrics.period import Period
from metrics.reader import Program, Reader
from metrics.reviews.days import entry_lag
from metrics.scope import Scope
from metrics.value import IndicatorValue
from metrics.values.sums import place_of, sums_by

Verdict = Literal["enough", "careful", "not_enough"]

SILENT_WEEKS = 2
"""A programme is silent when nothing happened in it in so many weeks ..."""
ACTIVE_WEEKS = 13
"""... though something did in so many."""
COMPLETE_WEEKS = 13
ENOUGH, CAREFUL = (0.85, 0.75), (0.60, 0.50)
"""At least so complete, and at least so many of the active programmes sending."""


@dataclass(frozen=True, slots=True)
class Trust:
    """What a reader must know of the data before reading on.

    ``silent`` are programmes with nothing in the last two weeks, of ``active`` ones. ``lag`` is None where
    nothing says when things were typed in.
    """

    verdict: Verdict
    completeness: IndicatorValue
    lag: IndicatorValue | None
    silent: tuple[Program, ...]
    active: int

    @property
    def sending(self) -> int:
        """How many active programmes sent something."""
        return self.active - len(self.silent)


def trust(
    reader: Reader, scope: Scope, week: Period, *, organization: str, program: str | None = None
) -> Trust | None:
    """Judge the records of an organisation as of the end of a week; None where none are kept."""
    complete = value(reader, scope, _ask("record_completeness", week, COMPLETE_WEEKS, organization, program))
    active = _entries(reader, scope, _ask("intakes", week, ACTIVE_WEEKS, organization, program))
    lately = _entries(reader, scope, _ask("intakes", week, SILENT_WEEKS, organization, program))
    if complete.value is None and not active:
        return None
    running = [one for one in reader.programs(scope, organization) if active.get(one.id)]
    silent = tuple(one for one in running if not lately.get(one.id))
    return Trust(
        verdict=_verdict(complete.value, len(running), len(silent)),
        completeness=complete,
        lag=entry_lag(reader, scope, week.end, organization=organization, program=program),
        silent=silent,
        active=len(running),
    )


def _verdict(complete: float | None, active: int, silent: int) -> Verdict:
    sending = (active - silent) / active if active else 1.0
    for verdict, (completeness, share) in (("enough", ENOUGH), ("careful", CAREFUL)):
        if (complete is None or complete >= completeness) and sending >= share:
            return verdict  # type: ignore[return-value]
    return "not_enough"


def _entries(reader: Reader, scope: Scope, ask: Ask) -> dict[str, float]:
    """How many things happened in each programme: intakes, contacts and services."""
    found = sums_by(reader, place_of(reader, scope, ask), ask, "entry_lag", ["entries"], "program")
    return {program: row["entries"] for program, row in found.items()}


def _ask(indicator: str, week: Period, weeks: int, organization: str, program: str | None) -> Ask:
    start = week.end - dt.timedelta(weeks=weeks) + dt.timedelta(days=1)
    return Ask(indicator=indicator, organization=organization, program=program, start=start, end=week.end)
