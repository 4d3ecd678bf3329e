"""People that organisations of one identity agreement serve between them, each counted once.

Published whole each time, after the facts: agreements are few. Like people served these are changes, a person
more in the period in which a span begins, one less in the period after it ends; periods are numbered months
(``month``; ``year`` for the twelve that end with it) and quarters, counted from year 0. Who carries no number that
can be compared is counted apart from everybody, and said: ``without_number``.
"""

from __future__ import annotations

from data.identities import CARRYING, MEMBERS

IDENTITY_AGREEMENT = f"select organization_id as organization, name as agreement from ({MEMBERS}) m"
"""Which organisations are in which agreement."""

_MONTH = "cast(extract(year from {day}) * 12 + extract(month from {day}) - 1 as integer)"
_LAST_DAY = "case when e.exit_on <= p.as_of then e.exit_on else p.as_of end"

_STAY = f"""
    select m.agreement, n.person is null as is_alone,
        coalesce(n.person, 'client ' || cast(coalesce(a.client_id, e.client_id) as varchar)) as person,
        {_MONTH.format(day="e.entry_on")} as first_month,
        {_MONTH.format(day=f"({_LAST_DAY})")} as last_month
    from ({IDENTITY_AGREEMENT}) m
    join current_enrollment e on e.organization_id = m.organization
    join published.publication p on p.organization = m.organization
    join current_program g on g.program_id = e.program_id and g.organization_id = e.organization_id
    left join current_alias a on a.alias_client_id = e.client_id
    left join (
        select coalesce(a.client_id, c.client_id) as client_id, min(cast(c.shared_person_id as varchar)) as person
        from ({CARRYING}) c left join current_alias a on a.alias_client_id = c.client_id
        group by coalesce(a.client_id, c.client_id)
    ) n on n.client_id = coalesce(a.client_id, e.client_id)
    where e.entry_on <= p.as_of
        and m.agreement in (select agreement from ({IDENTITY_AGREEMENT}) b group by agreement having count(*) > 1)
"""
"""Stays of everybody in an agreement of two organisations or more, by the months they touch."""

_GRAINS = (
    ("month", "first_month", "last_month"),
    ("quarter", "cast(floor(first_month / 3.0) as integer)", "cast(floor(last_month / 3.0) as integer)"),
    ("year", "first_month", "last_month + 11"),
)

_TOUCHED = " union all ".join(
    f"select agreement, person, is_alone, '{grain}' as grain, {first} as begins, {last} as ends from stays"
    for grain, first, last in _GRAINS
)

PEOPLE_TOGETHER = f"""
    with stays as ({_STAY}),
    opened as (
        select *, case when begins <= max(ends) over (
            partition by agreement, grain, person order by begins, ends
            rows between unbounded preceding and 1 preceding
        ) then 0 else 1 end as opens
        from ({_TOUCHED}) touched
    ),
    numbered as (
        select *, sum(opens) over (
            partition by agreement, grain, person order by begins, ends, opens desc
            rows between unbounded preceding and current row
        ) as island
        from opened
    ),
    span as (
        select agreement, grain, is_alone, min(begins) as begins, max(ends) as ends
        from numbered group by agreement, grain, person, is_alone, island
    )
    select agreement, grain, number, cast(sum(change) as double) as people_served,
        cast(sum(case when is_alone then change else 0 end) as double) as without_number
    from (
        select agreement, grain, is_alone, begins as number, 1 as change from span
        union all select agreement, grain, is_alone, ends + 1 as number, -1 as change from span
    ) changes
    group by agreement, grain, number
"""
"""Changes in how many different people an agreement's organisations serve between them."""
