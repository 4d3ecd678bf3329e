"""Money: ledger lines in the organisation's own currency, and what could not be counted.

Amounts of different currencies are never added. A line is converted with a dated rate; a line for which there
is none stays out of every sum and is listed with its own currency, so that it can be named.
"""

from __future__ import annotations

from metrics.facts.definition import Fact
from metrics.facts.stages import FIRST_DAY_EVER

NO_PROGRAM = "(none)"
"""Programme code of what belongs to no programme."""
RATE_DAYS = 92
"""A rate older than this many days says nothing about the day: about a quarter, the longest that public rates
are usually apart."""
_LARGEST_RATE = 1e12

RATE_USED = f"""
    select currency, base_currency, day, rate from (
        select w.currency, w.base_currency, w.day, q.rate,
            row_number() over (
                partition by w.currency, w.base_currency, w.day order by q.valid_day desc, q.is_inverse
            ) as place
        from (
            select distinct l.currency, o.base_currency, least(l.day, p.as_of_day) as day
            from (
                select organization_id, currency, coalesce(value_day, booked_day) as day
                from current_ledger_entry
                union all
                select organization_id, currency, as_of_day as day from current_reserve
                union all
                select organization_id, currency, given_day as day from current_contribution
            ) l
            join publishing p on p.organization_id = l.organization_id
            join current_organization o on o.organization_id = l.organization_id
            where l.currency <> o.base_currency and l.day is not null
        ) w
        join (
            select from_currency as currency, to_currency as base_currency, valid_day, rate, 0 as is_inverse
            from current_exchange_rate
            union all
            select to_currency as currency, from_currency as base_currency, valid_day, 1.0 / rate as rate,
                1 as is_inverse
            from current_exchange_rate
        ) q on q.currency = w.currency and q.base_currency = w.base_currency
            and q.valid_day <= w.day and q.valid_day >= w.day - {RATE_DAYS}
        where q.rate <= {_LARGEST_RATE:.0f}
    ) quoted where place = 1
"""
"""The rate for each currency and day that the ledger, reserves and contributions need: the newest on or before the
day of value (else of booking), as quoted or the inverse of what was quoted."""

LEDGER_LINE = f"""
    select l.organization_id, coalesce(l.program_id, '{NO_PROGRAM}') as program_id,
        coalesce(l.grant_id, '{NO_PROGRAM}') as grant_id,
        case when l.kind = 'income' then 'income' when l.kind in ('disbursement', 'expenditure') then 'spent'
            else 'none' end as flow,
        case when coalesce(l.booked_day, l.value_day) >= {FIRST_DAY_EVER}
            then coalesce(l.booked_day, l.value_day) end as day,
        l.nature, l.in_kind,
        coalesce(u.ultimate_funder_id, f.ultimate_funder_id, l.funder_id, g.funder_id, 'unknown') as funder,
        coalesce(l.source_type, f.kind, 'unknown') as source_type,
        case when l.restricted then 'yes' when not l.restricted then 'no' else 'unknown' end as restricted,
        l.currency, l.amount as written,
        case when l.currency = o.base_currency then cast(l.amount as decimal(38, 6))
            else cast(cast(l.amount as double) * r.rate as decimal(38, 6)) end as amount
    from current_ledger_entry l
    join publishing p on p.organization_id = l.organization_id
    join current_organization o on o.organization_id = l.organization_id
    left join rate_used r on r.currency = l.currency and r.base_currency = o.base_currency
        and r.day = least(coalesce(l.value_day, l.booked_day), p.as_of_day)
    left join current_grant_award g on g.grant_id = l.grant_id
    left join current_funder f on f.funder_id = coalesce(l.funder_id, g.funder_id)
    left join current_funder u on u.funder_id = f.ultimate_funder_id
    where coalesce(l.booked_day, l.value_day) <= p.as_of_day or coalesce(l.booked_day, l.value_day) is null
"""
"""Ledger lines that had happened by ``as_of``, with their amount in the base currency or NULL.

Only income, disbursements and expenditure are money that moved; for what a programme spent both of the last
two are money that left. Commitments, pledges and loans are no money yet. The funder is the ultimate one.
Amounts are decimals, so that the order of rows cannot change a sum. A line without any day (or before the
calendar begins) belongs to no month.
"""

LEDGER: tuple[tuple[str, str], ...] = (("rate_used", RATE_USED), ("ledger_line", LEDGER_LINE))
"""Working tables of everything about money."""

_NATURES = {
    "prevention": "prevention",
    "treatment": "treatment",
    "shared": "shared",
    "admin": "admin",
    "fundraising": "fundraising",
    "unknown": "untagged",
}


def _amount(condition: str, name: str) -> str:
    return f"case when {condition} then coalesce(amount, 0) else 0 end as {name}"


_BY_NATURE = ", ".join(
    _amount(f"flow = 'spent' and nature = '{code}'", name) for code, name in _NATURES.items()
)

MONEY = Fact(
    name="money",
    about="One row per ledger line, on the day it was booked, in the organisation's base currency.",
    reads=("ledger_entry",),
    working=LEDGER,
    groups=("nature", "funder", "source_type", "grant_id", "restricted"),
    rows=f"""
        select organization_id, program_id, day, nature, funder, source_type, grant_id, restricted,
            1 as entries,
            case when flow = 'income' then 1 else 0 end as income_entries,
            case when flow = 'spent' then 1 else 0 end as spent_entries,
            {_amount("flow = 'income' and not in_kind", "income")},
            {_amount("flow = 'income' and in_kind", "income_in_kind")},
            {_amount("flow = 'spent'", "spent")},
            {_amount("flow = 'spent' and in_kind", "spent_in_kind")},
            {_BY_NATURE},
            case when flow <> 'none' and amount is null then 1 else 0 end as unconverted
        from ledger_line where day is not null
    """,
    measures=(
        "entries",
        "income_entries",
        "spent_entries",
        "income",
        "income_in_kind",
        "spent",
        "spent_in_kind",
        *_NATURES.values(),
        "unconverted",
    ),
)
"""``income`` is money only; what came in kind stands apart. ``entries`` counts every line,
commitments too."""

MONEY_LEFT_OUT = Fact(
    name="money_left_out",
    about="Amounts that no sum holds, each in its own currency: no rate for the day, or no day at all.",
    shape="ready",
    reads=("ledger_entry",),
    working=LEDGER,
    groups=("no_rate", "no_day"),
    rows="""
        select l.organization_id as organization, 'no_rate' as dim, l.currency as grp,
            l.program_id as program, 'month' as grain, c.month_on as period,
            cast(count(*) as double) as entries,
            cast(sum(case when l.flow = 'income' then l.written else 0 end) as double) as income,
            cast(sum(case when l.flow = 'spent' then l.written else 0 end) as double) as spent
        from ledger_line l join calendar c on c.day = l.day
        where l.amount is null and l.flow <> 'none'
        group by l.organization_id, l.currency, l.program_id, c.month_on
        union all
        select l.organization_id as organization, 'no_day' as dim, l.currency as grp,
            l.program_id as program, 'ever' as grain, cast(null as date) as period,
            cast(count(*) as double) as entries,
            cast(sum(case when l.flow = 'income' then l.written else 0 end) as double) as income,
            cast(sum(case when l.flow = 'spent' then l.written else 0 end) as double) as spent
        from ledger_line l where l.day is null and l.flow <> 'none'
        group by l.organization_id, l.currency, l.program_id
    """,
    measures=("entries", "income", "spent"),
)
