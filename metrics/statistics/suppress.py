"""Small numbers: which cells of a table to hide so that nobody can be found, not even by subtraction.

Three steps, for a table whose totals are published too: hide what is small (primary), hide as little
else as stops the totals from giving it back (complementary), and audit what can still be worked out.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

Counts = Sequence[Sequence[int]]
Cell = tuple[int, int]


@dataclass(frozen=True)
class Suppression:
    """The cells to hide, as (row, column) of the table with its totals in the last row and column.

    ``primary`` are small themselves, ``complementary`` protect them. ``safe`` is False when no choice of
    cells protects: then the table must not be published in this form.
    """

    primary: frozenset[Cell]
    complementary: frozenset[Cell]
    safe: bool

    @property
    def hidden(self) -> frozenset[Cell]:
        """Give all cells that may not be shown."""
        return self.primary | self.complementary


def small(count: float, k: int, zero_too: bool = False) -> bool:
    """Say whether a count must be hidden: from 1 to k - 1, and 0 where the category is sensitive."""
    return (0 if zero_too else 1) <= count < k


def reveals(x: float, n: float, k: int) -> bool:
    """Say whether the proportion x of n must be hidden: few people, few achieved, or nearly all."""
    return n < k or small(x, k) or n - x < k


def suppress_line(counts: Sequence[int], k: int, zero_too: bool = False) -> Suppression:
    """Protect a single line of counts with its total; cells are (0, column), the total last.

    >>> sorted(suppress_line([3, 12, 20], 5).hidden)
    [(0, 0), (0, 1)]
    """
    cells = [*counts, sum(counts)]
    primary = {(0, i) for i, count in enumerate(cells) if small(count, k, zero_too)}
    hidden = {column for _, column in primary}
    # One hidden cell is total minus the rest. Two can still take only the values up to their sum.
    spare = sorted((cells[i], i) for i in range(len(cells)) if i not in hidden and cells[i] > 0)
    while hidden and not _line_safe(cells, hidden, k) and spare:
        hidden.add(spare.pop(0)[1])
    complementary = frozenset((0, i) for i in hidden) - primary
    return Suppression(frozenset(primary), complementary, not hidden or _line_safe(cells, hidden, k))


def suppress_table(counts: Counts, k: int, zero_too: bool = False) -> Suppression:
    """Protect a cross table whose row, column and grand totals are published too.

    Each small cell is joined to three others, not 0, in a rectangle: amounts can move round its corners
    without changing a total. Of all rectangles that leave the cell a range of at least k the one that
    hides fewest people is taken (hiding row by row and then column by column hides far more).

    >>> sorted(suppress_table([[3, 12, 20], [15, 18, 22], [30, 11, 9]], 5).hidden)
    [(0, 0), (0, 1), (1, 0), (1, 1)]
    """
    table = with_totals(counts)
    primary = {
        (i, j) for i, row in enumerate(table) for j, count in enumerate(row) if small(count, k, zero_too)
    }
    hidden = set(primary)
    # The smallest first: its partners are likely to protect the larger ones as well.
    for cell in sorted(primary, key=lambda cell: (table[cell[0]][cell[1]], cell)):
        while width(table, hidden, cell) < k:
            added = _cheapest(table, hidden, cell, k)
            if not added:
                break
            hidden |= added
    safe = all(high - low >= k for low, high in audit(table, hidden).values())
    return Suppression(frozenset(primary), frozenset(hidden - primary), safe)


def with_totals(counts: Counts) -> list[list[int]]:
    """Add the row totals as a last column and the column totals as a last row."""
    rows = [[*row, sum(row)] for row in counts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def audit(table: Counts, hidden: set[Cell] | frozenset[Cell]) -> dict[Cell, tuple[int, int]]:
    """Give the least and most that each hidden cell can be for a reader who adds and subtracts.

    ``table`` includes its totals (``with_totals``). The reader knows that no count is negative. What a
    cell can gain or lose is the largest amount that can be moved round through other hidden cells.
    """
    return {
        cell: (
            table[cell[0]][cell[1]] - _room(table, hidden, cell, gain=False),
            table[cell[0]][cell[1]] + _room(table, hidden, cell, gain=True),
        )
        for cell in hidden
    }


def _line_safe(cells: Sequence[int], hidden: set[int], k: int) -> bool:
    """Say whether each hidden cell of a line can take at least k + 1 values."""
    total = len(cells) - 1
    if len(hidden) < 2:
        return False
    parts = [i for i in hidden if i != total]
    # With the total hidden the parts are bounded by nothing.
    return total in hidden or sum(cells[i] for i in parts) >= k


def width(table: Counts, hidden: set[Cell], cell: Cell) -> int:
    """Give how far apart the least and the most lie that a hidden cell of a table with its totals can be."""
    return _room(table, hidden, cell, gain=True) + _room(table, hidden, cell, gain=False)


def _cheapest(table: Counts, hidden: set[Cell], cell: Cell, k: int) -> set[Cell]:
    """Give the cells to hide beside these so that this one is protected, hiding fewest people."""
    options = sorted(
        (sum(table[i][j] for i, j in new), sorted(new)) for new in rectangles(table, hidden, cell) if new
    )
    for _, new in options:
        if width(table, hidden | set(new), cell) >= k:
            return set(new)
    # No single rectangle is enough: take the cheapest and let the next one add to it.
    return set(options[0][1]) if options else set()


def rectangles(table: Counts, hidden: set[Cell], cell: Cell) -> Iterator[set[Cell]]:
    """Give, for each rectangle with this corner and no 0 among the others, what it would newly hide."""
    row, column = cell
    for i, j in product(range(len(table)), range(len(table[0]))):
        if i != row and j != column:
            others = {(row, j), (i, column), (i, j)}
            if all(table[a][b] > 0 or (a, b) in hidden for a, b in others):
                yield others - hidden


def _room(table: Counts, hidden: set[Cell] | frozenset[Cell], cell: Cell, gain: bool) -> int:
    """Give how much a cell can gain or lose while every total stays what it says.

    A maximum flow between the cell's row and its column through the other hidden cells. With totals
    written as negative numbers every line adds to 0, so that one rule serves parts and totals alike.
    """
    rows, columns = len(table), len(table[0])
    unbounded = sum(sum(row) for row in table) + 1

    def is_total(i: int, j: int) -> bool:
        return (i == rows - 1) != (j == columns - 1)

    # Nodes: rows, then columns. An edge from a row to a column lowers the signed cell between them.
    capacity: dict[int, dict[int, int]] = {node: {} for node in range(rows + columns)}
    for i, j in hidden:
        if (i, j) != cell:
            can_lower, can_raise = table[i][j], unbounded
            if is_total(i, j):
                can_lower, can_raise = can_raise, can_lower
            capacity[i][rows + j] = can_lower
            capacity[rows + j][i] = can_raise
    row, column = cell[0], rows + cell[1]
    raises = gain != is_total(*cell)
    # Raising the signed cell means lowering others from its row on, and the reverse.
    start, end = (row, column) if raises else (column, row)
    limit = unbounded if gain else table[cell[0]][cell[1]]
    return _max_flow(capacity, start, end, limit)


def _max_flow(capacity: dict[int, dict[int, int]], start: int, end: int, limit: int) -> int:
    """Give the largest flow from start to end, no more than a limit (Edmonds & Karp)."""
    flow = 0
    while flow < limit:
        came_from: dict[int, int] = {start: start}
        queue = deque([start])
        while queue and end not in came_from:
            node = queue.popleft()
            for following, left in capacity[node].items():
                if left > 0 and following not in came_from:
                    came_from[following] = node
                    queue.append(following)
        if end not in came_from:
            break
        path, node = [], end
        while node != start:
            path.append((came_from[node], node))
            node = came_from[node]
        amount = min(limit - flow, *(capacity[a][b] for a, b in path))
        for a, b in path:
            capacity[a][b] -= amount
            capacity[b][a] = capacity[b].get(a, 0) + amount
        flow += amount
    return flow
