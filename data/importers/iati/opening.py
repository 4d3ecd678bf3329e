"""The opening of an XML file: what it is, and whether it may be read at all.

Looked at with a reader of its own that stops at the first element: what comes before it (a DTD, entities)
is refused without being followed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.parsers import expat

from data.errors import UnreadableFile

_ROOTS = ("iati-activities", "iati-activity")
"""Root elements that hold activities."""

_CHUNK = 1 << 14
_LONGEST_OPENING = 1 << 20
"""Bytes within which the first element must begin."""


class _Found(Exception):
    """The first element, or a DTD, was met."""


def look(path: Path, name: str) -> str:
    """Give the name of the root element.

    Raises UnreadableFile for what is empty, no XML, or brings a DTD. ``name`` is the file's name in messages.
    """
    found: list[str] = []

    def meet_root(tag: str, _: dict[str, str]) -> None:
        found.append(tag)
        raise _Found

    def meet_doctype(*_: Any) -> None:
        raise _Found

    parser = expat.ParserCreate()
    parser.StartElementHandler = meet_root
    parser.StartDoctypeDeclHandler = meet_doctype
    start = b""
    try:
        with path.open("rb") as file:
            while file.tell() < _LONGEST_OPENING and (chunk := file.read(_CHUNK)):
                start = start or chunk
                parser.Parse(chunk, False)
    except _Found:
        if found:
            return found[0]
        raise UnreadableFile("error.iati_doctype", file=name) from None
    except expat.ExpatError as error:
        raise _no_xml(start, name, error.lineno) from error
    except LookupError as error:
        raise UnreadableFile("error.iati_broken", file=name, line=1) from error
    if path.stat().st_size >= _LONGEST_OPENING:
        raise UnreadableFile("error.iati_limits", file=name, line=1)
    if start.strip():
        raise UnreadableFile("error.iati_truncated", file=name, line=1)
    raise UnreadableFile("error.iati_empty", file=name)


def holds_activities(root: str) -> bool:
    """Say whether a root element is one of IATI activities, also where a publisher gave it a namespace."""
    return root.rpartition(":")[2] in _ROOTS


def require_activities(path: Path, name: str) -> str:
    """Give the root element of an IATI activity file; raises UnreadableFile for any other."""
    root = look(path, name)
    if not holds_activities(root):
        raise UnreadableFile("error.iati_wrong_root", file=name, root=root[:80])
    return root


def _no_xml(start: bytes, name: str, line: int) -> UnreadableFile:
    text = start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")
    if text[:1] == b"<":
        return UnreadableFile("error.iati_broken", file=name, line=line)
    if text[:1] in (b"{", b"["):
        return UnreadableFile("error.iati_json", file=name)
    return UnreadableFile("error.iati_not_xml", file=name)
