"""What an import speaks of: its rules, the sources it knows, where they go, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from duckdb import DuckDBPyConnection
from pydantic import BaseModel, ConfigDict

from data.batches import Batch
from data.check import Moment
from data.home import Home
from data.importers.source import Source
from data.problems import Problem


class Imported(BaseModel):
    """What became of one file."""

    model_config = ConfigDict(frozen=True)

    file: str
    format: str | None
    status: Literal["imported", "unchanged", "refused"]
    rows: dict[str, int] = {}
    """Accepted rows by table."""
    rejected: int = 0
    problems: tuple[Problem, ...] = ()
    batch: int | None = None


class Rules(BaseModel):
    """What an import may do."""

    model_config = ConfigDict(frozen=True)

    accept_valid: bool = False
    """Bring in the good rows of a file that has bad ones."""
    dry_run: bool = False
    """Only say what would happen."""


@dataclass(frozen=True)
class Known:
    """A source whose format is known, and the fingerprint of its contents."""

    source: Source
    format: str
    fingerprint: str


@dataclass(frozen=True)
class Way:
    """Where sources go, and by which rules."""

    home: Home
    rules: Rules
    key: bytes
    moment: Moment
    connection: DuckDBPyConnection


def size_of(source: Source) -> int:
    """Bytes of a file, or of the files of a folder."""
    path = source.path
    return sum(one.stat().st_size for one in path.rglob("*")) if path.is_dir() else path.stat().st_size


def batch_of(known: Known, moment: Moment) -> Batch:
    """What is noted about the import of a source."""
    source = known.source
    return Batch(source.name, known.format, known.fingerprint, source.options.file_date, moment.now)


def in_order(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Errors before warnings, then in the order of the file."""
    return tuple(sorted(problems, key=lambda one: (one.severity != "error", one.file, one.row or 0)))
