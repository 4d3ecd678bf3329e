"""Cost: what a programme costs in full, and which part of it a grant carries.

Shared and administrative cost of the house is a pool, allocated once, by calendar month, over the
organisation's programmes: by hours of contact; where there are none, by days enrolled; else by direct
spending. The driver is named with every row. All rows of a month add up to the ledger.
"""

from __future__ import annotations

from metrics.facts.definition import Fact
from metrics.facts.money import LEDGER, NO_PROGRAM

COST_OWN = """
    select l.organization_id, l.program_id, c.month_on,
        sum(l.amount) as spent,
        sum(case when l.nature = 'fundraising' then l.amount else 0 end) as fundraising,
        sum(case when l.nature = 'shared' then l.amount else 0 end) as shared,
        sum(case when l.nature = 'admin' then l.amount else 0 end) as admin,
        sum(case when l.nature in ('prevention', 'treatment') then l.amount else 0 end) as service,
        sum(case when l.nature in ('prevention', 'treatment', 'shared', 'admin', 'fundraising') then 0
            else l.amount end) as unclassified
    from ledger_line l join calendar c on c.day = l.day
    where l.flow = 'spent' and l.amount is not null
    group by l.organization_id, l.program_id, c.month_on
"""
"""A programme's own spending in a month, converted; the row without programme holds the pool."""

COST_MONTH = f"""
    select o.organization_id, o.month_on, o.shared, o.admin, m.first_day,
        least(m.last_day, p.as_of_day) as last_day
    from cost_own o
    join publishing p on p.organization_id = o.organization_id
    join (select month_on, min(day) as first_day, max(day) as last_day from calendar group by month_on) m
        on m.month_on = o.month_on
    where o.program_id = '{NO_PROGRAM}' and (o.shared <> 0 or o.admin <> 0)
"""
"""Months with a pool to allocate."""

COST_WEIGHT = f"""
    select organization_id, month_on, program_id,
        sum(hours) as hours, sum(days) as days, sum(direct) as direct
    from (
        select m.organization_id, m.month_on,
            coalesce(k.program_id, s.program_id, '{NO_PROGRAM}') as program_id,
            cast(coalesce(k.hours, 0) as decimal(38, 6)) as hours, 0 as days,
            cast(0 as decimal(38, 6)) as direct
        from current_contact k
        join cost_month m on m.organization_id = k.organization_id
            and k.contact_day >= m.first_day and k.contact_day <= m.last_day
        left join stay s on s.enrollment_id = k.enrollment_id
        union all
        select m.organization_id, m.month_on, s.program_id, cast(0 as decimal(38, 6)) as hours,
            least(coalesce(s.exit_day, m.last_day), m.last_day)
                - greatest(s.entry_day, m.first_day) + 1 as days,
            cast(0 as decimal(38, 6)) as direct
        from stay s
        join cost_month m on m.organization_id = s.organization_id
            and s.entry_day <= m.last_day and (s.exit_day is null or s.exit_day >= m.first_day)
        union all
        select m.organization_id, m.month_on, o.program_id, cast(0 as decimal(38, 6)) as hours, 0 as days,
            case when o.spent > o.fundraising then o.spent - o.fundraising else 0 end as direct
        from cost_own o
        join cost_month m on m.organization_id = o.organization_id and m.month_on = o.month_on
    ) weighed
    where program_id <> '{NO_PROGRAM}'
    group by organization_id, month_on, program_id
"""
"""What each programme did in a month with a pool: hours of contact, days enrolled (first and last day
counted), direct spending."""

COST_ALLOCATED = """
    select organization_id, program_id, month_on, driver,
        pool_shared * weight / total as shared, pool_admin * weight / total as admin
    from (
        select w.organization_id, w.program_id, w.month_on, d.driver,
            cast(m.shared as double) as pool_shared, cast(m.admin as double) as pool_admin,
            cast(case d.driver when 'contact_hours' then w.hours when 'enrollment_days' then w.days
                else w.direct end as double) as weight,
            cast(case d.driver when 'contact_hours' then d.hours when 'enrollment_days' then d.days
                else d.direct end as double) as total
        from cost_weight w
        join (
            select organization_id, month_on, sum(hours) as hours, sum(days) as days, sum(direct) as direct,
                case when sum(hours) > 0 then 'contact_hours' when sum(days) > 0 then 'enrollment_days'
                    else 'direct_spend' end as driver
            from cost_weight group by organization_id, month_on
            having sum(hours) > 0 or sum(days) > 0 or sum(direct) > 0
        ) d on d.organization_id = w.organization_id and d.month_on = w.month_on
        join cost_month m on m.organization_id = w.organization_id and m.month_on = w.month_on
    ) shared_out
    where weight > 0
"""
"""The pool, shared out."""

COST_ROW = f"""
    select organization_id, program_id, month_on, min(driver) as driver,
        sum(spent) as spent, sum(fundraising) as fundraising, sum(service) as service,
        sum(unclassified) as unclassified, sum(shared) as shared, sum(admin) as admin,
        sum(direct) as direct, sum(allocated) as allocated,
        sum(direct) + sum(allocated) as full_cost, sum(unallocated) as unallocated
    from (
        select organization_id, program_id, month_on, 'none' as driver, cast(spent as double) as spent,
            cast(fundraising as double) as fundraising, cast(service as double) as service,
            cast(unclassified as double) as unclassified,
            cast(shared as double) as shared, cast(admin as double) as admin,
            cast(spent - fundraising as double) as direct, 0e0 as allocated, 0e0 as unallocated
        from cost_own where program_id <> '{NO_PROGRAM}'
        union all
        select organization_id, program_id, month_on, driver,
            0e0 as spent, 0e0 as fundraising, 0e0 as service, 0e0 as unclassified, shared, admin,
            0e0 as direct, shared + admin as allocated, 0e0 as unallocated
        from cost_allocated
        union all
        select o.organization_id, o.program_id, o.month_on, 'none' as driver,
            cast(o.spent as double) as spent, cast(o.fundraising as double) as fundraising,
            0e0 as service, 0e0 as unclassified, 0e0 as shared, 0e0 as admin, 0e0 as direct,
            0e0 as allocated,
            cast(o.service + o.unclassified + case when a.month_on is null then o.shared + o.admin else 0 end
                as double) as unallocated
        from cost_own o
        left join (select distinct organization_id, month_on from cost_allocated) a
            on a.organization_id = o.organization_id and a.month_on = o.month_on
        where o.program_id = '{NO_PROGRAM}'
    ) part
    group by organization_id, program_id, month_on
"""
"""One row per programme and month (``none`` comes after the drivers).

``full_cost`` = ``direct`` + ``allocated`` = ``service`` + ``shared`` + ``admin`` + ``unclassified``, which is
what no nature of cost was written for: it may be any of the three. Fundraising stands apart. What belongs to no
programme and cannot be allocated stays there as ``unallocated``: Σ full_cost + Σ fundraising + Σ unallocated =
Σ spent = the ledger.
"""

_WORKING = (
    *LEDGER,
    ("cost_own", COST_OWN),
    ("cost_month", COST_MONTH),
    ("cost_weight", COST_WEIGHT),
    ("cost_allocated", COST_ALLOCATED),
    ("cost_row", COST_ROW),
)
_MEASURES = (
    "direct",
    "allocated",
    "full_cost",
    "service",
    "shared",
    "admin",
    "unclassified",
    "fundraising",
    "unallocated",
    "spent",
)


def _published(dim: str, group: str) -> str:
    return f"""
        select organization_id as organization, '{dim}' as dim, {group} as grp, program_id as program,
            'month' as grain, month_on as period, {", ".join(_MEASURES)}
        from cost_row
    """


COST = Fact(
    name="cost",
    about="One row per programme and month: its own spending, its part of shared cost, and both together.",
    shape="ready",
    reads=("ledger_entry",),
    working=_WORKING,
    groups=("driver",),
    rows=_published("all", "'all'") + " union all " + _published("driver", "driver"),
    measures=_MEASURES,
)

GRANT_PART = Fact(
    name="grant_part",
    about="The part of a programme's cost that a grant carries in a month: as set, else by its spending.",
    shape="ready",
    reads=("grant_award",),
    working=_WORKING,
    groups=("grant_id",),
    rows=f"""
        with promised as (
            select organization_id, grant_id, program_id, month_on,
                case when whole > 1 then share / whole else share end as share
            from (
                select g.organization_id, s.grant_id, s.program_id, s.month_on, s.share,
                    sum(s.share) over (partition by s.program_id, s.month_on) as whole
                from current_grant_share s
                join current_grant_award g on g.grant_id = s.grant_id
                join publishing p on p.organization_id = g.organization_id
            ) agreed
        ),
        spent as (
            select t.organization_id, t.grant_id, t.program_id, t.month_on,
                cast(t.amount as double) / r.full_cost as share
            from (
                select l.organization_id, l.grant_id, l.program_id, c.month_on, sum(l.amount) as amount
                from ledger_line l join calendar c on c.day = l.day
                where l.flow = 'spent' and l.nature <> 'fundraising' and l.amount is not null
                    and l.grant_id <> '{NO_PROGRAM}' and l.program_id <> '{NO_PROGRAM}'
                group by l.organization_id, l.grant_id, l.program_id, c.month_on
            ) t
            join cost_row r on r.organization_id = t.organization_id and r.program_id = t.program_id
                and r.month_on = t.month_on
            left join promised s on s.grant_id = t.grant_id and s.program_id = t.program_id
                and s.month_on = t.month_on
            where r.full_cost > 0 and t.amount > 0 and s.grant_id is null
        ),
        room as (
            select s.program_id, s.month_on, sum(s.share) as wanted,
                1 - coalesce(max(set_shares.share), 0) as share
            from spent s
            left join (
                select program_id, month_on, sum(share) as share from promised group by program_id, month_on
            ) set_shares on set_shares.program_id = s.program_id and set_shares.month_on = s.month_on
            group by s.program_id, s.month_on
        )
        select organization_id as organization, 'grant_id' as dim, grant_id as grp, program_id as program,
            'month' as grain, month_on as period, share, 1e0 as is_set
        from promised
        union all
        select s.organization_id as organization, 'grant_id' as dim, s.grant_id as grp,
            s.program_id as program, 'month' as grain, s.month_on as period,
            case when room.wanted <= room.share then s.share
                when room.share <= 0 then 0e0
                else s.share * room.share / room.wanted end as share,
            0e0 as is_set
        from spent s join room on room.program_id = s.program_id and room.month_on = s.month_on
    """,
    measures=("share", "is_set"),
)
"""Shares of one programme and month never pass 1: those by spending share what those that were set leave. An import
may not set more than 1, but one that was undone and brought back can; then all that were set give way alike."""
