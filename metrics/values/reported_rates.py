"""Rates that others report with numerator and denominator: each of the last period that ended, with its interval."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from metrics.ask import Ask
from metrics.catalogue.definition import Indicator
from metrics.facts.money import NO_PROGRAM
from metrics.reader import Reader
from metrics.statistics.proportion import wilson
from metrics.value import IndicatorValue, Reason
from metrics.values.shape import cannot_be_combined, not_measured, sample_status, shape
from metrics.values.sums import Place

_EPOCH = dt.date(1970, 1, 1)
_PERCENT = 100.0
ROUNDED = 0.006
"""How far a reported percentage may lie from its own numerator and denominator: it may be rounded to a whole."""


class _Last(NamedTuple):
    """The last period of a definition that ended with a numerator and a denominator."""

    promise: str
    organization: str
    program: str | None
    name: str
    direction: str
    ends_on: dt.date
    starts_day: float
    numerator: float
    denominator: float
    percent: float | None


def reported_rates(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> list[IndicatorValue]:
    """One rate for each outside indicator that names numerator and denominator, of its last period that ended
    within the days asked for.

    ``start`` and ``end`` are those of that period: reports are never added over time.
    """
    if ask.group:
        return [cannot_be_combined(indicator, ask, place, "reason.no_such_group", group=ask.dim)]
    found = [_rate(indicator, ask, place, row) for row in _last(reader, place, ask)]
    return found or [not_measured(indicator, ask, place, "reason.no_reported_rate")]


def _last(reader: Reader, place: Place, ask: Ask) -> list[_Last]:
    found = reader.rows(
        """
        select d.promise, d.organization, nullif(d.program, $none), d.name, d.direction, r.period,
            r.starts_day, r.reported_numerator, r.reported_denominator,
            case when d.measure = 'percentage' then r.value end
        from published.promise d
        join (
            select *, row_number() over (partition by grp order by period desc, starts_day desc) as place
            from published.promise_period
            where grain = 'period' and ended = 1 and reported_denominator > 0
                and period between $start and $end
        ) r on r.grp = d.promise and r.place = 1
        where list_contains($organizations, d.organization)
            and ($programs is null or list_contains($programs, d.program) or d.reference = $grant)
        order by d.organization, d.program, d.promise
        """,
        {
            "organizations": place.organization_ids,
            "programs": place.program_ids,
            "grant": place.grant.id if place.grant else None,
            "start": ask.start,
            "end": ask.end,
            "none": NO_PROGRAM,
        },
    )
    return [_Last(*row) for row in found]


def _rate(indicator: Indicator, ask: Ask, place: Place, row: _Last) -> IndicatorValue:
    """One rate; what is more than its whole is no rate."""
    asked = ask.model_copy(
        update={
            "organization": row.organization,
            "program": row.program,
            "start": _EPOCH + dt.timedelta(days=int(row.starts_day)),
            "end": row.ends_on,
        }
    )
    directed = indicator.model_copy(update={"direction": row.direction})
    named = {"source": "reported", "promise": row.promise, "promise_name": row.name}
    if not 0 <= row.numerator <= row.denominator:
        reason = Reason(key="reason.reported_over_whole")
        return shape(directed, asked, place, status="not_applicable", reason=reason, **named)
    rate = row.numerator / row.denominator
    low, high = wilson(row.numerator, row.denominator)
    status = sample_status(row.denominator, indicator.minimum)
    too_few = Reason(key="reason.too_few", values={"n": int(row.denominator), "minimum": indicator.minimum})
    written = None if row.percent is None else row.percent / _PERCENT
    differs = written is not None and abs(written - rate) > ROUNDED
    return shape(
        directed,
        asked,
        place,
        status=status,
        value=rate,
        numerator=row.numerator,
        denominator=row.denominator,
        low=low,
        high=high,
        interval_method="wilson",
        n=row.denominator,
        reason=too_few if status == "too_few" else None,
        notes=(Reason(key="note.reported_percent_differs", values={"percent": round(row.percent or 0, 1)}),)
        if differs
        else (),
        **named,
    )
