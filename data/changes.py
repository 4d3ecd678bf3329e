"""What came in after a batch: new rows, and rows in place of older ones, table by table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from data.home import Home
from data.model import TABLES
from data.store import newest_records, reading


class Changes(NamedTuple):
    """Rows of an organisation that count now and came after a batch.

    ``replaced`` stand in the place of an older row of the same key; ``added`` are of things that were not
    there before. ``removed`` came before it and count no more, and nothing stands in their place.
    """

    added: int = 0
    replaced: int = 0
    removed: int = 0


def last_batch(home: Home) -> int:
    """The number of the newest import, 0 before the first."""
    if newest_records(home) is None:
        return 0
    with reading(home) as connection:
        row = connection.execute("select coalesce(max(batch_id), 0) from import_batch").fetchone()
    return row[0] if row else 0


def organizations_of(home: Home, batches: Sequence[int]) -> list[str]:
    """The organisations that some imports touched, those with the most rows of them first."""
    if not batches or newest_records(home) is None:
        return []
    listed = ", ".join(str(int(batch)) for batch in batches)
    rows = " union all ".join(
        f"select organization_id from {table} where batch_id in ({listed})"
        for table, record in TABLES.items()
        if "organization_id" in record.model_fields
    )
    with reading(home) as connection:
        found = connection.execute(
            f"select organization_id from ({rows}) group by organization_id order by count(*) desc, organization_id"
        ).fetchall()
    return [organization for (organization,) in found]


def changes_since(home: Home, organization: str, tables: Iterable[str], batch: int) -> Changes:
    """Count what changed in some tables of an organisation since a batch."""
    total = Changes()
    if newest_records(home) is None:
        return total
    with reading(home) as connection:
        for table in tables:
            record = TABLES.get(table)
            if record is None:
                continue
            key = ", ".join(record.key)
            owned = "organization_id = $organization" if "organization_id" in record.model_fields else "true"
            row = connection.execute(
                f"""with mine as (select {key}, batch_id, is_current from {table} where {owned}),
                old as (select distinct {key} from mine where batch_id <= $batch),
                new as (select distinct {key} from mine where batch_id > $batch and is_current),
                gone as (
                    select distinct {key} from mine where batch_id <= $batch and not is_current
                    except select {key} from mine where is_current
                )
                select (select count(*) from (select * from new except select * from old)),
                    (select count(*) from (select * from new intersect select * from old)),
                    (select count(*) from gone)""",
                {"batch": batch, **({"organization": organization} if owned != "true" else {})},
            ).fetchone()
            total = Changes(*(before + more for before, more in zip(total, row or (0, 0, 0), strict=True)))
    return total
