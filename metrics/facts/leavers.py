"""People who left: exits are counted, and beside them how many different people they were.

Like people served they are counted anew for each month, quarter and rolling twelve months, and published as
changes. Each exit stands for its client until the period ends or the next exit of the same client takes over,
so that in any period a client stands once.
"""

from __future__ import annotations

from metrics.facts.definition import Fact
from metrics.facts.people import EVERYWHERE

EXITED = f"""
    select s.place, e.place as everywhere, s.client_id, c.month_no, s.outcome <> 'excluded' as counted,
        r.client_id is not null as is_repeated
    from stay s
    join calendar c on c.day = s.exit_day
    join place e on e.organization_id = s.organization_id and e.program_id = '{EVERYWHERE}'
    left join repeated r on r.client_id = s.client_id
"""
"""Working table ``exited``: exits with their month; ``counted`` unless the programme's rule leaves them out."""

EXITED_ONCE = """
    select place, everywhere, month_no, count(*) as clients_left,
        sum(case when counted then 1 else 0 end) as clients_counted
    from exited where not is_repeated group by place, everywhere, month_no
"""
"""Working table ``exited_once``: clients with one stay, by the month in which they left."""

_GRAINS: tuple[tuple[str, str, int], ...] = (
    ("month", "month_no", 1),
    ("quarter", "cast(floor(month_no / 3.0) as integer)", 1),
    ("year", "month_no", 12),
)
"""Grain, the number of the first period that an exit belongs to, and to how many it does. ``year`` is the twelve
months that end with a month: an exit belongs to twelve of them."""
_PLACES = ("place", "everywhere")


def _once(grain: str, first: str, length: int, place: str) -> str:
    """A person more where the only exit falls, a person less when the last period that holds it is over."""
    return " union all ".join(
        f"""select {place} as place, '{grain}' as grain, {first} + {later} as number,
                {sign} * clients_left as clients_left, {sign} * clients_counted as clients_counted
            from exited_once"""
        for later, sign in ((0, 1), (length, -1))
    )


def _again(grain: str, first: str, length: int, place: str, measure: str) -> str:
    """The same for clients with several stays, whose next exit takes over from the one before."""
    kept = "counted" if measure == "clients_counted" else "true"
    exits = f"""
        select place, number, lead(number) over (partition by place, client_id order by number) as next_number
        from (select distinct {place} as place, client_id, {first} as number
            from exited where is_repeated and {kept}) falling
    """
    left, counted = ("0", "{sign}") if measure == "clients_counted" else ("{sign}", "0")
    return " union all ".join(
        f"""select place, '{grain}' as grain, {when} as number,
                {left.format(sign=sign)} as clients_left, {counted.format(sign=sign)} as clients_counted
            from ({exits}) once_each"""
        for when, sign in (
            ("number", 1),
            (f"least(coalesce(next_number, number + {length}), number + {length})", -1),
        )
    )


_CHANGES = (
    *(_once(*grain, place) for grain in _GRAINS for place in _PLACES),
    *(
        _again(*grain, place, measure)
        for grain in _GRAINS
        for place in _PLACES
        for measure in ("clients_left", "clients_counted")
    ),
)

LEAVERS = Fact(
    name="leavers",
    about="Changes in how many different people left, by month, quarter and twelve months.",
    shape="ready",
    reads=("enrollment",),
    placed=True,
    working=(("exited", EXITED), ("exited_once", EXITED_ONCE)),
    rows=f"""
        select c.place, 'all' as dim, 'all' as grp, c.grain, n.period, c.clients_left, c.clients_counted
        from (
            select place, grain, number, cast(sum(clients_left) as double) as clients_left,
                cast(sum(clients_counted) as double) as clients_counted
            from ({" union all ".join(_CHANGES)}) changes
            group by place, grain, number
        ) c
        join period_number n on n.grain = c.grain and n.number = c.number
    """,
    measures=("clients_left", "clients_counted"),
    groups=(),
)
