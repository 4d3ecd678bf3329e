"""Importing a file, from opening it to its batch: read, check, then all of it or nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from data.arriving import Imported, Known, Rules, Way, batch_of, in_order, size_of
from data.batches import Arrival, append, live_batch
from data.check import Moment, check, judged
from data.connect import connect_memory
from data.errors import InputError, UnknownFormat, UnreadableFile
from data.home import Home
from data.importers.formats import READERS, Format, recognise
from data.importers.source import Options, Source
from data.keyring import hold_to_key
from data.keys import load_key
from data.problems import Problem
from data.stage import Stage
from data.store import RECORDS, reading, writing
from data.together import SMALL_SOURCE, import_all

_CHUNK = 1 << 20


def import_source(
    home: Home,
    source: Source,
    *,
    format_name: Format | None = None,
    accept_valid: bool = False,
    dry_run: bool = False,
    now: dt.datetime | None = None,
) -> Imported:
    """Import one file or folder (see ``import_sources``)."""
    rules = Rules(accept_valid=accept_valid, dry_run=dry_run)
    return next(iter(import_sources(home, [source], rules, format_name=format_name, now=now)))


def import_sources(
    home: Home,
    sources: Sequence[Source],
    rules: Rules,
    *,
    format_name: Format | None = None,
    now: dt.datetime | None = None,
) -> list[Imported]:
    """Import files or folders, each as a batch of its own, into one new version of the records.

    A file with a rejected row is refused whole unless ``accept_valid``; then its good rows come in. A file
    that was imported before changes nothing. Raises StoreError when the store cannot be written; a file
    that cannot be read is not an exception but ``refused`` with its reason.
    """
    moment = Moment(now or dt.datetime.now())
    found = [_recognised(home, source, format_name) for source in sources]
    if all(isinstance(one, Imported) for one in found):
        return [one for one in found if isinstance(one, Imported)]
    key = load_key(may_make=not home.has_records)
    connection = connect_memory(home.temp)
    try:
        with writing(home, f"import {sources[0].name}", connection) as draft:
            hold_to_key(draft.connection, key, moment.now)
            way = Way(home, rules, key, moment, draft.connection)
            results = list(import_all(way, found, _import))
            if rules.dry_run or not any(result.status == "imported" for result in results):
                draft.abandon()
    finally:
        connection.close()
    return results


def import_rows(home: Home, name: str, fill: Callable[[Stage], None], now: dt.datetime) -> Imported:
    """Import rows that a function fills into a stage, such as the demonstration data. All or nothing."""
    known = Known(Source(path=Path(name), name=name), name, "")
    with Stage(home.temp) as stage:
        fill(stage)
        key = load_key(may_make=not home.has_records)
        with writing(home, f"import {name}", stage.connection) as draft:
            hold_to_key(draft.connection, key, now)
            result = _settle(known, stage, key, Moment(now), Rules())
            if result.status == "refused":
                draft.abandon()
    return result


def import_entries(
    home: Home, format_name: str, entries: Sequence[tuple[str, Callable[[Stage], None]]], now: dt.datetime
) -> list[Imported]:
    """Import rows that functions fill into stages, each a batch with its name, into one version of the records.

    Each of them comes in whole or not at all.
    """
    key = load_key(may_make=not home.has_records)
    connection = connect_memory(home.temp)
    try:
        with writing(home, f"import {format_name}", connection) as draft:
            hold_to_key(draft.connection, key, now)
            results: list[Imported] = []
            for name, fill in entries:
                connection.execute("use memory")
                with Stage(home.temp, connection=connection) as stage:
                    fill(stage)
                    connection.execute(f"use {RECORDS}")
                    known = Known(Source(path=Path(name), name=name), format_name, "")
                    results.append(_settle(known, stage, key, Moment(now), Rules()))
                connection.execute(f"use {RECORDS}")
            if not any(result.status == "imported" for result in results):
                draft.abandon()
    finally:
        connection.close()
    return results


def _recognised(home: Home, source: Source, format_name: Format | None) -> Known | Imported:
    """Say what a source is, or why it will not be read at all."""
    try:
        if not source.path.exists():
            raise UnreadableFile("error.no_such_file", file=source.name)
        name = format_name or recognise(source)
        fingerprint = _fingerprint(source, name)
        batch = _known_batch(home, fingerprint)
    except InputError as error:
        return _refusal(source, format_name, error)
    if batch is not None:
        return Imported(file=source.name, format=name, status="unchanged", batch=batch)
    return Known(source, name, fingerprint)


def _import(way: Way, known: Known) -> Imported:
    """Read one source into a stage of its own and settle it in the draft."""
    connection = way.connection
    repeated = live_batch(connection, known.fingerprint)
    if repeated is not None:
        return Imported(file=known.source.name, format=known.format, status="unchanged", batch=repeated)
    connection.execute("use memory")
    try:
        with Stage(way.home.temp, connection=connection) as stage:
            connection.execute(f"set threads = {_threads(known.source)}")
            READERS[known.format](known.source, stage)  # type: ignore[index]
            connection.execute(f"use {RECORDS}")
            return _settle(known, stage, way.key, way.moment, way.rules)
    except InputError as error:
        return _refusal(known.source, known.format, error)
    finally:
        connection.execute(f"use {RECORDS}")


def _threads(source: Source) -> int:
    """Threads for a source: many small statements are quicker on one, large tables on all."""
    return 1 if size_of(source) < SMALL_SOURCE else os.cpu_count() or 1


def _refusal(source: Source, format_name: str | None, error: InputError) -> Imported:
    problem = Problem(file=source.name, code=error.key.removeprefix("error."), values=error.values)
    return Imported(file=source.name, format=format_name, status="refused", problems=(problem,))


def _settle(known: Known, stage: Stage, key: bytes, moment: Moment, rules: Rules) -> Imported:
    """Check what was staged against the draft, and append it or leave the draft as it was."""
    name = known.source.name
    left_out = sum(problem.severity == "error" for problem in stage.problems)
    check(stage, key, moment)
    counted = judged(stage)
    accepted, rejected = counted.accepted, left_out + counted.rejected
    refused = not any(accepted.values()) or (rejected > 0 and not rules.accept_valid)
    if refused and not rejected:
        stage.problem("nothing_to_import", file=name, severity="error")
    batch_id = None
    if not refused and not rules.dry_run:
        (batch_id,) = append(stage, [Arrival(batch_of(known, moment), accepted, rejected, stage.problems)])
    return Imported(
        file=name,
        format=known.format,
        status="refused" if refused else "imported",
        rows={} if refused else {table: count for table, count in accepted.items() if count},
        rejected=rejected,
        problems=in_order(stage.problems),
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
