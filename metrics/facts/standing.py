"""Standing: certified staff, accreditation evidence, and cases handled by the book."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from data.accreditation import packs
from data.quoting import literal
from metrics.facts.definition import Fact
from metrics.facts.empowerment import MONTH_END
from metrics.facts.stages import FIRST_DAY_EVER

AFTERCARE_WITHIN = 90
"""Days after the exit in which aftercare must have begun."""
_EPOCH = dt.date(1970, 1, 1)

STAFF = Fact(
    name="staff",
    about="Changes in full-time equivalents that serve clients, and in those with a certificate that is valid.",
    shape="change",
    reads=("staff_post",),
    groups=(),
    rows="""
        select organization_id, program_id, started_day as day, fte as staff_fte, 0 as certified_fte
        from serving
        union all
        select organization_id, program_id, ended_day + 1 as day, -fte as staff_fte, 0 as certified_fte
        from serving where ended_day + 1 <= as_of_day
        union all
        select organization_id, program_id, started_day as day, 0 as staff_fte, fte as certified_fte
        from serving where certified_until_day >= started_day
        union all
        select organization_id, program_id,
            cast(least(coalesce(ended_day, certified_until_day), certified_until_day) + 1 as integer) as day,
            0 as staff_fte, -fte as certified_fte
        from serving where certified_until_day >= started_day
            and least(coalesce(ended_day, certified_until_day), certified_until_day) + 1 <= as_of_day
    """,
    working=(
        (
            "serving",
            f"""
            select j.organization_id, coalesce(j.program_id, '(none)') as program_id,
                coalesce(j.started_day, {FIRST_DAY_EVER}) as started_day, j.ended_day, j.certified_until_day,
                j.full_time_equivalent as fte, p.as_of_day
            from current_staff_post j join publishing p on p.organization_id = j.organization_id
            where j.serves_clients and coalesce(j.started_day, {FIRST_DAY_EVER}) <= p.as_of_day
            """,
        ),
    ),
    measures=("staff_fte", "certified_fte"),
)


def _requirements() -> str:
    """The requirements of every usable pack with the days in which it is the newest one in force."""
    usable = [one for one in packs() if one.is_usable and one.in_force_from is not None]
    starts = [(one.in_force_from - _EPOCH).days for one in usable if one.in_force_from is not None]
    ends = [later for _, later in pairwise(starts)] + [None]
    return " union all ".join(
        f"""select {literal(pack.id)} as rule_pack, {literal(part.id)} as component,
            {literal(one.id)} as requirement, {int(one.knock_out)} as knock_out,
            {start} as from_day, {"cast(null as integer)" if end is None else end} as until_day"""
        for pack, start, end in zip(usable, starts, ends, strict=True)
        for part in pack.components
        for one in part.requirements
    )


_EVIDENCE_STATE = """
    select e.organization_id, e.period, r.rule_pack, r.component, r.requirement, r.knock_out,
        max(case
            when e.last_day < v.valid_from_day then 0
            when v.valid_until_day < e.last_day then 1
            when v.verified_day <= e.last_day then 3
            when v.valid_from_day is not null or trim(coalesce(v.document, '')) <> '' then 2
            else 0
        end) as state
    from month_end e
    join requirement r on r.from_day <= e.last_day and (r.until_day is null or r.until_day > e.last_day)
    left join current_accreditation_evidence v on v.organization_id = e.organization_id
        and v.rule_pack = r.rule_pack and v.requirement = r.requirement
    where e.organization_id in (select organization_id from current_accreditation_evidence)
    group by e.organization_id, e.period, r.rule_pack, r.component, r.requirement, r.knock_out
"""
"""The best that the evidence of a requirement is: 0 missing, 1 expired, 2 not verified, 3 valid."""

EVIDENCE = Fact(
    name="evidence",
    about="One row per requirement of the accreditation rules in force and month, as on its last day.",
    shape="snapshot",
    reads=("accreditation_evidence",),
    groups=("component", "requirement", "rule_pack"),
    working=(
        ("month_end", MONTH_END),
        ("requirement", _requirements()),
        ("evidence_state", _EVIDENCE_STATE),
    ),
    rows="""
        select organization_id, '(none)' as program_id, 'month' as grain, period,
            component, requirement, rule_pack, 1 as required,
            case when coalesce(state, 0) = 3 then 1 else 0 end as valid,
            case when coalesce(state, 0) = 2 then 1 else 0 end as unverified,
            case when coalesce(state, 0) = 1 then 1 else 0 end as expired,
            case when coalesce(state, 0) = 0 then 1 else 0 end as missing,
            case when knock_out = 1 and coalesce(state, 0) <> 3 then 1 else 0 end as knocked_out
        from evidence_state
    """,
    measures=("required", "valid", "unverified", "expired", "missing", "knocked_out"),
)

_STEP_DAYS = """
    select c.enrollment_id,
        min(case when c.kind = 'intake' then c.done_day end) as intake,
        min(case when c.kind = 'assessment' then c.done_day end) as assessment,
        min(case when c.kind = 'plan' then c.done_day end) as planned,
        min(case when c.kind = 'intervention' then c.done_day end) as intervention,
        min(case when c.kind = 'resocialisation' then c.done_day end) as resocialisation,
        min(case when c.kind = 'termination' then c.done_day end) as termination,
        min(case when c.kind = 'aftercare' then c.done_day end) as aftercare
    from current_case_step c join publishing p on p.organization_id = c.organization_id
    where c.done_day <= p.as_of_day
    group by c.enrollment_id
"""

CASE_PROCESS = Fact(
    name="case_process",
    about="One row per closed case, on the day 90 days after the exit, by which aftercare must have begun.",
    reads=("enrollment", "case_step"),
    working=(("step_days", _STEP_DAYS),),
    rows=f"""
        select s.organization_id, s.program_id, cast(s.exit_day + {AFTERCARE_WITHIN} as integer) as day,
            s.sex, s.age_group, s.disability, s.category, s.district, s.risk, 1 as cases_closed,
            case when d.intake <= d.assessment and d.assessment <= d.planned and d.planned <= d.intervention
                and d.intervention <= coalesce(d.resocialisation, d.intervention)
                and coalesce(d.resocialisation, d.intervention) <= d.termination
                and d.termination <= d.aftercare and d.aftercare <= s.exit_day + {AFTERCARE_WITHIN}
                then 1 else 0 end as cases_complete
        from stay s left join step_days d on d.enrollment_id = s.enrollment_id
        where s.outcome <> 'excluded' and s.exit_day + {AFTERCARE_WITHIN} <= s.as_of_day
            and s.organization_id in (select organization_id from current_case_step)
    """,
    measures=("cases_closed", "cases_complete"),
)
"""Resocialisation is not part of every programme: where it is dated it must lie in its place."""
