"""The activities of a file, one after the other, in little memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from data.errors import UnreadableFile
from data.importers.iati.opening import require_activities

LARGEST_ACTIVITY = 24 << 20
"""Bytes of one activity. Large public ones have a few megabytes; a byte costs up to forty of memory."""

_LIMITS = frozenset(
    (
        etree.ErrorTypes.ERR_NAME_TOO_LONG,
        etree.ErrorTypes.ERR_CDATA_NOT_FINISHED,
        etree.ErrorTypes.ERR_COMMENT_NOT_FINISHED,
        114,  # XML_ERR_RESOURCE_LIMIT, younger than lxml's list
    )
)
"""libxml2's own limits: 10 million characters of text, 256 levels."""
_TAIL = 4096


def activities(path: Path, name: str) -> Iterator[etree._Element]:
    """Give each activity whole; it is emptied when the next one is asked for.

    Entities are never followed and nothing is fetched. Raises UnreadableFile, ``name`` being the file's name
    in messages.
    """
    root = require_activities(path, name)
    with path.open("rb") as file:
        fed = _Fed(file, name)
        stream = etree.iterparse(
            fed,
            events=("end",),
            tag="{*}iati-activity",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            for _, activity in stream:
                fed.since_activity = 0
                _leave_namespace(activity)
                yield activity
                _forget(activity)
        except etree.XMLSyntaxError as error:
            raise _refusal(error, path, root, name) from error


class _Fed:
    """A file that counts what it hands over since the last activity ended."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.file = file
        self.name = name
        self.since_activity = 0

    def read(self, size: int) -> bytes:
        """Hand over the next bytes. Raises UnreadableFile when one activity does not end."""
        chunk = self.file.read(size)
        self.since_activity += len(chunk)
        if self.since_activity > LARGEST_ACTIVITY:
            raise UnreadableFile(
                "error.iati_activity_too_large", file=self.name, megabytes=LARGEST_ACTIVITY >> 20
            )
        return chunk


def _leave_namespace(activity: etree._Element) -> None:
    """Take IATI's elements out of a namespace: the standard has none, but some publishers declare one."""
    if not activity.tag.startswith("{"):
        return
    space = activity.tag.removesuffix("iati-activity")
    for element in activity.iter(f"{space}*"):
        element.tag = element.tag.removeprefix(space)


def _forget(activity: etree._Element) -> None:
    activity.clear()
    parent = activity.getparent()
    if parent is not None:
        while activity.getprevious() is not None:
            del parent[0]


def _refusal(error: etree.XMLSyntaxError, path: Path, root: str, name: str) -> UnreadableFile:
    line = error.position[0]
    if error.code in _LIMITS:
        return UnreadableFile("error.iati_limits", file=name, line=line)
    if not _ends_with_root(path, root):
        return UnreadableFile("error.iati_truncated", file=name, line=line)
    return UnreadableFile("error.iati_broken", file=name, line=line)


def _ends_with_root(path: Path, root: str) -> bool:
    """Whether the end tag of the root stands at the end of the file, in whatever encoding."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        return f"</{root}".encode() in file.read().replace(b"\x00", b"")
