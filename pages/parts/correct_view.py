"""One wrong record corrected: found by the own case number, one field changed, saved as an import of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from data.entering import as_text
from data.errors import HasilError
from data.home import Home
from data.importing import Imported
from data.mending import correct
from data.model import TABLES
from data.model.base import column_type, declared
from data.model.codes import Codes
from data.people.records import Kept, records_of
from data.store import newest_mark
from locales import formats
from locales.translate import Translator
from metrics.scope import Scope
from pages.parts.fields import ask, plain_cell
from pages.parts.importing import change_batch

NARROW = 560
"""Pixels: a phone held in one hand, and no wider elsewhere."""


def correct_view(
    home: Home, scope: Scope, organization: str, programs: Mapping[str, str], t: Translator, *, key: str
) -> None:
    """Offer to find a person by case number and to correct one field of one record."""
    if scope.detail != "people":
        return
    key = f"{key}_{organization}"
    with st.container(width=NARROW):
        _last(t, key)
        number = st.text_input(
            t("correct.case"), key=f"{key}_case", autocomplete="off", help=t("correct.case_help")
        ).strip()
        if not number:
            return
        try:
            found = _found(home, scope, organization, number, key)
        except HasilError as error:
            st.warning(t(error.key, **error.values), icon=None)
            return
        _form(home, scope, organization, found, programs, t, f"{key}_{number}", key)


def _form(
    home: Home,
    scope: Scope,
    organization: str,
    found: Sequence[Kept],
    programs: Mapping[str, str],
    t: Translator,
    key: str,
    said: str,
) -> None:
    at = st.selectbox(
        t("correct.record"),
        range(len(found)),
        format_func=lambda place: _name(found[place], t),
        key=f"{key}_record",
    )
    one = found[at]
    if one.is_of_file:
        st.info(t("error.part_of_a_file", record=one.record), icon=None)
        return
    fields = TABLES[one.table].model_fields
    column = st.selectbox(
        t("correct.field"),
        list(one.cells),
        index=None,
        placeholder=t("correct.choose_field"),
        format_func=lambda name: _field(one, name, programs, t),
        key=f"{key}_{one.record}_field",
    )
    if column is None:
        return
    own = f"{key}_{one.record}_{column}"
    emptied = False
    if not fields[column].is_required() and one.cells[column] is not None:
        emptied = st.checkbox(t("correct.empty"), key=f"{own}_empty")
    new = None if emptied else _ask(one, column, programs, t, own)
    if not st.button(t("correct.save"), type="primary", width="stretch", key=f"{own}_save"):
        return
    if as_text(new) == as_text(plain_cell(one.cells[column])):
        st.info(t("correct.same"), icon=None)
        return
    try:
        with st.spinner(t("entry.saving")):
            done = correct(home, scope.viewer, organization, one.table, one.record, {column: as_text(new)})
    except HasilError as error:
        st.warning(t(error.key, **error.values), icon=None)
        return
    if done.status == "imported":
        st.session_state[f"{said}_done"] = (done, _name(one, t))
        st.rerun()
    for problem in done.problems:
        spoken = problem.say(t)
        st.error(f"{spoken['problem']} {spoken['remedy']}")


def _ask(one: Kept, column: str, programs: Mapping[str, str], t: Translator, key: str) -> Any:
    """The field, with what stands there now."""
    value = plain_cell(one.cells[column])
    if column_type(TABLES[one.table].model_fields[column]).python is dt.datetime:
        value = as_text(value)
    choices = programs if column == "program_id" else None
    return ask(one.table, column, t, key=key, value=value, choices=choices)


def was_corrected(key: str) -> bool:
    """Whether a correction made by the view of this key is still being told of."""
    return any(str(name).startswith(key) and str(name).endswith("_done") for name in st.session_state)


def _last(t: Translator, key: str) -> None:
    """Say what was corrected last, with its undo."""
    held: tuple[Imported, str] | None = st.session_state.get(f"{key}_done")
    if held is None:
        return
    done, name = held
    st.success(t("correct.saved", record=name, batch=done.batch or 0), icon=None)
    if st.button(t("datascreen.undo"), key=f"{key}_undo"):
        with st.spinner(t("datascreen.undo_working")):
            change_batch(done.batch or 0, "undo", t.language)
        st.session_state.pop(f"{key}_done", None)
        st.rerun()


def _found(home: Home, scope: Scope, organization: str, number: str, key: str) -> list[Kept]:
    """The records, looked up once for a version of the records: every look is written to the audit log."""
    known = (organization, number, str(newest_mark(home)))
    if st.session_state.get(f"{key}_known") != known:
        st.session_state[f"{key}_found"] = records_of(home, scope.viewer, scope.detail, organization, number)
        st.session_state[f"{key}_known"] = known
    return st.session_state[f"{key}_found"]


def _name(one: Kept, t: Translator) -> str:
    """What a record is called: its table, its programme, its day."""
    parts = [TABLES[one.table].label.say(t.language), one.program or ""]
    parts += [formats.day(one.day, t.language)] if one.day else []
    return " · ".join(part for part in parts if part)


def _field(one: Kept, column: str, programs: Mapping[str, str], t: Translator) -> str:
    """A field and what stands there now."""
    label = declared(TABLES[one.table].model_fields[column]).label.say(t.language)
    return t("correct.now", field=label, value=_said(one, column, programs, t))


def _said(one: Kept, column: str, programs: Mapping[str, str], t: Translator) -> str:
    value = one.cells[column]
    kind = column_type(TABLES[one.table].model_fields[column]).python
    if value is None:
        return t("correct.nothing")
    if issubclass(kind, Codes):
        return kind(str(value)).label.say(t.language)
    if isinstance(value, dt.datetime):
        return formats.moment(value, t.language)
    if isinstance(value, dt.date):
        return formats.day(value, t.language)
    if isinstance(value, bool):
        return t("dictionary.yes" if value else "dictionary.no")
    return programs.get(str(value), str(value)) if column == "program_id" else str(plain_cell(value))
