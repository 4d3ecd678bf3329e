"""Participation: how long decisions take, who decides, what became of feedback, which volunteers stay."""

from __future__ import annotations

from metrics.facts.definition import Fact

LONGEST_DECISION = 999
"""Longer waits are counted as this many days; the median stays exact below."""
TOLD_WITHIN = 90
"""Days in which an action on feedback must have been told back."""
ACTIVE_WITHIN = 90
"""Days in which a volunteer must have been active to count as one."""

DECISION_WAIT = Fact(
    name="decision_wait",
    about="One row per matter raised, on that day, with the days until decided, or open so far, as its group.",
    reads=("decision_event",),
    groups=("days",),
    rows=f"""
        select organization_id, program_id, day, 1 as decisions_raised, decided as decisions_decided,
            1 - decided as decisions_open,
            lpad(cast(least(greatest(waited, 0), {LONGEST_DECISION}) as varchar), 3, '0') as days
        from (
            select d.organization_id, coalesce(d.program_id, '(none)') as program_id, d.raised_day as day,
                case when d.decided_day <= p.as_of_day then 1 else 0 end as decided,
                case when d.decided_day <= p.as_of_day then d.decided_day else p.as_of_day end - d.raised_day
                    as waited
            from current_decision_event d join publishing p on p.organization_id = d.organization_id
            where d.raised_day <= p.as_of_day
        ) raised
    """,
    measures=("decisions_raised", "decisions_decided", "decisions_open"),
)

DECISION = Fact(
    name="decision",
    about="One row per decision, on the day it was made, with whose voice decided.",
    reads=("decision_event",),
    groups=(),
    rows="""
        select d.organization_id, coalesce(d.program_id, '(none)') as program_id, d.decided_day as day,
            1 as decisions,
            case when d.client_decided and d.frontline_decided then 1 else 0 end as decisions_shared,
            case when coalesce(d.client_decided, true) and coalesce(d.frontline_decided, true)
                and (d.client_decided is null or d.frontline_decided is null) then 1 else 0 end
                as decisions_unknown,
            coalesce(d.women_share, 0) as women_share_sum,
            case when d.women_share is null then 0 else 1 end as women_share_n
        from current_decision_event d join publishing p on p.organization_id = d.organization_id
        where d.decided_day <= p.as_of_day
    """,
    measures=("decisions", "decisions_shared", "decisions_unknown", "women_share_sum", "women_share_n"),
)

FEEDBACK = Fact(
    name="feedback",
    about="One row per theme of feedback, on the day 90 days after it was raised.",
    reads=("feedback_theme",),
    groups=(),
    rows=f"""
        select f.organization_id, coalesce(f.program_id, '(none)') as program_id,
            cast(f.raised_day + {TOLD_WITHIN} as integer) as day, 1 as themes_due,
            case when not f.refused and trim(coalesce(f.action, '')) <> ''
                and f.closed_day <= f.raised_day + {TOLD_WITHIN} and f.told_day <= f.raised_day + {TOLD_WITHIN}
                then 1 else 0 end as themes_acted_on
        from current_feedback_theme f join publishing p on p.organization_id = f.organization_id
        where f.raised_day + {TOLD_WITHIN} <= p.as_of_day
    """,
    measures=("themes_due", "themes_acted_on"),
)

TWELVE_MONTHS = """
    select p.organization_id, last.month_on as period, last.month_no, first.first_day, last.last_day
    from publishing p
    join (
        select month_on, month_no, max(day) as last_day from calendar group by month_on, month_no
    ) last on last.last_day <= p.as_of_day and last.last_day > p.as_of_day - 2200
    join (select month_no, min(day) as first_day from calendar group by month_no) first
        on first.month_no = last.month_no - 11
"""
"""Working table ``twelve_months``: every twelve months that have ended, named by the first day of the last of them."""

VOLUNTEER = Fact(
    name="volunteer",
    about="Volunteers active when twelve months began, and those of them still active when they ended.",
    shape="ready",
    reads=("volunteer_spell",),
    groups=(),
    working=(("twelve_months", TWELVE_MONTHS),),
    rows=f"""
        select v.organization_id as organization, 'all' as dim, 'all' as grp, '(none)' as program,
            'year' as grain, t.period, cast(count(*) as double) as volunteers_before,
            cast(sum(case
                when v.last_active_day >= t.last_day - {ACTIVE_WITHIN}
                    and (v.ended_day is null or v.ended_day > t.last_day) then 1
                else 0
            end) as double) as volunteers_kept
        from current_volunteer_spell v
        join twelve_months t on t.organization_id = v.organization_id
            and v.started_day < t.first_day
            and coalesce(v.last_active_day, v.started_day) >= t.first_day - {ACTIVE_WITHIN}
            and (v.ended_day is null or v.ended_day >= t.first_day)
        group by v.organization_id, t.period
    """,
    measures=("volunteers_before", "volunteers_kept"),
)
