"""Entry without a file: rows that people type, each save a batch of its own, several saves one version.

Nothing is changed in place: a row with the key of one that is there is its next version, and an undo brings
the older one back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from data.home import Home
from data.importing import Imported, import_entries
from data.model import TABLES
from data.stage import Stage

FORMAT = "entry"
"""What the list of imports calls what was typed."""
MOST_ROWS = 2000
"""Rows of one save; more come as a file."""

Cell = str | int | float | bool | Decimal | dt.datetime | dt.date | None


class Entry(BaseModel):
    """One save: what it is about, and its rows by record table.

    ``name`` is what the list of imports shows. With ``known_people`` a person's id that is a pseudonym already
    stays as it is: rows that were read through ``data.people`` come back under the person they had.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, max_length=200)
    rows: dict[str, list[dict[str, Cell]]]
    known_people: bool = False

    @model_validator(mode="after")
    def _is_of_our_tables(self) -> Self:
        for table, rows in self.rows.items():
            if table not in TABLES:
                raise ValueError(f"no table {table}")
            strange = {name for row in rows for name in row} - set(TABLES[table].model_fields)
            if strange:
                raise ValueError(f"no column {table}.{min(strange)}")
            if len(rows) > MOST_ROWS:
                raise ValueError(f"more than {MOST_ROWS} rows")
        return self

    def fill(self, stage: Stage) -> None:
        """Stage the rows as text, numbered from 1 in the order in which they were typed."""
        stage.knows_people = self.known_people
        for table, rows in self.rows.items():
            if not rows:
                continue
            columns = [name for name in TABLES[table].model_fields if any(name in row for row in rows)]
            stage.add(
                table,
                {
                    **{name: [as_text(row.get(name)) for row in rows] for name in columns},
                    "source_file": [self.name] * len(rows),
                    "source_row": list(range(1, len(rows) + 1)),
                },
            )


def enter(home: Home, entries: Sequence[Entry], now: dt.datetime | None = None) -> list[Imported]:
    """Bring what was typed into the records, one batch an entry, all of them as one version.

    Rows are checked like those of any file; an entry with a bad row is refused whole. Raises StoreError when
    the store cannot be written.
    """
    fills = [(entry.name, entry.fill) for entry in entries]
    return import_entries(home, FORMAT, fills, now or dt.datetime.now())


def as_text(cell: Cell) -> str | None:
    """A cell as an import would read it; None for nothing."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, dt.date | dt.datetime):
        return cell.isoformat()
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell).strip()
