"""Recording: how soon and how fully things are written down. The trust strip stands on this."""

from __future__ import annotations

from metrics.facts.definition import Fact

LONGEST_LAG = 60

ENTRY_LAG = Fact(
    name="entry_lag",
    about="One row per intake, contact or service, with the days until it was typed in as its group.",
    reads=(),
    groups=("lag_days",),
    rows=f"""
        select organization_id, program_id, day,
            lpad(cast(least(greatest(entered_day - day, 0), {LONGEST_LAG}) as varchar), 2, '0') as lag_days,
            1 as entries
        from (
            select organization_id, program_id, entry_day as day, entered_day from stay
            union all
            select c.organization_id, coalesce(c.program_id, '(none)') as program_id, c.contact_day as day,
                c.entered_day
            from current_contact c join publishing p on p.organization_id = c.organization_id
            where c.contact_day <= p.as_of_day
            union all
            select v.organization_id, coalesce(v.program_id, '(none)') as program_id, v.service_day as day,
                v.entered_day
            from current_service v join publishing p on p.organization_id = v.organization_id
            where v.service_day <= p.as_of_day
        ) happening
    """,
    measures=("entries",),
)

COMPLETENESS = Fact(
    name="completeness",
    about="One row per intake or exit: how many of the fields that headline numbers need are filled.",
    reads=("enrollment",),
    groups=(),
    rows="""
        select organization_id, program_id, entry_day as day, 4 as fields_expected,
            case when sex <> 'unknown' then 1 else 0 end + case when age_group <> 'unknown' then 1 else 0 end
            + case when risk <> 'unknown' then 1 else 0 end
            + case when disability <> 'unknown' then 1 else 0 end as fields_filled
        from stay
        union all
        select organization_id, program_id, exit_day as day, 1 as fields_expected,
            case when outcome <> 'unknown' then 1 else 0 end as fields_filled
        from stay where exit_day is not null
    """,
    measures=("fields_expected", "fields_filled"),
)
