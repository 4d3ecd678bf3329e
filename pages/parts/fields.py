"""Fields of a form, made from the columns of a record table: label, hint, choices and limits are the model's.

What an import would reject is said under the field that it is about.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa
import streamlit as st

from data.entering import Cell
from data.model import TABLES
from data.model.base import column_type, declared
from data.model.codes import Codes
from locales.translate import Translator
from pages.parts.importing import Finding, Outcome
from pages.parts.write_forms import DAY

_ARROW = {
    int: pa.int64(),
    float: pa.float64(),
    Decimal: pa.float64(),
    bool: pa.bool_(),
    dt.date: pa.date32(),
    dt.datetime: pa.timestamp("us"),
}


def editable(table: str, names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Rows for an editor, each column of the type that the model gives it, also where it is empty."""
    fields = TABLES[table].model_fields
    kinds = {name: column_type(fields[name]).python if name in fields else str for name in names}
    return pa.table(
        {
            name: pa.array([plain_cell(row[name]) for row in rows], _ARROW.get(kinds[name], pa.string()))
            for name in names
        }
    )


def plain_cell(cell: Any) -> Cell:
    """A cell of the records as an editor and an entry take it."""
    return float(cell) if isinstance(cell, Decimal) else str(cell) if isinstance(cell, Codes) else cell


def ask(
    table: str,
    column: str,
    t: Translator,
    *,
    key: str,
    value: Cell = None,
    choices: Mapping[str, str] | None = None,
    faults: Sequence[Finding] = (),
) -> Cell:
    """Ask for one column; ``choices`` are ids with their names where it refers to something.

    A required column has a star. Gives None for what was left empty.
    """
    information = TABLES[table].model_fields[column]
    about, kind = declared(information), column_type(information)
    named = TABLES[about.refers].label if about.refers and choices is not None else about.label
    label = named.say(t.language) + (" *" if information.is_required() else "")
    hint = about.hint.say(t.language) if about.hint else None
    given: Cell
    is_open = kind.python is bool and kind.optional
    if choices is not None or is_open or issubclass(kind.python, Codes):
        names = choices if choices is not None else _words(kind.python, t)
        options = list(names)
        place = options.index(str(value)) if value is not None and str(value) in options else None
        if place is None and information.is_required() and len(options) == 1:
            place = 0
        given = st.selectbox(
            label,
            options,
            index=place,
            format_func=names.__getitem__,
            placeholder=t("entry.choose"),
            help=hint,
            key=key,
        )
    elif kind.python is dt.date:
        latest = dt.date.today() if about.past else None
        given = st.date_input(label, value=value, max_value=latest, format=DAY, help=hint, key=key)
    elif kind.python is bool:
        given = st.toggle(label, value=bool(value), help=hint, key=key)
    elif kind.python in (int, float, Decimal):
        given = _number(label, kind.python, value, about.low, about.high, hint, key)
    else:
        given = st.text_input(label, value=value or "", max_chars=300, help=hint, key=key).strip() or None
    show_faults(column, faults)
    return given


def show_faults(column: str, faults: Sequence[Finding]) -> None:
    """Say under a field what was wrong with it."""
    for fault in faults:
        if fault.column == column:
            st.error(f"{fault.problem} {fault.remedy}")


def faults_of(outcome: Outcome | None) -> tuple[Finding, ...]:
    """What was wrong with the last save."""
    return tuple(found for one in outcome.results for found in one.errors) if outcome else ()


def _number(
    label: str, kind: type, value: Cell, low: float | None, high: float | None, hint: str | None, key: str
) -> Cell:
    number = int if kind is int else float
    limits = {
        name: number(limit) for name, limit in (("min_value", low), ("max_value", high)) if limit is not None
    }
    return st.number_input(
        label,
        value=None if value is None else number(value),
        step=1 if kind is int else None,
        format="%d" if kind is int else "%g",
        help=hint,
        key=key,
        **limits,
    )


def _words(kind: type, t: Translator) -> dict[str, str]:
    """Codes with their labels; yes and no of what may be left open."""
    if issubclass(kind, Codes):
        return {str(code): code.label.say(t.language) for code in kind}
    return {str(True): t("dictionary.yes"), str(False): t("dictionary.no")}
