"""The mapping file of a table of results or money: which column means what.

YAML, every value read as text. Results, with everything that may be said:

    results:
      sheets: ["2018", "2019"]                 # the first sheet where left out
      header: ["2"]                            # rows of the header; found where left out
      where: {kelas: [A, B]}                   # only rows whose column holds one of these words
      organization: {column: kode}             # or {value: Yayasan Contoh}; or --organization
      organization_name: {column: nama}
      program: {column: jenis}                 # or {value: …}; or none
      period: {column: bulan, length: month}   # or start and end; or year (a column, a value or "sheet")
      location: {column: kabupaten}
      dimensions: {jenis kelamin: jk}          # name of the dimension: its column
      indicators:                              # one for each indicator that has columns of its own
        keluar: {name: Keluar menetap, numerator: [Tetap], denominator: [Keluar], value: [Persen], fraction: yes,
                 measure: percentage, direction: up, result_type: outcome}
      indicator: {column: Indikator}           # or instead: a column that names the indicator of each row
      value: [Capaian]                         # … and the columns of its value, target, baseline
      target: [Target]
      baseline: [Data awal]
      periods: {"2025-Q1": {target: [TW I / Target], value: [TW I / Capaian]}}   # or columns for each period

Money, one line of the ledger for each filled column of each row:

    ledger:
      organization: {column: EIN}
      period: {year: tahun}                    # booked on its last day
      currency: {value: USD}
      lines:
        - {column: hibah pemerintah, kind: income, source_type: government}

A list of columns names alternatives: the first one that the table has is used. ``fraction`` says that a percentage
is written from 0 to 1.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from data.importers.mapping_files import Part, read_yaml, validated
from data.importers.survey.mapping import Column, Place
from data.model.codes import Direction, FunderKind, LedgerKind, Measure, Nature, ResultType

Columns = Annotated[
    tuple[str, ...], BeforeValidator(lambda given: (given,) if isinstance(given, str) else tuple(given))
]
"""A column, or a list of columns of which the first that is there is meant."""


class Period(Part):
    """When a row is about: a column with a period, two with its first and last day, or a year."""

    column: str | None = None
    length: Literal["month", "quarter", "year"] | None = None
    """With ``column``: a day, from which on the period runs so long."""
    start: str | None = None
    end: str | None = None
    year: str | None = None
    """A column, a year, or ``sheet``: the sheet's name."""
    begins: int = Field(1, ge=1, le=12)
    """First month of a year; a year that does not begin in January is named by the one it ends in."""
    value: str | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        ways = (self.column, self.start and self.end, self.year, self.value)
        if sum(way is not None for way in ways) != 1:
            raise ValueError("mapping_period")
        return self


class Values(Part):
    """The columns of an indicator's numbers."""

    value: Columns = ()
    target: Columns = ()
    baseline: Columns = ()
    numerator: Columns = ()
    denominator: Columns = ()
    fraction: bool = False


class Indicator(Values):
    """An indicator that has columns of its own."""

    name: str = Field(min_length=1)
    measure: Measure = Measure.unit
    direction: Direction = Direction.up
    result_type: ResultType = ResultType.other


class Frame(Part):
    """What results and money have in common: where the table lies and whose it is."""

    sheets: tuple[str, ...] = ()
    header: tuple[int, ...] = ()
    where: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    organization: Place | None = None
    organization_name: Column | None = None
    program: Place | None = None
    period: Period | None = None


class Results(Frame):
    """A table of reported results."""

    location: Column | None = None
    dimensions: dict[str, str] = Field(default_factory=dict)
    indicators: dict[str, Indicator] = Field(default_factory=dict)
    indicator: Column | None = None
    unit: Column | None = None
    value: Columns = ()
    target: Columns = ()
    baseline: Columns = ()
    fraction: bool = False
    periods: dict[str, Values] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_kind_of_indicator(self) -> Self:
        if bool(self.indicators) == bool(self.indicator):
            raise ValueError("mapping_indicators")
        if not self.periods and self.period is None:
            raise ValueError("mapping_period")
        return self


class Line(Part):
    """A column of amounts."""

    column: Columns
    minus: tuple[str, ...] = ()
    """Columns with parts of it that have lines of their own: what is left is booked."""
    kind: LedgerKind
    source_type: FunderKind | None = None
    nature: Nature = Nature.unknown
    restricted: bool | None = None
    reference: str | None = None


class Ledger(Frame):
    """A table of amounts."""

    currency: Place
    funder: Column | None = None
    lines: tuple[Line, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _dated(self) -> Self:
        if self.period is None:
            raise ValueError("mapping_period")
        return self


class TableMapping(Part):
    """A whole mapping file: results, or a ledger."""

    results: Results | None = None
    ledger: Ledger | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.results is None) == (self.ledger is None):
            raise ValueError("mapping_results_or_ledger")
        return self


def is_table_mapping(path: Path) -> bool:
    """Say whether a mapping file is one of results or money."""
    return bool({"results", "ledger"} & set(read_yaml(path)))


def load_table_mapping(path: Path) -> TableMapping:
    """Read a mapping file of results or money. Raises BadMapping."""
    return validated(TableMapping, read_yaml(path))
