"""The second formulation of what whole stays cost: every stay month by month, in plain Python."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import partial

from metrics.period import Period, month_of
from metrics.verification.money import booked, full_cost, months, spent
from metrics.verification.people import Counts
from metrics.verification.records import Records, stays

_FIRST = dt.date(1980, 1, 1)
Days = dict[dt.date, int]
"""Days by the first day of their month."""


def cohort_cost_per_outcome(records: Records, program: str | None, period: Period) -> Counts:
    """Each day of the stays that ended at what a person's day cost in that month, over achieved outcomes."""
    cost, achieved = 0.0, 0
    for name in (row["program_id"] for row in records.of("program")):
        daily = records.once(f"cost of a day in {name}", partial(_day_costs, records, name))
        if not daily or program not in (None, name):
            continue
        left = [
            row
            for row in stays(records)
            if row["program_id"] == name
            and row["exit_on"]
            and period.start <= row["exit_on"] <= period.end
            and row["outcome"] != "excluded"
        ]
        spent_days = [_days(row["entry_on"], row["exit_on"]) for row in left]
        if any(month in daily for days in spent_days for month in days):
            cost += sum(daily.get(month, 0.0) * n for days in spent_days for month, n in days.items())
            achieved += sum(row["outcome"] == "achieved" for row in left)
    return cost, achieved


def _day_costs(records: Records, program: str) -> dict[dt.date, float]:
    """What a person's day cost in each month in which there was a cost and somebody was there."""
    costs = records.once("cost of months", partial(_costs_by_month, records))
    present: Counter[dt.date] = Counter()
    for row in stays(records):
        if row["program_id"] == program:
            present.update(_days(row["entry_on"], row["exit_on"] or records.as_of))
    return {
        month: costs[month][program] / days
        for month, days in present.items()
        if days and costs.get(month, {}).get(program)
    }


def _costs_by_month(records: Records) -> dict[dt.date, dict[str, float]]:
    days = {booked(row) for row in spent(records, Period(dt.date.min, dt.date.max))}
    firsts = {day.replace(day=1) for day in days if day is not None}
    return {month: full_cost(records, month_of(month)) for month in firsts}


def _days(entry: dt.date, last: dt.date) -> Days:
    """How many days of a stay lie in each month, the first and the last among them."""
    first = max(entry, _FIRST)
    if last < first:
        return {}
    return {
        month.start: (min(last, month.end) - max(first, month.start)).days + 1
        for month in months(Period(first, last))
    }
