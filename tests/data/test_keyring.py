"""One person is one client of an organisation; a store keeps to its key; a rotation changes no number."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from data import keyring
from data.errors import InputError, WrongKey
from data.home import Home
from data.keyring import check_key, rotate, undo_rotation
from data.keys import key_path, load_key, pseudonym
from data.store import reading
from tests.data.rows import bring, clients, house, stay


def asked(home: Home, query: str) -> list[tuple[Any, ...]]:
    with reading(home) as connection:
        return connection.execute(query).fetchall()


def two(home: Home) -> None:
    """Two clients in two programmes; the second has a case number that is not the id of the source."""
    rows = [
        stay(1, "2025-01-10"),
        stay(2, "2025-01-11"),
        {**stay(1, "2025-02-10"), "enrollment_id": "e1b", "program_id": "p2"},
    ]
    tables = house()
    tables["program"].append({**tables["program"][0], "program_id": "p2"})
    people = clients(rows)
    people[1]["case_number"] = "K-2"
    assert bring(home, {**tables, "client": people, "enrollment": rows}).status == "imported"


SHAPE = """select e.enrollment_id, c.case_number, dense_rank() over (order by c.case_number)
    from current_enrollment e join current_client c on c.client_id = e.client_id order by 1"""
PERSONS = "select case_number, client_id from current_client order by 1"


def test_one_person_in_two_programmes_is_one_client_and_in_two_organisations_two(home: Home) -> None:
    two(home)
    assert asked(home, SHAPE) == [("e1", "c1", 2), ("e1b", "c1", 2), ("e2", "K-2", 1)]
    other = {"organization_id": "o2", "program_id": "q1"}
    rows = [{**stay(1, "2025-01-10"), **other, "enrollment_id": "x1"}]
    assert (
        bring(home, {**house("o2", "q1"), "client": clients(rows), "enrollment": rows}).status == "imported"
    )
    assert asked(home, "select count(distinct client_id) from current_client where case_number = 'c1'") == [
        (2,)
    ]


def test_an_import_with_another_key_is_refused_and_changes_nothing(home: Home, tmp_path: Path) -> None:
    two(home)
    assert check_key(home).state == "fits"
    key_path().write_text("ab" * 32 + "\n", encoding="ascii")
    assert check_key(home).state == "wrong"
    before = asked(home, PERSONS)
    with pytest.raises(WrongKey):
        bring(home, {"client": [{"client_id": "c3", "organization_id": "o1"}]})
    assert asked(home, PERSONS) == before
    key_path().unlink()
    assert check_key(home).state == "missing"


def test_a_rotation_gives_everybody_a_new_pseudonym_and_changes_nothing_else(home: Home) -> None:
    two(home)
    before, shape, old = dict(asked(home, PERSONS)), asked(home, SHAPE), load_key(may_make=False)
    turned = rotate(home, "rina")
    assert (turned.derived, turned.mapped) == (1, 1)
    after, new = dict(asked(home, PERSONS)), load_key(may_make=False)
    assert new != old and not set(before.values()) & set(after.values())
    assert asked(home, SHAPE) == shape
    assert after["c1"] == pseudonym(new, "own", "o1", "c1"), "the next import finds them"
    assert after["K-2"] != pseudonym(new, "own", "o1", "c2")
    assert check_key(home).state == "fits"
    assert os.stat(key_path()).st_mode & 0o077 == 0 or os.name == "nt"
    # Known by case number: a row that comes in again is the same person.
    assert (
        bring(home, {"client": [{"client_id": "c1", "organization_id": "o1", "sex": "male"}]}).status
        == "imported"
    )
    assert dict(asked(home, PERSONS)) == after


def test_a_rotation_can_be_undone_also_for_who_came_in_since(home: Home) -> None:
    two(home)
    before, old = dict(asked(home, PERSONS)), load_key(may_make=False)
    with pytest.raises(InputError):
        undo_rotation(home, "rina")
    rotate(home, "rina")
    assert bring(home, {"client": [{"client_id": "c7", "organization_id": "o1"}]}).status == "imported"
    undo_rotation(home, "rina")
    assert load_key(may_make=False) == old and check_key(home).state == "fits"
    assert dict(asked(home, PERSONS)) == {**before, "c7": pseudonym(old, "own", "o1", "c7")}


def test_a_rotation_that_is_interrupted_before_the_key_is_in_place_is_finished_by_the_next(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    two(home)
    with monkeypatch.context() as patch:
        patch.setattr(keyring, "_put_in_place", lambda: (_ for _ in ()).throw(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            rotate(home, "rina")
    assert check_key(home).state == "interrupted"
    with pytest.raises(WrongKey):
        bring(home, {"client": [{"client_id": "c3", "organization_id": "o1"}]})
    rotate(home, "rina")
    assert check_key(home).state == "fits"
    assert bring(home, {"client": [{"client_id": "c3", "organization_id": "o1"}]}).status == "imported"
