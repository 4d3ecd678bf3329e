"""A folder of files, on disk or in a ZIP archive, with the same face.

An archive is never unpacked to disk, and never trusted: what would swell beyond reason, points outside of
itself, is locked or damaged is refused before anything is read.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from data.errors import UnreadableFile
from data.text_files import TextFile, look_into

LARGEST = 4 << 30
"""Bytes of all members together, unpacked."""
MOST_MEMBERS = 5_000
HIGHEST_RATIO = 200
"""Unpacked to packed size of a member above 10 MB; tables reach about 30."""
DEEPEST = 3
"""Levels that are looked at: people pack the folder that holds their export, and then that one again."""
_SMALL = 10 << 20


@dataclass(frozen=True)
class Member:
    """One file of a folder."""

    name: str
    open: Callable[[], BinaryIO]
    path: Path | None
    """Where it lies on disk; None in an archive."""

    def look(self) -> TextFile:
        """Look at it as a text table."""
        return look_into(self.open, self.name, self.path)


Folders = Mapping[str, Mapping[str, Member]]
"""Folder (``""`` is the top) -> name in small letters -> member."""


@contextmanager
def open_folders(path: Path, name: str) -> Iterator[Folders]:
    """Open a folder or ZIP archive: the files at its top and up to two levels below.

    Hidden files and the shadows that macOS adds are passed over. Raises UnreadableFile for an archive that
    is damaged, locked or unsafe, or where two names differ only in capitals.
    """
    if path.is_dir():
        yield _arranged(_on_disk(path), name)
        return
    with _opened(path, name) as archive:
        yield _arranged(_in_archive(archive), name)


def refuse_unsafe_archive(path: Path, name: str) -> None:
    """Raise UnreadableFile where an archive, such as a workbook, is damaged, locked or unsafe to unpack."""
    _opened(path, name).close()


def _opened(path: Path, name: str) -> zipfile.ZipFile:
    """Open an archive that is safe to unpack."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        raise UnreadableFile("error.zip_broken", file=name) from error
    try:
        _refuse_danger(archive, name)
    except UnreadableFile:
        archive.close()
        raise
    return archive


def _on_disk(folder: Path) -> Iterator[tuple[PurePosixPath, Member]]:
    for depth in range(DEEPEST):
        for path in sorted(folder.glob("*/" * depth + "*")):
            if path.is_file():
                within = PurePosixPath(path.relative_to(folder).as_posix())
                yield within, Member(path.name, partial(path.open, "rb"), path)


def _in_archive(archive: zipfile.ZipFile) -> Iterator[tuple[PurePosixPath, Member]]:
    for entry in archive.infolist():
        within = PurePosixPath(entry.filename)
        if not entry.is_dir() and len(within.parts) <= DEEPEST:
            yield within, Member(within.name, partial(archive.open, entry), None)


def _arranged(members: Iterator[tuple[PurePosixPath, Member]], name: str) -> Folders:
    folders: dict[str, dict[str, Member]] = {}
    for within, member in members:
        if any(part.startswith((".", "__MACOSX")) for part in within.parts):
            continue
        folder = folders.setdefault("/".join(within.parts[:-1]), {})
        if member.name.lower() in folder:
            raise UnreadableFile("error.zip_twice", file=name, member=member.name)
        folder[member.name.lower()] = member
    return folders


def _refuse_danger(archive: zipfile.ZipFile, name: str) -> None:
    entries = archive.infolist()
    if len(entries) > MOST_MEMBERS or sum(entry.file_size for entry in entries) > LARGEST:
        raise UnreadableFile("error.zip_bomb", file=name)
    for entry in entries:
        if entry.flag_bits & 1:
            raise UnreadableFile("error.zip_locked", file=name)
        if entry.file_size > _SMALL and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1):
            raise UnreadableFile("error.zip_bomb", file=name)
        within = PurePosixPath(entry.filename.replace("\\", "/"))
        if within.is_absolute() or ".." in within.parts or ":" in entry.filename:
            raise UnreadableFile("error.zip_unsafe", file=name, member=entry.filename)
