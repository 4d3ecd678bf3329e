"""Money: where it comes from and goes, how dependent the organisation is, and whether full cost meets the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from metrics.period import Period, add_months, rolling_months
from metrics.reviews.asking import Asking, measured
from metrics.reviews.programs import ProgramLine, program_lines
from metrics.reviews.where import CostPart, cost_parts
from metrics.value import IndicatorValue
from metrics.values.prices import Prices, prices, real_spending
from metrics.values.sums import sums, sums_by

DEPENDENCE = ("largest_funder_share", "income_hhi", "donor_retention_rate")
FREEDOM = ("reserve_months", "flexible_funding_share", "earned_income_share", "leverage_ratio")
SHOWN = 8
"""Funders that are named; the rest stands together."""
YEARS = 4
"""Times twelve months that are looked back on."""


class Source(NamedTuple):
    """Who gave: a funder's name (None for those not written down), the amount, and its share of all income."""

    name: str | None
    amount: IndicatorValue
    portion: IndicatorValue


class Reconciled(NamedTuple):
    """The ledger's spending against full cost: what was spent on fundraising, what no programme could bear, the rest."""

    fundraising: IndicatorValue
    unallocated: IndicatorValue
    left: IndicatorValue
    agrees: bool
    """Nothing is left, to a unit of the currency."""


@dataclass(frozen=True, slots=True)
class MoneyReview:
    """Everything the screen shows of one organisation."""

    income: IndicatorValue
    spending: IndicatorValue
    sources: tuple[Source, ...]
    """The largest first; the last holds all others."""
    others: int
    """How many funders the last source holds."""
    dependence: tuple[IndicatorValue, ...]
    freedom: tuple[IndicatorValue, ...]
    full_cost: IndicatorValue
    parts: tuple[CostPart, ...]
    drivers: tuple[str, ...]
    """What shared cost was allocated by, the most used first."""
    reconciled: Reconciled | None
    has_programs: bool
    """Whether there is a programme that could bear a cost."""
    lines: tuple[ProgramLine, ...]
    years: tuple[tuple[IndicatorValue, IndicatorValue], ...]
    """Income and spending of the last years, oldest first."""
    prices: Prices | None
    """The price index that puts the years on one level; None where there is none for the last of them."""
    real: tuple[IndicatorValue, ...]
    """Spending of the same years in the prices of the last; a year that the index does not cover has no value."""

    def all_values(self) -> Iterable[IndicatorValue]:
        """Every number that the screen shows."""
        yield from (self.income, self.spending, *self.dependence, *self.freedom, self.full_cost)
        for part in self.parts:
            yield from (part.amount, part.portion)
        for line in self.lines:
            yield from (line.money, line.people, line.outcomes, line.cost)
        for income, spending in self.years:
            yield from (income, spending)


def money_review(asking: Asking) -> MoneyReview:
    """Assemble the money of an organisation, or of one of its programmes."""
    income, spending, full_cost = asking.values("income", "spending", "full_cost")
    sources, others = _sources(asking, income)
    ask, programs = asking.ask("full_cost"), asking.programs()
    years = _years(asking)
    at = prices(asking.reader, spending.unit, asking.period, [Period(one.start, one.end) for _, one in years])
    return MoneyReview(
        income=income,
        spending=spending,
        sources=sources,
        others=others,
        dependence=asking.values(*DEPENDENCE),
        freedom=asking.values(*FREEDOM),
        full_cost=full_cost,
        parts=cost_parts(asking.reader, asking.scope, ask),
        drivers=_drivers(asking),
        reconciled=_reconciled(asking, spending, full_cost) if asking.program is None else None,
        has_programs=bool(programs),
        lines=program_lines(asking.reader, asking.scope, ask, programs),
        years=years,
        prices=at,
        real=tuple(_real(asking, one, at) for _, one in years) if at else (),
    )


def _real(asking: Asking, spending: IndicatorValue, at: Prices) -> IndicatorValue:
    ask = asking.ask("spending", Period(spending.start, spending.end))
    return real_spending(asking.reader, asking.place(), ask, spending, at)


def _sources(asking: Asking, income: IndicatorValue) -> tuple[tuple[Source, ...], int]:
    """Income by ultimate funder. Amounts of money show nobody who is served."""
    if not measured(income) or not income.value:
        return (), 0
    ask = asking.ask("income").model_copy(update={"group": "funder=any"})
    found = sums_by(asking.reader, asking.place(), ask, "money", ["income"], "grp")
    names = dict(asking.reader.rows("select funder, name from published.funder"))
    amounts = sorted(((row["income"], code) for code, row in found.items() if row["income"]), reverse=True)
    whole = sum(amount for amount, _ in amounts)
    shown = [_source(income, names.get(code), code, amount, whole) for amount, code in amounts[:SHOWN]]
    rest = amounts[SHOWN:]
    if rest:
        shown.append(_source(income, None, "others", sum(amount for amount, _ in rest), whole))
    return tuple(shown), len(rest)


def _source(income: IndicatorValue, name: str | None, code: str, amount: float, whole: float) -> Source:
    group = {"group": f"funder={code}", "target": None, "target_status": None}
    given = income.model_copy(update={**group, "value": amount, "numerator": amount})
    share = {"unit": "proportion", "value": amount / whole, "numerator": amount, "denominator": whole}
    return Source(name, given, income.model_copy(update={**group, **share}))


def _drivers(asking: Asking) -> tuple[str, ...]:
    ask = asking.ask("full_cost").model_copy(update={"group": "driver=any"})
    found = sums_by(asking.reader, asking.place(), ask, "cost", ["full_cost"], "grp")
    used = [code for code in found if code != "none"]
    return tuple(sorted(used, key=lambda code: -found[code]["full_cost"]))


def _reconciled(asking: Asking, spending: IndicatorValue, full_cost: IndicatorValue) -> Reconciled | None:
    """What the ledger spent beyond full cost, by why, and what is left unexplained."""
    if spending.value is None or full_cost.value is None or spending.unit != full_cost.unit:
        return None
    measures = ["fundraising", "unallocated"]
    found = sums(asking.reader, asking.place(), asking.ask("full_cost"), "cost", measures)
    fundraising, unallocated = (found[name] or 0.0 for name in measures)
    left = spending.value - full_cost.value - fundraising - unallocated
    agrees = abs(left) < 1.0
    plain = {"target": None, "target_status": None, "notes": ()}

    def amount(value: float) -> IndicatorValue:
        return spending.model_copy(update={**plain, "value": value, "numerator": value})

    return Reconciled(amount(fundraising), amount(unallocated), amount(0.0 if agrees else left), agrees)


def _years(asking: Asking) -> tuple[tuple[IndicatorValue, IndicatorValue], ...]:
    """Twelve months each, the last ending with the period, as far back as the whole year is in the ledger."""
    first = asking.reader.rows(
        "select min(period) from published.money where organization = ? and grain = 'month'",
        [asking.organization.id],
    )[0][0]
    months = asking.period.months
    ends = [add_months(asking.period.end.replace(day=1), -months * back) for back in reversed(range(YEARS))]
    periods = [rolling_months(end, months) for end in ends]
    known = [one for one in periods if one == asking.period or (first is not None and first <= one.start)]
    return tuple((asking.value("income", one), asking.value("spending", one)) for one in known)
