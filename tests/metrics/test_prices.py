"""Prices of other years on one level: one index, one base, and nothing where a month is missing."""

from __future__ import annotations

import datetime as dt

import pytest

from data.home import Home
from metrics.period import Period, rolling_months, split
from metrics.reader import Reader
from metrics.reviews.asking import Asking
from metrics.reviews.finances import MoneyReview, money_review
from metrics.reviews.funding import funding_review
from metrics.scope import OWNER
from tests.metrics.money_rows import Ledger, Tables, exits, org, published

BASE = Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31))


def index(series: str, level: float, period: Period, without: str = "") -> list[dict[str, str]]:
    """The same index in every month of a period."""
    return [
        {"currency": "IDR", "series": series, "month_on": month.start.isoformat(), "index_value": str(level)}
        for month in split(period, "month")
        if month.start.isoformat() != without
    ]


def looked_at(reader: Reader) -> MoneyReview:
    return money_review(Asking(reader, OWNER, reader.organizations(OWNER)[0], None, BASE))


def spending() -> Tables:
    """2000 in 2024 and 2200 in 2025."""
    found = Ledger()
    for day, amount in (("2024-01-15", 1000), ("2024-07-15", 1000), ("2025-03-15", 2200)):
        found.line(day, str(amount), program_id="p1", nature="treatment")
    return found.tables


def test_spending_of_another_year_is_put_into_the_prices_of_the_last(home: Home) -> None:
    earlier = rolling_months(dt.date(2024, 12, 31), 12)
    rows = [*index("CPI (2022=100)", 100, earlier), *index("CPI (2022=100)", 110, BASE)]
    review = looked_at(published(home, org(), spending(), {"price_index": rows}, as_of="2025-12-31"))
    assert [spending.value for _, spending in review.years] == [2000, 2200]
    # 2000 at 100 are 2200 at 110: nothing more was spent, though there was 10 % more money.
    assert [one.value for one in review.real] == pytest.approx([2200, 2200])
    assert review.prices is not None and review.prices.series == "CPI (2022=100)"


def test_the_prices_are_the_mean_of_the_last_twelve_months(home: Home) -> None:
    earlier = rolling_months(dt.date(2024, 12, 31), 12)
    halves = [
        *index("CPI", 100, Period(dt.date(2025, 1, 1), dt.date(2025, 6, 30))),
        *index("CPI", 120, Period(dt.date(2025, 7, 1), dt.date(2025, 12, 31))),
    ]
    rows = [*index("CPI", 88, earlier), *halves]
    review = looked_at(published(home, org(), spending(), {"price_index": rows}, as_of="2025-12-31"))
    # The base is 110: 2000 at 88 are 2500, and 2200 spent in March at 100 are 2420.
    assert [one.value for one in review.real] == pytest.approx([2500, 2420])


def test_indices_of_two_base_years_are_never_mixed(home: Home) -> None:
    """One series ends where another begins: neither covers both years, and no year is made of both."""
    earlier = rolling_months(dt.date(2024, 12, 31), 12)
    rows = [*index("old (2018=100)", 117, earlier), *index("new (2022=100)", 105, BASE)]
    review = looked_at(published(home, org(), spending(), {"price_index": rows}, as_of="2025-12-31"))
    assert review.prices is not None and review.prices.series == "new (2022=100)"
    assert [one.value for one in review.real] == [None, 2200]
    assert review.real[0].reason is not None and review.real[0].status == "not_measured"


def test_without_an_index_of_every_month_of_the_last_year_nothing_is_called_real(home: Home) -> None:
    rows = [
        *index("CPI", 110, BASE, without="2025-05-01"),
        {"currency": "EUR", "series": "HICP", "month_on": "2025-05-01", "index_value": "100"},
    ]
    review = looked_at(published(home, org(), spending(), {"price_index": rows}, as_of="2025-12-31"))
    assert review.prices is None and review.real == ()


def test_the_cost_of_an_outcome_over_years_is_compared_in_the_prices_of_one(home: Home) -> None:
    """10 outcomes a year: 200 each in 2024, 220 each in 2025, while prices rose from 100 to 110."""
    earlier = rolling_months(dt.date(2024, 12, 31), 12)
    rows = [*index("CPI", 100, earlier), *index("CPI", 110, BASE)]
    left = [
        exits(10, 10, day="2024-06-20", entry="2024-01-10"),
        exits(10, 10, program="p2", day="2025-06-20", entry="2025-01-10"),
    ]
    reader = published(
        home, org("o1", "p1", "p2"), *left, _two_programs(), {"price_index": rows}, as_of="2025-12-31"
    )
    review = funding_review(reader, OWNER, BASE, reader.organizations(OWNER)[0])
    assert [line.cost.value for line in review.years] == pytest.approx([200, 220])
    assert [line.real and line.real.value for line in review.years] == pytest.approx([220, 220])
    first, last = (line.compared for line in review.years)
    assert (first.low, first.high) == pytest.approx((last.low, last.high)), (
        "as many outcomes of as many people"
    )
    assert review.prices is not None and review.prices.base == BASE


def test_a_year_that_the_index_does_not_cover_is_not_set_beside_real_cost(home: Home) -> None:
    rows = index("CPI", 110, rolling_months(dt.date(2024, 12, 31), 12))
    left = exits(10, 10, day="2024-06-20", entry="2024-01-10"), exits(9, 1, program="p2", entry="2025-01-10")
    reader = published(
        home, org("o1", "p1", "p2"), *left, _two_programs(), {"price_index": rows}, as_of="2025-12-31"
    )
    review = funding_review(reader, OWNER, BASE, reader.organizations(OWNER)[0])
    assert [line.compared.value for line in review.years] == pytest.approx([200, None])
    assert review.years[1].compared.status == "not_measured" and review.years[1].cost.value is not None
    assert review.cost_moved == "unclear"


def _two_programs() -> Tables:
    """2000 for p1 in 2024 and 2200 for p2 in 2025."""
    ledger = Ledger().line("2024-06-15", "2000", program_id="p1", nature="treatment")
    return ledger.line("2025-06-15", "2200", program_id="p2", nature="treatment").tables
