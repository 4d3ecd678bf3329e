"""Quality of the data, by dimension: what was checked and what passed. Never one blended number."""

from __future__ import annotations

from metrics.facts.definition import Fact
from metrics.facts.recording import ENTRY_LAG

QUALITIES = ("completeness", "timeliness", "validity", "consistency", "uniqueness", "consent")
"""The dimensions, in the order of the USAID data quality assessment, and consent."""
IN_TIME = 7
"""Days within which something must have been entered."""
LONGEST_CONTACT = 24
"""Hours beyond which a contact is no contact."""

_COMPLETENESS = """
    select place, entry_day as day, 'completeness' as quality, 4 as checked,
        case when sex <> 'unknown' then 1 else 0 end + case when age_group <> 'unknown' then 1 else 0 end
            + case when risk <> 'unknown' then 1 else 0 end
            + case when disability <> 'unknown' then 1 else 0 end as passed
    from stay
    union all
    select place, exit_day as day, 'completeness' as quality, 1 as checked,
        case when outcome <> 'unknown' then 1 else 0 end as passed
    from stay where exit_day is not null
"""
_TIMELINESS = f"""
    select place, day, 'timeliness' as quality, entries as checked,
        case when cast(lag_days as integer) <= {IN_TIME} then 1 else 0 end as passed
    from ({ENTRY_LAG.rows}) entered
"""
_VALIDITY = f"""
    select s.place, m.measured_day as day, 'validity' as quality, 1 as checked,
        case when m.score < i.scale_low or m.score > i.scale_high then 0 else 1 end as passed
    from current_measurement m
    join stay s on s.enrollment_id = m.enrollment_id and m.measured_day <= s.as_of_day
    join current_instrument i on i.instrument_id = m.instrument_id
    where i.scale_low is not null and i.scale_high is not null
    union all
    select l.place, a.answered_day as day,
        'validity' as quality, 1 as checked,
        case when a.score between 1 and a.options then 1 else 0 end as passed
    from current_survey_answer a join publishing p on p.organization_id = a.organization_id
    join place l on l.organization_id = a.organization_id and l.program_id = coalesce(a.program_id, '(none)')
    where a.answered_day <= p.as_of_day and a.state = 'valid' and a.score is not null and a.options is not null
    union all
    select l.place, c.contact_day as day,
        'validity' as quality, 1 as checked, case when c.hours <= {LONGEST_CONTACT} then 1 else 0 end as passed
    from current_contact c join publishing p on p.organization_id = c.organization_id
    join place l on l.organization_id = c.organization_id and l.program_id = coalesce(c.program_id, '(none)')
    where c.contact_day <= p.as_of_day and c.hours is not null
"""
"""A number with a scale lies on it: scores of instruments, answers, hours of a contact."""

_CONSISTENCY = """
    select s.place, s.entry_day as day, 'consistency' as quality, 1 as checked,
        case when s.entry_agrees then 1 else 0 end as passed
    from stay s
    union all
    select s.place, s.exit_day as day, 'consistency' as quality, 1 as checked,
        case when s.outcome = 'achieved' and s.exit_reason in ('deceased', 'admin_error', 'duplicate') then 0
            when early.enrollment_id is not null then 0 else 1 end as passed
    from stay s left join (
        select distinct b.enrollment_id from stay b
        join current_follow_up f on f.enrollment_id = b.enrollment_id and f.done_day < b.exit_day
    ) early on early.enrollment_id = s.enrollment_id
    where s.exit_day is not null
"""
"""An intake: its age agrees with the birth date to a year, and no outcome stands without an exit. An exit: its
reason does not contradict its outcome, and nobody was followed up before leaving."""

_UNIQUENESS = """
    select s.place, s.entry_day as day, 'uniqueness' as quality, 1 as checked,
        case when s.exit_reason = 'duplicate' or twice.enrollment_id is not null then 0 else 1 end as passed
    from stay s left join (
        select distinct later.enrollment_id
        from (select s.* from stay s join repeated r on r.client_id = s.client_id) later
        join stay other on other.client_id = later.client_id and other.place = later.place
        where other.enrollment_id <> later.enrollment_id
            and (other.exit_day is null or other.exit_day > later.entry_day)
            and (other.entry_day < later.entry_day
                or (other.entry_day = later.entry_day and other.enrollment_id < later.enrollment_id))
    ) twice on twice.enrollment_id = s.enrollment_id
"""
"""An intake is unique unless it was closed as a duplicate, or the same person was in the programme already."""

_CONSENT = """
    select s.place, s.entry_day as day, 'consent' as quality, 1 as checked,
        case when given.enrollment_id is not null then 1 else 0 end as passed
    from stay s left join (
        select distinct b.enrollment_id
        from stay b join (
            select coalesce(a.client_id, c.client_id) as client_id, c.given_day, c.withdrawn_day, c.by_guardian
            from current_consent c left join current_alias a on a.alias_client_id = c.client_id
        ) c on c.client_id = b.client_id
        where c.given_day <= b.as_of_day and (c.withdrawn_day is null or c.withdrawn_day > b.as_of_day)
            and (b.age_group not in ('0-4', '5-17') or c.by_guardian)
    ) given on given.enrollment_id = s.enrollment_id
    where s.organization_id in (select organization_id from current_consent)
"""
"""Consent is on file and not withdrawn, by the guardian where the client came in under 18."""

_PARTS = (_COMPLETENESS, _TIMELINESS, _VALIDITY, _CONSISTENCY, _UNIQUENESS, _CONSENT)


def _monthly(part: str) -> str:
    """The checks of a part by place and month."""
    return f"""
        select q.place, q.quality, c.month_on, sum(q.checked) as checked, sum(q.passed) as passed
        from ({part}) q join calendar c on c.day = q.day group by q.place, q.quality, c.month_on
    """


DATA_QUALITY = Fact(
    name="data_quality",
    about="Checks of a month by dimension of quality, and how many passed; there is no sum of dimensions.",
    shape="ready",
    reads=("enrollment",),
    instead=("survey_answer", "contact", "service"),
    groups=("quality",),
    placed=True,
    rows=" union all ".join(
        f"""select place, 'quality' as dim, quality as grp, 'month' as grain, month_on as period,
                cast(checked as double) as checked, cast(passed as double) as passed
            from ({_monthly(part)}) monthly"""
        for part in _PARTS
    ),
    measures=("checked", "passed"),
)
