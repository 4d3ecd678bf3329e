"""Questions that cannot be answered are refused in one sentence, never answered with 0."""

from __future__ import annotations

import pytest

from data.home import Home
from tests.contract.conftest import Run
from tests.data.rows import bring, clients, house, stay

QUARTER = ("--from", "2025-01-01", "--to", "2025-03-31")


@pytest.fixture
def two_fiscal_years(home: Home) -> None:
    """Two organisations, one of which begins its year in April; one exit, and a grant without a ledger line."""
    rows = [stay(1, "2025-01-10", "2025-02-10", "achieved")]
    tables = {**house(), "client": clients(rows, district="Kab. Sleman"), "enrollment": rows}
    tables["organization"] = [
        *tables["organization"],
        {"organization_id": "o2", "name": "Two", "fiscal_year_start": "4"},
    ]
    tables["program"] = [*tables["program"], {"program_id": "q", "organization_id": "o2", "name": "Q"}]
    tables["funder"] = [{"funder_id": "f", "name": "Fund"}]
    tables["grant_award"] = [{"grant_id": "g", "organization_id": "o1", "funder_id": "f", "name": "G"}]
    share = {"grant_id": "g", "program_id": "p1", "month_on": "2025-01-31", "share": "0.5"}
    tables["grant_share"] = [share]
    line = {
        "entry_id": "l",
        "organization_id": "o1",
        "program_id": "p1",
        "kind": "expenditure",
        "amount": "9",
    }
    tables["ledger_entry"] = [{**line, "booked_on": "2025-02-01", "currency": "EUR"}]
    assert bring(home, tables).status == "imported"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("exits", "--group", "sex"), "such as sex=female"),
        (("exits", "--group", "sex=purple"), "Possible: female, male, other, unknown."),
        (("exits", "--group", "age_group=18-60"), "18-59"),
        (("exits", "--group", "district=Sleman"), "Possible: Kab. Sleman."),
        (("zzz",), "python -m metrics list"),
        (("exits", "--organization", "o1", "--by", "year"), "no whole fiscal year"),
    ],
)
def test_a_slip_is_named_with_what_was_meant(
    two_fiscal_years: None, plain: Run, asked: tuple[str, ...], said: str
) -> None:
    status, text = plain("metrics", "value", *asked, *QUARTER)
    assert status == 2
    assert said in text


@pytest.mark.parametrize(
    "asked",
    [
        ("--organization", "o1", "--organization", "o2", *QUARTER),
        ("--from", "2025-01-01", "--to", "9999-12-31"),
        ("--from", "31/01/2025", "--to", "2025-03-31"),
    ],
)
def test_an_option_given_twice_or_no_day_is_refused(run: Run, asked: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as left:
        run("metrics", "value", "exits", *asked)
    assert left.value.code == 2


def test_fiscal_years_matter_only_where_years_are_asked_for(two_fiscal_years: None, run: Run) -> None:
    months = run("metrics", "value", "exits", *QUARTER, "--by", "month")
    assert [month["value"] for month in months] == [0, 1, None]


def test_a_grant_without_lines_is_not_told_of_the_money_of_others(two_fiscal_years: None, run: Run) -> None:
    (spent,) = run("metrics", "value", "spending", "--grant", "g", *QUARTER)
    assert (spent["value"], spent["status"], spent["notes"]) == (0, "ok", [])


def test_a_grant_carries_its_share_of_what_stands_at_the_end_and_no_share_of_a_week(
    two_fiscal_years: None, run: Run
) -> None:
    ends = ("2025-01-31", "2025-02-28")
    stands = [
        run("metrics", "value", "open_cases", "--grant", "g", "--from", "2025-01-01", "--to", end)[0]
        for end in ends
    ]
    assert [(one["value"], one["share"]) for one in stands] == [(0.5, 0.5), (0, None)]
    (week,) = run("metrics", "value", "exits", "--grant", "g", "--from", "2025-02-10", "--to", "2025-02-16")
    assert (week["value"], week["status"]) == (None, "cannot_be_combined")


def test_publishing_as_of_a_day_holds_until_it_is_published_without_one(
    two_fiscal_years: None, run: Run, plain: Run
) -> None:
    def exits() -> tuple[float | None, str]:
        asked = ("exits", "--organization", "o1", "--from", "2025-01-01", "--to", "2025-02-28")
        (found,) = run("metrics", "value", *asked)
        return found["value"], found["as_of"]

    assert exits() == (1, "2025-02-10")
    for as_of, expected in ((("--as-of", "2025-01-31"), (0, "2025-01-31")), ((), (1, "2025-02-10"))):
        assert plain("metrics", "publish", *as_of)[0] == 0
        assert exits() == expected
    assert plain("metrics", "publish", "--organization", "nobody")[0] == 2
