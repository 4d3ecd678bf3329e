"""After exit: who was followed up, who stands on their own, what prevention prevented.

Matured facts belong to the day on which they fell due; what is not due by ``as_of`` is not counted at all.
"""

from __future__ import annotations

from data.persons import of_persons
from metrics.facts.definition import Fact

_GROUPS = "sex, age_group, disability, category, district, risk"

TRACED_WITHIN = 45
"""Days around the 12-month point in which a follow-up counts (methods.md, indicator 20)."""

SELF_RELIANT_AFTER = 182
"""Days after an exit on which it is seen whether somebody stands on their own."""
RECORDS_SELF_RELIANCE = "select organization_id from current_enrollment where self_reliant is not null"
"""Organisations that write down who is self-reliant at exit."""

FOLLOW_UP_POINT = Fact(
    name="follow_up_point",
    about="One row per achieved exit, on the day 12 months later, once 45 more days have passed.",
    reads=("enrollment", "follow_up"),
    rows=f"""
        select stay.organization_id, stay.program_id, cast(exit_day + 365 as integer) as day, {_GROUPS},
            1 as follow_ups_due,
            case when max(case
                when f.done_day between exit_day + 365 - {TRACED_WITHIN} and exit_day + 365 + {TRACED_WITHIN}
                    and f.status in ('well', 'returned', 'moved_away', 'deceased') then 1 else 0
            end) = 1 then 1 else 0 end as follow_ups_traced
        from stay left join current_follow_up f on f.enrollment_id = stay.enrollment_id
        where outcome = 'achieved' and exit_day + 365 + {TRACED_WITHIN} <= as_of_day
        group by stay.enrollment_id, stay.organization_id, stay.program_id, exit_day, {_GROUPS}
    """,
    measures=("follow_ups_due", "follow_ups_traced"),
)

SELF_RELIANCE = Fact(
    name="self_reliance",
    about="One row per eligible exit, on the day six months later.",
    reads=("enrollment",),
    rows=f"""
        select stay.organization_id, stay.program_id, cast(exit_day + {SELF_RELIANT_AFTER} as integer) as day, {_GROUPS},
            1 as self_reliance_due,
            case when self_reliant = 'yes' and aid.enrollment_id is null then 1 else 0 end as self_reliant_exits,
            case when coalesce(self_reliant, 'unknown') = 'unknown' and aid.enrollment_id is null
                then 1 else 0 end as self_reliance_unknown
        from stay left join (
            select distinct left_stay.enrollment_id from stay left_stay
            join ({of_persons("service", "t.material_aid, t.service_day")}) v on v.client_id = left_stay.client_id
                and v.organization_id = left_stay.organization_id
            where v.material_aid and v.service_day > left_stay.exit_day
                and v.service_day <= left_stay.exit_day + {SELF_RELIANT_AFTER}
        ) aid on aid.enrollment_id = stay.enrollment_id
        where outcome <> 'excluded' and exit_day + {SELF_RELIANT_AFTER} <= as_of_day
            and stay.organization_id in ({RECORDS_SELF_RELIANCE})
    """,
    measures=("self_reliance_due", "self_reliant_exits", "self_reliance_unknown"),
)

PREVENTION = Fact(
    name="prevention",
    about="One row per person at risk whom a prevention programme took in, on the day the horizon is reached.",
    reads=("enrollment",),
    rows=f"""
        select organization_id, program_id, day, {_GROUPS},
            1 as prevention_due,
            case when failed = 0 and seen_well = 1 then 1 else 0 end as prevented,
            case when failed = 0 and seen_well = 0 then 1 else 0 end as prevention_unknown
        from (
            select s.enrollment_id, s.organization_id, s.program_id,
                cast(s.entry_day + s.follow_up_days as integer) as day, {_GROUPS},
                max(case
                    when s.outcome = 'not_achieved' and s.exit_day <= s.entry_day + s.follow_up_days then 1
                    when f.status = 'returned'
                        and coalesce(f.event_day, f.done_day) <= s.entry_day + s.follow_up_days then 1
                    when into_treatment.entry_day is not null then 1
                    else 0
                end) as failed,
                max(case
                    when f.status = 'well' and f.done_day >= s.entry_day + s.follow_up_days - {TRACED_WITHIN} then 1
                    when s.outcome = 'achieved'
                        and s.exit_day >= s.entry_day + s.follow_up_days - {TRACED_WITHIN} then 1
                    when s.exit_day is null or s.exit_day > s.entry_day + s.follow_up_days
                        and s.outcome <> 'not_achieved' then 1
                    else 0
                end) as seen_well
            from stay s
            left join current_follow_up f on f.enrollment_id = s.enrollment_id and f.done_day <= s.as_of_day
            left join (
                select distinct p.enrollment_id, 1 as entry_day from stay p join stay later
                    on later.client_id = p.client_id and later.organization_id = p.organization_id
                where p.program_kind = 'prevention' and later.program_kind <> 'prevention'
                    and later.problem_present_at_entry <> 'no' and coalesce(later.problem = p.problem, true)
                    and later.entry_day > p.entry_day and later.entry_day <= p.entry_day + p.follow_up_days
            ) into_treatment on into_treatment.enrollment_id = s.enrollment_id
            where s.program_kind = 'prevention' and s.risk in ('medium', 'high')
                and s.problem_present_at_entry = 'no' and s.entry_day + s.follow_up_days <= s.as_of_day
                and (s.outcome is null or s.outcome <> 'excluded')
            group by s.enrollment_id, s.organization_id, s.program_id, s.entry_day, s.follow_up_days,
                {_GROUPS}
        ) judged
    """,
    measures=("prevention_due", "prevented", "prevention_unknown"),
)

OVERDUE = Fact(
    name="overdue",
    about="Changes of the follow-ups that wait: one more on the day after it fell due, one less when done.",
    shape="change",
    reads=("follow_up",),
    groups=(),
    rows="""
        select f.organization_id, s.program_id, cast(f.due_day + 1 as integer) as day, 1 as follow_ups_overdue
        from current_follow_up f join stay s on s.enrollment_id = f.enrollment_id
        where f.due_day + 1 <= s.as_of_day and (f.done_day is null or f.done_day > f.due_day)
        union all
        select f.organization_id, s.program_id, f.done_day as day, -1 as follow_ups_overdue
        from current_follow_up f join stay s on s.enrollment_id = f.enrollment_id
        where f.done_day <= s.as_of_day and f.done_day > f.due_day
    """,
    measures=("follow_ups_overdue",),
)
