"""Pace: spending, time and results of each programme this fiscal year, as shares of the plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from metrics.ask import Ask
from metrics.catalogue import BY_ID
from metrics.catalogue.definition import Indicator
from metrics.errors import UnknownPlace
from metrics.period import Period, fiscal_year_of, last_complete, month_of
from metrics.reader import Program, Reader
from metrics.reviews.guarded import guarded_value
from metrics.scope import Scope
from metrics.value import IndicatorValue, Reason
from metrics.values.shape import suppress
from metrics.values.sums import place_of
from metrics.values.targets import targets_of

WELL_AHEAD = 0.2
"""Of the plan: a smaller distance between money and results comes and goes within a year."""


@dataclass(frozen=True, slots=True)
class Pace:
    """One programme against its plan of the fiscal year.

    ``spent`` is money spent over money planned, ``reached`` outcomes achieved over outcomes planned, each
    up to the last whole month; ``elapsed`` is the share of the year that had passed by then.
    """

    program: Program
    spent: IndicatorValue
    reached: IndicatorValue
    elapsed: float

    @property
    def gap(self) -> float:
        """How much faster the money goes than the results come."""
        return (self.spent.value or 0.0) - (self.reached.value or 0.0)

    @property
    def is_ahead(self) -> bool:
        """Say whether the money is well ahead of the results."""
        return self.gap >= WELL_AHEAD


def paces(
    reader: Reader, scope: Scope, programs: Sequence[Program], until: dt.date, first_month: int
) -> tuple[Pace, ...]:
    """The programmes that have a plan of money and one of outcomes for the year; the widest gap first."""
    year = fiscal_year_of(last_complete(until, "month").end, first_month)
    counted = Period(year.start, min(year.end, last_complete(until, "month").end))
    elapsed = ((counted.end - year.start).days + 1) / ((year.end - year.start).days + 1)
    found = []
    for program in programs:
        spent = _spent(reader, scope, program, year, counted)
        reached = _reached(reader, scope, program, year, counted)
        if spent is not None and reached is not None:
            found.append(Pace(program, spent, reached, elapsed))
    return tuple(sorted(found, key=lambda one: -one.gap))


def _spent(
    reader: Reader, scope: Scope, program: Program, year: Period, counted: Period
) -> IndicatorValue | None:
    """Spending over the budget of the whole year; None without a budget in the organisation's currency."""
    rows = reader.rows(
        """select sum(b.amount) from published.budget b
           join published.organization o on o.organization = b.organization and o.base_currency = b.currency
           where b.program = ? and b.starts_on >= ? and b.ends_on <= ?""",
        [program.id, year.start, year.end],
    )
    planned = rows[0][0]
    actual = _asked(reader, scope, "spending", program, counted)
    if not planned or actual is None or actual.value is None:
        return None
    return _share(actual, "spending", actual.value, planned)


def _reached(
    reader: Reader, scope: Scope, program: Program, year: Period, counted: Period
) -> IndicatorValue | None:
    """Outcomes achieved over those planned for the whole year; None without such a target."""
    ask = Ask(
        indicator="outcomes_achieved",
        organization=program.organization,
        program=program.id,
        start=counted.start,
        end=counted.end,
    )
    planned = [
        one.current.value
        for one in targets_of(reader, place_of(reader, scope, ask), "outcomes_achieved")
        if one.current.program == program.id
        and one.current.grant is None
        and one.current.group is None
        and (month_of(one.current.starts_on).start, month_of(one.current.due_on).end) == year
    ]
    actual = _asked(reader, scope, "outcomes_achieved", program, counted)
    if not planned or actual is None or actual.value is None:
        return None
    return suppress(_share(actual, "outcomes_achieved", actual.value, planned[-1]), scope)


def _asked(
    reader: Reader, scope: Scope, indicator: str, program: Program, period: Period
) -> IndicatorValue | None:
    ask = Ask(
        indicator=indicator,
        organization=program.organization,
        program=program.id,
        start=period.start,
        end=period.end,
    )
    try:
        return guarded_value(reader, scope, ask)
    except UnknownPlace:
        return None


def share_of_plan(indicator: str) -> Indicator:
    """The definition behind a share of the plan: that of the amount, read as a proportion."""
    return BY_ID[indicator].model_copy(update={"unit": "proportion"})


def _share(actual: IndicatorValue, indicator: str, amount: float, planned: float) -> IndicatorValue:
    unit = "people" if indicator == "outcomes_achieved" else actual.unit
    note = Reason(key="note.share_of_plan", values={"unit": unit})
    return actual.model_copy(
        update={
            "value": amount / planned,
            "numerator": amount,
            "denominator": planned,
            "unit": "proportion",
            "target": None,
            "target_status": None,
            "notes": (*actual.notes, note),
        }
    )
