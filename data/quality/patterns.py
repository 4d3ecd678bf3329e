"""Suspicious patterns: data that looks complete because nobody typed it for the person it is about."""

from __future__ import annotations

from typing import NamedTuple

from duckdb import DuckDBPyConnection

SAME_SHEETS = 3
"""Answer sheets of one day that say the same."""
LEAST_ITEMS = 5
SAME_VALUE = 0.95
"""A column is a default where so many of its rows hold one value, of at least ``LEAST_ROWS``."""
LEAST_ROWS = 30
FIRST_OF_JANUARY = 0.10
"""Births on 1 January: one in 365 is chance, one in ten is a year that was guessed."""
SAME_MINUTE = 20
"""Rows typed within one minute, about events of ``LEAST_DAYS`` days and more."""
LEAST_DAYS = 5

DEFAULTS: tuple[tuple[str, str], ...] = (
    ("enrollment", "risk_entry"),
    ("enrollment", "risk_exit"),
    ("enrollment", "age_at_entry"),
    ("enrollment", "exit_reason"),
    ("contact", "hours"),
    ("contact", "one_to_one"),
    ("follow_up", "status"),
    ("measurement", "score"),
)
"""Columns in which people differ: one value in nearly all rows was rather left than chosen."""


class Pattern(NamedTuple):
    """A pattern that somebody should look at: ``rows`` of ``of`` rows are alike."""

    kind: str
    """``same_answers``, ``default_value``, ``first_of_january`` or ``same_minute``."""
    organization: str
    program: str | None
    table: str
    column: str | None
    value: str | None
    rows: int
    of: int


def patterns(connection: DuckDBPyConnection) -> list[Pattern]:
    """All patterns, the largest first."""
    found = [
        Pattern(*row)
        for query in (_SAME_ANSWERS, _FIRST_OF_JANUARY, *(_default(*one) for one in DEFAULTS), *_SAME_MINUTES)
        for row in connection.execute(query).fetchall()
    ]
    return sorted(found, key=lambda one: (-one.rows, one.organization, one.kind, one.table, one.column or ""))


_SAME_ANSWERS = f"""
    with sheet as (
        select organization_id, program_id, instrument_id, answered_on, response_id,
            list(score order by item) as scores, count(distinct score) as different
        from current_survey_answer where state = 'valid' and score is not null
        group by organization_id, program_id, instrument_id, answered_on, response_id
        having count(*) >= {LEAST_ITEMS}
    ),
    alike as (
        select organization_id, program_id, instrument_id, count(*) as sheets from sheet where different > 1
        group by organization_id, program_id, instrument_id, answered_on, scores having count(*) >= {SAME_SHEETS}
    ),
    every as (
        select organization_id, program_id, instrument_id, count(*) as sheets from sheet group by all
    )
    select 'same_answers', a.organization_id, a.program_id, 'survey_answer', 'score', a.instrument_id,
        sum(a.sheets)::bigint, any_value(e.sheets)
    from alike a join every e on e.organization_id = a.organization_id and e.instrument_id = a.instrument_id
        and e.program_id is not distinct from a.program_id
    group by a.organization_id, a.program_id, a.instrument_id
"""
"""Sheets of one day with the same answers, not all of them alike (who is pleased with everything may say so)."""

_FIRST_OF_JANUARY = f"""
    select 'first_of_january', organization_id, null, 'client', 'birth_on', null, count(*) filter (where month(birth_on) = 1
            and day(birth_on) = 1) as alike, count(*)
    from current_client where birth_on is not null group by organization_id
    having count(*) >= {LEAST_ROWS} and alike >= {FIRST_OF_JANUARY} * count(*)
"""


def _default(table: str, column: str) -> str:
    """One value in nearly all rows of a column, programme by programme; unknown is not a value."""
    place = "r.program_id"
    joined = ""
    if table in ("follow_up", "measurement"):
        place = "e.program_id"
        joined = "left join current_enrollment e on e.enrollment_id = r.enrollment_id"
    by = ", r.instrument_id" if table == "measurement" else ""
    return f"""
        with counted as (
            select r.organization_id, {place} as program_id, r.{column} as value{by}, count(*) as alike
            from current_{table} r {joined}
            where r.{column} is not null and cast(r.{column} as varchar) not in ('unknown', 'due') group by all
        )
        select 'default_value', organization_id, program_id, '{table}', '{column}',
            cast(arg_max(value, alike) as varchar), max(alike), sum(alike)::bigint
        from counted group by organization_id, program_id{by.replace("r.", "")}
        having sum(alike) >= {LEAST_ROWS} and max(alike) >= {SAME_VALUE} * sum(alike)
    """


def _same_minute(table: str, day: str) -> str:
    """Rows with an entry time of their own (neither the import's nor midnight), many within a minute."""
    return f"""
        with typed as (
            select r.organization_id, r.program_id, date_trunc('minute', r.entered_at) as minute, count(*) as alike
            from current_{table} r join import_batch b on b.batch_id = r.batch_id
            where r.entered_at <> b.imported_at and r.entered_at <> date_trunc('day', r.entered_at)
            group by all having count(*) >= {SAME_MINUTE} and count(distinct r.{day}) >= {LEAST_DAYS}
        )
        select 'same_minute', t.organization_id, t.program_id, '{table}', 'entered_at',
            cast(max(t.minute) as varchar), sum(t.alike)::bigint, any_value(e.every)
        from typed t join (
            select organization_id, program_id, count(*) as every from current_{table} group by all
        ) e on e.organization_id = t.organization_id and e.program_id is not distinct from t.program_id
        group by t.organization_id, t.program_id
    """


_SAME_MINUTES = (
    _same_minute("enrollment", "entry_on"),
    _same_minute("contact", "contact_on"),
    _same_minute("service", "service_on"),
)
