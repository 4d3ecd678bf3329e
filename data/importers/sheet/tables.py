"""Where the tables of a sheet lie: title lines, header of one row or two, data, totals, notes.

A sheet is what somebody made for eyes. Its tables are found by what stands in it: a header is a row of words
above rows that are filled like it; a wider merged cell above it, with names below, makes a header of two rows.
Rows that only add up others, repeat the header, number the columns or hold a single note are no data.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from data.importers.grid import Grid, Row, texts
from data.importers.template.workbook import Value
from data.numbers import read_number

BETWEEN = " / "
"""Stands between the two names of a column whose header has two rows."""
STATUS = "Hasil:"
"""Headers of the columns that a corrected-file workbook adds begin so."""
DONE = "✓"
"""Begins the status of a row that came in already."""
MOST_COLUMNS = 2000
_TOTAL = re.compile(
    r"(?:sub|grand)?\W*(?:total|jumlah|jml|sum|rata-?rata|average|mean|keseluruhan)\b(?!\s*(?:klien|client|peserta|anggota)\b)",
    re.IGNORECASE,
)
_LOOKED_AT = 60
"""Rows at the top of a block among which its header is looked for."""

Known = Callable[[str], bool]
"""Says whether a text is a name that columns have."""


@dataclass(frozen=True)
class Found:
    """One table of a sheet."""

    grid: Grid
    header_rows: tuple[int, ...]
    names: tuple[str, ...]
    """Name of each column from the first to the last of the table; empty where it has none."""
    left: int
    """Place of its first column."""
    rows: tuple[Row, ...]
    """Its data: numbers and cells, cut to its columns, merged cells filled."""
    titles: tuple[str, ...] = ()
    """Lines above it."""
    totals: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()
    """Numbers of the rows that were passed over."""
    done: frozenset[int] = field(default_factory=frozenset)
    """Rows that a corrected-file workbook marks as already in; they are among ``rows``."""

    def place(self, name: str) -> int:
        """The column of a name, counted from the first of the sheet."""
        return self.left + self.names.index(name)


def find_tables(grid: Grid, known: Known, header: Sequence[int] = ()) -> list[Found]:
    """Find the tables of a sheet; ``header`` names the header's rows where the user says them."""
    rows = _filled(grid)
    if header:
        starts = [next((place for place, (number, _) in enumerate(rows) if number == header[0]), None)]
        begins = [place for place in starts if place is not None]
    else:
        begins = _headers(rows, known)
    found: list[Found] = []
    for nth, begin in enumerate(begins):
        end = begins[nth + 1] if nth + 1 < len(begins) else len(rows)
        depth = len(header) or _depth(rows, begin, end, grid, known)
        last = 0 if not found else begins[nth - 1]
        titles = _titles(rows[last:begin])
        found += [replace(table, titles=titles) for table in _cut(grid, rows[begin:end], depth)]
    return [table for table in found if table.rows]


def _filled(grid: Grid) -> list[Row]:
    """The rows of a sheet; a value that is merged over several rows stands in each of them."""
    rows = [(number, list(cells[:MOST_COLUMNS])) for number, cells in grid.rows]
    by_number = dict(rows)
    for first, left, last, right in grid.merged:
        cells = by_number.get(first)
        if last == first or right - left > 0 or cells is None or left >= len(cells):
            continue
        for number in range(first + 1, last + 1):
            below = by_number.get(number)
            if below is not None and left < len(below) and below[left] == "" and cells[left] != "":
                below[left] = cells[left]
    return rows


def _headers(rows: Sequence[Row], known: Known) -> list[int]:
    """Places of the rows that are headers: those with known names, else the first that looks like one."""
    scores = [sum(known(text) for text in set(texts(cells)) if text) for _, cells in rows]
    named = [
        place
        for place, (_, cells) in enumerate(rows)
        if scores[place] >= 2 and scores[place] * 2 >= _own_words(cells) and _is_wordy(cells)
    ]
    best = max((scores[place] for place in named), default=0)
    begins: list[int] = []
    for place in named:
        same = begins and _heading(rows[begins[-1]][1]) == _heading(rows[place][1])
        if scores[place] * 2 >= best and not same and not (begins and place - begins[-1] == 1):
            begins.append(place)
    if begins:
        return begins
    widest = max((len(_words(cells)) for _, cells in rows[:_LOOKED_AT]), default=0)
    wordy = [
        place
        for place, (_, cells) in enumerate(rows[:_LOOKED_AT])
        if len(_words(cells)) >= 2 and len(_words(cells)) * 2 >= widest and _is_wordy(cells)
    ]
    return wordy[:1]


def _words(cells: Sequence[Value]) -> list[str]:
    return [text for text in texts(cells) if text]


def _heading(cells: Sequence[Value]) -> list[str]:
    """The words of a header without those of a corrected-file workbook."""
    return [word for word in _words(cells) if not word.startswith(STATUS)]


def _own_words(cells: Sequence[Value]) -> int:
    """How many cells of a header are filled, without those of a corrected-file workbook."""
    return len(_heading(cells))


def _is_wordy(cells: Sequence[Value]) -> bool:
    """Say whether hardly any cell is a number or a day."""
    filled = [cell for cell in cells if cell != ""]
    return bool(filled) and sum(not is_value(cell) for cell in filled) * 4 >= len(filled) * 3


def is_value(cell: Value) -> bool:
    """Say whether a cell holds a number, a day or a yes-or-no rather than a word. Years head columns."""
    if isinstance(cell, (dt.date, dt.time, dt.timedelta, bool)):
        return True
    if isinstance(cell, (int, float)):
        return not 1990 <= cell <= 2100
    written = read_number(cell.strip())
    return (written.number is not None or written.is_ambiguous) and not re.fullmatch(
        r"(?:19|20)\d\d", cell.strip()
    )


def _depth(rows: Sequence[Row], begin: int, end: int, grid: Grid, known: Known) -> int:
    """One or two header rows: two where names stand below cells that are merged, or empty, in the first."""
    if begin + 2 >= end:
        return 1
    (number, upper), (_, lower) = rows[begin], rows[begin + 1]
    if not _is_wordy(lower):
        return 1
    wide = [
        (left, right) for first, left, last, right in grid.merged if first == last == number and right > left
    ]
    above, below = texts(upper), texts(lower)
    below += [""] * (len(above) - len(below))
    if wide:
        return 2 if all(any(below[left : right + 1]) for left, right in wide) else 1
    gaps = [place for place in range(1, len(above)) if not above[place] and below[place]]
    gained = [place for place in gaps if known(below[place])]
    return (
        2
        if gaps and (gained or len(gaps) >= 2) and sum(bool(one) for one in below) < len(_words(upper)) * 3
        else 1
    )


def _titles(rows: Sequence[Row]) -> tuple[str, ...]:
    """The lines just above a header that hold a single text."""
    return tuple(words[0] for _, cells in rows if len(words := _words(cells)) == 1)


def _cut(grid: Grid, rows: Sequence[Row], depth: int) -> Iterator[Found]:
    """Cut a block into the tables that stand side by side, and take out what is no data."""
    head = rows[:depth]
    names = _names(grid, head)
    for left, right in _sides(names, rows):
        own = names[left:right]
        data: list[Row] = []
        totals: list[int] = []
        notes: list[int] = []
        done: set[int] = set()
        heading = [name.split(BETWEEN)[-1] for name in own if name and not name.startswith(STATUS)]
        status = next((place for place, name in enumerate(own) if name.startswith(STATUS)), None)
        for number, cells in rows[depth:]:
            part = [*cells[left:right], *[""] * (right - max(left, min(right, len(cells))))]
            words = _words(part)
            if not words:
                continue
            if _TOTAL.match(words[0]):
                totals.append(number)
            elif words == heading or _is_numbering(words, own):
                continue
            elif len(words) == 1 and len([name for name in own if name]) >= 3:
                notes.append(number)
            else:
                data.append((number, part))
                if status is not None and texts(part)[status].startswith(DONE):
                    done.add(number)
        yield Found(
            grid=grid,
            header_rows=tuple(number for number, _ in head),
            names=tuple(own),
            left=left,
            rows=tuple(data),
            totals=tuple(totals),
            notes=tuple(notes),
            done=frozenset(done),
        )


def _names(grid: Grid, head: Sequence[Row]) -> list[str]:
    """Name the columns; a repeated name gets its ordinal: ``Returns``, ``Returns (2)``."""
    width = max(len(cells) for _, cells in head)
    layers = [texts(cells) + [""] * (width - len(cells)) for _, cells in head]
    if len(layers) > 1:
        number = head[0][0]
        for first, left, last, right in grid.merged:
            if first == last == number and left < width:
                layers[0][left : right + 1] = [layers[0][left]] * (min(right, width - 1) - left + 1)
        if not any(first == number for first, *_ in grid.merged):
            _carry_right(layers[0], layers[1])
    joined = [
        BETWEEN.join(dict.fromkeys(part for part in parts if part)) for parts in zip(*layers, strict=True)
    ]
    seen: dict[str, int] = {}
    for place, name in enumerate(joined):
        if name:
            seen[name.casefold()] = nth = seen.get(name.casefold(), 0) + 1
            joined[place] = name if nth == 1 else f"{name} ({nth})"
    return joined


def _carry_right(upper: list[str], lower: Sequence[str]) -> None:
    """In a text file a merged name stands over its first column only: let it stand over the next ones too."""
    for place in range(1, len(upper)):
        if not upper[place] and lower[place] and lower[place - 1]:
            upper[place] = upper[place - 1]


def _sides(names: Sequence[str], rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Spans of columns that are one table each: parted by an empty column and beginning with the same name."""
    filled = [place for place, name in enumerate(names) if name]
    if not filled:
        return []
    spans: list[tuple[int, int]] = []
    begin = filled[0]
    for before, after in pairwise(filled):
        gap = after - before > 1 and not any(
            cell != "" for _, cells in rows for cell in cells[before + 1 : after]
        )
        if gap and names[after] == f"{names[begin]} (2)":
            spans.append((begin, before + 1))
            begin = after
    return [*spans, (begin, filled[-1] + 1)]


def _is_numbering(words: Sequence[str], names: Sequence[str]) -> bool:
    """Say whether a row only numbers the columns: 1, 2, 3 … or (1), (2), (3) …"""
    numbers = [word.strip("()") for word in words]
    return (
        len(numbers) >= 3
        and len(numbers) * 2 >= len(names)
        and numbers == [str(n) for n in range(1, len(numbers) + 1)]
    )
