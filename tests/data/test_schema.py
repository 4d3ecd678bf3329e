"""A store that an older Hasil wrote is moved into the present tables, and loses nothing."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from data.home import Home
from data.schema import create_all
from data.store import is_older, newest_records
from metrics.publish import needs_publishing, publish
from tests.data.importers.template_files import bring_file, bring_house, read_rows, write_folder

STAYS = (
    "enrollment_id,organization_id,program_id,client_id,entry_on,exit_on,outcome\n"
    "e1,o1,p1,k1,2025-01-10,2025-03-01,achieved\ne2,o1,p1,k2,2025-02-10,,\n"
)
LATER = STAYS + "e3,o1,p2,k1,2025-04-10,,\n"
SEEN = "select enrollment_id, client_id, outcome, entry_day, exit_day from current_enrollment order by 1"


def make_older(home: Home) -> None:
    """Write codes as text and pseudonyms as 64 letters, as once they were, and forget a column and a table."""
    version = newest_records(home)
    assert version is not None
    with duckdb.connect(str(version)) as connection:
        for table, column in (("enrollment", "client_id"), ("client", "client_id")):
            connection.execute(f"alter table {table} rename to present")
            connection.execute(
                f"""create table {table} as select * replace (
                    replace(cast({column} as varchar), '-', '') || repeat('0', 32) as {column}
                ) from present"""
            )
            connection.execute("drop table present")
        connection.execute("alter table client alter sex type varchar")
        connection.execute("alter table enrollment alter outcome type varchar")
        connection.execute("alter table enrollment drop risk_entry")
        connection.execute("drop view current_complaint")
        connection.execute("drop table complaint")
        connection.execute("drop table store_schema")


@pytest.fixture
def older(home: Home, tmp_path: Path) -> Home:
    """A home with two stays, as an older Hasil wrote it."""
    bring_house(home, tmp_path)
    bring_file(home, write_folder(tmp_path / "stays", enrollment=STAYS))
    before = read_rows(home, SEEN)
    make_older(home)
    assert [row[1] for row in read_rows(home, SEEN)] != [row[1] for row in before]
    return home


def test_the_next_import_moves_an_older_store_over(older: Home, tmp_path: Path) -> None:
    result = bring_file(older, write_folder(tmp_path / "later", enrollment=LATER))
    assert (result.status, result.rows) == ("imported", {"enrollment": 3})
    rows = read_rows(older, SEEN)
    assert [(stay, outcome, entry, exit) for stay, _, outcome, entry, exit in rows] == [
        ("e1", "achieved", 20098, 20148),
        ("e2", None, 20129, None),
        ("e3", None, 20188, None),
    ]
    assert rows[0][1] == rows[2][1] != rows[1][1]
    assert read_rows(older, "select count(*) from current_complaint") == [(0,)]


def test_what_an_older_store_did_not_know_has_the_default(older: Home, tmp_path: Path) -> None:
    bring_file(older, write_folder(tmp_path / "later", enrollment=LATER))
    assert read_rows(older, "select distinct risk_entry from enrollment") == [("unknown",)]


def test_an_unchanged_schema_costs_one_query(home: Home, tmp_path: Path) -> None:
    bring_house(home, tmp_path)
    version = newest_records(home)
    assert version is not None
    with duckdb.connect(str(version)) as connection:
        before = connection.execute("select table_oid from duckdb_tables() order by 1").fetchall()
        create_all(connection)
        assert connection.execute("select table_oid from duckdb_tables() order by 1").fetchall() == before


def test_an_older_store_is_moved_over_before_its_numbers_are_worked_out(older: Home) -> None:
    assert is_older(older) and needs_publishing(older)
    publish(older)
    assert not is_older(older) and not needs_publishing(older)
    assert read_rows(older, "select count(*) from current_enrollment") == [(2,)]
