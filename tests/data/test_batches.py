"""Which rows count after imports, undo and redo, in whatever order."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from data.batches import set_state
from data.home import Home
from data.importing import import_rows
from data.store import reading, writing
from tests.data.rows import bring, clients, fill, house, stay


def outcome_rows(home: Home) -> list[tuple[Any, ...]]:
    with reading(home) as connection:
        return connection.execute(
            "select enrollment_id, outcome, batch_id from current_enrollment order by enrollment_id"
        ).fetchall()


def undo(home: Home, batch: int) -> None:
    with writing(home, "undo") as draft:
        set_state(draft.connection, batch, "undone")


def redo(home: Home, batch: int) -> None:
    with writing(home, "redo") as draft:
        set_state(draft.connection, batch, "live")


def five_batches(home: Home) -> None:
    """Batch 1 brings e1; 3 replaces it and brings e3; 2, 4 and 5 bring e2, e4 and e5."""
    for batch, outcomes in enumerate(
        (
            {1: "achieved"},
            {2: "achieved"},
            {1: "not_achieved", 3: "achieved"},
            {4: "unknown"},
            {5: "achieved"},
        ),
        1,
    ):
        rows = [stay(number, "2025-01-01", "2025-02-01", outcome) for number, outcome in outcomes.items()]
        bring(home, {**house(), "client": clients(rows), "enrollment": rows}, name=f"batch {batch}")


def test_undoing_batch_3_of_5_keeps_4_and_5_and_brings_back_what_3_had_replaced(home: Home) -> None:
    five_batches(home)
    assert outcome_rows(home)[0] == ("e1", "not_achieved", 3)
    undo(home, 3)
    assert outcome_rows(home) == [
        ("e1", "achieved", 1),
        ("e2", "achieved", 2),
        ("e4", "unknown", 4),
        ("e5", "achieved", 5),
    ]


def test_redo_after_undo_gives_what_was_there(home: Home) -> None:
    five_batches(home)
    before = outcome_rows(home)
    for batch in (3, 1, 5):
        undo(home, batch)
    for batch in (5, 3, 1):
        redo(home, batch)
    assert outcome_rows(home) == before


def dated(day: str | None, outcome: str) -> dict[str, Any]:
    row = stay(1, "2025-01-01", "2025-02-01", outcome)
    row["dated_at"] = dt.datetime.fromisoformat(day) if day else None
    return {**house(), "client": clients([row]), "enrollment": [row]}


def test_dated_sources_give_the_same_rows_in_any_order(tmp_path_factory: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("HASIL_KEY_FILE", str(tmp_path_factory.mktemp("key") / "key"))
    sources = [("2025-03-01", "unknown"), ("2025-05-01", "achieved"), ("2025-04-01", "not_achieved")]
    for number, order in enumerate(itertools.permutations(sources)):
        home = Home(tmp_path_factory.mktemp(f"home{number}"))
        for day, outcome in order:
            bring(home, dated(day, outcome))
        assert [row[1] for row in outcome_rows(home)] == ["achieved"]


def test_where_one_is_undated_the_later_import_wins(home: Home) -> None:
    bring(home, dated("2025-05-01", "achieved"))
    bring(home, dated(None, "unknown"))
    assert [row[1] for row in outcome_rows(home)] == ["unknown"]
    bring(home, dated("2025-04-01", "not_achieved"))
    assert [row[1] for row in outcome_rows(home)] == ["unknown"], (
        "older than the newest before the undated one"
    )
    bring(home, dated("2025-06-01", "excluded"))
    assert [row[1] for row in outcome_rows(home)] == ["excluded"]


def unit_rows(version: str, entries: int) -> dict[str, list[dict[str, Any]]]:
    """A whole unit: one programme with some ledger entries, as an IATI activity brings it."""
    tables: dict[str, list[dict[str, Any]]] = house()
    for row in tables["program"]:
        row["unit_id"] = "unit"
        row["name"] = version
    tables["ledger_entry"] = [
        {
            "entry_id": f"{version}-{number}",
            "organization_id": "o1",
            "program_id": "p1",
            "kind": "expenditure",
            "amount": "10",
            "currency": "EUR",
            "unit_id": "unit",
        }
        for number in range(entries)
    ]
    return tables


def test_a_newer_version_of_a_unit_replaces_all_its_rows_and_undo_brings_them_back(home: Home) -> None:
    def state() -> tuple[str, int]:
        with reading(home) as connection:
            name = connection.execute("select name from current_program").fetchall()
            entries = connection.execute("select count(*) from current_ledger_entry").fetchall()
        return name[0][0], entries[0][0]

    bring(home, unit_rows("first", 3))
    bring(home, unit_rows("second", 1))
    assert state() == ("second", 1)
    undo(home, 2)
    assert state() == ("first", 3)
    redo(home, 2)
    assert state() == ("second", 1)


def naive_winner(versions: list[tuple[int | None, bool]]) -> int | None:
    """The rule of design.md §2, pairwise and by hand: each import in turn meets the winner so far."""
    newest: int | None = None
    winner = None
    for number, (day, live) in enumerate(versions, 1):
        if not live:
            continue
        if winner is None or day is None or newest is None or day >= newest:
            winner = number
            newest = day if day is not None else newest
    return winner


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.one_of(st.none(), st.integers(1, 4)), st.booleans()), min_size=1, max_size=5))
def test_the_row_that_counts_is_always_the_one_the_rule_names(
    tmp_path_factory: Any, versions: list[tuple[int | None, bool]]
) -> None:
    import os

    os.environ["HASIL_KEY_FILE"] = str(tmp_path_factory.getbasetemp() / "law.key")
    home = Home(tmp_path_factory.mktemp("law"))
    bring(home, {**house(), "client": clients([stay(1, "2025-01-01")])})
    batches = []
    for number, (day, _) in enumerate(versions, 1):
        row = stay(1, "2025-01-01", "2025-02-01", "achieved", worker=str(number))
        row["dated_at"] = dt.datetime(2025, 1, day) if day else None
        batches.append(
            import_rows(home, f"v{number}", fill({"enrollment": [row]}), dt.datetime(2026, 1, 1)).batch
        )
    for batch, (_, live) in zip(batches, versions, strict=True):
        if not live:
            undo(home, batch)
    winner = naive_winner(versions)
    assert [row[2] for row in outcome_rows(home)] == ([batches[winner - 1]] if winner else [])
