"""Provenance: which imports the numbers of an organisation rest on."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from data.home import Home
from data.store import reading


class Import(NamedTuple):
    """An import that counts: its number, the name of its file, and when it came in."""

    number: int
    file: str
    imported_at: dt.datetime


def imports_of(home: Home, organization: str) -> tuple[Import, ...]:
    """The live imports that hold rows of an organisation, or of everybody, the latest first."""
    with reading(home) as connection:
        found = connection.execute(
            """select distinct b.batch_id, b.file, b.imported_at from import_batch b
               join batch_organization o on o.batch_id = b.batch_id
               where b.state = 'live' and o.organization_id in ($organization, '*') order by 1 desc""",
            {"organization": organization},
        ).fetchall()
    return tuple(Import(*row) for row in found)
