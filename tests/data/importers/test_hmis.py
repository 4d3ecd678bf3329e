"""An HMIS export comes in whole, right, and without names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from data.errors import UnreadableFile
from data.importers import hmis
from data.importers.source import Options, Source
from data.stage import Stage
from locales.translate import translator
from tests.data.importers.hmis_export import EXPORT, TABLES, Tables, pack, write


@contextmanager
def staged(path: Path, tmp_path: Path, **options: Any) -> Iterator[Stage]:
    with Stage(tmp_path / "temp") as stage:
        hmis.read(Source(path=path, name=path.name, options=Options(**options)), stage)
        yield stage


def rows(stage: Stage, table: str, *columns: str) -> list[tuple[Any, ...]]:
    return stage.connection.execute(
        f"select {', '.join(columns)} from staged_{table} order by all"
    ).fetchall()


def problems(stage: Stage) -> list[tuple[str, str, int | None]]:
    return [(problem.code, problem.file, problem.row) for problem in stage.problems]


def test_ids_carry_the_source_and_people_get_its_key_space(tmp_path: Path) -> None:
    with staged(write(tmp_path / "export"), tmp_path) as stage:
        assert stage.key_space == "SYS"
        assert rows(stage, "organization", "organization_id", "name", "country", "base_currency") == [
            ("SYS-1", "Open Door", "US", "USD"),
            ("SYS-2", "Warm Room", "US", "USD"),
        ]
        assert rows(stage, "program", "program_id", "source_id", "kind", "project_type", "outcome_rule") == [
            ("SYS-10", "10", "treatment", "4", "hud_destinations"),
            ("SYS-20", "20", "prevention", "12", "hud_destinations"),
        ]


def test_a_person_is_a_client_of_each_organisation_that_enrolled_her(tmp_path: Path) -> None:
    with staged(write(tmp_path / "export"), tmp_path) as stage:
        assert rows(stage, "client", "organization_id", "client_id", "case_number") == [
            ("SYS-1", "A", "A"),
            ("SYS-2", "A", "A"),
            ("SYS-2", "B", "B"),
            ("SYS-2", "C", "C"),
        ]


@pytest.mark.parametrize("version", ["FY2022", "2024 v1.3"])
def test_both_versions_say_sex_birth_and_disability(tmp_path: Path, version: str) -> None:
    with staged(write(tmp_path / "export", version=version), tmp_path) as stage:
        assert rows(stage, "client", "organization_id", "client_id", "sex", "birth_on", "disability") == [
            ("SYS-1", "A", "female", "1980-05-06", "no"),
            ("SYS-2", "A", "female", "1980-05-06", "yes"),
            ("SYS-2", "B", "male", "1990-01-01", "no"),
            ("SYS-2", "C", "other", None, "unknown"),
        ]


def test_enrollments_take_their_exit_and_its_outcome(tmp_path: Path) -> None:
    with staged(write(tmp_path / "export"), tmp_path) as stage:
        columns = ("enrollment_id", "program_id", "exit_on", "destination", "exit_reason", "outcome")
        assert rows(stage, "enrollment", *columns) == [
            ("SYS-e1", "SYS-10", "2022-02-01", "101", None, "achieved"),
            ("SYS-e2", "SYS-20", "2022-05-01", "24", "deceased", "excluded"),
            ("SYS-e3", "SYS-20", "2022-05-01", "410", "completed", "achieved"),
            ("SYS-e4", "SYS-20", "2022-05-01", "30", "dropped_out", "unknown"),
            ("SYS-e5", "SYS-10", None, None, None, None),
        ]


def test_rows_keep_their_file_line_entry_and_age(tmp_path: Path) -> None:
    with staged(write(tmp_path / "export"), tmp_path) as stage:
        # Client B's surname has a line break: C begins on line 5 of the file and not on line 4.
        assert rows(stage, "client", "source_row", "client_id", "source_file")[-1] == (5, "C", "Client.csv")
        (row,) = rows(
            stage, "enrollment", "source_row", "entered_at", "dated_at", "unit_id", "enrollment_id"
        )[:1]
        assert row == (2, "2022-01-11 09:00:00", dt.datetime(2023, 2, 7, 12), None, "SYS-e1")


def test_households_have_members_and_belong_to_one_organisation(tmp_path: Path) -> None:
    with staged(write(tmp_path / "export"), tmp_path) as stage:
        assert rows(stage, "household", "household_id", "organization_id", "size") == [
            ("SYS-h1", "SYS-1", "1"),
            ("SYS-h2", "SYS-2", "2"),
        ]
        assert ("SYS-e4", None) in rows(stage, "enrollment", "enrollment_id", "household_id")
        assert ("hmis_household_elsewhere", "Enrollment.csv", 5) in problems(stage)


def test_funding_services_contacts_and_referrals_come_along(tmp_path: Path) -> None:
    with staged(write(tmp_path / "export"), tmp_path) as stage:
        assert rows(stage, "funder", "funder_id", "name", "kind") == [
            ("SYS-11", "HUD ESG - Street outreach", "government"),
            ("SYS-46-City of Elm", "City of Elm", "other"),
        ]
        assert rows(stage, "grant_award", "grant_id", "funder_id", "name", "amount", "currency") == [
            ("SYS-f1", "SYS-11", "HUD ESG - Street outreach · SO-1", None, None),
            ("SYS-f2", "SYS-46-City of Elm", "City of Elm", None, None),
        ]
        assert rows(stage, "service", "service_id", "kind", "material_aid", "amount", "currency") == [
            ("SYS-s1", "Bed night", "false", None, None),
            ("SYS-s2", "SSVF financial assistance 3", "true", "120.50", "USD"),
            ("SYS-s3", "SSVF service 2", "false", None, None),
        ]
        assert rows(stage, "contact", "contact_id", "client_id", "contact_on") == [
            ("SYS-c1", "A", "2022-01-12"),
            ("SYS-event-v2", "A", "2022-01-14"),
        ]
        assert rows(stage, "referral", "referral_id", "made_on", "accepted_on") == [
            ("SYS-v1", "2022-01-13", "2022-01-20"),
            ("SYS-v3", "2022-01-15", None),
        ]


def test_deleted_rows_are_left_out_and_counted(tmp_path: Path) -> None:
    with staged(write(tmp_path / "export"), tmp_path) as stage:
        counted = {p.file: p.values["count"] for p in stage.problems if p.code == "hmis_deleted_rows"}
        assert counted == {
            "Organization.csv": 1,
            "Client.csv": 1,
            "Enrollment.csv": 1,
            "Exit.csv": 1,
            "Services.csv": 1,
        }
        assert not [problem for problem in stage.problems if problem.severity == "error"]


@pytest.mark.parametrize("inside", ["", "export of february/"])
def test_an_archive_is_read_like_its_folder(tmp_path: Path, inside: str) -> None:
    folder = write(tmp_path / "export")
    packed = pack(folder, tmp_path / "export.ZIP", inside)
    assert hmis.recognises(packed)
    with staged(folder, tmp_path) as plain, staged(packed, tmp_path) as unpacked:
        assert plain.tables == unpacked.tables
        for table in plain.tables:
            assert rows(plain, table, "*") == rows(unpacked, table, "*")


def test_names_of_files_and_columns_may_be_in_any_case(tmp_path: Path) -> None:
    folder = write(tmp_path / "export", {"Exit": TABLES["Exit"].replace("ExitDate", "exitdate")})
    (folder / "Exit.csv").rename(folder / "EXIT.CSV")
    with staged(folder, tmp_path) as stage:
        assert ("SYS-e1", "2022-02-01") in rows(stage, "enrollment", "enrollment_id", "exit_on")


@pytest.mark.parametrize(
    ("table", "row", "code"),
    [
        ("Exit", "x9,nobody,2022-05-01,410,,,2022-05-02 09:00:00,", "hmis_unknown_enrollment"),
        ("Services", "s9,nobody,2022-05-01,200,200,,2022-05-02 09:00:00,", "hmis_unknown_enrollment"),
        ("Enrollment", "e9,A,nowhere,2022-05-01,,,2022-05-02 09:00:00,", "hmis_unknown_project"),
        ("Project", "90,nobody,Lost,2020-01-01,,4,2020-01-01 00:00:00,", "hmis_unknown_organization"),
        ("Enrollment", "e9,A,10", "text_ragged_row"),
    ],
)
def test_a_row_without_its_parent_is_an_error_with_its_line(
    tmp_path: Path, table: str, row: str, code: str
) -> None:
    text = TABLES[table].strip() + "\n" + row
    with staged(write(tmp_path / "export", {table: text}), tmp_path) as stage:
        errors = [(p.code, p.file, p.row) for p in stage.problems if p.severity == "error"]
        assert errors == [(code, f"{table}.csv", text.count("\n") + 1)]


@pytest.mark.parametrize(
    ("table", "row", "code"),
    [
        ("Exit", "x9,e3,2022-04-01,410,,,2022-05-02 09:00:00,", "hmis_second_exit"),
        ("Exit", "x9,e5,2022-07-01,777,,,2022-05-02 09:00:00,", "hmis_unknown_destination"),
        ("Exit", "x9,e5,,410,,,2022-05-02 09:00:00,", "hmis_exit_without_day"),
        ("Exit", "x9,e5,2021-07-01,410,,,2022-05-02 09:00:00,", "hmis_exit_before_entry"),
        ("Enrollment", "e9,Z,10,2022-05-01,,,2022-05-02 09:00:00,", "hmis_no_client_row"),
        ("Project", "90,1,Odd,2020-01-01,,55,2020-01-01 00:00:00,", "hmis_unknown_project_type"),
    ],
)
def test_what_is_odd_but_readable_is_a_warning_with_its_line(
    tmp_path: Path, table: str, row: str, code: str
) -> None:
    text = TABLES[table].strip() + "\n" + row
    with staged(write(tmp_path / "export", {table: text}), tmp_path) as stage:
        assert (code, f"{table}.csv", text.count("\n") + 1) in problems(stage)
        assert not [problem for problem in stage.problems if problem.severity == "error"]


@pytest.mark.parametrize(
    ("header", "code", "key_space", "dated_at"),
    [
        (
            EXPORT.replace("2023-02-07 12", "02-07-2023 12"),
            "hmis_date_order",
            "SYS",
            dt.datetime(2023, 2, 7, 12),
        ),
        (
            EXPORT.replace("2023-02-07 12:00:00", "soon"),
            "hmis_no_export_date",
            "SYS",
            dt.datetime(2023, 3, 1),
        ),
        (EXPORT.replace("SYS", ""), "hmis_no_source_id", "7 Ours", dt.datetime(2023, 2, 7, 12)),
        (EXPORT.replace("{version}", "2026 v1"), "hmis_unknown_version", "SYS", dt.datetime(2023, 2, 7, 12)),
    ],
)
def test_a_doubtful_header_is_read_with_a_warning(
    tmp_path: Path, header: str, code: str, key_space: str, dated_at: dt.datetime
) -> None:
    folder = write(tmp_path / "export", header=header)
    with staged(folder, tmp_path, file_date=dt.date(2023, 3, 1)) as stage:
        assert code in {problem.code for problem in stage.problems}
        assert stage.key_space == key_space
        assert {row[0] for row in rows(stage, "client", "dated_at")} == {dated_at}


def test_american_dates_are_read_and_the_reading_is_told(tmp_path: Path) -> None:
    text = TABLES["Enrollment"].replace("2022-01-10", "1/10/2022").replace("2022-06-01,h1", "06/01/2022,h1")
    with staged(write(tmp_path / "export", {"Enrollment": text}), tmp_path) as stage:
        entries = dict(rows(stage, "enrollment", "enrollment_id", "entry_on"))
        assert (entries["SYS-e1"], entries["SYS-e5"]) == ("2022-01-10", "2022-06-01")
        assert "hmis_date_order" in {problem.code for problem in stage.problems}


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"Exit": ""}, "error.hmis_missing_file"),
        ({"Project": ""}, "error.hmis_no_export"),
        ({"Client": ""}, "error.hmis_missing_file"),
        ({"Exit": "ExitID,EnrollmentID,ExitDate\n"}, "error.hmis_missing_column"),
        ({"Export": "SourceID,CSVVersion\n,FY2022\n"}, "error.hmis_no_source"),
        ({"Export": "SourceID,CSVVersion\n"}, "error.text_empty"),
    ],
)
def test_an_export_that_nothing_can_be_said_of_is_refused(tmp_path: Path, changes: Tables, key: str) -> None:
    folder = write(tmp_path / "export", changes)
    with pytest.raises(UnreadableFile) as refused, staged(folder, tmp_path):
        pass
    assert refused.value.key == key
    for language in ("id", "en"):
        speak = translator(language)  # type: ignore[arg-type]
        assert speak(key, **refused.value.values)
        assert speak(key.replace("error.", "remedy."), **refused.value.values)


def test_two_exports_in_one_archive_are_refused(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(tmp_path / "both" / name)
    assert hmis.recognises(tmp_path / "both")
    with pytest.raises(UnreadableFile) as refused, staged(tmp_path / "both", tmp_path):
        pass
    assert refused.value.key == "error.hmis_several_exports"


def test_other_folders_and_files_are_not_taken_for_an_export(tmp_path: Path) -> None:
    (tmp_path / "client.csv").write_text("client_id\n1\n")
    assert not hmis.recognises(tmp_path)
    assert not hmis.recognises(tmp_path / "client.csv")


def test_an_export_without_services_comes_in_and_says_so(tmp_path: Path) -> None:
    with staged(write(tmp_path / "export", {"Services": "", "Event": ""}), tmp_path) as stage:
        assert rows(stage, "service", "service_id") == []
        missing = [problem.file for problem in stage.problems if problem.code == "hmis_missing_file"]
        assert missing == ["Services.csv", "Event.csv"]


def test_every_problem_can_be_said_in_both_languages(tmp_path: Path) -> None:
    odd = {
        "Exit": TABLES["Exit"].strip() + "\nx9,nobody,2022-05-01,410,,,,\ny9,e5,1/2/2022,777,,,,\n1,2",
        "Services": "",
    }
    with staged(write(tmp_path / "export", odd, version="2030"), tmp_path, organization="x") as stage:
        assert len({problem.code for problem in stage.problems}) >= 8
        for problem in stage.problems:
            for language in ("id", "en"):
                spoken = problem.say(translator(language))  # type: ignore[arg-type]
                assert spoken["problem"] and spoken["remedy"]


def test_no_name_and_no_number_of_anybody_is_staged(tmp_path: Path) -> None:
    secrets = ("Zenobia", "Quartzwell", "Oswin", "Marble", "Fennimore", "123456789", "987654321", "555443333")
    with staged(write(tmp_path / "export"), tmp_path) as stage:
        assert_nowhere(stage, secrets)


def assert_nowhere(stage: Stage, secrets: tuple[str, ...]) -> None:
    """Search every text column of every table of the stage, also those that an importer left behind."""
    columns = stage.connection.execute(
        "select table_name, column_name from duckdb_columns() where not internal and data_type = 'VARCHAR'"
    ).fetchall()
    assert len(columns) > 100
    for table, column in columns:
        found = stage.connection.execute(
            f"""select count(*) from "{table}", (select unnest(?) as secret)
                where contains(lower("{column}"), lower(secret))""",
            [list(secrets)],
        ).fetchone()
        assert found == (0,), (table, column)
