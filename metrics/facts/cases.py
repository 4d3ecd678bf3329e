"""Cases: intakes, exits, open cases and the people served."""

from __future__ import annotations

from metrics.facts.definition import Fact

_GROUPS = "sex, age_group, disability, category, district, risk"

INTAKE = Fact(
    name="intake",
    about="One row per enrollment, on the day it began.",
    reads=("enrollment",),
    rows=f"""
        select organization_id, program_id, entry_day as day, {_GROUPS},
            1 as intakes,
            case when risk = 'high' then 1 else 0 end as intakes_high_risk,
            case when risk <> 'unknown' then 1 else 0 end as intakes_with_risk,
            case when risk in ('low', 'medium') and problem_present_at_entry = 'no' then 1 else 0 end as intakes_early
        from stay
    """,
    measures=("intakes", "intakes_high_risk", "intakes_with_risk", "intakes_early"),
)

EXIT = Fact(
    name="exit",
    about="One row per enrollment that ended, on the day it ended.",
    reads=("enrollment",),
    rows=f"""
        select organization_id, program_id, exit_day as day, {_GROUPS},
            1 as exits,
            case when outcome = 'excluded' then 1 else 0 end as exits_excluded,
            case when outcome <> 'excluded' then 1 else 0 end as eligible,
            case when outcome = 'achieved' then 1 else 0 end as achieved,
            case when outcome = 'unknown' then 1 else 0 end as outcome_unknown,
            case when outcome in ('achieved', 'not_achieved') then 1 else 0 end as assessed,
            case when came_back.entry_day <= exit_day + 365 then 1 else 0 end as returns,
            case when exit_reason = 'dropped_out' then 1 else 0 end as dropped_out
        from stay left join came_back on came_back.enrollment_id = stay.enrollment_id
        where exit_day is not null
    """,
    measures=(
        "exits",
        "exits_excluded",
        "eligible",
        "achieved",
        "outcome_unknown",
        "assessed",
        "returns",
        "dropped_out",
    ),
)

CASELOAD = Fact(
    name="caseload",
    about="Changes of what stands: a case opens on entry and closes on exit.",
    shape="stock",
    reads=("enrollment",),
    rows=f"""
        select organization_id, program_id, entry_day as day, {_GROUPS}, 1 as open_cases,
            case when risk = 'high' then 1 else 0 end as open_high_risk, 0 as past_plan from stay
        union all
        select organization_id, program_id, exit_day as day, {_GROUPS}, -1 as open_cases,
            case when risk = 'high' then -1 else 0 end as open_high_risk,
            case when exit_day > entry_day + planned_days then -1 else 0 end as past_plan
        from stay where exit_day is not null
        union all
        select organization_id, program_id, cast(entry_day + planned_days + 1 as integer) as day, {_GROUPS},
            0 as open_cases, 0 as open_high_risk, 1 as past_plan
        from stay where entry_day + planned_days + 1 <= as_of_day
            and (exit_day is null or exit_day > entry_day + planned_days)
    """,
    measures=("open_cases", "open_high_risk", "past_plan"),
)
