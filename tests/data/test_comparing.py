"""Two versions of the records are compared table by table, and an import says what it brought."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from data.__main__ import main
from data.comparing import brought, compare_versions, versions_of
from data.errors import InputError, UnknownBatch
from data.home import Home
from data.mending import correct
from tests.data.rows import bring, clients, house, stay
from tests.data.test_mending import undo

LATER = dt.datetime(2026, 2, 1, 9)


def numbers(home: Home) -> list[int]:
    return sorted(int(path.stem) for path in versions_of(home))


def test_two_versions_differ_by_what_was_added_changed_and_taken_back(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [stay(number, "2025-01-10") for number in (1, 2, 3)]
    bring(home, {**house(), "client": clients(rows), "enrollment": rows})
    (first,) = numbers(home)
    corrected = correct(home, "rina", "o1", "enrollment", "e2", {"entry_on": "2025-01-11"}, LATER)
    more = [stay(4, "2025-02-01")]
    last = bring(home, {"client": clients(more), "enrollment": more}, LATER, "more")
    newest = numbers(home)[-1]
    expected = [("client", 1, 0, 0), ("enrollment", 1, 1, 0)]
    assert sorted(compare_versions(home, first, newest)) == expected
    turned = sorted((table, removed, changed, added) for table, added, changed, removed in expected)
    assert sorted(compare_versions(home, newest, first)) == turned
    assert compare_versions(home, newest, newest) == []

    assert main(["versions", str(first), str(newest), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert {row["table"]: (row["added"], row["changed"], row["removed"]) for row in shown} == {
        "client": (1, 0, 0),
        "enrollment": (1, 1, 0),
    }
    assert main(["versions", "--json"]) == 0
    assert [row["version"] for row in json.loads(capsys.readouterr().out)] == numbers(home)[::-1]
    assert main(["versions", str(first)]) == 2
    capsys.readouterr()

    undo(home, last.batch)
    assert compare_versions(home, newest, numbers(home)[-1]) == [("client", 0, 0, 1), ("enrollment", 0, 0, 1)]
    assert brought(home, corrected.batch or 0) == [("enrollment", 0, 1, 1)]
    assert brought(home, last.batch or 0) == [("client", 1, 0, 0), ("enrollment", 1, 0, 0)]


def test_a_version_or_an_import_that_is_not_there_is_named(home: Home) -> None:
    with pytest.raises(InputError):
        brought(home, 1)
    bring(home, house())
    with pytest.raises(InputError):
        compare_versions(home, 1, 999)
    with pytest.raises(UnknownBatch):
        brought(home, 999)
