"""Writing an XLSForm, as KoboToolbox and ODK take it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import XlsxFileError

from data.errors import InputError
from data.importers.kobo.form import Form
from data.importers.kobo.own import own_forms

_LANGUAGES = {"id": "Bahasa Indonesia (id)", "en": "English (en)"}


def write_own_forms(folder: Path, organization: str | None = None) -> list[Path]:
    """Write all our forms into a folder; with ``organization`` nobody has to type whose they are.

    Raises InputError when there is such a file already, or when it cannot be written.
    """
    paths = {folder / own.file: own.form for own in own_forms().values()}
    standing = next((path for path in paths if path.exists()), None)
    if standing:
        raise InputError("error.output_exists", file=str(standing))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, form in paths.items():
            _write(path, form, organization)
    except (XlsxFileError, OSError) as error:
        raise InputError("error.template_not_written", file=str(folder)) from error
    return list(paths)


def _write(path: Path, form: Form, organization: str | None) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        survey = [
            {
                "type": question.kind + (f" {question.list_name}" if question.list_name else ""),
                "name": question.name,
                **_labelled("label", question.labels),
                **_labelled("hint", question.hints),
                "required": "yes" if question.required else "",
                "default": (organization or "")
                if question.name == "organization_id"
                else question.default or "",
                "calculation": question.calculation or "",
            }
            for question in form.questions
        ]
        choices = [
            {
                "list_name": listed,
                "name": choice.name,
                **_labelled("label", choice.labels),
                "score": "" if choice.score is None else f"{choice.score:g}",
            }
            for listed, options in form.choices.items()
            for choice in options
        ]
        settings = [
            {
                "form_title": form.title,
                "form_id": form.form_id,
                "version": "1",
                "default_language": _LANGUAGES["id"],
            }
        ]
        for name, rows in (("survey", survey), ("choices", choices), ("settings", settings)):
            _write_sheet(book, name, rows)


def _labelled(kind: str, labels: Mapping[str, str]) -> dict[str, str]:
    return {f"{kind}::{name}": labels.get(code, "") for code, name in _LANGUAGES.items()}


def _write_sheet(book: xlsxwriter.Workbook, name: str, rows: Sequence[Mapping[str, str]]) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True})
    for place, head in enumerate(rows[0]):
        sheet.write_string(0, place, head, bold)
        sheet.set_column(place, place, 28)
        for number, row in enumerate(rows, start=1):
            if row[head]:
                sheet.write_string(number, place, row[head])
    sheet.freeze_panes(1, 0)
