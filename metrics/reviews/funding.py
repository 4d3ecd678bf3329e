"""The donor's question: what did the money achieve, for whom, at what cost, and against which promise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from metrics.ask import Ask
from metrics.compute import value
from metrics.period import Period, quarter_of, rolling_months
from metrics.reader import Grant, Organization, Program, Reader
from metrics.reviews.cover import cover, covered
from metrics.reviews.groups import NO_GROUPS, Groups, by_groups
from metrics.reviews.guarded import guarded_value
from metrics.reviews.lasting import Lasting, lasting
from metrics.reviews.programs import ProgramLine, YearLine, in_prices, program_lines, year_lines
from metrics.reviews.promised import Promise, promised, reported_only
from metrics.reviews.protect import hidden_with
from metrics.reviews.where import CostPart, Moved, cost_parts, moved
from metrics.scope import Scope
from metrics.value import IndicatorValue
from metrics.values.prices import Prices
from metrics.values.sums import place_of

EVIDENCE = ("E0", "E1", "E2", "E3")
"""Levels of evidence, the weakest first."""
YEARS = 3
"""How many years back the cost of an outcome and what lasted are followed."""


@dataclass(frozen=True, slots=True)
class FundingReview:
    """Everything the donor's screen shows of one organisation, programme or grant, in one period."""

    organization: Organization
    grant: Grant | None
    program: Program | None
    programs: tuple[Program, ...]
    """The programmes that the numbers are about."""
    period: Period
    evidence_level: str | None
    """The weakest among the programmes; None where one of them says nothing."""
    outcomes: IndicatorValue
    shared: IndicatorValue | None
    """The grant's part of the outcomes, which are the joint result of all who pay."""
    cost: IndicatorValue
    lasting: Lasting
    full_cost: IndicatorValue
    money: IndicatorValue
    """What the grant carries of the full cost; the full cost itself without a grant."""
    parts: tuple[CostPart, ...]
    lines: tuple[ProgramLine, ...]
    """The programmes, then all together."""
    promises: tuple[Promise, ...]
    years: tuple[YearLine, ...]
    prices: Prices | None
    """The price index that puts the cost of these years on one level; None where there is none."""
    groups: Groups
    moved: tuple[Moved, ...]
    completeness: IndicatorValue
    reported_only: bool
    """Nothing about people is recorded; there are only results that somebody reports."""

    @property
    def missed(self) -> tuple[IndicatorValue, ...]:
        """Promises and programmes whose whole interval is on the wrong side of the target."""
        of_promises = (promise.actual for promise in self.promises)
        of_programs = (line.outcomes for line in self.lines if line.program is not None)
        return tuple(one for one in (*of_promises, *of_programs) if one.target_status == "below")

    @property
    def cost_moved(self) -> Literal["up", "down", "unclear"]:
        """Whether the cost of an outcome differs for certain between the first and the last year, in one year's
        prices where they are known."""
        costs = [year.compared for year in self.years]
        known = [cost for cost in costs if cost.low is not None and cost.high is not None]
        if len(known) < 2:
            return "unclear"
        first, last = known[0], known[-1]
        if (last.low or 0.0) > (first.high or 0.0):
            return "up"
        return "down" if (last.high or 0.0) < (first.low or 0.0) else "unclear"

    def all_values(self) -> Iterable[IndicatorValue]:
        """Every number that the screen shows."""
        yield from (
            self.outcomes,
            self.cost,
            self.full_cost,
            self.money,
            *self.lasting.after,
            self.lasting.traced,
        )
        if self.shared is not None:
            yield self.shared
        for part in self.parts:
            yield from (part.amount, part.portion)
        for line in self.lines:
            yield from (line.money, line.people, line.outcomes, line.cost)
        for year in self.years:
            yield from (year.outcomes, year.cost)
            if year.real is not None:
                yield year.real
        for amounts in self.moved:
            yield from (amounts.received, amounts.spent)
        yield from (promise.actual for promise in self.promises)
        yield from (*self.groups.rows, *self.groups.gaps)


def funding_review(
    reader: Reader,
    scope: Scope,
    period: Period,
    organization: Organization,
    *,
    program: Program | None = None,
    grant: Grant | None = None,
) -> FundingReview:
    """Assemble what a grant, a programme or a whole organisation achieved with its money in a period."""
    ask = Ask(
        indicator="outcome_achievement_rate",
        organization=organization.id,
        program=program.id if program else None,
        grant=grant.id if grant else None,
        start=period.start,
        end=period.end,
    )

    def asked(indicator: str, *, of_grant: bool = True) -> IndicatorValue:
        whole = {} if of_grant else {"grant": None}
        return guarded_value(reader, scope, ask.model_copy(update={"indicator": indicator, **whole}))

    place = place_of(reader, scope, ask)
    programs = (
        place.programs if place.programs is not None else tuple(reader.programs(scope, organization.id))
    )
    named = [one.id for one in programs]
    outcomes = covered(value(reader, scope, ask), named, cover(reader, scope, ask))
    cost = hidden_with(asked("cost_per_outcome"), outcomes, scope.threshold)
    money = asked("full_cost")
    lines = year_lines(reader, scope, ask, outcomes.as_of, organization.fiscal_year_start, YEARS, named)
    years, at = in_prices(reader, scope, ask, lines)
    return FundingReview(
        organization=organization,
        grant=grant,
        program=program,
        programs=programs,
        period=period,
        evidence_level=_weakest(programs),
        outcomes=outcomes,
        shared=hidden_with(asked("outcomes_achieved"), outcomes, scope.threshold) if grant else None,
        cost=cost,
        lasting=lasting(reader, scope, _followed(ask, grant)),
        full_cost=asked("full_cost", of_grant=False) if grant is None else _whole_cost(money),
        money=money,
        parts=cost_parts(reader, scope, ask),
        lines=program_lines(reader, scope, ask, programs),
        promises=promised(reader, scope, ask),
        years=years,
        prices=at,
        groups=by_groups(reader, scope, ask, named) if outcomes.status != "suppressed" else NO_GROUPS,
        moved=moved(reader, scope, ask),
        completeness=asked("record_completeness"),
        reported_only=reported_only(reader, organization.id),
    )


def _whole_cost(money: IndicatorValue) -> IndicatorValue:
    """The full cost that a grant's part is a share of."""
    if not money.share or money.value is None:
        return money
    whole = money.value / money.share
    return money.model_copy(update={"grant": None, "value": whole, "numerator": whole, "share": None})


def _weakest(programs: Iterable[Program]) -> str | None:
    levels = [program.evidence_level for program in programs]
    known = [level for level in levels if level in EVIDENCE]
    return min(known, key=EVIDENCE.index) if known and len(known) == len(levels) else None


def _followed(ask: Ask, grant: Grant | None) -> Ask:
    """The exits of the last years or of the grant's term: whoever left lately was not followed long."""
    start = rolling_months(ask.end, 12 * YEARS).start
    if grant and grant.started_on:
        start = max(start, quarter_of(grant.started_on).start)
    return ask.model_copy(update={"start": min(start, ask.start)})
