"""Of no measure that counts people does a hidden count come back: not by programmes, groups or shorter periods."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

import pytest

from data.home import Home
from metrics.ask import Ask
from metrics.catalogue import BY_ID
from metrics.compute import value, values_by
from metrics.period import add_months
from metrics.reader import Reader, open_reader
from metrics.scope import OWNER
from metrics.statistics.suppress import audit, with_totals
from metrics.value import IndicatorValue
from reports.request import THRESHOLD
from tests.reports.making import made
from tests.reports.told_counts import (
    Cell,
    Told,
    drawn_in_slides,
    period_names,
    told_in_slides,
    told_in_values,
)

NO_PEOPLE = {
    *("completeness", "data_quality", "money", "cost", "staff", "evidence", "practice_hours"),
    *("outlier_units", "improving_share"),
}
"""Facts and kinds that count fields, money, papers, hours, or verdicts on months and programmes."""
Place = tuple[str, str | None, str | None, dt.date, dt.date]


def told_of(home: Home, reader: Reader, organization: str) -> Told:
    """What all documents of an organisation and of each of its programmes tell together, slides read again too."""
    told: Told = {}
    programs = [None, *(one.id for one in reader.programs(OWNER, organization))]
    kinds = [(kind, program) for kind in ("donor", "board", "sheets") for program in programs]
    for kind, program in [*kinds, ("week", None), ("iati", None)]:
        frozen = made(home.path, kind, organization, program)  # type: ignore[arg-type]
        sources = [told_in_values(frozen)] + ([told_in_slides(frozen)] if kind == "board" else [])
        for cells in sources:
            for cell, count in cells.items():
                assert abs(told.setdefault(cell, count) - count) < 0.5, (cell, "all reports tell the same")
    return told


def kinds_of(indicator: str) -> tuple[str, str]:
    return BY_ID[indicator].fact, BY_ID[indicator].kind


def counts(answer: IndicatorValue) -> list[int]:
    part = round((answer.numerator if answer.unit == "proportion" else answer.value) or 0)
    return [part, round(answer.denominator or 0) - part] if answer.unit == "proportion" else [part]


def lines(
    reader: Reader, organization: str, told: Told
) -> Iterator[tuple[Place, list[Place], list[list[int]]]]:
    """Every whole that is told with every way in which told parts make it up: its own counts last among them."""
    known = {(cell.indicator, cell.program, cell.group, cell.start, cell.end) for cell in told}
    spans: dict[tuple[str, str | None, str | None], set[tuple[dt.date, dt.date]]] = defaultdict(set)
    for indicator, program, group, start, end in known:
        spans[indicator, program, group].add((start, end))
    for whole in sorted(known, key=str):
        indicator, program, group, start, end = whole
        ask = Ask(
            indicator=indicator, organization=organization, program=program, group=group, start=start, end=end
        )
        total = counts(value(reader, OWNER, ask))
        breakdowns: list[tuple[list[Place], list[list[int]]]] = []
        if group is None:
            told_groups = {
                place[2].split("=")[0]
                for place in known
                if place[2] and (place[0], *place[3:]) == (indicator, start, end)
            }
            for dimension in (*sorted(told_groups), *(("program",) if program is None else ())):
                rows = [one for one in values_by(reader, OWNER, ask, dimension) if counts(one) != [0, 0]]
                places = [(indicator, one.program, one.group, start, end) for one in rows]
                breakdowns.append((places, [counts(one) for one in rows]))
        for months in (1, 3):
            steps = list(periods(start, end, months))
            if len(steps) > 1 and spans[indicator, program, group] & set(steps):
                asked = [ask.model_copy(update={"start": one, "end": other}) for one, other in steps]
                places = [(indicator, program, group, one, other) for one, other in steps]
                breakdowns.append((places, [counts(value(reader, OWNER, one)) for one in asked]))
        for places, parts in breakdowns:
            if not known & set(places):
                continue
            rest = [
                whole_count - sum(column)
                for whole_count, column in zip(total, zip(*parts, strict=True), strict=True)
            ]
            # Where people are counted in several rows the rows bound nobody from above.
            if min(rest) >= 0:
                yield whole, [*places, (indicator, "(none)", group, start, end)], [*parts, rest]


def periods(start: dt.date, end: dt.date, months: int) -> Iterator[tuple[dt.date, dt.date]]:
    """The months or quarters that a period is made of."""
    while start < end and start.day == 1:
        following = add_months(start, months)
        yield start, following - dt.timedelta(days=1)
        start = following


def hidden_cells(
    whole: Place, places: list[Place], table: list[list[int]], told: Told
) -> set[tuple[int, int]]:
    """What of a table with its totals is told nowhere."""
    found = set()
    for row, place in enumerate([*places, whole]):
        indicator, *rest = place
        part, every = (Cell(indicator, piece, *rest) in told for piece in ("part", "all"))  # type: ignore[misc]
        open_columns = (part, part and every, every) if len(table[0]) == 3 else (part, part)
        found |= {(row, column) for column, is_open in enumerate(open_columns) if not is_open}
    return found


@pytest.mark.parametrize("organization", ["bening", "setara", "senja"])
def test_no_hidden_count_of_any_measure_comes_back_from_tables_and_slides_together(
    demo_home: Home, organization: str
) -> None:
    reader = open_reader(demo_home)
    told = told_of(demo_home, reader, organization)
    told = {cell: count for cell, count in told.items() if not NO_PEOPLE & set(kinds_of(cell.indicator))}
    audited: dict[str, int] = defaultdict(int)
    leaks = []
    for whole, places, parts in lines(reader, organization, told):
        table = with_totals(parts)
        for cell, (low, high) in audit(table, hidden_cells(whole, places, table, told)).items():
            size = table[cell[0]][cell[1]]
            if high - low < THRESHOLD and 0 < size < THRESHOLD:
                leaks.append((whole, [*places, whole][cell[0]], cell, table))
            audited[whole[0]] += 1
    assert leaks == []
    assert len(audited) > 3, audited


@pytest.mark.parametrize("organization", ["bening", "setara", "senja"])
def test_what_is_drawn_on_slides_is_told_in_the_table_of_values_too(
    demo_home: Home, organization: str
) -> None:
    frozen = made(demo_home.path, "board", organization)
    slides, table = told_in_slides(frozen), told_in_values(frozen)
    assert slides and {cell: table.get(cell) for cell in slides} == slides
    shown = [one for one in frozen.values if one.value is not None]
    drawn = list(drawn_in_slides(frozen))
    for name, period, number in drawn:
        assert any(period in period_names(one) and one.value == pytest.approx(number) for one in shown), (
            name,
            period,
        )
