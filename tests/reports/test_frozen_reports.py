"""A report that was sent stays as it was, and says what has changed since, and why."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from data.errors import InputError
from data.home import Home
from data.workspace.reports import kept_file
from locales.translate import LANGUAGES
from metrics.publish import publish
from metrics.reader import open_reader
from metrics.scope import Scope
from reports.frozen import Frozen, reopen, store
from reports.making import make
from reports.rendering import render, render_and_keep
from reports.request import FORMATS, Request
from reports.restated import restatements
from tests.data.rows import bring
from tests.reports.making import made, request

YEAR = (dt.date(2025, 1, 1), dt.date(2025, 12, 31))


@pytest.mark.parametrize("kind", ["donor", "board", "week", "poster", "workbook", "iati"])
def test_the_same_frozen_report_gives_the_same_bytes_in_every_format(demo_home: Home, kind: str) -> None:
    frozen = made(demo_home.path, kind)  # type: ignore[arg-type]
    again = Frozen.model_validate_json(frozen.canonical)
    assert again.id == frozen.id
    for format in FORMATS[frozen.request.kind]:
        assert render(frozen, "id", format) == render(again, "id", format), format


def test_the_same_question_gives_the_same_hash_and_a_note_another(demo_home: Home) -> None:
    reader = open_reader(demo_home)
    asked = request("program", "bening", "bening-rehab")
    first, second = (make(demo_home, reader, Scope(), asked) for _ in range(2))
    assert first.id == second.id
    noted = asked.model_copy(update={"notes": (("not_worked", "Kunjungan rumah terlambat."),)})
    assert make(demo_home, reader, Scope(), noted).id != first.id


def test_a_note_that_names_a_telephone_is_refused(demo_home: Home) -> None:
    asked = request("poster").model_copy(update={"notes": (("voice", "Bu Sri 0812 3456 7890"),)})
    with pytest.raises(InputError):
        make(demo_home, open_reader(demo_home), Scope(), asked)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_document_states_whose_when_and_by_which_definitions(demo_home: Home, language: str) -> None:
    for kind in ("donor", "board", "week", "program", "sheets"):
        document = made(demo_home.path, kind).document(language)  # type: ignore[arg-type]
        assert document.scope[1] == "Yayasan Langkah Bening Cakrawala"
        assert len(document.foot) == 5 and "2026" in document.foot[0] and "10" in document.foot[-1]


def _small_home(tmp_path: Path) -> Home:
    """Forty people who left in 2025, twenty-four of them with the outcome."""
    home = Home(tmp_path / "home")
    bring(home, _tables(40, 24))
    publish(home)
    return home


def _tables(people: int, achieved: int, first: int = 0) -> dict[str, list[dict[str, str]]]:
    numbers = range(first, first + people)
    return {
        "organization": [{"organization_id": "o1", "name": "Yayasan Uji"}],
        "program": [
            {"program_id": "p1", "organization_id": "o1", "name": "Program Uji", "kind": "treatment"}
        ],
        "client": [{"client_id": f"k{number}", "organization_id": "o1"} for number in numbers],
        "enrollment": [
            {
                "enrollment_id": f"e{number}",
                "client_id": f"k{number}",
                "organization_id": "o1",
                "program_id": "p1",
                "entry_on": "2025-01-15",
                "exit_on": "2025-06-15",
                "outcome": "achieved" if place < achieved else "not_achieved",
            }
            for place, number in enumerate(numbers)
        ],
    }


def _asked() -> Request:
    return Request(kind="donor", organization="o1", start=YEAR[0], end=YEAR[1])


def _sent(home: Home) -> tuple[Frozen, bytes]:
    frozen = make(home, open_reader(home), Scope(), _asked())
    content = render_and_keep(home, frozen, "id", "pdf")
    store(home, frozen, "direktur")
    return frozen, content


@pytest.mark.usefixtures("home")
def test_data_that_came_late_restate_the_number_and_leave_the_report_as_it_was(tmp_path: Path) -> None:
    home = _small_home(tmp_path)
    frozen, content = _sent(home)
    bring(home, {**_tables(10, 10, first=100)}, name="late", now=dt.datetime(2026, 2, 1))
    publish(home)
    kept, again = reopen(home, frozen.stamp)
    assert again.id == frozen.id
    assert render_and_keep(home, again, "id", "pdf") == content
    assert kept_file(home, frozen.id, "id", "pdf") is not None
    found = restatements(home, open_reader(home), Scope(), again, kept.last_batch)
    rate = next(one for one in found if one.sent.indicator == "outcome_achievement_rate")
    assert (rate.sent.numerator, rate.sent.denominator) == (24, 40)
    assert rate.now is not None and (rate.now.numerator, rate.now.denominator) == (34, 50)
    assert rate.reason == "late"


@pytest.mark.usefixtures("home")
def test_data_that_were_corrected_are_told_from_data_that_came_late(tmp_path: Path) -> None:
    home = _small_home(tmp_path)
    frozen, _ = _sent(home)
    bring(home, _tables(40, 30), name="corrected", now=dt.datetime(2026, 2, 1))
    publish(home)
    kept, again = reopen(home, frozen.id)
    found = restatements(home, open_reader(home), Scope(), again, kept.last_batch)
    rate = next(one for one in found if one.sent.indicator == "outcome_achievement_rate")
    assert rate.now is not None and rate.now.numerator == 30
    assert rate.reason == "corrected"


@pytest.mark.usefixtures("home")
def test_a_changed_definition_is_named_before_the_data(tmp_path: Path) -> None:
    home = _small_home(tmp_path)
    frozen, _ = _sent(home)
    older = frozen.model_copy(
        update={
            "definitions": tuple(one.model_copy(update={"fingerprint": "old"}) for one in frozen.definitions),
            "values": tuple(
                one.model_copy(update={"value": 0.5}) if one.value is not None else one
                for one in frozen.values
            ),
        }
    )
    found = restatements(home, open_reader(home), Scope(), older, 99)
    assert found and {one.reason for one in found} == {"definition"}


@pytest.mark.usefixtures("home")
def test_nothing_changed_means_no_restatement(tmp_path: Path) -> None:
    home = _small_home(tmp_path)
    frozen, _ = _sent(home)
    kept, again = reopen(home, frozen.stamp)
    assert restatements(home, open_reader(home), Scope(), again, kept.last_batch) == ()


def test_an_unknown_stamp_is_an_error_of_the_question(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        reopen(Home(tmp_path), "abc")


def copied(demo_home: Home, tmp_path: Path) -> Home:
    """A copy of the demonstration whose workspace may be written."""
    shutil.copytree(demo_home.path, tmp_path / "copy")
    return Home(tmp_path / "copy")
