"""Cases: intakes, exits, open cases.

What is counted of the same intakes or exits stands in the same fact, so that it is grouped once.
"""

from __future__ import annotations

from metrics.facts.case_mix import EXPECTED, LOOKED_BACK, STRATUM
from metrics.facts.definition import Fact

_GROUPS = "sex, age_group, disability, category, district, risk"

INTAKE = Fact(
    name="intake",
    about="One row per enrollment, on the day it began.",
    reads=("enrollment",),
    placed=True,
    working=LOOKED_BACK,
    rows=f"""
        select place, entry_day as day, {_GROUPS},
            1 as intakes,
            case when risk = 'high' then 1 else 0 end as intakes_high_risk,
            case when risk <> 'unknown' then 1 else 0 end as intakes_with_risk,
            case when risk in ('low', 'medium') and problem_present_at_entry = 'no' then 1 else 0 end as intakes_early,
            case when was_here.enrollment_id is not null then 1 else 0 end as repeat_intakes,
            case when sex <> 'unknown' then 1 else 0 end + case when age_group <> 'unknown' then 1 else 0 end
            + case when risk <> 'unknown' then 1 else 0 end
            + case when disability <> 'unknown' then 1 else 0 end as intake_fields_filled
        from stay left join was_here on was_here.enrollment_id = stay.enrollment_id
    """,
    measures=(
        "intakes",
        "intakes_high_risk",
        "intakes_with_risk",
        "intakes_early",
        "repeat_intakes",
        "intake_fields_filled",
    ),
)

EXIT = Fact(
    name="exit",
    about="One row per enrollment that ended, on the day it ended, with what was to be expected of it.",
    reads=("enrollment",),
    placed=True,
    working=EXPECTED,
    rows=f"""
        select place, exit_day as day, {_GROUPS},
            1 as exits,
            case when risk = 'high' then 1 else 0 end as exits_high_risk,
            case when outcome = 'excluded' then 1 else 0 end as exits_excluded,
            case when outcome <> 'excluded' then 1 else 0 end as eligible,
            case when outcome = 'achieved' then 1 else 0 end as achieved,
            case when outcome = 'unknown' then 1 else 0 end as outcome_unknown,
            case when outcome in ('achieved', 'not_achieved') then 1 else 0 end as assessed,
            case when came_back.entry_day <= exit_day + 365 then 1 else 0 end as returns,
            case when outcome <> 'excluded' and exit_reason = 'dropped_out' then 1 else 0 end as dropped_out,
            case when outcome <> 'excluded' and coalesce(exit_reason, 'unknown') <> 'unknown'
                then 1 else 0 end as reason_known,
            case when outcome <> 'excluded' and coalesce(exit_reason, 'unknown') = 'unknown'
                then 1 else 0 end as reason_unknown,
            case when counts_risk and risk_exit <> 'unknown' then 1 else 0 end as risk_judged,
            case when counts_risk and risk_exit = 'unknown' then 1 else 0 end as risk_not_judged,
            case when counts_risk and (risk_exit = 'low' or (risk = 'high' and risk_exit = 'medium'))
                then 1 else 0 end as risk_reduced,
            case when counts_risk and risk = 'medium' and risk_exit = 'high' then 1 else 0 end as risk_risen,
            case when share is not null then 1 else 0 end as mix_exits,
            case when share is not null and outcome = 'achieved' then 1 else 0 end as mix_observed,
            cast(coalesce(share, 0) as decimal(18, 12)) as mix_expected,
            case when share is null and outcome <> 'excluded' then 1 else 0 end as mix_unmatched
        from (
            select s.*, e.share, s.outcome <> 'excluded' and s.risk in ('medium', 'high') as counts_risk
            from (
                select place, enrollment_id, organization_id, exit_day, exit_reason, outcome, {_GROUPS},
                    coalesce(risk_exit, 'unknown') as risk_exit,
                    case when outcome <> 'excluded' then {STRATUM} end as stratum
                from stay where exit_day is not null
            ) s
            join calendar c on c.day = s.exit_day
            left join mix_expected e on e.organization_id = s.organization_id and e.month_no = c.month_no
                and e.stratum = s.stratum
        ) left_exits
        left join came_back on came_back.enrollment_id = left_exits.enrollment_id
    """,
    measures=(
        "exits",
        "exits_high_risk",
        "exits_excluded",
        "eligible",
        "achieved",
        "outcome_unknown",
        "assessed",
        "returns",
        "dropped_out",
        "reason_known",
        "reason_unknown",
        "risk_judged",
        "risk_not_judged",
        "risk_reduced",
        "risk_risen",
        "mix_exits",
        "mix_observed",
        "mix_expected",
        "mix_unmatched",
    ),
)
"""Risk is compared where it was medium or high at entry. The reference of the case mix is the organisation's own;
exits of a stratum without anybody before them count as unmatched."""

CASELOAD = Fact(
    name="caseload",
    about="Changes of the open cases: one more with each intake, one less with each exit.",
    shape="view",
    reads=("enrollment",),
    rows="""
        select organization, dim, grp, program, grain, period, intakes as open_cases,
            intakes_high_risk as open_high_risk from published.intake
        union all
        select organization, dim, grp, program, grain, period, -exits as open_cases,
            -exits_high_risk as open_high_risk from published.exit
    """,
    measures=("open_cases", "open_high_risk"),
)

OVERRUN = Fact(
    name="overrun",
    about="Changes of the cases past plan: one more on the day after the planned days, one less on exit.",
    shape="change",
    reads=("enrollment",),
    placed=True,
    groups=(),
    rows="""
        select place, cast(entry_day + planned_days + 1 as integer) as day, 1 as past_plan
        from stay where entry_day + planned_days + 1 <= as_of_day
            and (exit_day is null or exit_day > entry_day + planned_days + 1)
        union all
        select place, exit_day as day, -1 as past_plan
        from stay where exit_day > entry_day + planned_days + 1
    """,
    measures=("past_plan",),
)
