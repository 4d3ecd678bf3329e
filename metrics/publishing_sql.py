"""The SQL that turns the rows of a fact into its published table: one GROUP BY per group."""

from __future__ import annotations

from collections.abc import Iterator

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


def published_rows(fact: Fact) -> Iterator[str]:
    """Queries that give a fact's published rows, over the working table ``fact_rows``.

    Everybody at weeks and months; people groups one dimension at a time, at months.
    """
    if fact.shape == "ready":
        columns = ", ".join((*PUBLISHED_COLUMNS, *fact.measures))
        yield f"select {columns} from fact_rows order by organization, dim, program, grain, period, grp"
        return
    for grain in ("week", "month"):
        yield _grouped(fact, grain, "all")
    for group in fact.groups:
        yield _grouped(fact, "month", group)


def _placed(rows: str) -> str:
    """Rows with the number of their place; a programme that is not known counts as none."""
    return f"""
        select r.*, coalesce(p.place, n.place) as place from ({rows}) r
        left join place p on p.organization_id = r.organization_id and p.program_id = r.program_id
        join place n on n.organization_id = r.organization_id and n.program_id = '(none)'
    """


def _grouped(fact: Fact, grain: str, dim: str) -> str:
    """Sums of a fact for each place, period and code, with the names put back: grouping by numbers is faster."""
    sums = ", ".join(f"cast(sum(f.{measure}) as double) as {measure}" for measure in fact.measures)
    snapshot = fact.shape == "snapshot"
    period = "f.period" if snapshot else f"f.{_PERIOD[grain]}"
    where = f"where f.grain = '{grain}'" if snapshot else ""
    group, by_group = ("'all'", "") if dim == "all" else (f"f.{dim}", f", f.{dim}")
    return f"""
        select p.organization_id as organization, '{dim}' as dim, g.grp, p.program_id as program,
            '{grain}' as grain, g.period, {", ".join(f"g.{measure}" for measure in fact.measures)}
        from (
            select f.place, {period} as period, {group} as grp, {sums}
            from fact_rows f {where} group by f.place, {period}{by_group}
        ) g join place p on p.place = g.place
        order by g.place, g.period
    """
