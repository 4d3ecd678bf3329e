"""The workspace: people's own writing and the audit log, in one SQLite file that many may write."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from data.home import Home

_TABLES = """
create table if not exists audit (
    at text not null, viewer text not null, action text not null, organization text, details text not null
)
"""


def audit(home: Home, viewer: str, action: str, organization: str | None, details: str = "") -> None:
    """Note who did what, when. Nothing about a client goes in here."""
    with _open(home) as connection:
        connection.execute(
            "insert into audit values (?, ?, ?, ?, ?)",
            (dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), viewer, action, organization, details),
        )


def audit_log(home: Home) -> list[tuple[str, str, str, str | None, str]]:
    """All audit lines, oldest first: when, who, what, which organisation, details."""
    with _open(home) as connection:
        return connection.execute("select at, viewer, action, organization, details from audit").fetchall()


@contextmanager
def _open(home: Home) -> Iterator[sqlite3.Connection]:
    home.path.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(home.workspace, timeout=10)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute(_TABLES)
        with connection:
            yield connection
    finally:
        connection.close()
