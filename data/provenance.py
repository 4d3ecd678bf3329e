"""Provenance: which imports the numbers of an organisation rest on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from data.home import Home
from data.model import TABLES
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


class Behind(NamedTuple):
    """How many rows of one record table an import gives that count now."""

    imported: Import
    table: str
    rows: int


def imports_behind(home: Home, organization: str, tables: Sequence[str]) -> tuple[Behind, ...]:
    """The imports whose rows count in some record tables of an organisation, the latest first."""
    known = [TABLES[name].table for name in tables if name in TABLES]
    if not known:
        return ()
    counted = " union all ".join(
        f"""select batch_id, '{name}' as record_table, count(*) as rows from current_{name}
            {"where organization_id = $organization" if "organization_id" in TABLES[name].model_fields else ""}
            group by batch_id"""
        for name in known
    )
    with reading(home) as connection:
        found = connection.execute(
            f"""select b.batch_id, b.file, b.imported_at, c.record_table, c.rows from ({counted}) c
                join import_batch b on b.batch_id = c.batch_id order by 1 desc, 4""",
            {"organization": organization} if "$organization" in counted else {},
        ).fetchall()
    return tuple(Behind(Import(*row[:3]), row[3], row[4]) for row in found)
