"""Every number of a report is the number that ``metrics value`` gives, in every format."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Mapping

import pypdf
import pytest
from lxml import etree
from pptx import Presentation
from pptx.util import Inches
from python_calamine import CalamineWorkbook

from data.home import Home
from data.store import reading
from locales.translate import LANGUAGES, translator
from metrics.__main__ import main as metrics_main
from metrics.ask import Ask
from metrics.catalogue import BY_ID
from metrics.compute import value as answer
from metrics.compute import values_by
from metrics.reader import open_reader
from metrics.reviews.where import PURPOSES
from metrics.scope import OWNER
from metrics.value import IndicatorValue
from metrics.values.prices import REAL
from reports import words
from reports.document import Table
from reports.frozen import Frozen
from reports.rendering import render
from tests.reports.making import made

ASKED = [
    ("donor", "bening", None, "SW-BENING"),
    ("donor", "bening", None, None),
    ("program", "anyam", "anyam-damping", None),
    ("board", "bening", None, None),
    ("poster", "setara", None, None),
    ("sheets", "tunas", None, None),
]


def comparable(value: IndicatorValue) -> bool:
    """Numbers of the catalogue as they are asked for; shares of a plan and parts of a whole are derived from them."""
    indicator = BY_ID.get(value.indicator)
    return (
        indicator is not None
        and value.promise is None
        and value.value is not None
        and value.indicator not in (*PURPOSES, "outcome_equity_gap")
        and not (value.indicator == "full_cost" and value.grant is None)
        and value.unit != "points"
        # Money moved since ever, in each currency, is asked for by no command.
        and value.start.year > 1970
        # A share of a plan is derived from what is asked for.
        and not any(note.key == "note.share_of_plan" for note in value.notes)
        and not (indicator.unit == "currency" and value.unit == "proportion")
    )


def risen(home: Home, ask: Ask, told: Mapping[str, object]) -> float:
    """By how much a period's cost rises in the prices of other months: each month's nominal cost, times the ratio of
    the index as it was imported."""
    with reading(home) as connection:
        rows = connection.execute(
            "select month_on, index_value from current_price_index where series = ?", [told["series"]]
        ).fetchall()
    index = {month.replace(day=1): float(level) for month, level in rows}
    since, until = (dt.date.fromisoformat(str(told[name])) for name in ("since", "until"))
    base = [level for month, level in index.items() if since <= month <= until]
    assert len(base) == 12 == len([month for month in index if ask.start <= month <= ask.end])
    months = {one.start: one.numerator for one in values_by(open_reader(home), OWNER, ask, "month")}
    real = sum((cost or 0.0) * sum(base) / 12 / index[month] for month, cost in months.items())
    return real / sum(cost or 0.0 for cost in months.values())


@pytest.mark.parametrize(("kind", "organization", "program", "grant"), ASKED)
def test_each_value_is_that_of_the_same_question_asked_by_the_owner(
    demo_home: Home, kind: str, organization: str, program: str | None, grant: str | None
) -> None:
    frozen = made(demo_home.path, kind, organization, program, grant)  # type: ignore[arg-type]
    reader = open_reader(demo_home)
    compared = in_prices = 0
    for value in filter(comparable, frozen.values):
        ask = Ask(
            indicator=value.indicator,
            organization=organization,
            program=value.program,
            grant=value.grant,
            group=value.group,
            start=value.start,
            end=value.end,
        )
        owner = answer(reader, OWNER, ask)
        told = next((note for note in value.notes if note.key == REAL), None)
        rise = risen(demo_home, ask, told.values) if told else 1.0
        for name in ("value", "low", "high"):
            expected = getattr(owner, name)
            expected = expected if expected is None else expected * rise
            assert getattr(value, name) == pytest.approx(expected), (value.indicator, name)
        for name in ("denominator", "n", *(() if told else ("numerator",))):
            assert getattr(value, name) == pytest.approx(getattr(owner, name)), (value.indicator, name)
        compared += 1
        in_prices += told is not None
    assert compared > (0 if kind == "poster" else 3)
    assert in_prices == (2 if kind in ("donor", "program") else 0), "two years that have ended"


def text_of_pdf(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def squeezed(text: str) -> str:
    """Letters only: a PDF breaks lines and hyphenates where it must."""
    return re.sub(r"[\s\u00ad-]+", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_says_the_headline_numbers_and_every_row_of_its_tables(
    demo_home: Home, language: str
) -> None:
    frozen = made(demo_home.path, "donor", "bening", None, "SW-BENING")
    said = squeezed(text_of_pdf(render(frozen, language, "pdf")))  # type: ignore[arg-type]
    t = translator(language)  # type: ignore[arg-type]
    outcome = next(one for one in frozen.values if one.indicator == "outcome_achievement_rate")
    for text in (words.value_text(outcome, t), words.n_text(outcome, t), words.interval_text(outcome, t)):
        assert squeezed(text) in said
    for block in frozen.document(language).blocks:  # type: ignore[arg-type]
        for row in block.rows if isinstance(block, Table) else ():
            for cell in row:
                assert squeezed(cell.text) in said and squeezed(cell.under) in said, cell


def test_the_slides_say_what_the_document_says_and_draw_the_same_points(demo_home: Home) -> None:
    frozen = made(demo_home.path, "board")
    deck = Presentation(io.BytesIO(render(frozen, "id", "pptx")))
    said, drawn = [], []
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                said.append(shape.text_frame.text)
            if shape.has_table:
                said += [cell.text for row in shape.table.rows for cell in row.cells]
            if shape.has_chart:
                drawn.append(list(shape.chart.plots[0].series[0].values))
            is_foot = shape.has_text_frame and shape.top >= Inches(6.9)
            assert is_foot or shape.top + shape.height <= Inches(6.9), "nothing runs over the foot of a slide"
    text = squeezed(" ".join(said))
    for block in frozen.document("id").blocks:
        if isinstance(block, Table):
            assert all(squeezed(cell.text) in text for row in block.rows for cell in row)
    pictures = [block.chart for block in frozen.document("id").blocks if block.kind == "picture"]
    assert drawn == [[point.value for point in chart.series[0].points] for chart in pictures]
    assert pictures


def rows_of(frozen: Frozen) -> list[dict[str, str]]:
    text = render(frozen, "en", "csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_csv_and_workbook_hold_the_values_themselves(demo_home: Home) -> None:
    frozen = made(demo_home.path, "donor", "bening", None, "SW-BENING")
    rows = rows_of(frozen)
    assert len(rows) == len(frozen.values)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(render(frozen, "en", "xlsx"))).get_sheet_by_name(
        "Values"
    )
    head, *body = sheet.to_python()
    place = head.index("value")
    for value, row, cells in zip(frozen.values, rows, body, strict=True):
        if value.value is None:
            assert row["value"] == "" and cells[place] == ""
        else:
            assert float(row["value"]) == pytest.approx(value.value)
            assert float(cells[place]) == pytest.approx(value.value)
        assert row["reason"] == cells[head.index("reason")] != "'", "nothing to say is an empty cell"


def test_iati_holds_the_outcome_rate_of_each_programme_as_a_percentage(demo_home: Home) -> None:
    frozen = made(demo_home.path, "iati")
    root = etree.fromstring(render(frozen, "en", "xml"))
    reader = open_reader(demo_home)
    found = 0
    for activity in root.iterfind("iati-activity"):
        program = activity.findtext("iati-identifier").removeprefix("bening-")
        for indicator in activity.iterfind("result/indicator"):
            reference = indicator.find("reference")
            if reference is None or reference.get("code") != "outcome_achievement_rate":
                continue
            for period in indicator.iterfind("period"):
                days = [period.find(f"period-{end}").get("iso-date") for end in ("start", "end")]
                for actual in period.iterfind("actual"):
                    dimension = actual.find("dimension")
                    group = (
                        dimension.get("name") + "=" + dimension.get("value")
                        if dimension is not None
                        else None
                    )
                    ask = Ask(
                        indicator="outcome_achievement_rate",
                        organization="bening",
                        program=program,
                        group=group,
                        start=days[0],
                        end=days[1],
                    )
                    owner = answer(reader, OWNER, ask)
                    assert float(actual.get("value")) == pytest.approx(100 * (owner.value or 0.0))
                    found += 1
    assert found > 1


def test_the_command_and_the_report_say_the_same(
    demo_home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HASIL_HOME", str(demo_home.path))
    monkeypatch.setenv("HASIL_KEY_FILE", str(demo_home.path.parents[1] / "pseudonym.key"))
    question = ["value", "cost_per_outcome", "--organization", "bening", "--grant", "SW-BENING"]
    assert metrics_main([*question, "--from", "2025-01-01", "--to", "2025-12-31", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)[0]
    frozen = made(demo_home.path, "donor", "bening", None, "SW-BENING")
    mine = next(
        one for one in frozen.values if one.indicator == "cost_per_outcome" and one.grant and not one.promise
    )
    assert mine.value == pytest.approx(told["value"])
    assert mine.low == pytest.approx(told["low"])
