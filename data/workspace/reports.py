"""Frozen reports in the workspace: what was said, when and by whom, and the very files that were made."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from data.home import Home
from data.workspace.store import moment_text, opened

_TABLES = """
create table if not exists frozen_report (
    report_id text primary key, kind text not null, organization text not null, title text not null,
    made_at text not null, viewer text not null, as_of text not null, last_batch integer not null,
    content blob not null
);
create table if not exists report_file (
    report_id text not null, language text not null, format text not null, made_at text not null,
    sha256 text not null, content blob not null, primary key (report_id, language, format)
);
create trigger if not exists frozen_report_is_never_edited before update on frozen_report
begin select raise(abort, 'a frozen report stays as it was'); end;
"""


class Kept(NamedTuple):
    """A frozen report as it lies in the workspace; ``content`` is JSON."""

    id: str
    kind: str
    organization: str
    title: str
    made_at: str
    viewer: str
    as_of: str
    last_batch: int
    """The newest import when it was frozen."""
    content: bytes


class KeptFile(NamedTuple):
    """A file of a frozen report, exactly as it was made."""

    language: str
    format: str
    made_at: str
    sha256: str
    content: bytes


def keep(
    home: Home,
    *,
    id: str,
    kind: str,
    organization: str,
    title: str,
    viewer: str,
    as_of: dt.date,
    last_batch: int,
    content: bytes,
) -> None:
    """Keep a frozen report. Freezing the same content again changes nothing."""
    with _reports(home) as connection:
        connection.execute(
            "insert or ignore into frozen_report values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                id,
                kind,
                organization,
                title,
                moment_text(None),
                viewer,
                as_of.isoformat(),
                last_batch,
                zlib.compress(content),
            ),
        )


def keep_file(home: Home, id: str, language: str, format: str, content: bytes) -> str:
    """Keep a file of a report as it was first made; give its SHA-256."""
    digest = hashlib.sha256(content).hexdigest()
    with _reports(home) as connection:
        connection.execute(
            "insert or ignore into report_file values (?, ?, ?, ?, ?, ?)",
            (id, language, format, moment_text(None), digest, zlib.compress(content)),
        )
    return digest


def kept(home: Home, id: str) -> Kept | None:
    """Find a frozen report by its id or the beginning of it; None where there is none or more than one."""
    with _reports(home) as connection:
        rows = connection.execute(
            "select * from frozen_report where substr(report_id, 1, length(?1)) = ?1 limit 2", (id,)
        ).fetchall()
    return _kept(rows[0]) if len(rows) == 1 and id else None


def kept_reports(home: Home, organization: str | None = None) -> list[Kept]:
    """All frozen reports, of one organisation or all, newest first."""
    with _reports(home) as connection:
        rows = connection.execute(
            """select * from frozen_report where ?1 is null or organization = ?1
               order by made_at desc, report_id""",
            (organization,),
        ).fetchall()
    return [_kept(row) for row in rows]


def kept_file(home: Home, id: str, language: str, format: str) -> KeptFile | None:
    """The file of a report as it was made, if it was."""
    with _reports(home) as connection:
        row = connection.execute(
            """select language, format, made_at, sha256, content from report_file
               where report_id = ? and language = ? and format = ?""",
            (id, language, format),
        ).fetchone()
    return None if row is None else KeptFile(*row[:4], zlib.decompress(row[4]))


def _kept(row: tuple[object, ...]) -> Kept:
    return Kept(*row[:8], zlib.decompress(row[8]))  # type: ignore[arg-type]


@contextmanager
def _reports(home: Home) -> Iterator[sqlite3.Connection]:
    with opened(home) as connection:
        connection.executescript(_TABLES)
        yield connection
