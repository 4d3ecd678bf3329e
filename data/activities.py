"""Activities: programmes with what was promised, reported and paid, as IATI is told of them. Nobody's rows.

Of an activity that came from IATI everything is given back as it came. Of an organisation's own ledger only
sums are given, by month, kind, funder and currency: single lines may be about people.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection
from pydantic import BaseModel, ConfigDict

from data.home import Home
from data.model import TABLES
from data.model.base import column_type
from data.store import newest_records, reading


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Amount(_Frozen):
    """A target, actual or baseline: its number, else its text, of whom and where."""

    value: float | None = None
    text: str | None = None
    dimensions: str | None = None
    location: str | None = None
    comment: str | None = None


class ReportedPeriod(_Frozen):
    """A period of an indicator."""

    starts_on: dt.date | None
    ends_on: dt.date | None
    targets: tuple[Amount, ...] = ()
    actuals: tuple[Amount, ...] = ()


class ReportedIndicator(_Frozen):
    """An indicator of a result with its baselines and periods."""

    name: str
    measure: str
    ascending: bool
    aggregates: bool | None = None
    reference: str | None = None
    baseline_year: int | None = None
    baselines: tuple[Amount, ...] = ()
    periods: tuple[ReportedPeriod, ...] = ()


class Result(_Frozen):
    """A result and its indicators."""

    name: str
    kind: str
    indicators: tuple[ReportedIndicator, ...]


class Transaction(_Frozen):
    """A payment, commitment or receipt; ``code`` is that of the source where it came from IATI."""

    kind: str
    code: str | None
    booked_on: dt.date | None
    value_on: dt.date | None
    amount: str
    currency: str
    provider: str | None = None
    provider_name: str | None = None
    receiver_name: str | None = None
    reference: str | None = None


class PlannedBudget(_Frozen):
    """A budget of an activity."""

    starts_on: dt.date
    ends_on: dt.date
    amount: str
    currency: str
    value_on: dt.date | None
    status: str | None


class Activity(_Frozen):
    """One programme as IATI knows it."""

    program_id: str
    organization_id: str
    organization_name: str
    actor_type: str | None
    name: str
    status: str | None
    started_on: dt.date | None
    ended_on: dt.date | None
    parent_id: str | None
    hierarchy: int | None
    location: str | None
    aid_type: str | None
    currency: str
    updated_at: dt.datetime | None
    from_iati: bool
    funders: tuple[tuple[str, str], ...] = ()
    results: tuple[Result, ...] = ()
    transactions: tuple[Transaction, ...] = ()
    budgets: tuple[PlannedBudget, ...] = ()


def activities(home: Home, organization: str, program: str | None = None) -> tuple[Activity, ...]:
    """Give the activities of an organisation, or one of them, by id."""
    return _of(home, newest_records(home), organization, program)


@lru_cache(maxsize=2)
def _of(home: Home, version: Path | None, organization: str, program: str | None) -> tuple[Activity, ...]:
    """Those of a version, which never changes: who makes a report for every grant reads them once."""
    return tuple(_read(home, organization, program))


def _read(home: Home, organization: str, program: str | None) -> Iterator[Activity]:
    with reading(home) as connection:
        place = {"organization": organization, "program": program}
        results = _results(connection, place)
        payments, budgets = _transactions(connection, place), _budgets(connection, place)
        found = _rows(
            connection,
            """select p.program_id, o.organization_id, o.name as organization_name,
                   cast(o.actor_type as varchar) as actor_type, p.name, p.status, p.started_on, p.ended_on,
                   p.parent_id, p.hierarchy, p.location, p.project_type as aid_type, o.base_currency as currency,
                   p.dated_at as updated_at, coalesce(p.unit_id like 'iati:%', false) as from_iati
               from current_program p join current_organization o on o.organization_id = p.organization_id
               where p.organization_id = $organization and ($program is null or p.program_id = $program)
               order by p.program_id""",
            place,
        )
        for row in found:
            program_id = row["program_id"]
            paid = payments.get(program_id, [])
            funders = {one.provider: one.provider_name or one.provider for one in paid if one.provider}
            yield Activity(
                **row,
                funders=tuple(sorted(funders.items())),
                results=tuple(results.get(program_id, [])),
                transactions=tuple(paid),
                budgets=tuple(budgets.get(program_id, [])),
            )


def _rows(connection: DuckDBPyConnection, sql: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    found = connection.execute(sql, parameters)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


_OF = "organization_id = $organization and ($program is null or program_id = $program)"


def _results(connection: DuckDBPyConnection, place: dict[str, Any]) -> dict[str, list[Result]]:
    """Results of each programme: indicators of the same name and kind of result stand together, in order."""
    periods: dict[str, dict[int, list[dict[str, Any]]]] = {}
    values = _rows(
        connection,
        f"""select definition_id, period, starts_on, ends_on, value, value_text, target, target_text, baseline,
                dimensions, location
            from current_reported_result where {_OF} order by definition_id, period, source_row, result_id""",
        place,
    )
    for row in values:
        periods.setdefault(row["definition_id"], {}).setdefault(row["period"], []).append(row)
    found: dict[str, list[Result]] = {}
    rows = _rows(
        connection,
        f"""select definition_id, program_id, name, result_name, cast(result_type as varchar) as result_type,
                cast(measure as varchar) as measure, cast(direction as varchar) as direction,
                cast(aggregation_status as varchar) as aggregation_status, reference, baseline, baseline_text,
                baseline_year
            from current_indicator_definition where {_OF} order by program_id, source_row, definition_id""",
        place,
    )
    for row in rows:
        indicator = _indicator(row, periods.get(row["definition_id"], {}))
        known = found.setdefault(row["program_id"], [])
        name = row["result_name"] or row["name"]
        if known and (known[-1].name, known[-1].kind) == (name, row["result_type"]):
            known[-1] = known[-1].model_copy(update={"indicators": (*known[-1].indicators, indicator)})
        else:
            known.append(Result(name=name, kind=row["result_type"], indicators=(indicator,)))
    return found


def _indicator(row: dict[str, Any], periods: dict[int, list[dict[str, Any]]]) -> ReportedIndicator:
    baselines = [Amount(value=row["baseline"], text=row["baseline_text"])] if row["baseline_text"] else []
    groups = {
        (one["dimensions"], one["location"]): one["baseline"]
        for group in periods.values()
        for one in group
        if one["baseline"] is not None and (one["dimensions"] or one["location"])
    }
    baselines += [Amount(value=value, dimensions=d, location=p) for (d, p), value in groups.items()]
    summed = {"yes": True, "no": False}
    return ReportedIndicator(
        name=row["name"],
        measure=row["measure"],
        ascending=row["direction"] != "down",
        aggregates=summed.get(row["aggregation_status"]),
        reference=row["reference"],
        baseline_year=row["baseline_year"],
        baselines=tuple(baselines),
        periods=tuple(_period(group) for _, group in sorted(periods.items())),
    )


def _period(rows: list[dict[str, Any]]) -> ReportedPeriod:
    def amounts(name: str) -> tuple[Amount, ...]:
        return tuple(
            Amount(
                value=row[name],
                text=row[f"{name}_text"],
                dimensions=row["dimensions"],
                location=row["location"],
            )
            for row in rows
            if row[name] is not None or row[f"{name}_text"] is not None
        )

    return ReportedPeriod(
        starts_on=rows[0]["starts_on"],
        ends_on=rows[0]["ends_on"],
        targets=amounts("target"),
        actuals=amounts("value"),
    )


def _transactions(connection: DuckDBPyConnection, place: dict[str, Any]) -> dict[str, list[Transaction]]:
    """The ledger of each programme: single lines where they came from IATI, else sums by month."""
    rows = _rows(
        connection,
        f"""select program_id, cast(l.kind as varchar) as kind, source_code as code, booked_on, value_on,
                cast(amount as varchar) as amount, currency, l.funder_id as provider,
                coalesce(counterparty, f.name) as provider_name,
                case when l.funder_id is null then counterparty end as receiver_name, reference
            from current_ledger_entry l left join current_funder f on f.funder_id = l.funder_id
            where {_OF} and l.unit_id like 'iati:%' and program_id is not null
            order by program_id, l.source_row, entry_id""",
        place,
    )
    rows += _rows(
        connection,
        f"""select program_id, cast(l.kind as varchar) as kind, cast(null as varchar) as code,
                last_day(booked_on) as booked_on, last_day(booked_on) as value_on,
                cast(sum(amount) as varchar) as amount, currency, l.funder_id as provider,
                max(f.name) as provider_name, cast(null as varchar) as receiver_name,
                cast(null as varchar) as reference
            from current_ledger_entry l left join current_funder f on f.funder_id = l.funder_id
            where {_OF} and coalesce(l.unit_id not like 'iati:%', true) and program_id is not null
                and booked_on is not null and not in_kind
                and cast(l.kind as varchar) in ('income', 'expenditure', 'disbursement', 'commitment_in')
            group by program_id, l.kind, last_day(booked_on), currency, l.funder_id
            having sum(amount) <> 0
            order by program_id, 4, 2, currency, provider""",
        place,
    )
    found: dict[str, list[Transaction]] = {}
    for row in rows:
        found.setdefault(row.pop("program_id"), []).append(Transaction(**row))
    return found


def _budgets(connection: DuckDBPyConnection, place: dict[str, Any]) -> dict[str, list[PlannedBudget]]:
    rows = _rows(
        connection,
        f"""select program_id, starts_on, ends_on, cast(amount as varchar) as amount, currency, value_on, status
            from current_budget
            where {_OF} and program_id is not null and starts_on is not null and ends_on is not null
            order by program_id, source_row, budget_id""",
        place,
    )
    found: dict[str, list[PlannedBudget]] = {}
    for row in rows:
        found.setdefault(row.pop("program_id"), []).append(PlannedBudget(**row))
    return found


TABLES_TO_GIVE = (
    "organization",
    "program",
    "funder",
    "grant_award",
    "target",
    "indicator_definition",
    "reported_result",
)
"""Record tables that say who promised what to whom: none is about people served."""


def promise_tables(
    home: Home, organization: str, programs: set[str] | None = None, grant: str | None = None
) -> dict[str, list[dict[str, Any]]]:
    """The rows of those tables of an organisation, by the names of their columns, ready to be imported again.

    ``programs`` and ``grant`` leave out what is about others.
    """
    found = {}
    with reading(home) as connection:
        for table in TABLES_TO_GIVE:
            record = TABLES[table]
            columns = ", ".join(
                f"cast({name} as varchar) as {name}" if column_type(field).codes else name
                for name, field in record.model_fields.items()
            )
            where = "organization_id = $organization"
            if table == "funder":
                where = "funder_id in (select funder_id from current_grant_award where organization_id = $organization)"
            rows = _rows(
                connection,
                f"select {columns} from current_{table} where {where} order by {', '.join(record.key)}",
                {"organization": organization},
            )
            rows = [row for row in rows if _is_about(row, programs, grant)]
            if rows:
                found[table] = [{name: _told(value) for name, value in row.items()} for row in rows]
    return found


def _is_about(row: dict[str, Any], programs: set[str] | None, grant: str | None) -> bool:
    if programs is not None and "program_id" in row and row["program_id"] not in programs:
        return False
    return grant is None or "grant_id" not in row or row["grant_id"] in (None, grant)


def _told(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
