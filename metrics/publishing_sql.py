"""The SQL that turns the rows of a fact into its published table: one GROUP BY per group."""

from __future__ import annotations

from collections.abc import Collection

from metrics.facts.definition import PUBLISHED_COLUMNS, Fact

_PERIOD = {"week": "week_on", "month": "month_on"}


def create_sql(fact: Fact) -> str:
    """The DDL of a fact's published table or view."""
    if fact.shape == "view":
        return f"create or replace view published.{fact.name} as {fact.rows}"
    measures = ", ".join(f"{measure} DOUBLE" for measure in fact.measures)
    return f"""create table if not exists published.{fact.name} (
        organization VARCHAR, dim VARCHAR, grp VARCHAR, program VARCHAR, grain VARCHAR, period DATE, {measures}
    )"""


def fact_rows(fact: Fact) -> str:
    """The rows of a fact with the number of their place and the first days of their week and month."""
    if fact.shape == "ready":
        return fact.rows
    placed = fact.rows if fact.placed else _placed(fact.rows)
    if fact.shape == "snapshot":
        return placed
    return f"select f.*, c.week_on, c.month_on from ({placed}) f join calendar c on c.day = f.day"


def which_groups(fact: Fact) -> str:
    """A query over ``fact_rows``: for each group of a fact, whether any row knows more than ``unknown``."""
    known = ", ".join(f"max(case when f.{group} <> 'unknown' then 1 else 0 end)" for group in fact.groups)
    return f"select {known} from fact_rows f"


def month_sums(fact: Fact) -> str:
    """The sums of everybody at months, for the working table ``fact_months``."""
    return _grouped(fact, "month", "all")


def filled_rows(fact: Fact) -> str:
    """A query over ``fact_rows`` or ``fact_months``: the organisations of which the fact has rows."""
    if fact.shape == "ready" and not fact.placed:
        return "select distinct organization from fact_rows"
    rows = "fact_months" if fact.shape in ("event", "change") else "fact_rows"
    return f"""select distinct p.organization_id as organization from (select distinct place from {rows}) r
        join place p on p.place = r.place"""


def published_rows(fact: Fact, groups: Collection[str] = ()) -> str:
    """The query that gives a fact's published rows, over ``fact_rows`` and ``fact_months``.

    Everybody at weeks and months; people groups one dimension at a time, at months. Of groups beside
    ``groups`` nothing is known: everybody stands there as ``unknown``, without counting them again.
    """
    listed = ", ".join(fact.measures)
    if fact.shape == "ready":
        if fact.placed:
            return _named("select * from fact_rows", fact)
        columns = ", ".join((*PUBLISHED_COLUMNS, *fact.measures))
        return f"select {columns} from fact_rows order by organization, dim, program, grain, period, grp"
    parts = [_grouped(fact, "week", "all"), "select * from fact_months"]
    parts += [_grouped(fact, "month", group) for group in fact.groups if group in groups]
    parts += [
        f"select place, '{group}' as dim, 'unknown' as grp, grain, period, {listed} from fact_months"
        for group in fact.groups
        if group not in groups
    ]
    return _named(" union all ".join(parts), fact)


def _named(rows: str, fact: Fact) -> str:
    """Rows with the names of their place put back, in the order in which they are read."""
    return f"""
        select p.organization_id as organization, g.dim, g.grp, p.program_id as program, g.grain, g.period,
            {", ".join(f"g.{measure}" for measure in fact.measures)}
        from ({rows}) g join place p on p.place = g.place
        order by p.organization_no, g.dim, g.place, g.grain, g.period
    """


def _placed(rows: str) -> str:
    """Rows with the number of their place; a programme that is not known counts as none."""
    return f"""
        select r.*, coalesce(p.place, n.place) as place from ({rows}) r
        left join place p on p.organization_id = r.organization_id and p.program_id = r.program_id
        join place n on n.organization_id = r.organization_id and n.program_id = '(none)'
    """


def _grouped(fact: Fact, grain: str, dim: str) -> str:
    """Sums of a fact for each place, period and code: grouping by numbers is faster than by names."""
    sums = ", ".join(f"cast(sum(f.{measure}) as double) as {measure}" for measure in fact.measures)
    snapshot = fact.shape == "snapshot"
    period = "f.period" if snapshot else f"f.{_PERIOD[grain]}"
    where = f"where f.grain = '{grain}'" if snapshot else ""
    group, by_group = ("'all'", "") if dim == "all" else (f"f.{dim}", f", f.{dim}")
    return f"""
        select f.place, '{dim}' as dim, {group} as grp, '{grain}' as grain, {period} as period, {sums}
        from fact_rows f {where} group by f.place, {period}{by_group}
    """
