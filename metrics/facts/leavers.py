"""People who left: exits are counted, and beside them how many different people they were.

Like people served they are counted anew for each month, quarter and rolling twelve months, and published as
changes. Each exit stands for its client until the period ends or the next exit of the same client takes over,
so that in any period a client stands once. What is judged half a year later stands in the month of that day.
"""

from __future__ import annotations

from metrics.facts.aftercare import RECORDS_SELF_RELIANCE, SELF_RELIANT_AFTER
from metrics.facts.definition import Fact
from metrics.facts.people import EVERYWHERE

EXITED = f"""
    select s.place, e.place as everywhere, s.client_id, c.month_no, s.outcome <> 'excluded' as counted,
        s.outcome <> 'excluded' and s.risk in ('medium', 'high') and coalesce(s.risk_exit, 'unknown') <> 'unknown'
            as risk_judged,
        due.month_no as due_month_no, r.client_id is not null as is_repeated
    from (
        select *, case when outcome <> 'excluded' and exit_day + {SELF_RELIANT_AFTER} <= as_of_day
            and organization_id in ({RECORDS_SELF_RELIANCE}) then exit_day + {SELF_RELIANT_AFTER} end as looked_day
        from stay
    ) s
    join calendar c on c.day = s.exit_day
    join place e on e.organization_id = s.organization_id and e.program_id = '{EVERYWHERE}'
    left join calendar due on due.day = s.looked_day
    left join repeated r on r.client_id = s.client_id
"""
"""Working table ``exited``: exits with their month; ``counted`` unless the programme's rule leaves them out,
``risk_judged`` where the risk at entry could fall and that at exit is known, and the month in which it is seen
whether somebody stayed self-reliant."""

EXITED_ONCE = """
    select place, everywhere, month_no, count(*) as clients_left,
        sum(case when counted then 1 else 0 end) as clients_counted,
        sum(case when risk_judged then 1 else 0 end) as clients_risk_judged, 0 as clients_self_reliance_due
    from exited where not is_repeated group by place, everywhere, month_no
    union all
    select place, everywhere, due_month_no as month_no, 0 as clients_left, 0 as clients_counted,
        0 as clients_risk_judged, count(*) as clients_self_reliance_due
    from exited where not is_repeated and due_month_no is not null group by place, everywhere, due_month_no
"""
"""Working table ``exited_once``: clients with one stay, by the month in which they left or were looked at."""

_STANDS: dict[str, tuple[str, str]] = {
    "clients_left": ("month_no", "true"),
    "clients_counted": ("month_no", "counted"),
    "clients_risk_judged": ("month_no", "risk_judged"),
    "clients_self_reliance_due": ("due_month_no", "due_month_no is not null"),
}
"""Measure, the month in which an exit stands for its client, and which exits do."""

_GRAINS: tuple[tuple[str, str, int], ...] = (
    ("month", "{month}", 1),
    ("quarter", "cast(floor({month} / 3.0) as integer)", 1),
    ("year", "{month}", 12),
)
"""Grain, the number of the first period that an exit belongs to, and to how many it does. ``year`` is the twelve
months that end with a month: an exit belongs to twelve of them."""
_PLACES = ("place", "everywhere")


def _once(grain: str, first: str, length: int, place: str) -> str:
    """A person more where the only exit falls, a person less when the last period that holds it is over."""
    return " union all ".join(
        f"""select {place} as place, '{grain}' as grain, {first.format(month="month_no")} + {later} as number,
                {", ".join(f"{sign} * {measure} as {measure}" for measure in _STANDS)}
            from exited_once"""
        for later, sign in ((0, 1), (length, -1))
    )


def _again(grain: str, first: str, length: int, place: str, measure: str) -> str:
    """The same for clients with several stays, whose next exit takes over from the one before."""
    month, kept = _STANDS[measure]
    exits = f"""
        select place, number, lead(number) over (partition by place, client_id order by number) as next_number
        from (select distinct {place} as place, client_id, {first.format(month=month)} as number
            from exited where is_repeated and {kept}) falling
    """

    def changed(sign: int) -> str:
        return ", ".join(f"{sign if one == measure else 0} as {one}" for one in _STANDS)

    return " union all ".join(
        f"select place, '{grain}' as grain, {when} as number, {changed(sign)} from ({exits}) once_each"
        for when, sign in (
            ("number", 1),
            (f"least(coalesce(next_number, number + {length}), number + {length})", -1),
        )
    )


_CHANGES = (
    *(_once(*grain, place) for grain in _GRAINS for place in _PLACES),
    *(_again(*grain, place, measure) for grain in _GRAINS for place in _PLACES for measure in _STANDS),
)

LEAVERS = Fact(
    name="leavers",
    about="Changes in how many different people left, by month, quarter and twelve months.",
    shape="ready",
    reads=("enrollment",),
    placed=True,
    working=(("exited", EXITED), ("exited_once", EXITED_ONCE)),
    rows=f"""
        select c.place, 'all' as dim, 'all' as grp, c.grain, n.period, {", ".join(f"c.{name}" for name in _STANDS)}
        from (
            select place, grain, number,
                {", ".join(f"cast(sum({name}) as double) as {name}" for name in _STANDS)}
            from ({" union all ".join(_CHANGES)}) changes
            group by place, grain, number
        ) c
        join period_number n on n.grain = c.grain and n.number = c.number
    """,
    measures=tuple(_STANDS),
    groups=(),
)
