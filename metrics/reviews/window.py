"""Windows: the shortest period that holds enough people for a number to be read."""

from __future__ import annotations

import datetime as dt

from metrics.ask import Ask
from metrics.compute import value
from metrics.period import rolling_months
from metrics.reader import Reader
from metrics.scope import Scope
from metrics.value import IndicatorValue

QUARTER, YEAR, TWO_YEARS = 3, 12, 24
READABLE = ("ok", "indicative")
"""Statuses of a value that rests on enough people."""


def shortest(
    reader: Reader,
    scope: Scope,
    indicator: str,
    end: dt.date,
    *,
    organization: str | None = None,
    program: str | None = None,
    months: tuple[int, ...] = (QUARTER, YEAR, TWO_YEARS),
) -> IndicatorValue:
    """Answer for the shortest of some windows, all ending on ``end``, that reaches the minimum sample.

    Where none does, the longest is given, which says why. The value carries the period it is of.
    """
    answers = (
        value(
            reader,
            scope,
            Ask(
                indicator=indicator,
                organization=organization,
                program=program,
                start=(period := rolling_months(end, length)).start,
                end=period.end,
            ),
        )
        for length in months
    )
    for answer in answers:
        if answer.status in READABLE:
            return answer
    return answer
