"""Publish: facts -> published tables, only for the organisations whose records changed."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from data import versions
from data.connect import attach, connect_light, connect_memory
from data.home import Home
from data.lock import exclusive
from data.schema import is_current
from data.store import bring_up_to_date, newest_records
from metrics.building import Progress, build, definitions_version
from metrics.errors import UnknownPlace

ROWS_OF_A_GROUP = 30_720
"""Rows that are read at least: pages read one organisation among many."""


_AS_OF = "@"
"""Parts a stamp from the day that somebody chose instead of the last data date."""


def newest_published(home: Home) -> Path | None:
    """The newest published version, or None."""
    return versions.newest(home.published)


def publish(
    home: Home,
    organizations: Iterable[str] | None = None,
    as_of: dt.date | None = None,
    progress: Progress | None = None,
) -> list[str]:
    """Bring the published file up to date; give the organisations that were published anew.

    Without ``organizations``: all whose records changed since. ``as_of`` overrides each organisation's own
    last data date, of all of them unless some are named, until they are published without it. Nothing is
    written when nothing changed. Raises UnknownPlace for an organisation that nothing is recorded of.
    """
    try:
        return _publish(home, organizations, as_of, progress)
    except _OlderRecords:
        bring_up_to_date(home)
        return _publish(home, organizations, as_of, progress)


class _OlderRecords(Exception):
    """The records were written by an older Hasil."""


def _publish(
    home: Home,
    organizations: Iterable[str] | None,
    as_of: dt.date | None,
    progress: Progress | None,
) -> list[str]:
    records = newest_records(home)
    if records is None:
        return []
    with exclusive(home.published, "publish"):
        connection = connect_memory(home.temp)
        draft = None
        try:
            attach(connection, records, "records")
            connection.execute("use records")
            if not is_current(connection):
                raise _OlderRecords
            old = newest_published(home)
            stamps, known = _stamps(connection), _known_stamps(connection, old)
            named = set(organizations or ())
            for stranger in sorted(named - {*stamps, *(known or ())}):
                raise UnknownPlace("error.unknown_organization", id=stranger)
            if as_of is not None:
                stamps = {name: f"{stamp}{_AS_OF}{as_of}" for name, stamp in stamps.items()}
            if known is None or organizations is None:
                chosen = [name for name in stamps if known is None or stamps[name] != known.get(name)]
            else:
                chosen = sorted(named & set(stamps))
            gone = [name for name in known or () if name not in stamps]
            if not chosen and not gone and known is not None:
                return []
            draft = versions.begin_draft(home.published)
            if old is not None and known is not None:
                shutil.copyfile(old, draft)
            attach(
                connection,
                draft,
                "published",
                read_only=False,
                is_draft=True,
                row_group_size=ROWS_OF_A_GROUP,
            )
            build(connection, chosen, as_of, stamps, progress, known, gone)
            connection.execute("checkpoint published")
        except BaseException:
            connection.close()
            if draft is not None:
                versions.discard_draft(draft)
            raise
        connection.close()
        versions.finish_draft(draft)
    return chosen


def ensure_published(home: Home, progress: Progress | None = None) -> None:
    """Publish what changed since the last time, if anything did."""
    if needs_publishing(home):
        publish(home, progress=progress)


def needs_publishing(home: Home) -> bool:
    """Say whether records are newer than what is published, by what they hold and not by the clock."""
    records = newest_records(home)
    if records is None:
        return False
    connection = connect_light()
    try:
        attach(connection, records, "records")
        connection.execute("use records")
        known = _known_stamps(connection, newest_published(home))
        if known is None or not is_current(connection):
            return True
        return _stamps(connection) != {name: stamp.partition(_AS_OF)[0] for name, stamp in known.items()}
    finally:
        connection.close()


def _stamps(connection: DuckDBPyConnection) -> dict[str, str]:
    """What each organisation's numbers rest on: its live batches and the definitions in force."""
    rows = connection.execute(
        """
        with live as (
            select o.organization_id, o.batch_id from records.batch_organization o
            join records.import_batch b on b.batch_id = o.batch_id where b.state = 'live'
        )
        select organization_id, string_agg(cast(batch_id as varchar), ',' order by batch_id) from (
            select organization_id, batch_id from live where organization_id <> '*'
            union
            select mine.organization_id, everybody.batch_id from (select distinct organization_id from live) mine
            join live everybody on everybody.organization_id = '*' where mine.organization_id <> '*'
        ) group by organization_id order by organization_id
        """
    ).fetchall()
    definitions = definitions_version()
    return {
        name: hashlib.sha256(f"{batches}|{definitions}".encode()).hexdigest()[:16] for name, batches in rows
    }


def _known_stamps(connection: DuckDBPyConnection, published: Path | None) -> dict[str, str] | None:
    """What each organisation's published numbers rest on; None where nothing is published, or tables were made
    by other definitions than those in force: then all is made anew."""
    if published is None:
        return None
    attach(connection, published, "published")
    try:
        version = connection.execute("select version from published.definitions").fetchall()
        if version != [(definitions_version(),)]:
            return None
        return dict(connection.execute("select organization, stamp from published.publication").fetchall())
    except duckdb.CatalogException:
        return None
    finally:
        connection.execute("detach published")
