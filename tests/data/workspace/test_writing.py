"""What people write: new versions instead of edits, a history that can be read, and no word of a client."""

from __future__ import annotations

import datetime as dt
import sqlite3

import pytest
from pydantic import ValidationError

from data.backup import back_up, restore
from data.errors import InputError
from data.home import Home
from data.workspace.writing import Action, Decision, Note, history, newest, newest_of_all, revise, write
from tests.data.rows import bring, clients, house, stay

NOTE = Note(organization="o1", indicator="intakes", happened_on=dt.date(2026, 3, 2), text="Banjir di Tallo")
ACTION = Action(organization="o1", text="Pinjam petugas", owner="Rina", due_on=dt.date(2026, 12, 1))


def moment(hour: int) -> dt.datetime:
    return dt.datetime(2026, 11, 21, hour, tzinfo=dt.UTC)


def test_a_note_keeps_its_author_and_time(home: Home) -> None:
    write(home, "rina", NOTE, moment(8))
    (found,) = newest(home, Note, "o1")
    assert (found.content, found.author, found.at, found.version) == (NOTE, "rina", moment(8), 1)
    assert newest(home, Note, "o2") == ()
    assert newest(home, Action, "o1") == ()


def test_a_change_is_a_new_version_and_the_old_one_can_be_read(home: Home) -> None:
    first = write(home, "rina", ACTION, moment(8))
    done = ACTION.model_copy(update={"state": "done"})
    second = revise(home, "yusuf", first, done, now=moment(9))
    assert newest(home, Action, "o1") == (second,)
    versions = history(home, second)
    assert [(one.version, one.author, one.content.state) for one in versions] == [
        (1, "rina", "open"),
        (2, "yusuf", "done"),
    ]


def test_what_is_taken_back_no_longer_stands_but_stays_in_the_history(home: Home) -> None:
    first = write(home, "rina", NOTE)
    revise(home, "rina", first, NOTE, withdrawn=True)
    assert newest(home, Note, "o1") == ()
    assert [one.withdrawn for one in history(home, first)] == [False, True]


def test_of_two_who_change_the_same_version_the_second_is_told(home: Home) -> None:
    first = write(home, "rina", ACTION)
    revise(home, "rina", first, ACTION)
    with pytest.raises(InputError) as error:
        revise(home, "yusuf", first, ACTION.model_copy(update={"state": "dropped"}))
    assert error.value.key == "error.changed_meanwhile"
    assert len(history(home, first)) == 2


@pytest.mark.parametrize("statement", ["update writing set author = 'x'", "delete from writing"])
def test_the_file_itself_refuses_edits(home: Home, statement: str) -> None:
    write(home, "rina", NOTE)
    connection = sqlite3.connect(home.workspace)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)
    connection.close()
    assert len(newest(home, Note, "o1")) == 1


def test_things_stand_in_the_order_in_which_they_were_first_written(home: Home) -> None:
    first, second = (write(home, "rina", NOTE.model_copy(update={"text": text})) for text in ("satu", "dua"))
    revise(home, "rina", first, NOTE.model_copy(update={"text": "satu lagi"}))
    assert [one.content.text for one in newest(home, Note, "o1")] == ["satu lagi", "dua"]
    assert second.version == 1


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Hubungi 0812-3456-7890", "error.text_with_number"),
        ("NIK 3273011501990001 sudah dicek", "error.text_with_number"),
        ("Kunjungi k-7f3a besok", "error.text_with_case_number"),
        ("Kunjungi (K-7F3A).", "error.text_with_case_number"),
    ],
)
def test_a_text_that_names_a_client_is_refused(home: Home, text: str, key: str) -> None:
    rows = [stay(1, "2025-01-10", client_id="K-7F3A")]
    bring(home, {**house(), "client": clients(rows), "enrollment": rows})
    with pytest.raises(InputError) as error:
        write(home, "rina", NOTE.model_copy(update={"text": text}))
    assert error.value.key == key
    assert newest(home, Note, "o1") == ()


@pytest.mark.parametrize(
    "text",
    ["Pindahkan Rp120.000.000 dari cadangan 2026", "Naik ke 65% sejak 2026-11-20", "Rapat 3 pos, 14.00"],
)
def test_money_years_and_days_are_no_persons(home: Home, text: str) -> None:
    rows = [stay(1, "2025-01-10", client_id="2026")]
    bring(home, {**house(), "client": clients(rows), "enrollment": rows})
    assert write(home, "rina", NOTE.model_copy(update={"text": text})).version == 1


@pytest.mark.parametrize("text", ["", "   ", "a" * 301])
def test_a_text_is_short_and_not_empty(text: str) -> None:
    with pytest.raises(ValidationError):
        Note(organization="o1", happened_on=dt.date(2026, 3, 2), text=text)


def test_a_backup_brings_back_what_was_written(home: Home) -> None:
    bring(home, house())
    decision = Decision(
        organization="o1",
        text="Dua petugas kontak",
        owner="Rina",
        due_on=dt.date(2026, 12, 31),
        quarter=dt.date(2026, 7, 1),
    )
    write(home, "rina", decision)
    file = home.path.parent / "cadangan.zip"
    back_up(home, file, with_key=False)
    other = Home(home.path.parent / "lain")
    restore(other, file)
    assert [one.content for one in newest(other, Decision, "o1")] == [decision]


def test_all_kinds_are_read_at_once_as_each_is_by_itself(home: Home) -> None:
    first = write(home, "rina", ACTION, moment(8))
    note = write(home, "rina", NOTE, moment(9))
    gone = write(home, "rina", NOTE, moment(10))
    revise(home, "rina", gone, NOTE, withdrawn=True)
    done = revise(home, "yusuf", first, ACTION.model_copy(update={"state": "done"}), now=moment(11))
    write(home, "rina", NOTE.model_copy(update={"organization": "o2"}))
    assert newest_of_all(home, "o1") == ((note,), (done,), ())
