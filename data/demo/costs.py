"""What things cost: planned amounts by fiscal year, rupiah and euros."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from data.demo.draw import Draw
from data.demo.profiles import ProgramProfile
from data.demo.seasons import add_months, fiscal_year, months, years_before
from data.demo.setting import YEARS, Setting

_GROWTH = 1.05
"""Cost of a year against the one before."""
_EURO = 16_700.0
"""Rupiah for one euro when the demonstration begins; an example, not the market's."""


def yearly_cost(setting: Setting, program: ProgramProfile, day: dt.date) -> float:
    """Planned direct cost of a programme in the fiscal year around a day."""
    first_month = setting.profile.fiscal_year_start
    now, then = fiscal_year(setting.as_of, first_month)[0], fiscal_year(day, first_month)[0]
    return program.yearly_cost * _GROWTH ** (then.year - now.year)


def yearly_total(setting: Setting, day: dt.date) -> float:
    """Planned cost of the whole organisation in the fiscal year around a day."""
    money = setting.profile.money
    direct = sum(yearly_cost(setting, program, day) for program in setting.profile.programs)
    return direct * (1 + money.shared + money.admin + money.fundraising)


def euro_rates(as_of: dt.date) -> dict[dt.date, float]:
    """Rupiah for one euro by month, slowly rising."""
    draw, rate, rates = Draw("exchange rates"), _EURO, {}
    for month in months(add_months(years_before(as_of, YEARS), -1), as_of):
        rates[month] = round(rate, 2)
        rate *= 1.004 + draw.gauss(0, 0.008)
    return rates


def rupiah(amount: float) -> Decimal:
    """Whole thousands."""
    return Decimal(round(amount / 1000) * 1000)
