"""People served: different people, so they cannot be added up over time.

They are counted anew for each month, quarter and rolling twelve months. A client's stays in a programme
are merged into spans that do not overlap (islands); how many people were served in a period is then how
many spans had begun by its end, less how many had ended before it.
"""

from __future__ import annotations

from metrics.facts.definition import Fact

EVERYWHERE = "(all)"
"""Programme code of people counted once in the whole organisation, whatever programmes they are in."""

GROUPS = ("sex", "age_group", "disability", "category", "district")
"""Groups of unique people; the age group is that of the first intake."""

_GRAINS: tuple[tuple[str, str, str], ...] = (
    ("month", "first.month_no", "last.month_no"),
    ("quarter", "cast(floor(first.month_no / 3.0) as integer)", "cast(floor(last.month_no / 3.0) as integer)"),
    ("year", "first.month_no", "last.month_no + 11"),
)
"""Grain, and the numbers of the first and last period that a stay touches. ``year`` is the twelve months that
end with a month: a stay touches those that end up to eleven months after it."""


def _spans(grain: str, first: str, last: str, program: str) -> str:
    """Spans of one client that do not overlap, numbered by period."""
    client = "organization_id, program_id, client_id"
    return f"""
        select '{grain}' as grain, organization_id, program_id, min(begins) as begins, max(ends) as ends,
            min(sex) as sex, min(age_group) as age_group, min(disability) as disability,
            min(category) as category, min(district) as district
        from (
            select *, sum(opens) over (
                partition by {client} order by begins, ends, enrollment_id
                rows between unbounded preceding and current row
            ) as island
            from (
                select *, case when begins <= max(ends) over (
                    partition by {client} order by begins, ends, enrollment_id
                    rows between unbounded preceding and 1 preceding
                ) then 0 else 1 end as opens
                from (
                    select stay.organization_id, {program} as program_id, stay.client_id, stay.enrollment_id,
                        {first} as begins, {last} as ends, stay.sex, stay.disability, stay.category, stay.district,
                        first_value(stay.age_group) over (
                            partition by stay.organization_id, stay.client_id
                            order by stay.entry_day, stay.enrollment_id
                            rows between unbounded preceding and current row
                        ) as age_group
                    from stay
                    join calendar first on first.day = stay.entry_day
                    join calendar last on last.day = coalesce(stay.exit_day, stay.as_of_day)
                ) touched
            ) opened
        ) numbered
        group by {client}, island
    """


SPANS = " union all ".join(
    _spans(grain, first, last, program)
    for grain, first, last in _GRAINS
    for program in ("stay.program_id", f"'{EVERYWHERE}'")
)
"""Working table ``span``: one row per client, programme (and once for all programmes), grain and island."""


def _published(dim: str) -> str:
    group = "'all'" if dim == "all" else f"span.{dim}"
    return f"""
        select organization_id as organization, '{dim}' as dim, grp, program_id as program, grain, period,
            cast(people_served as double) as people_served
        from (
            select *, sum(change) over (
                partition by organization_id, grp, program_id, grain order by number
                rows between unbounded preceding and current row
            ) as people_served
            from (
                select number.organization_id, key.grp, key.program_id, number.grain, number.number, number.period,
                    coalesce(changes.change, 0) as change
                from period_number number
                join (
                    select distinct span.organization_id, {group} as grp, span.program_id, span.grain from span
                ) key on key.organization_id = number.organization_id and key.grain = number.grain
                left join (
                    select organization_id, grp, program_id, grain, number, sum(change) as change from (
                        select span.organization_id, {group} as grp, span.program_id, span.grain,
                            span.begins as number, 1 as change from span
                        union all
                        select span.organization_id, {group} as grp, span.program_id, span.grain,
                            span.ends + 1 as number, -1 as change from span
                    ) both_ends
                    group by organization_id, grp, program_id, grain, number
                ) changes on changes.organization_id = number.organization_id and changes.grp = key.grp
                    and changes.program_id = key.program_id and changes.grain = number.grain
                    and changes.number = number.number
            ) spined
        ) cumulated
        where people_served > 0
    """


PERIOD_NUMBER = """
    select p.organization_id, numbered.grain, numbered.number, numbered.period
    from publishing p
    join (select organization_id, min(entry_day) as first_day from stay group by organization_id) began
        on began.organization_id = p.organization_id
    join (
        select 'month' as grain, month_no as number, month_on as period, min(day) as first_day, max(day) as last_day
        from calendar group by month_no, month_on
        union all
        select 'quarter' as grain, cast(floor(month_no / 3.0) as integer) as number, quarter_on as period,
            min(day) as first_day, max(day) as last_day
        from calendar group by cast(floor(month_no / 3.0) as integer), quarter_on
        union all
        select 'year' as grain, month_no as number, month_on as period, min(day) - 334 as first_day,
            max(day) as last_day
        from calendar group by month_no, month_on
    ) numbered on numbered.last_day >= began.first_day and numbered.first_day <= p.as_of_day
"""
"""Working table ``period_number``: the periods of each organisation, numbered without gaps.

Twelve months that have begun are there even when they end after the data do: a fiscal year is asked for
before it is over. Eleven months are at least 334 days.
"""

PEOPLE = Fact(
    name="people",
    about="Different people served in each month, quarter and twelve months ending with a month.",
    shape="ready",
    reads=("enrollment",),
    working=(("span", SPANS), ("period_number", PERIOD_NUMBER)),
    rows=" union all ".join(_published(dim) for dim in ("all", *GROUPS)),
    measures=("people_served",),
    groups=GROUPS,
)
