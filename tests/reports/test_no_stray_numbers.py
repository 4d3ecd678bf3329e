"""No number stands in a document that its frozen values do not explain, in any format."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import replace

import pypdf
import pytest
from lxml import etree
from pptx import Presentation
from python_calamine import CalamineWorkbook

from data.home import Home
from locales.translate import translator
from locales.words import Language
from metrics.reader import open_reader
from metrics.scope import OWNER
from reports.document import Document, Headlines, Table
from reports.frozen import Frozen
from reports.making import make
from reports.numbers import COLUMNS
from reports.rendering import render
from reports.request import FORMATS, Format
from tests.reports.explained import Explainer, blanked, families
from tests.reports.making import made
from tests.reports.read_back import allowed_texts, charts_of, native_numbers, texts_of, tokens
from tests.reports.saying import Said, said_by
from tests.reports.test_number_words import of_matrix

NUMBER = re.compile(r"(?<!\w)\d+(?:[.,]\d+)*(?![\w_])")
ASKED = [
    ("donor", "bening", None, "SW-BENING", "id"),
    ("board", "senja", None, None, "en"),
    ("week", "bening", None, None, "id"),
    ("poster", "setara", None, None, "en"),
    ("program", "anyam", "anyam-damping", None, "id"),
    ("sheets", "tunas", None, None, "en"),
]


def explainer(home: Home, frozen: Frozen, language: Language) -> Explainer:
    """What is explained by the values of a report; control charts are judged on all points of their series."""
    bare = frozen.request.model_copy(update={"threshold": 0})
    document = frozen.documents.get(language)
    counted = tuple(of_matrix(document, translator(language))) if document else ()
    judged_on = make(home, open_reader(home), OWNER, bare).values
    return Explainer(frozen, language, also=counted, judged_on=judged_on)


def planted(said: Said) -> Iterator[Said]:
    """The same text with one number wrong, each in turn: another last digit, or ten times as much."""
    for place, found in enumerate(NUMBER.finditer(said.text)):
        number = found.group()
        wrong = number + "0" if place % 2 else number[:-1] + str((int(number[-1]) + 1 + place) % 10)
        yield replace(said, text=said.text[: found.start()] + wrong + said.text[found.end() :])


@pytest.mark.parametrize(("kind", "organization", "program", "grant", "language"), ASKED)
def test_every_number_of_a_document_is_explained_by_its_values_and_a_wrong_one_is_found(
    demo_home: Home, kind: str, organization: str, program: str | None, grant: str | None, language: Language
) -> None:
    frozen = made(demo_home.path, kind, organization, program, grant)  # type: ignore[arg-type]
    known = explainer(demo_home, frozen, language)
    said = list(said_by(frozen.document(language)))
    assert [(one.about, one.text, left) for one in said if (left := known.stray(one))] == []
    wrong = [one for text in said if text.is_figure for one in planted(text)]
    escaped = [one for one in wrong if not known.stray(one)]
    assert len(escaped) <= len(wrong) / 20, escaped
    headlines = [one for one in said if one.is_figure and not one.under and one.families == ("value",)]
    assert all(known.stray(one) for text in headlines for one in planted(text) if "·" not in text.about)


def pages_of(format: Format, content: bytes) -> int:
    """How many pages or slides carry the foot."""
    if format == "pdf":
        return len(pypdf.PdfReader(io.BytesIO(content)).pages)
    return len(Presentation(io.BytesIO(content)).slides) if format == "pptx" else 1


def spoiled(frozen: Frozen, language: Language) -> Frozen:
    """The same report with one figure wrong in its document, as a writer that miscounts would make it."""
    document = frozen.document(language)
    place, block = next(
        (place, block)
        for place, block in enumerate(document.blocks)
        if isinstance(block, Headlines | Table) and any(NUMBER.search(text) for text in _figures(block))
    )
    said = block.model_dump_json()
    right = next(text for text in _figures(block) if NUMBER.search(text))
    wrong = NUMBER.sub(lambda found: found.group() + "7", right, count=1)
    blocks = list(document.blocks)
    blocks[place] = type(block).model_validate_json(said.replace(f'"{right}"', f'"{wrong}"', 1))
    changed = Document.model_validate(
        {**document.model_dump(), "blocks": [one.model_dump() for one in blocks]}
    )
    return frozen.model_copy(update={"documents": {language: changed}})


def _figures(block: Headlines | Table) -> list[str]:
    if isinstance(block, Headlines):
        return [one.value for one in block.items]
    return [cell.text for row in block.rows for cell in row[1:]]


@pytest.mark.parametrize(("kind", "organization", "program", "grant", "language"), ASKED)
def test_no_file_says_a_number_that_its_document_does_not_and_a_wrong_one_is_found(
    demo_home: Home, kind: str, organization: str, program: str | None, grant: str | None, language: Language
) -> None:
    frozen = made(demo_home.path, kind, organization, program, grant)  # type: ignore[arg-type]
    document = frozen.document(language)
    wrong = spoiled(frozen, language) if kind not in ("poster", "sheets") else None
    for format in FORMATS[frozen.request.kind]:
        if format in ("xlsx", "csv", "xml"):
            continue
        content = render(frozen, language, format)
        allowed = tokens(allowed_texts(frozen, document, pages_of(format, content)))
        assert tokens(texts_of(format, content)) - allowed == {}, format
        if wrong is not None and format != "text":
            # Its stamp differs too: a hash is no number that is planted.
            stamp = tokens([wrong.stamp])
            assert set(tokens(texts_of(format, render(wrong, language, format))) - allowed) - set(stamp), (
                format
            )


@pytest.mark.parametrize("organization", ["bening", "senja"])
def test_charts_draw_frozen_values_and_limits_worked_out_from_them_alone(
    demo_home: Home, organization: str
) -> None:
    for kind in ("donor", "board", "week"):
        frozen = made(demo_home.path, kind, organization)  # type: ignore[arg-type]
        known = explainer(demo_home, frozen, "id")
        raw = {number for value in frozen.values for number in known.numbers(value)}
        derived = known.derived()
        for chart in charts_of(frozen.document("id")):
            points = [point for series in chart.series for point in series.points]
            shown = [number for point in points for number in (point.value, point.low, point.high)]
            assert {number for number in shown if number is not None} <= raw, chart.alt
            lines = [line.value for line in chart.lines] + [
                end for band in chart.bands for end in (band.low, band.high)
            ]
            for number in lines:
                assert number in raw or any(abs(number - one) < 1e-9 for one in derived), (chart.alt, number)


def test_the_workbook_behind_a_native_chart_holds_what_the_chart_shows(demo_home: Home) -> None:
    frozen = made(demo_home.path, "board", "senja")
    drawn = [block.chart for block in frozen.document("en").blocks if block.kind == "picture"]
    shown = {_plain(point.value) for chart in drawn for point in chart.series[0].points}
    shown |= {_plain(line.value) for chart in drawn for line in chart.lines}
    cells = [cell for row in native_numbers(render(frozen, "en", "pptx")) for cell in row]
    numbers = {_plain(cell) for cell in cells if isinstance(cell, float)}
    assert numbers and numbers <= shown
    targets = {_plain(line.value) for chart in drawn for line in chart.lines if line.kind == "target"}
    assert targets and targets <= numbers, "a target is a line that can be edited, over columns too"


def field(value: object) -> object:
    """A field of a value as a table of numbers holds it."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, dt.date) else value


def rows_of_values(frozen: Frozen) -> list[list[object]]:
    """Each value's fields, without its name and its reason in words."""
    return [
        [*(field(getattr(value, name)) for name in COLUMNS), field(value.target and value.target.value)]
        for value in frozen.values
    ]


def test_a_csv_holds_the_fields_of_its_values_and_nothing_else(demo_home: Home) -> None:
    frozen = made(demo_home.path, "donor", "bening", None, "SW-BENING")
    known = explainer(demo_home, frozen, "en")
    said = render(frozen, "en", "csv").decode("utf-8-sig")
    _, *rows = csv.reader(io.StringIO(said))
    for row, fields in zip(rows, rows_of_values(frozen), strict=True):
        assert [_plain(cell) for cell in row[1:-1]] == [_plain(one) for one in fields]
    assert [left for row in rows for text in (row[0], row[-1]) if (left := known.stray(Said(text)))] == []


def test_every_number_of_a_workbook_is_a_value_a_promise_or_a_row_that_is_imported_again(
    demo_home: Home,
) -> None:
    frozen = made(demo_home.path, "workbook", "bening")
    known = explainer(demo_home, frozen, "id")
    book = CalamineWorkbook.from_filelike(io.BytesIO(render(frozen, "id", "xlsx")))
    about, values, logframe, dictionary, *tables = book.sheet_names
    _, *rows = book.get_sheet_by_name(values).to_python()
    for row, fields in zip(rows, rows_of_values(frozen), strict=True):
        assert [_plain(cell) for cell in row[1:-1]] == [_plain(one) for one in fields]
    _, *rows = book.get_sheet_by_name(logframe).to_python()
    numbers = [known.numbers(value) for value in frozen.values if value.target is not None]
    assert len(rows) == 2 * len(numbers)
    for place, row in enumerate(rows):
        near = {f"{number:.12g}" for number in numbers[place // 2]}
        assert {f"{cell:.12g}" for cell in row if isinstance(cell, float)} <= near
    told = [row[7] for row in rows] + [
        cell for row in book.get_sheet_by_name(dictionary).to_python() for cell in row
    ]
    told += [cell for row in book.get_sheet_by_name(about).to_python() for cell in row]
    own = (frozen.stamp, frozen.definitions_version[:12], *(day.isoformat() for day in known.days()))
    known.also = own
    assert [left for cell in told if (left := known.stray(Said(str(cell))))] == []
    for name in tables:
        head, *rows = book.get_sheet_by_name(name).to_python()
        kept = [[str(field(row.get(column))) for column in head] for row in frozen.tables[name]]
        assert [[_plain(cell) for cell in row] for row in rows] == [
            [_plain(cell) for cell in row] for row in kept
        ]


def _plain(cell: object) -> str:
    """A cell without the ways in which a spreadsheet writes the same number or word."""
    text = str(cell).removeprefix("'")
    is_number = re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", text)
    return f"{float(text):.12g}" if is_number else text.lower()


def test_every_number_of_iati_is_a_value_of_its_programme_or_came_from_iati(demo_home: Home) -> None:
    frozen = made(demo_home.path, "iati", "bening")
    known = explainer(demo_home, frozen, "id")
    root = etree.fromstring(render(frozen, "id", "xml"))
    found = 0
    for activity, kept in zip(root.iterfind("iati-activity"), frozen.activities, strict=True):
        mine = [value for value in frozen.values if value.program == kept.program_id]
        numbers = {
            round(number * (100 if value.unit == "proportion" else 1), 6)
            for value in mine
            for number in known.numbers(value)
        }
        amounts = {float(token.replace(",", ".")) for token in tokens([kept.model_dump_json()])}
        for value in activity.iter("value"):
            assert abs(float(value.text)) in amounts
        for shown in activity.xpath(".//target/@value | .//baseline/@value"):
            assert float(shown) in numbers or float(shown) in amounts, shown
        for period in activity.iterfind(".//period"):
            days = [period.find(f"period-{end}").get("iso-date") for end in ("start", "end")]
            for actual in period.iterfind("actual"):
                told = actual.findtext("comment/narrative") or ""
                if not mine or (told and told in kept.model_dump_json()):
                    assert float(actual.get("value")) in amounts
                    continue
                group = "".join(
                    f"{one.get('name')}={one.get('value')}" for one in actual.iterfind("dimension")
                )
                code = period.getparent().find("reference").get("code")
                of_this = [
                    one
                    for one in mine
                    if [one.start.isoformat(), one.end.isoformat()] == days
                    and (one.group or "") == group
                    and code in (one.indicator, one.promise_name)
                ]
                own = {n for one in of_this for n in known.numbers(one)}
                assert {round(float(actual.get("value")), 6)} <= {round(n * 100, 6) for n in own} | own
                parts = {text for one in of_this for part in families(one, known.t).values() for text in part}
                assert not NUMBER.search(blanked(told, parts)), told
                found += 1
    assert found > 4
