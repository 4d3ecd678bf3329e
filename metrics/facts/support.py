"""Support: who gives again, what is kept back, what others bring."""

from __future__ import annotations

from metrics.facts.definition import Fact
from metrics.facts.money import LEDGER, RATE_USED
from metrics.facts.participation import TWELVE_MONTHS

_DONOR_MONTH = """
    select l.organization_id, l.funder, c.month_no, sum(coalesce(l.amount, 0)) as amount
    from ledger_line l join calendar c on c.day = l.day
    where l.flow = 'income' and l.written > 0 and l.funder <> 'unknown'
        and l.source_type not in ('earned', 'endowment')
    group by l.organization_id, l.funder, c.month_no
"""

DONOR = Fact(
    name="donor",
    about="Donors of twelve months, and those of them who gave again in the twelve months that followed.",
    shape="ready",
    reads=("ledger_entry",),
    groups=(),
    working=(*LEDGER, ("twelve_months", TWELVE_MONTHS), ("donor_month", _DONOR_MONTH)),
    rows="""
        select organization_id as organization, 'all' as dim, 'all' as grp, '(none)' as program,
            'year' as grain, period, cast(count(*) as double) as donors_before,
            cast(sum(again) as double) as donors_kept, cast(sum(amount) as double) as given_before,
            cast(sum(case when again = 1 then amount else 0 end) as double) as given_by_kept
        from (
            select t.organization_id, t.period, d.funder,
                max(case when d.month_no > t.month_no - 12 then 1 else 0 end) as again,
                sum(case when d.month_no <= t.month_no - 12 then d.amount else 0 end) as amount
            from twelve_months t
            join donor_month d on d.organization_id = t.organization_id
                and d.month_no <= t.month_no and d.month_no > t.month_no - 24
            group by t.organization_id, t.period, d.funder
            having min(d.month_no) <= max(t.month_no) - 12
        ) given
        group by organization_id, period
    """,
    measures=("donors_before", "donors_kept", "given_before", "given_by_kept"),
)
"""Whoever buys is no donor. A gift in kind is a gift. Named by the last month of the later twelve."""

RESERVE = Fact(
    name="reserve",
    about="The last known reserve of each month, in the organisation's base currency.",
    shape="ready",
    reads=("reserve",),
    groups=(),
    working=(("rate_used", RATE_USED),),
    rows="""
        select organization_id as organization, 'all' as dim, 'all' as grp, '(none)' as program,
            'month' as grain, month_on as period, cast(coalesce(amount, 0) as double) as reserve,
            case when amount is null then 1e0 else 0e0 end as unconverted
        from (
            select r.organization_id, c.month_on,
                case when r.currency = o.base_currency then cast(r.amount as double)
                    else cast(r.amount as double) * q.rate end as amount,
                row_number() over (partition by r.organization_id, c.month_on order by r.as_of_day desc) as place
            from current_reserve r
            join publishing p on p.organization_id = r.organization_id
            join current_organization o on o.organization_id = r.organization_id
            join calendar c on c.day = r.as_of_day
            left join rate_used q on q.currency = r.currency and q.base_currency = o.base_currency
                and q.day = r.as_of_day
            where r.as_of_day <= p.as_of_day
        ) known where place = 1
    """,
    measures=("reserve", "unconverted"),
)

_VALUED = """
    select k.organization_id, k.program_id, k.given_day, k.kind, k.hours, k.amount as written,
        case when coalesce(k.currency, o.base_currency) = o.base_currency then cast(k.amount as double)
            else cast(k.amount as double) * q.rate end as amount
    from current_contribution k
    join publishing p on p.organization_id = k.organization_id
    join current_organization o on o.organization_id = k.organization_id
    left join rate_used q on q.currency = k.currency and q.base_currency = o.base_currency and q.day = k.given_day
    where k.given_day <= p.as_of_day
"""

CONTRIBUTION = Fact(
    name="contribution",
    about="One row per contribution by others, on the day it was given, in the organisation's base currency.",
    reads=("contribution",),
    groups=(),
    working=(("rate_used", RATE_USED), ("contribution_valued", _VALUED)),
    rows="""
        select organization_id, coalesce(program_id, '(none)') as program_id, given_day as day,
            1 as contributions, coalesce(amount, 0) as contributed,
            case when kind = 'cofunding' then coalesce(amount, 0) else 0 end as cofunding,
            case when kind = 'in_kind' then coalesce(amount, 0) else 0 end as in_kind,
            case when kind = 'volunteer_hours' then coalesce(amount, 0) else 0 end as volunteer_value,
            case when kind = 'volunteer_hours' then coalesce(hours, 0) else 0 end as volunteer_hours,
            case when kind = 'volunteer_hours' and amount is null then coalesce(hours, 0) else 0 end
                as hours_not_valued,
            case when kind <> 'volunteer_hours' and amount is null then 1 else 0 end as gifts_not_valued
        from contribution_valued
    """,
    measures=(
        "contributions",
        "contributed",
        "cofunding",
        "in_kind",
        "volunteer_value",
        "volunteer_hours",
        "hours_not_valued",
        "gifts_not_valued",
    ),
)
"""Hours of volunteers are worth what the organisation wrote for them: the minimum wage differs by region and year."""
