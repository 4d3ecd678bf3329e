"""Case mix: how many outcomes the same kinds of people reached here before, and who comes in again."""

from __future__ import annotations

from metrics.facts.definition import PEOPLE_GROUPS, Fact

_GROUPS = ", ".join(PEOPLE_GROUPS)

REFERENCE_MONTHS = 24
"""Whole months before the exit's own that say what is to be expected (methods.md, indicator 10)."""
LOOK_BACK = 730
"""Days before an intake in which an earlier success makes it a repeat (24 months; indicator 19)."""

_STRATUM = "risk || ' ' || age_group"

MIX_MONTH = f"""
    select s.organization_id, {_STRATUM} as stratum, c.month_no, count(*) as exits,
        sum(case when outcome = 'achieved' then 1 else 0 end) as achieved
    from stay s join calendar c on c.day = s.exit_day
    where s.exit_day is not null and s.outcome <> 'excluded'
    group by s.organization_id, {_STRATUM}, c.month_no
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

CASE_MIX = Fact(
    name="case_mix",
    about="One row per exit that counts, with the outcomes to be expected of people like this one.",
    reads=("enrollment",),
    placed=True,
    working=(("mix_month", MIX_MONTH), ("mix_expected", MIX_EXPECTED)),
    rows=f"""
        select s.place, s.exit_day as day, {", ".join(f"s.{name}" for name in PEOPLE_GROUPS)},
            case when e.share is not null then 1 else 0 end as mix_exits,
            case when e.share is not null and s.outcome = 'achieved' then 1 else 0 end as mix_observed,
            cast(coalesce(e.share, 0) as decimal(18, 12)) as mix_expected,
            case when e.share is null then 1 else 0 end as mix_unmatched
        from stay s join calendar c on c.day = s.exit_day
        left join mix_expected e on e.organization_id = s.organization_id and e.month_no = c.month_no
            and e.stratum = s.risk || ' ' || s.age_group
        where s.exit_day is not null and s.outcome <> 'excluded'
    """,
    measures=("mix_exits", "mix_observed", "mix_expected", "mix_unmatched"),
)
"""The reference is the organisation's own. Exits of a stratum without anybody before them count in neither."""

REPEAT_INTAKE = Fact(
    name="repeat_intake",
    about="One row per intake, and whether the same person had left this organisation with success before.",
    reads=("enrollment",),
    placed=True,
    rows=f"""
        select s.place, s.entry_day as day, {", ".join(f"s.{name}" for name in PEOPLE_GROUPS)},
            1 as intakes_looked_back, case when again.enrollment_id is not null then 1 else 0 end as repeat_intakes
        from stay s left join (
            select distinct later.enrollment_id
            from stay later join stay earlier on earlier.client_id = later.client_id
            where earlier.outcome = 'achieved' and earlier.exit_day < later.entry_day
                and earlier.exit_day >= later.entry_day - {LOOK_BACK}
        ) again on again.enrollment_id = s.enrollment_id
    """,
    measures=("intakes_looked_back", "repeat_intakes"),
)
