"""From the rows of a table and what its mapping says to results or lines of a ledger."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from data.dates import read_days
from data.errors import BadMapping
from data.importers.iati.rows import Rows
from data.importers.mapping_files import nearest
from data.importers.results.collect import Collection, Result, written
from data.importers.results.mapping import Frame, Ledger, Period, Results, Values
from data.importers.results.periods import Span, months, read_period
from data.importers.sheet.blanks import is_blank
from data.importers.sheet.tables import Found
from data.importers.source import Source
from data.importers.survey.mapping import Place
from data.importers.survey.rows import PLACEHOLDER
from data.importers.template.workbook import cell_text
from data.model.codes import Measure
from data.numbers import read_number
from data.stage import Stage

_LENGTHS = {"month": 1, "quarter": 3, "year": 12}
_PERCENT = ("%", "persen", "percent", "percentage", "persentase")


@dataclass(frozen=True)
class Cells:
    """One row of a table, by the names of its columns."""

    table: Found
    number: int
    values: Sequence[object]

    def text(self, name: str | None) -> str:
        """What stands in a column, empty where it says nothing."""
        if name is None:
            return ""
        text = cell_text(self.values[self.table.names.index(name)], float) or ""  # type: ignore[arg-type]
        return "" if is_blank(text) else " ".join(text.split())


def read_results(plans: Sequence[tuple[Found, Results]], source: Source, stage: Stage) -> None:
    """Stage the results of tables, each as its mapping says. Raises BadMapping for a column that is not there."""
    collection = Collection(source.name, stage, source.dated_at)
    for table, mapping in plans:
        _require(table, mapping)
        series = list(_series(table, mapping))
        for cells in _rows(table, mapping):
            _collect(cells, mapping, series, source, collection)
    collection.finish()


@dataclass(frozen=True)
class _Series:
    """One indicator (or the one that each row names) in one period (or the one of each row)."""

    key: str | None
    columns: dict[str, str]
    span: Span | None
    values: Values | Results


def _series(table: Found, mapping: Results) -> Iterator[_Series]:
    for key, indicator in mapping.indicators.items():
        yield _Series(key, _present(table, indicator), None, indicator)
    if mapping.indicator:
        shared = _present(table, mapping)
        if not mapping.periods:
            yield _Series(None, shared, None, mapping)
        for name, values in mapping.periods.items():
            span = read_period(name)
            if span is None:
                raise BadMapping("error.mapping_wrong_value", column="periods", value=name)
            yield _Series(None, {**shared, **_present(table, values)}, span, values)


def _present(table: Found, values: Values | Results) -> dict[str, str]:
    """The column of each number: of alternatives, the first that the table has."""
    found: dict[str, str] = {}
    for name in ("value", "target", "baseline", "numerator", "denominator"):
        names = getattr(values, name, ())
        present = [column for column in names if column in table.names]
        if names and not present:
            _missing(table, names[0])
        found |= {name: present[0]} if present else {}
    return found


def _collect(
    cells: Cells, mapping: Results, series: Sequence[_Series], source: Source, collection: Collection
) -> None:
    organization = _organization(cells, mapping, source)
    if not organization:
        return _lost(cells, "results_no_organization", mapping.organization, collection.stage)
    collection.organization(organization, cells.text(_name(mapping.organization_name)) or None, cells.number)
    program_name = _meant(cells, mapping.program)
    program = collection.program(organization, program_name, cells.number) if program_name else None
    span = _span(cells, mapping.period, collection.stage) if mapping.period else None
    if mapping.period and span is None:
        return None
    named = cells.text(_name(mapping.indicator))
    if mapping.indicator and not named:
        return _lost(cells, "results_no_indicator", mapping.indicator, collection.stage)
    is_percent = cells.text(_name(getattr(mapping, "unit", None))).casefold().startswith(_PERCENT)
    for one in series:
        texts = written([(name, cells.text(column)) for name, column in one.columns.items()])
        if not texts or (set(texts) == {"baseline"} and one.span is not None):
            continue
        own = mapping.indicators.get(one.key) if one.key else None
        collection.results.append(
            Result(
                place=cells.table.grid.place,
                row=cells.number,
                organization=organization,
                program=program,
                indicator=one.key or named,
                name=own.name if own else named,
                span=one.span or span,
                written=texts,
                dimensions=tuple(
                    (name, text)
                    for name, column in mapping.dimensions.items()
                    if (text := cells.text(column))
                ),
                location=cells.text(_name(mapping.location)) or None,
                measure=own.measure if own else Measure.percentage if is_percent else Measure.unit,
                fraction=one.values.fraction or mapping.fraction,
                **(
                    {"direction": own.direction, "direction_given": True, "result_type": own.result_type}
                    if own
                    else {}
                ),
            )
        )
    return None


def read_ledger(tables: Sequence[Found], mapping: Ledger, source: Source, stage: Stage) -> None:
    """Stage a line of the ledger for each filled column of each row."""
    collection = Collection(source.name, stage, source.dated_at)
    rows = Rows(source.name, stage)
    seen: Counter[str] = Counter()
    for table in tables:
        _require(table, mapping)
        for cells in _rows(table, mapping):
            organization = _organization(cells, mapping, source)
            if not organization:
                _lost(cells, "results_no_organization", mapping.organization, stage)
                continue
            currency = (_meant(cells, mapping.currency) or "").upper()
            called = cells.text(_name(mapping.organization_name)) or None
            collection.organization(organization, called, cells.number, currency)
            name = _meant(cells, mapping.program)
            program = collection.program(organization, name, cells.number) if name else None
            assert mapping.period is not None
            span = _span(cells, mapping.period, stage)
            if span is None:
                continue
            funder = cells.text(_name(mapping.funder))
            if funder and funder not in seen:
                seen[funder] += 1
                named = {"funder_id": funder, "name": funder, "source_row": cells.number}
                rows.add("funder", {**named, "dated_at": PLACEHOLDER})
            for line in mapping.lines:
                column = next((one for one in line.column if one in table.names), None)
                if column is None:
                    _missing(table, line.column[0])
                amount = _amount(cells, column, line.minus)
                if not amount:
                    continue
                identity = f"{organization}|{program or ''}|{span.end}|{column}|{funder}"
                seen[identity] += 1
                rows.add(
                    "ledger_entry",
                    {
                        "dated_at": source.dated_at,
                        "source_row": cells.number,
                        "entry_id": hashlib.sha256(f"{identity}|{seen[identity]}".encode()).hexdigest()[:32],
                        "organization_id": organization,
                        "program_id": program,
                        "funder_id": funder or None,
                        "kind": line.kind,
                        "source_code": column[:100] if column else None,
                        "nature": line.nature,
                        "source_type": line.source_type,
                        "restricted": None if line.restricted is None else str(line.restricted).lower(),
                        "booked_on": span.end.isoformat(),
                        "amount": amount,
                        "currency": currency,
                        "reference": line.reference,
                    },
                )
    collection.finish()
    rows.finish()


def _amount(cells: Cells, column: str | None, minus: Sequence[str]) -> str | None:
    """An amount as a number, without the parts that are booked elsewhere; None where nothing is left of it.

    A total that is 0 says that there was none, and stays. What is no number stays as written, and the check
    names it.
    """
    text = cells.text(column)
    number = read_number(text).number
    if number is None or not minus:
        return number or text or None
    parts = (read_number(part).number or "0" for part in map(cells.text, minus))
    left = Decimal(number) - sum(map(Decimal, parts))
    return f"{left:f}" if left or not Decimal(number) else None


def _rows(table: Found, mapping: Frame) -> Iterator[Cells]:
    for number, values in table.rows:
        cells = Cells(table, number, values)
        if all(cells.text(column) in words for column, words in mapping.where.items()):
            yield cells


def _require(table: Found, mapping: Frame) -> None:
    """Raise BadMapping when a single column that the mapping names is not in the table."""
    period = mapping.period
    named = [
        *mapping.where,
        *(part.column for part in (mapping.organization, mapping.program, mapping.organization_name) if part),
        *((period.column, period.start, period.end) if period else ()),
    ]
    if isinstance(mapping, Results):
        named += [part.column for part in (mapping.location, mapping.indicator, mapping.unit) if part]
        named += mapping.dimensions.values()
    elif isinstance(mapping, Ledger):
        named += [part.column for part in (mapping.currency, mapping.funder) if part]
        named += [name for line in mapping.lines for name in line.minus]
    for name in named:
        if name and name not in table.names:
            _missing(table, name)


def _missing(table: Found, name: str) -> None:
    names = [one for one in table.names if one]
    raise BadMapping(
        "error.mapping_no_column", column=name, near=nearest(name, names), columns=", ".join(names[:40])
    )


def _organization(cells: Cells, mapping: Frame, source: Source) -> str:
    return source.options.organization or _meant(cells, mapping.organization)


def _meant(cells: Cells, place: Place | None) -> str:
    if place is None:
        return ""
    text = cells.text(place.column) if place.column else place.value or ""
    return place.values.get(text, text)


def _name(part: object) -> str | None:
    return getattr(part, "column", None)


def _span(cells: Cells, period: Period, stage: Stage) -> Span | None:
    """The period of a row; an error where it says none."""
    text = ""
    span: Span | None = None
    if period.value:
        span = read_period(period.value)
    elif period.year:
        text = cells.table.grid.sheet if period.year == "sheet" else period.year
        text = cells.text(text) if text in cells.table.names else text
        span = _year(text, period.begins)
    elif period.start and period.end:
        text = f"{cells.text(period.start)} – {cells.text(period.end)}"
        start, end = (_day(cells.text(name)) for name in (period.start, period.end))
        span = Span(start, end) if start and end and start <= end else None
    elif period.column:
        text = cells.text(period.column)
        start = _day(text)
        length = _LENGTHS[period.length] if period.length else 0
        span = months(start.year, start.month, length) if start and length else read_period(text)
    if span is None:
        column = period.column or period.start or period.year
        stage.problem(
            "results_no_period",
            file=cells.table.grid.place,
            row=cells.number,
            column=column,
            value=text[:200] or None,
            severity="error",
        )
    return span


def _year(text: str, begins: int) -> Span | None:
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and 1900 <= int(digits) <= 2200):
        return None
    return months(int(digits) - (begins > 1), begins, 12)


@lru_cache(maxsize=1 << 14)
def _day(text: str) -> dt.date | None:
    iso = read_days([text], fallback="day_first").iso.get(text)
    return dt.date.fromisoformat(iso) if iso else None


def _lost(cells: Cells, code: str, part: object, stage: Stage) -> None:
    stage.problem(code, file=cells.table.grid.place, row=cells.number, column=_name(part), severity="error")
