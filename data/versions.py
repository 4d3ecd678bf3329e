"""Immutable versions in a folder: numbered files, a pointer to the newest, and which old ones to keep."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

KEEP_VERSIONS = 5
KEEP_DAYS = 14
POINTER = "current"
DRAFT = ".draft"


def newest(folder: Path) -> Path | None:
    """The newest version in a folder, or None before the first."""
    pointer = folder / POINTER
    try:
        return folder / pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None


def begin_draft(folder: Path) -> Path:
    """Give the path of a new draft, after clearing what a killed writer left. The folder's lock is held."""
    for pattern in (f"*{DRAFT}", f"*{DRAFT}.wal"):
        for path in folder.glob(pattern):
            path.unlink(missing_ok=True)
    old = newest(folder)
    number = int(old.stem) + 1 if old else 1
    return folder / f"{number:08d}.duckdb{DRAFT}"


def finish_draft(draft: Path) -> Path:
    """Make a closed draft the newest version, durably, and retire old ones."""
    folder = draft.parent
    version = draft.with_name(draft.name.removesuffix(DRAFT))
    _sync(draft)
    os.replace(draft, version)
    pointer = folder / f"{POINTER}{DRAFT}"
    pointer.write_text(version.name + "\n", encoding="utf-8")
    _sync(pointer)
    os.replace(pointer, folder / POINTER)
    _sync_folder(folder)
    _retire(folder)
    return version


def discard_draft(draft: Path) -> None:
    """Remove a draft that will not become a version."""
    draft.unlink(missing_ok=True)
    draft.with_name(draft.name + ".wal").unlink(missing_ok=True)


def _retire(folder: Path) -> None:
    """Keep the last versions and one a day for a fortnight."""
    kept_days: set[dt.date] = set()
    oldest = dt.date.today() - dt.timedelta(days=KEEP_DAYS)
    for place, version in enumerate(sorted(folder.glob("*.duckdb"), reverse=True)):
        day = dt.date.fromtimestamp(version.stat().st_mtime)
        if place < KEEP_VERSIONS or (day >= oldest and day not in kept_days):
            kept_days.add(day)
            continue
        try:
            version.unlink()
        except PermissionError:  # a reader still holds it, on Windows; the next write tries again
            continue


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
