"""Editing a table in bulk: for small organisations that have no other place to keep it.

Rows come through ``data.people`` (every look is written down) and go back as new versions, one batch a save.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import streamlit as st

from data.entering import Entry
from data.model import TABLES, Record
from data.model.base import column_type, declared
from data.model.codes import Codes
from data.people import Opened, open_rows
from data.people.editing import EDITABLE, MOST_ROWS, PERSON, person_columns
from data.store import newest_mark
from locales.translate import Translator
from pages.parts.entry_forms import Place
from pages.parts.fields import editable, plain_cell

Row = dict[str, Any]


def bulk_edit(place: Place, held: dict[str, int]) -> Entry | None:
    """Show a table to edit; give what was changed once it is saved."""
    t = place.t
    tables = [table for table in EDITABLE if held.get(table)]
    if not tables:
        st.info(t("entry.no_rows"))
        return None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        table = st.selectbox(
            t("entry.table"),
            tables,
            format_func=lambda name: TABLES[name].label.say(t.language),
            key="edit_table",
        )
        number = st.text_input(t("entry.case_number"), key="edit_number").strip()
    record = TABLES[table]
    opened = _opened(place, table, number)
    if opened.total > len(opened.rows):
        st.caption(t("entry.newest_only", rows=MOST_ROWS, total=opened.total))
    if not opened.rows:
        st.info(t("entry.none_found"))
        return None
    key = f"edit_{table}_{number}_{place.round}"
    shown = [
        name
        for name in opened.rows[0]
        if name not in _hidden(record) and not _is_idle(record, name, opened.rows)
    ]
    with st.form(f"form_{key}", border=False):
        st.data_editor(
            editable(table, shown, opened.rows),
            column_config={name: _column(record, name, t) for name in shown},
            hide_index=True,
            num_rows="fixed",
            placeholder=" ",
            key=key,
        )
        if not st.form_submit_button(t("entry.save_changes"), type="primary"):
            return None
    edited: dict[int, Row] = st.session_state[key]["edited_rows"]
    rows = [_version(record, opened.rows[at], changed) for at, changed in sorted(edited.items()) if changed]
    if not rows:
        st.info(t("entry.nothing_changed"))
        return None
    label = record.label.say(t.language)
    return Entry(name=t("entry.edited", table=label, rows=len(rows)), rows={table: rows}, known_people=True)


def _opened(place: Place, table: str, number: str) -> Opened:
    """The rows, read once for what is looked at and a version of the records."""
    known = (place.organization, table, number, str(newest_mark(place.home)))
    if st.session_state.get("edit_known") != known:
        st.session_state["edit_opened"] = open_rows(
            place.home, place.scope.viewer, place.scope.detail, place.organization, table, number
        )
        st.session_state["edit_known"] = known
    return st.session_state["edit_opened"]


def _hidden(record: type[Record]) -> set[str]:
    """What is no use to whoever edits: pseudonyms, and whose row it is."""
    return {*person_columns(record), "organization_id"}


def _is_idle(record: type[Record], name: str, rows: Sequence[Row]) -> bool:
    """Whether a column refers to something that none of the rows names, so that there is nothing to see or edit."""
    field = record.model_fields.get(name)
    return field is not None and bool(declared(field).refers) and all(row[name] is None for row in rows)


def _version(record: type[Record], row: Row, changed: Row) -> Row:
    """A row as it will stand: what was changed in it, and the rest as it was."""
    return {
        name: changed.get(name, plain_cell(row[name]))
        for name in record.model_fields
        if name in {**row, **changed}
    }


def _column(record: type[Record], name: str, t: Translator) -> Any:
    """How a column is shown and edited; ids and case numbers stay as they are."""
    if name not in record.model_fields:
        return st.column_config.TextColumn(t("entry.case_number"), disabled=True, pinned=True)
    information = record.model_fields[name]
    about, kind = declared(information), column_type(information).python
    label = about.label.say(t.language)
    fixed = name in record.key or name == PERSON or about.refers is not None
    if issubclass(kind, Codes):
        labels = {str(code): code.label.say(t.language) for code in kind}
        return st.column_config.SelectboxColumn(
            label, options=list(labels), format_func=lambda code: labels.get(code, code)
        )
    if kind is dt.date:
        return st.column_config.DateColumn(label, format="DD/MM/YYYY")
    if kind is dt.datetime:
        return st.column_config.DatetimeColumn(label, format="DD/MM/YYYY HH:mm")
    if kind is bool:
        return st.column_config.CheckboxColumn(label)
    if kind in (int, float, Decimal):
        return st.column_config.NumberColumn(label, min_value=about.low, max_value=about.high)
    return st.column_config.TextColumn(label, disabled=fixed)
