"""How a file's columns are read: shown column by column with a few values, and changed there.

What cannot be shown so (surveys, results of other systems) is shown as the mapping file itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from data.importers.sheet.fields import BESIDE, MAIN_TABLES
from data.importers.sheet.plan import BookPlan, SheetPlan, write_plan
from data.model import TABLES
from data.model.base import column_type, declared
from data.model.codes import Codes
from data.previews import Preview, PreviewTable
from locales.translate import Translator
from pages.parts import head
from pages.parts.frame import show
from pages.parts.importing import Finding

_NOT_SHOWN = ("organization_id", "program_id", "enrollment_id", "household_id", "community_id", "source_id")
"""Fields that other systems fill; in a spreadsheet of one's own the name says it."""
_PROGRAM = "program.name"


def mapping_editor(shown: Preview, faults: Sequence[Finding], key: str, t: Translator) -> str | None:
    """Show how a file is read and let it be changed; give the mapping once it was changed, else None.

    ``faults`` are those of the file as it is read unchanged: words that no code list knows can be explained.
    """
    changed = f"changed_{key}"
    if shown.remembered:
        st.caption(t("datascreen.remembered"))
    with st.form(f"form_{key}", border=False):
        text = _tables(shown, faults, key, t) if shown.tables else _text(shown, key, t)
        if st.form_submit_button(t("datascreen.read_so")):
            st.session_state[changed] = text if text.strip() != shown.text.strip() else None
    return st.session_state.get(changed)


def _text(shown: Preview, key: str, t: Translator) -> str:
    return st.text_area(
        t("datascreen.mapping_text"),
        shown.text,
        height=320,
        key=f"mapping_text_{key}",
        help=t("datascreen.mapping_help"),
    )


def _tables(shown: Preview, faults: Sequence[Finding], key: str, t: Translator) -> str:
    plans = tuple(
        _words(_table(table, f"{key}_{number}", t), faults, f"{key}_{number}", t)
        for number, table in enumerate(shown.tables)
    )
    return write_plan(
        BookPlan(records=tuple(plan for plan in plans if plan.columns) or (shown.tables[0].plan,))
    )


def _table(table: PreviewTable, key: str, t: Translator) -> SheetPlan:
    """Show one table: what its rows are and why, then each column with the field that it is read as."""
    plan = table.plan
    show(head.subhead(_what(table, t)))
    fields = _fields(plan.table, t)
    others = [column.field for column in table.columns if column.field and column.field not in fields]
    names = {**fields, **{field: _said(field, t) for field in others}}
    ignored = t("datascreen.not_read")
    edited = st.data_editor(
        {
            "heading": [column.heading for column in table.columns],
            "samples": [" · ".join(column.samples) for column in table.columns],
            "field": [names[column.field] if column.field else ignored for column in table.columns],
        },
        column_config={
            "heading": st.column_config.TextColumn(t("datascreen.head.heading"), disabled=True),
            "samples": st.column_config.TextColumn(t("datascreen.head.samples"), disabled=True),
            "field": st.column_config.SelectboxColumn(
                t("datascreen.head.field"), options=[ignored, *names.values()], required=True
            ),
        },
        column_order=("heading", "field", "samples"),
        hide_index=True,
        num_rows="fixed",
        key=f"columns_{key}",
    )
    if table.personal:
        st.caption(t("datascreen.never_read", columns=", ".join(table.personal)))
    codes = {label: field for field, label in names.items() if field}
    columns: dict[str, str] = {}
    for heading, label in zip(edited["heading"], edited["field"], strict=True):
        if label in codes and _written(codes[label], plan) not in columns.values():
            columns[heading] = _written(codes[label], plan)
    values = dict(plan.values)
    if _PROGRAM not in columns.values() and "program_id" not in columns.values():
        program = st.text_input(
            t("datascreen.program_of_all"),
            values.get(_PROGRAM, ""),
            help=t("datascreen.program_of_all_help"),
            key=f"program_{key}",
        ).strip()
        values = {**values, _PROGRAM: program} if program else values
    return plan.model_copy(update={"columns": columns, "values": values})


def _words(plan: SheetPlan, faults: Sequence[Finding], key: str, t: Translator) -> SheetPlan:
    """Ask what words mean that stand in columns of codes and are no code of ours."""
    coded = {column: (table, column) for table, column in plan.fields if _codes(table, column)}
    asked = list(
        dict.fromkeys((one.column, one.value) for one in faults if one.column in coded and one.value)
    )
    if not asked:
        return plan
    st.caption(t("datascreen.unknown_words"))
    words = {name: dict(given) for name, given in plan.words.items()}
    for column, word in asked:
        field = coded[column]
        labels = {str(code): code.label.say(t.language) for code in _codes(*field)}
        meaning = st.selectbox(
            t("datascreen.word_of", word=word, field=_label(*field, t)),
            list(labels),
            index=None,
            format_func=labels.__getitem__,
            placeholder=t("datascreen.choose_meaning"),
            key=f"words_{key}_{column}_{word}",
        )
        if meaning is not None:
            words.setdefault(_written(".".join(field), plan), {})[word] = meaning
    return plan.model_copy(update={"words": words})


def _codes(table: str, column: str) -> list[Codes]:
    kind = column_type(TABLES[table].model_fields[column]).python
    return list(kind) if issubclass(kind, Codes) else []


def _said(field: str, t: Translator) -> str:
    """A field that is not offered but was found, as it is said."""
    table, _, column = field.partition(".")
    return f"{TABLES[table].label.say(t.language)}: {_label(table, column, t)}"


def _label(table: str, column: str, t: Translator) -> str:
    return declared(TABLES[table].model_fields[column]).label.say(t.language)


def _what(table: PreviewTable, t: Translator) -> str:
    """Say what the rows are taken for, and by which columns that is known."""
    label = TABLES[table.plan.table].label.say(t.language)
    own = [
        column.heading for column in table.columns if (column.field or "").startswith(f"{table.plan.table}.")
    ]
    return t(
        "datascreen.taken_for",
        sheet=table.plan.sheet or t("datascreen.the_table"),
        rows=table.rows,
        label=label,
        columns=", ".join(own[:4]),
    )


def _fields(table: str, t: Translator) -> Mapping[str | None, str]:
    """What a column may be read as: ``table.column`` and its label, the table's own fields first."""
    found: dict[str | None, str] = {}
    for name in (table, *(beside for beside in BESIDE if beside != table)):
        if table not in MAIN_TABLES and name != table:
            continue
        about = TABLES[name].label.say(t.language)
        for column, information in TABLES[name].model_fields.items():
            if column not in _NOT_SHOWN and not (name == table and column == "client_id"):
                found[f"{name}.{column}"] = f"{about}: {declared(information).label.say(t.language)}"
    return found


def _written(field: str, plan: SheetPlan) -> str:
    """A field as the plan writes it: without the name of its own table."""
    table, _, column = field.partition(".")
    return column if table == plan.table else field
