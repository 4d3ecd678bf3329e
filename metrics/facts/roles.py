"""The five roles of a social worker (seed 003): what became of what broker, mediator and advocate did."""

from __future__ import annotations

from metrics.facts.definition import Fact

KEPT_FOR = 90
"""Days after which a mediated agreement is looked at again."""
LOOKED_WITHIN = 30
"""Days around that point in which the look counts, and that must have passed before anything is counted."""

REFERRAL_RECEIVED = Fact(
    name="referral_received",
    about="One row per referral whose service was received, not by the referrer's word alone, on that day.",
    reads=("referral",),
    groups=("partner",),
    rows="""
        select r.organization_id, coalesce(r.program_id, s.program_id, '(none)') as program_id,
            r.received_day as day, coalesce(r.partner_id, 'unknown') as partner,
            1 as referrals_received,
            case when r.need_met = 'yes' then 1 else 0 end as referral_needs_met,
            case when r.need_met is null or r.need_met = 'unknown' then 1 else 0 end as referral_needs_unknown
        from current_referral r join publishing p on p.organization_id = r.organization_id
        left join stay s on s.enrollment_id = r.enrollment_id
        where r.received_day <= p.as_of_day and (r.confirmed_by is null or r.confirmed_by <> 'referrer')
    """,
    measures=("referrals_received", "referral_needs_met", "referral_needs_unknown"),
)

NEED_MET = Fact(
    name="need_met",
    about="One row per assessed need that was answered, on that day, however late.",
    reads=("need",),
    groups=(),
    rows="""
        select n.organization_id, coalesce(n.program_id, s.program_id, '(none)') as program_id,
            n.answered_day as day, 1 as needs_met,
            case when n.answered_by = 'partner' then 1 else 0 end as needs_met_by_partner,
            case when n.answered_by is null then 1 else 0 end as needs_met_by_unknown
        from current_need n join publishing p on p.organization_id = n.organization_id
        left join stay s on s.enrollment_id = n.enrollment_id
        where n.answered_day <= p.as_of_day
    """,
    measures=("needs_met", "needs_met_by_partner", "needs_met_by_unknown"),
)

MEDIATION = Fact(
    name="mediation",
    about="One row per mediation, on the day 90 days after it was closed, once 30 more days have passed.",
    reads=("role_case",),
    groups=(),
    rows=f"""
        select organization_id, program_id, day, 1 as mediations_due,
            case when result = 'agreed' and looked = 'yes' then 1 else 0 end as agreements_kept,
            case when result is null or result = 'open' or (result = 'agreed' and looked = 'unknown')
                then 1 else 0 end as agreements_unknown
        from (
            select k.organization_id, coalesce(k.program_id, '(none)') as program_id,
                cast(k.closed_day + {KEPT_FOR} as integer) as day, k.result,
                case
                    when k.kept = 'no' and k.checked_day <= p.as_of_day then 'no'
                    when k.kept = 'yes' and k.checked_day <= p.as_of_day
                        and k.checked_day >= k.closed_day + {KEPT_FOR - LOOKED_WITHIN} then 'yes'
                    else 'unknown'
                end as looked
            from current_role_case k join publishing p on p.organization_id = k.organization_id
            where k.kind = 'mediation' and k.closed_day + {KEPT_FOR + LOOKED_WITHIN} <= p.as_of_day
        ) closed
    """,
    measures=("mediations_due", "agreements_kept", "agreements_unknown"),
)
"""A mediation that ended without agreement counts too: it did not hold. A look that came too early does not say
that an agreement lasted."""

ADVOCACY = Fact(
    name="advocacy",
    about="One row per concluded advocacy ask, on the day it was closed.",
    reads=("role_case",),
    groups=(),
    rows="""
        select k.organization_id, coalesce(k.program_id, '(none)') as program_id, k.closed_day as day,
            1 as asks_concluded,
            case when k.result in ('adopted', 'partly_adopted') then 1 else 0 end as asks_adopted,
            case when k.result is null or k.result not in ('adopted', 'partly_adopted', 'rejected')
                then 1 else 0 end as asks_unknown
        from current_role_case k join publishing p on p.organization_id = k.organization_id
        where k.kind = 'advocacy' and k.closed_day <= p.as_of_day
    """,
    measures=("asks_concluded", "asks_adopted", "asks_unknown"),
)

_HOURS = """
    select c.organization_id, coalesce(c.program_id, s.program_id, '(none)') as program_id, m.month_on,
        cast(c.role as varchar) as role, cast(c.level as varchar) as level,
        cast(c.role as varchar) || ':' || cast(c.level as varchar) as role_level,
        count(*) as contacts, sum(case when c.hours is null then 0 else 1 end) as timed_contacts,
        sum(cast(coalesce(c.hours, 0) as decimal(38, 6))) as hours
    from current_contact c
    join publishing p on p.organization_id = c.organization_id
    join calendar m on m.day = c.contact_day
    left join stay s on s.enrollment_id = c.enrollment_id
    where c.contact_day <= p.as_of_day
    group by c.organization_id, coalesce(c.program_id, s.program_id, '(none)'), m.month_on, c.role, c.level
"""


def _published_hours(dim: str, group: str) -> str:
    return f"""
        select organization_id as organization, '{dim}' as dim, {group} as grp, program_id as program,
            'month' as grain, month_on as period, cast(sum(contacts) as double) as contacts,
            cast(sum(timed_contacts) as double) as timed_contacts, cast(sum(hours) as double) as hours
        from practice_month group by organization_id, program_id, month_on, {group}
    """


PRACTICE_HOURS = Fact(
    name="practice_hours",
    about="Hours of contact by month, role and level.",
    shape="ready",
    reads=("contact",),
    groups=("role", "level", "role_level"),
    working=(("practice_month", _HOURS),),
    rows=" union all ".join(
        [_published_hours("all", "'all'")]
        + [_published_hours(dim, dim) for dim in ("role", "level", "role_level")]
    ),
    measures=("contacts", "timed_contacts", "hours"),
)
"""Contacts are the largest table: they are read once, and the few sums grouped again."""
