"""Money: what comes in, what is spent on what, budgets, reserves and exchange rates."""

from __future__ import annotations

import calendar
import datetime as dt

from data.demo.costs import euro_rates, rupiah, yearly_cost, yearly_total
from data.demo.grants import grants_of
from data.demo.ledger import Ledger
from data.demo.rows import Rows
from data.demo.seasons import add_months, fiscal_year, months
from data.demo.setting import Setting
from data.model.codes import ContributionKind

HOUR = 16_000
"""What an hour of a volunteer is taken to be worth, in IDR; an example, not any region's minimum wage."""


def write_rates(rows: Rows, as_of: dt.date) -> None:
    """Write down what a euro was worth on the first of every month."""
    for month, rate in euro_rates(as_of).items():
        rows.add(
            "exchange_rate",
            from_currency="EUR",
            to_currency="IDR",
            valid_on=month,
            rate=rate,
            source="contoh",
        )


PRICES_RISE = (0.35, 0.25, 0.2, 0.3, -0.1, 0.05, -0.05, 0.0, -0.1, 0.1, 0.15, 0.45)
"""By how many per cent prices rise in each month from January on: an example, about 1.6 % a year."""
PRICES_NAME = "Indeks harga contoh (2022=100)"


def write_prices(rows: Rows, as_of: dt.date) -> None:
    """Write down an invented price index, as late as a real one comes out: until two months before."""
    level = 100.0
    for month in months(dt.date(2022, 7, 1), add_months(as_of, -2)):
        rows.add(
            "price_index",
            currency="IDR",
            series=PRICES_NAME,
            month_on=month,
            index_value=round(level, 2),
            source="contoh, bukan data BPS",
        )
        level *= 1 + PRICES_RISE[month.month - 1] / 100


def write_money(setting: Setting) -> None:
    """Write down grants, budgets, the ledger, reserves and what others bring."""
    _write_grants(setting)
    _write_budgets(setting)
    Ledger(setting).write()
    _write_reserves(setting)
    _write_contributions(setting)


def _write_grants(setting: Setting) -> None:
    rates = euro_rates(setting.as_of)
    for grant in grants_of(setting.organization_id):
        first, last = grant.runs(setting.as_of)
        length = grant.last_month - grant.first_month + 1
        amount = (
            yearly_total(setting, setting.as_of) * setting.profile.money.income[grant.funder_id] * length / 12
        )
        if grant.currency == "EUR":
            amount /= rates[max(first, min(rates))]
        setting.rows.add(
            "grant_award",
            grant_id=grant.grant_id,
            organization_id=setting.organization_id,
            funder_id=grant.funder_id,
            name=grant.name,
            amount=round(amount, -3 if grant.currency == "EUR" else -6),
            currency=grant.currency,
            started_on=first,
            ended_on=last,
        )


def _write_budgets(setting: Setting) -> None:
    """One planned amount for every programme, and one for the house, in every fiscal year."""
    money, first_month = setting.profile.money, setting.profile.fiscal_year_start
    years = {fiscal_year(month, first_month) for month in months(setting.start, setting.as_of)}
    for start, end in sorted(years):
        direct = {
            program.program_id: yearly_cost(setting, program, start) for program in setting.profile.programs
        }
        house = sum(direct.values()) * (money.shared + money.admin + money.fundraising)
        for program_id, amount in [*direct.items(), (None, house)]:
            setting.rows.add(
                "budget",
                budget_id=f"{setting.profile.prefix}-{start:%Y%m}-{program_id or 'lembaga'}",
                organization_id=setting.organization_id,
                program_id=program_id,
                starts_on=start,
                ends_on=end,
                amount=rupiah(amount),
                currency="IDR",
                value_on=start,
                status="disahkan",
            )


def _write_reserves(setting: Setting) -> None:
    draw, kept = setting.draw("reserves"), setting.profile.money.reserve_months
    for month in months(setting.start, setting.as_of):
        last = month.replace(day=calendar.monthrange(month.year, month.month)[1])
        kept = max(0.6, kept + draw.gauss(0, 0.12))
        if last <= setting.as_of:
            setting.rows.add(
                "reserve",
                organization_id=setting.organization_id,
                as_of_on=last,
                amount=rupiah(yearly_total(setting, last) / 12 * kept),
                currency="IDR",
            )


def _write_contributions(setting: Setting) -> None:
    """What partners and volunteers bring, about once a month."""
    draw, number = setting.draw("contributions"), 0
    for month in months(setting.start, setting.as_of):
        day = month + draw.days(2, 26)
        if not setting.start <= day <= setting.as_of:
            continue
        number += 1
        kind = draw.pick(
            {ContributionKind.volunteer_hours: 5, ContributionKind.in_kind: 3, ContributionKind.cofunding: 2}
        )
        hours = float(draw.randint(20, 160)) if kind is ContributionKind.volunteer_hours else None
        worth = hours * HOUR if hours else draw.around(6_000_000, 0.5)
        setting.rows.add(
            "contribution",
            contribution_id=setting.row_id("Z", number),
            organization_id=setting.organization_id,
            program_id=draw.choice(setting.profile.programs).program_id,
            partner_id=None
            if hours
            else f"{setting.profile.prefix}-M{draw.randint(1, len(setting.profile.partners))}",
            kind=kind,
            given_on=day,
            amount=rupiah(worth) if hours is None or draw.chance(0.9) else None,
            currency="IDR",
            hours=hours,
        )
