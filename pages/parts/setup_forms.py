"""The ten questions as forms: one row is asked field by field, several stand in a table to fill in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import streamlit as st
from babel.numbers import list_currencies

from data.entering import Entry
from data.model import TABLES
from data.model.base import column_type, declared
from data.model.codes import Codes
from data.setup import Question, Row, id_from, share_rows
from locales.translate import Translator
from metrics.catalogue import BY_ID
from metrics.reviews.quarter import MEASURES
from pages.parts.fields import ask, editable, plain_cell
from pages.parts.importing import Finding
from pages.parts.write_forms import DAY

MONTHS = range(1, 13)
HUNDRED = 100
COMMON = ("IDR", "USD", "EUR", "AUD", "SGD", "JPY", "GBP")
"""Currencies that are offered first."""


@dataclass(frozen=True)
class Answering:
    """Who answers: the organisation ("" before the first answer) and what it has said so far."""

    organization: str
    rows: Mapping[str, list[Row]]
    known: Sequence[str]
    """Ids of all organisations."""
    t: Translator
    round: int


def one_row(question: Question, here: Answering, faults: Sequence[Finding]) -> Entry | None:
    """Ask about the organisation itself."""
    t = here.t
    old = here.rows[question.table][0] if here.rows.get(question.table) else {}
    given: Row = {}
    for name in question.columns:
        field = TABLES[question.table].model_fields[name]
        usual = None if field.is_required() else field.default
        value = old.get(name, usual)
        given[name] = ask(
            question.table,
            name,
            t,
            key=f"setup_{name}_{here.organization}_{here.round}",
            value=value,
            choices=_choices(name, t),
            faults=faults,
        )
        if usual is not None and value == usual:
            st.caption(t("setup.default"))
    if not st.form_submit_button(t("setup.save"), type="primary"):
        return None
    if "name" in given and not given["name"]:
        st.error(
            t(
                "entry.empty",
                field=declared(TABLES["organization"].model_fields["name"]).label.say(t.language),
            )
        )
        return None
    if "fiscal_year_start" in given:
        given["fiscal_year_start"] = int(given["fiscal_year_start"])
    id = here.organization or id_from(given["name"], here.known)
    row = {**old, **given, "organization_id": id}
    return entry_of(question.id, {question.table: [row]}, t)


def many_rows(question: Question, here: Answering) -> Entry | None:
    """Show the programmes, instruments, funders or grants that there are, to be changed in place."""
    t = here.t
    rows, key = here.rows[question.table], f"setup_{question.id}_{here.organization}_{here.round}"
    named = list(dict.fromkeys(("name", *question.columns)))
    references = _references(here)
    with st.form(f"setup_{question.id}", border=False):
        st.data_editor(
            editable(question.table, named, rows),
            column_config={
                name: cell_column(
                    question.table, name, t, references, disabled=not question.adds and name == "name"
                )
                for name in named
            },
            hide_index=True,
            num_rows="fixed",
            placeholder=" ",
            key=key,
        )
        if not st.form_submit_button(t("setup.save"), type="primary"):
            return None
    changed: Mapping[int, Row] = st.session_state[key]["edited_rows"]
    found = [{**rows[at], **new} for at, new in sorted(changed.items()) if new]
    if not found:
        st.info(t("entry.nothing_changed"))
        return None
    return entry_of(question.id, {question.table: found}, t)


def another_row(question: Question, here: Answering, faults: Sequence[Finding]) -> Entry | None:
    """Ask for one programme, instrument, funder or grant more, field by field."""
    t, record, rows = here.t, TABLES[question.table], here.rows[question.table]
    references = _references(here)
    key = f"setup_new_{question.id}_{here.organization}_{here.round}"
    with st.form(key, border=False):
        given: Row = {}
        for name in question.columns:
            field = record.model_fields[name]
            usual = None if field.is_required() else plain_cell(field.default)
            if name == "currency":
                usual = here.rows["organization"][0]["base_currency"]
            given[name] = ask(
                question.table,
                name,
                t,
                key=f"{key}_{name}",
                value=usual,
                choices=references.get(name),
                faults=faults,
            )
            if usual is not None and not isinstance(usual, bool):
                st.caption(t("setup.default"))
        if not st.form_submit_button(t("setup.add"), type="secondary" if rows else "primary"):
            return None
    if not given["name"]:
        label = declared(record.model_fields["name"]).label.say(t.language)
        st.error(t("entry.empty", field=label))
        return None
    id = record.key[0]
    own = {"organization_id": here.organization} if "organization_id" in record.model_fields else {}
    new = {**given, id: id_from(given["name"], [row[id] for row in rows]), **own}
    return entry_of(question.id, {question.table: [new]}, t)


def shares(here: Answering) -> Entry | None:
    """Ask which part of a programme's cost a grant carries, from when until when."""
    t, key = here.t, f"setup_share_{here.round}"
    grants = {row["grant_id"]: row for row in here.rows["grant_award"]}
    programs = {row["program_id"]: row["name"] for row in here.rows["program"]}
    if not grants or not programs:
        st.caption(t("setup.no_grants"))
        return None
    with st.form("setup_shares"):
        st.caption(t("setup.shares"))
        grant = st.selectbox(
            t("scope.grant"), list(grants), format_func=lambda id: grants[id]["name"], key=f"{key}_g"
        )
        program = st.selectbox(
            t("scope.program"), list(programs), format_func=programs.__getitem__, key=f"{key}_p"
        )
        share = st.number_input(t("setup.share"), 0, HUNDRED, value=None, step=1, key=f"{key}_s")
        year = dt.date.today().year
        first = st.date_input(t("setup.from"), value=dt.date(year, 1, 1), format=DAY, key=f"{key}_a")
        last = st.date_input(t("setup.to"), value=dt.date(year, 12, 31), format=DAY, key=f"{key}_b")
        if not st.form_submit_button(t("setup.save")):
            return None
    if share is None:
        st.error(t("entry.empty", field=t("setup.share")))
        return None
    if first > last:
        st.error(t("setup.reversed"))
        return None
    name = t("setup.named", question=t("setup.q.grants"))
    return Entry(name=name, rows={"grant_share": share_rows(grant, program, share / HUNDRED, first, last)})


def target(question: Question, here: Answering, faults: Sequence[Finding]) -> Entry | None:
    """Ask for one target more: what, of which programme, how much and by when."""
    t, key = here.t, f"setup_target_{here.round}"
    programs = {row["program_id"]: row["name"] for row in here.rows["program"]}
    names = {one.id: one.name.say(t.language) for one in (*MEASURES, BY_ID["people_served"])}
    year = dt.date.today().year
    given = {
        "indicator": ask("target", "indicator", t, key=f"{key}_i", choices=names, faults=faults),
        "program_id": ask("target", "program_id", t, key=f"{key}_p", choices=programs, faults=faults),
    }
    for name in ("value", "baseline"):
        given[name] = ask("target", name, t, key=f"{key}_{name}", faults=faults)
    st.caption(t("setup.percent"))
    for name, usual in (("starts_on", dt.date(year, 1, 1)), ("due_on", dt.date(year, 12, 31))):
        given[name] = ask("target", name, t, key=f"{key}_{name}", value=usual, faults=faults)
    if not st.form_submit_button(t("setup.save"), type="primary"):
        return None
    if given["indicator"] is None or given["value"] is None:
        st.error(t("why.target.missing"))
        return None
    if BY_ID[str(given["indicator"])].unit == "proportion":
        given |= {
            name: None if given[name] is None else given[name] / HUNDRED for name in ("value", "baseline")
        }
    id = f"{given['indicator']}-{dt.datetime.now():%Y%m%dT%H%M%S%f}"
    whose = {"target_id": id, "organization_id": here.organization, "set_on": dt.date.today()}
    return entry_of(question.id, {question.table: [{**given, **whose}]}, t)


def entry_of(question: str, rows: Mapping[str, list[Row]], t: Translator) -> Entry:
    """The answer to a question as one save."""
    return Entry(
        name=t("setup.named", question=t(f"setup.q.{question}")),
        rows={
            table: [{name: plain_cell(cell) for name, cell in row.items()} for row in found]
            for table, found in rows.items()
        },
    )


def _choices(name: str, t: Translator) -> Mapping[str, str] | None:
    if name == "fiscal_year_start":
        return {str(month): t(f"month.{month}") for month in MONTHS}
    if name == "base_currency":
        return {code: code for code in dict.fromkeys((*COMMON, *sorted(list_currencies())))}
    return None


def _references(here: Answering) -> Mapping[str, Mapping[str, str]]:
    """Names of what a column may refer to."""
    return {
        "funder_id": {row["funder_id"]: row["name"] for row in here.rows["funder"]},
        "currency": {code: code for code in COMMON},
    }


def cell_column(
    table: str,
    name: str,
    t: Translator,
    references: Mapping[str, Mapping[str, str]],
    *,
    disabled: bool = False,
) -> Any:
    """How a column is shown in a table, with its default in words as its help."""
    field = TABLES[table].model_fields[name]
    about, kind = declared(field), column_type(field).python
    named = TABLES[about.refers].label if about.refers and name in references else about.label
    label = named.say(t.language)
    hint = about.hint.say(t.language) if about.hint else None
    usual = None if field.is_required() else plain_cell(field.default)
    labels = references.get(name) or (
        {str(code): code.label.say(t.language) for code in kind} if issubclass(kind, Codes) else None
    )
    if usual is not None and not isinstance(usual, bool):
        said = (labels or {}).get(str(usual), usual)
        hint = " ".join(part for part in (hint, t("dictionary.default", value=str(said))) if part)
    if labels is not None:
        return st.column_config.SelectboxColumn(
            label, options=list(labels), format_func=lambda id: labels.get(id, id), default=usual, help=hint
        )
    if kind is dt.date:
        return st.column_config.DateColumn(label, format=DAY, help=hint)
    if kind is bool:
        return st.column_config.CheckboxColumn(label, default=usual, help=hint)
    if kind in (int, float, Decimal):
        step = 1 if kind is int else None
        return st.column_config.NumberColumn(
            label, min_value=about.low, max_value=about.high, step=step, default=usual, help=hint
        )
    return st.column_config.TextColumn(
        label, disabled=disabled, required=name == "name", default=usual, help=hint
    )
