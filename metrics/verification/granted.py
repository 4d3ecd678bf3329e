"""The second formulation of what a grant pays for: its part of each programme, and its programmes' numbers."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from metrics.catalogue import BY_ID
from metrics.period import Period, month_of
from metrics.verification import lasting, money
from metrics.verification.people import Counts
from metrics.verification.records import Records

Formulation = Callable[[Records, str | None, Period], Counts]
Shares = dict[tuple[str, str, dt.date], float]
"""The part of a programme's cost that a grant carries in a month, by grant, programme and first day."""

_ADDED = ("rate", "cost_per_outcome", "cohort_cost")
"""Kinds whose numerators and denominators are added over the programmes of a grant."""
_FOLLOWED = ("return_curve", "median_return")
"""Kinds of one cohort: everybody whom the programmes of a grant let go."""


def formulation(indicator: str, grant: str, of_program: Formulation) -> Formulation | None:
    """Formulate an indicator for a grant: rates are those of its programmes together, counts are multiplied
    month by month by the part of the programme that it carries. None for what is made in another way."""
    kind = BY_ID[indicator].kind
    if kind in _ADDED:
        return partial(_together, grant, of_program)
    if kind in _FOLLOWED:
        return partial(_followed, grant, of_program)
    return partial(_shared, grant, of_program) if kind == "count" else None


def of_grant(records: Records, grant: str, program: str | None = None) -> Records:
    """The same records with the spells of a grant's programmes alone, to be followed as one cohort."""
    paid = programs(records, grant, program)
    spells = [one for one in lasting.spells(records) if one.stay["program_id"] in paid]
    return replace(records, known={**records.known, "spells": spells})


def programs(records: Records, grant: str, program: str | None = None) -> list[str]:
    """The programmes that a grant ever carried a part of."""
    carried = {name for paid, name, _ in _shares(records) if paid == grant}
    return sorted(name for name in carried if program in (None, name))


def _together(
    grant: str, of_program: Formulation, records: Records, program: str | None, period: Period
) -> Counts:
    found = [of_program(records, name, period) for name in programs(records, grant, program)]
    return sum(one for one, _ in found), sum(of or 0.0 for _, of in found)


def _followed(
    grant: str, of_program: Formulation, records: Records, program: str | None, period: Period
) -> Counts:
    return of_program(of_grant(records, grant, program), None, period)


def _shared(
    grant: str, of_program: Formulation, records: Records, program: str | None, period: Period
) -> Counts:
    shares, paid = _shares(records), programs(records, grant, program)
    return sum(
        of_program(records, name, month)[0] * shares.get((grant, name, month.start), 0.0)
        for month in money.months(period)
        for name in paid
    ), None


def _shares(records: Records) -> Shares:
    found: Shares = records.once("shares", lambda: _all_shares(records))
    return found


def _all_shares(records: Records) -> Shares:
    """Shares as they were set; else what the grant's own lines spent of the programme's full cost in the month,
    together never more than those that were set leave. Where more than all was set, all give way alike."""
    ours = {row["grant_id"] for row in records.of("grant_award")}
    rows = [row for row in records.of("grant_share") if row["grant_id"] in ours]
    agreed = {(row["grant_id"], row["program_id"], row["month_on"]): row["share"] for row in rows}
    paid = {key: part for key, part in _spent(records).items() if key not in agreed}
    taken: dict[tuple[str, dt.date], float] = defaultdict(float)
    for (_, name, month), part in agreed.items():
        taken[name, month] += part
    agreed = {key: part / max(1.0, taken[key[1:]]) for key, part in agreed.items()}
    wanted: dict[tuple[str, dt.date], float] = defaultdict(float)
    for (_, name, month), part in paid.items():
        wanted[name, month] += part
    left = {key: max(1.0 - taken[key], 0.0) for key in wanted}
    fitted = {
        (grant, name, month): part * min(1.0, left[name, month] / wanted[name, month])
        for (grant, name, month), part in paid.items()
    }
    return {**agreed, **fitted}


def _spent(records: Records) -> Shares:
    """A grant's lines of a programme in a month over the full cost of both."""
    lines: Shares = defaultdict(float)
    for row in money.spent(records, Period(dt.date.min, dt.date.max)):
        amount, day = money.converted(records, row), money.booked(row)
        tagged = row["grant_id"] and row["program_id"] and row["nature"] != "fundraising"
        if tagged and amount is not None and day is not None:
            lines[row["grant_id"], row["program_id"], day.replace(day=1)] += amount
    costs = {month: money.full_cost(records, month_of(month)) for month in {month for *_, month in lines}}
    return {
        (grant, name, month): amount / costs[month][name]
        for (grant, name, month), amount in lines.items()
        if amount > 0 and costs[month].get(name, 0.0) > 0
    }
