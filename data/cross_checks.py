"""Checks that need several rows at once: shares of grants, programmes that contain each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from duckdb import DuckDBPyConnection

from data.problems import Problem

_TOLERANCE = 1e-9


def cross_check(connection: DuckDBPyConnection, table: str) -> Iterator[Problem]:
    """Reject rows of a checked table that cannot stand beside the others, and name each."""
    judge = _CHECKS.get(table)
    if judge:
        yield from judge(connection)


def _shares_over_one(connection: DuckDBPyConnection) -> Iterator[Problem]:
    """The grants of one programme and month carry more than the whole cost."""
    rows = connection.execute(
        f"""
        with new as (
            select grant_id, program_id, month_on, share from memory.checked_grant_share where not is_bad
        ),
        standing as (
            select old.grant_id, old.program_id, old.month_on, old.share from records.current_grant_share old
            where (old.grant_id, old.program_id, old.month_on)
                not in (select grant_id, program_id, month_on from new)
        ),
        sums as (
            select program_id, month_on, sum(share) as total
            from (select * from new union all select * from standing) group by program_id, month_on
        )
        select row_id, source_file, source_row, share, total
        from memory.checked_grant_share join sums using (program_id, month_on)
        where not is_bad and total > 1 + {_TOLERANCE} order by row_id
        """
    ).fetchall()
    yield from _rejected(connection, "grant_share", "share", "shares_over_one", rows)


def _circular_parents(connection: DuckDBPyConnection) -> Iterator[Problem]:
    """Programmes that are, in the end, their own parents."""
    pairs = dict(
        connection.execute(
            """
            select program_id, parent_id from records.current_program where parent_id is not null
            union all
            select program_id, parent_id from memory.checked_program
            where not is_bad and parent_id is not null
            """
        ).fetchall()
    )
    circular = [program for program in pairs if _leads_to_itself(program, pairs)]
    rows = connection.execute(
        """select row_id, source_file, source_row, parent_id, 0 from memory.checked_program
           where not is_bad and list_contains($circular, program_id) order by row_id""",
        {"circular": circular},
    ).fetchall()
    yield from _rejected(connection, "program", "parent_id", "circular_parent", rows)


def _leads_to_itself(start: str, parents: dict[str, str]) -> bool:
    seen: set[str] = set()
    place = parents.get(start)
    while place is not None and place not in seen:
        if place == start:
            return True
        seen.add(place)
        place = parents.get(place)
    return False


def _rejected(
    connection: DuckDBPyConnection, table: str, column: str, code: str, rows: list[tuple]
) -> Iterator[Problem]:
    if not rows:
        return
    connection.execute(
        f"update memory.typed_{table} set is_bad = true where list_contains($rows, row_id)",
        {"rows": [row[0] for row in rows]},
    )
    for _, file, source_row, value, total in rows:
        yield Problem(
            file=file,
            row=source_row,
            column=column,
            value=str(value),
            code=code,
            values={"total": round(float(total), 4)},
            table=table,
        )


_CHECKS: dict[str, Callable[[DuckDBPyConnection], Iterator[Problem]]] = {
    "grant_share": _shares_over_one,
    "program": _circular_parents,
}
