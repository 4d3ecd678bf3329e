"""Where the money comes from and how long it lasts: free, earned, scattered, kept back, and added by others."""

from __future__ import annotations

from typing import Any

import pytest

from data.home import Home
from locales.translate import translator
from metrics.reader import Reader
from reports.reasons import reason_text
from tests.metrics.money_rows import Ledger, asked, org, published, reasons

YEAR = ("2025-01-01", "2025-12-31")
FUNDERS = {
    "funder": [
        *({"funder_id": f"f{number}", "name": f"F{number}", "kind": "foundation"} for number in (1, 2, 3)),
        {"funder_id": "shop", "name": "Warung", "kind": "earned"},
        {"funder_id": "via", "name": "Konsorsium", "kind": "ngo", "ultimate_funder_id": "f1"},
    ]
}


@pytest.fixture
def income(home: Home) -> Reader:
    ledger = Ledger()
    ledger.line("2025-02-01", "300", "income", funder_id="f1", restricted="true")
    ledger.line("2025-02-01", "200", "income", funder_id="via", restricted="true")
    ledger.line("2025-03-01", "300", "income", funder_id="f2", restricted="false")
    ledger.line("2025-04-01", "150", "income", funder_id="shop", restricted="false")
    ledger.line("2025-05-01", "50", "income", source_type="local")
    ledger.line("2025-05-01", "900", "income", funder_id="f3", restricted="false", in_kind="true")
    ledger.line("2024-05-01", "900", "income", funder_id="f3", restricted="false")
    return published(home, org(), FUNDERS, ledger.tables, as_of="2025-12-31")


def test_flexible_is_what_is_said_to_be_unrestricted_and_unknown_is_neither(income: Reader) -> None:
    found = asked(income, "flexible_funding_share", *YEAR)
    assert (found.numerator, found.denominator, found.unknown) == (450, 1000, 50)
    assert (found.worst, found.best, found.low, found.status) == (0.45, 0.5, None, "ok")
    (note,) = (one for one in found.notes if one.key == "note.money_restricted_unknown")
    assert reason_text(note, translator("en")) == (
        "Nobody wrote down whether 5% of the income is restricted: flexible funding lies between 45% and 50%."
    )


def test_earned_is_sold_raised_locally_or_from_an_endowment(income: Reader) -> None:
    found = asked(income, "earned_income_share", *YEAR)
    assert (found.numerator, found.value) == (200, 0.2)


def test_concentration_is_of_ultimate_funders(home: Home) -> None:
    ledger = Ledger()
    for funder, amount in (("f1", "30"), ("via", "20"), ("f2", "30"), ("f3", "20")):
        ledger.line("2025-02-01", amount, "income", funder_id=funder)
    reader = published(home, org(), FUNDERS, ledger.tables, as_of="2025-12-31")
    found = asked(reader, "income_hhi", *YEAR)
    assert found.value == pytest.approx(0.38)  # 50, 30 and 20 of 100
    assert (found.n, found.numerator, found.unit) == (3, 50, "ratio")


def test_income_that_nobody_wrote_down_makes_concentration_no_larger(income: Reader) -> None:
    found = asked(income, "income_hhi", *YEAR)
    # 500, 300 and 150 of 1000; 50 of unknown origin.
    assert found.value == pytest.approx(0.25 + 0.09 + 0.0225)
    assert found.worst == pytest.approx(0.3625 + 0.0025)
    assert "note.money_funder_unknown" in reasons(found)


def test_without_income_there_is_no_share(home: Home) -> None:
    reader = published(home, org(), Ledger().line("2025-02-01", "7").tables, as_of="2025-12-31")
    for indicator in ("flexible_funding_share", "earned_income_share", "income_hhi"):
        found = asked(reader, indicator, *YEAR)
        assert (found.value, found.status) == (None, "not_measured"), indicator


def reserve(day: str, amount: str, currency: str = "IDR") -> dict[str, str]:
    return {"organization_id": "o1", "as_of_on": day, "amount": amount, "currency": currency}


def test_reserve_months_divide_by_the_mean_month_of_cash_before_it(home: Home) -> None:
    ledger = Ledger()
    for month in range(1, 13):
        ledger.line(f"2025-{month:02d}-10", "100")
    ledger.line("2024-01-10", "9999").line("2025-06-11", "600", in_kind="true")
    rows = [reserve("2025-10-05", "111"), reserve("2025-10-31", "400"), reserve("2025-12-31", "350")]
    reader = published(home, org(), ledger.tables, {"reserve": rows}, as_of="2025-12-31")
    assert asked(reader, "reserve_months", *YEAR).value == 3.5
    november = asked(reader, "reserve_months", "2025-09-01", "2025-11-30")
    # The newest is of October: 400 over 1000 of ten months and nothing of two.
    assert november.value == pytest.approx(400 / (1000 / 12))
    spring = asked(reader, "reserve_months", "2025-01-01", "2025-03-31")
    assert (spring.value, spring.status) == (None, "not_measured")


def test_a_young_ledger_is_averaged_over_its_own_months(home: Home) -> None:
    ledger = Ledger().line("2025-11-10", "100").line("2025-12-10", "300")
    reader = published(
        home, org(), ledger.tables, {"reserve": [reserve("2025-12-31", "500")]}, as_of="2025-12-31"
    )
    found = asked(reader, "reserve_months", *YEAR)
    assert (found.value, found.denominator, found.n, found.unit) == (2.5, 200, 2, "months")


def test_a_reserve_in_another_currency_needs_a_rate_and_an_old_one_says_nothing(home: Home) -> None:
    ledger = Ledger().line("2025-12-10", "100")
    euro = {"reserve": [reserve("2025-12-31", "5", "EUR")]}
    without = asked(published(home, org(), ledger.tables, euro, as_of="2025-12-31"), "reserve_months", *YEAR)
    assert (without.value, without.status) == (None, "cannot_be_combined")
    rate = {"from_currency": "EUR", "to_currency": "IDR", "valid_on": "2025-12-01", "rate": "60"}
    reader = published(home, org(), ledger.tables, euro, {"exchange_rate": [rate]}, as_of="2025-12-31")
    assert asked(reader, "reserve_months", *YEAR).value == 3
    program = asked(reader, "reserve_months", *YEAR, program="p1")
    assert program.status == "not_applicable"


def test_a_donor_is_kept_who_gave_in_both_years(home: Home) -> None:
    ledger = Ledger()
    donors = [{"funder_id": f"d{number}", "name": f"D{number}", "kind": "individual"} for number in range(12)]
    for number in range(11):
        ledger.line("2024-03-01", "10", "income", funder_id=f"d{number}")
    for number in range(7):
        ledger.line("2025-11-01", "10", "income", funder_id=f"d{number}", in_kind=str(number == 0).lower())
    ledger.line("2024-05-01", "290", "income", funder_id="d0")
    ledger.line("2025-01-01", "10", "income", funder_id="d11")  # new: the last gift was a day too early
    ledger.line("2023-12-31", "10", "income", funder_id="d11")
    ledger.line("2025-06-01", "-10", "income", funder_id="d9")  # a reversal is no gift
    ledger.line("2024-01-01", "10", "income", funder_id="shop").line(
        "2023-06-01", "10", "income", funder_id="d10"
    )
    funders = {"funder": [*donors, *FUNDERS["funder"]]}
    reader = published(home, org(), funders, ledger.tables, as_of="2025-12-31")
    found = asked(reader, "donor_retention_rate", *YEAR)
    assert (found.numerator, found.denominator, found.status) == (7, 11, "indicative")
    assert next(one.values for one in found.notes) == {"percent": 90}  # 360 of 400
    quarter = asked(reader, "donor_retention_rate", "2025-10-01", "2025-12-31")
    assert (quarter.value, quarter.status) == (None, "cannot_be_combined")


def test_a_year_that_has_not_ended_keeps_no_donors_yet(home: Home) -> None:
    ledger = Ledger().line("2024-03-01", "10", "income", funder_id="f1").line("2025-03-01", "10", "income")
    reader = published(home, org(), FUNDERS, ledger.tables, as_of="2025-12-30")
    found = asked(reader, "donor_retention_rate", *YEAR)
    assert (found.value, found.status) == (None, "not_measured")
    assert reasons(found) == {"reason.year_not_ended"}


def contribution(number: int, kind: str, amount: str | None, hours: str | None = None, **more: Any) -> Any:
    return {
        "contribution_id": f"z{number}",
        "organization_id": "o1",
        "program_id": "p1",
        "kind": kind,
        "given_on": "2025-05-05",
        "amount": amount,
        "currency": "IDR" if amount else None,
        "hours": hours,
        **more,
    }


def test_leverage_is_what_others_bring_for_each_unit_of_own_cash(home: Home) -> None:
    ledger = Ledger().line("2025-02-01", "1000", program_id="p1").line("2025-02-01", "400", in_kind="true")
    rows = [
        contribution(1, "cofunding", "100"),
        contribution(2, "in_kind", "60"),
        contribution(3, "volunteer_hours", "40", "4"),
        contribution(4, "volunteer_hours", None, "15"),
        contribution(5, "cofunding", "100", given_on="2024-05-05"),
    ]
    reader = published(home, org(), ledger.tables, {"contribution": rows}, as_of="2025-12-31")
    found = asked(reader, "leverage_ratio", *YEAR)
    assert (found.value, found.numerator, found.denominator) == (0.2, 200, 1000)
    said = {note.key: note.values for note in found.notes}
    assert said["note.leverage_parts"] == {"cofunding": 50, "in_kind": 30, "volunteer_value": 20}
    assert said["note.hours_not_valued"] == {"n": 15}


def test_without_contributions_leverage_is_not_measured(home: Home) -> None:
    reader = published(home, org(), Ledger().line("2025-02-01", "1000").tables, as_of="2025-12-31")
    found = asked(reader, "leverage_ratio", *YEAR)
    assert (found.value, found.status) == (None, "not_measured")
