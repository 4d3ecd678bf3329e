"""Which record table a sheet or file stands for, and which column a header stands for.

Tables and columns answer to their name and to their Indonesian and English label, whatever the capitals,
spaces and punctuation: ``entry_on``, ``Entry date`` and ``TANGGAL MASUK*`` are one column.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from functools import cache

from data.model import RECORDS, TABLES, Record
from data.model.base import declared

_TAIL = re.compile(r"[\W\d_]+$|\W+(?:copy|salinan)$", re.IGNORECASE)


def plain(text: str) -> str:
    """Reduce a name to its letters and digits, in small letters.

    >>> plain("  Tanggal_Masuk* ")
    'tanggalmasuk'
    """
    return "".join(character for character in text.casefold() if character.isalnum())


def table_of(name: str) -> str | None:
    """Say which table a sheet or the stem of a file name stands for, None when it is none.

    What people and browsers add at the end is no part of it.

    >>> table_of("Enrollment (2) - Copy"), table_of("Pendaftaran 2025"), table_of("catatan")
    ('enrollment', 'enrollment', None)
    """
    known = _table_names()
    while plain(name) not in known:
        shorter = _TAIL.sub("", name)
        if shorter == name:
            return None
        name = shorter
    return known[plain(name)]


def nearest_table(name: str) -> str | None:
    """Give the table whose name or label is nearest, for asking "did you mean"."""
    return _nearest(name, _table_names())


def column_of(record: type[Record], header: str) -> str | None:
    """Say which column of a table a header stands for, None when it is none."""
    return _column_names(record.table).get(plain(header))


def nearest_column(record: type[Record], header: str, taken: Iterable[str]) -> str | None:
    """Give the column, not yet taken, whose name or label is nearest."""
    gone = set(taken)
    return _nearest(
        header, {name: column for name, column in _column_names(record.table).items() if column not in gone}
    )


def _nearest(text: str, known: Mapping[str, str]) -> str | None:
    found = difflib.get_close_matches(plain(text), known, n=1, cutoff=0.8)
    return known[found[0]] if found else None


@cache
def _table_names() -> dict[str, str]:
    return {plain(name): record.table for record in RECORDS for name in (*record.label, record.table)}


@cache
def _column_names(table: str) -> dict[str, str]:
    """Every name of a table's columns; a column's own name wins over another's label."""
    fields = TABLES[table].model_fields.items()
    labels = {plain(label): name for name, field in fields for label in declared(field).label}
    # Labels say whose name ("Nama lembaga"); in the sheet itself people write "Nama".
    labels |= {"nama": "name"} if "name" in TABLES[table].model_fields else {}
    return labels | {plain(name): name for name, _ in fields}
