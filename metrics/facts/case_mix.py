"""Case mix: how many outcomes the same kinds of people reached here before, and who comes in again."""

from __future__ import annotations

REFERENCE_MONTHS = 24
"""Whole months before the exit's own that say what is to be expected (methods.md, indicator 10)."""
LOOK_BACK = 730
"""Days before an intake in which an earlier success makes it a repeat (24 months; indicator 19)."""

STRATUM = "risk || ' ' || age_group"
"""What makes people alike: risk at entry and age group."""

MIX_MONTH = f"""
    select s.organization_id, {STRATUM} as stratum, c.month_no, count(*) as exits,
        sum(case when outcome = 'achieved' then 1 else 0 end) as achieved
    from stay s join calendar c on c.day = s.exit_day
    where s.exit_day is not null and s.outcome <> 'excluded'
    group by s.organization_id, {STRATUM}, c.month_no
"""
"""Exits that count and those achieved, of an organisation, by risk at entry and age group, month by month."""

MIX_EXPECTED = f"""
    select m.organization_id, m.stratum, m.month_no,
        cast(sum(r.achieved) as double) / cast(sum(r.exits) as double) as share
    from mix_month m join mix_month r on r.organization_id = m.organization_id and r.stratum = m.stratum
        and r.month_no between m.month_no - {REFERENCE_MONTHS} and m.month_no - 1
    group by m.organization_id, m.stratum, m.month_no
"""
"""What share of the same stratum had achieved in the 24 months before a month."""

EXPECTED = (("mix_month", MIX_MONTH), ("mix_expected", MIX_EXPECTED))
"""Working tables for the outcomes to be expected of an exit."""

WAS_HERE = f"""
    select distinct later.enrollment_id
    from (select s.* from stay s join repeated r on r.client_id = s.client_id) later
    join stay earlier on earlier.client_id = later.client_id
    where earlier.outcome = 'achieved' and earlier.exit_day < later.entry_day
        and earlier.exit_day >= later.entry_day - {LOOK_BACK}
"""
"""Intakes of people who had left this organisation with success before."""

LOOKED_BACK = (("was_here", WAS_HERE),)
"""Working table for intakes that are repeats."""
