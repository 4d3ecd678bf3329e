"""Back up and restore: the newest records and the workspace, in one zip file."""

from __future__ import annotations

import os
import shutil
import sqlite3
import zipfile
from pathlib import Path

from data import versions
from data.errors import InputError, UnreadableFile
from data.home import Home
from data.keys import key_path
from data.lock import exclusive
from data.store import newest_records

RECORDS_MEMBER = "records.duckdb"
WORKSPACE_MEMBER = "workspace.sqlite"
KEY_MEMBER = "pseudonym.key"


def back_up(home: Home, file: Path, *, with_key: bool) -> None:
    """Write the newest version of everything into a zip file; the pseudonym key only when asked.

    Raises InputError when there is nothing yet or the file exists.
    """
    version = newest_records(home)
    if version is None:
        raise InputError("error.no_records")
    if file.exists():
        raise InputError("error.output_exists", file=str(file))
    draft = file.with_name(file.name + ".draft")
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(version, RECORDS_MEMBER)
        if home.workspace.exists():
            archive.writestr(WORKSPACE_MEMBER, _workspace_copy(home.workspace))
        if with_key and key_path().exists():
            archive.write(key_path(), KEY_MEMBER)
    os.replace(draft, file)


def restore(home: Home, file: Path) -> None:
    """Make a backup the newest version; what was there stays as an older version.

    A key in the backup is put in place only where there is none. Raises UnreadableFile.
    """
    if not file.exists():
        raise UnreadableFile("error.no_such_file", file=str(file))
    try:
        archive = zipfile.ZipFile(file)
    except zipfile.BadZipFile as error:
        raise UnreadableFile("error.not_a_backup", file=str(file)) from error
    with archive:
        if RECORDS_MEMBER not in archive.namelist():
            raise UnreadableFile("error.not_a_backup", file=str(file))
        with exclusive(home.records, f"restore {file.name}"):
            draft = versions.begin_draft(home.records)
            with archive.open(RECORDS_MEMBER) as source, draft.open("wb") as target:
                shutil.copyfileobj(source, target)
            versions.finish_draft(draft)
            if WORKSPACE_MEMBER in archive.namelist():
                home.workspace.write_bytes(archive.read(WORKSPACE_MEMBER))
        if KEY_MEMBER in archive.namelist() and not key_path().exists():
            key_path().parent.mkdir(parents=True, exist_ok=True)
            key_path().write_bytes(archive.read(KEY_MEMBER))
            key_path().chmod(0o600)


def _workspace_copy(path: Path) -> bytes:
    """A consistent copy of the workspace, whoever writes it meanwhile."""
    with sqlite3.connect(path) as connection:
        return connection.serialize()
