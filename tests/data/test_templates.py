"""The starter workbook: what it offers, and that it comes back in as it was written."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from data.errors import InputError
from data.home import Home
from data.model import RECORDS, TABLES
from data.model.base import declared, is_required
from data.model.examples import EXAMPLE, EXAMPLES
from data.templates import starter_tables, write_templates
from locales.translate import LANGUAGES, translator
from locales.words import Language
from tests.data.importers.template_files import bring_file, codes


def unmark(path: Path) -> Path:
    """The same workbook with its examples as real rows."""
    real = path.with_name(f"real-{path.name}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(real, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry).replace(EXAMPLE.encode(), b""))
    return real


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("all_tables", [False, True])
def test_the_workbook_comes_back_in_without_a_problem_once_its_examples_are_real(
    home: Home, tmp_path: Path, language: Language, all_tables: bool
) -> None:
    path = tmp_path / "book.xlsx"
    write_templates(path, all_tables, translator(language))
    result = bring_file(home, unmark(path))
    assert (result.status, result.problems) == ("imported", ())
    assert result.rows == {table: len(rows) for table, rows in EXAMPLES.items()}


def test_the_workbook_as_it_is_brings_nothing_and_says_why(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    write_templates(path, False, translator("id"))
    result = bring_file(home, path)
    assert (result.status, codes(result)) == ("refused", ["nothing_to_import", "template_examples"])


def test_every_starter_table_has_three_valid_examples() -> None:
    assert {record.table for record in starter_tables()} == set(EXAMPLES)
    for table, rows in EXAMPLES.items():
        assert len(rows) == 3
        for row in rows:
            assert TABLES[table].model_validate(row.model_dump()) == row
            assert str(getattr(row, row.key[0])).startswith(EXAMPLE)


def test_the_starter_workbook_has_what_a_first_organisation_needs() -> None:
    starters = {record.table for record in RECORDS if record.starter}
    wanted = {record.table for record in starter_tables()}
    assert starters <= wanted
    assert wanted - starters == {"instrument"}, "answers cannot do without their instrument"


def test_every_table_has_a_sheet_whose_first_row_names_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "all.xlsx"
    write_templates(path, True, translator("en"))
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names[0] == "Read me"
    for record in RECORDS:
        header = book.get_sheet_by_name(record.table).to_python()[0]
        asked = [name for name, field in record.model_fields.items() if not declared(field).made]
        assert header == asked
        assert any(is_required(field) for field in record.model_fields.values())


def test_the_first_sheet_speaks_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    write_templates(path, False, translator("id"))
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Baca dulu").to_python()
    assert rows[0] == ["Buku kerja Hasil", "Hasil workbook"]


def test_choices_offer_every_label_of_their_list(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    write_templates(path, False, translator("id"))
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Pilihan").to_python()
    columns = {cells[0]: [cell for cell in cells[1:] if cell] for cells in zip(*rows, strict=True)}
    assert columns["Sex"] == ["Perempuan", "Laki-laki", "Lainnya", "Tidak diketahui"]


def test_a_workbook_that_somebody_may_have_filled_in_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match=r"error\.output_exists"):
        write_templates(path, False, translator("id"))
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_place_that_cannot_be_written_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"error\.template_not_written"):
        write_templates(tmp_path / "nowhere" / "book.xlsx", False, translator("id"))
