"""Lists: for each fact that is counted from people, the query that names them by their case numbers.

A query gives ``case_number``, ``program``, ``worker``, ``day`` and, under the names of the fact's measures,
1 for a row that counts there. It reads ``seen``, the enrollments that had begun by the data's last day, and
the parameters ``$organization``, ``$program``, ``$start``, ``$last`` (the earlier of the period's and the
data's last day) and ``$as_of``, all days as numbers since 1970-01-01.
"""

from __future__ import annotations

from typing import NamedTuple

from data.deciding import decided_sql, recorded_sql
from data.persons import age_on, of_persons


class PeopleList(NamedTuple):
    """The people behind one fact: those of a period, or those who stand at its end."""

    measures: tuple[str, ...]
    query: str
    grouped: bool = True
    """Whether the rows carry the people groups of an enrollment."""


GROUPS = ("sex", "age_group", "disability", "category", "district", "risk")
"""People groups that a list can be narrowed to."""

_DECIDED = decided_sql("$as_of", "where e.organization_id = $organization and e.exit_day <= $as_of")

_AGE = f"coalesce({age_on('c.birth_on', 'e.entry_on')}, e.age_at_entry)"
SEEN = f"""
    select e.enrollment_id, coalesce(a.client_id, e.client_id) as client_id, c.case_number, g.name as program, e.worker,
        e.program_id, g.kind, g.planned_days, g.follow_up_days, e.entry_day, e.exit_reason, e.self_reliant,
        e.problem_present_at_entry,
        case when e.exit_day <= $as_of then e.exit_day end as exit_day,
        case when e.exit_day <= $as_of then coalesce(d.outcome, {recorded_sql("e.outcome", "e.exit_reason")})
        end as outcome,
        coalesce(c.sex, 'unknown') as sex, coalesce(c.disability, 'unknown') as disability,
        coalesce(c.category, 'unknown') as category, coalesce(c.district, 'unknown') as district,
        e.risk_entry as risk,
        case when {_AGE} is null then 'unknown'
            when {_AGE} < 5 then '0-4' when {_AGE} < 18 then '5-17' when {_AGE} < 60 then '18-59'
            else '60+' end as age_group
    from current_enrollment e
    join current_program g on g.program_id = e.program_id
    left join current_client c on c.client_id = e.client_id
    left join current_alias a on a.alias_client_id = e.client_id
    left join ({_DECIDED}) d on d.enrollment_id = e.enrollment_id
    where e.organization_id = $organization and e.entry_day <= $as_of
"""

_MINE = "($program is null or program_id = $program)"
_TRACED = "('well', 'returned', 'moved_away', 'deceased')"

_INTAKE = f"""
    select *, entry_day as day, 1 as intakes, case when risk = 'high' then 1 else 0 end as intakes_high_risk,
        case when risk <> 'unknown' then 1 else 0 end as intakes_with_risk,
        case when risk in ('low', 'medium') and problem_present_at_entry = 'no' then 1 else 0 end as intakes_early
    from seen where {_MINE} and entry_day between $start and $last
"""

_EXIT = f"""
    select *, exit_day as day, 1 as exits, case when risk = 'high' then 1 else 0 end as exits_high_risk,
        case when outcome = 'excluded' then 1 else 0 end as exits_excluded,
        case when outcome <> 'excluded' then 1 else 0 end as eligible,
        case when outcome = 'achieved' then 1 else 0 end as achieved,
        case when outcome = 'unknown' then 1 else 0 end as outcome_unknown,
        case when outcome in ('achieved', 'not_achieved') then 1 else 0 end as assessed,
        case when outcome <> 'excluded' and exit_reason = 'dropped_out' then 1 else 0 end as dropped_out,
        case when outcome <> 'excluded' and coalesce(exit_reason, 'unknown') <> 'unknown'
            then 1 else 0 end as reason_known,
        case when outcome <> 'excluded' and coalesce(exit_reason, 'unknown') = 'unknown'
            then 1 else 0 end as reason_unknown
    from seen where {_MINE} and exit_day between $start and $last
"""

_CASELOAD = f"""
    select *, entry_day as day, 1 as open_cases, case when risk = 'high' then 1 else 0 end as open_high_risk
    from seen where {_MINE} and entry_day <= $last and (exit_day is null or exit_day > $last)
"""

_OVERRUN = f"""
    select *, entry_day + planned_days as day, 1 as past_plan
    from seen where {_MINE} and entry_day + planned_days < $last and (exit_day is null or exit_day > $last)
"""

_FOLLOW_UP_POINT = f"""
    select *, exit_day + 365 as day, 1 as follow_ups_due,
        case when exists (select 1 from current_follow_up f where f.enrollment_id = seen.enrollment_id
            and f.done_day between exit_day + 320 and exit_day + 410 and f.status in {_TRACED})
            then 1 else 0 end as follow_ups_traced
    from seen where {_MINE} and outcome = 'achieved' and exit_day + 410 <= $as_of
        and exit_day + 365 between $start and $last
"""

_AID = of_persons("service", "t.material_aid, t.service_day")
_CONTACTS = of_persons("contact", "t.contact_day")

_SELF_RELIANCE = f"""
    select *, case when self_reliant = 'yes' and aided = 0 then 1 else 0 end as self_reliant_exits,
        case when coalesce(self_reliant, 'unknown') = 'unknown' and aided = 0 then 1 else 0 end as self_reliance_unknown
    from (
        select *, exit_day + 182 as day, 1 as self_reliance_due,
            case when exists (select 1 from ({_AID}) v where v.client_id = seen.client_id
                and v.organization_id = $organization and v.material_aid
                and v.service_day > exit_day and v.service_day <= exit_day + 182) then 1 else 0 end as aided
        from seen where {_MINE} and outcome <> 'excluded' and exit_day + 182 between $start and $last
    ) left_seen
"""

_OVERDUE = """
    select s.case_number, s.program, coalesce(f.worker, s.worker) as worker, f.due_day as day, 1 as follow_ups_overdue
    from current_follow_up f join seen s on s.enrollment_id = f.enrollment_id
    where ($program is null or s.program_id = $program) and f.due_day < $last
        and (f.done_day is null or f.done_day > $last)
"""

_HIGH_RISK_WATCH = f"""
    select *, entry_day as day, 1 as high_risk_watched,
        case when exists (select 1 from ({_CONTACTS}) c where c.client_id = seen.client_id
            and c.organization_id = $organization and c.contact_day > $last - 14 and c.contact_day <= $last)
            then 1 else 0 end as high_risk_contacted
    from seen where {_MINE} and risk = 'high' and entry_day + 14 <= $last
        and (exit_day is null or exit_day > $last)
"""


def _event(table: str, day: str, until: str, flags: str, worker: str = "s.worker", more: str = "") -> str:
    """Rows of a table of its own, placed by its enrollment and named by its client."""
    return f"""
        select c.case_number, g.name as program, {worker} as worker, {day} as day, {flags}
        from current_{table} r
        left join seen s on s.enrollment_id = {"r.enrollment_id" if table != "role_case" else "null"}
        left join current_client c on c.client_id = r.client_id
        left join current_program g on g.program_id = coalesce(r.program_id, s.program_id)
        where r.organization_id = $organization {more}
            and ($program is null or coalesce(r.program_id, s.program_id) = $program)
            and {day} between $start and $last and {until} <= $as_of
    """


_RAISED = "cast(floor(r.raised_second / 86400.0) as integer)"

LISTS: dict[str, PeopleList] = {
    "intake": PeopleList(("intakes", "intakes_high_risk", "intakes_with_risk", "intakes_early"), _INTAKE),
    "exit": PeopleList(
        (
            *("exits", "exits_high_risk", "exits_excluded", "eligible", "achieved", "outcome_unknown"),
            *("assessed", "dropped_out", "reason_known", "reason_unknown"),
        ),
        _EXIT,
    ),
    "caseload": PeopleList(("open_cases", "open_high_risk"), _CASELOAD),
    "overrun": PeopleList(("past_plan",), _OVERRUN),
    "follow_up_point": PeopleList(("follow_ups_due", "follow_ups_traced"), _FOLLOW_UP_POINT),
    "self_reliance": PeopleList(
        ("self_reliance_due", "self_reliant_exits", "self_reliance_unknown"), _SELF_RELIANCE
    ),
    "overdue": PeopleList(("follow_ups_overdue",), _OVERDUE, grouped=False),
    "high_risk_watch": PeopleList(("high_risk_watched", "high_risk_contacted"), _HIGH_RISK_WATCH),
    "contact": PeopleList(
        ("contacts",), _event("contact", "r.contact_day", "r.contact_day", "1 as contacts"), grouped=False
    ),
    "service": PeopleList(
        ("services", "material_aid"),
        _event(
            "service",
            "r.service_day",
            "r.service_day",
            "1 as services, case when r.material_aid then 1 else 0 end as material_aid",
        ),
        grouped=False,
    ),
    "referral": PeopleList(
        ("referrals_due", "referrals_completed"),
        _event(
            "referral",
            "r.made_day + 30",
            "r.made_day + 30",
            """1 as referrals_due, case when r.received_day <= r.made_day + 30
                and cast(r.confirmed_by as varchar) in ('client', 'partner') then 1 else 0
                end as referrals_completed""",
        ),
        grouped=False,
    ),
    "need": PeopleList(
        ("needs_due", "needs_answered"),
        _event(
            "need",
            "r.assessed_day + 30",
            "r.assessed_day + 30",
            "1 as needs_due, case when r.answered_day <= r.assessed_day + 30 then 1 else 0 end as needs_answered",
        ),
        grouped=False,
    ),
    "alert": PeopleList(
        ("alerts", "alerts_in_24h"),
        _event(
            "role_case",
            _RAISED,
            "ceil((r.raised_second + 86400) / 86400.0) - 1",
            "1 as alerts, case when r.first_action_second - r.raised_second <= 86400 then 1 else 0 end as alerts_in_24h",
            worker="r.worker",
            more="and r.kind = 'protection'",
        ),
        grouped=False,
    ),
}
"""The list of each fact by its name. What clients said in confidence (complaints, answers) has none."""
