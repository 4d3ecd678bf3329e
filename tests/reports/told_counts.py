"""Which counts of people the files of a report tell, said outright or worked out from what stands beside them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from typing import NamedTuple

from pptx import Presentation

from locales.formats import quarter
from locales.translate import translator
from metrics.value import IndicatorValue
from reports import words
from reports.frozen import Frozen
from reports.numbers import numbers_csv
from reports.reading import name_of
from reports.rendering import render
from tests.reports.read_back import native_numbers

FRACTION = re.compile(r"(\d+)/(\d+)")


class Cell(NamedTuple):
    """How many of a measure: its "part" (achieved, or the count itself) or "all" of a rate."""

    indicator: str
    piece: str
    program: str | None
    group: str | None
    start: dt.date
    end: dt.date


Told = dict[Cell, float]


def told_in_values(frozen: Frozen) -> Told:
    """The counts in the table of its values, in its rows and by division of one row's number by another's.

    Documents that come without such a table (indicator sheets, IATI) say these values in words.
    """
    told = numbers_csv(frozen.values, translator("en")).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(told)))
    rows = [row for row in rows if row["source"] == "measured"]
    money = {
        (row["program"], row["grant"], row["start"], row["end"]): float(row["value"])
        for row in rows
        if row["indicator"] == "full_cost" and row["value"] and not row["group"]
    }
    found: Told = {}
    for row in rows:
        for indicator, piece, count in _counts(row, money):
            _tell(found, _cell(row, indicator, piece), count)
    return found


def _tell(found: Told, cell: Cell, count: float) -> None:
    assert abs(found.setdefault(cell, count) - count) < 0.5, (cell, "told twice, and not alike")


def _cell(row: dict[str, str], indicator: str, piece: str) -> Cell:
    start, end = (dt.date.fromisoformat(row[name]) for name in ("start", "end"))
    return Cell(indicator, piece, row["program"] or None, row["group"] or None, start, end)


def _counts(
    row: dict[str, str], money: dict[tuple[str, str, str, str], float]
) -> Iterator[tuple[str, str, float]]:
    """What a row gives away of people; what a grant carries of outcomes is a share of them and counts nobody."""
    indicator, unit = row["indicator"], row["unit"]
    number = {name: float(row[name]) if row[name] else None for name in ("value", "numerator", "denominator")}
    if unit == "proportion" and number["numerator"] is not None and not _is_share_of_plan(row):
        yield indicator, "part", number["numerator"]
        if number["denominator"] is not None:
            yield indicator, "all", number["denominator"]
    if unit in ("people", "count") and number["value"] is not None and not row["grant"]:
        yield indicator, "part", number["value"]
        if indicator == "outcomes_achieved":
            yield "outcome_achievement_rate", "part", number["value"]
    if indicator == "cost_per_outcome":
        if number["denominator"] is not None:
            yield "outcome_achievement_rate", "part", number["denominator"]
        whole = money.get((row["program"], row["grant"], row["start"], row["end"]))
        if whole and number["value"] and not row["grant"]:
            yield "outcome_achievement_rate", "part", whole / number["value"]


def _is_share_of_plan(row: dict[str, str]) -> bool:
    return row["indicator"] in ("outcomes_achieved", "spending")


def told_in_slides(frozen: Frozen) -> Told:
    """The counts in the tables of slides: each row's fraction is of the measure and period its label names."""
    found: Told = {}
    open_rates = [one for one in frozen.values if one.unit == "proportion" and one.source == "measured"]
    for slide in Presentation(io.BytesIO(render(frozen, "id", "pptx"))).slides:
        for shape in slide.shapes:
            for row in shape.table.rows if shape.has_table else ():
                for label, told in _labelled([cell.text for cell in row.cells]):
                    value = _meant(label, open_rates, frozen)
                    place = (value.program, value.group, value.start, value.end)
                    _tell(found, Cell(value.indicator, "part", *place), told[0])
                    _tell(found, Cell(value.indicator, "all", *place), told[1])
    return found


def _labelled(cells: list[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Fractions with what they stand beside: their row's name, or their own line in a table of tiles."""
    for cell in cells:
        for line in cell.split("\n"):
            told = FRACTION.search(line.replace(".", ""))
            if told:
                tile = line if re.match(r"[^\W\d]", line) else cells[0]
                yield tile, (int(told[1]), int(told[2]))


def _meant(label: str, rates: list[IndicatorValue], frozen: Frozen) -> IndicatorValue:
    """The value that a label names: its measure, its programme, and its period where that is not the report's own."""
    t = translator("id")
    named = [one for one in rates if label.startswith(name_of(one, t))]
    longest = max(len(name_of(one, t)) for one in named)
    named = [one for one in named if len(name_of(one, t)) == longest]
    of_program = [one for one in named if one.program and frozen.names[one.program] in label]
    named = of_program or [one for one in named if one.program in (None, frozen.request.program)]
    dated = [one for one in named if words.period_text(one, t) in label]
    undated = [one for one in named if one.promise is None and one.end == frozen.request.end]
    own = [one for one in undated if one.start == frozen.request.start and one.numerator is not None]
    return (dated or own or undated)[0]


def drawn_in_slides(frozen: Frozen) -> Iterator[tuple[str, str, float]]:
    """Each number of the workbooks behind the charts of slides: its chart's name, its period, itself."""
    name = ""
    for row in native_numbers(render(frozen, "id", "pptx")):
        if not row[0]:
            name = str(row[1])
        elif isinstance(row[1], float):
            yield name, str(row[0]), row[1]


def period_names(value: IndicatorValue) -> set[str]:
    """How a chart may call the period of a value."""
    return {words.period_text(value, translator("id")), quarter(value.start, "id")}
