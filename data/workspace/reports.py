"""Frozen reports in the workspace: what was said, when and by whom, and the very files that were made."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
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
create table if not exists report_title (
    report_id text not null, language text not null, title text not null, primary key (report_id, language)
);
create table if not exists report_file (
    report_id text not null, language text not null, format text not null, made_at text not null,
    sha256 text not null, content blob not null, primary key (report_id, language, format)
);
create trigger if not exists frozen_report_is_never_edited before update on frozen_report
begin select raise(abort, 'a frozen report stays as it was'); end;
"""
_COLUMNS = "kept.report_id, kind, organization, kept.title, made_at, viewer, as_of, last_batch"


class Kept(NamedTuple):
    """A frozen report as it stands in the list of the workspace."""

    id: str
    kind: str
    organization: str
    title: str
    """In the reader's language where the report has words in it."""
    made_at: str
    viewer: str
    as_of: str
    last_batch: int
    """The newest import when it was frozen."""


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
    titles: Mapping[str, str],
    viewer: str,
    as_of: dt.date,
    last_batch: int,
    content: bytes,
) -> None:
    """Keep a frozen report, with its titles by language. Freezing the same content again changes nothing."""
    with _reports(home) as connection:
        connection.execute(
            "insert or ignore into frozen_report values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                id,
                kind,
                organization,
                next(iter(titles.values()), ""),
                moment_text(None),
                viewer,
                as_of.isoformat(),
                last_batch,
                zlib.compress(content),
            ),
        )
        connection.executemany(
            "insert or ignore into report_title values (?, ?, ?)",
            [(id, language, title) for language, title in titles.items()],
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


def kept(home: Home, id: str) -> tuple[Kept, bytes] | None:
    """Find a frozen report and its JSON by its id or the beginning of it; None for none or more than one."""
    with _reports(home) as connection:
        rows = connection.execute(
            f"""select {_COLUMNS}, content from frozen_report kept
                where substr(report_id, 1, length(?1)) = ?1 limit 2""",
            (id,),
        ).fetchall()
    return (Kept(*rows[0][:-1]), zlib.decompress(rows[0][-1])) if len(rows) == 1 and id else None


def kept_reports(home: Home, language: str, organization: str | None = None) -> list[Kept]:
    """All frozen reports, of one organisation or all, newest first, with their titles in a language."""
    with _reports(home) as connection:
        rows = connection.execute(
            f"""select {_COLUMNS}, said.title from frozen_report kept
                left join report_title said on said.report_id = kept.report_id and said.language = ?1
                where ?2 is null or organization = ?2
                order by made_at desc, kept.report_id""",
            (language, organization),
        ).fetchall()
    found = [(Kept(*row[:-1]), row[-1]) for row in rows]
    return [one if said is None else one._replace(title=said) for one, said in found]


def kept_file(home: Home, id: str, language: str, format: str) -> KeptFile | None:
    """The file of a report as it was made, if it was."""
    with _reports(home) as connection:
        row = connection.execute(
            """select language, format, made_at, sha256, content from report_file
               where report_id = ? and language = ? and format = ?""",
            (id, language, format),
        ).fetchone()
    return None if row is None else KeptFile(*row[:4], zlib.decompress(row[4]))


@contextmanager
def _reports(home: Home) -> Iterator[sqlite3.Connection]:
    with opened(home) as connection:
        connection.executescript(_TABLES)
        yield connection
