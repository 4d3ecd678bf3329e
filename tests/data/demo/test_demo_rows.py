"""The demonstration keeps every rule of the record tables, by the tables' own declarations."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections import defaultdict
from pathlib import Path

import pytest

from data.demo import fill
from data.demo.organizations import ORGANIZATIONS
from data.demo.organizations.senja import SENJA
from data.model import RECORDS, TABLES
from data.model.base import declared
from data.stage import SOURCE_COLUMNS, Stage

AS_OF = dt.date(2026, 11, 20)
Row = dict[str, str | None]
Tables = dict[str, list[Row]]

SCREENS_NEED = {
    "staff_post", "exchange_rate", "price_index", "reserve", "household", "consent", "measurement", "need", "referral",
    "case_goal", "case_step", "role_case", "partner", "community", "grant_share", "budget", "instrument",
    "survey_wave", "complaint", "feedback_theme", "decision_event", "indicator_definition", "reported_result",
    "community_milestone", "accreditation_evidence",
}  # fmt: skip


def own(row: Row) -> Row:
    """A row without what the stage adds and without empty cells."""
    return {name: value for name, value in row.items() if value is not None and name not in SOURCE_COLUMNS}


def test_the_same_day_gives_the_same_rows(tables: Tables) -> None:
    with tempfile.TemporaryDirectory() as folder, Stage(Path(folder)) as stage:
        fill(stage, AS_OF)
        for table, rows in tables.items():
            again = stage.connection.execute(f"select * from staged_{table}").fetchall()
            assert [tuple(row.values()) for row in rows] == again


def test_leaving_organisations_out_shifts_no_other(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.demo.ORGANIZATIONS", (SENJA,))
    with tempfile.TemporaryDirectory() as folder, Stage(Path(folder)) as stage:
        fill(stage, AS_OF)
        for table in ("enrollment", "contact", "ledger_entry", "survey_answer"):
            alone = stage.connection.execute(f"select * exclude source_row from staged_{table}").fetchall()
            among_others = [
                tuple(value for name, value in row.items() if name != "source_row")
                for row in tables[table]
                if row["organization_id"] == "senja"
            ]
            assert among_others == alone


def test_every_starter_table_and_what_the_screens_need_is_filled(tables: Tables) -> None:
    starter = {record.table for record in RECORDS if record.starter}
    assert starter | SCREENS_NEED <= set(tables)


def test_every_row_is_a_valid_record(tables: Tables) -> None:
    for table, rows in tables.items():
        for row in rows:
            TABLES[table].model_validate(own(row))


def test_no_key_occurs_twice(tables: Tables) -> None:
    for table, rows in tables.items():
        key = TABLES[table].key
        if table == "client":  # case numbers are an organisation's own
            key = ("organization_id", *key)
        keys = [tuple(row[name] for name in key) for row in rows]
        assert len(keys) == len(set(keys)), table


def test_every_reference_leads_to_a_row_of_the_same_organisation(tables: Tables) -> None:
    shared = {"funder", "instrument", "organization"}
    homes: dict[str, set[tuple[str | None, ...]]] = defaultdict(set)
    for table, rows in tables.items():
        for row in rows:
            organization = None if table in shared else row.get("organization_id")
            homes[table].add((organization, row[TABLES[table].key[0]]))
    for table, rows in tables.items():
        for name, field in TABLES[table].model_fields.items():
            refers = declared(field).refers
            if not refers or table == "grant_share":
                continue
            for row in rows:
                organization = None if refers in shared else row.get("organization_id")
                assert row[name] is None or (organization, row[name]) in homes[refers], (table, name, row)


def test_nothing_that_happened_lies_after_the_end(tables: Tables) -> None:
    for table, rows in tables.items():
        past = [name for name, field in TABLES[table].model_fields.items() if declared(field).past]
        for row in rows:
            for name in past:
                value = row[name]
                assert value is None or value[:10] <= AS_OF.isoformat(), (table, name, row)
            assert row["entered_at"] is None or row["entered_at"] <= f"{AS_OF} 20:00:00"


def test_days_of_a_row_come_in_their_order(tables: Tables) -> None:
    for table, rows in tables.items():
        for first, second in TABLES[table].order:
            for row in rows:
                earlier, later = row[first], row[second]
                assert earlier is None or later is None or earlier <= later, (table, row)


def test_what_happens_to_a_client_happens_while_the_client_stays(tables: Tables) -> None:
    stays = {row["enrollment_id"]: row for row in tables["enrollment"]}
    for table, day in (("contact", "contact_on"), ("measurement", "measured_on"), ("need", "assessed_on")):
        for row in tables[table]:
            if row["enrollment_id"] is None:
                continue
            stay = stays[row["enrollment_id"]]
            assert stay["client_id"] == row["client_id"]
            assert str(stay["entry_on"]) <= str(row[day]) <= (stay["exit_on"] or AS_OF.isoformat())


def test_grants_carry_no_more_than_the_cost_of_a_programme_in_any_month(tables: Tables) -> None:
    carried: dict[tuple[str | None, str | None], float] = defaultdict(float)
    for row in tables["grant_share"]:
        carried[row["program_id"], row["month_on"]] += float(str(row["share"]))
    assert max(carried.values()) <= 1
    several = {row["program_id"] for row in tables["grant_share"] if row["grant_id"] == "MW-BENING"} & {
        row["program_id"] for row in tables["grant_share"] if row["grant_id"] == "SW-BENING"
    }
    assert several == {"bening-rehab", "bening-jalan"}


def test_every_euro_has_a_rate_of_its_month(tables: Tables) -> None:
    known = {str(row["valid_on"])[:7] for row in tables["exchange_rate"]}
    euros = [row for row in tables["ledger_entry"] if row["currency"] == "EUR"]
    assert euros and {str(row["booked_on"])[:7] for row in euros} <= known
    assert {row["currency"] for row in tables["ledger_entry"]} == {"IDR", "EUR"}


def test_a_client_row_holds_no_name(tables: Tables) -> None:
    filled = {name for row in tables["client"] for name in own(row)}
    assert filled == {
        "client_id", "organization_id", "sex", "birth_on", "disability", "category", "district",
        "registered_on",
    }  # fmt: skip
    assert all(re.fullmatch(r"K-\d{4}", str(row["client_id"])) for row in tables["client"])
    districts = {name for profile in ORGANIZATIONS for name in profile.districts}
    categories = {program.category for profile in ORGANIZATIONS for program in profile.programs}
    assert {row["district"] for row in tables["client"]} - {None} == districts
    assert {row["category"] for row in tables["client"]} == categories


def test_some_things_are_missing_and_some_came_late(tables: Tables) -> None:
    clients, stays = tables["client"], tables["enrollment"]
    assert 0.1 < sum(row["birth_on"] is None for row in clients) / len(clients) < 0.2
    assert sum(row["risk_entry"] == "unknown" for row in stays) > 20
    assert sum(row["outcome"] == "unknown" for row in stays) > 100
    late = [
        row for row in stays
        if dt.date.fromisoformat(str(row["entered_at"])[:10]) - dt.date.fromisoformat(str(row["entry_on"]))
        > dt.timedelta(days=10) and str(row["entry_on"]) > "2023-12-31"
    ]  # fmt: skip
    assert 0.03 < len(late) / len(stays) < 0.25


def test_organisations_have_sizes_that_people_would_meet(tables: Tables) -> None:
    clients: dict[str | None, int] = defaultdict(int)
    for row in tables["client"]:
        clients[row["organization_id"]] += 1
    assert len(clients) == 6 and all(200 <= count <= 650 for count in clients.values())
    assert 2_000 <= len(tables["enrollment"]) <= 3_200
    assert 20_000 <= len(tables["contact"]) <= 30_000


def test_a_changed_target_stands_beside_the_first_one(tables: Tables) -> None:
    promised = [
        (str(row["set_on"]), float(str(row["value"])))
        for row in tables["target"]
        if row["organization_id"] == "bening"
        and row["program_id"] is None
        and row["grant_id"] is None
        and row["indicator"] == "outcome_achievement_rate"
        and row["starts_on"] == "2026-01-01"
    ]
    assert promised == [("2025-12-12", 0.68), ("2026-03-17", 0.60)]


@pytest.mark.parametrize("as_of", [dt.date(2024, 2, 29), dt.date(2027, 1, 1)])
def test_other_days_give_valid_rows_too(as_of: dt.date) -> None:
    with tempfile.TemporaryDirectory() as folder, Stage(Path(folder)) as stage:
        fill(stage, as_of)
        for table, record in TABLES.items():
            if table not in stage.tables:
                continue
            for name in (name for name, field in record.model_fields.items() if declared(field).past):
                latest = stage.connection.execute(f"select max({name}) from staged_{table}").fetchone()
                assert latest and (latest[0] is None or latest[0][:10] <= as_of.isoformat()), (table, name)
