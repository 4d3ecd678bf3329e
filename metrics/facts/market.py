"""Market: who was linked to work or a buyer and is still there half a year later."""

from __future__ import annotations

from metrics.facts.definition import Fact
from metrics.facts.empowerment import OF_STAY

STAYED_FOR = 182
"""Days after which a placement is looked at."""
LOOKED_WITHIN = 45
"""Days before that point in which the look counts already, and after it until nothing more is expected."""
LARGEST_CHANGE = 300
"""Per cent; larger changes of income are counted as this one, so that the median stays exact below."""

PLACEMENT = Fact(
    name="placement",
    about="One row per placement in a job, with a buyer or a cooperative, 182 days later, once 45 more have passed.",
    reads=("placement",),
    groups=("sex", "age_group", "disability", "category", "district", "risk", "kind", "income_change"),
    rows=f"""
        select f.organization_id, coalesce(f.program_id, s.program_id, '(none)') as program_id,
            cast(f.placed_day + {STAYED_FOR} as integer) as day, {OF_STAY},
            cast(f.kind as varchar) as kind, 1 as placements_due,
            case when f.still_there = 'yes' and f.checked_day >= f.placed_day + {STAYED_FOR - LOOKED_WITHIN}
                and f.checked_day <= p.as_of_day then 1 else 0 end as placements_kept,
            case when f.still_there = 'no' and f.checked_day <= p.as_of_day then 0
                when f.still_there = 'yes' and f.checked_day >= f.placed_day + {STAYED_FOR - LOOKED_WITHIN}
                and f.checked_day <= p.as_of_day then 0 else 1 end as placements_unknown,
            case when f.income_before > 0 and f.income_after is not null and f.checked_day <= p.as_of_day
                then lpad(cast(cast(least(round(
                    100.0 * cast(f.income_after as double) / cast(f.income_before as double)
                ), {100 + LARGEST_CHANGE}) as integer) as varchar), 3, '0')
                else 'unknown' end as income_change
        from current_placement f join publishing p on p.organization_id = f.organization_id
        left join stay s on s.enrollment_id = f.enrollment_id
        where f.kind in ('job', 'buyer', 'cooperative')
            and f.placed_day + {STAYED_FOR + LOOKED_WITHIN} <= p.as_of_day
    """,
    measures=("placements_due", "placements_kept", "placements_unknown"),
)
"""``income_change`` is the income afterwards in per cent of the income before."""
