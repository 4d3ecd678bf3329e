"""The SQL that turns the rows of a fact into its published table: one GROUP BY per group."""

from __future__ import annotations

from collections.abc import Iterator

from metrics.facts.definition import PUBLISHED_COLUMNS, Fact

_PERIOD = {"week": "week_on", "month": "month_on"}


def create_sql(fact: Fact) -> str:
    """The DDL of a fact's published table."""
    measures = ", ".join(f"{measure} DOUBLE" for measure in fact.measures)
    return f"""create table if not exists published.{fact.name} (
        organization VARCHAR, dim VARCHAR, grp VARCHAR, program VARCHAR, grain VARCHAR, period DATE, {measures}
    )"""


def published_rows(fact: Fact) -> Iterator[str]:
    """Queries that give a fact's published rows, over the working table ``fact_rows`` made from ``fact.rows``.

    Everybody at weeks and months; people groups one dimension at a time, at months.
    """
    if fact.shape == "ready":
        columns = ", ".join((*PUBLISHED_COLUMNS, *fact.measures))
        yield f"select {columns} from fact_rows"
        return
    for grain in ("week", "month"):
        yield _grouped(fact, grain, "all")
    for group in fact.groups:
        yield _grouped(fact, "month", group)


def _grouped(fact: Fact, grain: str, dim: str) -> str:
    group = "'all'" if dim == "all" else f"f.{dim}"
    if fact.shape == "stock":
        return _cumulated(fact, grain, dim, group)
    sums = ", ".join(f"cast(sum(f.{measure}) as double) as {measure}" for measure in fact.measures)
    if fact.shape == "snapshot":
        period, source = "f.period", f"fact_rows f where f.grain = '{grain}'"
    else:
        period, source = f"c.{_PERIOD[grain]}", "fact_rows f join calendar c on c.day = f.day"
    by_group = "" if dim == "all" else f", {group}"
    return f"""
        select f.organization_id as organization, '{dim}' as dim, {group} as grp, f.program_id as program,
            '{grain}' as grain, {period} as period, {sums}
        from {source} group by f.organization_id, f.program_id, {period}{by_group}
    """


def _cumulated(fact: Fact, grain: str, dim: str, group: str) -> str:
    """What stands at the end of each period: the sum of all changes until then. Rows of nothing are left out."""
    period = _PERIOD[grain]
    by_group = "" if dim == "all" else f", {group}"
    changes = ", ".join(f"sum(f.{measure}) as {measure}" for measure in fact.measures)
    standing = ", ".join(
        f"""cast(sum(coalesce(delta.{measure}, 0)) over (
            partition by spine.organization_id, spine.program_id, spine.grp order by spine.period
            rows between unbounded preceding and current row) as double) as {measure}"""
        for measure in fact.measures
    )
    anything = " or ".join(f"{measure} <> 0" for measure in fact.measures)
    return f"""
        with delta as (
            select f.organization_id, f.program_id, {group} as grp, c.{period} as period, {changes}
            from fact_rows f join calendar c on c.day = f.day
            group by f.organization_id, f.program_id, c.{period}{by_group}
        ),
        lifetime as (
            select organization_id, program_id, grp, min(period) as first_period
            from delta group by organization_id, program_id, grp
        ),
        spine as (
            select lifetime.organization_id, lifetime.program_id, lifetime.grp, periods.period
            from lifetime
            join publishing p on p.organization_id = lifetime.organization_id
            join (select {period} as period, min(day) as first_day from calendar group by {period}) periods
                on periods.period >= lifetime.first_period and periods.first_day <= p.as_of_day
        )
        select organization, dim, grp, program, grain, period, {", ".join(fact.measures)} from (
            select spine.organization_id as organization, '{dim}' as dim, spine.grp as grp,
                spine.program_id as program, '{grain}' as grain, spine.period as period, {standing}
            from spine left join delta on delta.organization_id = spine.organization_id
                and delta.program_id = spine.program_id and delta.grp = spine.grp and delta.period = spine.period
        ) cumulated where {anything}
    """
