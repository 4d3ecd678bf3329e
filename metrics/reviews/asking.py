"""Asking: the numbers of one organisation or programme in one period, and of the one before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from metrics.ask import Ask
from metrics.compute import By, value, values_by
from metrics.period import Period, add_months, month_of, rolling_months
from metrics.reader import Organization, Program, Reader
from metrics.reviews.cover import OUTCOME, cover, covered
from metrics.reviews.guarded import guarded_groups, guarded_value
from metrics.reviews.protect import protect
from metrics.scope import Scope
from metrics.value import IndicatorValue
from metrics.values.sums import Place, place_of

ABSENT = ("not_measured", "not_applicable", "cannot_be_combined")
"""Statuses of what has no number here at all."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, of whom, and when. Every answer keeps within the scope."""

    reader: Reader
    scope: Scope
    organization: Organization
    program: Program | None
    period: Period

    def ask(self, indicator: str, period: Period | None = None) -> Ask:
        """The question itself, of the whole period or of another."""
        start, end = period or self.period
        program = self.program.id if self.program else None
        return Ask(
            indicator=indicator, organization=self.organization.id, program=program, start=start, end=end
        )

    def value(self, indicator: str, period: Period | None = None) -> IndicatorValue:
        """One number."""
        return self.answer(self.ask(indicator, period))

    def answer(self, ask: Ask) -> IndicatorValue:
        """The answer to a question that was changed, such as of one group."""
        return guarded_value(self.reader, self.scope, ask)

    def values(self, *indicators: str) -> tuple[IndicatorValue, ...]:
        """Several numbers of the period."""
        return tuple(self.value(one) for one in indicators)

    def by(self, indicator: str, by: By, period: Period | None = None) -> list[IndicatorValue]:
        """The same number for each part."""
        return values_by(self.reader, self.scope, self.ask(indicator, period), by)

    def by_program(self, indicator: str) -> tuple[IndicatorValue, ...]:
        """A rate of each programme of the organisation that has one; rows protect each other."""
        if self.program is not None:
            return ()
        everything = self.scope.model_copy(update={"threshold": 0})
        found = values_by(self.reader, everything, self.ask(indicator), "program")
        rows = [one for one in found if one.status not in ABSENT and one.denominator != 0]
        covering = cover(self.reader, self.scope, self.ask(indicator)).hidden
        forced = frozenset(row for row, one in enumerate(rows) if one.program in covering)
        return tuple(protect(rows, self.scope.threshold, forced=forced))

    def by_group(self, indicator: str, dimension: str) -> tuple[IndicatorValue, ...]:
        """A number of each group of a dimension of its fact; the rows add up, and protect each other."""
        everything = self.scope.model_copy(update={"threshold": 0})
        found = values_by(self.reader, everything, self.ask(indicator), cast(By, dimension))
        rows = [one for one in found if one.value is not None and one.n]
        programs = [one.id for one in self.programs()]
        return tuple(guarded_groups(self.reader, self.scope, self.ask(indicator), rows, programs))

    def outcome(self) -> IndicatorValue:
        """The outcome rate, hidden where another view would give a hidden programme back."""
        ask = self.ask(OUTCOME)
        programs = [one.id for one in self.programs()]
        return covered(value(self.reader, self.scope, ask), programs, cover(self.reader, self.scope, ask))

    def programs(self) -> tuple[Program, ...]:
        """The programmes that the numbers are about."""
        if self.program is not None:
            return (self.program,)
        return tuple(self.reader.programs(self.scope, self.organization.id))

    def place(self) -> Place:
        """Where the question looks."""
        return place_of(self.reader, self.scope, self.ask(OUTCOME))

    def year_before(self) -> Period:
        """As many months again, ending where the period begins."""
        last = month_of(add_months(self.period.start, -1))
        return rolling_months(last.end, self.period.months)


def measured(value: IndicatorValue) -> bool:
    """Say whether there is a number that can be read, however few it rests on."""
    return value.value is not None and value.status not in ("too_few", *ABSENT)
