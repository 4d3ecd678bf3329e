"""People served: different people, so they cannot be added up over time.

They are counted anew for each month, quarter and rolling twelve months. A client's stays in a programme
are merged into spans that do not overlap (islands). Published are the changes: a person more in the period
in which a span begins, one less in the period after it ends; how many were served in a period is the sum
of all changes up to it.
"""

from __future__ import annotations

from metrics.facts.definition import Fact

EVERYWHERE = "(all)"
"""Programme code of people counted once in the whole organisation, whatever programmes they are in."""

GROUPS = ("sex", "age_group", "disability", "category", "district")
"""Groups of unique people; the age group is that of the first intake."""

_GRAINS: tuple[tuple[str, str, str], ...] = (
    ("month", "entry_month", "last_month"),
    ("quarter", "cast(floor(entry_month / 3.0) as integer)", "cast(floor(last_month / 3.0) as integer)"),
    ("year", "entry_month", "last_month + 11"),
)
"""Grain, and the numbers of the first and last period that a stay touches. ``year`` is the twelve months that
end with a month: a stay touches those that end up to eleven months after it."""

TOUCHED = f"""
    select s.place, e.place as everywhere, s.client_no, s.enrollment_id, s.sex, s.disability, s.category, s.district,
        s.entry_day, first.month_no as entry_month, last.month_no as last_month,
        first_value(s.age_group) over (
            partition by s.client_no order by s.entry_day rows between unbounded preceding and current row
        ) as age_group
    from stay s
    join calendar first on first.day = s.entry_day
    join calendar last on last.day = coalesce(s.exit_day, s.as_of_day)
    join place e on e.organization_id = s.organization_id and e.program_id = '{EVERYWHERE}'
"""
"""Working table ``touched``: stays with the months they touch."""


def _spans(grain: str, first: str, last: str, place: str) -> str:
    """Spans of one client in one place that do not overlap, numbered by period."""
    return f"""
        select '{grain}' as grain, place, min(begins) as begins, max(ends) as ends,
            min(sex) as sex, min(age_group) as age_group, min(disability) as disability,
            min(category) as category, min(district) as district
        from (
            select *, sum(opens) over (
                partition by place, client_no order by begins, ends rows between unbounded preceding and current row
            ) as island
            from (
                select *, case when begins <= max(ends) over (
                    partition by place, client_no order by begins, ends rows between unbounded preceding and 1 preceding
                ) then 0 else 1 end as opens
                from (
                    select {place} as place, client_no, {first} as begins, {last} as ends,
                        sex, age_group, disability, category, district
                    from touched
                ) touching
            ) opened
        ) numbered
        group by place, client_no, island
    """


SPANS = " union all ".join(
    _spans(grain, first, last, place) for grain, first, last in _GRAINS for place in ("place", "everywhere")
)
"""Working table ``span``: one row per client, place, grain and island."""

PERIOD_NUMBER = """
    select 'month' as grain, month_no as number, month_on as period from calendar group by month_no, month_on
    union all
    select 'year' as grain, month_no as number, month_on as period from calendar group by month_no, month_on
    union all
    select 'quarter' as grain, cast(floor(month_no / 3.0) as integer) as number, quarter_on as period
    from calendar group by cast(floor(month_no / 3.0) as integer), quarter_on
"""
"""Working table ``period_number``: the first day of each numbered period (of its last month, for a year)."""


def _published(dim: str) -> str:
    group = "'all'" if dim == "all" else dim
    return f"""
        select p.organization_id as organization, '{dim}' as dim, c.grp, p.program_id as program, c.grain,
            n.period, cast(sum(c.change) as double) as people_served
        from (
            select place, grain, {group} as grp, begins as number, 1 as change from span
            union all
            select place, grain, {group} as grp, ends + 1 as number, -1 as change from span
        ) c
        join place p on p.place = c.place
        join period_number n on n.grain = c.grain and n.number = c.number
        group by p.organization_id, c.grp, p.program_id, c.grain, n.period
    """


PEOPLE = Fact(
    name="people",
    about="Changes in how many different people are served, by month, quarter and twelve months.",
    shape="ready",
    reads=("enrollment",),
    working=(("touched", TOUCHED), ("span", SPANS), ("period_number", PERIOD_NUMBER)),
    rows=" union all ".join(_published(dim) for dim in ("all", *GROUPS)),
    measures=("people_served",),
    groups=GROUPS,
)
