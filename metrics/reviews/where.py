"""Where the money went: full cost by what it was for, and what moved in which currency."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from metrics.ask import Ask
from metrics.catalogue import BY_ID
from metrics.compute import value
from metrics.reader import Reader
from metrics.scope import Scope
from metrics.value import IndicatorValue
from metrics.values.shape import shape
from metrics.values.sums import place_of

PURPOSES = ("service_cost", "shared_cost", "admin_cost", "unclassified_cost")
"""What cost is for: the programme's own work, its part of shared cost, its part of administration, and what nobody
wrote a nature for, which may be any of these."""


@dataclass(frozen=True, slots=True)
class CostPart:
    """One part of full cost: the amount, and its share of the whole."""

    amount: IndicatorValue
    portion: IndicatorValue


@dataclass(frozen=True, slots=True)
class Moved:
    """What a programme received and spent up to a day in one currency; currencies are never added."""

    program: str
    currency: str
    received: IndicatorValue
    spent: IndicatorValue


def cost_parts(reader: Reader, scope: Scope, ask: Ask) -> tuple[CostPart, ...]:
    """Split the full cost of a place, or a grant's part of it; nothing where no cost is known."""
    amounts = [value(reader, scope, ask.model_copy(update={"indicator": name})) for name in PURPOSES]
    whole = sum(amount.value or 0.0 for amount in amounts)
    if whole <= 0:
        return ()
    return tuple(
        CostPart(
            amount,
            amount.model_copy(
                update={
                    "unit": "proportion",
                    "value": amount.value / whole,
                    "denominator": whole,
                    "notes": (),
                }
            ),
        )
        for amount in amounts
        if amount.value is not None
    )


def portion_of(parts: Sequence[CostPart], purpose: str) -> IndicatorValue | None:
    """The share of the whole that is for one purpose; None where nothing is."""
    return next((one.portion for one in parts if one.amount.indicator == purpose and one.amount.value), None)


def purposes(parts: Sequence[CostPart]) -> Literal["recorded", "partly", "overhead", "unrecorded"]:
    """Whether it is known what the money was for: of all of it, of a part, of overhead alone, or of none."""
    if portion_of(parts, "unclassified_cost") is None:
        return "recorded"
    if portion_of(parts, "service_cost") is not None:
        return "partly"
    known = any(portion_of(parts, name) for name in ("shared_cost", "admin_cost"))
    return "overhead" if known else "unrecorded"


def moved(reader: Reader, scope: Scope, ask: Ask) -> tuple[Moved, ...]:
    """What each programme received and spent by the end of the question's period, currency by currency.

    The first row of a programme is in the organisation's own currency, with what could be converted; then
    what could not, each currency by itself.
    """
    place = place_of(reader, scope, ask)
    rows = reader.rows(
        """
        select program, currency, sum(income), sum(spent) from (
            select m.program, o.base_currency as currency, m.income + m.income_in_kind as income, m.spent,
                0 as place
            from published.money m join published.organization o on o.organization = m.organization
            where m.dim = 'all' and m.grain = 'month' and m.period <= $end
                and list_contains($organizations, m.organization)
            union all
            select program, grp as currency, income, spent, 1 as place
            from published.money_left_out
            where (dim = 'no_day' or period <= $end) and organization in (select unnest($organizations))
        ) amounts
        where $programs is null or list_contains($programs, program)
        group by program, currency having sum(abs(income)) + sum(abs(spent)) > 0
        order by program, min(place), currency
        """,
        {"organizations": place.organization_ids, "programs": place.program_ids, "end": ask.end},
    )
    cost = BY_ID["spending"]

    def amount(currency: str, program: str, total: float) -> IndicatorValue:
        asked = _since_ever(ask, program)
        # No line of the kind is not an amount of 0.
        made = shape(cost, asked, place, status="ok" if total else "not_measured", value=total or None)
        return made.model_copy(update={"unit": currency})

    return tuple(
        Moved(program, currency, amount(currency, program, income), amount(currency, program, spent))
        for program, currency, income, spent in rows
    )


def _since_ever(ask: Ask, program: str) -> Ask:
    """The same question about one programme, from the beginning."""
    return ask.model_copy(update={"program": program, "start": dt.date(1970, 1, 1)})
