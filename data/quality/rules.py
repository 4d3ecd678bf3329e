"""The rules that records are judged by, dimension by dimension: what is wrong, and in which table to mend it.

A rule is a query that gives every row it judges: ``organization_id``, ``program_id``, ``record`` (the key of
the row in the rule's table), ``client_id``, ``worker``, ``day`` (when it happened, as a number) and ``failed``
(0 or 1). It reads the current records and ``quality_stay``. What is wrong and how to mend it stands in the
texts, as ``quality.rule.<id>`` and ``quality.fix.<id>``.
"""

from __future__ import annotations

from typing import NamedTuple

from data.deciding import decided_sql, recorded_sql
from data.persons import age_on
from data.quality.account_rules import ACCOUNT_RULES

DIMENSIONS = ("completeness", "timeliness", "validity", "consistency", "uniqueness", "consent")
"""Those of the USAID data quality assessment, and consent."""
IN_TIME = 7
"""Days within which something must have been typed in."""
LONGEST_CONTACT = 24
"""Hours beyond which a contact is no contact."""


class Rule(NamedTuple):
    """One rule; those of one ``check`` judge the same rows, and a row passes that breaks none of them."""

    id: str
    dimension: str
    table: str
    rows: str
    check: str = ""
    counted: bool = True
    """Whether it counts for its dimension; others only say what else could be mended."""

    @property
    def name(self) -> str:
        """The name of what is checked."""
        return self.check or self.id


_DECIDED = decided_sql("e.exit_day + 36500", "where e.exit_day is not null")

_AGE = age_on("c.birth_on", "e.entry_on")
STAY = f"""
    select e.enrollment_id, e.organization_id, e.program_id, coalesce(a.client_id, e.client_id) as client_id,
        e.worker, e.entry_day, e.exit_day, e.entered_day, e.risk_entry as risk, e.exit_reason,
        e.problem_present_at_entry, e.outcome as written, d.outcome as decided, e.age_at_entry,
        case when e.exit_day is not null then coalesce(d.outcome, {recorded_sql("e.outcome", "e.exit_reason")})
        end as outcome,
        coalesce(c.sex, 'unknown') as sex, coalesce(c.disability, 'unknown') as disability,
        {_AGE} as age_by_birth,
        coalesce({_AGE}, e.age_at_entry) as age
    from current_enrollment e
    join current_program g on g.program_id = e.program_id
    left join current_client c on c.client_id = e.client_id
    left join current_alias a on a.alias_client_id = e.client_id
    left join ({_DECIDED}) d on d.enrollment_id = e.enrollment_id
"""
"""``quality_stay``: every stay with what is known of its client."""

_OPEN_CONSENT = """
    exists (select 1 from current_consent c left join current_alias a on a.alias_client_id = c.client_id
        where coalesce(a.client_id, c.client_id) = s.client_id and c.withdrawn_day is null {more})
"""


def _stay(failed: str, day: str = "entry_day", where: str = "true") -> str:
    """A rule over stays."""
    return f"""
        select organization_id, program_id, enrollment_id as record, client_id, worker, {day} as day,
            case when {failed} then 1 else 0 end as failed
        from quality_stay s where {where}
    """


def _late(table: str, day: str) -> str:
    return _event(table, day, f"r.entered_day - r.{day} > {IN_TIME}")


def _event(table: str, day: str, failed: str, where: str = "true", key: str = "") -> str:
    """A rule over a table of events."""
    return f"""
        select r.organization_id, r.program_id, r.{key or f"{table}_id"} as record, r.client_id,
            cast(null as varchar) as worker, r.{day} as day, case when {failed} then 1 else 0 end as failed
        from current_{table} r where {where}
    """


_LEFT = "exit_day is not null"
_CONTRADICTS = "outcome = 'achieved' and exit_reason in ('deceased', 'admin_error', 'duplicate')"
_LOOKED_BACK_EARLY = """
    exists (select 1 from current_follow_up f where f.enrollment_id = s.enrollment_id and f.done_day < s.exit_day)
"""
_TWICE = """
    exists (select 1 from quality_stay other where other.client_id = s.client_id
        and other.program_id = s.program_id and other.enrollment_id <> s.enrollment_id
        and (other.exit_day is null or other.exit_day > s.entry_day)
        and (other.entry_day < s.entry_day
            or (other.entry_day = s.entry_day and other.enrollment_id < s.enrollment_id)))
"""
_SCORE = """
    select s.organization_id, s.program_id, m.measurement_id as record, s.client_id, s.worker,
        m.measured_day as day,
        case when m.score < i.scale_low or m.score > i.scale_high then 1 else 0 end as failed
    from current_measurement m
    join quality_stay s on s.enrollment_id = m.enrollment_id
    join current_instrument i on i.instrument_id = m.instrument_id
    where i.scale_low is not null and i.scale_high is not null
"""
_ANSWER = """
    select a.organization_id, a.program_id, a.answer_id as record, cast(null as uuid) as client_id,
        cast(null as varchar) as worker, a.answered_day as day,
        case when a.score between 1 and a.options then 0 else 1 end as failed
    from current_survey_answer a where a.state = 'valid' and a.score is not null and a.options is not null
"""
_KEEPS_CONSENT = "s.organization_id in (select organization_id from current_consent)"

RULES: tuple[Rule, ...] = (
    Rule("outcome_missing", "completeness", "enrollment", _stay("outcome = 'unknown'", "exit_day", _LEFT)),
    Rule("risk_missing", "completeness", "enrollment", _stay("risk = 'unknown'")),
    Rule("sex_missing", "completeness", "client", _stay("sex = 'unknown'")),
    Rule("age_missing", "completeness", "client", _stay("age is null")),
    Rule("disability_missing", "completeness", "client", _stay("disability = 'unknown'")),
    Rule(
        "exit_reason_missing",
        "completeness",
        "enrollment",
        _stay("exit_reason is null", "exit_day", _LEFT),
        counted=False,
    ),
    Rule(
        "problem_missing",
        "completeness",
        "enrollment",
        _stay("problem_present_at_entry = 'unknown'"),
        counted=False,
    ),
    Rule(
        "hours_missing",
        "completeness",
        "contact",
        _event("contact", "contact_day", "r.hours is null"),
        counted=False,
    ),
    Rule("late_intake", "timeliness", "enrollment", _stay(f"entered_day - entry_day > {IN_TIME}")),
    Rule("late_contact", "timeliness", "contact", _late("contact", "contact_day")),
    Rule("late_service", "timeliness", "service", _late("service", "service_day")),
    Rule("score_off_scale", "validity", "measurement", _SCORE),
    Rule("answer_off_scale", "validity", "survey_answer", _ANSWER),
    Rule(
        "contact_too_long",
        "validity",
        "contact",
        _event("contact", "contact_day", f"r.hours > {LONGEST_CONTACT}", "r.hours is not null"),
    ),
    Rule(
        "age_disagrees",
        "consistency",
        "enrollment",
        _stay("abs(age_at_entry - age_by_birth) > 1"),
        check="entry",
    ),
    Rule(
        "outcome_without_exit",
        "consistency",
        "enrollment",
        _stay("exit_day is null and (written is not null or exit_reason is not null)"),
        check="entry",
    ),
    Rule(
        "outcome_contradicts",
        "consistency",
        "enrollment",
        _stay(_CONTRADICTS, "exit_day", _LEFT),
        check="exit",
    ),
    Rule(
        "outcome_against_rule",
        "consistency",
        "enrollment",
        _stay("written <> decided", "exit_day", "decided is not null and written is not null"),
        counted=False,
    ),
    Rule(
        "followed_up_early",
        "consistency",
        "enrollment",
        _stay(_LOOKED_BACK_EARLY, "exit_day", _LEFT),
        check="exit",
    ),
    Rule("enrolled_twice", "uniqueness", "enrollment", _stay(_TWICE), check="unique"),
    Rule(
        "closed_as_duplicate", "uniqueness", "enrollment", _stay("exit_reason = 'duplicate'"), check="unique"
    ),
    Rule(
        "consent_missing",
        "consent",
        "consent",
        _stay(f"not {_OPEN_CONSENT.format(more='')}", where=_KEEPS_CONSENT),
        check="consent",
    ),
    Rule(
        "guardian_missing",
        "consent",
        "consent",
        _stay(
            f"age < 18 and {_OPEN_CONSENT.format(more='')}"
            f" and not {_OPEN_CONSENT.format(more='and c.by_guardian')}",
            where=_KEEPS_CONSENT,
        ),
        check="consent",
    ),
    *(Rule(*rule, counted=False) for rule in ACCOUNT_RULES),
)
"""All rules: those about people by dimension, then those about money and reported results."""


def rule_of(rule_id: str) -> Rule:
    """Find a rule. Raises KeyError."""
    return {rule.id: rule for rule in RULES}[rule_id]
