"""The workbook: tidy values, a logframe with planned and achieved rows, a data dictionary, and sheets to import.

The last sheets are named like record tables: brought in with ``python -m data import`` they give the same
programmes, promises and reported results.
"""

from __future__ import annotations

import datetime as dt
import io
import textwrap
from collections.abc import Iterable

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from data.model import TABLES
from locales.formats import DASH
from locales.translate import Translator
from metrics.value import IndicatorValue
from reports import words
from reports.formats.repeatable import repeatable
from reports.frozen import Frozen
from reports.numbers import COLUMNS, safe
from reports.reading import group_name, listed_name, name_of

INK, PANEL = "#1B2733", "#F5F7F9"
SHAPES = {"proportion": "0.0%", "people": "#,##0", "count": "#,##0", "percent": "0.0", "number": "#,##0.##"}
MONEY = "#,##0"


def workbook(frozen: Frozen, t: Translator) -> bytes:
    """Write the values of a report as a workbook."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        book.set_properties({"title": t(f"report.kind.{frozen.request.kind}"), "comments": frozen.stamp})
        head = book.add_format(
            {"bold": True, "bg_color": PANEL, "font_color": INK, "bottom": 1, "text_wrap": True}
        )
        looks = {shape: book.add_format({"num_format": shape}) for shape in {*SHAPES.values(), MONEY}}
        strong = {
            shape: book.add_format({"num_format": shape, "bold": True}) for shape in {*SHAPES.values(), MONEY}
        }
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        _about(book.add_worksheet(t("report.sheetname.about")), frozen, t, head)
        _values(book.add_worksheet(t("report.sheetname.values")), frozen.values, t, head)
        _logframe(book.add_worksheet(t("report.sheetname.logframe")), frozen, t, head, looks, strong)
        _dictionary(book.add_worksheet(t("report.sheetname.dictionary")), frozen, t, head, wrapped)
        # In the order of the record tables, whatever order the frozen content was read in.
        for table, record in TABLES.items():
            if table in frozen.tables:
                columns = list(record.model_fields)
                _table(book.add_worksheet(table), frozen.tables[table], columns, head)
        for sheet in book.worksheets():
            _on_paper(sheet)
    return repeatable(held.getvalue(), frozen.as_of)


def _on_paper(sheet: Worksheet) -> None:
    """Printed, a sheet is as wide as a page, and every page has the heads."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _about(sheet: Worksheet, frozen: Frozen, t: Translator, head: object) -> None:
    """What every sheet rests on."""
    request = frozen.request
    rows = [
        (t(f"report.kind.{request.kind}"), frozen.names.get(request.organization, request.organization)),
        (t("report.column.start"), request.start.isoformat()),
        (t("report.column.end"), request.end.isoformat()),
        (t("report.column.program"), request.program or ""),
        (t("report.column.grant"), request.grant or ""),
        (t("report.column.as_of"), frozen.as_of.isoformat()),
        (t("report.sheet.version"), frozen.definitions_version[:12]),
        (t("report.stamp"), frozen.stamp),
        ("", t("foot.threshold", threshold=request.threshold)),
    ]
    sheet.set_column(0, 1, 44)
    for place, (name, text) in enumerate(rows):
        sheet.write_string(place, 0, name)
        sheet.write_string(place, 1, text)


def _values(sheet: Worksheet, values: Iterable[IndicatorValue], t: Translator, head: object) -> None:
    """One row a value, by the names of its fields."""
    columns = ("name", *COLUMNS, "target", "reason")
    for place, name in enumerate(columns):
        sheet.write_string(0, place, name, head)
    last = 0
    for last, value in enumerate(values, start=1):
        target = value.target.value if value.target else None
        fields = [listed_name(value, t), *(getattr(value, name) for name in COLUMNS)]
        for place, field in enumerate([*fields, target, words.status_text(value, t)]):
            _write(sheet, last, place, field)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.autofit(300)


def _logframe(sheet: Worksheet, frozen: Frozen, t: Translator, head: object, looks, strong) -> None:  # type: ignore[no-untyped-def]
    """Each promise in two rows: what was planned, and what was achieved."""
    heads = (
        *("report.column.source", "promises.promise", "funding.program", "funding.group"),
        *("promises.baseline", "report.sheetname.row", "report.sheet.value", "funding.range"),
        *("promises.status", "report.column.start", "report.column.end"),
    )
    for place, key in enumerate(heads):
        sheet.write_string(0, place, t(key), head)
    place = 1
    for value in frozen.values:
        if value.target is None:
            continue
        shape = SHAPES.get(value.unit, MONEY)
        kind = t("words.reported") if value.source == "reported" else ""
        told = (kind, name_of(value, t), frozen.names.get(value.program or "", value.program or ""))
        group = group_name(value, t) if value.group else ""
        for column, text in enumerate((*told, group)):
            sheet.write_string(place, column, text)
        if value.target.baseline is not None:
            sheet.write_number(place, 4, value.target.baseline, looks[shape])
        sheet.write_string(place, 5, t("report.sheetname.planned"))
        sheet.write_number(place, 6, value.target.value, looks[shape])
        sheet.write_string(place + 1, 5, t("report.sheetname.achieved"))
        if value.value is None:
            sheet.write_string(place + 1, 6, words.value_text(value, t))
        else:
            sheet.write_number(place + 1, 6, value.value, strong[shape])
        sheet.write_string(place + 1, 7, words.interval_text(value, t, bare=True))
        sheet.write_string(place + 1, 8, words.target_status_text(value, t) or DASH)
        for column, day in ((9, value.start), (10, value.end)):
            sheet.write_string(place, column, day.isoformat())
        place += 2
    sheet.freeze_panes(1, 2)
    sheet.autofit(300)


def _dictionary(sheet: Worksheet, frozen: Frozen, t: Translator, head: object, wrapped: object) -> None:
    """What each column holds, then what each indicator counts."""
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 2, 60, wrapped)
    sheet.set_column(3, 3, 12)
    for place, key in enumerate(("report.sheetname.column", "report.sheetname.meaning")):
        sheet.write_string(0, place, t(key), head)
    columns = ("name", *COLUMNS, "target", "reason")
    for row, name in enumerate(columns, start=1):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, t(f"report.column.{name}"))
    below = len(columns) + 2
    for place, name in enumerate(("indicator", "formula", "caution", "unit")):
        sheet.write_string(below, place, t(f"report.sheet.{name}"), head)
    for row, definition in enumerate(frozen.definitions, start=below + 1):
        one = definition.indicator
        told = (one.id, one.formula.say(t.language), one.caution.say(t.language), one.unit)
        for place, text in enumerate(told):
            sheet.write_string(row, place, text)
        # Not every program makes a row as tall as its wrapped text.
        sheet.set_row(row, 15 * max(len(textwrap.wrap(text, 56)) for text in told))


def _table(sheet: Worksheet, rows: list[dict[str, object]], columns: list[str], head: object) -> None:
    """A record table as it is imported: the first row holds the names of the columns."""
    for place, name in enumerate(columns):
        sheet.write_string(0, place, name, head)
        for number, row in enumerate(rows, start=1):
            _write(sheet, number, place, row.get(name))
    sheet.freeze_panes(1, 0)
    sheet.autofit(300)


def _write(sheet: Worksheet, row: int, column: int, field: object) -> None:
    if field is None:
        return
    if isinstance(field, bool):
        sheet.write_string(row, column, "true" if field else "false")
    elif isinstance(field, int | float):
        sheet.write_number(row, column, field)
    elif isinstance(field, dt.date):
        sheet.write_string(row, column, field.isoformat())
    else:
        sheet.write_string(row, column, str(safe(field)))
