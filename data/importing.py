"""Importing a file, from opening it to its batch: read, check, then all of it or nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from data.batches import Batch, append, live_batch
from data.check import Moment, accepted_rows, check, rejected_rows
from data.errors import InputError, UnknownFormat, UnreadableFile
from data.home import Home
from data.importers.formats import READERS, Format, recognise
from data.importers.source import Options, Source
from data.keys import load_key
from data.problems import Problem
from data.stage import Stage
from data.store import reading, writing

_CHUNK = 1 << 20


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


def import_source(
    home: Home,
    source: Source,
    *,
    format_name: Format | None = None,
    accept_valid: bool = False,
    dry_run: bool = False,
    now: dt.datetime | None = None,
) -> Imported:
    """Import one file or folder.

    A file with a rejected row is refused whole unless ``accept_valid``; then its good rows come in. A file
    that was imported before changes nothing. Raises StoreError when the store cannot be written; a file
    that cannot be read is not an exception but ``refused`` with its reason.
    """
    moment = Moment(now or dt.datetime.now())
    try:
        if not source.path.exists():
            raise UnreadableFile("error.no_such_file", file=source.name)
        name = format_name or recognise(source)
        fingerprint = _fingerprint(source, name)
        known = _known_batch(home, fingerprint)
        if known is not None:
            return Imported(file=source.name, format=name, status="unchanged", batch=known)
        with Stage(home.temp) as stage:
            READERS[name](source, stage)
            return _settle(home, source, name, fingerprint, stage, moment, accept_valid, dry_run)
    except InputError as error:
        problem = Problem(file=source.name, code=error.key.removeprefix("error."), values=error.values)
        return Imported(file=source.name, format=format_name, status="refused", problems=(problem,))


def import_rows(home: Home, name: str, fill: Callable[[Stage], None], now: dt.datetime) -> Imported:
    """Import rows that a function fills into a stage, such as the demonstration data. All or nothing."""
    source = Source(path=Path(name), name=name)
    with Stage(home.temp) as stage:
        fill(stage)
        return _settle(home, source, name, "", stage, Moment(now), accept_valid=False, dry_run=False)


def _settle(
    home: Home,
    source: Source,
    name: str,
    fingerprint: str,
    stage: Stage,
    moment: Moment,
    accept_valid: bool,
    dry_run: bool,
) -> Imported:
    """Check what was staged against the store, under its lock, and append it or leave all as it was."""
    key = load_key(may_make=not home.has_records)
    left_out = sum(problem.severity == "error" for problem in stage.problems)
    with writing(home, f"import {source.name}", stage.connection) as draft:
        check(stage, key, moment)
        accepted, rejected = accepted_rows(stage), left_out + rejected_rows(stage)
        refused = not any(accepted.values()) or (rejected > 0 and not accept_valid)
        if refused and not rejected:
            stage.problem("nothing_to_import", file=source.name, severity="error")
        batch_id = None
        if refused or dry_run:
            draft.abandon()
        else:
            batch = Batch(source.name, name, fingerprint, source.options.file_date, moment.now)
            batch_id = append(stage, batch, accepted, rejected)
    return Imported(
        file=source.name,
        format=name,
        status="refused" if refused else "imported",
        rows={} if refused else {table: count for table, count in accepted.items() if count},
        rejected=rejected,
        problems=tuple(sorted(stage.problems, key=_place)),
        batch=batch_id,
    )


def _known_batch(home: Home, fingerprint: str) -> int | None:
    if not home.has_records:
        return None
    with reading(home) as connection:
        return live_batch(connection, fingerprint)


def _fingerprint(source: Source, name: Format) -> str:
    """A hash of everything that decides what comes in: contents, format and options."""
    digest = hashlib.sha256(name.encode())
    options = source.options
    digest.update(f"|{options.file_date}|{options.organization}|".encode())
    paths = sorted(source.path.rglob("*")) if source.path.is_dir() else [source.path]
    if options.mapping is not None:
        paths.append(options.mapping)
    for path in paths:
        if path.is_file():
            digest.update(f"|{path.name}|".encode() if source.path.is_dir() else b"|")
            _update(digest, path)
    return digest.hexdigest()


def _update(digest: hashlib._Hash, path: Path) -> None:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)


def sources_of(path: Path, options: Options) -> list[Source]:
    """What a path on the command line stands for: itself, or the files of a folder that is no format itself."""
    whole = Source(path=path, name=path.name or str(path), options=options)
    if not path.is_dir():
        return [whole]
    try:
        recognise(whole)
        return [whole]
    except UnknownFormat:
        files = sorted(
            child for child in path.iterdir() if child.is_file() and not child.name.startswith(".")
        )
        return [Source(path=child, name=child.name, options=options) for child in files] or [whole]


def _place(problem: Problem) -> tuple[bool, str, int]:
    """Errors before warnings, then in the order of the file."""
    return (problem.severity != "error", problem.file, problem.row or 0)
