"""Small files imported together become what they would have become one after the other."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from data import parcels
from data.arriving import Rules
from data.home import Home
from data.importers.source import Source
from data.importing import import_source, import_sources
from data.store import reading
from data.summary import summary
from tests.data.importers.iati_staged import activity, document

NOW = dt.datetime(2026, 1, 15, 9)


def titled(name: str, title: str, updated: str = "") -> str:
    """An activity whose title tells which version of it counts."""
    dated = f' last-updated-datetime="{updated}"' if updated else ""
    written = activity(id=name, attributes=f'default-currency="EUR"{dated}')
    return written.replace(f"<title><narrative>{name}", f"<title><narrative>{title}")


FILES: dict[str, str] = {
    "a.xml": document(titled("XX-1", "first of one", "2024-03-01"), titled("XX-2", "two")),
    "b.xml": document(titled("XX-1", "older of one", "2023-01-01"), titled("XX-3", "three")),
    "broken.xml": "<iati-activities version='2.03'><iati-activity>",
    "future.xml": document(
        activity(
            "<transaction><transaction-type code='3'/><transaction-date iso-date='2199-01-01'/>"
            "<value currency='USD' value-date='2024-01-01'>5</value></transaction>",
            id="XX-9",
        )
    ),
    "c.xml": document(titled("XX-2", "newer, undated, of two")),
    "a again.xml": document(titled("XX-1", "first of one", "2024-03-01"), titled("XX-2", "two")),
    "d.xml": document(titled("XX-4", "four")),
}


def write(folder: Path) -> list[Source]:
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [Source(path=folder / name, name=name) for name in FILES]


def seen(home: Home) -> dict[str, Any]:
    """Everything that counts, and every batch."""
    with reading(home) as connection:
        programs = connection.execute(
            "select program_id, name, batch_id, unit_id from current_program order by 1"
        ).fetchall()
        units = connection.execute("select * from unit_version order by all").fetchall()
        organizations = connection.execute(
            "select distinct batch_id, organization_id from batch_organization order by all"
        ).fetchall()
        problems = connection.execute(
            "select batch_id, severity, file, source_row, code from import_problem order by all"
        ).fetchall()
    return {
        "summary": summary(home),
        "programs": programs,
        "units": units,
        "organizations": organizations,
        "problems": problems,
    }


@pytest.mark.parametrize("in_processes", [False, True])
def test_files_together_become_what_they_become_one_after_the_other(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_processes: bool
) -> None:
    if in_processes:
        monkeypatch.setattr(parcels, "WORTH_PROCESSES", 0)
    sources = write(tmp_path / "files")
    apart = Home(tmp_path / "apart")
    one_by_one = [import_source(apart, source, now=NOW) for source in sources]
    together = import_sources(home, sources, Rules(), now=NOW)
    assert [(one.file, one.status, one.rows, one.rejected, one.batch) for one in together] == [
        (one.file, one.status, one.rows, one.rejected, one.batch) for one in one_by_one
    ]
    assert [one.problems for one in together] == [one.problems for one in one_by_one]
    assert seen(home) == seen(apart)


def test_each_file_gets_a_batch_of_its_own_and_the_newest_version_of_an_activity_counts(
    home: Home, tmp_path: Path
) -> None:
    found = import_sources(home, write(tmp_path / "files"), Rules(), now=NOW)
    statuses = {one.file: (one.status, one.batch) for one in found}
    assert statuses == {
        "a.xml": ("imported", 1),
        "b.xml": ("imported", 2),
        "broken.xml": ("refused", None),
        "future.xml": ("refused", None),
        "c.xml": ("imported", 3),
        "a again.xml": ("unchanged", 1),
        "d.xml": ("imported", 4),
    }
    assert [(program, name) for program, name, _, _ in seen(home)["programs"]] == [
        ("XX-1", "first of one"),
        ("XX-2", "newer, undated, of two"),
        ("XX-3", "three"),
        ("XX-4", "four"),
    ]


def test_a_check_before_the_import_stores_nothing(home: Home, tmp_path: Path) -> None:
    found = import_sources(home, write(tmp_path / "files"), Rules(dry_run=True), now=NOW)
    assert [one.status for one in found if one.file in ("a.xml", "d.xml")] == ["imported", "imported"]
    assert not home.has_records
