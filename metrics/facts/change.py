"""What changed between intake and exit: scores, goals and social functioning.

Outcomes belong to the exit: each row is an exit that counts, on the day of the exit, with what was known of it
by ``as_of``.
"""

from __future__ import annotations

from data.deciding import SCORED_WITHIN
from metrics.facts.definition import PEOPLE_GROUPS, Fact

_GROUPS = ", ".join(PEOPLE_GROUPS)

RELIABLE = 1.96
"""Standard errors of a difference beyond which a change is real (Jacobson & Truax 1991)."""
DOMAINS = ("functioning_material", "functioning_spiritual", "functioning_social")
"""Instruments of the rubric of social functioning, of five levels each: the domains of UU 11/2009."""
GOAL_CORRELATION = 0.3
"""Assumed correlation between the goals of one person (Kiresuk & Sherman 1968)."""

_SCORES = f"""
    select measurement_id, instrument_id, phase, measured_day, score, enrollment_id
    from current_measurement where enrollment_id is not null
    union all
    select m.measurement_id, m.instrument_id, m.phase, m.measured_day, m.score, s.enrollment_id
    from current_measurement m
    left join current_alias a on a.alias_client_id = m.client_id
    join stay s on s.organization_id = m.organization_id and s.client_id = coalesce(a.client_id, m.client_id)
        and m.measured_day between s.entry_day - {SCORED_WITHIN}
            and coalesce(s.exit_day, s.as_of_day) + {SCORED_WITHIN}
    where m.enrollment_id is null
"""
"""Scores with their stay: the one they name, else the client's stay of that time."""

SCORE_PAIR = f"""
    select s.enrollment_id, s.place, s.exit_day, {", ".join(f"s.{name}" for name in PEOPLE_GROUPS)},
        before.instrument_id as instrument, before.score as before_score,
        case when coalesce(i.higher_is_better, true) then after.score - before.score
            else before.score - after.score end as change,
        case when i.reliability < 1 and i.standard_deviation > 0
            then {RELIABLE} * i.standard_deviation * sqrt(2.0 * (1.0 - i.reliability)) end as criterion,
        case when coalesce(i.higher_is_better, true) then 1 else -1 end
            * (1.0 - i.reliability) * (i.population_mean - before.score) as drift
    from stay s
    join (
        select c.enrollment_id, c.instrument_id, c.score, row_number() over (
            partition by c.enrollment_id, c.instrument_id order by c.measured_day, c.measurement_id
        ) as nth
        from ({_SCORES}) c join stay b on b.enrollment_id = c.enrollment_id
        where c.phase = 'baseline' and c.measured_day <= b.exit_day
    ) before on before.enrollment_id = s.enrollment_id and before.nth = 1
    join (
        select c.enrollment_id, c.instrument_id, c.score, row_number() over (
            partition by c.enrollment_id, c.instrument_id order by c.measured_day desc, c.measurement_id desc
        ) as nth
        from ({_SCORES}) c join stay b on b.enrollment_id = c.enrollment_id
        where c.phase = 'exit' and c.measured_day <= b.as_of_day
            and c.measured_day between b.exit_day - {SCORED_WITHIN} and b.exit_day + {SCORED_WITHIN}
    ) after on after.enrollment_id = before.enrollment_id and after.instrument_id = before.instrument_id
        and after.nth = 1
    left join current_instrument i on i.instrument_id = before.instrument_id
    where s.exit_day is not null and s.outcome <> 'excluded'
"""
"""One row per exit and instrument: the first score at the start and the last around the exit.

``change`` is turned so that more is better; ``criterion`` is the least change that is real, NULL where the
instrument has no published reliability and standard deviation. ``drift`` is the change to be expected with no
programme at all, where reliability and the mean of the population are published: a score lies that far from the
mean by the error of measuring. Of a group chosen beyond a cut-off its mean is that of Barnett et al. 2005,
whichever the cut-off was.
"""

PAIRS = (("score_pair", SCORE_PAIR),)

CHANGE = Fact(
    name="change",
    about="One row per exit and scale with a score at the start and one around the exit; rubrics stand apart.",
    reads=("enrollment", "measurement"),
    placed=True,
    groups=(*PEOPLE_GROUPS, "instrument"),
    working=PAIRS,
    rows=f"""
        select place, exit_day as day, {_GROUPS}, instrument, 1 as pairs,
            cast(change as decimal(18, 6)) as change_sum,
            cast(change * change as decimal(24, 6)) as change_squares,
            cast(before_score as decimal(18, 6)) as before_sum,
            cast(before_score * before_score as decimal(24, 6)) as before_squares,
            case when criterion is not null then 1 else 0 end as reliable_pairs,
            case when change >= criterion then 1 else 0 end as improved,
            case when change <= -criterion then 1 else 0 end as deteriorated,
            cast(drift as decimal(18, 6)) as drift_sum,
            case when drift is not null then 1 else 0 end as drift_pairs
        from score_pair where instrument not in ({", ".join(f"'{name}'" for name in DOMAINS)})
    """,
    measures=(
        *("pairs", "change_sum", "change_squares", "before_sum", "before_squares"),
        *("reliable_pairs", "improved", "deteriorated", "drift_sum", "drift_pairs"),
    ),
)

FUNCTIONING = Fact(
    name="functioning",
    about="One row per exit with the rubric of social functioning, all three domains, at the start and the end.",
    reads=("enrollment", "measurement"),
    placed=True,
    working=PAIRS,
    rows=f"""
        select place, exit_day as day, {_GROUPS}, 1 as functioning_pairs,
            case when sum(case when change >= 1 then 1 else 0 end) >= 2 and min(change) >= 0
                then 1 else 0 end as functioning_gained,
            case when min(change) < 0 then 1 else 0 end as functioning_lost
        from score_pair where instrument in ({", ".join(f"'{name}'" for name in DOMAINS)})
        group by enrollment_id, place, exit_day, {_GROUPS} having count(*) = {len(DOMAINS)}
    """,
    measures=("functioning_pairs", "functioning_gained", "functioning_lost"),
)

_GOALS = """
    select enrollment_id, set_day, attainment, weight from current_case_goal where enrollment_id is not null
    union all
    select s.enrollment_id, g.set_day, g.attainment, g.weight
    from current_case_goal g
    left join current_alias a on a.alias_client_id = g.client_id
    join stay s on s.organization_id = g.organization_id and s.client_id = coalesce(a.client_id, g.client_id)
        and (g.program_id is null or g.program_id = s.program_id)
        and g.set_day between s.entry_day and coalesce(s.exit_day, s.as_of_day)
    where g.enrollment_id is null
"""

GOAL_ATTAINMENT = Fact(
    name="goal_attainment",
    about="One row per exit with goals that were scored: the person's T score, 50 is as expected.",
    reads=("enrollment", "case_goal"),
    placed=True,
    rows=f"""
        select place, day, {_GROUPS}, 1 as goal_people, goals as goals_scored,
            cast(t as decimal(18, 9)) as goal_t_sum, cast(t * t as decimal(24, 9)) as goal_t_squares
        from (
            select s.place, s.exit_day as day, {", ".join(f"s.{name}" for name in PEOPLE_GROUPS)},
                count(*) as goals,
                50.0 + 10.0 * sum(g.weight * g.attainment) / sqrt(
                    {1 - GOAL_CORRELATION} * sum(g.weight * g.weight)
                    + {GOAL_CORRELATION} * sum(g.weight) * sum(g.weight)
                ) as t
            from stay s join ({_GOALS}) g on g.enrollment_id = s.enrollment_id
            where s.exit_day is not null and s.outcome <> 'excluded'
                and g.attainment is not null and g.weight > 0 and g.set_day <= s.as_of_day
            group by s.enrollment_id, s.place, s.exit_day, {", ".join(f"s.{name}" for name in PEOPLE_GROUPS)}
        ) scored
    """,
    measures=("goal_people", "goals_scored", "goal_t_sum", "goal_t_squares"),
)
