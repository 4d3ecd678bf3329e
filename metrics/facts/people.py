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

TOUCHED = f"""
    select s.place, e.place as everywhere, s.client_id, s.sex, s.age_group, s.disability, s.category, s.district,
        s.entry_day, first.month_no as entry_month, last.month_no as last_month,
        r.client_id is not null as is_repeated
    from stay s
    join calendar first on first.day = s.entry_day
    join calendar last on last.day = coalesce(s.exit_day, s.as_of_day)
    join place e on e.organization_id = s.organization_id and e.program_id = '{EVERYWHERE}'
    left join repeated r on r.client_id = s.client_id
"""
"""Working table ``touched``: stays with the months they touch."""


def _boundaries(dim: str) -> str:
    """Where the only stays of clients begin and end, in months, counted by one dimension."""
    group = "'all'" if dim == "all" else dim
    by_group = "" if dim == "all" else f", {dim}"
    return " union all ".join(
        f"""select '{dim}' as dim, '{side}' as side, place, everywhere, {month} as month_no, {group} as grp,
                count(*) as people
            from touched where not is_repeated group by place, everywhere, {month}{by_group}"""
        for side, month in (("begins", "entry_month"), ("ends", "last_month"))
    )


BOUNDARY = " union all ".join(_boundaries(dim) for dim in ("all", *GROUPS))
"""Working table ``boundary``: clients with one stay, by the months in which it begins and ends."""

_GRAINS: tuple[tuple[str, str, str], ...] = (
    ("month", "{first}", "{last}"),
    ("quarter", "cast(floor({first} / 3.0) as integer)", "cast(floor({last} / 3.0) as integer)"),
    ("year", "{first}", "{last} + 11"),
)
"""Grain, and the numbers of the first and last period that a stay touches. ``year`` is the twelve months that
end with a month: a stay touches those that end up to eleven months after it."""


def _single_changes(place: str) -> str:
    """One person more where an only stay begins, one less after it ends, at every grain."""
    return " union all ".join(
        f"""select dim, grp, {place} as place, '{grain}' as grain,
                case when side = 'begins' then {first.format(first="month_no")}
                    else {last.format(last="month_no")} + 1 end as number,
                case when side = 'begins' then people else -people end as change
            from boundary"""
        for grain, first, last in _GRAINS
    )


def _spans(grain: str, first: str, last: str, place: str) -> str:
    """Spans of one client in one place that do not overlap, numbered by period."""
    return f"""
        select '{grain}' as grain, place, min(begins) as begins, max(ends) as ends,
            min(sex) as sex, min(age_group) as age_group, min(disability) as disability,
            min(category) as category, min(district) as district
        from (
            select *, sum(opens) over (
                partition by place, client_id order by begins, ends, opens desc
                rows between unbounded preceding and current row
            ) as island
            from (
                select *, case when begins <= max(ends) over (
                    partition by place, client_id order by begins, ends rows between unbounded preceding and 1 preceding
                ) then 0 else 1 end as opens
                from (
                    select {place} as place, client_id, {first} as begins, {last} as ends, sex,
                        first_value(age_group) over (
                            partition by client_id order by entry_day
                            rows between unbounded preceding and current row
                        ) as age_group,
                        disability, category, district
                    from touched where is_repeated
                ) touching
            ) opened
        ) numbered
        group by place, client_id, island
    """


SPANS = " union all ".join(
    _spans(grain, first.format(first="entry_month"), last.format(last="last_month"), place)
    for grain, first, last in _GRAINS
    for place in ("place", "everywhere")
)
"""Working table ``span``: one row per client with several stays, place, grain and island."""


def _span_changes(dim: str) -> str:
    """One person more where a span begins, one less after it ends."""
    group = "'all'" if dim == "all" else dim
    return f"""
        select '{dim}' as dim, {group} as grp, place, grain, begins as number, 1 as change from span
        union all
        select '{dim}' as dim, {group} as grp, place, grain, ends + 1 as number, -1 as change from span
    """


_CHANGES = (
    *(_single_changes(place) for place in ("place", "everywhere")),
    *(_span_changes(dim) for dim in ("all", *GROUPS)),
)

PEOPLE = Fact(
    name="people",
    about="Changes in how many different people are served, by month, quarter and twelve months.",
    shape="ready",
    reads=("enrollment",),
    placed=True,
    working=(
        ("touched", TOUCHED),
        ("boundary", BOUNDARY),
        ("span", SPANS),
    ),
    rows=f"""
        select c.place, c.dim, c.grp, c.grain, n.period, c.people_served
        from (
            select dim, grp, place, grain, number, cast(sum(change) as double) as people_served
            from ({" union all ".join(_CHANGES)}) changes
            group by dim, grp, place, grain, number
        ) c
        join period_number n on n.grain = c.grain and n.number = c.number
    """,
    measures=("people_served",),
    groups=GROUPS,
)
