"""The file of the workspace: how it is opened and what stands in it."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from data.home import Home

_TABLES = """
create table if not exists audit (
    at text not null, viewer text not null, action text not null, organization text, details text not null
);
create table if not exists writing (
    entry_id text not null, version integer not null, kind text not null, organization text not null,
    at text not null, author text not null, withdrawn integer not null, content text not null,
    primary key (entry_id, version)
);
create trigger if not exists writing_is_never_edited before update on writing
begin select raise(abort, 'a change is a new version'); end;
create trigger if not exists writing_is_never_deleted before delete on writing
begin select raise(abort, 'what was written is withdrawn, not deleted'); end;
"""
_VERSION = 1
"""What the file says it holds: it is asked at every opening, the tables are made once."""


@contextmanager
def opened(home: Home) -> Iterator[sqlite3.Connection]:
    """Open the workspace for one transaction, which is undone when the block raises."""
    home.path.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(home.workspace, timeout=10)
    try:
        if connection.execute("pragma user_version").fetchone() != (_VERSION,):
            connection.execute("pragma journal_mode = wal")
            connection.executescript(f"{_TABLES} pragma user_version = {_VERSION};")
        with connection:
            yield connection
    finally:
        connection.close()


def moment_text(moment: dt.datetime | None) -> str:
    """Write a moment, the present one unless given, as it is stored: in UTC, to the second."""
    return (moment or dt.datetime.now(dt.UTC)).astimezone(dt.UTC).isoformat(timespec="seconds")
