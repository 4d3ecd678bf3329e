"""Numbers of a file: read where one reading is possible, else decided by the other values, else text.

Which mark a publisher writes decimals with is asked of its own values of the same sort (results, money)
first: files often hold many publishers, and money comes from other systems than results. Where those say
nothing, the file's values of that sort decide, then all values of the file. Every decision is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from data.importers.iati.rows import Row, Rows
from data.importers.iati.text import LONGEST_TEXT
from data.numbers import Mark, Marks, WrittenNumber, read_number, read_with
from data.problems import Severity

Sort = Literal["result", "money"]
Scope = tuple[str | None, Sort | None]
"""Whose values (None: everybody's) of which sort (None: all)."""

_FILE: Scope = (None, None)
_UNDECIDED: dict[Sort, str] = {"result": "iati_number_ambiguous", "money": "iati_amount_ambiguous"}
_GLUED = re.compile(r"(19|20)\d\d:\s*\S.*", re.DOTALL)
"""A year and a colon stuck to a value, as in 2020:13,160."""


class Cell(NamedTuple):
    """A number to be read into a column: where it was written, how, and what it is for.

    ``takes_percent``: a percent sign behind it says nothing new. ``may_be_text``: a text is no mistake.
    ``is_repeated``: listed already where it stands first. Money without an amount is no row at all.
    """

    name: str
    column: str
    text: str
    sort: Sort
    line: int | None = None
    takes_percent: bool = False
    may_be_text: bool = False
    is_repeated: bool = False


class _Doubt(NamedTuple):
    """A cell with two readings, waiting for the whole file."""

    row: Row
    cell: Cell


@dataclass
class _Tally:
    """How often something was read or decided, and where it was first."""

    line: int | None
    text: str
    number: str
    count: int = 0


@dataclass
class Cells:
    """Reads the numbers of a file into rows, and adds the rows."""

    rows: Rows
    _marks: Marks = field(default_factory=Marks)
    _doubts: list[_Doubt] = field(default_factory=list)
    _held: list[tuple[str, Row, Sequence[Cell]]] = field(default_factory=list)
    _read: dict[tuple[str, Mark], _Tally] = field(default_factory=dict)

    def put(self, table: str, row: Row, cells: Sequence[Cell]) -> None:
        """Read cells into a row of an organisation and add the row, now or when its doubts are settled."""
        doubts = len(self._doubts)
        for cell in cells:
            self.read(row, cell)
        if len(self._doubts) > doubts:
            self._held.append((table, row, cells))
        elif _can_stand(row, cells):
            self.rows.add(table, row)

    def read(self, row: Row, cell: Cell) -> None:
        """Read one cell into a row: the number, or None for a text or as long as it is in doubt."""
        read = read_number(cell.text)
        row[cell.name] = read.number
        if (read.number is None and not read.is_ambiguous) or (read.is_percent and not cell.takes_percent):
            row[cell.name] = None
            self._note_text(row, cell)
            return
        if read.is_percent:
            self._note("iati_percent_sign", row, cell)
        if read.is_ambiguous:
            self._doubts.append(_Doubt(row, cell))
        elif read.decimal_mark is not None and not cell.is_repeated:
            self._marks.note(read.decimal_mark, [(row["organization_id"], cell.sort)])
            self._count_unusual(row, cell, read)

    def settle(self) -> None:
        """Decide the numbers with two readings, add the rows that waited for them, and tell what was read."""
        for (organization, mark), tally in self._read.items():
            self._tell("iati_marks_read", organization, mark, tally)
        marks = self._widened_marks()
        decided: dict[tuple[str, Scope, Mark], _Tally] = {}
        for row, cell in self._doubts:
            organization = row["organization_id"]
            decision = marks.decide(_scopes(organization, cell.sort))
            if decision is None:
                self._note(_UNDECIDED[cell.sort], row, cell)
                continue
            scope, mark = decision
            number = row[cell.name] = read_with(cell.text.rstrip("% \u00a0"), mark)
            if not cell.is_repeated:
                tally = decided.setdefault((organization, scope, mark), _tally(row, cell, number))
                tally.count += 1
        for (organization, scope, mark), tally in decided.items():
            whose = "own" if scope[0] == organization else "file"
            self._tell(f"iati_marks_decided_{whose}", organization, mark, tally)
        for table, row, cells in self._held:
            if _can_stand(row, cells):
                self.rows.add(table, row)
        self._doubts.clear()
        self._held.clear()

    def _widened_marks(self) -> Marks:
        """What each publisher's values say, and what they say together."""
        marks = Marks()
        for (organization, sort), counts in self._marks.seen.items():
            for mark, count in counts.items():
                marks.note(mark, _scopes(organization, sort), count)
        return marks

    def _count_unusual(self, row: Row, cell: Cell, read: WrittenNumber) -> None:
        """Count numbers written otherwise than XML has them: decimal commas and thousands marks."""
        if read.decimal_mark is not None and ("," in cell.text or cell.text.count(".") > 1):
            key = (row["organization_id"], read.decimal_mark)
            self._read.setdefault(key, _tally(row, cell, read.number)).count += 1

    def _note_text(self, row: Row, cell: Cell) -> None:
        code = "iati_not_a_number"
        if cell.sort == "money":
            code = "iati_amount_unread"
        elif cell.may_be_text:
            code = "iati_qualitative"
        elif _GLUED.fullmatch(cell.text):
            code = "iati_year_glued"
        self._note(code, row, cell)
        if len(cell.text) >= LONGEST_TEXT:
            self._note("iati_text_cut", row, cell)

    def _note(self, code: str, row: Row, cell: Cell) -> None:
        """List a cell as a problem: an error for money, whose row is then left out."""
        if not cell.is_repeated:
            severity: Severity = "error" if cell.sort == "money" else "warning"
            self.rows.problem(code, _line(row, cell), cell.column, cell.text, severity=severity)

    def _tell(self, code: str, organization: str, mark: Mark, tally: _Tally) -> None:
        self.rows.problem(
            code,
            tally.line,
            None,
            tally.text,
            organization=organization,
            mark=mark,
            count=tally.count,
            number=tally.number,
        )


def _can_stand(row: Row, cells: Sequence[Cell]) -> bool:
    """Whether a row has what it cannot do without."""
    return all(row[cell.name] is not None for cell in cells if cell.sort == "money")


def _tally(row: Row, cell: Cell, number: str | None) -> _Tally:
    return _Tally(_line(row, cell), cell.text, number or "")


def _scopes(organization: str, sort: Sort) -> tuple[Scope, Scope, Scope]:
    """Whose values decide, the nearest first."""
    return (organization, sort), (None, sort), _FILE


def _line(row: Row, cell: Cell) -> int | None:
    return cell.line if cell.line is not None else row["source_row"]
