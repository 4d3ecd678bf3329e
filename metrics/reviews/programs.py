"""Money, people, exits, outcomes and cost side by side: programme by programme, and year by year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from metrics.ask import Ask
from metrics.catalogue import BY_ID
from metrics.compute import value
from metrics.period import Period, add_months, fiscal_year_of, last_complete
from metrics.reader import Program, Reader
from metrics.reviews.cover import OUTCOME, Cover, cover, covered
from metrics.reviews.protect import hidden_with, protect
from metrics.scope import Scope
from metrics.value import IndicatorValue
from metrics.values.awaited import awaited_key
from metrics.values.prices import Prices, prices, real_cost
from metrics.values.sums import place_of

NOTHING = ("not_measured", "not_applicable")
NOBODY_LEFT = awaited_key(BY_ID[OUTCOME])
"""Why there is no outcome rate where exits are recorded and none of them is in the period."""


@dataclass(frozen=True, slots=True)
class ProgramLine:
    """One programme, or all of them together where ``program`` is None.

    ``money`` is what a grant carries of the full cost, or the full cost. All else is the whole programme's:
    nobody can say which outcome belongs to whose money.
    """

    program: Program | None
    money: IndicatorValue
    people: IndicatorValue
    outcomes: IndicatorValue
    cost: IndicatorValue

    @property
    def nobody_left(self) -> bool:
        """Whether people were served and no exit counts, where exits are recorded: 0, and not unknown."""
        reason, served = self.outcomes.reason, self.people.status == "suppressed" or bool(self.people.value)
        return served and reason is not None and reason.key == NOBODY_LEFT


@dataclass(frozen=True, slots=True)
class YearLine:
    """The outcomes of a fiscal year and what each cost; ``is_running`` where the year has not ended.

    ``real`` is that cost in the prices of one of the years; None where no price index puts them on one level.
    """

    period: Period
    outcomes: IndicatorValue
    cost: IndicatorValue
    is_running: bool
    real: IndicatorValue | None = None

    @property
    def compared(self) -> IndicatorValue:
        """The cost that may be set beside that of another year: in the same prices where there are any."""
        return self.real or self.cost


def program_lines(
    reader: Reader, scope: Scope, ask: Ask, programs: Sequence[Program]
) -> tuple[ProgramLine, ...]:
    """Line up the programmes of a place, then all of them together. Those without anything are left out.

    The last line is the published total, so that the rows protect each other.
    """
    open_scope = scope.model_copy(update={"threshold": 0})
    k = scope.threshold
    lines = [_line(reader, open_scope, ask.model_copy(update={"program": one.id}), one) for one in programs]
    lines = [line for line in lines if not _is_empty(line)]
    if not lines:
        return ()
    served = ask.model_copy(update={"indicator": "people_served"})
    found = cover(reader, scope, ask.model_copy(update={"indicator": OUTCOME}))
    forced = _hidden(lines, found)
    outcomes = [line.outcomes for line in lines]
    people = protect([line.people for line in lines], k, forced=_hidden(lines, cover(reader, scope, served)))
    costs = protect(outcomes, k, [line.cost for line in lines], forced)
    shown = [
        ProgramLine(line.program, line.money, served, rate, cost)
        for line, served, rate, cost in zip(
            lines, people, protect(outcomes, k, forced=forced), costs, strict=True
        )
    ]
    whole = _line(reader, scope, ask, None)
    outcome = covered(whole.outcomes, [one.id for one in programs], found)
    guarded = hidden_with(whole.cost, outcome, k)
    return (*shown, ProgramLine(None, whole.money, whole.people, outcome, guarded))


def _hidden(lines: Sequence[ProgramLine], found: Cover) -> frozenset[int]:
    """The rows of programmes that are hidden among all programmes of the organisation."""
    return frozenset(
        row for row, line in enumerate(lines) if line.program and line.program.id in found.hidden
    )


def year_lines(
    reader: Reader,
    scope: Scope,
    ask: Ask,
    as_of: dt.date,
    first_month: int,
    years: int,
    programs: Sequence[str],
) -> tuple[YearLine, ...]:
    """So many fiscal years, the last of them the year of the question or, after it, the year that runs.

    Of a running year only whole months count: cost is booked when a month ends.
    """
    newest = fiscal_year_of(min(add_months(ask.end.replace(day=1), 12), as_of), first_month)
    lines = []
    for back in range(years - 1, -1, -1):
        year = fiscal_year_of(add_months(newest.start, -12 * back), first_month)
        counted = Period(year.start, min(year.end, last_complete(as_of, "month").end))
        if counted.start < counted.end:
            lines.append(_year(reader, scope, ask, counted, programs, is_running=year.end > as_of))
    return tuple(line for line in lines if line.outcomes.status not in NOTHING)


def in_prices(
    reader: Reader, scope: Scope, ask: Ask, lines: Sequence[YearLine]
) -> tuple[tuple[YearLine, ...], Prices | None]:
    """The same years with their cost in the prices of the latest that an index covers whole; as they are, and no
    prices, where there is no such index or but one year."""
    periods = [line.period for line in lines]
    costs = [line.cost for line in lines if line.cost.value is not None]
    if len(costs) < 2:
        return tuple(lines), None
    found = (prices(reader, costs[-1].unit, base, periods) for base in reversed(periods))
    at = next((one for one in found if one), None)
    if at is None:
        return tuple(lines), None
    asks = [ask.model_copy(update={"start": one.start, "end": one.end}) for one in periods]
    place = place_of(reader, scope, ask)
    real = [real_cost(reader, place, asked, line.cost, at) for asked, line in zip(asks, lines, strict=True)]
    return tuple(replace(line, real=one) for line, one in zip(lines, real, strict=True)), at


def _year(
    reader: Reader, scope: Scope, ask: Ask, period: Period, programs: Sequence[str], *, is_running: bool
) -> YearLine:
    asked = ask.model_copy(update={"start": period.start, "end": period.end})
    asked = asked.model_copy(update={"indicator": OUTCOME})
    outcomes = covered(value(reader, scope, asked), programs, cover(reader, scope, asked))
    cost = value(reader, scope, asked.model_copy(update={"indicator": "cost_per_outcome"}))
    return YearLine(period, outcomes, hidden_with(cost, outcomes, scope.threshold), is_running)


def _line(reader: Reader, scope: Scope, ask: Ask, program: Program | None) -> ProgramLine:
    """The numbers of one programme. Only the money is the grant's; without one it is the full cost."""
    of_program = ask if program is None else ask.model_copy(update={"grant": None})

    def asked(indicator: str, of: Ask) -> IndicatorValue:
        return value(reader, scope, of.model_copy(update={"indicator": indicator}))

    return ProgramLine(
        program,
        money=asked("full_cost", ask),
        people=_people(reader, scope, of_program),
        outcomes=asked("outcome_achievement_rate", of_program),
        cost=asked("cost_per_outcome", of_program),
    )


def _people(reader: Reader, scope: Scope, ask: Ask) -> IndicatorValue:
    """Different people where the period can say so."""
    return value(reader, scope, ask.model_copy(update={"indicator": "people_served"}))


def _is_empty(line: ProgramLine) -> bool:
    return all(one.status in NOTHING or one.value == 0 for one in (line.money, line.people, line.outcomes))
