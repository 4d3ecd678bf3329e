"""Prices of other years put on one level: an amount of each month, in the prices of one year.

An amount is multiplied by the mean index of the base year over the index of its month. Indices of different
base years are never mixed: one series serves all months, and a month that it lacks has no real amount.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from metrics.ask import Ask
from metrics.catalogue import BY_ID
from metrics.period import Period, split
from metrics.reader import Reader
from metrics.value import IndicatorValue, Reason
from metrics.values.sums import Place, sums_by


class Prices(NamedTuple):
    """One price index, and the twelve months whose prices are meant."""

    series: str
    base: Period
    months: dict[dt.date, float]

    @property
    def level(self) -> float:
        """The mean index of the base."""
        known = [self.months[month.start] for month in split(self.base, "month")]
        return sum(known) / len(known)

    def covers(self, period: Period) -> bool:
        """Say whether every month of a period has an index."""
        return all(month.start in self.months for month in split(period, "month"))


def prices(reader: Reader, currency: str, base: Period, periods: Sequence[Period]) -> Prices | None:
    """Find the index of a currency that covers the base and most of some periods; None without one."""
    found: dict[str, dict[dt.date, float]] = defaultdict(dict)
    for series, month, level in reader.rows(
        "select series, month, index_value from published.price_index where currency = $currency",
        {"currency": currency},
    ):
        found[series][month] = level
    fit = [one for one in (Prices(name, base, months) for name, months in found.items()) if one.covers(base)]
    return max(
        fit,
        key=lambda one: (sum(one.covers(period) for period in periods), max(one.months), one.series),
        default=None,
    )


def real_spending(
    reader: Reader, place: Place, ask: Ask, nominal: IndicatorValue, at: Prices
) -> IndicatorValue:
    """What was spent in the period, each month in the prices of the base; without a value where the index has
    not every month of it."""
    if nominal.value is None or not at.covers(ask.period):
        return _without_index(nominal)
    spent = sums_by(reader, place, ask, "money", ["spent"], "period")
    real = sum(row["spent"] * at.level / at.months[month] for month, row in spent.items())
    return nominal.model_copy(update={**_PLAIN, "value": real})


def real_cost(reader: Reader, place: Place, ask: Ask, nominal: IndicatorValue, at: Prices) -> IndicatorValue:
    """What each outcome of the period cost, each month's cost in the prices of the base, with its interval; without
    a value where the index has not every month of it. How many outcomes there were is the same in any prices."""
    if nominal.value is None or not at.covers(ask.period):
        return _without_index(nominal)
    measure = BY_ID[nominal.indicator].numerator
    cost = {
        month: row[measure] for month, row in sums_by(reader, place, ask, "cost", [measure], "period").items()
    }
    rise = sum(amount * at.level / at.months[month] for month, amount in cost.items()) / sum(cost.values())

    def risen(amount: float | None) -> float | None:
        return None if amount is None else amount * rise

    ends = {name: risen(getattr(nominal, name)) for name in ("value", "low", "high", "worst", "best")}
    since, until = at.base
    told = Reason(
        key=REAL, values={"since": since.isoformat(), "until": until.isoformat(), "series": at.series}
    )
    return nominal.model_copy(update={**_PLAIN, **ends, "notes": (*nominal.notes, told)})


REAL = "note.real_prices"
"""The note by which an amount in another year's prices is told from the nominal one."""
_PLAIN = {"numerator": None, "target": None, "target_status": None}


def _without_index(nominal: IndicatorValue) -> IndicatorValue:
    """No real amount: there is no nominal one, or the index lacks a month."""
    if nominal.value is None:
        return nominal.model_copy(update=_PLAIN)
    nothing = dict.fromkeys(("value", "low", "high", "worst", "best"))
    why = {"status": "not_measured", "reason": Reason(key="reason.no_index_for_months")}
    return nominal.model_copy(update={**_PLAIN, **nothing, **why})
