"""KoboToolbox and ODK exports: our own forms need no mapping, others a form or a mapping; blanks are no answers."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.home import Home
from data.importers.kobo.export import short_names, tidy_name
from data.importers.kobo.form import Form
from data.importers.kobo.own import own_forms
from data.importers.kobo.scales import words_scale
from data.importers.kobo.xlsform import write_own_forms
from data.importers.similar import alike
from data.importers.source import Options, Source
from data.importing import Imported, Rules, import_sources, sources_of
from data.store import reading
from tests.data.rows import bring, house, stay

NOW = dt.datetime(2026, 1, 1, 12)
MAPPING = """
organization: {column: org}
date: {column: today}
instrument: pdm
response: {column: _uuid}
items:
  overall: {column: puas, scale: ["no", "yes"]}
"""


def take(home: Home, path: Path, accept: bool = False, **options: Any) -> Imported:
    sources = sources_of(path, Options(**options))
    (result,) = import_sources(home, sources, Rules(accept_valid=accept), now=NOW)
    return result


def rows_of(home: Home, query: str) -> list[tuple[Any, ...]]:
    with reading(home) as connection:
        return connection.execute(query).fetchall()


def write_csv(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(rows)
    return path


def write_book(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    return path


def mapping_file(folder: Path, text: str = MAPPING) -> Path:
    path = folder / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_our_forms_are_forms_that_kobotoolbox_takes(tmp_path: Path) -> None:
    pyxform = pytest.importorskip("pyxform.xls2xform", reason="pyxform is not installed")
    for path in write_own_forms(tmp_path / "forms", "yayasan-uji"):
        made = pyxform.convert(str(path))
        assert "hasil_form" in made.xform
        assert "yayasan-uji" in made.xform


def _answers(form: Form, score: str, label: str | None = None) -> tuple[list[str], list[str]]:
    """The header and one row of an export of a survey form, with names or with labels of one language."""
    header, row = [], []
    for question in form.questions:
        choices = {choice.name: choice for choice in form.options(question)}
        known = {
            "hasil_form": question.calculation,
            "organization_id": "o1",
            "answered_on": "2025-05-02",
            "age": "30",
        }
        value = (known.get(question.name) or "").strip("'")
        if choices:
            wanted = score if score in choices else next(iter(choices))
            value = choices[wanted].labels[label] if label else wanted
        header.append(question.labels.get(label, question.name) if label else question.name)
        row.append(value)
    return header, row


@pytest.mark.parametrize("label", [None, "id", "en"])
@pytest.mark.parametrize("group", ["", "survei/"])
def test_an_export_of_our_rights_form_needs_no_mapping(
    home: Home, tmp_path: Path, label: str | None, group: str
) -> None:
    header, row = _answers(own_forms()["rights"].form, "4", label)
    header = [f"{group}{name}" for name in header]
    path = write_csv(tmp_path / "export.csv", [[*header, "_uuid"], [*row, "u1"]])
    result = take(home, path)
    assert (result.status, result.format) == ("imported", "kobo"), result.problems
    assert rows_of(
        home, "select count(*), min(score), max(options), min(sex) from current_survey_answer"
    ) == [(8, 4.0, 5, "female")]
    items = {item for (item,) in rows_of(home, "select item from current_survey_answer")}
    assert {"overall", "rights_dignity", "rights_confidentiality"} <= items
    assert rows_of(home, "select count(distinct language) from current_survey_item") == [(2,)]


def test_the_ikm_form_gives_the_nine_elements_on_four_steps(home: Home, tmp_path: Path) -> None:
    header, row = _answers(own_forms()["ikm"].form, "3")
    row[header.index("u4")] = "dont_know"
    take(home, write_csv(tmp_path / "ikm.csv", [header, row]))
    found = rows_of(home, "select item, state, score from current_survey_answer order by item")
    assert [item for item, _, _ in found] == [f"u{n}" for n in range(1, 10)]
    assert [state for _, state, _ in found].count("valid") == 8
    assert ("u4", "dont_know", None) in found


def test_an_exit_keeps_what_the_intake_said(home: Home, tmp_path: Path) -> None:
    stays = [stay(1, "2025-01-05", age_at_entry="31", problem="ekonomi")]
    bring(home, {**house(), "client": [{"client_id": "c1", "organization_id": "o1"}], "enrollment": stays})
    header = [
        "hasil_form",
        "organization_id",
        "enrollment_id",
        "client_id",
        "exit_on",
        "exit_reason",
        "outcome",
        "_uuid",
    ]
    path = write_csv(
        tmp_path / "exit.csv", [header, ["exit", "o1", "e1", "c1", "2025-04-01", "Selesai", "achieved", "u1"]]
    )
    assert take(home, path).status == "imported"
    assert rows_of(
        home,
        "select entry_on::varchar, age_at_entry, problem, exit_on::varchar, exit_reason, outcome from current_enrollment",
    ) == [("2025-01-05", 31, "ekonomi", "2025-04-01", "completed", "achieved")]


def test_a_follow_up_meets_the_one_that_was_planned(home: Home, tmp_path: Path) -> None:
    planned = {
        "follow_up_id": "f9",
        "organization_id": "o1",
        "enrollment_id": "e1",
        "client_id": "c1",
        "due_on": "2025-10-01",
    }
    stays = [stay(1, "2025-01-05", "2025-04-01", "achieved")]
    people = [{"client_id": "c1", "organization_id": "o1"}]
    bring(home, {**house(), "client": people, "enrollment": stays, "follow_up": [planned]})
    header = ["hasil_form", "organization_id", "enrollment_id", "client_id", "due_on", "done_on", "status"]
    status = next(
        choice for choice in own_forms()["follow_up"].form.choices["status"] if choice.name != "due"
    ).name
    path = write_csv(
        tmp_path / "follow.csv", [header, ["follow_up", "o1", "e1", "c1", "2025-10-01", "2025-10-03", status]]
    )
    assert take(home, path).status == "imported"
    assert rows_of(home, "select follow_up_id, status from current_follow_up") == [("f9", status)]


def test_blanks_and_those_who_do_not_know_are_not_counted(home: Home, tmp_path: Path) -> None:
    answers = ["yes", "yes", "no", "", "dont_know", "prefer_not_to_answer", "n/a"]
    rows = [["org", "today", "visit/puas", "_uuid", "phone"]]
    rows += [["o1", "2025-03-01", answer, f"u{n}", "0812"] for n, answer in enumerate(answers)]
    take(home, write_csv(tmp_path / "pdm.csv", rows), mapping=mapping_file(tmp_path))
    found = dict(rows_of(home, "select state, count(*) from current_survey_answer group by state"))
    assert found == {"dont_know": 1, "prefer_not_to_answer": 1, "skipped": 2, "valid": 3}


def test_sheets_that_were_not_approved_stay_out(home: Home, tmp_path: Path) -> None:
    rows = [["org", "today", "puas", "_uuid", "_validation_status"]]
    rows += [["o1", "2025-03-01", "yes", "u1", "validation_status_not_approved"]]
    rows += [
        ["o1", "2025-03-01", "no", "u2", "validation_status_approved"],
        ["o1", "2025-03-01", "no", "u3", ""],
    ]
    result = take(home, write_csv(tmp_path / "pdm.csv", rows), mapping=mapping_file(tmp_path))
    assert [problem.code for problem in result.problems] == ["kobo_not_approved"]
    assert rows_of(home, "select count(*) from current_survey_answer") == [(2,)]


def test_the_same_sheet_exported_again_is_the_same_answer(home: Home, tmp_path: Path) -> None:
    head = ["org", "today", "puas", "_uuid"]
    first = write_csv(tmp_path / "a.csv", [head, ["o1", "2025-03-01", "yes", "u1"]])
    later = write_csv(
        tmp_path / "b.csv", [head, ["o1", "2025-03-01", "no", "u1"], ["o1", "2025-03-02", "yes", "u2"]]
    )
    for path in (first, later):
        take(home, path, mapping=mapping_file(tmp_path))
    assert sorted(rows_of(home, "select score from current_survey_answer")) == [(1.0,), (2.0,)]


def test_each_row_of_a_repeat_is_a_sheet_with_the_answers_above_it(home: Home, tmp_path: Path) -> None:
    main = [["org", "today", "_index", "_uuid"], ["o1", "2025-03-01", 1, "u1"], ["o2", "2025-03-02", 2, "u2"]]
    repeat = [["puas", "_index", "_parent_index"], ["yes", 1, 1], ["no", 2, 1], ["yes", 3, 2]]
    path = write_book(tmp_path / "pdm.xlsx", {"pdm": main, "anggota": repeat})
    text = MAPPING.replace("response: {column: _uuid}", "sheet: anggota\nresponse: {column: _index}")
    assert take(home, path, mapping=mapping_file(tmp_path, text)).status == "imported"
    assert rows_of(
        home, "select organization_id, count(*) from current_survey_answer group by 1 order by 1"
    ) == [("o1", 2), ("o2", 1)]


def test_two_versions_of_a_question_are_one_unless_both_are_answered(home: Home, tmp_path: Path) -> None:
    head = ["org", "today", "lama/puas", "baru/puas", "_uuid"]
    path = write_csv(
        tmp_path / "a.csv",
        [head, ["o1", "2025-03-01", "yes", "", "u1"], ["o1", "2025-03-01", "", "no", "u2"]],
    )
    assert take(home, path, mapping=mapping_file(tmp_path)).rows["survey_answer"] == 2
    both = write_csv(tmp_path / "b.csv", [head, ["o1", "2025-03-01", "yes", "no", "u3"]])
    (problem,) = take(home, both, mapping=mapping_file(tmp_path)).problems
    assert problem.code == "kobo_two_columns"


def test_a_foreign_form_without_mapping_says_what_is_needed(home: Home, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [["q1", "_uuid", "_submission_time"], ["x", "u1", "2025-01-01"]])
    result = take(home, path, organization="o1")
    assert (result.status, result.problems[0].code) == ("refused", "kobo_needs_mapping")


def test_headers_of_other_programs_are_known() -> None:
    assert [tidy_name(name) for name in ("X.U.FEFF.start", "X_uuid", "\ufeffq1")] == ["start", "_uuid", "q1"]
    assert short_names(["a/b/q1", "a/q2", "a/q2/yes", "q3"], None) == ["q1", "q2", "q2/yes", "q3"]
    assert short_names(["grp.q1", "grp.q2", "grp.q2.yes"], None) == ["q1", "q2", "q2/yes"]


def test_scales_run_from_the_worst_whatever_the_order_of_the_list() -> None:
    assert words_scale(["puas", "sangat puas", "tidak puas"], "q") == ("tidak puas", "puas", "sangat puas")
    assert words_scale(["3", "1", "2", "dont_know"], "q") == ("1", "2", "3")
    assert words_scale(["yes", "no"], "kepuasan layanan") == ("no", "yes")
    assert words_scale(["yes", "no"], "punya KTP") is None
    assert words_scale(["north", "south"], "q") is None


def test_spellings_are_grouped_and_numbered_names_are_not() -> None:
    counts = {
        "Qualisus": 355,
        "Qualisis": 73,
        "QUALISUS": 3,
        "\nQualisus": 1,
        "Qualsius": 1,
        "Qualusus": 1,
        "7600": 1,
    }
    (group,) = alike(counts)
    assert (group.name, len(group.counts)) == ("Qualisus", 6)
    assert alike({"Posyandu 1": 9, "Posyandu 2": 8, "reach": 3, "iom": 1}) == []


def test_satisfaction_with_aid_in_lebanon(home: Home, shared: Path, tmp_path: Path) -> None:
    text = """
organization: {column: organization_name}
date: {column: today}
instrument: msna
mode: staff
response: {column: _uuid}
items:
  overall: {column: hh_satisfied_with_the_aid_you_received, scale: ["no", "yes"]}
"""
    path = shared / "real/sat-kobo-msna-lebanon-2022/msna_lebanon_2022.csv.gz"
    result = take(home, path, mapping=mapping_file(tmp_path, text))
    assert (result.status, result.format) == ("imported", "kobo")
    found = dict(rows_of(home, "select state, count(*) from current_survey_answer group by state"))
    assert found == {"valid": 1075, "dont_know": 10, "prefer_not_to_answer": 7, "skipped": 4271}
    assert rows_of(home, "select count(*) from current_survey_answer where score = 2") == [(943,)]
    (spellings,) = [problem for problem in result.problems if problem.code == "similar_names"]
    assert str(spellings.values["names"]).count("”") == 6
    assert rows_of(home, "select count(*) from current_survey_answer where organization_id = 'Qualisus'") == [
        (356,)
    ]


def test_tal_afar_is_labelled_in_both_its_languages(home: Home, shared: Path) -> None:
    assert take(home, shared / "real/kobo-talafar-water-2021", organization="impact").status == "imported"
    found = dict(
        rows_of(home, "select language, wording from current_survey_item where item = 'satisfaction_piped'")
    )
    assert found.keys() == {"en", "ar"}
    assert any("\u0600" <= letter <= "\u06ff" for letter in found["ar"])
    assert rows_of(home, "select count(distinct response_id) from current_survey_answer") == [(578,)]


def test_likert_answers_take_their_scale_from_the_form_beside_them(home: Home, shared: Path) -> None:
    path = shared / "real/kobo-likert-unhcr/data_likert.xlsx"
    assert take(home, path, organization="unhcr").problems[0].code == "kobo_no_date"
    assert take(home, path, organization="unhcr", file_date=dt.date(2023, 11, 2)).status == "imported"
    assert rows_of(
        home, "select count(distinct response_id), count(distinct item) from current_survey_answer"
    ) == [(120, 18)]
    assert rows_of(home, "select distinct written, score from current_survey_answer order by 2") == [
        ("unlikely", 1.0),
        ("neutral", 2.0),
        ("likely", 3.0),
    ]


CELLS = st.one_of(
    st.text(max_size=12), st.sampled_from(["yes", "no", "2025-01-01", "", "n/a", "exit", "rights"])
)
NAMES = st.sampled_from(
    ["hasil_form", "_uuid", "today", "puas", "org", "a/puas", "_parent_index", "_index", "enrollment_id"]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), mapped=st.booleans())
def test_no_export_however_broken_ends_in_a_traceback(
    home: Home, tmp_path: Path, data: st.DataObject, mapped: bool
) -> None:
    header = data.draw(st.lists(NAMES, min_size=1, max_size=6))
    width = st.lists(CELLS, min_size=0, max_size=len(header) + 1)
    rows = data.draw(st.lists(width, max_size=5))
    path = write_csv(tmp_path / "broken.csv", [header, *rows])
    options = {"mapping": mapping_file(tmp_path)} if mapped else {}
    (result,) = import_sources(
        home,
        [Source(path=path, name=path.name, options=Options(organization="o1", **options))],
        Rules(dry_run=True),
        format_name="kobo",
    )
    assert result.status in ("imported", "refused")
    assert result.rows or result.problems


def test_names_of_very_many_columns_are_shortened_in_one_go() -> None:
    """As many columns as a sheet may have, most of them empty: looked up in one set, not in one for each."""
    header = ["grp/q1", *[""] * 16_000, *(f"g/q{n}" for n in range(380))]
    assert short_names(header, None)[:2] == ["q1", ""]
    assert short_names(header, None)[-1] == "q379"
