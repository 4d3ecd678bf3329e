"""Checks that need several cells or rows at once: shares of grants, programmes that contain each other, rules."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from duckdb import DuckDBPyConnection

from data.identities import NAME
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


def _rule_lines(connection: DuckDBPyConnection) -> Iterator[Problem]:
    """Lines of a rule that can never fit: limits of a score without its instrument, or the wrong way round."""
    limits = ("score_at_least", "score_at_most", "improved_by")
    for column in limits:
        rows = connection.execute(
            f"""select row_id, source_file, source_row, {column}, 0 from memory.checked_outcome_rule_line
                where not is_bad and instrument_id is null and {column} is not null order by row_id"""
        ).fetchall()
        yield from _rejected(connection, "outcome_rule_line", column, "score_without_instrument", rows)
    rows = connection.execute(
        """select row_id, source_file, source_row, score_at_least, score_at_most
           from memory.checked_outcome_rule_line
           where not is_bad and score_at_least > score_at_most order by row_id"""
    ).fetchall()
    yield from _rejected(connection, "outcome_rule_line", "score_at_least", "limits_reversed", rows)


def _in_two_agreements(connection: DuckDBPyConnection) -> Iterator[Problem]:
    """An organisation that joins an agreement while it is in another."""
    rows = connection.execute(
        f"""select new.row_id, new.source_file, new.source_row, old.agreement, 0
           from memory.checked_identity_agreement new
           join records.current_identity_agreement old using (organization_id)
           where not new.is_bad and old.ended_on is null
               and {NAME.format(agreement="new.agreement")} <> {NAME.format(agreement="old.agreement")}
           order by new.row_id"""
    ).fetchall()
    yield from _rejected(connection, "identity_agreement", "agreement", "in_two_agreements", rows)


def rules_without_lines(connection: DuckDBPyConnection, tables: Collection[str]) -> Iterator[Problem]:
    """Warn of programmes that go by a rule of their own of which no line is there, here or in the records."""
    if "program" not in tables:
        return
    brought = (
        """union all select program_id, rule_version from memory.checked_outcome_rule_line where not is_bad"""
        if "outcome_rule_line" in tables
        else ""
    )
    rows = connection.execute(
        f"""select source_file, source_row, outcome_rule_version from memory.checked_program
            where not is_bad and outcome_rule = 'own' and (program_id, outcome_rule_version) not in (
                select program_id, rule_version from records.current_outcome_rule_line {brought})
            order by row_id"""
    ).fetchall()
    for file, source_row, version in rows:
        yield Problem(
            file=file,
            row=source_row,
            column="outcome_rule",
            value=str(version),
            severity="warning",
            code="rule_without_lines",
            table="program",
        )


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
    "identity_agreement": _in_two_agreements,
    "outcome_rule_line": _rule_lines,
    "program": _circular_parents,
}
