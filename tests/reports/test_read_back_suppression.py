"""Nobody comes back by subtraction from the numbers that are read in the files themselves, each alone and all together."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator

import pypdf
import pytest
from lxml import etree, html
from python_calamine import CalamineWorkbook

from data.home import Home
from locales.translate import translator
from metrics.ask import Ask
from metrics.compute import values_by
from metrics.reader import Reader, open_reader
from metrics.scope import OWNER
from metrics.statistics.suppress import audit, with_totals
from metrics.value import IndicatorValue
from reports.frozen import Frozen
from reports.reading import group_name
from reports.rendering import render
from reports.request import FORMATS, THRESHOLD
from tests.reports.making import YEAR, made
from tests.reports.read_back import charts_of, native_numbers

RATE = "outcome_achievement_rate"
Place = tuple[str | None, str | None]
"""A programme and a group; None for all."""
NUMBERS = ("value", "numerator", "denominator", "unknown", "low", "high", "n")
FRACTION = re.compile(r"(\d+)\s*(?:/|dari|of)\s*(\d+)")


def fractions(text: str) -> tuple[int, int] | None:
    """The first "62/119" or "62 dari 119" of a text."""
    found = FRACTION.search(text.replace(".", ""))
    return (int(found.group(1)), int(found.group(2))) if found else None


def of_rows(rows: Iterator[dict[str, object]]) -> dict[Place, tuple[int, int]]:
    """Outcome rates of the year in a table of values."""
    found = {}
    for row in rows:
        days = (str(row["start"])[:10], str(row["end"])[:10])
        if row["indicator"] != RATE or row["promise"] or days != tuple(day.isoformat() for day in YEAR):
            continue
        if row["status"] == "suppressed":
            assert not any(row[name] for name in NUMBERS), "what is hidden is empty in every column"
        elif row["denominator"] not in ("", None):
            place = (str(row["program"] or "") or None, str(row["group"] or "") or None)
            found[place] = (round(float(str(row["numerator"]))), round(float(str(row["denominator"]))))
    return found


def from_csv(content: bytes) -> dict[Place, tuple[int, int]]:
    return of_rows(iter(csv.DictReader(io.StringIO(content.decode("utf-8-sig")))))


def from_xlsx(content: bytes) -> dict[Place, tuple[int, int]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    head, *rows = book.get_sheet_by_name(book.sheet_names[1]).to_python()
    return of_rows(dict(zip(head, row, strict=True)) for row in rows)


def from_iati(content: bytes, organization: str) -> dict[Place, tuple[int, int]]:
    found = {}
    for activity in etree.fromstring(content).iterfind("iati-activity"):
        program = activity.findtext("iati-identifier").removeprefix(f"{organization}-")
        for indicator in activity.iterfind("result/indicator"):
            if indicator.find("reference") is None or indicator.find("reference").get("code") != RATE:
                continue
            for period in indicator.iterfind("period"):
                if period.find("period-start").get("iso-date") != YEAR[0].isoformat():
                    continue
                for actual in period.iterfind("actual"):
                    group = "".join(
                        f"{one.get('name')}={one.get('value')}" for one in actual.iterfind("dimension")
                    )
                    told = fractions(actual.findtext("comment/narrative") or "")
                    if told:
                        found[program, group or None] = told
    return found


def from_lines(
    lines: list[str], names: dict[str, Place], rest: dict[str, Place]
) -> dict[Place, tuple[int, int]]:
    """Rows of tables as they are read: the name of a group or programme, then its counts."""
    found = {}
    for line in lines:
        for name, place in names.items():
            told = fractions(line[len(name) :]) if line.startswith(name) else None
            if told and place not in found:
                found[place] = told
        for name, place in rest.items():
            # "… Rp194 jt 124 79 45 (57%)": people, exits, and those of them who reached their goal.
            row = re.match(re.escape(name) + r".*?(\d+) (\d+) \(\d+%\)", line)
            if row and place not in found:
                found[place] = (int(row.group(2)), int(row.group(1)))
    return found


def lines_of_html(content: bytes) -> list[str]:
    """Each row of a table as one line, and every other text as it is."""
    root = html.document_fromstring(content)
    for drawing in root.xpath("//*[local-name()='svg'] | //style | //script"):
        drawing.drop_tree()
    rows = [" ".join(" ".join(cell.itertext()).strip() for cell in row.iter("td")) for row in root.iter("tr")]
    return [" ".join(row.split()) for row in rows]


def lines_of_pdf(content: bytes, names: list[str]) -> list[str]:
    """The text of a PDF cut where a name begins: cells of a row follow each other."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    cuts = sorted({found.start() for name in names for found in re.finditer(re.escape(name), text)})
    return [text[start:end][:120] for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def read_back(home: Home, organization: str) -> dict[str, dict[Place, tuple[int, int]]]:
    """What each file of an organisation tells of its outcome rate in the year."""
    t = translator("id")
    donor, elsewhere = made(home.path, "donor", organization), made(home.path, "iati", organization)
    groups = {
        group_name(one, t): (None, one.group) for one in donor.values if one.indicator == RATE and one.group
    }
    ids = {one.program for one in donor.values} & set(donor.names)
    programs: dict[str, Place] = {donor.names[id]: (id, None) for id in ids if id}
    files = {format: render(donor, "id", format) for format in FORMATS["donor"]}
    stops = [*groups, *programs, t("funding.all_programs")]
    found = {
        "csv": from_csv(files["csv"]),
        "xlsx": from_xlsx(files["xlsx"]),
        "html": from_lines(lines_of_html(files["html"]), groups, programs),
        "pdf": from_lines(lines_of_pdf(files["pdf"], stops), groups, programs),
        "iati": from_iati(render(elsewhere, "id", "xml"), organization),
        "workbook": from_xlsx(render(made(home.path, "workbook", organization), "id", "xlsx")),
    }
    title = fractions(donor.document("id").title)
    for format in ("html", "pdf"):
        if title:
            found[format][None, None] = title
    return found


def counts(value: IndicatorValue) -> list[int]:
    achieved = round(value.numerator or 0)
    return [achieved, round(value.denominator or 0) - achieved]


def lines(reader: Reader, organization: str) -> Iterator[tuple[list[Place], list[list[int]], Place]]:
    """The tables that add up: programmes to the whole, and the groups of each dimension to their programme."""
    start, end = (day for day in YEAR)
    ask = Ask(indicator=RATE, organization=organization, start=start, end=end)
    programs: list[str | None] = [one.id for one in reader.programs(OWNER, organization)]
    rows = [one for one in values_by(reader, OWNER, ask, "program") if one.denominator]
    yield [(one.program, None) for one in rows], [counts(one) for one in rows], (None, None)
    for program in (None, *programs):
        mine = ask.model_copy(update={"program": program})
        for dimension in ("sex", "age_group", "disability", "district"):
            rows = [one for one in values_by(reader, OWNER, mine, dimension) if one.denominator]
            if rows:
                yield [(program, one.group) for one in rows], [counts(one) for one in rows], (program, None)


def crossed(reader: Reader, organization: str) -> Iterator[tuple[list[list[Place]], list[list[int]]]]:
    """Programmes across the groups of each dimension, with all totals: those who achieved, and those who did not."""
    known: dict[Place, list[int]] = {}
    for places, rows, _ in lines(reader, organization):
        known.update(zip(places, rows, strict=True))
    programs: list[str] = sorted(program for program, group in known if program and group is None)
    for dimension in ("sex", "age_group", "disability", "district"):
        groups = sorted(
            group for program, group in known if program is None and group and group.startswith(dimension)
        )
        places: list[list[Place]] = [[(program, group) for group in (*groups, None)] for program in programs]
        places.append([(None, group) for group in (*groups, None)])
        for part in (0, 1):
            inner = [[known.get(place, [0, 0])[part] for place in line[:-1]] for line in places[:-1]]
            yield places, with_totals(inner)


@pytest.mark.parametrize("organization", ["bening", "setara", "senja"])
def test_no_hidden_cell_comes_back_from_the_numbers_of_a_file_or_of_all_files_together(
    demo_home: Home, organization: str
) -> None:
    reader = open_reader(demo_home)
    told = read_back(demo_home, organization)
    together: dict[Place, tuple[int, int]] = {}
    for cells in told.values():
        for place, pair in cells.items():
            assert together.setdefault(place, pair) == pair, (place, "all files tell the same")
    assert all(told[format] for format in ("csv", "xlsx", "html", "pdf", "iati"))
    assert set(told["pdf"]) == set(told["html"])
    audited = 0
    for places, rows, whole in lines(reader, organization):
        for format, cells in (*told.items(), ("together", together)):
            if whole not in cells:
                continue  # no total to subtract from
            hidden = [row for row, place in enumerate(places) if place not in cells]
            table = with_totals(rows)
            for cell, (low, high) in audit(
                table, {(row, part) for row in hidden for part in range(3)}
            ).items():
                size = table[cell[0]][cell[1]]
                assert high - low >= THRESHOLD or not 0 < size < THRESHOLD, (
                    format,
                    places[cell[0]],
                    cell,
                    table,
                )
                audited += 1
    for places, table in crossed(reader, organization):
        hidden = {
            (row, column)
            for row, line in enumerate(places)
            for column, place in enumerate(line)
            if place not in together
        }
        for cell, (low, high) in audit(table, hidden).items():
            size = table[cell[0]][cell[1]]
            assert high - low >= THRESHOLD or not 0 < size < THRESHOLD, (places[cell[0]][cell[1]], table)
            audited += 1
    assert audited


def test_no_chart_gives_back_a_point_that_it_hides_by_its_mean_and_limits(demo_home: Home) -> None:
    reader = open_reader(demo_home)
    hidden = 0
    for organization in reader.organizations(OWNER):
        for kind in ("board", "week"):
            frozen: Frozen = made(demo_home.path, kind, organization.id)  # type: ignore[arg-type]
            for chart in charts_of(frozen.document("en")):
                empty = sum(point.value is None for point in chart.series[0].points)
                if chart.lines and chart.kind in ("xmr", "spark") and empty:
                    # The mean and the mean moving range are two equations.
                    assert empty > 2 or empty == len(chart.series[0].points), chart.alt
                    hidden += 1
    assert hidden


def test_the_workbook_behind_a_slide_has_no_number_where_its_chart_has_a_gap(demo_home: Home) -> None:
    frozen = made(demo_home.path, "board", "senja")
    gaps = defaultdict(set)
    for block in frozen.document("en").blocks:
        if block.kind == "picture":
            for point in block.chart.series[0].points:
                gaps[point.value is None].add(point.label)
    rows = native_numbers(render(frozen, "en", "pptx"))
    empty = {str(row[0]) for row in rows if row[0] and row[1] == ""}
    assert gaps[True] and gaps[True] - gaps[False] <= empty
