"""The mapping file of a survey: which column of the sheet means what.

YAML, every value read as text (``Yes`` stays a word). An example with everything in it:

    organization: {column: surgery}          # or {value: Yayasan Contoh}; values: {Spelling: Name} merges
    program: {value: general practice}       # or program_id, for one that is there already; or none
    date: {column: time, order: day_first}   # order only where the dates themselves do not decide
    instrument: friends_and_family
    mode: anonymous                          # self_administered, staff, third_party
    mode_column: {column: cara}              # instead, where each sheet says how it was answered
    response: {column: _uuid}                # id of the answer sheet, if there is one
    wave: {value: "2025"}                    # the round of the survey
    sex: {column: jk, values: {P: female, L: male}}
    age: {column: umur}                      # in years; or age_group with the codes 0-4, 5-17, 18-59, 60+
    disability: {column: disabilitas}
    delimiter: ";"                           # CSV; recognised where left out
    sheet: Jawaban                           # XLSX; the first one where left out
    items:
      overall: {column: rating, scale: [Buruk, Cukup, Baik], missing: [Tidak tahu]}
      friendly: {column: q2, low: 1, high: 5, prefer_not: ["99"], skipped: ["-"]}

A ``scale`` runs from the worst option to the best. ``low`` is the worst number and ``high`` the best, so
``low: 5, high: 1`` turns a scale around. ``missing`` means: does not know.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from data.dates import Order
from data.errors import BadMapping
from data.importers.mapping_files import Part, nearest, read_yaml, validated
from data.model.codes import AgeGroup, Answer, Sex, SurveyMode

MOST_OPTIONS = 101


class Column(Part):
    """A column of the sheet."""

    column: str = Field(min_length=1)


class Place(Part):
    """A column of the sheet, or one value for all of it."""

    column: str | None = Field(None, min_length=1)
    value: str | None = Field(None, min_length=1)
    values: dict[str, str] = Field(default_factory=dict)
    """Name as written -> name as meant, for those that are written otherwise."""

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.column is None) == (self.value is None):
            raise ValueError("mapping_column_or_value")
        return self


class Day(Column):
    """The column of the day of the answer."""

    order: Order | None = None


class SexColumn(Column):
    """The column of the respondent's sex; ``values`` where the words are not known here."""

    values: dict[str, Sex] = Field(default_factory=dict)


class AgeGroupColumn(Column):
    """The column of the respondent's age group."""

    values: dict[str, AgeGroup] = Field(default_factory=dict)


class AnswerColumn(Column):
    """A column of yes or no."""

    values: dict[str, Answer] = Field(default_factory=dict)


class ModeColumn(Column):
    """The column that says how a sheet was answered."""

    values: dict[str, SurveyMode] = Field(default_factory=dict)


class Wave(Part):
    """The round of the survey."""

    value: str = Field(min_length=1)


class Item(Column):
    """One question: its column, and its options in words or its range in numbers."""

    scale: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    missing: tuple[str, ...] = ()
    prefer_not: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _scale_or_range(self) -> Self:
        numeric = self.low is not None and self.high is not None
        if bool(self.scale) == numeric or (self.scale and (self.low, self.high) != (None, None)):
            raise ValueError("mapping_scale_or_range")
        if self.scale and not 2 <= len(self.scale) <= MOST_OPTIONS:
            raise ValueError("mapping_scale_length")
        if numeric and self.low == self.high:
            raise ValueError("mapping_scale_or_range")
        words = [plain(word) for word in (*self.scale, *self.missing, *self.prefer_not, *self.skipped)]
        if len(set(words)) < len(words):
            raise ValueError("mapping_option_twice")
        return self

    @property
    def options(self) -> int | None:
        """How many options there are; None where the range is no row of whole numbers."""
        if self.scale:
            return len(self.scale)
        assert self.low is not None and self.high is not None
        span = abs(self.high - self.low)
        return int(span) + 1 if span.is_integer() and span < MOST_OPTIONS else None


class Mapping(Part):
    """A whole mapping file."""

    organization: Place | None = None
    program: Place | None = None
    program_id: Place | None = None
    date: Day
    instrument: str = Field(min_length=1)
    mode: SurveyMode = SurveyMode.unknown
    mode_column: ModeColumn | None = None
    response: Column | None = None
    wave: Wave | None = None
    sex: SexColumn | None = None
    age: Column | None = None
    age_group: AgeGroupColumn | None = None
    disability: AnswerColumn | None = None
    delimiter: str | None = Field(None, min_length=1, max_length=1)
    sheet: str | None = None
    items: dict[str, Item] = Field(min_length=1)

    @model_validator(mode="after")
    def _one_program(self) -> Self:
        if self.program and self.program_id:
            raise ValueError("mapping_two_programs")
        return self

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that it names."""
        parts = (
            self.organization,
            self.program,
            self.program_id,
            self.date,
            self.response,
            self.mode_column,
            self.sex,
            self.age,
            self.age_group,
            self.disability,
            *self.items.values(),
        )
        return tuple(dict.fromkeys(part.column for part in parts if part and part.column))

    def require_columns(self, header: Sequence[str]) -> None:
        """Raise BadMapping, naming the nearest column, when one that it names is not in the sheet."""
        for column in self.columns:
            if column not in header:
                near = nearest(column, header)
                raise BadMapping(
                    "error.mapping_no_column", column=column, near=near, columns=", ".join(header)
                )


def load_mapping(path: Path | None) -> Mapping:
    """Read a mapping file. Raises BadMapping naming the key that is wrong, and the nearest one there is."""
    if path is None:
        raise BadMapping("error.mapping_needed")
    return validated(Mapping, read_yaml(path))


def plain(text: str) -> str:
    """A text as answers are compared: without regard to capitals, spaces and the shape of apostrophes."""
    return " ".join(text.replace("’", "'").split()).casefold()
