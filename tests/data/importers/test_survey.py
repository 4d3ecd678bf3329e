"""A survey comes in by its mapping file, and the same answer sheet is known again."""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from data.errors import BadMapping, InputError, UnreadableFile
from data.importers import survey
from data.importers.source import Options, Source
from data.stage import Stage
from locales.translate import translator

MAPPING = """
organization: {column: unit}
program: {value: klinik}
date: {column: tanggal}
instrument: kepuasan
mode: staff
sex: {column: jk}
age: {column: umur}
disability: {column: disabilitas}
items:
  ramah: {column: ramah, scale: [Buruk, Cukup, Baik], missing: [Tidak tahu], prefer_not: ["-"]}
  cepat: {column: cepat, low: 5, high: 1}
"""
HEADER = "unit;tanggal;jk;umur;disabilitas;ramah;cepat"
SHEETS = [
    "A;31/12/2024;P;34;ya;Baik;1",
    "A;01/02/2025;L;4;tidak;buruk;5",
    "A;01/02/2025;L;4;tidak;buruk;5",
    "B;02/02/2025;?;;;Tidak  tahu;3",
    "B;03/02/2025;Perempuan;72;;-;",
]
GP_MAPPING = """
organization: {column: surgery}
date: {column: time}
program: {value: general practice}
instrument: friends_and_family
mode: anonymous
items:
  overall:
    column: rating
    scale: [Extremely unlikely, Unlikely, Neither likely nor unlikely, Likely, Extremely likely]
    missing: ["Don't know"]
"""


def sheet(folder: Path, rows: list[str], header: str = HEADER, name: str = "survei.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


@contextmanager
def staged(path: Path, tmp_path: Path, mapping: str = MAPPING, **options: Any) -> Iterator[Stage]:
    file = tmp_path / "pemetaan.yaml"
    file.write_text(mapping, encoding="utf-8")
    with Stage(tmp_path / "temp") as stage:
        survey.read(Source(path=path, name=path.name, options=Options(mapping=file, **options)), stage)
        yield stage


def rows(stage: Stage, table: str, *columns: str) -> list[tuple[Any, ...]]:
    return stage.connection.execute(
        f"select {', '.join(columns)} from staged_{table} order by all"
    ).fetchall()


def test_answers_get_a_score_counted_from_the_worst_or_a_reason_for_none(tmp_path: Path) -> None:
    with staged(sheet(tmp_path, SHEETS), tmp_path) as stage:
        columns = ("item", "source_row", "state", "score", "options", "written")
        assert rows(stage, "survey_answer", *columns) == [
            ("cepat", 2, "valid", "5", "5", None),
            ("cepat", 3, "valid", "1", "5", None),
            ("cepat", 4, "valid", "1", "5", None),
            ("cepat", 5, "valid", "3", "5", None),
            ("cepat", 6, "skipped", None, "5", None),
            ("ramah", 2, "valid", "3", "3", "Baik"),
            ("ramah", 3, "valid", "1", "3", "buruk"),
            ("ramah", 4, "valid", "1", "3", "buruk"),
            ("ramah", 5, "dont_know", None, "3", "Tidak  tahu"),
            ("ramah", 6, "prefer_not_to_answer", None, "3", "-"),
        ]


def test_respondents_are_read_in_both_languages_and_the_unreadable_is_unknown(tmp_path: Path) -> None:
    with staged(sheet(tmp_path, SHEETS), tmp_path) as stage:
        who = rows(
            stage, "survey_answer", "source_row", "sex", "age_group", "disability", "answered_on", "mode"
        )
        assert list(dict.fromkeys(who)) == [
            (2, "female", "18-59", "yes", "2024-12-31", "staff"),
            (3, "male", "0-4", "no", "2025-02-01", "staff"),
            (4, "male", "0-4", "no", "2025-02-01", "staff"),
            (5, "unknown", "unknown", "unknown", "2025-02-02", "staff"),
            (6, "female", "60+", "unknown", "2025-02-03", "staff"),
        ]
        (warning,) = stage.problems
        assert (warning.code, warning.column, warning.value) == ("survey_unknown_respondent", "jk", "?")


def test_organisations_programmes_and_the_instrument_come_in_as_placeholders(tmp_path: Path) -> None:
    with staged(sheet(tmp_path, SHEETS), tmp_path, MAPPING + "wave: {value: 2025}\n") as stage:
        assert rows(stage, "organization", "organization_id", "name", "dated_at::date::varchar") == [
            ("A", "A", "1970-01-01"),
            ("B", "B", "1970-01-01"),
        ]
        assert rows(stage, "program", "program_id", "organization_id", "name") == [
            ("A/klinik", "A", "klinik"),
            ("B/klinik", "B", "klinik"),
        ]
        assert rows(stage, "instrument", "instrument_id", "items", "scale_high") == [("kepuasan", "2", None)]
        assert rows(stage, "survey_wave", "wave_id", "started_on", "ended_on", "dated_at") == [
            ("A/2025", "2024-12-31", "2025-02-01", None),
            ("B/2025", "2025-02-02", "2025-02-03", None),
        ]
        assert {row[0] for row in rows(stage, "survey_answer", "wave_id")} == {"A/2025", "B/2025"}


def test_ids_stay_when_rows_are_shuffled_or_appended_and_equal_sheets_both_stay(tmp_path: Path) -> None:
    shuffled = [*SHEETS, "B;04/02/2025;P;20;ya;Baik;2"]
    random.Random(5).shuffle(shuffled)
    with staged(sheet(tmp_path, SHEETS), tmp_path) as first:
        before = rows(first, "survey_answer", "answer_id", "item", "score", "organization_id")
    with staged(sheet(tmp_path, shuffled, name="lagi.csv"), tmp_path) as second:
        after = rows(second, "survey_answer", "answer_id", "item", "score", "organization_id")
    assert len(before) == len(set(before)) == 10
    assert set(before) < set(after)
    assert len(after) == 12


def test_the_order_of_columns_and_new_empty_columns_change_no_id(tmp_path: Path) -> None:
    turned = [";".join(reversed(f"{row};".split(";"))) for row in SHEETS]
    header = ";".join(reversed(f"{HEADER};catatan".split(";")))
    with (
        staged(sheet(tmp_path, SHEETS), tmp_path) as first,
        staged(sheet(tmp_path, turned, header, "balik.csv"), tmp_path) as second,
    ):
        assert rows(first, "survey_answer", "answer_id") == rows(second, "survey_answer", "answer_id")


def test_the_id_of_a_sheet_is_used_where_there_is_one(tmp_path: Path) -> None:
    path = sheet(tmp_path, ["A;2025-01-01;u1;Baik"], "unit;tanggal;_uuid;ramah")
    mapping = """
    {organization: {column: unit}, date: {column: tanggal}, instrument: k, response: {column: _uuid},
     program_id: {value: P01}, items: {ramah: {column: ramah, scale: [Buruk, Baik]}}}
    """
    with staged(path, tmp_path, mapping) as stage:
        assert rows(stage, "survey_answer", "answer_id", "response_id", "program_id") == [
            ("A/k/u1/ramah", "A/k/u1", "P01")
        ]
        assert "program" not in stage.tables


def test_an_organisation_may_be_given_for_the_whole_file(tmp_path: Path) -> None:
    with staged(sheet(tmp_path, SHEETS), tmp_path, organization="LKS-1") as stage:
        assert rows(stage, "organization", "organization_id") == [("LKS-1",)]
        assert {row[0] for row in rows(stage, "survey_answer", "program_id")} == {"LKS-1/klinik"}


@pytest.mark.parametrize(
    ("row", "code", "column", "value"),
    [
        ("A;2025-01-01;P;30;;Sangat baik;1", "survey_unknown_answer", "ramah", "Sangat baik"),
        ("A;2025-01-01;P;30;;Baik;6", "survey_unknown_answer", "cepat", "6"),
        ("A;2025-01-01;P;30;;Baik;satu", "survey_unknown_answer", "cepat", "satu"),
        ("A;kemarin;P;30;;Baik;1", "survey_no_date", "tanggal", "kemarin"),
        ("A;;P;30;;Baik;1", "survey_no_date", "tanggal", None),
        (";2025-01-01;P;30;;Baik;1", "survey_no_organization", "unit", None),
        ("A;2025-01-01;P;30;;Baik", "text_ragged_row", None, None),
    ],
)
def test_a_sheet_that_cannot_be_read_is_an_error_with_row_column_and_value(
    tmp_path: Path, row: str, code: str, column: str | None, value: str | None
) -> None:
    with staged(sheet(tmp_path, [*SHEETS, row]), tmp_path) as stage:
        errors = [problem for problem in stage.problems if problem.severity == "error"]
        assert [(p.code, p.row, p.column, p.value) for p in errors] == [(code, 7, column, value)]
        assert 7 not in {row[0] for row in rows(stage, "survey_answer", "source_row")}
        for language in ("id", "en"):
            assert errors[0].say(translator(language))["remedy"]  # type: ignore[arg-type]


def test_dates_with_two_readings_are_read_day_first_with_a_warning_or_as_the_mapping_says(
    tmp_path: Path,
) -> None:
    path = sheet(tmp_path, ["A;01/02/2025;P;30;;Baik;1"])
    with staged(path, tmp_path) as stage:
        assert rows(stage, "survey_answer", "answered_on")[0] == ("2025-02-01",)
        assert [problem.code for problem in stage.problems] == ["survey_date_order"]
    ordered = MAPPING.replace("{column: tanggal}", "{column: tanggal, order: month_first}")
    with staged(path, tmp_path, ordered) as stage:
        assert rows(stage, "survey_answer", "answered_on")[0] == ("2025-01-02",)
        assert stage.problems == []


def test_a_workbook_is_read_like_its_csv_and_keeps_its_row_numbers(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "survei.xlsx", {"default_date_format": "dd/mm/yyyy"})
    book.add_worksheet("Kosong")
    page = book.add_worksheet("Jawaban")
    for number, line in enumerate([HEADER, "", *SHEETS]):
        for place, cell in enumerate(line.split(";") if line else []):
            if place in (3, 6) and cell.isdigit():
                page.write_number(number + 2, place, int(cell))
            else:
                page.write(number + 2, place, cell)
    book.close()
    with (
        staged(sheet(tmp_path, SHEETS), tmp_path) as plain,
        staged(tmp_path / "survei.xlsx", tmp_path, MAPPING + "sheet: Jawaban\n") as workbook,
    ):
        columns = ("answer_id", "state", "score", "sex", "age_group", "answered_on")
        assert rows(plain, "survey_answer", *columns) == rows(workbook, "survey_answer", *columns)
        assert {row[0] for row in rows(workbook, "survey_answer", "source_row")} == {5, 6, 7, 8, 9}


def test_words_that_yaml_takes_for_yes_or_no_stay_words(tmp_path: Path) -> None:
    path = sheet(tmp_path, ["A;2025-01-01;Yes", "A;2025-01-01;No"], "unit;tanggal;ok")
    mapping = """
    {organization: {column: unit}, date: {column: tanggal}, instrument: k,
     items: {ok: {column: ok, scale: [No, Yes]}}}
    """
    with staged(path, tmp_path, mapping) as stage:
        assert rows(stage, "survey_answer", "written", "score") == [("No", "1"), ("Yes", "2")]


def test_columns_named_like_our_own_do_no_harm(tmp_path: Path) -> None:
    header = "organization_id;written;iso;state;score"
    path = sheet(tmp_path, ["A;2025-01-01;x;Baik;y"], header)
    mapping = """
    {organization: {column: organization_id}, date: {column: written}, instrument: k,
     items: {ok: {column: state, scale: [Buruk, Baik]}}}
    """
    with staged(path, tmp_path, mapping) as stage:
        assert rows(stage, "survey_answer", "organization_id", "answered_on", "score") == [
            ("A", "2025-01-01", "2")
        ]


@pytest.mark.parametrize(
    ("change", "key", "says"),
    [
        (("instrument:", "instrumen:"), "error.mapping_unknown_key", "instrument"),
        (("scale: [Buruk", "skala: [Buruk"), "error.mapping_unknown_key", "scale"),
        (("{column: jk}", "{colum: jk}"), "error.mapping_unknown_key", "sex → colum"),
        (("{column: jk}", "{}"), "error.mapping_missing_key", "sex → column"),
        (("instrument: kepuasan\n", ""), "error.mapping_missing_key", "instrument"),
        (("organization: {column: unit}\n", ""), "error.mapping_missing_key", "organization"),
        (("column: ramah", "column: ramha"), "error.mapping_no_column", "ramah"),
        (("mode: staff", "mode: robot"), "error.mapping_unknown_code", "third_party"),
        (("{column: tanggal}", "{column: tanggal, order: any}"), "error.mapping_unknown_code", "day_first"),
        (("low: 5, high: 1", "low: lima, high: 1"), "error.mapping_wrong_value", "lima"),
        (("scale: [Buruk, Cukup, Baik]", "scale: [Baik]"), "error.mapping_scale_length", "ramah"),
        (
            ("program: {value: klinik}", "program: {value: a}\nprogram_id: {value: b}"),
            "error.mapping_two_programs",
            "program_id",
        ),
        (("{column: unit}", "{column: unit, value: A}"), "error.mapping_column_or_value", "organization"),
        (("low: 5, high: 1", "low: 5"), "error.mapping_scale_or_range", "cepat"),
        (("Tidak tahu", "baik"), "error.mapping_option_twice", "ramah"),
        (("items:", "items: ["), "error.mapping_not_yaml", "pemetaan.yaml"),
        ((MAPPING, "hanya teks"), "error.mapping_not_yaml", "pemetaan.yaml"),
    ],
)
def test_a_wrong_mapping_is_refused_naming_what_is_wrong(
    tmp_path: Path, change: tuple[str, str], key: str, says: str
) -> None:
    assert change[0] in MAPPING
    with (
        pytest.raises(BadMapping) as refused,
        staged(sheet(tmp_path, SHEETS), tmp_path, MAPPING.replace(*change)),
    ):
        pass
    assert refused.value.key == key
    for language in ("id", "en"):
        speak = translator(language)  # type: ignore[arg-type]
        assert says in speak(key, **refused.value.values)
        assert speak(key.replace("error.", "remedy."), **refused.value.values)


def test_a_survey_without_a_mapping_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadMapping) as refused, Stage(tmp_path / "temp") as stage:
        survey.read(Source(path=sheet(tmp_path, SHEETS), name="survei.csv"), stage)
    assert refused.value.key == "error.mapping_needed"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 old"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_broken_file_is_refused(tmp_path: Path, ending: str, content: bytes) -> None:
    path = tmp_path / f"survei.{ending}"
    path.write_bytes(content)
    with pytest.raises(InputError), staged(path, tmp_path):
        pass


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "kosong.xlsx")
    book.add_worksheet()
    book.close()
    with pytest.raises(UnreadableFile) as refused, staged(tmp_path / "kosong.xlsx", tmp_path):
        pass
    assert refused.value.key == "error.text_empty"


def test_real_friends_and_family_answers_count_as_the_file_does(shared: Path, tmp_path: Path) -> None:
    path = shared / "real" / "sat-fft-gp" / "fft_responses.csv"
    with path.open(encoding="utf-8", newline="") as file:
        answers = [(row["surgery"], row["rating"]) for row in csv.DictReader(file)]
    given = [(surgery, rating) for surgery, rating in answers if rating != "Don't know"]
    positive = [(surgery, rating) for surgery, rating in given if rating in ("Likely", "Extremely likely")]
    with staged(path, tmp_path, GP_MAPPING) as stage:
        counted = stage.connection.execute(
            """
            select organization_id, count(*) filter (where state = 'valid'),
                count(*) filter (where state = 'valid' and score::double >= options::double - 1)
            from staged_survey_answer group by organization_id
            """
        ).fetchall()
        assert rows(stage, "survey_answer", "count(distinct answer_id)") == [(3882,)]
        assert stage.problems == []
    n, good = Counter(surgery for surgery, _ in given), Counter(surgery for surgery, _ in positive)
    assert len(n) == 11
    assert {row[0]: row[1:] for row in counted} == {surgery: (n[surgery], good[surgery]) for surgery in n}


def test_real_answers_keep_their_ids_when_the_file_is_shuffled(shared: Path, tmp_path: Path) -> None:
    lines = (shared / "real" / "sat-fft-gp" / "fft_responses.csv").read_text(encoding="utf-8").splitlines()
    shuffled = lines[1:]
    random.Random(7).shuffle(shuffled)
    ids = []
    for name, body in (("a.csv", lines[1:]), ("b.csv", shuffled)):
        with staged(sheet(tmp_path, body, lines[0], name), tmp_path, GP_MAPPING) as stage:
            ids.append(rows(stage, "survey_answer", "answer_id", "score", "organization_id", "answered_on"))
    assert ids[0] == ids[1]
