"""The key and its store: each store knows the fingerprint of the key that its pseudonyms were made with.

A rotation gives every person a new pseudonym in one new version. Who is known by the case number of the source
is derived anew, so that later imports find them; who is not gets the HMAC of the old pseudonym. So do numbers that
organisations of an identity agreement have in common: equal ones stay equal, and keep the mark of the key that they
were made with, because those of a later import cannot be compared with them.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from duckdb import DuckDBPyConnection

from data.connect import attach, connect_light
from data.errors import InputError, KeyMissing, WrongKey
from data.home import Home
from data.keys import PSEUDONYM_SQL, fingerprint, key_path, load_key, pads, read_key, write_key
from data.model import RECORDS
from data.model.base import declared
from data.store import newest_records, reading, writing
from data.workspace import audit

State = Literal["fits", "unknown", "missing", "wrong", "interrupted"]
"""``unknown``: the store is older than fingerprints and takes the key of the next import for its own."""


@dataclass(frozen=True)
class KeyCheck:
    """How the key that is there stands to the store."""

    state: State
    path: Path
    own: str | None
    """Fingerprint of the key that is there."""
    store: str | None
    """Fingerprint of the key that the store was made with."""


@dataclass(frozen=True)
class Rotated:
    """How many persons were derived anew from their case numbers, and how many were mapped."""

    derived: int
    mapped: int


def hold_to_key(connection: DuckDBPyConnection, key: bytes, now: dt.datetime) -> None:
    """Refuse a key that is not the store's, which is open for writing; a store without one takes this.

    Raises WrongKey.
    """
    held = _held(connection)
    if held is None:
        connection.execute("insert into store_key values (?, ?, null)", [fingerprint(key), now])
    elif held[0] != fingerprint(key):
        raise WrongKey("error.wrong_key", path=str(key_path()), own=fingerprint(key), store=held[0])


def check_key(home: Home) -> KeyCheck:
    """Compare the key that is there with the store's."""
    path = key_path()
    own = fingerprint(read_key(path)) if path.exists() else None
    store = None
    if newest_records(home) is not None:
        with reading(home) as connection:
            held = _held(connection)
            store = held[0] if held else None
    waiting = _waiting()
    state: State = "unknown" if store is None else "fits"
    if own is None:
        state = "missing"
    elif store is not None and store != own:
        state = "wrong"
    if store is not None and store != own and waiting.exists() and fingerprint(read_key(waiting)) == store:
        state = "interrupted"
    return KeyCheck(state, path, own, store)


def rotate(home: Home, viewer: str, now: dt.datetime | None = None) -> Rotated:
    """Make a new key and give every person a new pseudonym, in one new version; the old key stays beside it.

    Finishes a rotation that was interrupted instead. Raises KeyMissing or WrongKey, InputError without records.
    """
    if newest_records(home) is None:
        raise InputError("error.no_records")
    if check_key(home).state == "interrupted":
        _put_in_place()
        return Rotated(0, 0)
    return _turn(home, viewer, load_key(may_make=False), secrets.token_bytes(32), None, now)


def undo_rotation(home: Home, viewer: str, now: dt.datetime | None = None) -> Rotated:
    """Go back to the key before the last rotation, also for whoever came in since.

    Possible as long as a version from before it is kept. Raises InputError when it is not.
    """
    if newest_records(home) is None:
        raise InputError("error.no_records")
    with reading(home) as connection:
        held = _held(connection)
    before = held[1] if held else None
    retired = _retired(before) if before else None
    older = next((one for one in _versions(home) if _fingerprint_of(one) == before), None) if before else None
    if retired is None or not retired.exists() or older is None:
        raise InputError("error.no_rotation_to_undo")
    return _turn(home, viewer, load_key(may_make=False), read_key(retired), older, now)


def _turn(
    home: Home, viewer: str, old: bytes, new: bytes, older: Path | None, now: dt.datetime | None
) -> Rotated:
    """Rewrite all pseudonyms from one key to another; ``older`` is a version that knows those of the new one."""
    moment = now or dt.datetime.now()
    with writing(home, "rotate the key") as draft:
        connection = draft.connection
        hold_to_key(connection, old, moment)
        known = _make_mapping(connection, old, new, older)
        for record in RECORDS:
            for name, field in record.model_fields.items():
                if declared(field).pseudonym:
                    connection.execute(
                        f"update {record.table} set {name} = m.made from turned m where {name} = m.person"
                    )
        connection.execute("delete from store_key")
        connection.execute(
            "insert into store_key values (?, ?, ?)", [fingerprint(new), moment, fingerprint(old)]
        )
        # The key lies ready before the version that needs it: whoever is interrupted finishes the rotation.
        _waiting().unlink(missing_ok=True)
        write_key(_waiting(), new)
    _put_in_place()
    audit(home, viewer, "records.key", None, f"derived={known.derived}; mapped={known.mapped}")
    return known


def _make_mapping(connection: DuckDBPyConnection, old: bytes, new: bytes, older: Path | None) -> Rotated:
    """Make ``turned(person, made, is_derived)`` for every pseudonym in the store."""
    columns = [
        (record.table, name)
        for record in RECORDS
        for name, field in record.model_fields.items()
        if declared(field).pseudonym
    ]
    every = " union ".join(
        f"select {name} as person from {table} where {name} is not null" for table, name in columns
    )
    named = PSEUDONYM_SQL.format(message="space || '|' || organization_id || '|' || case_number")
    connection.execute(
        f"""create or replace temp table named_person as
            select client_id as person, any_value(space || '|' || organization_id || '|' || case_number) as message
            from (select distinct client_id, organization_id, case_number from client where case_number is not null)
            join ({_SPACES}) using (organization_id) where {named} = client_id group by client_id""",
        _pads(old),
    )
    connection.execute("create or replace temp table before_turn (person uuid, made uuid)")
    if older is not None:
        _remember(connection, older, columns, old)
    mapped = PSEUDONYM_SQL.format(message="coalesce(n.message, 'rotated|' || p.person)")
    connection.execute(
        f"""create or replace temp table turned as
            select p.person, coalesce(case when n.message is null then b.made end, {mapped}) as made,
                n.message is not null as is_derived
            from ({every}) p left join named_person n on n.person = p.person
            left join before_turn b on b.person = p.person""",
        _pads(new),
    )
    derived, total = connection.execute(
        """select count(*) filter (where is_derived), count(*) from turned
           where person not in (select shared_person_id from shared_person where shared_person_id is not null)"""
    ).fetchall()[0]
    return Rotated(derived, total - derived)


_SPACES = r"""
    select distinct organization_id, 'own' as space from client
    union
    select distinct organization_id, regexp_extract(program_id, '^(.*)-[^-]*$', 1) as space from program
    where program_id like '%-%'
"""
"""The spaces that a source's person ids may lie in: our own, and those of systems that prefix their ids."""


def _remember(
    connection: DuckDBPyConnection, older: Path, columns: list[tuple[str, str]], key: bytes
) -> None:
    """Fill ``before_turn``: what the pseudonyms of an older version became under the key in use."""
    attach(connection, older, "older")
    standing = set(
        connection.execute(
            "select table_name, column_name from duckdb_columns() where database_name = 'older'"
        ).fetchall()
    )
    every = " union ".join(
        f"select {name} as made from older.{table} where {name} is not null"
        for table, name in columns
        if (table, name) in standing
    )
    mapped = PSEUDONYM_SQL.format(message="'rotated|' || made")
    connection.execute(f"insert into before_turn select {mapped}, made from ({every})", _pads(key))
    connection.execute("detach older")


def _pads(key: bytes) -> dict[str, bytes]:
    outer, inner = pads(key)
    return {"outer": outer, "inner": inner}


def _held(connection: DuckDBPyConnection) -> tuple[str, str | None] | None:
    """The fingerprint that a store holds, and the one before; None in a store that has none yet."""
    known = connection.execute(
        "select 1 from duckdb_tables() where table_name = 'store_key' and database_name = current_database()"
    ).fetchall()
    if not known:
        return None
    row = connection.execute("select fingerprint, before from store_key").fetchone()
    return (row[0], row[1]) if row else None


def _versions(home: Home) -> list[Path]:
    """Older versions, the newest first."""
    newest = newest_records(home)
    return [one for one in sorted(home.records.glob("*.duckdb"), reverse=True) if one != newest]


def _fingerprint_of(version: Path) -> str | None:
    connection = connect_light(version)
    try:
        held = _held(connection)
    finally:
        connection.close()
    return held[0] if held else None


def _waiting() -> Path:
    """Where a new key lies until its version is there."""
    return key_path().with_name(key_path().name + ".next")


def _retired(mark: str) -> Path:
    """Where a key that was in use before lies, by its fingerprint."""
    return key_path().with_name(f"{key_path().name}.{mark}")


def _put_in_place() -> None:
    """Take the waiting key into use and set the one before aside."""
    path = key_path()
    if not _waiting().exists():
        raise KeyMissing("error.key_missing", path=str(_waiting()))
    if path.exists():
        os.replace(path, _retired(fingerprint(read_key(path))))
    os.replace(_waiting(), path)
