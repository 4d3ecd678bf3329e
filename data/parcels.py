"""Parcels: many small files read side by side, to be checked and appended together.

Checking and appending take about a hundred statements however few rows there are. A parcel holds what was
read of one file until enough of them have come; meanwhile other processes read the next ones.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from multiprocessing.connection import Connection
from queue import Queue
from typing import Any

import pyarrow as pa

from data.errors import InputError
from data.importers.source import Source
from data.receiver import Receiver, arrow_of

Reader = Callable[[Source, Receiver], None]

WORTH_PROCESSES = 20_000_000
"""Bytes of all files from which starting other processes pays."""
_READ_AHEAD = 8
"""Parcels that a process may be ahead."""


class Parcel(Receiver):
    """The rows and problems of one source, read and not yet staged.

    ``is_whole`` is false when the source could not be read: whoever imports it alone learns why.
    """

    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, list[pa.Table]] = {}
        self.is_whole = True

    def add(self, table: str, columns: Mapping[str, Sequence[Any]]) -> None:
        """Keep rows as an Arrow table."""
        self.tables.setdefault(table, []).append(arrow_of(columns))

    def clear(self) -> None:
        """Forget everything received so far."""
        self.tables.clear()
        self.problems.clear()

    @property
    def may_travel(self) -> bool:
        """Whether it can be imported with others: read to its end, rows in it, and none of them refused."""
        return (
            self.is_whole
            and bool(self.tables)
            and not any(problem.severity == "error" for problem in self.problems)
        )

    @property
    def size(self) -> int:
        """Bytes of its rows."""
        return sum(table.nbytes for tables in self.tables.values() for table in tables)


def read_parcels(read: Reader, sources: Sequence[Source]) -> Iterator[Parcel]:
    """Read sources, in their order; large loads in several processes."""
    size = sum(source.path.stat().st_size for source in sources)
    workers = min(os.cpu_count() or 1, len(sources))
    if size < WORTH_PROCESSES or workers < 2:
        yield from (_parcel(read, source) for source in sources)
        return
    queues = [_start(read, sources[worker::workers]) for worker in range(workers)]
    for place in range(len(sources)):
        yield queues[place % workers].get()


def unpack(parcels: Sequence[Parcel]) -> dict[str, pa.Table]:
    """The rows of all parcels by table, with ``source_no``: the number of the parcel, counted from 0."""
    parts: dict[str, list[pa.Table]] = {}
    for number, parcel in enumerate(parcels):
        for table, several in parcel.tables.items():
            for rows in several:
                places = pa.array([number] * rows.num_rows, pa.int32())
                parts.setdefault(table, []).append(rows.append_column("source_no", places))
    return {table: pa.concat_tables(several, promote_options="default") for table, several in parts.items()}


def _parcel(read: Reader, source: Source) -> Parcel:
    parcel = Parcel()
    try:
        read(source, parcel)
    except InputError:
        parcel.is_whole = False
    return parcel


def _start(read: Reader, sources: Sequence[Source]) -> Queue[Parcel]:
    """Start a process that reads sources, and a thread that takes its parcels in."""
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe(duplex=False)
    process = spawn.Process(target=_send, args=(read, sources, there), daemon=True)
    process.start()
    there.close()
    queue: Queue[Parcel] = Queue(_READ_AHEAD)
    threading.Thread(target=_take_in, args=(here, len(sources), queue), daemon=True).start()
    return queue


def _send(read: Reader, sources: Sequence[Source], there: Connection) -> None:
    """Read and send; when the importing process has ended, so does this one."""
    try:
        for source in sources:
            there.send(_parcel(read, source))
    except BrokenPipeError:
        return


def _take_in(here: Connection, count: int, queue: Queue[Parcel]) -> None:
    """Pass parcels on; those of a process that died are not whole, and are read again."""
    for _ in range(count):
        try:
            parcel = here.recv()
        except EOFError:
            parcel = Parcel()
            parcel.is_whole = False
        queue.put(parcel)
