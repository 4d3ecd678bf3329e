"""Small numbers in a cross table of rates: each cell is some people, of whom some achieved, hidden or shown whole.

The reader knows every rate that is shown, those of rows, columns and the whole among them. A cell that is hidden
hides its parts and its people, so that each part is a table of its own with the same cells hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from metrics.statistics.suppress import Cell, Counts, rectangles, reveals, small, width, with_totals


def suppress_rates(parts: Sequence[Counts], k: int, columns: Iterable[int] = ()) -> frozenset[Cell]:
    """Say which cells of a cross table of rates to hide, as (row, column), totals last.

    ``parts`` are tables of the same shape without totals: of those who achieved and of those who did not, or one
    table of plain counts. The total of each column is published, but for ``columns``, which are hidden whole; the
    totals of rows may be hidden. What a small cell must not show, be it few who achieved or that nearly all did, can
    then still take at least k + 1 values; where no choice of cells does that all cells and totals of rows are hidden.

    >>> achieved, not_achieved = [[2, 20], [18, 25]], [[9, 20], [12, 15]]
    >>> sorted(suppress_rates([achieved, not_achieved], 5))
    [(0, 0), (0, 1), (1, 0), (1, 1)]
    """
    tables = [with_totals(part) for part in parts]
    people = with_totals([[sum(cell) for cell in zip(*row, strict=True)] for row in zip(*parts, strict=True)])
    rows, last = range(len(people) - 1), len(people[0]) - 1
    secret = {cell for cell in product(rows, range(last + 1)) if shows_people(_parts(tables, cell), k)}
    closed = {(row, column) for row, column in product((*rows, len(rows)), columns) if people[row][column]}
    everything = {cell for cell in product(rows, range(last + 1)) if people[cell[0]][cell[1]]} | closed
    if shows_people(_parts(tables, (len(rows), last)), k):
        return frozenset(everything)
    hidden = secret | closed
    for cell in sorted(
        secret | {cell for cell in closed if shows_people(_parts(tables, cell), k)},
        key=lambda cell: (people[cell[0]][cell[1]], cell),
    ):
        while not _is_safe(tables, hidden, cell, k):
            added = _cheapest(tables, people, hidden, everything, cell, k)
            if not added:
                return frozenset(everything)
            hidden |= added
    return frozenset(hidden)


def shows_people(parts: Sequence[int], k: int) -> bool:
    """Say whether the exclusive parts of a number show few people: a plain count, or those who did and did not."""
    if len(parts) == 1:
        return small(parts[0], k)
    return sum(parts) > 0 and reveals(parts[0], sum(parts), k)


def _is_safe(tables: Sequence[Counts], hidden: set[Cell], cell: Cell, k: int) -> bool:
    """Whether every part of a cell that shows people keeps a range of at least k. That nobody achieved shows
    nobody; that nobody did not shows everybody."""
    return all(
        width(table, hidden, cell) >= k
        for place, table in enumerate(tables)
        if small(table[cell[0]][cell[1]], k, zero_too=place > 0)
    )


def _parts(tables: Sequence[Counts], cell: Cell) -> list[int]:
    return [table[cell[0]][cell[1]] for table in tables]


def _cheapest(
    tables: Sequence[Counts], people: Counts, hidden: set[Cell], allowed: set[Cell], cell: Cell, k: int
) -> set[Cell]:
    """Give the cells to hide so that this one is protected in all its parts, hiding fewest people; where no single
    rectangle is enough the cheapest, and none where there is none."""
    options = sorted(
        (sum(people[row][column] for row, column in new), sorted(new))
        for new in rectangles(people, hidden, cell)
        if new and new <= allowed
    )
    for _, new in options:
        if _is_safe(tables, hidden | set(new), cell, k):
            return set(new)
    return set(options[0][1]) if options else set()
