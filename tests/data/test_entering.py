"""Entry without a file: typed rows are checked like a file's, come in as batches, and keep their persons."""

from __future__ import annotations

import datetime as dt
import io
import json

import pytest

from data.__main__ import main
from data.batches import set_state
from data.entering import Entry, enter
from data.home import Home
from data.people import follow_ups_due, open_rows
from data.store import newest_records, reading, writing
from data.summary import summary
from data.workspace.audit import audit_log

NOW = dt.datetime(2026, 3, 2, 9, 0)
FIRST = {
    "organization": [{"organization_id": "o1", "name": "Satu"}],
    "program": [{"program_id": "p1", "organization_id": "o1", "name": "Rumah"}],
    "client": [{"client_id": "K-1", "organization_id": "o1", "sex": "female"}],
    "enrollment": [
        {
            "enrollment_id": "e1",
            "organization_id": "o1",
            "program_id": "p1",
            "client_id": "K-1",
            "entry_on": dt.date(2025, 1, 5),
            "exit_on": dt.date(2025, 6, 5),
            "outcome": "achieved",
        }
    ],
    "follow_up": [
        {
            "follow_up_id": "f1",
            "organization_id": "o1",
            "enrollment_id": "e1",
            "client_id": "K-1",
            "due_on": dt.date(2026, 1, 5),
        }
    ],
}


@pytest.fixture
def typed(home: Home) -> Home:
    """A home whose first rows were typed."""
    (result,) = enter(home, [Entry(name="awal", rows=FIRST)], NOW)
    assert (result.status, sum(result.rows.values())) == ("imported", 5)
    return home


def complaint(number: str, day: str = "2026-03-01") -> Entry:
    row = {"complaint_id": number, "organization_id": "o1", "received_on": day}
    return Entry(name=f"Pengaduan {number}", rows={"complaint": [row]})


def test_each_save_is_a_batch_of_its_own_and_several_are_one_version(typed: Home) -> None:
    before = newest_records(typed)
    results = enter(typed, [complaint("c1"), complaint("c2", "2031-01-01"), complaint("c3")], NOW)
    assert [result.status for result in results] == ["imported", "refused", "imported"]
    (problem,) = results[1].problems
    assert (problem.code, problem.column, problem.row) == ("in_the_future", "received_on", 1)
    assert before is not None and newest_records(typed) == before.with_name("00000002.duckdb")
    assert [batch["file"] for batch in summary(typed)["batches"]] == ["Pengaduan c3", "Pengaduan c1", "awal"]
    with writing(typed, "undo") as draft:
        set_state(draft.connection, 2, "undone")
    assert summary(typed)["tables"]["complaint"] == 1


def test_a_row_that_comes_back_stays_its_persons_and_undo_brings_the_old_one_back(typed: Home) -> None:
    (due,) = follow_ups_due(typed, "ana", "people", "o1")
    assert (due.case_number, due.program, due.due_on) == ("K-1", "Rumah", dt.date(2026, 1, 5))
    row = {
        "follow_up_id": due.follow_up_id,
        "organization_id": "o1",
        "enrollment_id": due.enrollment_id,
        "client_id": due.person,
        "due_on": due.due_on,
        "done_on": "2026-03-01",
        "status": "well",
    }
    (result,) = enter(typed, [Entry(name="kabar", rows={"follow_up": [row]}, known_people=True)], NOW)
    assert result.status == "imported", result.problems
    assert follow_ups_due(typed, "ana", "people", "o1") == []
    with reading(typed) as connection:
        persons = connection.execute("select distinct client_id from follow_up").fetchall()
    assert len(persons) == 1, "the person is the same in both versions"
    with writing(typed, "undo") as draft:
        set_state(draft.connection, result.batch or 0, "undone")
    assert len(follow_ups_due(typed, "ana", "people", "o1")) == 1


def test_a_file_cannot_pass_for_a_person_by_writing_a_pseudonym(typed: Home) -> None:
    (due,) = follow_ups_due(typed, "ana", "people", "o1")
    row = {"follow_up_id": "f2", "organization_id": "o1", "enrollment_id": "e1", "due_on": "2026-01-05"}
    strange = Entry(name="asing", rows={"follow_up": [{**row, "client_id": due.person}]})
    (result,) = enter(typed, [strange], NOW)
    assert [problem.code for problem in result.problems] == ["unknown_reference"]


def test_rows_for_editing_are_found_by_case_number_and_every_look_is_written_down(typed: Home) -> None:
    opened = open_rows(typed, "ana", "people", "o1", "enrollment", " k-1 ")
    assert (opened.total, opened.rows[0]["case_number"], opened.rows[0]["exit_on"]) == (
        1,
        "K-1",
        dt.date(2025, 6, 5),
    )
    assert open_rows(typed, "ana", "people", "o1", "enrollment", "K-9").rows == []
    assert open_rows(typed, "ana", "people", "o1", "client").rows[0]["case_number"] == "K-1"
    assert open_rows(typed, "ana", "people", "o1", "complaint").rows == []
    assert [line[1:4] for line in audit_log(typed)] == [("ana", "people.edit", "o1")] * 4
    with pytest.raises(PermissionError):
        open_rows(typed, "ana", "aggregate", "o1", "enrollment")
    with pytest.raises(LookupError):
        open_rows(typed, "ana", "people", "o1", "ledger_entry")


def test_the_command_takes_typed_rows_from_standard_input_only(
    typed: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def say(document: object) -> int:
        given = io.TextIOWrapper(io.BytesIO(json.dumps(document).encode()))
        monkeypatch.setattr("sys.stdin", given)
        return main(["enter", "--own", "--json", "--lang", "en"])

    row = {"complaint_id": "c9", "organization_id": "o1", "received_on": "2026-01-01"}
    assert say([{"name": "Pengaduan", "rows": {"complaint": [row]}}]) == 0
    assert json.loads(capsys.readouterr().out)[0]["rows"] == {"complaint": 1}
    assert say([{"name": "x", "rows": {"complaint": [{"colour": "red"}]}}]) == 2
    assert "could not be taken in" in capsys.readouterr().err
