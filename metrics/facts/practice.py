"""Practice: contacts, services, referrals, protection alerts, complaints and where cases wait."""

from __future__ import annotations

from data.persons import of_persons
from metrics.facts.definition import Fact

CONTACT_WITHIN = 14
"""Days in which a client at high risk must have been in contact."""

CONTACT = Fact(
    name="contact",
    about="One row per contact.",
    reads=("contact",),
    groups=(),
    rows="""
        select c.organization_id, coalesce(c.program_id, s.program_id, '(none)') as program_id,
            c.contact_day as day, 1 as contacts, coalesce(c.hours, 0) as contact_hours
        from current_contact c join publishing p on p.organization_id = c.organization_id
        left join stay s on s.enrollment_id = c.enrollment_id
        where c.contact_day <= p.as_of_day
    """,
    measures=("contacts", "contact_hours"),
)

SERVICE = Fact(
    name="service",
    about="One row per service.",
    reads=("service",),
    groups=(),
    rows="""
        select v.organization_id, coalesce(v.program_id, s.program_id, '(none)') as program_id,
            v.service_day as day, 1 as services, case when v.material_aid then 1 else 0 end as material_aid
        from current_service v join publishing p on p.organization_id = v.organization_id
        left join stay s on s.enrollment_id = v.enrollment_id
        where v.service_day <= p.as_of_day
    """,
    measures=("services", "material_aid"),
)

HIGH_RISK_WATCH = Fact(
    name="high_risk_watch",
    about="One row per open client at high risk and whole week or month, as on its last day.",
    shape="snapshot",
    reads=("enrollment", "contact"),
    groups=(),
    rows=f"""
        select s.organization_id, s.program_id, e.grain, e.period,
            1 as high_risk_watched,
            case when max(c.contact_day) is not null then 1 else 0 end as high_risk_contacted
        from stay s
        join period_end e on e.last_day <= s.as_of_day and e.last_day >= s.entry_day + {CONTACT_WITHIN}
            and (s.exit_day is null or s.exit_day > e.last_day)
        left join ({of_persons("contact", "t.contact_day")}) c
            on c.client_id = s.client_id and c.organization_id = s.organization_id
            and c.contact_day > e.last_day - {CONTACT_WITHIN} and c.contact_day <= e.last_day
        where s.risk = 'high' and e.last_day > s.as_of_day - 1100
            and s.organization_id in (select organization_id from current_contact)
        group by s.enrollment_id, s.organization_id, s.program_id, e.grain, e.period
    """,
    measures=("high_risk_watched", "high_risk_contacted"),
)

REFERRAL = Fact(
    name="referral",
    about="One row per referral, on the day 30 days after it was made.",
    reads=("referral",),
    groups=("partner",),
    rows="""
        select r.organization_id, coalesce(r.program_id, s.program_id, '(none)') as program_id,
            cast(r.made_day + 30 as integer) as day, coalesce(r.partner_id, 'unknown') as partner,
            1 as referrals_due,
            case when r.received_day <= r.made_day + 30 and r.confirmed_by in ('client', 'partner')
                then 1 else 0 end as referrals_completed,
            case when r.received_day <= r.made_day + 30 and r.confirmed_by is null
                then 1 else 0 end as referrals_unconfirmed
        from current_referral r join publishing p on p.organization_id = r.organization_id
        left join stay s on s.enrollment_id = r.enrollment_id
        where r.made_day + 30 <= p.as_of_day
    """,
    measures=("referrals_due", "referrals_completed", "referrals_unconfirmed"),
)

ALERT = Fact(
    name="alert",
    about="One row per protection alert, on the day it was raised, once 24 hours have passed (72 for the plan).",
    reads=("role_case",),
    groups=(),
    rows="""
        select k.organization_id, coalesce(k.program_id, '(none)') as program_id,
            cast(floor(k.raised_second / 86400.0) as integer) as day,
            1 as alerts,
            case when k.first_action_second - k.raised_second <= 86400 then 1 else 0 end as alerts_in_24h,
            case when k.raised_second + 259200 <= (cast(p.as_of_day as bigint) + 1) * 86400 then 1 else 0 end
                as alerts_matured,
            case when k.raised_second + 259200 <= (cast(p.as_of_day as bigint) + 1) * 86400
                and k.first_action_second - k.raised_second <= 86400
                and k.safety_plan_second - k.raised_second <= 259200 then 1 else 0 end as alerts_protected,
            case when k.result = 'harm_repeated' then 1 else 0 end as harm_repeated
        from current_role_case k join publishing p on p.organization_id = k.organization_id
        where k.kind = 'protection' and k.raised_second + 86400 <= (cast(p.as_of_day as bigint) + 1) * 86400
    """,
    measures=("alerts", "alerts_in_24h", "alerts_matured", "alerts_protected", "harm_repeated"),
)

COMPLAINT = Fact(
    name="complaint",
    about="One row per complaint, on the day it was received.",
    reads=("complaint",),
    groups=("kind",),
    rows="""
        select k.organization_id, coalesce(k.program_id, '(none)') as program_id, k.received_day as day,
            coalesce(k.kind, 'unknown') as kind, 1 as complaints,
            case when k.received_day + 14 <= p.as_of_day then 1 else 0 end as complaints_matured,
            case when k.received_day + 14 <= p.as_of_day and k.told_day <= k.received_day + 14
                then 1 else 0 end as complaints_resolved
        from current_complaint k join publishing p on p.organization_id = k.organization_id
        where k.received_day <= p.as_of_day
    """,
    measures=("complaints", "complaints_matured", "complaints_resolved"),
)

NEED = Fact(
    name="need",
    about="One row per assessed need, on the day 30 days after the assessment.",
    reads=("need",),
    groups=("blocker",),
    rows="""
        select n.organization_id, coalesce(n.program_id, s.program_id, '(none)') as program_id,
            cast(n.assessed_day + 30 as integer) as day, coalesce(n.blocker, 'unknown') as blocker,
            1 as needs_due,
            case when n.answered_day <= n.assessed_day + 30 then 1 else 0 end as needs_answered
        from current_need n join publishing p on p.organization_id = n.organization_id
        left join stay s on s.enrollment_id = n.enrollment_id
        where n.assessed_day + 30 <= p.as_of_day
    """,
    measures=("needs_due", "needs_answered"),
)

FIRST_STEP_WAITS = ("intake_assessment", "assessment_plan", "plan_intervention", "exit_follow_up")
"""Steps of a case whose waiting time is watched."""
LONGEST_WAIT = 60
"""Longer waits are counted as this many days, so that the median stays exact below it."""

WAIT = Fact(
    name="wait",
    about="One row per step of a case that was reached, with the days waited (60 = 60 or more) as its group.",
    reads=("case_step",),
    groups=("step_and_days",),
    rows=f"""
        select organization_id, program_id, day,
            step || ':' || lpad(cast(least(greatest(waited, 0), {LONGEST_WAIT}) as varchar), 2, '0') as step_and_days,
            1 as waits
        from (
            select s.organization_id, s.program_id, later.done_day as day,
                case later.kind
                    when 'assessment' then 'intake_assessment'
                    when 'plan' then 'assessment_plan'
                    else 'plan_intervention'
                end as step,
                later.done_day - earlier.done_day as waited
            from current_case_step later
            join current_case_step earlier on earlier.enrollment_id = later.enrollment_id
                and earlier.kind = case later.kind
                    when 'assessment' then 'intake' when 'plan' then 'assessment' when 'intervention' then 'plan'
                end
            join stay s on s.enrollment_id = later.enrollment_id
            where later.done_day <= s.as_of_day and earlier.done_day <= s.as_of_day
            union all
            select s.organization_id, s.program_id, min(f.done_day) as day, 'exit_follow_up' as step,
                min(f.done_day) - s.exit_day as waited
            from stay s join current_follow_up f on f.enrollment_id = s.enrollment_id
            where f.done_day <= s.as_of_day and f.done_day >= s.exit_day
            group by s.enrollment_id, s.organization_id, s.program_id, s.exit_day
        ) waited_for
    """,
    measures=("waits",),
)
