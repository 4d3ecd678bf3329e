"""The records store: immutable versions, one writer at a time, any number of readers.

A write copies the newest version, changes the copy, and swaps a pointer. A writer that is killed leaves
the old version as it was.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from duckdb import DuckDBPyConnection

from data import versions
from data.connect import attach, connect_light, connect_memory
from data.errors import DiskFull
from data.home import Home
from data.lock import exclusive
from data.schema import create_all, is_current

RECORDS = "records"
"""Name under which the draft is attached while it is written."""

_readers = 0
_readers_change = threading.Condition()


def newest_records(home: Home) -> Path | None:
    """The newest version of the records, or None before the first import."""
    return versions.newest(home.records)


def newest_mark(home: Home) -> str | None:
    """What tells the newest version from any other, also from itself before somebody was erased from it.

    For what is kept between two looks: an erasure writes versions anew under their own names and times.
    """
    path = newest_records(home)
    return f"{path.name}-{path.stat().st_ctime_ns}" if path else None


@contextmanager
def reading(home: Home) -> Iterator[DuckDBPyConnection]:
    """Open the newest version read-only for a short while. Raises FileNotFoundError when there is none.

    Pages never call this: what they read is published, and people are read through ``data.people``.
    """
    global _readers
    version = newest_records(home)
    if version is None:
        raise FileNotFoundError("there are no records yet")
    with _readers_change:
        _readers += 1
    try:
        connection = connect_light(version)
        try:
            yield connection
        finally:
            connection.close()
    finally:
        with _readers_change:
            _readers -= 1
            _readers_change.notify_all()


def is_older(home: Home) -> bool:
    """Say whether the records were written by an older Hasil, whose tables lack present columns."""
    if newest_records(home) is None:
        return False
    with reading(home) as connection:
        return not is_current(connection)


def bring_up_to_date(home: Home) -> None:
    """Give records of an older Hasil their present columns, as a version of their own; others stay as they are."""
    if is_older(home):
        with writing(home, "upgrade"):
            pass  # whoever writes finds the present tables


@dataclass
class Draft:
    """A version being written: attached as ``records`` to a connection in memory, and the schema in use."""

    connection: DuckDBPyConnection
    abandoned: bool = False

    def abandon(self) -> None:
        """Leave the store as it was: the draft will not become a version."""
        self.abandoned = True


@contextmanager
def writing(home: Home, purpose: str, connection: DuckDBPyConnection | None = None) -> Iterator[Draft]:
    """Write a new version; it becomes the newest when the block ends, and nothing does when it raises.

    The draft is attached as ``records`` to ``connection`` (or to one of its own). Raises StoreLocked when
    another process writes, DiskFull when a version would not fit twice.
    """
    with exclusive(home.records, purpose):
        draft_path = versions.begin_draft(home.records)
        own = connection is None
        memory = connect_memory(home.temp) if connection is None else connection
        try:
            _copy_newest(home, draft_path)
            attach(memory, draft_path, RECORDS, read_only=False, is_draft=True)
            memory.execute(f"use {RECORDS}")
            create_all(memory)
            draft = Draft(memory)
            yield draft
            memory.execute("checkpoint")
        except BaseException:
            _close(memory, own)
            versions.discard_draft(draft_path)
            raise
        _close(memory, own)
        if draft.abandoned:
            versions.discard_draft(draft_path)
        else:
            versions.finish_draft(draft_path)


def _close(memory: DuckDBPyConnection, own: bool) -> None:
    memory.execute("use memory")
    memory.execute(f"detach database if exists {RECORDS}")
    if own:
        memory.close()


def _copy_newest(home: Home, draft_path: Path) -> None:
    """Copy the newest version while nobody in this process has it open.

    Opening a database file as a plain file drops DuckDB's own lock on it when this process has it open too
    (POSIX locks belong to the process), so readers of this process must end first.
    """
    old = newest_records(home)
    size = old.stat().st_size if old else 0
    needed = 2 * size + 20_000_000
    free = shutil.disk_usage(home.records).free
    if free < needed:
        raise DiskFull("error.disk_full", needed_mb=needed // 1_000_000, free_mb=free // 1_000_000)
    if old is None:
        return
    with no_readers():
        shutil.copyfile(old, draft_path)


@contextmanager
def no_readers() -> Iterator[None]:
    """Wait until no reader of this process has the records open, and let none in."""
    with _readers_change:
        deadline = time.monotonic() + 30
        while _readers:
            if not _readers_change.wait(timeout=deadline - time.monotonic()):
                raise TimeoutError(
                    "a reader of this process holds the records open while they are to be copied"
                )
        yield
