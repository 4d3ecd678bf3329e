"""What whole stays cost: a programme's cost of each month over the days that people were in it, summed per stay.

Where people stay long, most of the cost of those who leave lies before the period in which they leave.
"""

from __future__ import annotations

from metrics.facts.cost import COST
from metrics.facts.definition import Fact
from metrics.facts.stages import FIRST_DAY_EVER

LONG_STAY = 180
"""Days after which a stay is long (methods.md §1, indicator 6)."""

_ENTERED = f"greatest(s.entry_day, {FIRST_DAY_EVER})"

STAY_MONTH_MOVES = f"""
    select place, month_no, sum(came) as came, sum(went) as went, sum(days) as days
    from (
        select s.place, c.month_no, 1 as came, 0 as went, m.last_day - {_ENTERED} + 1 as days
        from stay s join calendar c on c.day = {_ENTERED} join place_month m on m.place = s.place
            and m.month_no = c.month_no
        where coalesce(s.exit_day, {FIRST_DAY_EVER}) >= {FIRST_DAY_EVER}
        union all
        select s.place, c.month_no, 0 as came, 1 as went, s.exit_day - m.last_day as days
        from stay s join calendar c on c.day = s.exit_day join place_month m on m.place = s.place
            and m.month_no = c.month_no
    ) moved
    group by place, month_no
"""
"""Who came and went in a month, and by how many days enrolled that changes the month of those who were there
before: who came was there to its end, who went was not."""

PLACE_MONTH = f"""
    select b.place, m.month_no, m.month_on, m.first_day, least(m.last_day, b.as_of_day) as last_day
    from (
        select s.place, max(s.as_of_day) as as_of_day, min(f.month_no) as first_month, max(l.month_no) as last_month
        from stay s join calendar f on f.day = {_ENTERED} join calendar l on l.day = s.as_of_day
        group by s.place
    ) b
    join (
        select month_no, month_on, min(day) as first_day, max(day) as last_day
        from calendar group by month_no, month_on
    ) m on m.month_no between b.first_month and b.last_month
"""
"""The months of each programme since somebody entered it, each with its first and last known day."""

_EARLIER = "(partition by place order by month_no rows between unbounded preceding and 1 preceding)"
DAY_COST = f"""
    select place, month_no, first_day, is_costed, day_cost,
        coalesce(sum(day_cost * (last_day - first_day + 1)) over {_EARLIER}, 0) as cost_before,
        coalesce(sum(is_costed * (last_day - first_day + 1)) over {_EARLIER}, 0) as days_before
    from (
        select m.place, m.month_no, m.first_day, m.last_day,
            case when r.full_cost <> 0 and m.days > 0 then 1 else 0 end as is_costed,
            case when r.full_cost <> 0 and m.days > 0 then r.full_cost / m.days else 0e0 end as day_cost
        from (
            select p.place, p.month_no, p.month_on, p.first_day, p.last_day,
                coalesce(v.days, 0) + (p.last_day - p.first_day + 1)
                    * coalesce(sum(coalesce(v.came, 0) - coalesce(v.went, 0)) over (
                        partition by p.place order by p.month_no
                        rows between unbounded preceding and 1 preceding
                    ), 0) as days
            from place_month p
            left join stay_month_moves v on v.place = p.place and v.month_no = p.month_no
        ) m
        join place n on n.place = m.place
        left join cost_row r on r.organization_id = n.organization_id and r.program_id = n.program_id
            and r.month_on = m.month_on
    ) one_month
"""
"""What a day of one person costs in each month of a programme; whether a cost is recorded at all; and the sums of
both over all days of the months before, so that a stay of any length is two of them, one less the other."""

STAY_COST = Fact(
    name="stay_cost",
    about="One row per exit whose outcome counts: how long the stay was and what all of it cost.",
    reads=("enrollment", "ledger_entry"),
    placed=True,
    groups=(),
    working=(
        *COST.working,
        ("place_month", PLACE_MONTH),
        ("stay_month_moves", STAY_MONTH_MOVES),
        ("day_cost", DAY_COST),
    ),
    rows=f"""
        select s.place, s.exit_day as day,
            1 as stays,
            case when s.exit_day - s.entry_day > {LONG_STAY} then 1 else 0 end as long_stays,
            case when s.outcome = 'achieved' then 1 else 0 end as stays_achieved,
            case when s.outcome = 'unknown' then 1 else 0 end as stays_unknown,
            s.exit_day - {_ENTERED} + 1 as stay_days,
            t.days_before + t.is_costed * (s.exit_day - t.first_day + 1)
                - f.days_before - f.is_costed * ({_ENTERED} - f.first_day) as costed_days,
            t.cost_before + t.day_cost * (s.exit_day - t.first_day + 1)
                - f.cost_before - f.day_cost * ({_ENTERED} - f.first_day) as stay_cost
        from stay s
        join calendar e on e.day = {_ENTERED}
        join calendar x on x.day = s.exit_day
        join day_cost f on f.place = s.place and f.month_no = e.month_no
        join day_cost t on t.place = s.place and t.month_no = x.month_no
        where s.exit_day is not null and s.outcome <> 'excluded'
    """,
    measures=(
        "stays",
        "long_stays",
        "stays_achieved",
        "stays_unknown",
        "stay_days",
        "costed_days",
        "stay_cost",
    ),
)
"""First and last day both count. The cost of all stays, of those still here too, is the full cost of all months in
which anybody was here."""
