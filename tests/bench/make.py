"""Made records for measuring: enrollments in many organisations, as CSV files of the template."""

from __future__ import annotations

from pathlib import Path

import duckdb

COLUMNS = "enrollment_id, organization_id, program_id, client_id, entry_on, exit_on, outcome, risk_entry"


def make_csvs(folder: Path, enrollments: int, organizations: int) -> Path:
    """Write organization, program, client and enrollment CSVs; give the enrollment file (8 columns)."""
    folder.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect()
    connection.execute(
        f"""create table e as
            select 'E' || i as enrollment_id, 'O' || (i % {organizations}) as organization_id,
                'P' || (i % {organizations}) || '-' || ((i // {organizations}) % 4) as program_id,
                'C' || (i % {organizations}) || '-' || ((i * 7919) // 10) as client_id,
                date '2022-01-01' + cast(hash(i) % 1400 as integer) as entry_on,
                cast(hash(i * 31) % 300 as integer) as days, hash(i * 17) % 10 as kind
            from range({enrollments}) t(i)"""
    )
    target = folder / "enrollment.csv"
    _write(
        connection,
        target,
        """select enrollment_id, organization_id, program_id, client_id, entry_on,
            case when kind < 8 and entry_on + days < date '2026-01-01' then entry_on + days end as exit_on,
            case when kind < 8 and entry_on + days < date '2026-01-01' then
                case when kind < 4 then 'achieved' when kind < 7 then 'not_achieved' else 'unknown' end
            end as outcome,
            case when kind % 3 = 0 then 'high' when kind % 3 = 1 then 'medium' else 'low' end as risk_entry
        from e""",
    )
    _write(
        connection,
        folder / "organization.csv",
        f"select 'O' || i as organization_id, 'Org ' || i as name from range({organizations}) t(i)",
    )
    _write(
        connection,
        folder / "program.csv",
        f"""select 'P' || o || '-' || p as program_id, 'O' || o as organization_id, 'Program ' || p as name,
            case when p = 0 then 'prevention' else 'treatment' end as kind
            from range({organizations}) t(o), range(4) u(p)""",
    )
    _write(
        connection,
        folder / "client.csv",
        """select distinct client_id, organization_id,
            case when hash(client_id) % 2 = 0 then 'female' else 'male' end as sex from e""",
    )
    connection.close()
    return target


def make_grants(folder: Path, programs: list[tuple[str, str]], grants: int, funder: str) -> None:
    """Write CSVs of grants, in turn for (programme, organisation), each with a hundredth of its programme's cost."""
    folder.mkdir(parents=True, exist_ok=True)
    places = [programs[number % len(programs)] for number in range(grants)]
    awards = ["grant_id,organization_id,funder_id,name,amount,currency,started_on,ended_on"]
    shares = ["grant_id,program_id,month_on,share"]
    for number, (program, organization) in enumerate(places):
        awards.append(f"G{number},{organization},{funder},Grant {number},1000000,IDR,2025-01-01,2025-12-31")
        shares += [f"G{number},{program},2025-{month:02}-01,0.01" for month in range(1, 13)]
    (folder / "grant_award.csv").write_text("\n".join(awards), encoding="utf-8")
    (folder / "grant_share.csv").write_text("\n".join(shares), encoding="utf-8")


def _write(connection: duckdb.DuckDBPyConnection, path: Path, query: str) -> None:
    connection.execute(f"copy ({query}) to '{path}' (header)")
