"""Silence: what should have been reported and was not. For organisations that report results only."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from metrics.facts.money import NO_PROGRAM
from metrics.reader import Reader
from metrics.values.sums import Place

STALE_DAYS = 365
"""A programme is stale after more than twelve months without an actual or a ledger line."""


class PeriodWithoutActual(NamedTuple):
    """A period that has ended, of a promise of which nothing is known for it."""

    promise: str
    name: str
    organization: str
    program: str | None
    starts_on: dt.date
    ends_on: dt.date
    has_target: bool


class StaleProgram(NamedTuple):
    """A programme that should be running and is silent; ``last_on`` is None if nothing was ever heard."""

    program: str
    organization: str
    name: str
    last_on: dt.date | None


def periods_without_actual(reader: Reader, place: Place) -> list[PeriodWithoutActual]:
    """Periods that ended by the data date without any actual, not even in words; the latest first."""
    found = reader.rows(
        """select t.grp, d.name, t.organization, nullif(t.program, $none), cast(t.starts_day as integer),
                  t.period, t.target is not null or t.target_conflict = 1
           from published.promise_period t join published.promise d on d.promise = t.grp
           where t.grain = 'period' and t.ended = 1 and t.value is null and t.in_words = 0
             and t.value_conflict = 0 and t.unsummed = 0 and list_contains($organizations, t.organization)
             and ($programs is null or list_contains($programs, t.program))
           order by t.period desc, t.organization, t.program, t.grp, t.starts_day""",
        {"organizations": place.organization_ids, "programs": place.program_ids, "none": NO_PROGRAM},
    )
    epoch = dt.date(1970, 1, 1)
    return [PeriodWithoutActual(*row[:4], epoch + dt.timedelta(days=row[4]), *row[5:]) for row in found]


def stale_programs(reader: Reader, place: Place) -> list[StaleProgram]:
    """Programmes that have begun and not ended, silent for more than twelve months; the longest silent first.

    A sign is the end of a period with an actual, or the week of a ledger line of any kind.
    """
    found = reader.rows(
        """
        with sign as (
            select program, max(period) as last_on from published.promise_period
            where grain = 'period' and ended = 1
                and (value is not null or value_conflict = 1 or unsummed = 1 or in_words = 1)
            group by program
            union all
            select program, max(period) + 6 as last_on from published.money
            where dim = 'all' and grain = 'week' and entries > 0 group by program
        ),
        heard as (select program, max(last_on) as last_on from sign group by program)
        select p.program, p.organization, p.name, least(h.last_on, b.as_of)
        from published.program p
        join published.publication b on b.organization = p.organization
        left join heard h on h.program = p.program
        where list_contains($organizations, p.organization)
            and ($programs is null or list_contains($programs, p.program))
            and (p.started_on is null or p.started_on < b.as_of - $days)
            and (p.ended_on is null or p.ended_on > b.as_of)
            and (h.last_on is null or h.last_on < b.as_of - $days)
        order by h.last_on nulls first, p.organization, p.program
        """,
        {"organizations": place.organization_ids, "programs": place.program_ids, "days": STALE_DAYS},
    )
    return [StaleProgram(*row) for row in found]
