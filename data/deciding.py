"""Outcomes decided by a programme's rule, in one query over the current records.

A programme's own rule is the lines of ``outcome_rule_line`` with its ``outcome_rule_version``: of the lines that
fit, the one with the lowest step decides. Where none fits, what staff recorded stands, and else nobody knows.
Another programme may go by a declared pack (data/rules).

The rule in force judges every exit, old ones too, so that one curve is judged by one rule.
"""

from __future__ import annotations

from data.model.codes import ExitReason, OutcomeRuleName
from data.outcome_rules import load_rule, outcome_sql
from data.quoting import literal

NEVER_JUDGED = (ExitReason.deceased, ExitReason.admin_error, ExitReason.duplicate)
"""Exits that are left out unless a rule names their reason: nobody can succeed or fail with them."""
SCORED_WITHIN = 30
"""Days around the exit in which its score must have been taken (methods.md, indicator 1)."""
PACKS = tuple(
    str(name) for name in OutcomeRuleName if name not in (OutcomeRuleName.as_recorded, OutcomeRuleName.own)
)

_LISTED = ", ".join(literal(reason) for reason in NEVER_JUDGED)


def recorded_sql(outcome: str, exit_reason: str) -> str:
    """The outcome as staff recorded it: excluded where nobody can be judged, else unknown where it is empty."""
    return f"""coalesce(cast({outcome} as varchar),
        case when {exit_reason} in ({_LISTED}) then 'excluded' else 'unknown' end)"""


def decided_sql(until: str, whose: str) -> str:
    """Ask which outcome a rule gives to exits: ``enrollment_id, outcome, step`` of those that one decides.

    ``whose`` narrows the enrollments ``e`` to the exits that are meant, by joins and a condition; ``until`` is
    the last day whose scores are known.
    """
    exits = f"""
        select e.enrollment_id, e.organization_id, e.program_id, coalesce(a.client_id, e.client_id) as client_id,
            e.entry_day, e.exit_day, e.exit_reason, e.destination, {until} as until_day
        from current_enrollment e left join current_alias a on a.alias_client_id = e.client_id
        {whose}
    """
    return f"""
        with judged as (
            select x.*, g.outcome_rule as rule, g.outcome_rule_version as version, g.project_type
            from ({exits}) x join current_program g on g.program_id = x.program_id
            where g.outcome_rule <> 'as_recorded'
        ),
        scored as (
            select j.enrollment_id, m.instrument_id, m.phase, m.score, m.measured_day, m.measurement_id,
                j.exit_day
            from current_measurement m join judged j on j.enrollment_id = m.enrollment_id
            where m.measured_day <= j.until_day
            union all
            select j.enrollment_id, m.instrument_id, m.phase, m.score, m.measured_day, m.measurement_id,
                j.exit_day
            from current_measurement m
            left join current_alias a on a.alias_client_id = m.client_id
            join judged j on j.organization_id = m.organization_id
                and j.client_id = coalesce(a.client_id, m.client_id)
            where m.enrollment_id is null and m.measured_day <= j.until_day
                and m.measured_day between j.entry_day - {SCORED_WITHIN} and j.exit_day + {SCORED_WITHIN}
        ),
        first_score as (
            select enrollment_id, instrument_id, score, row_number() over (
                partition by enrollment_id, instrument_id order by measured_day, measurement_id) as nth
            from scored where phase = 'baseline' and measured_day <= exit_day
        ),
        last_score as (
            select enrollment_id, instrument_id, phase, score, row_number() over (
                partition by enrollment_id, instrument_id, phase
                order by measured_day desc, measurement_id desc) as nth
            from scored
            where phase <> 'exit'
                or measured_day between exit_day - {SCORED_WITHIN} and exit_day + {SCORED_WITHIN}
        ),
        fitting as (
            select j.enrollment_id, l.step, l.outcome
            from (select * from judged where rule = 'own') j
            join current_outcome_rule_line l on l.program_id = j.program_id and l.rule_version = j.version
                and (l.destination is null or lower(trim(l.destination)) = lower(trim(j.destination)))
                and (l.exit_reason = j.exit_reason or l.exit_reason is null
                    and (j.exit_reason is null or j.exit_reason not in ({_LISTED})))
            left join current_instrument i on i.instrument_id = l.instrument_id
            left join first_score b on b.enrollment_id = j.enrollment_id
                and b.instrument_id = l.instrument_id and b.nth = 1
            left join last_score s on s.enrollment_id = j.enrollment_id
                and s.instrument_id = l.instrument_id and s.phase = l.phase and s.nth = 1
            where (l.score_at_least is null or s.score >= l.score_at_least)
                and (l.score_at_most is null or s.score <= l.score_at_most)
                and (l.improved_by is null or l.improved_by <= case
                    when coalesce(i.higher_is_better, true) then s.score - b.score else b.score - s.score end)
                and (l.instrument_id is null or s.score is not null)
        )
        select f.enrollment_id, cast(f.outcome as varchar) as outcome, f.step
        from fitting f
        join (select enrollment_id, min(step) as step from fitting group by enrollment_id) first
            on first.enrollment_id = f.enrollment_id and first.step = f.step
        {"".join(f"union all {_by_pack(name)}" for name in PACKS)}
    """


def _by_pack(name: str) -> str:
    inputs = {"exit_on": "exit_day", "outcome": "cast(null as varchar)"}
    return f"""
        select enrollment_id, {outcome_sql(load_rule(name), inputs)} as outcome, 0 as step
        from judged where rule = {literal(name)}
    """
