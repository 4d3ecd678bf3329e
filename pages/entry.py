"""Entry: short forms for what has no file, and a table to edit. Every save can be undone."""

from __future__ import annotations

import streamlit as st

from data.entering import Entry
from data.home import Home
from data.summary import Summary
from locales.translate import Translator
from pages.parts import head
from pages.parts.address import asked
from pages.parts.bulk_edit import bulk_edit
from pages.parts.door import demonstration_notice, open_home, scope_of
from pages.parts.entry_forms import FORMS, Place
from pages.parts.fields import faults_of
from pages.parts.frame import frame, show
from pages.parts.frame import head as block
from pages.parts.held import summary_of
from pages.parts.html import Span
from pages.parts.importing import Outcome, change_batch
from pages.parts.saving import save
from pages.parts.scope_line import language_selector

TABLE = "table"
"""The choice that is no form: a table to edit."""
NARROW = 560
"""Pixels of a form: a phone held in one hand, and no wider elsewhere."""


def render() -> None:
    """Show the page, from the top."""
    opened = open_home()
    home, t = opened.home, opened.t
    held = summary_of(home)
    with frame():
        demonstration_notice(home, t)
        with block(t(f"language.{t.language}")) as (selectors, _):
            with selectors:
                language_selector(t)
            show(head.title(t("entry.title"), t("entry.lead")))
        if not held["organizations"]:
            link = Span(t("entry.to_setup"), href=f"setup?lang={t.language}")
            show(head.empty(t("entry.nobody"), t("entry.nobody_why"), link))
            return
        place, rows = _place(home, held, t)
        kind = st.pills(
            t("entry.what"),
            [*FORMS, TABLE],
            default=next(iter(FORMS)),
            required=True,
            format_func=lambda name: t(f"entry.form.{name}"),
            key="entry_kind",
        )
        _last_save(t)
        if kind == TABLE:
            _take(bulk_edit(place, rows), t)
        elif kind in FORMS:
            with st.container(width=NARROW), st.form(f"entry_{kind}", border=True):
                st.caption(t(f"entry.about.{kind}"))
                entry = FORMS[kind](place, faults_of(st.session_state.get("entry_refused")))
            _take(entry, t)
        show(head.bullets([_elsewhere("week", "entry.action", t), _elsewhere("setup", "entry.target", t)]))


def _place(home: Home, held: Summary, t: Translator) -> tuple[Place, dict[str, int]]:
    """Choose whose data it is, where there is a choice; give the organisation's rows by table as well."""
    organizations = {one["id"]: one for one in held["organizations"]}
    ids = list(organizations)
    wanted = asked("organization")
    chosen = ids[0]
    if len(ids) > 1:
        chosen = st.selectbox(
            t("scope.organization"),
            ids,
            index=ids.index(wanted) if wanted in ids else 0,
            format_func=lambda id: organizations[id]["name"],
            key="entry_organization",
        )
    programs = {one["id"]: one["name"] for one in held["programs"] if one["organization"] == chosen}
    round_ = st.session_state.setdefault("entry_round", 0)
    return Place(home, scope_of("week"), chosen, programs, t, round_), organizations[chosen]["rows"]


def _take(entry: Entry | None, t: Translator) -> None:
    """Save what was typed; show the page anew with what became of it."""
    if entry is None:
        return
    with st.spinner(t("entry.saving")):
        done = save(entry, t.language)
    if done.done and all(one.status == "imported" for one in done.results):
        st.session_state["entry_saved"] = done
        st.session_state.pop("entry_refused", None)
        st.session_state["entry_round"] += 1
    else:
        st.session_state["entry_refused"] = done
    st.rerun()


def _last_save(t: Translator) -> None:
    """Say what was saved last, with its undo; or why nothing was."""
    refused: Outcome | None = st.session_state.get("entry_refused")
    if refused is not None:
        found = [f"{one.problem} {one.remedy}" for one in faults_of(refused)]
        show(head.setback(t("entry.refused"), " ".join(found) or refused.said or t("datascreen.crashed")))
    saved: Outcome | None = st.session_state.get("entry_saved")
    if saved is None or not saved.results:
        return
    result = saved.results[0]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.success(t("entry.saved", what=result.file, batch=str(result.batch)), width="stretch")
        if st.button(t("datascreen.undo"), key="entry_undo"):
            with st.spinner(t("datascreen.undo_working")):
                change_batch(result.batch or 0, "undo", t.language)
            st.session_state.pop("entry_saved", None)
            st.rerun()


def _elsewhere(page: str, text: str, t: Translator) -> Span:
    return Span(t(text), href=f"{page}?lang={t.language}")


render()
