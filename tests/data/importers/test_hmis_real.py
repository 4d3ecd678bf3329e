"""Real HMIS exports give HUD's own published answers, and what an independent count finds."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from data.importers import hmis
from data.importers.source import Source
from data.model import TABLES
from data.model.base import column_type
from data.stage import Stage
from tests.data.importers.hmis_counts import count, within

PROJECTS = ("homeless_prevention", "psh", "rrh", "th")
YEAR = (dt.date(2020, 10, 1), dt.date(2021, 9, 30))


@contextmanager
def staged(path: Path, temp: Path) -> Iterator[Stage]:
    with Stage(temp) as stage:
        assert hmis.recognises(path)
        hmis.read(Source(path=path, name=path.name), stage)
        yield stage


@pytest.mark.parametrize("project", PROJECTS)
def test_a_project_of_huds_test_kit_gives_huds_answers(shared: Path, tmp_path: Path, project: str) -> None:
    kit = shared / "real" / "hmis-datalab-fy2021"
    expected = json.loads((kit / "expected_summary.json").read_text())["projects"][project]
    answers = {name.split(".")[0]: value for name, value in expected["Q23c_total"].items()}
    with staged(kit / project / "hmis_csv", tmp_path) as stage:
        served, exits, achieved, excluded = stage.connection.execute(
            """
            select count(distinct client_id) filter (where coalesce(exit_on, '9999') >= '2020-10-01'),
                count(*) filter (where ended), count(*) filter (where ended and outcome = 'achieved'),
                count(*) filter (where ended and outcome = 'excluded')
            from (select *, exit_on between '2020-10-01' and '2021-09-30' as ended from staged_enrollment)
            where entry_on <= '2021-09-30'
            """
        ).fetchone() or (0, 0, 0, 0)
    assert served == int(expected["Q5a"]["1. Total number of persons served"])
    assert (exits, achieved, excluded) == (int(answers["e"]), int(answers["f1"]), int(answers["f2"]))
    assert achieved / (exits - excluded) == pytest.approx(float(answers["f3"]), abs=5e-5)


def test_the_four_projects_share_their_people(shared: Path, tmp_path: Path) -> None:
    people: list[set[tuple[str, str, str]]] = []
    for project in PROJECTS:
        with staged(shared / "real" / "hmis-datalab-fy2021" / project / "hmis_csv", tmp_path) as stage:
            rows = stage.connection.execute("select organization_id, client_id from staged_client").fetchall()
            people.append({(stage.key_space, *row) for row in rows})
    assert len(set.union(*people)) == 37


def test_ten_organisations_count_as_their_csvs_do(shared: Path, tmp_path: Path) -> None:
    folder = shared / "real" / "hmis-fy2024-10orgs"
    counts = count(folder)
    assert len(counts) == 10
    with staged(folder, tmp_path) as stage:
        rows = stage.connection.execute(
            """
            select organization_id, count(*), count(exit_on), count(distinct client_id),
                count(*) filter (where outcome = 'achieved'), count(*) filter (where outcome = 'excluded'),
                count(*) filter (where outcome = 'unknown'),
                count(*) filter (where outcome = 'achieved' and exists (
                    select 1 from staged_enrollment again
                    where again.client_id = one.client_id and again.organization_id = one.organization_id
                        and date_diff('day', one.exit_on::date, again.entry_on::date) between 14 and 365))
            from staged_enrollment one group by organization_id
            """
        ).fetchall()
        clients = dict(
            stage.connection.execute(
                "select organization_id, count(*) from staged_client group by organization_id"
            ).fetchall()
        )
    assert {row[0]: row[1:] for row in rows} == {
        f"1106-{organization}": (
            len(mine.intakes),
            len(mine.exits),
            len(mine.clients),
            len(mine.achieved),
            len(mine.excluded),
            len(mine.unknown),
            len(mine.returns),
        )
        for organization, mine in counts.items()
        if mine.intakes
    }
    assert clients == {f"1106-{name}": len(mine.clients) for name, mine in counts.items() if mine.clients}
    assert sum(len(mine.exits) for mine in counts.values()) == 447


def test_the_independent_count_agrees_with_huds_answers(shared: Path) -> None:
    kit = shared / "real" / "hmis-datalab-fy2021"
    expected = json.loads((kit / "expected_summary.json").read_text())["projects"]
    for project in PROJECTS:
        (mine,) = count(kit / project / "hmis_csv").values()
        positive = "f1. Total persons exiting to positive housing destinations"
        assert str(within(mine.achieved, *YEAR)) == expected[project]["Q23c_total"][positive]


def test_every_row_of_services_comes_in_once_and_no_row_is_an_error(shared: Path, tmp_path: Path) -> None:
    with staged(shared / "real" / "hmis-fy2024-10orgs", tmp_path) as stage:
        counted = {
            table: stage.connection.execute(f"select count(*) from staged_{table}").fetchone()
            for table in ("service", "contact", "referral", "grant_award", "enrollment")
        }
        assert counted == {
            "service": (6385,),
            "contact": (20,),
            "referral": (19,),
            "grant_award": (35,),
            "enrollment": (574,),
        }
        assert [problem.code for problem in stage.problems] == ["hmis_date_order"]


@pytest.mark.parametrize(
    "export", ["hmis-fy2024-10orgs", *(f"hmis-datalab-fy2021/{p}/hmis_csv" for p in PROJECTS)]
)
def test_no_name_and_no_social_security_number_is_staged(shared: Path, tmp_path: Path, export: str) -> None:
    folder = shared / "real" / export
    with (folder / "Client.csv").open(encoding="utf-8-sig", newline="") as file:
        people = list(csv.DictReader(file))
    numbers = sorted({row["SSN"] for row in people if len(row["SSN"]) >= 6})
    names = sorted(
        {row[column].strip() for row in people for column in ("FirstName", "MiddleName", "LastName")} - {""}
    )
    assert len(numbers) > 20
    assert len(names) > 50
    with staged(folder, tmp_path) as stage:
        columns = stage.connection.execute(
            """select table_name, column_name from duckdb_columns()
               where not internal and data_type = 'VARCHAR' and column_name <> 'source_file'"""
        ).fetchall()
        for table, column in columns:
            if is_code_list(table, column):
                continue
            hits = stage.connection.execute(
                f"""
                select distinct "{column}" from "{table}"
                where list_contains($names, lower("{column}"))
                    or list_contains($numbers, regexp_replace("{column}", '[^0-9]', '', 'g'))
                    or list_has_any(string_split_regex(lower("{column}"), '[^a-z]+'), $names)
                       and "{column}" not in (select name from staged_organization)
                """,
                {"names": [name.lower() for name in names if len(name) > 1], "numbers": numbers},
            ).fetchall()
            assert hits == [], (table, column)


def is_code_list(table: str, column: str) -> bool:
    """Columns of our own words: among the invented names there are words like "Treatment"."""
    record = TABLES.get(table.removeprefix("staged_"))
    field = record.model_fields.get(column) if record else None
    return field is not None and bool(column_type(field).codes)
