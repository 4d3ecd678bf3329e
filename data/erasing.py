"""Erasing one person: the one thing that rewrites. Every version of the records, and backups that are named.

Deleted rows stay readable in the free blocks of a database file, so each version is written anew without them.
"""

from __future__ import annotations

import datetime as dt
import getpass
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from duckdb import DuckDBPyConnection

from data.backup import RECORDS_MEMBER
from data.connect import attach, connect_light, connect_memory
from data.errors import DiskFull, InputError, UnreadableFile
from data.home import Home
from data.lock import exclusive
from data.mending import client_of
from data.model import RECORDS
from data.model.base import declared
from data.store import newest_records, no_readers, reading
from data.versions import DRAFT
from data.workspace import audit

ERASURE = "erasure"
"""What the list of imports calls it."""


@dataclass(frozen=True)
class Erased:
    """What was rewritten: rows gone from the newest version, how many versions, which backups."""

    rows: int
    versions: int
    backups: int


def purge(
    home: Home,
    viewer: str,
    organization: str,
    case_number: str,
    backups: Sequence[Path] = (),
    now: dt.datetime | None = None,
) -> Erased:
    """Erase a client of an organisation, and everything recorded of them, from all versions and some backups.

    Those merged with them are erased too. It cannot be undone; the files they came from still hold them. A backup
    may be named later too: who is erased from the records already is looked for in it. Raises InputError for a case
    number that is nowhere, UnreadableFile for what is no backup, DiskFull.
    """
    newest = newest_records(home)
    if newest is None:
        raise InputError("error.no_records")
    for backup in backups:
        _refuse_no_backup(backup)
    with reading(home) as connection:
        persons = _persons(connection, organization, case_number)
    of_backups = [_persons_of_backup(home.temp, backup, organization, case_number) for backup in backups]
    if not persons and not any(of_backups):
        raise InputError("error.no_such_case", case=case_number)
    moment = now or dt.datetime.now()
    with exclusive(home.records, "erase one client"), no_readers():
        versions = sorted(home.records.glob("*.duckdb")) if persons else []
        if versions:
            _refuse_full(home.records, versions)
        rows = 0
        for version in versions:
            gone = _rewrite(home.temp, version, persons)
            if version == newest:
                rows = gone
        if versions:
            _note(home.temp, newest, organization, moment)
    for backup, own in zip(backups, of_backups, strict=True):
        _rewrite_backup(home.temp, backup, sorted({*persons, *own}))
    audit(home, viewer, "records.erasure", organization, f"rows={rows}; versions={len(versions)}")
    return Erased(rows, len(versions), len(backups))


def _persons(connection: DuckDBPyConnection, organization: str, case_number: str) -> list[str]:
    """The pseudonyms of a client and of whoever was merged with them; nobody where the case number is not there."""
    try:
        client = client_of(connection, organization, case_number)
    except InputError as error:
        if error.key == "error.no_such_case":
            return []
        raise
    found = connection.execute(
        """with kept as (
               select cast(? as uuid) as person union
               select client_id from current_alias where alias_client_id = cast(? as uuid)
           )
           select person from kept union
           select alias_client_id from current_alias where client_id in (select person from kept)""",
        [client, client],
    ).fetchall()
    return [str(person) for (person,) in found]


def _persons_of_backup(temp: Path, backup: Path, organization: str, case_number: str) -> list[str]:
    """The same, as a backup knows them."""
    with tempfile.TemporaryDirectory(prefix="hasil-", dir=temp) as folder:
        with zipfile.ZipFile(backup) as archive:
            unpacked = Path(archive.extract(RECORDS_MEMBER, folder))
        connection = connect_light(unpacked)
        try:
            return _persons(connection, organization, case_number)
        finally:
            connection.close()


def _refuse_no_backup(path: Path) -> None:
    if not path.is_file():
        raise UnreadableFile("error.no_such_file", file=str(path))
    if not zipfile.is_zipfile(path):
        raise UnreadableFile("error.not_a_backup", file=str(path))
    with zipfile.ZipFile(path) as archive:
        if RECORDS_MEMBER not in archive.namelist():
            raise UnreadableFile("error.not_a_backup", file=str(path))


def _refuse_full(folder: Path, versions: Sequence[Path]) -> None:
    """A version is written twice before it takes the place of the old one."""
    needed = 2 * max(version.stat().st_size for version in versions) + 20_000_000
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise DiskFull("error.disk_full", needed_mb=needed // 1_000_000, free_mb=free // 1_000_000)


def _rewrite(temp: Path, version: Path, persons: Sequence[str]) -> int:
    """Write a version anew without some persons; give how many rows are gone. Its age stays what it was."""
    without, clean = (version.with_name(f"{version.name}.{name}{DRAFT}") for name in ("without", "clean"))
    age = version.stat()
    connection = connect_memory(temp)
    try:
        attach(connection, version, "old")
        attach(connection, without, "without", read_only=False)
        connection.execute("copy from database old to without")
        connection.execute("use without")
        rows = _delete(connection, persons)
        connection.execute("use memory")
        attach(connection, clean, "clean", read_only=False)
        connection.execute("copy from database without to clean")
        connection.execute("checkpoint clean")
        for name in ("old", "without", "clean"):
            connection.execute(f"detach {name}")
    finally:
        connection.close()
        for path in (without, without.with_name(without.name + ".wal")):
            path.unlink(missing_ok=True)
    os.replace(clean, version)
    os.utime(version, ns=(age.st_atime_ns, age.st_mtime_ns))
    return rows


def _delete(connection: DuckDBPyConnection, persons: Sequence[str]) -> int:
    """Delete what is about some persons: by their pseudonyms, and what hangs on their enrollments."""
    standing = {
        (table, column)
        for table, column in connection.execute(
            "select table_name, column_name from duckdb_columns() where database_name = current_database()"
        ).fetchall()
    }
    listed = "(select cast(unnest($persons) as uuid))"
    connection.execute(
        f"create temp table erased_stay as select enrollment_id from enrollment where client_id in {listed}",
        {"persons": list(persons)},
    )
    rows = 0
    for record in RECORDS:
        conditions = [
            f"{name} in {listed}"
            if declared(field).pseudonym
            else f"{name} in (select enrollment_id from erased_stay)"
            for name, field in record.model_fields.items()
            if (record.table, name) in standing
            and (declared(field).pseudonym or declared(field).refers == "enrollment")
        ]
        if not conditions:
            continue
        condition = " or ".join(conditions)
        gone = connection.execute(
            f"delete from {record.table} where {condition}",
            {"persons": list(persons)} if "$persons" in condition else {},
        ).fetchone()
        rows += gone[0] if gone else 0
    connection.execute("drop table temp.erased_stay")
    return rows


def _note(temp: Path, version: Path, organization: str, now: dt.datetime) -> None:
    """Note the erasure as a batch without rows, so that the organisation's numbers are published anew."""
    connection = connect_memory(temp)
    try:
        attach(connection, version, "records", read_only=False)
        connection.execute("use records")
        number = connection.execute("select coalesce(max(batch_id), 0) + 1 from import_batch").fetchall()[0][
            0
        ]
        connection.execute(
            "insert into import_batch values (?, 'live', ?, ?, '', ?, ?, null, ?, 0, 0, null)",
            [number, ERASURE, ERASURE, now, getpass.getuser(), json.dumps({})],
        )
        connection.execute("insert into batch_organization values (?, ?)", [number, organization])
        connection.execute("checkpoint")
        connection.execute("use memory")
        connection.execute("detach records")
    finally:
        connection.close()


def _rewrite_backup(temp: Path, backup: Path, persons: Sequence[str]) -> None:
    """Write a backup anew with its records rewritten, everything else as it was."""
    draft = backup.with_name(backup.name + ".draft")
    with tempfile.TemporaryDirectory(prefix="hasil-", dir=temp) as folder:
        unpacked = Path(folder) / RECORDS_MEMBER
        with zipfile.ZipFile(backup) as old, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as new:
            old.extract(RECORDS_MEMBER, folder)
            _rewrite(temp, unpacked, persons)
            new.write(unpacked, RECORDS_MEMBER)
            for name in old.namelist():
                if name != RECORDS_MEMBER:
                    new.writestr(old.getinfo(name), old.read(name))
    os.replace(draft, backup)
