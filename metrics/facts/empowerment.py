"""Empowerment: whose goals they are, who depends on aid, who leads, how far a community has come."""

from __future__ import annotations

from data.persons import of_persons
from metrics.facts.definition import Fact

_PEOPLE = ("sex", "age_group", "disability", "category", "district", "risk")
OF_STAY = ", ".join(f"coalesce(s.{group}, 'unknown') as {group}" for group in _PEOPLE)
"""People groups of a row that may belong to no enrollment."""

GOAL_SET = Fact(
    name="goal_set",
    about="One row per goal of a client's plan, on the day it was set.",
    reads=("case_goal",),
    rows=f"""
        select g.organization_id, coalesce(g.program_id, s.program_id, '(none)') as program_id,
            g.set_day as day, {OF_STAY}, 1 as goals,
            case when g.author in ('client', 'joint') and g.signed_by_client then 1 else 0 end as goals_by_client,
            case when g.author in ('client', 'joint') and g.signed_by_client is null then 1 else 0 end
                as goals_unsigned
        from current_case_goal g join publishing p on p.organization_id = g.organization_id
        left join stay s on s.enrollment_id = g.enrollment_id
        where g.set_day <= p.as_of_day
    """,
    measures=("goals", "goals_by_client", "goals_unsigned"),
)

MONTH_END = """
    select p.organization_id, c.month_on as period, c.month_no, least(max(c.day), p.as_of_day) as last_day
    from publishing p join calendar c on c.day > p.as_of_day - 1130
    group by p.organization_id, p.as_of_day, c.month_on, c.month_no
    having min(c.day) <= p.as_of_day and max(c.day) > p.as_of_day - 1100
"""
"""Working table ``month_end``: the last known day of each of about 36 months, for snapshots."""

AID_MONTHS, AID_WINDOW = 10, 12
"""Months with material aid, of how many, from which a client depends on it."""
NO_PROGRESS = 182
"""Days without progress on any goal."""

_AID_MONTH = f"""
    select v.organization_id, v.client_id, c.month_no
    from ({of_persons("service", "t.material_aid, t.service_day")}) v
    join publishing p on p.organization_id = v.organization_id
    join calendar c on c.day = v.service_day
    where v.material_aid and v.service_day <= p.as_of_day
    group by v.organization_id, v.client_id, c.month_no
"""
_AID_LONG = f"""
    select m.organization_id, m.client_id, e.period, e.last_day
    from aid_month m
    join (
        select organization_id, client_id from aid_month
        group by organization_id, client_id having count(*) >= {AID_MONTHS}
    ) often on often.organization_id = m.organization_id and often.client_id = m.client_id
    join month_end e on e.organization_id = m.organization_id
        and m.month_no <= e.month_no and m.month_no > e.month_no - {AID_WINDOW}
    group by m.organization_id, m.client_id, e.period, e.last_day having count(*) >= {AID_MONTHS}
"""
_AID_STUCK = f"""
    select l.organization_id, l.client_id, l.period
    from aid_long l
    left join (
        select g.organization_id, coalesce(a.client_id, g.client_id) as client_id, g.set_day, g.progress_day
        from current_case_goal g
        join publishing p on p.organization_id = g.organization_id
        left join current_alias a on a.alias_client_id = g.client_id
        where g.progress_day <= p.as_of_day
    ) moving on moving.organization_id = l.organization_id and moving.client_id = l.client_id
        and moving.set_day <= l.last_day and moving.progress_day > l.last_day - {NO_PROGRESS}
    group by l.organization_id, l.client_id, l.period having count(moving.client_id) = 0
"""
# Only the last progress of a goal is recorded, so that an earlier month sees a goal that moved later as moving.

AID_DEPENDENCY = Fact(
    name="aid_dependency",
    about="One row per client and programme at the end of a month, where support is not meant to last.",
    shape="snapshot",
    reads=("enrollment", "service"),
    working=(
        ("month_end", MONTH_END),
        ("aid_month", _AID_MONTH),
        ("aid_long", _AID_LONG),
        ("aid_stuck", _AID_STUCK),
    ),
    rows=f"""
        select s.organization_id, s.program_id, 'month' as grain, s.period,
            s.sex, s.age_group, s.disability, s.category, s.district, s.risk, 1 as aid_clients,
            case when k.client_id is not null then 1 else 0 end as aid_dependent
        from (
            select stay.organization_id, stay.program_id, stay.client_id, e.period,
                {", ".join(f"min(stay.{group}) as {group}" for group in _PEOPLE)}
            from stay join month_end e on e.organization_id = stay.organization_id
                and stay.entry_day <= e.last_day and (stay.exit_day is null or stay.exit_day > e.last_day)
            where stay.age_group <> '60+' and stay.disability <> 'yes'
                and stay.organization_id in (select organization_id from aid_month)
            group by stay.organization_id, stay.program_id, stay.client_id, e.period
        ) s
        left join aid_stuck k on k.organization_id = s.organization_id and k.client_id = s.client_id
            and k.period = s.period
    """,
    measures=("aid_clients", "aid_dependent"),
)
"""Older people and people with a disability are left out: their support may be meant to last."""

COMMUNITY_ACTIVITY = Fact(
    name="community_activity",
    about="One row per activity in a community, on the day it was held.",
    reads=("community_activity",),
    groups=("community",),
    rows="""
        select a.organization_id, coalesce(a.program_id, '(none)') as program_id, a.held_day as day,
            a.community_id as community, 1 as activities,
            case when a.led_by = 'community' then 1 else 0 end as activities_led_by_community,
            case when a.led_by = 'community' and a.women_led then 1 else 0 end as activities_led_by_women,
            case when a.led_by = 'community' and a.women_led is not null then 1 else 0 end as leads_known
        from current_community_activity a join publishing p on p.organization_id = a.organization_id
        where a.held_day <= p.as_of_day
    """,
    measures=("activities", "activities_led_by_community", "activities_led_by_women", "leads_known"),
)

STEPS = {"1": 5, "2": 5, "3": 7}
"""Steps of each stage of seed 004: dialogue 1a-e, discovery 2a-e, development 3a-g."""
_STEP_CODES = ", ".join(
    f"'{stage}{'abcdefg'[place]}'" for stage, count in STEPS.items() for place in range(count)
)
_STAGES = " union all ".join(f"select '{stage}' as stage, {count} as steps" for stage, count in STEPS.items())

_MILESTONE = f"""
    select m.organization_id, m.community_id, m.reached_day, lower(trim(m.step)) as step,
        case when trim(coalesce(m.evidence, '')) <> '' then 1 else 0 end as proven,
        case when m.is_smart then 1 else 0 end as smart
    from current_community_milestone m join publishing p on p.organization_id = m.organization_id
    where m.reached_day <= p.as_of_day and lower(trim(m.step)) in ({_STEP_CODES})
"""
_BEGUN = """
    select organization_id, community_id, min(day) as day from (
        select organization_id, community_id, reached_day as day from milestone
        union all
        select a.organization_id, a.community_id, a.held_day as day
        from current_community_activity a join publishing p on p.organization_id = a.organization_id
        where a.held_day <= p.as_of_day
    ) sign group by organization_id, community_id
"""
_DISCOVERED = f"""
    select organization_id, community_id, discovered_day, smart_day from (
        select organization_id, community_id,
            max(case when step like '2%' and proven = 1 then reached_day end) as discovered_day,
            sum(case when step like '2%' then proven else 0 end) as steps,
            min(case when step = '1e' and smart = 1 and proven = 1 then reached_day end) as smart_day
        from milestone group by organization_id, community_id
    ) reached where steps = {STEPS["2"]}
"""

COMMUNITY_STEP = Fact(
    name="community_step",
    about="Changes: 17 steps more to go when work with a community begins, one more done when it is proven.",
    shape="change",
    reads=("community_milestone",),
    groups=("community", "stage"),
    working=(("milestone", _MILESTONE), ("begun", _BEGUN), ("discovered", _DISCOVERED)),
    rows=f"""
        select b.organization_id, '(none)' as program_id, b.day, b.community_id as community, t.stage,
            t.steps as steps_expected, 0 as steps_done, 0 as steps_unproven, 0 as goals_not_smart
        from begun b cross join ({_STAGES}) t
        where b.organization_id in (select organization_id from milestone)
        union all
        select organization_id, '(none)' as program_id, reached_day as day, community_id as community,
            substring(step, 1, 1) as stage, 0 as steps_expected, proven as steps_done,
            1 - proven as steps_unproven, 0 as goals_not_smart
        from milestone
        union all
        select organization_id, '(none)' as program_id, discovered_day as day, community_id as community,
            '2' as stage, 0 as steps_expected, 0 as steps_done, 0 as steps_unproven, 1 as goals_not_smart
        from discovered where smart_day is null or smart_day > discovered_day
        union all
        select organization_id, '(none)' as program_id, smart_day as day, community_id as community,
            '2' as stage, 0 as steps_expected, 0 as steps_done, 0 as steps_unproven, -1 as goals_not_smart
        from discovered where smart_day > discovered_day
    """,
    measures=("steps_expected", "steps_done", "steps_unproven", "goals_not_smart"),
)
"""``goals_not_smart`` counts communities that closed discovery without a SMART goal (1e)."""
