"""The starter workbook: one sheet a table, ready to be filled in and imported as it is.

The first row of a sheet holds the names of the columns, which never change; what they mean stands in the
comments on them and in the data dictionary, in the language of the translator. The explanation on the first
sheet is in both languages.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import XlsxFileError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from data.dictionary import Entry, entries
from data.errors import InputError
from data.model import RECORDS, TABLES, Record
from data.model.base import column_type, declared, is_required
from data.model.codes import Codes
from data.model.examples import EXAMPLE, EXAMPLES
from data.setup import QUESTIONS
from locales.translate import LANGUAGES, Translator, translator

_ROWS = 100_000
"""Rows of a sheet that offer choices and check dates."""
_INK, _GROUND, _PAPER = "#1F2A37", "#F1F5F9", "#FFFFFF"
_GREY = "#8A94A6"
_README_LINES = ("what", "required", "examples", "people", "dates", "choices", "own_columns", "import")


class _Formats:
    """The cell formats of the workbook."""

    def __init__(self, book: xlsxwriter.Workbook, t: Translator) -> None:
        day = t("template.day_format")
        self.required: Format = book.add_format(
            {"bold": True, "font_color": _PAPER, "bg_color": _INK, "border": 1}
        )
        self.optional: Format = book.add_format(
            {"bold": True, "font_color": _INK, "bg_color": _GROUND, "border": 1}
        )
        self.title: Format = book.add_format({"bold": True, "font_size": 16, "font_color": _INK})
        self.wrapped: Format = book.add_format({"text_wrap": True, "valign": "top", "font_color": _INK})
        self.strong: Format = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "font_color": _INK}
        )
        shapes = {str: "@", Decimal: "#,##0.##", dt.date: day, dt.datetime: f"{day} hh:mm", int: "0"}
        self.cell = {kind: book.add_format({"num_format": shape}) for kind, shape in shapes.items()}
        self.example = {
            kind: book.add_format({"num_format": shape, "font_color": _GREY, "italic": True})
            for kind, shape in {**shapes, float: "General", bool: "General"}.items()
        }


def write_templates(path: Path, all_tables: bool, t: Translator) -> None:
    """Write the workbook that a first organisation fills in, or one with every table.

    Raises InputError when there is such a file already, as somebody may have filled it in, or when it
    cannot be written.
    """
    if path.exists():
        raise InputError("error.output_exists", file=str(path))
    tables = RECORDS if all_tables else starter_tables()
    try:
        with xlsxwriter.Workbook(str(path)) as book:
            formats = _Formats(book, t)
            _write_readme(book.add_worksheet(t("template.readme_sheet")), tables, formats, t)
            _write_setup(book.add_worksheet(t("template.setup_sheet")), tables, formats, t)
            sheets = {record.table: book.add_worksheet(record.table) for record in tables}
            _write_dictionary(book.add_worksheet(t("template.dictionary_sheet")), tables, formats, t)
            places = _write_choices(book.add_worksheet(t("template.choices_sheet")), tables, formats, t)
            for record in tables:
                _write_table(sheets[record.table], record, places, formats, t)
    except (XlsxFileError, OSError) as error:
        raise InputError("error.template_not_written", file=str(path)) from error


def starter_tables() -> tuple[type[Record], ...]:
    """The tables of the starter workbook: those marked so, and those that their rows cannot do without."""
    wanted = {record.table for record in RECORDS if record.starter}
    missing = wanted
    while missing:
        parents = {
            declared(field).refers
            for table in missing
            for field in TABLES[table].model_fields.values()
            if is_required(field)
        }
        missing = {parent for parent in parents if parent} - wanted
        wanted |= missing
    return tuple(record for record in RECORDS if record.table in wanted)


def _write_readme(
    sheet: Worksheet, tables: tuple[type[Record], ...], formats: _Formats, t: Translator
) -> None:
    """Explain the workbook in both languages, side by side, the reader's first."""
    languages = sorted(LANGUAGES, key=lambda language: language != t.language)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 1, 60, formats.wrapped)
    for place, language in enumerate(languages):
        say = translator(language)
        sheet.write_string(0, place, say("template.readme_title"), formats.title)
        for row, line in enumerate(_README_LINES, start=1):
            sheet.write_string(row, place, say(f"template.readme_{line}", mark=EXAMPLE), formats.wrapped)
        first = len(_README_LINES) + 2
        sheet.write_string(first, place, say("template.readme_tables"), formats.strong)
        for row, record in enumerate(tables, start=first + 1):
            about = f"{record.table}: {record.label.say(language)}. {record.about.say(language)}"
            sheet.write_url(row, place, f"internal:'{record.table}'!A1", formats.wrapped, about)


def _write_setup(
    sheet: Worksheet, tables: tuple[type[Record], ...], formats: _Formats, t: Translator
) -> None:
    """The ten questions of a first day, each with the sheet and the columns that answer it, and its defaults."""
    heads = ("question", "why", "where", "default")
    for place, (name, width) in enumerate(zip(heads, (30, 70, 50, 40), strict=True)):
        sheet.write_string(0, place, t(f"template.setup_{name}"), formats.required)
        sheet.set_column(place, place, width, formats.wrapped)
    for row, question in enumerate(QUESTIONS, start=1):
        record = TABLES[question.table]
        where = f"{record.table}: {', '.join(question.columns)}"
        sheet.write_string(row, 0, f"{row}. {t(f'setup.q.{question.id}')}", formats.strong)
        sheet.write_string(row, 1, t(f"setup.why.{question.id}"))
        if record in tables:
            sheet.write_url(row, 2, f"internal:'{record.table}'!A1", formats.wrapped, where)
        else:
            sheet.write_string(row, 2, where)
        usual = [
            entry for entry in entries(record, t) if entry.name in question.columns and not entry.required
        ]
        said = [f"{entry.label}: {entry.usual}" for entry in usual if entry.usual]
        sheet.write_string(row, 3, "\n".join(said))
    sheet.freeze_panes(1, 1)


def _write_dictionary(
    sheet: Worksheet, tables: tuple[type[Record], ...], formats: _Formats, t: Translator
) -> None:
    heads = ("table", "column", "label", "kind", "required", "rules", "codes")
    for place, (head, width) in enumerate(zip(heads, (20, 24, 30, 16, 10, 60, 60), strict=True)):
        sheet.write_string(0, place, t(f"dictionary.head_{head}"), formats.required)
        sheet.set_column(place, place, width, formats.wrapped)
    row = 1
    for record in tables:
        for entry in entries(record, t):
            required = t("dictionary.yes") if entry.required else ""
            codes = "\n".join(f"{code} = {label}" for code, label in entry.choices)
            cells = (record.table, entry.name, entry.label, entry.kind, required, entry.rules, codes)
            for place, text in enumerate(cells):
                sheet.write_string(row, place, text)
            row += 1
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, row - 1, len(heads) - 1)


def _write_choices(
    sheet: Worksheet, tables: tuple[type[Record], ...], formats: _Formats, t: Translator
) -> dict[type, str]:
    """Write every code list as a column, for the dropdowns; give where each list stands."""
    used = {
        kind.python: None
        for record in tables
        for kind in map(column_type, record.model_fields.values())
        if kind.codes
    }
    places: dict[type, str] = {}
    for place, codes in enumerate(used):
        sheet.write_string(0, place, codes.__name__, formats.optional)
        labels = _choices(codes, t)
        sheet.write_column(1, place, labels)
        sheet.set_column(place, place, 24)
        letter = xlsxwriter.utility.xl_col_to_name(place)
        places[codes] = f"='{sheet.get_name()}'!${letter}$2:${letter}${len(labels) + 1}"
    return places


def _write_table(
    sheet: Worksheet, record: type[Record], places: dict[type, str], formats: _Formats, t: Translator
) -> None:
    sheet.freeze_panes(1, 1)
    asked = [entry for entry in entries(record, t) if not declared(record.model_fields[entry.name]).made]
    for place, entry in enumerate(asked):
        kind = column_type(record.model_fields[entry.name]).python
        cell = formats.cell.get(str if issubclass(kind, Codes) else kind)
        sheet.set_column(place, place, max(14, len(entry.name) + 3), cell)
        sheet.write_string(0, place, entry.name, formats.required if entry.required else formats.optional)
        sheet.write_comment(0, place, _comment(entry, t), {"x_scale": 2.2, "y_scale": 1.6, "author": "Hasil"})
        _validate(sheet, place, kind, places, t)
    for row, example in enumerate(EXAMPLES.get(record.table, ()), start=1):
        for place, name in enumerate(record.model_fields):
            _write_example(sheet, row, place, getattr(example, name), formats, t)


def _comment(entry: Entry, t: Translator) -> str:
    must = t("template.must" if entry.required else "template.may")
    choices = ", ".join(label for _, label in entry.choices)
    return "\n".join(part for part in (entry.label, f"{must}. {entry.kind}.", entry.rules, choices) if part)


def _validate(sheet: Worksheet, place: int, kind: type, places: dict[type, str], t: Translator) -> None:
    """Offer the choices of a code list, and warn about what is no date; codes may still be typed."""
    rule: dict[str, object] = {"ignore_blank": True, "error_type": "warning", "error_title": "Hasil"}
    if kind in places:
        rule |= {"validate": "list", "source": places[kind], "error_message": t("template.not_a_choice")}
    elif kind is bool:
        answers = [t("dictionary.yes"), t("dictionary.no")]
        rule |= {"validate": "list", "source": answers, "error_message": t("template.not_a_choice")}
    elif kind in (dt.date, dt.datetime):
        rule |= {
            "validate": "date",
            "criteria": "between",
            "minimum": dt.date(1900, 1, 1),
            "maximum": dt.date(2200, 12, 31),
            "error_message": t("template.not_a_date"),
        }
    else:
        return
    sheet.data_validation(1, place, _ROWS, place, rule)


def _write_example(
    sheet: Worksheet, row: int, place: int, value: object, formats: _Formats, t: Translator
) -> None:
    if value is None:
        return
    if isinstance(value, Codes):
        sheet.write_string(row, place, value.label.say(t.language), formats.example[str])
    elif isinstance(value, bool):
        sheet.write_string(
            row, place, t("dictionary.yes" if value else "dictionary.no"), formats.example[str]
        )
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, place, value, formats.example[type(value)])
    elif isinstance(value, (int, float, Decimal)):
        sheet.write_number(row, place, value, formats.example[type(value)])
    else:
        sheet.write_string(row, place, str(value), formats.example[str])


def _choices(codes: type, t: Translator) -> list[str]:
    return [code.label.say(t.language) for code in codes] if issubclass(codes, Codes) else []
