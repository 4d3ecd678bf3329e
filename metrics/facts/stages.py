"""Working tables that several facts are made from, for the organisations being published.

``publishing(organization_id, as_of_day)`` says which organisations and as of which day.
"""

from __future__ import annotations

from data.deciding import decided_sql, recorded_sql
from data.persons import age_on
from metrics.engine import Engine

CALENDAR = """
    select
        cast(n.day as integer) as day,
        cast(date_trunc('week', date '1970-01-01' + cast(n.day as integer)) as date) as week_on,
        cast(date_trunc('month', date '1970-01-01' + cast(n.day as integer)) as date) as month_on,
        cast(date_trunc('quarter', date '1970-01-01' + cast(n.day as integer)) as date) as quarter_on,
        cast(extract(year from date '1970-01-01' + cast(n.day as integer)) * 12
            + extract(month from date '1970-01-01' + cast(n.day as integer)) - 1 as integer) as month_no
    from (select unnest(range({first}, {last})) as day) n
"""
"""One row per day with the first day of its ISO week, month and quarter, and months counted from year 0."""

PERIOD_END = """
    select 'week' as grain, week_on as period, min(day) as first_day, max(day) as last_day
    from calendar group by week_on having count(*) = 7
    union all
    select 'month' as grain, month_on as period, min(day) as first_day, max(day) as last_day
    from calendar group by month_on having max(day) < (select max(day) from calendar)
"""
"""Whole weeks and months, with their first and last day."""

PERIOD_NUMBER = """
    select 'month' as grain, month_no as number, month_on as period from calendar group by month_no, month_on
    union all
    select 'year' as grain, month_no as number, month_on as period from calendar group by month_no, month_on
    union all
    select 'quarter' as grain, cast(floor(month_no / 3.0) as integer) as number, quarter_on as period
    from calendar group by cast(floor(month_no / 3.0) as integer), quarter_on
"""
"""The first day of each numbered month, quarter and twelve months (of its last month), for those counted anew."""

PLACE = """
    select row_number() over (order by organization_id, program_id) as place,
        dense_rank() over (order by organization_id) as organization_no, organization_id, program_id
    from (
        select p.organization_id, g.program_id from publishing p
        join current_program g on g.organization_id = p.organization_id
        union all select organization_id, '(none)' as program_id from publishing
        union all select organization_id, '(all)' as program_id from publishing
    ) everywhere
"""
"""A number for each programme of each organisation, for what belongs to no programme, and for all of them."""

DECIDED = decided_sql(
    "p.as_of_day",
    "join publishing p on p.organization_id = e.organization_id where e.exit_day <= p.as_of_day",
)
"""The outcomes that rules of programmes decide, as far as scores are known by ``as_of``."""

_AGE = age_on("c.birth_on", "e.entry_on")
STAY = f"""
    select place, enrollment_id, organization_id, program_id, client_id, sex,
        case
            when age is null then 'unknown'
            when age < 5 then '0-4'
            when age < 18 then '5-17'
            when age < 60 then '18-59'
            else '60+'
        end as age_group,
        disability, category, district, risk, risk_exit, problem, problem_present_at_entry, self_reliant,
        exit_reason, entry_day, entered_day,
        case when exit_day <= as_of_day then exit_day end as exit_day,
        case when exit_day <= as_of_day
            then coalesce(decided, {recorded_sql("outcome", "exit_reason")}) end as outcome,
        case
            when abs(age_at_entry - age_by_birth) > 1 then false
            else exit_day is not null or (outcome is null and exit_reason is null)
        end as entry_agrees,
        program_kind, planned_days, follow_up_days, as_of_day
    from (
        select
            l.place, e.enrollment_id, e.organization_id, e.program_id,
            coalesce(a.client_id, e.client_id) as client_id,
            coalesce(c.sex, 'unknown') as sex,
            {_AGE} as age_by_birth, e.age_at_entry,
            coalesce({_AGE}, e.age_at_entry) as age,
            coalesce(c.disability, 'unknown') as disability,
            coalesce(c.category, 'unknown') as category,
            coalesce(c.district, 'unknown') as district,
            e.risk_entry as risk,
            e.risk_exit, e.problem, e.problem_present_at_entry, e.self_reliant, e.exit_reason,
            e.entry_day, e.entered_day, e.exit_day, e.outcome, d.outcome as decided,
            g.kind as program_kind, g.planned_days, g.follow_up_days, p.as_of_day
        from current_enrollment e
        join publishing p on p.organization_id = e.organization_id
        join current_program g on g.program_id = e.program_id
        join place l on l.organization_id = e.organization_id and l.program_id = e.program_id
        left join current_client c on c.client_id = e.client_id
        left join current_alias a on a.alias_client_id = e.client_id
        left join decided d on d.enrollment_id = e.enrollment_id
        where e.entry_day <= p.as_of_day
    ) known
"""
"""One row per enrollment that had begun by ``as_of``, with what groups people; later exits are not known yet.

``entry_agrees``: the age that was written agrees with the birth date to a year, and no outcome stands without
an exit.

The programme's rule decides the outcome; where it does not, what was typed in stands; else it is unknown, or
excluded where the exit reason says so.
"""

REPEATED = "select client_id from stay group by client_id having count(*) > 1"
"""Clients with more than one stay."""

CAME_BACK = """
    select s.enrollment_id, min(later.entry_day) as entry_day,
        min(case when coalesce(later.problem = s.problem, true) then later.entry_day end) as same_problem_day
    from (select one.* from stay one join repeated r on r.client_id = one.client_id) s
    join stay later on later.client_id = s.client_id
    where s.outcome = 'achieved' and later.enrollment_id <> s.enrollment_id and later.entry_day >= s.exit_day + 14
    group by s.enrollment_id
"""
"""Achieved exits whose client entered the same organisation again, 14 days later or more: when first."""

FIRST_DAY_EVER = 3653
"""1980-01-01: no service is older; keeps the calendar small."""


STAGES: dict[str, str] = {
    "period_end": PERIOD_END,
    "period_number": PERIOD_NUMBER,
    "place": PLACE,
    "decided": DECIDED,
    "stay": STAY,
    "repeated": REPEATED,
    "came_back": CAME_BACK,
}
"""The working tables after the calendar, each made from those before it."""


def prepare(engine: Engine) -> None:
    """Make the working tables for the organisations in ``publishing``."""
    last = engine.execute("select max(as_of_day) from publishing")[0][0]
    engine.table("calendar", CALENDAR.format(first=FIRST_DAY_EVER, last=last + 440))
    for name, query in STAGES.items():
        engine.table(name, query)
