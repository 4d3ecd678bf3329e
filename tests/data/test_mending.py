"""Mending: one record corrected, two clients merged, one person erased from every version and a backup."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import pytest

from data.backup import back_up, restore
from data.batches import set_state
from data.erasing import Erased, purge
from data.errors import InputError
from data.home import Home
from data.mending import correct, merge
from data.model import RECORDS
from data.store import newest_mark, newest_records, reading, writing
from data.workspace import audit_log
from metrics.publish import needs_publishing, publish
from tests.data.rows import bring, clients, house, stay

LATER = dt.datetime(2026, 2, 1, 9)


def three(home: Home) -> None:
    rows = [
        stay(number, "2025-01-10", "2025-03-01", "achieved", entered_at="2025-01-12 08:00:00")
        for number in (1, 2, 3)
    ]
    people = [
        {**one, "case_number": f"K-{place}", "district": "Sleman"}
        for place, one in enumerate(clients(rows), 1)
    ]
    looks = [
        {"follow_up_id": "f1", "organization_id": "o1", "enrollment_id": "e1", "client_id": "c1",
         "due_on": "2025-06-01"},
    ]  # fmt: skip
    steps = [
        {
            "step_id": "s1",
            "organization_id": "o1",
            "enrollment_id": "e1",
            "kind": "intake",
            "done_on": "2025-01-10",
        },
    ]
    tables = {**house(), "client": people, "enrollment": rows, "follow_up": looks, "case_step": steps}
    assert bring(home, tables).status == "imported"


def asked(home: Home, query: str) -> list[tuple[Any, ...]]:
    with reading(home) as connection:
        return connection.execute(query).fetchall()


def undo(home: Home, batch: int | None) -> None:
    assert batch
    with writing(home, "undo") as draft:
        set_state(draft.connection, batch, "undone")


def test_a_correction_changes_one_row_keeps_its_person_and_its_time_and_can_be_undone(home: Home) -> None:
    three(home)
    query = (
        "select * exclude (batch_id, source_file, source_row) from current_enrollment order by enrollment_id"
    )
    before = asked(home, query)
    done = correct(
        home, "rina", "o1", "enrollment", "e2", {"outcome": "not_achieved", "exit_on": "2025-03-05"}, LATER
    )
    assert (done.status, done.rows) == ("imported", {"enrollment": 1})
    after = asked(home, "select enrollment_id, cast(outcome as varchar), exit_on, client_id = (select client_id from"
                  " current_client where case_number = 'K-2'), entered_at from current_enrollment order by 1")  # fmt: skip
    assert after[1] == ("e2", "not_achieved", dt.date(2025, 3, 5), True, dt.datetime(2025, 1, 12, 8))
    assert (len(after), after[0][1], after[2][1]) == (3, "achieved", "achieved")
    assert audit_log(home)[-1][1:4] == ("rina", "records.correction", "o1")
    undo(home, done.batch)
    assert asked(home, query) == before


def test_a_correction_is_checked_like_any_row_and_never_changes_whom_it_is_about(home: Home) -> None:
    three(home)
    refused = correct(home, "rina", "o1", "enrollment", "e2", {"exit_on": "2024-01-01"}, LATER)
    assert (refused.status, refused.problems[0].code) == ("refused", "out_of_order")
    for record, changes, key in (
        ("e2", {"client_id": "c3"}, "error.column_not_corrected"),
        ("e2", {"organization_id": "o2"}, "error.column_not_corrected"),
        ("e9", {"outcome": "achieved"}, "error.no_such_record"),
    ):
        with pytest.raises(InputError) as fault:
            correct(home, "rina", "o1", "enrollment", record, changes, LATER)
        assert fault.value.key == key
    assert asked(home, "select count(*) from import_batch") == [(1,)]


def test_merged_clients_are_one_also_those_merged_before_and_undo_parts_them(home: Home) -> None:
    three(home)
    merge(home, "rina", "o1", "k-2", "K-1", LATER)
    last = merge(home, "rina", "o1", "K-3", "K-2", LATER)
    persons = """select count(distinct coalesce(a.client_id, e.client_id)) from current_enrollment e
        left join current_alias a on a.alias_client_id = e.client_id"""
    assert asked(home, persons) == [(1,)], "K-1 follows K-2 to K-3"
    with pytest.raises(InputError, match="same_client"):
        merge(home, "rina", "o1", "K-1", "K-3", LATER)
    with pytest.raises(InputError, match="no_such_case"):
        merge(home, "rina", "o1", "K-1", "K-9", LATER)
    undo(home, last.batch)
    assert asked(home, persons) == [(2,)]


def everything(path: Path) -> str:
    """All text of all tables of a store."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return " ".join(
            str(connection.execute(f"select * from {record.table}").fetchall()) for record in RECORDS
        )


def test_who_is_erased_is_gone_from_every_version_and_the_backup_and_nobody_else_is(
    home: Home, tmp_path: Path
) -> None:
    three(home)
    correct(home, "rina", "o1", "enrollment", "e1", {"destination": "rumah paman"}, LATER)
    merge(home, "rina", "o1", "K-1", "K-2", LATER)
    for name in ("backup", "later"):
        back_up(home, tmp_path / f"{name}.zip", with_key=False)
    publish(home, as_of=dt.date(2025, 12, 31))
    (client,) = asked(
        home, "select cast(client_id as varchar) from current_client where case_number = 'K-1'"
    )[0]
    versions = sorted(home.records.glob("*.duckdb"))
    ages = [version.stat().st_mtime_ns for version in versions]

    mark = newest_mark(home)
    erased = purge(home, "rina", "o1", "K-1", [tmp_path / "backup.zip"], LATER)
    assert newest_mark(home) != mark, "what was kept of the version is looked up anew"
    # Both clients, three versions of two stays, one alias, one follow-up, one step.
    assert (erased.rows, erased.versions, erased.backups) == (2 + 3 + 1 + 1 + 1, 3, 1)
    for version in versions:
        kept = everything(version)
        assert "K-3" in kept and "e3" in kept
        assert not any(trace in kept for trace in (client, "K-1", "K-2", "rumah paman", "'f1'", "'s1'"))
    assert [version.stat().st_mtime_ns for version in versions[:-1]] == ages[:-1]
    assert not list(home.records.glob("*.draft*"))
    assert needs_publishing(home), "its numbers are published anew"
    assert asked(home, "select count(*) from current_enrollment") == [(1,)]
    assert "K-1" not in str(audit_log(home))

    later = tmp_path / "later.zip"
    assert purge(home, "rina", "o1", "K-1", [later], LATER) == Erased(0, 0, 1), "a backup that is found later"
    with zipfile.ZipFile(later) as archive:
        assert "K-1" not in everything(Path(archive.extract("records.duckdb", tmp_path)))
    restore(home, tmp_path / "backup.zip")
    newest = newest_records(home)
    assert newest is not None and "K-1" not in everything(newest) and "K-3" in everything(newest)
    assert bring(home, {"client": [{"client_id": "c4", "organization_id": "o1"}]}).status == "imported"


def test_nothing_is_rewritten_for_a_case_number_or_backup_that_is_not_there(
    home: Home, tmp_path: Path
) -> None:
    three(home)
    before = everything(sorted(home.records.glob("*.duckdb"))[-1])
    (tmp_path / "no.zip").write_bytes(b"no backup")
    for case, backups in (("K-9", []), ("K-1", [tmp_path / "no.zip"]), ("K-1", [tmp_path / "gone.zip"])):
        with pytest.raises(InputError):
            purge(home, "rina", "o1", case, backups, LATER)
    assert everything(sorted(home.records.glob("*.duckdb"))[-1]) == before
