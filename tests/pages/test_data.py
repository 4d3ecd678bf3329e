"""The Data screen: what a dropped file is said to be, what comes of it, and taking it back."""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from streamlit.testing.v1 import AppTest

from data.home import Home
from data.importers.source import Source
from data.importing import import_source
from data.summary import summary
from locales.translate import LANGUAGES, translator
from locales.words import Language
from metrics.publish import publish
from pages.parts import importing
from pages.parts.import_words import problems_csv
from pages.parts.importing import (
    FileResult,
    Finding,
    Upload,
    check_uploads,
    import_uploads,
    template_workbook,
)
from tests.pages.screens import said, visit
from tests.pages.template_files import BAD, CLIENT, ORGANIZATION, PROGRAM, STAY, folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published home with one organisation, and its key beside it. It is not to be written to: copy it."""
    place = tmp_path_factory.mktemp("made")
    file = place / "awal.zip"
    file.write_bytes(folder(STAY))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HASIL_KEY_FILE", str(place / "pseudonym.key"))
        home = Home(place / "home")
        assert import_source(home, Source(path=file, name=file.name)).status == "imported"
        publish(home)
    return place


def copy(made: Path, home: Home) -> Home:
    """Put a copy of what was made into a home, with its key."""
    shutil.copytree(made / "home", home.path)
    shutil.copy(made / "pseudonym.key", os.environ["HASIL_KEY_FILE"])
    return home


@pytest.fixture
def own(home: Home, made: Path) -> Home:
    """A home with one organisation of its own, so that no demonstration is made."""
    return copy(made, home)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_good_file_is_checked_first_then_imported_undone_and_brought_back(
    own: Home, language: Language
) -> None:
    t = translator(language)
    app = visit("data", lang=language)
    app.file_uploader[0].upload("klien baru.zip", folder(STAY.replace("E1", "E9"))).run()
    text = said(app)
    assert "klien baru.zip" in text and t("datascreen.format.template") in text
    assert len(summary(own)["batches"]) == 1, "checking stores nothing"

    press(app, t("datascreen.import"))
    assert summary(own)["tables"]["enrollment"] == 2
    assert summary(own)["batches"][0]["file"] == "klien baru.zip", "the name that the user gave is kept"
    assert "klien baru.zip" in said(app)

    press(app, t("datascreen.undo"))
    assert summary(own)["tables"]["enrollment"] == 1
    assert t("cli.undone", batch="2") in said(app)
    assert [batch["state"] for batch in summary(own)["batches"]] == ["undone", "live"]
    press(app, t("datascreen.redo"))
    assert summary(own)["tables"]["enrollment"] == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bad_row_is_shown_with_its_place_and_its_good_neighbours_come_in_only_when_asked(
    own: Home, language: Language
) -> None:
    t = translator(language)
    app = visit("data", lang=language)
    app.file_uploader[0].upload("campur.zip", folder(STAY.replace("E1", "E7") + BAD)).run()
    text = said(app)
    assert "2025-02-30" in text and "enrollment.csv" in text and t("datascreen.line", row="3") in text
    assert t("problem.not_a_date", value="2025-02-30") in text and t("remedy.not_a_date") in text
    button = next(one for one in app.button if one.label == t("datascreen.import"))
    assert button.disabled

    app.checkbox[0].check().run()
    press(app, t("datascreen.import"))
    assert summary(own)["tables"]["enrollment"] == 2
    assert summary(own)["batches"][0]["rejected"] == 1


@pytest.mark.parametrize(
    ("name", "content", "language"),
    [
        ("kosong.csv", b"", "id"),
        ("gambar.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "en"),
        ("rusak.xlsx", b"PK\x03\x04 broken", "id"),
        ("rusak.xml", b"<iati-activities><iati-activity>", "en"),
        ("rahasia.zip", b"not a zip", "id"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_reason_and_no_traceback(
    own: Home, name: str, content: bytes, language: Language
) -> None:
    app = visit("data", lang=language)
    app.file_uploader[0].upload(name, content).run()
    text = said(app)
    assert name in text and "Traceback" not in text
    t = translator(language)
    assert t("datascreen.head.remedy") in text
    assert next(one for one in app.button if one.label == t("datascreen.import")).disabled


def test_both_templates_can_be_downloaded(own: Home) -> None:
    app = visit("data", lang="id")
    labels = [translator("id")(f"datascreen.template_{name}") for name in ("first", "all")]
    assert [button.label for button in app.get("download_button")] == labels
    sheets = [
        CalamineWorkbook.from_filelike(io.BytesIO(template_workbook("id", every))).sheet_names
        for every in (False, True)
    ]
    assert set(sheets[0]) < set(sheets[1])
    assert {"organization", "client", "enrollment"} <= set(sheets[0])


def test_a_mapping_alone_asks_for_its_sheets(own: Home) -> None:
    app = visit("data", lang="id")
    app.file_uploader[0].upload("petunjuk.yaml", b"organization: {value: L1}\n").run()
    assert translator("id")("datascreen.mapping_alone") in said(app)


def test_before_anything_came_in_the_demonstration_says_where_it_ends(home: Home, made: Path) -> None:
    copy(made, home.demonstration)
    app = visit("data", lang="id")
    t = translator("id")
    assert t("datascreen.demonstration") in said(app)
    assert [one.label for one in app.button if one.label == t("datascreen.undo")] == []
    app.file_uploader[0].upload("awal.zip", folder(STAY)).run()
    press(app, t("datascreen.import"))
    assert t("datascreen.demonstration") not in said(app)
    assert [one["id"] for one in summary(home)["organizations"]] == ["L1"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fault_of_the_program_is_told_without_its_traceback(
    own: Home, language: Language, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    app = visit("data", lang=language)
    monkeypatch.setattr(importing, "_COMMAND", ("-c", "import no_such_module_at_all"))
    app.file_uploader[0].upload("awal.zip", folder(STAY)).run()
    text = said(app)
    assert translator(language)("datascreen.crashed") in text
    assert "no_such_module" not in text
    assert "no_such_module" in capfd.readouterr().err, "it stands in the server's log"


def test_several_files_of_one_export_come_in_together(home: Home) -> None:
    uploads = [
        Upload(f"{name}.csv", text.encode())
        for name, text in (
            ("organization", ORGANIZATION),
            ("program", PROGRAM),
            ("client", CLIENT),
            ("enrollment", STAY),
        )
    ]
    outcome = import_uploads(uploads, "en")
    assert [(result.status, result.accepted) for result in outcome.results] == [("imported", 5)]
    assert summary(home)["batches"][0]["file"] == "organization.csv + 3"


def test_uploads_leave_no_trace_in_the_temporary_folder(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    check_uploads([Upload("awal.zip", folder(STAY))], "id")
    assert list(place.iterdir()) == []


def test_a_name_with_folders_in_it_stays_inside_the_private_folder(home: Home) -> None:
    outcome = check_uploads([Upload("../../organization.csv", ORGANIZATION.encode())], "id")
    assert [result.file for result in outcome.results] == ["organization.csv"]


def test_the_download_of_problems_is_no_formula_to_a_spreadsheet() -> None:
    found = Finding(
        file="a.csv", row=2, column="x", value="=1+1", severity="error", problem="salah", remedy="perbaiki"
    )
    result = FileResult(
        file="a.csv", format="template", status="refused", rows={}, rejected=1, problems=(found,), batch=None
    )
    written = problems_csv([result], translator("id"))
    assert "'=1+1" in written and written.startswith("\ufeff")


def press(app: AppTest, label: str) -> None:
    """Press the button of this label."""
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
