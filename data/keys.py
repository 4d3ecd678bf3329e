"""The pseudonym key: what turns a person's id into a pseudonym, kept outside the data."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import sys
import uuid
from pathlib import Path

from data.errors import KeyMissing

_BLOCK = 64


def key_path() -> Path:
    """Where the key lies: ``HASIL_KEY_FILE``, else the user's configuration folder."""
    named = os.environ.get("HASIL_KEY_FILE")
    if named:
        return Path(named)
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return base / "hasil" / "pseudonym.key"


def load_key(*, may_make: bool) -> bytes:
    """Read the key; make it when ``may_make`` and there is none yet.

    Raises KeyMissing when there is none and records already exist: a new key would turn every client
    into a stranger.
    """
    path = key_path()
    if path.exists():
        return read_key(path)
    if not may_make:
        raise KeyMissing("error.key_missing", path=str(path))
    key = secrets.token_bytes(32)
    write_key(path, key)
    return key


def read_key(path: Path) -> bytes:
    """Read a key from its file."""
    return bytes.fromhex(path.read_text(encoding="ascii").strip())


def write_key(path: Path, key: bytes) -> None:
    """Write a key into a file that only its owner may read; one that lies there already stays.

    Raises FileExistsError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key.hex() + "\n")


def fingerprint(key: bytes) -> str:
    """What a store knows of its key: enough to tell it from another, nothing to make it from."""
    return hmac.new(key, b"hasil store key", hashlib.sha256).hexdigest()[:16]


def pseudonym(key: bytes, key_space: str, organization: str, person: str) -> uuid.UUID:
    """The first 128 bits of the HMAC-SHA256 of a person's id within a source's key space and one organisation.

    The organisation is part of it, so that nobody can be followed from one organisation to another. 128 bits
    are what RFC 2104 §5 allows at least; among a hundred million people two share one once in 10^22 times.
    """
    digest = hmac.new(key, f"{key_space}|{organization}|{person}".encode(), hashlib.sha256).digest()
    return uuid.UUID(bytes=digest[:16])


def pads(key: bytes) -> tuple[bytes, bytes]:
    """The two padded keys of HMAC (RFC 2104), for doing it in SQL with ``PSEUDONYM_SQL``."""
    filled = key.ljust(_BLOCK, b"\0")
    return bytes(byte ^ 0x5C for byte in filled), bytes(byte ^ 0x36 for byte in filled)


PSEUDONYM_SQL = (
    "cast(substr(sha256($outer::blob || unhex(sha256($inner::blob || encode({message})))), 1, 32) as uuid)"
)
"""The first half of HMAC-SHA256 in DuckDB: ``$outer`` and ``$inner`` are the pads, ``{message}`` a text expression."""
