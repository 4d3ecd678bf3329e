"""Recording: how soon and how fully things are written down. The trust strip stands on this."""

from __future__ import annotations

from metrics.facts.definition import Fact

LONGEST_LAG = 60

ENTRY_LAG = Fact(
    name="entry_lag",
    about="One row per intake, contact or service, with the days until it was typed in as its group.",
    reads=(),
    groups=("lag_days",),
    placed=True,
    rows=f"""
        select place, day,
            lpad(cast(least(greatest(entered_day - day, 0), {LONGEST_LAG}) as varchar), 2, '0') as lag_days,
            1 as entries
        from (
            select place, entry_day as day, entered_day from stay
            union all
            select l.place, c.contact_day as day, c.entered_day
            from current_contact c join publishing p on p.organization_id = c.organization_id
            join place l on l.organization_id = c.organization_id
                and l.program_id = coalesce(c.program_id, '(none)')
            where c.contact_day <= p.as_of_day
            union all
            select l.place, v.service_day as day, v.entered_day
            from current_service v join publishing p on p.organization_id = v.organization_id
            join place l on l.organization_id = v.organization_id
                and l.program_id = coalesce(v.program_id, '(none)')
            where v.service_day <= p.as_of_day
        ) happening
    """,
    measures=("entries",),
)

COMPLETENESS = Fact(
    name="completeness",
    about="How many of the fields that headline numbers need are filled, of each intake and each exit.",
    shape="view",
    reads=("enrollment",),
    groups=(),
    rows="""
        select organization, dim, grp, program, grain, period, 4 * intakes as fields_expected,
            intake_fields_filled as fields_filled from published.intake
        union all
        select organization, dim, grp, program, grain, period, exits as fields_expected,
            exits - outcome_unknown as fields_filled from published.exit
    """,
    measures=("fields_expected", "fields_filled"),
)
