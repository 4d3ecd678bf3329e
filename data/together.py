"""Together: many small files of one format, checked and appended at once, each a batch of its own.

What becomes of each is the same as if they had come one after the other: whoever has a row that is refused
is imported by itself, in its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from data.arriving import Imported, Known, Way, batch_of, in_order, size_of
from data.batches import Arrival, append
from data.check import accepted_by_source, check, sources_with_bad_rows
from data.importers.formats import READ_AS_PARCELS
from data.parcels import Parcel, read_parcels, unpack
from data.stage import Stage
from data.store import RECORDS

SMALL_SOURCE = 10_000_000
"""Bytes under which a source is small."""
TOGETHER = 64_000_000
"""Bytes of rows that are checked and appended together."""

Alone = Callable[[Way, Known], Imported]
"""Imports one source by itself."""


def import_all(way: Way, found: Sequence[Known | Imported], alone: Alone) -> Iterator[Imported]:
    """Import sources in their order: runs of small ones together, all others alone."""
    fingerprints = Counter(one.fingerprint for one in found if isinstance(one, Known))
    for may_travel, run in groupby(found, key=lambda one: _may_travel(one, fingerprints)):
        group = list(run)
        known = [one for one in group if isinstance(one, Known)]
        if may_travel and len(known) > 1:
            yield from _import_run(way, known, alone)
        else:
            yield from (alone(way, one) if isinstance(one, Known) else one for one in group)


def _may_travel(one: Known | Imported, fingerprints: Counter[str]) -> bool:
    """Small, of a format that may, and given once: a file given twice is imported once and then known."""
    return (
        isinstance(one, Known)
        and one.format in READ_AS_PARCELS
        and fingerprints[one.fingerprint] == 1
        and size_of(one.source) < SMALL_SOURCE
    )


@dataclass(frozen=True)
class _Arrived:
    """A source that was read, and its rows."""

    known: Known
    parcel: Parcel


def _import_run(way: Way, known: Sequence[Known], alone: Alone) -> Iterator[Imported]:
    """Read sources side by side, and import them as often as enough have come."""
    read = READ_AS_PARCELS[known[0].format]  # type: ignore[index]
    waiting: list[_Arrived] = []
    for one, parcel in zip(known, read_parcels(read, [one.source for one in known]), strict=True):
        if parcel.may_travel:
            waiting.append(_Arrived(one, parcel))
            if sum(arrived.parcel.size for arrived in waiting) < TOGETHER:
                continue
        yield from _import_together(way, waiting, alone)
        waiting = []
        if not parcel.may_travel:
            yield alone(way, one)
    yield from _import_together(way, waiting, alone)


def _import_together(way: Way, group: Sequence[_Arrived], alone: Alone) -> Iterator[Imported]:
    """Check and append several sources at once, in their order; one with bad rows is imported by itself."""
    if not group:
        return
    way.connection.execute("use memory")
    try:
        with Stage(way.home.temp, connection=way.connection) as stage:
            stage.is_shared_out = True
            for table, rows in unpack([arrived.parcel for arrived in group]).items():
                stage.add_arrow(table, rows)
            way.connection.execute(f"use {RECORDS}")
            check(stage, way.key, way.moment)
            troubled = sources_with_bad_rows(stage)
            if not troubled:
                yield from _append_together(way, group, stage)
                return
    finally:
        way.connection.execute(f"use {RECORDS}")
    begin = 0
    for number in sorted(troubled):
        yield from _import_together(way, group[begin:number], alone)
        yield alone(way, group[number].known)
        begin = number + 1
    yield from _import_together(way, group[begin:], alone)


def _append_together(way: Way, group: Sequence[_Arrived], stage: Stage) -> list[Imported]:
    """Append what was checked, a batch for each source."""
    accepted = accepted_by_source(stage, len(group))
    arrivals = [
        Arrival(batch_of(arrived.known, way.moment), rows, 0, arrived.parcel.problems)
        for arrived, rows in zip(group, accepted, strict=True)
    ]
    batches = [None] * len(group) if way.rules.dry_run else append(stage, arrivals)
    return [
        Imported(
            file=arrived.known.source.name,
            format=arrived.known.format,
            status="imported",
            rows=arrival.accepted,
            problems=in_order(arrival.problems),
            batch=batch,
        )
        for arrived, arrival, batch in zip(group, arrivals, batches, strict=True)
    ]
