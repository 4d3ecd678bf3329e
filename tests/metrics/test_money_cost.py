"""Shared cost is allocated once, by calendar month; all adds up to the ledger; an outcome has a cost."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.batches import set_state
from data.home import Home
from data.store import writing
from metrics.ask import Ask
from metrics.publish import publish
from metrics.reader import Reader, open_reader
from metrics.reviews.where import cost_parts, portion_of, purposes
from metrics.scope import OWNER
from metrics.verification import verify
from tests.data.rows import bring, clients, stay
from tests.metrics.money_rows import Ledger, Tables, asked, exits, merged, org, published, reasons

QUARTER = ("2025-01-01", "2025-03-31")
YEAR = ("2025-01-01", "2025-12-31")


def contacts(*hours: tuple[str, str, float], organization: str = "o1") -> Tables:
    """Contacts: programme, day and hours."""
    return {
        "contact": [
            {
                "contact_id": f"k{number}",
                "organization_id": organization,
                "program_id": program,
                "contact_on": day,
                "role": "facilitator",
                "level": "micro",
                "hours": str(spent),
            }
            for number, (program, day, spent) in enumerate(hours)
        ]
    }


def cost(reader: Reader, program: str, month: str) -> dict[str, Any]:
    """One programme's month: driver and measures."""
    names = ("direct", "allocated", "full_cost", "service", "shared", "admin", "fundraising", "unallocated")
    found = reader.rows(
        f"""select grp, {", ".join(names)} from published.cost
            where dim = 'driver' and program = ? and period = ?""",
        [program, dt.date.fromisoformat(month)],
    )
    return dict(zip(("driver", *names), found[0], strict=True)) if found else {}


def test_shared_cost_follows_the_hours_of_contact_of_each_month(home: Home) -> None:
    ledger = Ledger()
    ledger.line("2025-01-10", "100", program_id="p1", nature="treatment")
    ledger.line("2025-01-10", "50", program_id="p1", nature="admin")
    ledger.line("2025-01-11", "200", program_id="p2", nature="prevention")
    ledger.line("2025-01-31", "60", nature="shared").line("2025-01-31", "30", nature="admin")
    ledger.line("2025-01-31", "40", nature="fundraising")
    ledger.line("2025-02-28", "80", nature="shared")
    hours = contacts(("p1", "2025-01-05", 2), ("p2", "2025-01-06", 1), ("p2", "2025-02-01", 5))
    reader = published(home, org("o1", "p1", "p2"), ledger.tables, hours)
    first = cost(reader, "p1", "2025-01-01")
    assert first["driver"] == "contact_hours"
    assert (first["direct"], first["allocated"], first["full_cost"]) == pytest.approx((150, 60, 210))
    assert (first["service"], first["shared"], first["admin"]) == pytest.approx((100, 40, 70))
    second = cost(reader, "p2", "2025-01-01")
    assert (second["direct"], second["allocated"], second["full_cost"]) == pytest.approx((200, 30, 230))
    assert cost(reader, "p1", "2025-02-01") == {}
    assert cost(reader, "p2", "2025-02-01")["full_cost"] == pytest.approx(80)
    assert cost(reader, "(none)", "2025-01-01")["fundraising"] == 40
    assert asked(reader, "full_cost", *QUARTER).value == pytest.approx(100 + 50 + 200 + 60 + 30 + 80)
    assert asked(reader, "spending", *QUARTER).value == pytest.approx(560)


def test_cost_whose_nature_nobody_wrote_is_no_service_and_leaves_full_cost_as_it_was(home: Home) -> None:
    ledger = Ledger().line("2025-01-10", "100", program_id="p1", nature="treatment")
    ledger.line("2025-01-11", "300", program_id="p1").line("2025-01-12", "7", nature="unknown")
    ledger.line("2025-01-31", "60", nature="shared")
    reader = published(home, org("o1", "p1"), ledger.tables, contacts(("p1", "2025-01-05", 2)))
    names = ("service_cost", "shared_cost", "admin_cost", "unclassified_cost", "full_cost")
    assert [asked(reader, name, *QUARTER).value for name in names] == [100, 60, 0, 300, 460]
    assert cost(reader, "(none)", "2025-01-01")["unallocated"] == 7
    ask = Ask(indicator="full_cost", organization="o1", start=dt.date(2025, 1, 1), end=dt.date(2025, 3, 31))
    parts = cost_parts(reader, OWNER, ask)
    assert purposes(parts) == "partly"
    shares = [portion_of(parts, name) for name in ("service_cost", "unclassified_cost")]
    assert [share and share.value for share in shares] == pytest.approx([100 / 460, 300 / 460])


def test_without_hours_days_enrolled_share_the_cost(home: Home) -> None:
    ledger = Ledger().line("2025-01-31", "300", nature="shared").line("2025-01-02", "9", program_id="p1")
    rows = [
        {**stay(1, "2024-12-20", "2025-01-10"), "program_id": "p1"},  # 10 days of January
        {**stay(2, "2025-01-12"), "program_id": "p2"},  # 20 days
        {**stay(3, "2025-02-01"), "program_id": "p2"},
    ]
    people: Tables = {"client": clients(rows), "enrollment": rows}
    reader = published(home, org("o1", "p1", "p2"), people, ledger.tables)
    assert cost(reader, "p1", "2025-01-01")["driver"] == "enrollment_days"
    assert cost(reader, "p1", "2025-01-01")["allocated"] == pytest.approx(100)
    assert cost(reader, "p2", "2025-01-01")["allocated"] == pytest.approx(200)


def test_without_hours_and_days_direct_spending_shares_the_cost(home: Home) -> None:
    ledger = Ledger().line("2025-01-31", "90", nature="admin")
    ledger.line("2025-01-02", "20", program_id="p1").line("2025-01-02", "40", program_id="p2")
    ledger.line("2025-01-02", "-500", program_id="p3").line(
        "2025-01-03", "1000", program_id="p3", kind="income"
    )
    reader = published(home, org("o1", "p1", "p2", "p3"), ledger.tables)
    parts = [cost(reader, program, "2025-01-01")["allocated"] for program in ("p1", "p2", "p3")]
    assert parts == pytest.approx([30, 60, 0])
    assert cost(reader, "p1", "2025-01-01")["driver"] == "direct_spend"


def test_what_cannot_be_allocated_stays_and_is_shown(home: Home) -> None:
    ledger = Ledger().line("2025-01-31", "90", nature="shared").line("2025-01-31", "5", nature="treatment")
    ledger.line("2025-02-10", "20", program_id="p1").line("2025-02-10", "7", nature="treatment")
    reader = published(home, org(), exits(6, 2), ledger.tables, as_of="2025-03-31")
    assert cost(reader, "p1", "2025-01-01")["allocated"] == 90, "people were enrolled in January"
    assert cost(reader, "(none)", "2025-01-01")["unallocated"] == 5
    answer = asked(reader, "cost_per_outcome", *QUARTER)
    assert answer.numerator == pytest.approx(110)
    said = {note.key: note.values for note in answer.notes}
    assert said["note.money_unallocated"] == {"amount": 12}
    assert said["note.money_months_without_cost"] == {"months": 1}


day = st.dates(dt.date(2025, 1, 1), dt.date(2025, 4, 30))
line = st.fixed_dictionaries(
    {
        "organization": st.sampled_from(["o1", "o2", "o3"]),
        "day": day,
        "amount": st.decimals(-1000, 100_000, places=2),
        "kind": st.sampled_from(["expenditure", "disbursement", "income", "commitment"]),
        "nature": st.sampled_from(["prevention", "treatment", "shared", "admin", "fundraising", "unknown"]),
        "program": st.sampled_from(["p1", "p2", "p3", ""]),
        "currency": st.sampled_from(["IDR", "IDR", "EUR", "XAF"]),
    }
)
hour = st.tuples(st.sampled_from(["o1-p1", "o1-p2"]), day.map(str), st.integers(0, 9))
RATES = {"IDR": Decimal(1), "EUR": Decimal("16000.5")}


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(lines=st.lists(line, min_size=60, max_size=200), hours=st.lists(hour, max_size=6))
def test_every_month_of_cost_adds_up_to_the_ledger(
    tmp_path_factory: pytest.TempPathFactory, lines: list[dict[str, Any]], hours: list[tuple[str, str, float]]
) -> None:
    folder = tmp_path_factory.mktemp("ledger")
    ledgers = {organization: Ledger(organization) for organization in ("o1", "o2", "o3")}
    booked: dict[tuple[str, dt.date], Decimal] = defaultdict(Decimal)
    served: dict[tuple[str, dt.date], Decimal] = defaultdict(Decimal)
    for one in lines:
        own = one["organization"]
        program = {"program_id": f"{own}-{one['program']}"} if one["program"] else {}
        more = {"nature": one["nature"], "currency": one["currency"], **program}
        ledgers[own].line(str(one["day"]), str(one["amount"]), one["kind"], **more)
        if one["kind"] in ("expenditure", "disbursement") and one["currency"] in RATES:
            booked[own, one["day"].replace(day=1)] += one["amount"] * RATES[one["currency"]]
            if program and one["nature"] in ("prevention", "treatment"):
                served[own, one["day"].replace(day=1)] += one["amount"] * RATES[one["currency"]]
    places = [org(own, *(f"{own}-p{number}" for number in (1, 2, 3))) for own in ledgers]
    quoted = {
        "exchange_rate": [
            {"from_currency": "EUR", "to_currency": "IDR", "valid_on": f"2025-0{month}-01", "rate": "16000.5"}
            for month in range(1, 5)
        ]
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HASIL_KEY_FILE", str(folder / "key"))
        tables = (*places, *(ledger.tables for ledger in ledgers.values()), quoted, contacts(*hours))
        reader = published(Home(folder / "home"), *tables)
    found = reader.rows(
        """select organization, period, sum(service), sum(full_cost) + sum(fundraising) + sum(unallocated), sum(spent),
                  sum(service) + sum(shared) + sum(admin) + sum(unclassified) - sum(full_cost),
                  sum(direct) + sum(allocated) - sum(full_cost)
           from published.cost where dim = 'all' group by organization, period"""
    )
    assert {(row[0], row[1]) for row in found} == set(booked)
    for own, month, service, added, spent, by_nature, by_origin in found:
        assert service == pytest.approx(float(served[own, month]), abs=0.005)
        assert added == pytest.approx(float(booked[own, month]), abs=0.005)
        assert spent == pytest.approx(float(booked[own, month]), abs=0.005)
        assert (by_nature, by_origin) == pytest.approx((0, 0), abs=0.005)


def test_cost_per_outcome_has_the_published_interval(home: Home) -> None:
    """One billion for 120 of 200: 8,333,333 (7,514,342 to 9,419,092)."""
    ledger = Ledger().line("2025-02-01", "1000000000", program_id="p1", nature="treatment")
    reader = published(home, org(), exits(120, 80), ledger.tables)
    answer = asked(reader, "cost_per_outcome", *QUARTER)
    assert answer.value == pytest.approx(8_333_333, abs=1)
    assert (answer.low, answer.high) == pytest.approx((7_514_342, 9_419_092), abs=1)
    assert (answer.numerator, answer.denominator, answer.n) == (1e9, 120, 200)
    assert (answer.status, answer.unit, answer.interval_method) == ("ok", "IDR", "inverted_wilson")


def test_unknown_outcomes_count_as_not_achieved_and_the_best_case_is_said(home: Home) -> None:
    ledger = Ledger().line("2025-02-01", "600", program_id="p1")
    answer = asked(
        published(home, org(), exits(20, 30, unknown=10), ledger.tables), "cost_per_outcome", *QUARTER
    )
    assert (answer.value, answer.worst, answer.best, answer.unknown) == (30, 30, 20, 10)


def test_too_little_known_about_outcomes_fails_the_gate(home: Home) -> None:
    ledger = Ledger().line("2025-02-01", "600", program_id="p1")
    answer = asked(
        published(home, org(), exits(20, 0, unknown=30), ledger.tables), "cost_per_outcome", *QUARTER
    )
    assert answer.value == 30
    assert answer.gates == ("outcome_assessment_coverage",)


def test_under_five_outcomes_the_cost_is_kept_and_called_too_few(home: Home) -> None:
    ledger = Ledger().line("2025-02-01", "600", program_id="p1")
    answer = asked(published(home, org(), exits(4, 6), ledger.tables), "cost_per_outcome", *QUARTER)
    assert (answer.value, answer.status) == (150, "too_few")
    assert reasons(answer) >= {"reason.money_few_outcomes"}


def test_without_an_outcome_there_is_no_cost_of_one_and_the_spending_is_said(home: Home) -> None:
    ledger = Ledger().line("2025-02-01", "600", program_id="p1")
    answer = asked(published(home, org(), exits(0, 12), ledger.tables), "cost_per_outcome", *QUARTER)
    assert (answer.value, answer.numerator, answer.denominator, answer.high) == (None, 600, 0, None)
    assert answer.status == "too_few"
    assert answer.low is not None and answer.low > 600 / 12
    assert answer.reason is not None and answer.reason.key == "reason.money_no_outcomes"
    assert answer.reason.values["cost"] == 600


def test_without_an_exit_the_cost_is_said_and_nothing_is_measured(home: Home) -> None:
    ledger = Ledger().line("2025-02-01", "600", program_id="p1")
    answer = asked(published(home, org(), ledger.tables), "cost_per_outcome", *QUARTER)
    assert (answer.value, answer.status) == (None, "not_measured")
    assert reasons(answer) >= {"reason.money_no_outcomes_recorded"}


def test_cost_of_several_programmes_is_pooled_and_what_does_not_meet_is_named(home: Home) -> None:
    ledger = Ledger().line("2025-02-01", "600", program_id="p1").line("2025-02-01", "300", program_id="p2")
    tables = merged(exits(10, 10), exits(20, 0, program="p3"))
    reader = published(home, org("o1", "p1", "p2", "p3"), tables, ledger.tables)
    answer = asked(reader, "cost_per_outcome", *QUARTER)
    assert (answer.numerator, answer.denominator, answer.value) == (900, 10, 90)
    said = {note.key: note.values for note in answer.notes}
    assert said["note.money_cost_without_exits"] == {"amount": 300}
    assert said["note.money_outcomes_without_cost"] == {"n": 20}
    assert asked(reader, "cost_per_outcome", *QUARTER, program="p1").value == 60


def test_outcomes_of_an_organisation_without_a_ledger_are_not_free(home: Home) -> None:
    ledger = Ledger("o1").line("2025-02-01", "600", program_id="p1")
    tables = merged(exits(10, 10), exits(90, 0, program="p2", organization="o2"))
    reader = published(home, org("o1", "p1"), org("o2", "p2", currency="EUR"), tables, ledger.tables)
    answer = asked(reader, "cost_per_outcome", *QUARTER)
    assert (answer.value, answer.denominator, answer.unit) == (60, 10, "IDR")


def test_cost_is_asked_by_whole_months_and_not_by_groups_of_people(home: Home) -> None:
    ledger = Ledger().line("2025-02-04", "600", program_id="p1")
    reader = published(home, org(), exits(10, 10), ledger.tables)
    week = asked(reader, "cost_per_outcome", "2025-02-03", "2025-02-09")
    women = asked(reader, "cost_per_outcome", *QUARTER, group="sex=female")
    assert {week.status, women.status} == {"cannot_be_combined"}
    assert reasons(week) == {"reason.money_whole_months"}


def grants(*shares: tuple[str, str, str, float]) -> Tables:
    """Two grants, and shares that were set."""
    return {
        "funder": [{"funder_id": "f1", "name": "Donor"}],
        "grant_award": [
            {"grant_id": grant, "organization_id": "o1", "funder_id": "f1", "name": grant.upper()}
            for grant in ("g1", "g2")
        ],
        "grant_share": [
            {"grant_id": grant, "program_id": program, "month_on": month, "share": str(share)}
            for grant, program, month, share in shares
        ],
    }


def shares(reader: Reader) -> dict[tuple[str, str], tuple[float, str]]:
    found = reader.rows("select grant_id, month, share, source from published.grant_share")
    return {(grant, str(month)): (share, source) for grant, month, share, source in found}


def test_a_share_is_as_it_was_set_else_what_the_grant_spent_of_the_full_cost(home: Home) -> None:
    ledger = Ledger()
    ledger.line("2025-01-10", "30", program_id="p1", grant_id="g1").line("2025-01-10", "50", program_id="p1")
    ledger.line("2025-01-10", "20", nature="shared")
    ledger.line("2025-02-10", "80", program_id="p1", grant_id="g1")
    ledger.line("2025-02-10", "20", program_id="p1", grant_id="g2")
    set_shares = grants(("g1", "p1", "2025-02-01", 0.9), ("g1", "p1", "2025-06-01", 0.5))
    reader = published(home, org(), set_shares, ledger.tables)
    found = shares(reader)
    assert found["g1", "2025-01-01"] == (pytest.approx(0.3), "spending")
    assert found["g1", "2025-02-01"] == (0.9, "set")
    assert found["g2", "2025-02-01"] == (pytest.approx(0.1), "spending"), "what the set share leaves"
    assert found["g1", "2025-06-01"] == (0.5, "set")
    spent = asked(reader, "spending", *QUARTER, grant="g1")
    assert spent.value == 110
    full = asked(reader, "full_cost", *QUARTER, grant="g1")
    assert full.value == pytest.approx(0.3 * 100 + 0.9 * 100)
    assert full.share == pytest.approx(0.6)


def test_shares_by_spending_never_pass_the_whole(home: Home) -> None:
    ledger = Ledger().line("2025-01-10", "90", program_id="p1", grant_id="g1")
    ledger.line("2025-01-10", "60", program_id="p1", grant_id="g2")
    ledger.line("2025-01-10", "-50", program_id="p1")
    found = shares(published(home, org(), grants(), ledger.tables))
    assert found["g1", "2025-01-01"][0] == pytest.approx(0.6)
    assert found["g2", "2025-01-01"][0] == pytest.approx(0.4)


def test_a_donor_sees_the_rate_of_the_programme_and_its_own_ledger_lines(home: Home) -> None:
    ledger = Ledger().line("2025-02-01", "600", program_id="p1", grant_id="g1")
    ledger.line("2025-02-01", "400", program_id="p1").line("2025-02-02", "50", grant_id="g1", nature="admin")
    ledger.line("2025-02-01", "77", program_id="p2")
    reader = published(home, org("o1", "p1", "p2"), grants(), exits(10, 10), ledger.tables)
    mine = asked(reader, "cost_per_outcome", *QUARTER, grant="g1")
    whole = asked(reader, "cost_per_outcome", *QUARTER, program="p1")
    assert mine.value == whole.value
    assert asked(reader, "spending", *QUARTER, grant="g1").value == 650
    assert asked(reader, "spending", *QUARTER, grant="g1", program="p1").value == 600


def test_the_order_of_ledger_lines_changes_no_number(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HASIL_KEY_FILE", str(tmp_path / "key"))
    answers = []
    for name, step in (("there", 1), ("back", -1)):
        ledger = Ledger()
        for number in list(range(40))[::step]:
            program = {"program_id": f"p{number % 3}"} if number % 3 else {}
            nature = "shared" if number % 3 == 0 else "treatment"
            ledger.line(
                f"2025-01-{number % 28 + 1:02}", f"{number * 37}.{number:02}", nature=nature, **program
            )
        reader = published(Home(tmp_path / name), org("o1", "p1", "p2"), ledger.tables)
        answers.append([asked(reader, "full_cost", *YEAR, program=one).value for one in ("p1", "p2")])
    assert answers[0] == answers[1]


def test_shares_that_a_redo_brings_beyond_the_whole_give_way_alike(home: Home) -> None:
    published(home, org(), merged(grants(), exits(10, 0, day="2025-02-20")))
    tables = [
        {"grant_share": grants((grant, "p1", "2025-02-01", 0.6))["grant_share"]} for grant in ("g1", "g2")
    ]
    first = bring(home, tables[0]).batch
    for state, then in (("undone", tables[1]), ("live", None)):
        with writing(home, "undo") as draft:
            set_state(draft.connection, first or 0, state)
        assert then is None or bring(home, then).status == "imported"
    publish(home)
    found = shares(open_reader(home))
    assert found == {(grant, "2025-02-01"): (0.5, "set") for grant in ("g1", "g2")}
    assert verify(home)[0] == []
