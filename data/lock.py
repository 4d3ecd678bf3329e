"""An operating-system lock on a file of its own, with a text beside it that names its holder."""

from __future__ import annotations

import datetime as dt
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.errors import StoreLocked

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def exclusive(folder: Path, purpose: str, wait_seconds: float = 30.0) -> Iterator[None]:
    """Hold the only right to write in a folder.

    The operating system frees the lock when its holder dies, however it dies; the text beside it is for
    people only and is never trusted. Raises StoreLocked, naming the holder and since when, after
    ``wait_seconds``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    note = folder / "lock.txt"
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        deadline = time.monotonic() + wait_seconds
        while not _try_lock(descriptor):
            if time.monotonic() > deadline:
                holder = note.read_text(encoding="utf-8").strip() if note.exists() else "?"
                raise StoreLocked("error.store_locked", holder=holder)
            time.sleep(0.05)
        since = dt.datetime.now().astimezone().isoformat(timespec="seconds")
        note.write_text(
            f"{purpose}, process {os.getpid()} on {socket.gethostname()}, since {since}\n", "utf-8"
        )
        yield
        note.unlink(missing_ok=True)
    finally:
        os.close(descriptor)
