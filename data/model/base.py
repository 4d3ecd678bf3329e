"""Record and column(): how a record table is declared."""

from __future__ import annotations

import datetime as dt
import types
from decimal import Decimal
from typing import Any, ClassVar, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from data.model.codes import Codes
from locales.words import Words


class Column(BaseModel):
    """What a column declares beyond its type."""

    model_config = ConfigDict(frozen=True)

    label: Words
    hint: Words | None = None
    refers: str | None = None
    """The table whose key this column holds."""
    past: bool = False
    """The date of an event: never later than the import day."""
    low: float | None = None
    high: float | None = None
    pseudonym: bool = False
    """A person's id: stored as an HMAC of what the source wrote."""
    sensitive: bool = False
    """May hold something personal: masked in messages and rejected rows."""
    copies: str | None = None
    """When empty, holds what the source wrote in this other column."""
    shared: bool = False
    """A pseudonym that organisations of one identity agreement have in common, not one of its own organisation."""
    made: bool = False
    """Filled at import, whatever a file says."""


def column(
    label_id: str,
    label_en: str,
    *,
    default: Any = ...,
    hint: tuple[str, str] | None = None,
    refers: str | None = None,
    past: bool = False,
    low: float | None = None,
    high: float | None = None,
    pseudonym: bool = False,
    sensitive: bool = False,
    copies: str | None = None,
    shared: bool = False,
    made: bool = False,
) -> Any:
    """Declare a column: its label (and hint) in Indonesian and English, and its rules.

    A column with ``default`` may be left out or empty in a file; the default is then stored.
    """
    declared = Column(
        label=Words(label_id, label_en),
        hint=Words(*hint) if hint else None,
        refers=refers,
        past=past,
        low=low,
        high=high,
        pseudonym=pseudonym,
        sensitive=sensitive or pseudonym,
        copies=copies,
        shared=shared,
        made=made,
    )
    return Field(default, ge=low, le=high, json_schema_extra={"column": declared.model_dump()})


class Record(BaseModel):
    """One row of a record table, without the columns that the store adds (batch, unit, source row …)."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    table: ClassVar[str]
    """Name of the table."""
    key: ClassVar[tuple[str, ...]]
    """Columns that together name one row."""
    label: ClassVar[Words]
    about: ClassVar[Words]
    """One sentence: what one row is."""
    order: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Pairs of days where the first may not be later than the second."""
    starter: ClassVar[bool] = False
    """Part of the workbook that a first organisation fills in."""


class ColumnType(BaseModel):
    """The type of a column, read from the annotation."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    python: type
    """``str``, ``int``, ``float``, ``bool``, ``Decimal``, ``date``, ``datetime`` or a code list."""
    optional: bool

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of an enumeration, else nothing."""
        return tuple(str(code) for code in self.python) if issubclass(self.python, Codes) else ()

    @property
    def sql(self) -> str:
        """The DuckDB type: an enumeration is stored and grouped as a number, and refuses other codes."""
        if issubclass(self.python, Codes):
            listed = ", ".join(f"'{code}'" for code in self.codes)
            return f"ENUM({listed})"
        return {
            str: "VARCHAR",
            int: "BIGINT",
            float: "DOUBLE",
            bool: "BOOLEAN",
            Decimal: "DECIMAL(24,6)",
            dt.date: "DATE",
            dt.datetime: "TIMESTAMP",
        }[self.python]


def declared(field: FieldInfo) -> Column:
    """Give what ``column()`` declared for a field."""
    extra = field.json_schema_extra
    if not isinstance(extra, dict):
        raise TypeError("a record column must be declared with column()")
    raw = dict(extra["column"])  # type: ignore[arg-type]
    raw["label"] = Words(*raw["label"])
    raw["hint"] = Words(*raw["hint"]) if raw["hint"] else None
    return Column(**raw)


def column_type(field: FieldInfo) -> ColumnType:
    """Read the type of a column from its annotation: ``X`` or ``X | None``."""
    annotation = field.annotation
    if get_origin(annotation) in (Union, types.UnionType):
        inner = [part for part in get_args(annotation) if part is not type(None)]
        return ColumnType(python=inner[0], optional=True)
    assert isinstance(annotation, type)
    return ColumnType(python=annotation, optional=False)


def stored_type(field: FieldInfo) -> str:
    """The DuckDB type that a column is stored as: a pseudonym takes 16 bytes, not 64 letters."""
    return "UUID" if declared(field).pseudonym else column_type(field).sql


def default_literal(field: FieldInfo) -> str | None:
    """The literal that is stored where a column is empty, if it declares one."""
    if is_required(field) or field.default is None:
        return None
    return f"'{field.default}'" if isinstance(field.default, str) else str(field.default).lower()


def is_required(field: FieldInfo) -> bool:
    """Say whether a file must fill this column: not optional and without default."""
    return field.is_required()


def moment_columns(record: type[Record]) -> list[str]:
    """The columns that hold a moment; each has a twin with its number of seconds since 1970-01-01."""
    return [name for name, field in record.model_fields.items() if column_type(field).python is dt.datetime]


def day_columns(record: type[Record]) -> list[str]:
    """The columns that hold a day; each has a twin ``<name>_day`` with its number since 1970-01-01."""
    return [name for name, field in record.model_fields.items() if column_type(field).python is dt.date]
