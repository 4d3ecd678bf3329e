"""Money is converted with dated rates, never added over currencies, and shared out of the right whole."""

from __future__ import annotations

import pytest

from data.home import Home
from metrics.reader import Reader
from tests.metrics.money_rows import Ledger, Tables, asked, exits, org, published, reasons

FIRST_QUARTER = ("2025-01-01", "2025-03-31")


def rate(day: str, amount: float, pair: tuple[str, str] = ("EUR", "IDR")) -> dict[str, str]:
    return {"from_currency": pair[0], "to_currency": pair[1], "valid_on": day, "rate": str(amount)}


def rates(*rows: dict[str, str]) -> Tables:
    return {"exchange_rate": list(rows)}


def test_a_line_takes_the_newest_rate_on_or_before_its_day_of_value(home: Home) -> None:
    ledger = Ledger()
    ledger.line("2025-03-20", "100", currency="EUR", value_on="2025-02-10")
    ledger.line("2025-03-20", "10", currency="EUR")
    ledger.line("2025-03-21", "5000")
    quoted = rates(rate("2025-02-01", 16000), rate("2025-02-11", 17000), rate("2025-03-20", 18000))
    reader = published(home, org(), ledger.tables, quoted)
    spent = asked(reader, "spending", *FIRST_QUARTER)
    assert spent.value == 100 * 16000 + 10 * 18000 + 5000
    assert (spent.unit, spent.status, spent.notes) == ("IDR", "ok", ())


def test_a_rate_quoted_the_other_way_round_is_turned_over(home: Home) -> None:
    ledger = Ledger().line("2025-03-20", "50", currency="USD")
    quoted = rates(rate("2025-03-01", 0.00008, ("IDR", "USD")))
    reader = published(home, org(), ledger.tables, quoted)
    assert asked(reader, "spending", *FIRST_QUARTER).value == pytest.approx(50 / 0.00008)


def test_a_quote_wins_over_the_inverse_of_the_same_day(home: Home) -> None:
    ledger = Ledger().line("2025-03-20", "50", currency="USD")
    quoted = rates(rate("2025-03-01", 0.0001, ("IDR", "USD")), rate("2025-03-01", 12000, ("USD", "IDR")))
    reader = published(home, org(), ledger.tables, quoted)
    assert asked(reader, "spending", *FIRST_QUARTER).value == 600_000


@pytest.mark.parametrize("quoted_on", ["2024-12-01", "2025-03-21"])
def test_an_amount_without_a_rate_for_its_day_is_named_and_left_out(home: Home, quoted_on: str) -> None:
    ledger = Ledger()
    ledger.line("2025-03-20", "12000", currency="EUR").line("2025-03-20", "-2000", currency="EUR")
    ledger.line("2025-03-20", "700000")
    reader = published(home, org(), ledger.tables, rates(rate(quoted_on, 16000)))
    spent = asked(reader, "spending", *FIRST_QUARTER)
    assert spent.value == 700_000
    (note,) = spent.notes
    assert note.key == "note.money_no_rate"
    assert note.values == {"currency": "EUR", "amount": 10_000, "entries": 2}


def test_a_rate_of_92_days_ago_still_counts_and_one_of_93_does_not(home: Home) -> None:
    ledger = Ledger().line("2025-04-03", "1", currency="EUR").line("2025-04-04", "1", currency="EUR")
    reader = published(home, org(), ledger.tables, rates(rate("2025-01-01", 16000)))
    spent = asked(reader, "spending", "2025-04-01", "2025-04-30")
    assert spent.value == 16000
    assert spent.notes[0].values["amount"] == 1


def test_money_in_a_currency_without_any_rate_is_not_zero(home: Home) -> None:
    ledger = Ledger().line("2025-03-20", "12000", currency="EUR")
    reader = published(home, org(), ledger.tables)
    spent = asked(reader, "spending", *FIRST_QUARTER)
    assert (spent.value, spent.status) == (None, "cannot_be_combined")
    assert spent.reason is not None and spent.reason.values == {"currencies": "EUR"}


def test_a_line_without_a_day_is_named_and_belongs_to_no_month(home: Home) -> None:
    ledger = Ledger().line("2025-03-20", "5000").line("", "300")
    ledger.rows[1].pop("booked_on")
    reader = published(home, org(), ledger.tables)
    spent = asked(reader, "spending", *FIRST_QUARTER)
    assert spent.value == 5000
    assert [(note.key, note.values["amount"]) for note in spent.notes] == [("note.money_no_day", 300)]


def test_organisations_with_books_in_different_currencies_are_never_added(home: Home) -> None:
    idr, eur = Ledger("o1"), Ledger("o2")
    idr.line("2025-03-20", "5000", "income", funder_id="f1")
    eur.line("2025-03-20", "5000", "income", currency="EUR", funder_id="f1")
    funders = {"funder": [{"funder_id": "f1", "name": "Satu"}]}
    tables = (org("o1", "p1"), org("o2", "p2", currency="EUR"), funders, idr.tables, eur.tables)
    reader = published(home, *tables)
    for indicator in ("income", "spending", "full_cost", "largest_funder_share", "prevention_spend_share"):
        both = asked(reader, indicator, *FIRST_QUARTER)
        assert (both.value, both.status) == (None, "cannot_be_combined"), indicator
        assert both.reason is not None and both.reason.values == {"currencies": "EUR, IDR"}
    assert asked(reader, "income", *FIRST_QUARTER, organization="o2").unit == "EUR"


def test_promises_of_money_are_no_money(home: Home) -> None:
    ledger = Ledger()
    for kind in ("commitment", "commitment_in", "commitment_out", "pledge", "loan", "other"):
        ledger.line("2025-02-01", "100", kind)
    ledger.line("2025-02-01", "7", "disbursement").line("2025-02-01", "4", "expenditure")
    ledger.line("2025-02-01", "9", "income").line("2025-02-01", "3", "income", in_kind="true")
    reader = published(home, org(), ledger.tables)
    assert asked(reader, "spending", *FIRST_QUARTER).value == 11
    assert asked(reader, "income", *FIRST_QUARTER).value == 9


def test_lines_after_as_of_have_not_happened(home: Home) -> None:
    ledger = Ledger().line("2025-02-01", "7").line("2025-02-20", "5")
    reader = published(home, org(), ledger.tables, as_of="2025-02-10")
    assert asked(reader, "spending", "2025-02-01", "2025-02-28").value == 7


def test_months_add_to_the_quarter_and_weeks_have_sums_of_their_own(home: Home) -> None:
    ledger = Ledger()
    for day, amount in (("2025-01-06", "1.10"), ("2025-02-01", "2.20"), ("2025-03-31", "-0.40")):
        ledger.line(day, amount)
    reader = published(home, org(), ledger.tables)
    months = [("2025-01-01", "2025-01-31"), ("2025-02-01", "2025-02-28"), ("2025-03-01", "2025-03-31")]
    parts = [asked(reader, "spending", *month).value or 0 for month in months]
    assert sum(parts) == pytest.approx(2.90)
    assert asked(reader, "spending", *FIRST_QUARTER).value == pytest.approx(2.90)
    assert asked(reader, "spending", "2025-01-06", "2025-01-12").value == pytest.approx(1.10)


def test_an_empty_ledger_is_not_measured_and_a_silent_month_is_zero(home: Home) -> None:
    ledger = Ledger("o1").line("2025-01-31", "7").line("2025-03-01", "7")
    reader = published(home, org("o1", "p1"), org("o2", "p2"), ledger.tables)
    silent = asked(reader, "spending", "2025-02-01", "2025-02-28", organization="o1")
    assert (silent.value, silent.status) == (0, "ok")
    none = asked(reader, "spending", "2025-02-01", "2025-02-28", organization="o2")
    assert (none.value, none.status) == (None, "not_measured")


def test_of_a_side_of_the_ledger_that_was_never_kept_or_not_yet_nothing_is_known(home: Home) -> None:
    ledger = Ledger().line("2025-01-15", "40", "income").line("2025-03-01", "7", nature="shared")
    other = Ledger("o2").line("2025-01-15", "0", "income")
    reader = published(home, org(), org("o2", "p2"), ledger.tables, other.tables)

    def spent(start: str, end: str, indicator: str = "spending", organization: str = "o1") -> tuple:
        found = asked(reader, indicator, start, end, organization=organization)
        return found.value, found.reason.key if found.reason else None

    assert spent("2025-03-01", "2025-03-31") == (7, None)
    assert spent("2025-03-01", "2025-03-31", "admin_cost") == (0, None)
    assert spent("2025-01-01", "2025-02-28") == (None, "reason.money_spent_begins_later")
    assert spent("2024-01-01", "2024-12-31", "income") == (None, "reason.before_data")
    assert spent("2025-01-01", "2025-03-31", organization="o2") == (None, "reason.money_no_spent_lines")
    assert spent("2025-01-01", "2025-03-31", "income", "o2") == (0, None), "0 was written down"


def test_after_the_last_line_of_the_ledger_nothing_is_known_and_a_period_that_holds_its_end_says_so(
    home: Home,
) -> None:
    ledger = Ledger().line("2025-01-15", "40", "income").line("2025-03-01", "7")
    ledger.line("2025-08-01", "9", "commitment")
    reader = published(home, org(), ledger.tables, exits(1, 0, day="2025-12-31"))

    def found(indicator: str, start: str, end: str) -> tuple:
        answer = asked(reader, indicator, start, end)
        return answer.value, answer.status, reasons(answer)

    ended = {"reason.money_ended"}
    for indicator in ("income", "spending", "full_cost"):
        assert found(indicator, "2025-04-01", "2025-12-31") == (None, "not_measured", ended), indicator
    assert found("income", "2025-02-01", "2025-03-31") == (0, "ok", set()), "the ledger reaches to March"
    assert found("income", "2025-03-03", "2025-03-09") == (0, "ok", set()), "and so it does in its weeks"
    assert found("spending", "2025-01-01", "2025-03-31") == (7, "ok", set()), "nothing is missing"
    assert found("spending", "2025-01-01", "2025-06-30") == (7, "ok", ended)
    assert found("income", "2025-01-01", "2025-12-31") == (40, "ok", ended)
    (note,) = asked(reader, "income", "2025-01-01", "2025-12-31").notes
    assert note.values == {"month": "2025-03"}


def test_prevention_share_is_of_what_is_tagged_and_says_what_is_not(home: Home) -> None:
    ledger = Ledger()
    for nature, amount in (("prevention", "30"), ("treatment", "90"), ("shared", "500"), ("admin", "400")):
        ledger.line("2025-02-01", amount, nature=nature)
    ledger.line("2025-02-01", "30").line("2025-02-01", "77", nature="fundraising")
    reader = published(home, org(), ledger.tables)
    share = asked(reader, "prevention_spend_share", *FIRST_QUARTER)
    assert (share.value, share.numerator, share.denominator) == (0.25, 30, 120)
    assert (share.low, share.high, share.status) == (None, None, "ok")
    # All of the 30 untagged for treatment: 30 of 150; all of it for prevention: 60 of 150.
    said = {"percent": 20, "worst": 20, "best": 40}
    assert [(note.key, note.values) for note in share.notes] == [("note.money_untagged", said)]
    assert (share.worst, share.best) == pytest.approx((0.2, 0.4))


def test_a_promise_about_an_account_is_judged_by_its_value_and_says_what_untagged_spending_could_change(
    home: Home,
) -> None:
    ledger = (
        Ledger().line("2025-02-01", "30", nature="prevention").line("2025-02-01", "90", nature="treatment")
    )
    ledger.line("2025-02-01", "30")
    promise = {
        "target_id": "t1", "organization_id": "o1", "indicator": "prevention_spend_share", "value": "0.22",
        "starts_on": "2025-01-01", "due_on": "2025-12-31",
    }  # fmt: skip
    reader = published(home, org(), ledger.tables, {"target": [promise]})
    share = asked(reader, "prevention_spend_share", *FIRST_QUARTER)
    assert (share.value, share.target_status) == (0.25, "above"), "without an interval: above or below"
    assert share.worst == pytest.approx(0.2), "below what was promised"
    assert [note.values["worst"] for note in share.notes] == [20]


def test_prevention_share_of_several_organisations_is_pooled_and_never_averaged(home: Home) -> None:
    large, small = Ledger("o1"), Ledger("o2")
    large.line("2025-02-01", "100", nature="prevention").line("2025-02-01", "900", nature="treatment")
    small.line("2025-02-01", "10", nature="prevention")
    reader = published(home, org("o1", "p1"), org("o2", "p2"), large.tables, small.tables)
    assert asked(reader, "prevention_spend_share", *FIRST_QUARTER).value == pytest.approx(110 / 1010)


def test_spending_that_nobody_tagged_is_no_share_of_zero(home: Home) -> None:
    reader = published(home, org(), Ledger().line("2025-02-01", "30").tables)
    share = asked(reader, "prevention_spend_share", *FIRST_QUARTER)
    assert (share.value, share.status) == (None, "not_measured")
    assert reasons(share) == {"reason.money_untagged"}


def funders(home: Home, *income: tuple[str | None, str], **more: str) -> Reader:
    ledger = Ledger()
    for funder, amount in income:
        ledger.line("2025-02-01", amount, "income", **({"funder_id": funder} if funder else {}), **more)
    known = [
        {"funder_id": "a", "name": "Alfa"},
        {"funder_id": "b", "name": "Beta"},
        {"funder_id": "c", "name": "Gama"},
        {"funder_id": "via-a", "name": "Penyalur", "ultimate_funder_id": "a"},
        {"funder_id": "via-via-a", "name": "Penyalur kedua", "ultimate_funder_id": "via-a"},
    ]
    return published(home, org(), {"funder": known}, ledger.tables)


def test_the_largest_funder_and_the_concentration_of_a_known_example(home: Home) -> None:
    share = asked(
        funders(home, ("a", "50"), ("b", "30"), ("c", "20")), "largest_funder_share", *FIRST_QUARTER
    )
    assert (share.value, share.numerator, share.denominator) == (0.5, 50, 100)
    said = {note.key: note.values for note in share.notes}
    assert said["note.money_largest_funder"] == {"funder": "Alfa"}
    assert said["note.money_hhi"] == {"hhi": 0.38, "funders": 3}


def test_money_that_came_through_others_counts_for_its_origin(home: Home) -> None:
    reader = funders(home, ("a", "20"), ("via-a", "30"), ("via-via-a", "10"), ("b", "40"))
    share = asked(reader, "largest_funder_share", *FIRST_QUARTER)
    assert (share.numerator, share.denominator) == (60, 100)


def test_income_of_nobody_is_in_the_whole_and_is_said(home: Home) -> None:
    share = asked(funders(home, ("a", "50"), (None, "150")), "largest_funder_share", *FIRST_QUARTER)
    assert share.value == 0.25
    assert {note.key: note.values for note in share.notes}["note.money_funder_unknown"] == {"percent": 75}


def test_the_funder_of_a_line_is_that_of_its_grant_where_it_names_none(home: Home) -> None:
    ledger = Ledger().line("2025-02-01", "50", "income", grant_id="g1")
    ledger.line("2025-02-01", "50", "income", in_kind="true", funder_id="b")
    grant = {"grant_award": [{"grant_id": "g1", "organization_id": "o1", "funder_id": "a", "name": "Hibah"}]}
    known = {"funder": [{"funder_id": "a", "name": "Alfa"}, {"funder_id": "b", "name": "Beta"}]}
    share = asked(published(home, org(), known, grant, ledger.tables), "largest_funder_share", *FIRST_QUARTER)
    assert (share.numerator, share.denominator) == (50, 50)
