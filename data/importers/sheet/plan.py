"""The plan of a spreadsheet: which rows are what, and which column is which field. Guessed, shown, changeable.

As a file it is YAML:

    records:
      - sheet: Data                      # the only table where left out
        header: ["4", "5"]               # rows of the header; found where left out
        table: enrollment
        columns: {Tgl Masuk: entry_on, JK: client.sex, Program: program.name}
        values: {program.name: Rumah Singgah}        # for all rows
        words: {program.name: {Rmh Singgah: Rumah Singgah}}  # as written -> as meant
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field as Declared

from data.errors import BadMapping
from data.importers.mapping_files import Part, nearest, read_yaml, validated
from data.importers.sheet.fields import MAIN_TABLES, Field, by_values, candidates, fits, is_personal
from data.importers.sheet.tables import STATUS, Found
from data.model import TABLES

_SAMPLE = 300
"""Rows whose values a guess looks at."""
_NEEDED: Mapping[str, frozenset[str]] = {
    "enrollment": frozenset(("entry_on",)),
    "service": frozenset(("service_on", "kind")),
    "contact": frozenset(("contact_on", "hours")),
    "follow_up": frozenset(("due_on", "enrollment_id")),
    "ledger_entry": frozenset(("amount", "booked_on")),
    "complaint": frozenset(("received_on", "kind")),
}
"""Columns without which rows are not taken for this table."""
_USUAL: Mapping[str, Mapping[str, str]] = {"ledger_entry": {"kind": "expenditure", "currency": "IDR"}}
"""What is proposed where no column says it."""


class SheetPlan(Part):
    """How one table of a spreadsheet is read."""

    sheet: str | None = None
    header: tuple[int, ...] = ()
    table: str
    columns: dict[str, str] = Declared(min_length=1)
    """Heading -> ``column`` of the table, or ``table.column`` of one beside it."""
    values: dict[str, str] = Declared(default_factory=dict)
    words: dict[str, dict[str, str]] = Declared(default_factory=dict)

    def field(self, name: str) -> Field:
        """A written field as table and column."""
        table, _, column = name.rpartition(".")
        return (table or self.table, column)

    @property
    def fields(self) -> dict[Field, str]:
        """Field -> heading."""
        return {self.field(name): heading for heading, name in self.columns.items()}


class BookPlan(Part):
    """How a whole spreadsheet is read."""

    records: tuple[SheetPlan, ...] = Declared(min_length=1)

    def for_table(self, table: Found) -> SheetPlan | None:
        """The plan of a table: the one whose sheet it is on and whose headings it has."""
        fitting = [
            plan
            for plan in self.records
            if plan.sheet in (None, table.grid.sheet) and set(plan.columns) <= set(table.names)
        ]
        return fitting[0] if fitting else None


def load_plan(path: Path) -> BookPlan:
    """Read a plan. Raises BadMapping, also for a table or field that there is not."""
    plan = validated(BookPlan, read_yaml(path))
    check_plan(plan)
    return plan


def check_plan(plan: BookPlan) -> None:
    """Raise BadMapping for a table or field that there is not."""
    for part in plan.records:
        for name in (*part.columns.values(), *part.values, *part.words):
            table, column = part.field(name)
            if table not in TABLES:
                raise BadMapping("error.mapping_wrong_value", column="table", value=table)
            known = list(TABLES[table].model_fields)
            if column not in known:
                raise BadMapping("error.mapping_unknown_key", column=name, near=nearest(column, known))


def is_plan(path: Path) -> bool:
    """Say whether a mapping file is the plan of a spreadsheet."""
    return "records" in read_yaml(path)


def write_plan(plan: Part) -> str:
    """A mapping as YAML, for a person to look at and change."""
    document: Any = plan.model_dump(mode="json", exclude_defaults=True)
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=110)


def guess(tables: Sequence[Found]) -> BookPlan | None:
    """Guess how the tables of a spreadsheet are read; None where none of them is a table of ours."""
    plans = [plan for table in tables if (plan := guess_table(table))]
    return BookPlan(records=tuple(plans)) if plans else None


def begin(tables: Sequence[Found]) -> BookPlan | None:
    """A plan to be completed by a person, where nothing is sure: the fields that are known, and no more.

    None where no table has as much as one known column.
    """
    plans = [plan for table in tables if (plan := guess_table(table, whole=False))]
    return BookPlan(records=tuple(plans)) if plans else None


def guess_table(table: Found, *, whole: bool = True) -> SheetPlan | None:
    """Guess what a table's rows are, and which of its columns are fields; ``whole``: with all that it needs."""
    best: tuple[float, SheetPlan] | None = None
    for name in MAIN_TABLES:
        columns, score = _assign(table, name)
        own = {field[1] for field in columns.values() if field[0] == name}
        if not columns or (whole and not own >= _NEEDED[name]):
            continue
        if best is None or score > best[0] + 1e-9:
            written = {
                heading: column if main == name else f"{main}.{column}"
                for heading, (main, column) in columns.items()
            }
            usual = {
                column: value
                for column, value in _USUAL.get(name, {}).items()
                if column not in written.values()
            }
            plan = SheetPlan(
                sheet=table.grid.sheet or None,
                header=table.header_rows,
                table=name,
                columns=written,
                values=usual,
            )
            best = (score, plan)
    return best[1] if best else None


def _assign(table: Found, main: str) -> tuple[dict[str, Field], float]:
    """Give each column the likeliest field that its values fit and that no other column has; and the sum of it."""
    sample = [cells for _, cells in table.rows[:_SAMPLE]]
    wishes: list[tuple[float, int, str, Field]] = []
    for place, heading in enumerate(table.names):
        if not heading or heading.startswith(STATUS):
            continue
        values = [cells[place] for cells in sample]
        for sure, field in candidates(heading, main):
            if fits(field, values, sure):
                wishes.append((sure, -place, heading, field))
        given_away = None if is_personal(heading) else by_values(values, main)
        if given_away:
            wishes.append((0.5, -place, heading, given_away))
    taken: dict[str, Field] = {}
    total = 0.0
    for sure, _, heading, field in sorted(wishes, reverse=True):
        if heading not in taken and field not in taken.values():
            taken[heading] = field
            total += sure
    order = {heading: place for place, heading in enumerate(table.names)}
    return dict(sorted(taken.items(), key=lambda one: order[one[0]])), total
