"""Silences: weeks without anything in a programme where something was to be expected.

What is to be expected is what that programme did in the year before: a silence is named when it is longer
than any of that year, and so long that three things or more should have happened (if they came by chance,
nothing at all would then happen less than once in twenty times).
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from duckdb import DuckDBPyConnection

EVENTS: dict[str, tuple[str, str]] = {
    "intakes": ("enrollment", "select organization_id, program_id, entry_day as day from current_enrollment"),
    "exits": (
        "enrollment",
        "select organization_id, program_id, exit_day as day from current_enrollment where exit_day is not null",
    ),
    "contacts": ("contact", "select organization_id, program_id, contact_day as day from current_contact"),
    "services": ("service", "select organization_id, program_id, service_day as day from current_service"),
    "follow_ups": (
        "follow_up",
        """select f.organization_id, e.program_id, f.done_day as day from current_follow_up f
           join current_enrollment e on e.enrollment_id = f.enrollment_id where f.done_day is not null""",
    ),
    "measurements": (
        "measurement",
        """select m.organization_id, e.program_id, m.measured_day as day from current_measurement m
           left join current_enrollment e on e.enrollment_id = m.enrollment_id""",
    ),
    "answers": (
        "survey_answer",
        "select organization_id, program_id, answered_day as day from current_survey_answer",
    ),
    "ledger": (
        "ledger_entry",
        "select organization_id, program_id, booked_day as day from current_ledger_entry where kind = 'expenditure'",
    ),
}
"""What happens, by name: the table it stands in, and when it happened."""
LEAST_WEEKS = 8
"""Weeks with anything in the year before, without which nothing is to be expected."""
EXPECTED = 3.0
_YEAR = 52
_MONDAY = 3
"""1970-01-05 was the first Monday: day number 4; (day + 3) // 7 counts weeks from there."""


class Silence(NamedTuple):
    """Nothing in a programme since a week, though something was to be expected."""

    organization: str
    program: str | None
    what: str
    table: str
    last_week: dt.date
    """The Monday of the last week in which something happened."""
    weeks: int
    expected: float
    """How many things the year before leads to expect in so many weeks."""


def silences(connection: DuckDBPyConnection) -> list[Silence]:
    """The silences that last until the end of each organisation's data, the most missed first."""
    found = [
        Silence(organization, program, what, table, _monday(last), weeks, round(expected, 1))
        for what, (table, rows) in EVENTS.items()
        for organization, program, last, weeks, expected in connection.execute(_query(rows)).fetchall()
    ]
    return sorted(found, key=lambda one: (-one.expected, one.organization, one.program or "", one.what))


def regularly(connection: DuckDBPyConnection) -> dict[str, frozenset[str | None]]:
    """Programmes in which anything is recorded so regularly that its silence would be heard, by organisation."""
    heard: dict[str, set[str | None]] = {}
    for _, rows in EVENTS.values():
        for organization, program in connection.execute(
            f"select organization_id, program_id from ({_usual(rows)}) where active >= {LEAST_WEEKS}"
        ).fetchall():
            heard.setdefault(organization, set()).add(program)
    return {organization: frozenset(programs) for organization, programs in heard.items()}


def latest_days_sql() -> str:
    """The last day on which anything happened, for each organisation."""
    together = " union all ".join(f"select organization_id, day from ({rows})" for _, rows in EVENTS.values())
    return f"select organization_id, max(day) as day from ({together}) group by organization_id"


def _usual(rows: str) -> str:
    """What a year until the last week with anything in it was like, by programme."""
    return f"""
        with weekly as (
            select organization_id, program_id, cast(floor((day + {_MONDAY}) / 7.0) as integer) as week,
                count(*) as things
            from ({rows}) where day is not null group by all
        ),
        spaced as (
            select *, week - lag(week) over (partition by organization_id, program_id order by week) - 1 as gap,
                max(week) over (partition by organization_id, program_id) as last
            from weekly
        )
        select organization_id, program_id, last, count(*) as active, sum(things) as things,
            max(gap) filter (where week > last - {_YEAR} + 1) as longest,
            least({_YEAR}, last - min(week) + 1) as known
        from spaced where week > last - {_YEAR} group by organization_id, program_id, last
    """


def _query(rows: str) -> str:
    return f"""
        with now as (
            select organization_id, cast(floor((day + 1 + {_MONDAY}) / 7.0) as integer) as week
            from quality_latest
        )
        select organization_id, program_id, last, now.week - last - 1 as weeks,
            (now.week - last - 1) * things / known as expected
        from ({_usual(rows)}) usual join now using (organization_id)
        where active >= {LEAST_WEEKS} and now.week - last - 1 > coalesce(longest, 0)
            and now.week - last - 1 >= 2 and (now.week - last - 1) * things / known >= {EXPECTED}
    """


def _monday(week: int) -> dt.date:
    return dt.date(1970, 1, 1) + dt.timedelta(days=week * 7 - _MONDAY)
