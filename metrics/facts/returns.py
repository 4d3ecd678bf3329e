"""Return: time from an achieved exit to the first return, as a life table by quarter of exit."""

from __future__ import annotations

from metrics.facts.definition import Fact
from metrics.statistics.survival import WEEKLY_EDGES as EDGES

_BIN = " ".join(f"when days <= {edge} then {number}" for number, edge in enumerate(EDGES))

RETURN_SPELL = f"""
    select organization_id, program_id, sex, quarter_on, days, ended,
        case {_BIN} else {len(EDGES)} end as bin
    from (
        select stay.organization_id, stay.program_id, stay.sex, calendar.quarter_on,
            case
                when returned_day is not null and returned_day <= coalesce(watched_day, returned_day)
                    then returned_day - stay.exit_day
                when died_day is not null then greatest(died_day, stay.exit_day) - stay.exit_day
                else greatest(coalesce(watched_day, stay.exit_day), stay.exit_day) - stay.exit_day
            end as days,
            case when returned_day is not null and returned_day <= coalesce(watched_day, returned_day)
                then 'returned' when died_day is not null then 'died' else 'censored' end as ended
        from stay
        join calendar on calendar.day = stay.exit_day
        join (
            select s.enrollment_id,
                least(
                    min(case when f.status = 'returned' then greatest(coalesce(f.event_day, f.done_day), s.exit_day + 1)
                        end),
                    min(came_back.same_problem_day)
                ) as returned_day,
                min(case when f.status = 'deceased' then coalesce(f.event_day, f.done_day) end) as died_day,
                case
                    when max(traced.organization_id) is null then max(s.as_of_day)
                    else greatest(
                        max(case when f.status in ('well', 'returned', 'moved_away', 'deceased') then f.done_day end),
                        min(came_back.same_problem_day)
                    )
                end as watched_day
            from stay s
            left join current_follow_up f on f.enrollment_id = s.enrollment_id and f.done_day <= s.as_of_day
            left join came_back on came_back.enrollment_id = s.enrollment_id
            left join (
                select distinct st.organization_id, st.program_id from stay st
                join current_follow_up fu on fu.enrollment_id = st.enrollment_id
            ) traced on traced.organization_id = s.organization_id and traced.program_id = s.program_id
            where s.outcome = 'achieved'
            group by s.enrollment_id
        ) seen on seen.enrollment_id = stay.enrollment_id
        where stay.outcome = 'achieved'
    ) spell
"""
"""Working table ``return_spell``: one row per achieved exit.

A return is a new entry for the same problem 14 days later or more, or a follow-up that found one. A
programme that follows its clients up watches each until the last follow-up that found them; one that does
not watches its own register until ``as_of``. Whoever died is watched until the day of it.
"""

RETURN_CURVE = Fact(
    name="return_curve",
    about="Achieved exits of a quarter by how long they were watched: returned, died, or no longer watched.",
    shape="ready",
    reads=("enrollment",),
    working=(("return_spell", RETURN_SPELL),),
    rows="""
        select organization_id as organization, 'all' as dim, lpad(cast(bin as varchar), 3, '0') as grp,
            program_id as program, 'quarter' as grain, quarter_on as period,
            cast(sum(case when ended = 'returned' then 1 else 0 end) as double) as returned,
            cast(sum(case when ended = 'died' then 1 else 0 end) as double) as died,
            cast(sum(case when ended = 'censored' then 1 else 0 end) as double) as censored
        from return_spell group by organization_id, program_id, quarter_on, bin
    """,
    measures=("returned", "died", "censored"),
    groups=(),
)
"""The bin of ``metrics.statistics.survival.WEEKLY_EDGES`` stands in ``grp``; the last is beyond the last edge."""
