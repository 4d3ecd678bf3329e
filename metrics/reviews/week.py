"""The manager's week: what really changed, whether outcomes hold, and what the data can bear."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from metrics.ask import Ask
from metrics.catalogue import BY_ID
from metrics.catalogue.definition import Indicator
from metrics.compute import series, value, values
from metrics.period import Period, last_complete, month_of, rolling_months
from metrics.reader import Organization, Reader
from metrics.reviews.days import waits
from metrics.reviews.pace import Pace, paces
from metrics.reviews.signals import FLOWS, Watched, since_begun, watch, watched
from metrics.reviews.trust import Trust, trust
from metrics.reviews.window import READABLE, shortest
from metrics.scope import Scope
from metrics.statistics.spc import TRIAL_AT
from metrics.value import IndicatorValue
from metrics.values.silence import PeriodWithoutActual, StaleProgram, periods_without_actual, stale_programs
from metrics.values.sums import place_of

WEEKS = 24
"""Weeks that the charts look back, the chosen one included."""
MONTHS = 24
MAIN = ("outcome_achievement_rate", "top2box_satisfaction")
"""What the work is for, the first of them that is measured: charted by month."""
SLOW: tuple[Indicator, ...] = tuple(
    BY_ID[name] for name in ("followup_coverage_12m", "self_reliance_exit_rate", "needs_response_rate")
)
"""Measures too slow for weeks, watched by month."""
VOICE: tuple[Indicator, ...] = (BY_ID["top2box_satisfaction"],)
"""What is watched every week where there are no cases, only answers."""
RIGHTS: tuple[str, ...] = tuple(
    name for name in BY_ID if name.startswith("rights_") and name != "rights_all_seven_share"
)
WATCHES = ("alert", "high_risk_watch", "overdue")
"""The facts behind the list of who waits."""
LOWEST = 3
VOICE_THRESHOLD = 5
"""Answers were given in confidence: also who looks after the clients sees none of fewer people."""
TILE_MONTHS = (1, 3, 12, 24)

Gap = Literal["people", "signals", "main", "waits", "rights", "paces"]
"""A block of the screen."""


@dataclass(frozen=True, slots=True)
class Main:
    """The main measure by month: its chart, its value over the shortest window that can be read, and the
    month that runs, which is not judged."""

    watched: Watched
    value: IndicatorValue
    unfinished: IndicatorValue | None


@dataclass(frozen=True, slots=True)
class Reported:
    """What an organisation that only reports results has left open."""

    missing: tuple[PeriodWithoutActual, ...]
    """Periods that ended without an actual, the latest first."""
    below: tuple[IndicatorValue, ...]
    """Promises below their target, the latest first."""
    promises: int
    """How many promises could be judged."""
    stale: tuple[StaleProgram, ...]


@dataclass(frozen=True, slots=True)
class WeekReview:
    """Everything that *This week* shows of an organisation, but for the people who wait."""

    week: Period
    as_of: dt.date
    keeps_cases: bool
    """Whether enrollments are recorded at all."""
    watches_people: bool
    """Whether anything is recorded by which somebody could be seen to wait."""
    trust: Trust | None
    watched: tuple[Watched, ...]
    """All that is watched: concern first, then improvement, no direction, quiet."""
    tiles: tuple[IndicatorValue, ...]
    """For each watched one without a signal, in their order, the value to show."""
    main: Main | None
    waits: tuple[IndicatorValue, ...]
    rights: tuple[IndicatorValue, ...]
    """The lowest of the seven rights, the lowest first."""
    paces: tuple[Pace, ...]
    reported: Reported | None

    def all_values(self) -> Iterable[IndicatorValue]:
        """Every number on the screen."""
        for one in self.signals:
            yield from one.values
        yield from self.tiles
        if self.main is not None:
            yield from (*self.main.watched.values, self.main.value)
        if self.trust is not None:
            yield self.trust.completeness
        yield from (*self.waits, *self.rights)
        for pace in self.paces:
            yield from (pace.spent, pace.reached)
        if self.reported is not None:
            yield from self.reported.below

    @property
    def signals(self) -> tuple[Watched, ...]:
        """Those that really changed."""
        return tuple(one for one in self.watched if one.signal is not None)

    @property
    def quiet(self) -> tuple[Watched, ...]:
        """Those that did not, or of which too little is known."""
        return tuple(one for one in self.watched if one.signal is None)

    @property
    def judged(self) -> tuple[Watched, ...]:
        """Those with enough points to tell a signal from chance."""
        return tuple(one for one in self.watched if one.variation != "too_few")

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The blocks of the screen that nothing was ever recorded for."""
        there: dict[Gap, bool] = {
            "people": self.watches_people,
            "signals": bool(self.watched),
            "main": self.main is not None,
            "waits": bool(self.waits),
            "rights": bool(self.rights),
            "paces": bool(self.paces),
        }
        return tuple(gap for gap, shown in there.items() if not shown)

    @property
    def weeks_known(self) -> int:
        """The most weeks that any flow has; fewer than 8 give no limits to anything."""
        return max((one.known for one in self.watched if one.grain == "week"), default=0)

    @property
    def is_young(self) -> bool:
        """Say whether these are the first weeks, in which nothing can be a signal yet."""
        return self.weeks_known < TRIAL_AT

    @property
    def may_be_missing_data(self) -> bool:
        """Say whether a fall could come from programmes that have sent nothing."""
        fell = any(one.signal is not None and one.signal.side == "low" for one in self.watched)
        return fell and self.trust is not None and bool(self.trust.silent)


def week_review(
    reader: Reader, scope: Scope, week: Period, organization: Organization, program: str | None = None
) -> WeekReview:
    """Assemble the week of an organisation, or of one of its programmes."""
    place = {"organization": organization.id, "program": program}
    as_of = organization.as_of or week.end
    until = min(week.end, as_of)
    weeks = Period(week.end - dt.timedelta(weeks=WEEKS) + dt.timedelta(days=1), week.end)
    months = rolling_months(last_complete(until, "month").end, MONTHS)
    keeps_cases = reader.records("intake", [organization.id])
    flows = FLOWS if keeps_cases else (*FLOWS, *VOICE)
    seen = watch(reader, scope, flows, weeks, **place) + watch(reader, scope, SLOW, months, "month", **place)
    seen.sort(key=lambda one: _order(one))
    promised = reader.records("promise_period", [organization.id])
    programs = [one for one in reader.programs(scope, organization.id) if program in (None, one.id)]
    return WeekReview(
        week=week,
        as_of=as_of,
        keeps_cases=keeps_cases,
        watches_people=any(reader.records(fact, [organization.id]) for fact in WATCHES),
        trust=trust(reader, scope, week, **place),
        watched=tuple(seen),
        tiles=tuple(_tile(reader, scope, one, until, place) for one in seen if one.signal is None),
        main=_main(reader, scope, until, months, place),
        waits=waits(reader, scope, until, **place),
        rights=_lowest_rights(reader, scope, until, place),
        paces=paces(reader, scope, programs, until, organization.fiscal_year_start),
        reported=None if keeps_cases or not promised else _reported(reader, scope, week, place),
    )


Where = dict[str, str | None]


def _order(one: Watched) -> int:
    """Concern, improvement, no direction; then the quiet ones, known before unknown."""
    ranks = {"concern": 0, "improvement": 1, "neutral_high": 2, "neutral_low": 2, "common": 3, "too_few": 4}
    return ranks[one.variation]


def _tile(reader: Reader, scope: Scope, one: Watched, until: dt.date, place: Where) -> IndicatorValue:
    """The value of the week where it can be read, else that of the shortest window of months that can."""
    if (
        one.grain == "week"
        and not (one.rare and one.indicator.kind == "rate")
        and one.latest.status in READABLE
    ):
        return one.latest
    if one.indicator.kind != "rate":
        return one.latest
    end = last_complete(until, "month").end
    return shortest(reader, scope, one.indicator.id, end, months=TILE_MONTHS, **place)


def _main(reader: Reader, scope: Scope, until: dt.date, months: Period, place: Where) -> Main | None:
    for name in MAIN:
        ask = Ask(indicator=name, start=months.start, end=months.end, **place)
        points = since_begun(series(reader, scope, ask, "month"))
        tile = shortest(reader, scope, name, months.end, **place)
        if not points or tile.value is None:
            continue
        # The series carries no targets; that of the window is in force for its last month, too.
        points[-1] = points[-1].model_copy(update={"target": tile.target})
        running = month_of(until)
        unfinished = None
        if running.start > months.end:
            unfinished = value(
                reader, scope, ask.model_copy(update={"start": running.start, "end": running.end})
            )
        chart = watched([(BY_ID[name], points)], "month")[0]
        return Main(chart, tile, unfinished if unfinished and unfinished.value is not None else None)
    return None


def _lowest_rights(reader: Reader, scope: Scope, until: dt.date, place: Where) -> tuple[IndicatorValue, ...]:
    guarded = scope.model_copy(update={"threshold": max(scope.threshold, VOICE_THRESHOLD)})
    end = month_of(until).end
    found = [shortest(reader, guarded, name, end, **place) for name in RIGHTS]
    known = [one for one in found if one.value is not None and one.status in READABLE]
    return tuple(sorted(known, key=lambda one: one.value or 0.0)[:LOWEST])


def _reported(reader: Reader, scope: Scope, week: Period, place: Where) -> Reported:
    ask = Ask(indicator="target_achievement_ratio", start=week.start, end=week.end, **place)
    where = place_of(reader, scope, ask)
    judged = [one for one in values(reader, scope, ask) if one.target_status is not None]
    missing = periods_without_actual(reader, where)
    stale = stale_programs(reader, where)
    below = sorted(
        (one for one in judged if one.target_status == "below"),
        key=lambda one: one.end,
        reverse=True,
    )
    return Reported(tuple(missing), tuple(below), len(judged), tuple(stale))
