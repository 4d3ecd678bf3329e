"""Known donors: people who give again and again, some of whom stop; the rest of what people give is nameless."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from data.demo.seasons import DAY, add_months, is_ramadan
from data.demo.setting import Setting
from data.model.codes import FunderKind

POOL = "F-DONATUR"
"""The funder that stands for everybody whose gifts are not written down one by one."""
KNOWN_PART = 0.5
"""The part of what people give that comes from known donors."""
_STOPS = 0.030
"""Chance that a donor stops, month by month: about three in ten a year."""
_GIVES = 0.3
_GIVES_IN_RAMADAN = 0.85


@dataclass(frozen=True)
class Gift:
    """Who gave on what day, and how much against the others of the month."""

    funder_id: str
    day: dt.date
    weight: float


def known_gifts(setting: Setting) -> Mapping[dt.date, list[Gift]]:
    """Write down the known donors of an organisation, and give their gifts by month."""
    draw = setting.draw("donors")
    gifts: dict[dt.date, list[Gift]] = defaultdict(list)
    if POOL not in setting.profile.money.income:
        return gifts
    for number in range(1, draw.randint(38, 54)):
        funder_id = f"{setting.profile.prefix}-DN{number:02d}"
        weight, month = draw.around(1.0, 0.7), add_months(setting.start, draw.randint(-14, 32))
        gave = False
        while month <= setting.as_of:
            day = month + draw.days(0, 26)
            often = _GIVES_IN_RAMADAN if is_ramadan(month + 14 * DAY) else _GIVES
            if draw.chance(often) and setting.start <= day <= setting.as_of:
                gifts[month].append(Gift(funder_id, day, weight))
                gave = True
            month = add_months(month, 1)
            if draw.chance(_STOPS):
                break
        if gave:
            setting.rows.add(
                "funder", funder_id=funder_id, name=f"Donatur tetap {funder_id}", kind=FunderKind.individual
            )
    return gifts
