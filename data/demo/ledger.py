"""The ledger: every amount that comes in, and every amount that is spent on something."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from data.demo.costs import euro_rates, rupiah, yearly_cost, yearly_total
from data.demo.donors import KNOWN_PART, POOL, known_gifts
from data.demo.grants import EURO_DONOR, FUNDERS, FunderProfile, GrantProfile, grants_of
from data.demo.profiles import ProgramProfile
from data.demo.seasons import DAY, fiscal_year, is_ramadan, months
from data.demo.setting import Setting
from data.model.codes import FunderKind, LedgerKind, Nature

_WAGES = 0.62
"""Share of a programme's cost that is wages, booked late in the month; the rest is activities."""
_UNTAGGED = 0.03
"""Share of activity lines that nobody tagged as prevention or treatment."""


class Ledger:
    """Writes ledger entries, numbered in the order of their making."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.draw = setting.draw("ledger")
        self.rates = euro_rates(setting.as_of)
        self.number = 0
        self.gifts = known_gifts(setting)

    def write(self) -> None:
        """Write down all income and all expenditure."""
        for month in months(self.setting.start, self.setting.as_of):
            for funder in FUNDERS:
                if funder.funder_id in self.setting.profile.money.income:
                    self._income(month, funder)
            self._goods(month)
            for program in self.setting.profile.programs:
                self._program_cost(month, program)
            self._house_cost(month)

    def _entry(
        self, day: dt.date, amount: float, kind: LedgerKind, **columns: str | bool | dt.date | None
    ) -> None:
        setting = self.setting
        if not setting.start <= day <= setting.as_of:
            return
        self.number += 1
        currency = str(columns.pop("currency", "IDR"))
        setting.rows.add(
            "ledger_entry",
            entered_at=setting.entered(self.draw, day, quick=True),
            entry_id=setting.row_id("X", self.number),
            organization_id=setting.organization_id,
            kind=kind,
            booked_on=day,
            value_on=day,
            amount=rupiah(amount) if currency == "IDR" else Decimal(f"{amount:.2f}"),
            currency=currency,
            reference=f"{day:%y%m}/{self.number:05d}",
            **{"in_kind": False, **columns},
        )

    def _grant(self, funder_id: str, day: dt.date) -> GrantProfile | None:
        for grant in grants_of(self.setting.organization_id):
            first, last = grant.runs(self.setting.as_of)
            if grant.funder_id == funder_id and first <= day <= last:
                return grant
        return None

    def _income(self, month: dt.date, funder: FunderProfile) -> None:
        """Grants come quarterly, government money twice a year, the rest every month."""
        day = month + self.draw.days(4, 13)
        yearly = yearly_total(self.setting, month) * self.setting.profile.money.income[funder.funder_id]
        grant = self._grant(funder.funder_id, day)
        euro = funder.funder_id == EURO_DONOR
        part = 1 / 12
        if funder.kind is FunderKind.government:
            part = {4: 0.6, 9: 0.4}.get(month.month, 0)
        elif funder.restricted:
            part = 0.25 if month.month % 3 == 1 and (grant or not _has_grant(self.setting, funder)) else 0
        else:
            giving = 2.4 if funder.kind is FunderKind.individual and is_ramadan(month + 14 * DAY) else 0.9
            part *= giving * self.draw.uniform(0.8, 1.2)
        if part:
            given = yearly * part
            if funder.funder_id == POOL and self.setting.start <= day <= self.setting.as_of:
                given -= self._gifts(month, given * KNOWN_PART)
            self._entry(
                day,
                given / (self.rates[month] if euro else 1),
                LedgerKind.income,
                currency="EUR" if euro else "IDR",
                grant_id=grant.grant_id if grant else None,
                funder_id=funder.funder_id,
                source_type=funder.kind,
                restricted=funder.restricted,
            )

    def _gifts(self, month: dt.date, together: float) -> float:
        """What known donors gave in a month, each on a day of their own; give what it comes to."""
        gifts, draw = self.gifts.get(month, []), self.setting.draw(f"gifts {month}")
        whole, given = sum(gift.weight for gift in gifts), 0.0
        for place, gift in enumerate(gifts, 1):
            amount = max(rupiah(together * gift.weight / whole), rupiah(25_000))
            given += float(amount)
            self.setting.rows.add(
                "ledger_entry",
                entered_at=self.setting.entered(draw, gift.day, quick=True),
                entry_id=f"{self.setting.profile.prefix}-XD{month:%y%m}{place:02d}",
                organization_id=self.setting.organization_id,
                kind=LedgerKind.income,
                funder_id=gift.funder_id,
                source_type=FunderKind.individual,
                restricted=False,
                in_kind=False,
                booked_on=gift.day,
                value_on=gift.day,
                amount=amount,
                currency="IDR",
            )
        return given

    def _goods(self, month: dt.date) -> None:
        worth = self.setting.profile.money.in_kind
        if worth:
            self._entry(
                month + self.draw.days(5, 24), self.draw.around(worth, 0.3), LedgerKind.income,
                funder_id="F-DONATUR", source_type=FunderKind.individual, restricted=False, in_kind=True,
            )  # fmt: skip

    def _program_cost(self, month: dt.date, program: ProgramProfile) -> None:
        cost = yearly_cost(self.setting, program, month) / 12 * self.draw.around(1, 0.05)
        if fiscal_year(month, self.setting.profile.fiscal_year_start)[0] == self._this_year:
            cost *= program.overspending
        carried = [
            (share, grant)
            for grant in grants_of(self.setting.organization_id)
            for share in [grant.shares.get(program.program_id)]
            if share and grant.runs(self.setting.as_of)[0] <= month <= grant.runs(self.setting.as_of)[1]
        ]
        own = 1 - sum(share for share, _ in carried)
        for share, grant in [*carried, (own, None)]:
            if share < 0.005:
                continue
            for day, amount, nature in self._lines(month, program, cost * share):
                self._entry(
                    day, amount, LedgerKind.expenditure, program_id=program.program_id, nature=nature,
                    grant_id=grant.grant_id if grant else None, funder_id=grant.funder_id if grant else None,
                    restricted=grant is not None,
                )  # fmt: skip
        if self.draw.chance(0.01):
            self._entry(
                month + self.draw.days(15, 27), -cost * 0.04, LedgerKind.expenditure,
                program_id=program.program_id, nature=_nature(program),
            )  # fmt: skip

    @property
    def _this_year(self) -> dt.date:
        return fiscal_year(self.setting.as_of, self.setting.profile.fiscal_year_start)[0]

    def _lines(
        self, month: dt.date, program: ProgramProfile, cost: float
    ) -> Iterator[tuple[dt.date, float, Nature]]:
        """Wages late in the month, activities in its middle, and what of them goes to prevention."""
        activity = Nature.unknown if self.draw.chance(_UNTAGGED) else _nature(program)
        yield month + self.draw.days(23, 26), cost * _WAGES, _nature(program)
        yield month + self.draw.days(6, 19), cost * (1 - _WAGES - program.prevention_part), activity
        if program.prevention_part:
            yield month + self.draw.days(6, 19), cost * program.prevention_part, Nature.prevention

    def _house_cost(self, month: dt.date) -> None:
        money = self.setting.profile.money
        direct = (
            sum(yearly_cost(self.setting, program, month) for program in self.setting.profile.programs) / 12
        )
        for nature, share in (
            (Nature.shared, money.shared),
            (Nature.admin, money.admin),
            (Nature.fundraising, money.fundraising),
        ):
            amount = direct * share * self.draw.around(1, 0.06)
            self._entry(month + self.draw.days(20, 26), amount, LedgerKind.expenditure, nature=nature)


def _has_grant(setting: Setting, funder: FunderProfile) -> bool:
    return any(grant.funder_id == funder.funder_id for grant in grants_of(setting.organization_id))


def _nature(program: ProgramProfile) -> Nature:
    return Nature.prevention if program.kind == "prevention" else Nature.treatment
