"""Set-up: an organisation's first day in ten questions. Everything can be changed later, and says when it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from data.entering import Entry
from data.home import main_home
from data.model import TABLES
from data.model.base import column_type, declared
from data.model.codes import Codes
from data.setup import QUESTIONS, Question, Turned, state
from locales import formats
from locales.translate import Translator
from pages.parts import head
from pages.parts.door import open_words
from pages.parts.fields import faults_of
from pages.parts.frame import columns, frame, show
from pages.parts.frame import head as block
from pages.parts.held import answers_of, history_of, organizations_of
from pages.parts.html import Html, Span
from pages.parts.importing import Finding, Outcome
from pages.parts.outcome_form import outcome_form
from pages.parts.scope_line import language_selector
from pages.parts.setup_forms import Answering, another_row, many_rows, one_row, shares, target
from pages.parts.setup_given import given_shares, given_targets
from pages.parts.setup_identity import identity
from pages.parts.setup_saving import begin, finished
from pages.parts.table import Cell, Column, Row, table

SHOWN_CHANGES = 20
QUESTION, ORGANIZATION = "setup_question", "setup_organization"
"""What the two selectboxes of the page are kept under."""
_BACK = "setup_back"
_ALONE = ("who", "fiscal_year", "currency")
"""Questions about the organisation itself."""
_ONE_AT_A_TIME = ("outcomes", "targets")
"""Questions that stay open after a save: each save answers for one programme, or one target."""


def render() -> None:
    """Show the page, from the top. It is about data of one's own, also while the demonstration is shown."""
    t, home = open_words(), main_home()
    with frame():
        with block(t(f"language.{t.language}")) as (selectors, _):
            with selectors:
                language_selector(t)
            show(head.title(t("setup.title"), t("setup.lead")))
        _settle(t)
        _go_back()
        known = organizations_of(home)
        organization = _choose(known, t)
        here = Answering(
            organization,
            answers_of(home, organization),
            tuple(known),
            t,
            st.session_state.setdefault("setup_round", 0),
        )
        question = _question(here)
        left, right = columns(2, 1)
        with right:
            show(_overview(here))
        with left:
            _ask(question, here)
        if len(known) > 1:
            show(identity(home, organization, t))
        changed = history_of(home, organization)
        if changed:
            show(_changes(changed[:SHOWN_CHANGES], t))
        link = Span(t("setup.to_data"), href=f"data?lang={t.language}")
        show(head.under((t("setup.then"), " ", link)))


def _choose(known: dict[str, str], t: Translator) -> str:
    """Which organisation answers; "" for the first answer of all."""
    if not known:
        return ""
    if len(known) == 1:
        return next(iter(known))
    return st.selectbox(t("scope.organization"), list(known), format_func=known.__getitem__, key=ORGANIZATION)


def _question(here: Answering) -> Question:
    """Which question is looked at: the one chosen, else the first that is still open."""
    t = here.t
    if not here.organization:
        return QUESTIONS[0]
    if QUESTION not in st.session_state:
        waiting = [one.id for one in QUESTIONS if state(one, here.rows[one.table]) == "open"]
        st.session_state[QUESTION] = waiting[0] if waiting else QUESTIONS[0].id
    chosen = st.selectbox(
        t("setup.question"),
        [one.id for one in QUESTIONS],
        format_func=lambda id: f"{_number(id)} · {t(f'setup.q.{id}')}",
        key=QUESTION,
    )
    return QUESTIONS[_number(chosen) - 1]


def _number(id: str) -> int:
    return next(place for place, one in enumerate(QUESTIONS, 1) if one.id == id)


def _ask(question: Question, here: Answering) -> None:
    """Show one question, and save its answer."""
    t = here.t
    show(
        head.section(
            f"{_number(question.id)}. {t(f'setup.q.{question.id}')}", small=t(f"setup.why.{question.id}")
        )
    )
    refused: Outcome | None = st.session_state.get("setup_refused")
    faults = faults_of(refused)
    if refused is not None:
        said = " ".join(f"{one.problem} {one.remedy}" for one in faults) or refused.said
        show(head.setback(t("entry.refused"), said or t("datascreen.crashed")))
    if question.table == "program" and not question.adds and not here.rows["program"]:
        show(head.notice(t("setup.programs_first")))
        return
    entry = _asked(question, here, faults)
    if entry is not None:
        _save(entry, question, here)
    if here.organization and question is not QUESTIONS[-1]:
        following = QUESTIONS[_number(question.id)]
        st.button(
            t("setup.next", number=_number(following.id), question=t(f"setup.q.{following.id}")),
            on_click=st.session_state.update,
            args=({QUESTION: following.id},),
            type="tertiary",
            key="setup_next",
        )


def _asked(question: Question, here: Answering, faults: Sequence[Finding]) -> Entry | None:
    """Show the forms of one question; give what was answered."""
    if question.id == "outcomes":
        return outcome_form(here)
    if question.id in _ALONE or question.id == "targets":
        with st.form(f"setup_{question.id}", border=False):
            asked = target if question.id == "targets" else one_row
            entry = asked(question, here, faults)
        _show_given(given_targets(here) if question.id == "targets" else None, here.t)
        return entry
    entry = many_rows(question, here) if here.rows[question.table] else None
    if question.adds:
        with st.expander(here.t(f"setup.another.{question.id}"), expanded=not here.rows[question.table]):
            entry = another_row(question, here, faults) or entry
    if question.id == "grants":
        entry = shares(here) or entry
        _show_given(given_shares(here), here.t)
    return entry


def _show_given(given: Html | None, t: Translator) -> None:
    if given is not None:
        show(head.section(t("setup.given"), given))


def _save(entry: Entry, question: Question, here: Answering) -> None:
    """Save an answer, here where it was given, and begin anew."""
    begin(entry, {QUESTION: question.id, ORGANIZATION: here.organization}, here.t)
    _settle(here.t)
    st.rerun()


def _settle(t: Translator) -> None:
    """Take in what became of the last answer: go on to what is open, or back to where it was refused."""
    done = finished(t)
    if done is None:
        return
    if not done.is_saved:
        st.session_state["setup_refused"] = done.outcome
        st.session_state[_BACK] = dict(done.place)
        return
    st.session_state.pop("setup_refused", None)
    st.session_state["setup_round"] += 1
    question = QUESTIONS[_number(done.place[QUESTION]) - 1]
    is_last = question is QUESTIONS[-1]
    if st.session_state.get(QUESTION) == question.id and not (
        question.adds or question.id in _ONE_AT_A_TIME or is_last
    ):
        st.session_state.pop(QUESTION)


def _go_back() -> None:
    """Choose again where an answer was refused, before anything else is chosen."""
    for name, value in st.session_state.pop(_BACK, {}).items():
        if name in st.session_state:
            st.session_state[name] = value


def _overview(here: Answering) -> Html:
    """List the ten questions, each answered, with its default, or open."""
    t = here.t
    rows = [
        Row(
            (
                Cell(f"{place}. {t(f'setup.q.{one.id}')}"),
                Cell(t(f"setup.state.{state(one, here.rows.get(one.table, []))}"), grey=True),
            )
        )
        for place, one in enumerate(QUESTIONS, 1)
    ]
    heads = [Column(t("setup.question")), Column(t("setup.head.state"), width="34%")]
    return table(t("setup.title"), heads, rows, heads=False)


def _changes(changed: list[Turned], t: Translator) -> Html:
    """What was answered otherwise before, the latest first."""
    heads = [Column(t(f"setup.head.{name}")) for name in ("what", "before", "after", "when")]
    rows = [
        Row(
            (
                Cell(
                    declared(TABLES[one.table].model_fields[one.column]).label.say(t.language), under=one.row
                ),
                Cell(_said(one, one.before, t), grey=True),
                Cell(_said(one, one.after, t)),
                Cell(formats.moment(one.at, t.language), under=one.by),
            )
        )
        for one in changed
    ]
    return head.section(
        t("setup.history"), table(t("setup.history"), heads, rows), small=t("setup.history_small")
    )


def _said(turned: Turned, value: object, t: Translator) -> str:
    """An answer as people read it: codes by their labels."""
    if value is None:
        return formats.DASH
    if isinstance(value, bool):
        return t("dictionary.yes" if value else "dictionary.no")
    kind = column_type(TABLES[turned.table].model_fields[turned.column]).python
    if issubclass(kind, Codes):
        return kind(value).label.say(t.language)
    return formats.day(value, t.language) if isinstance(value, dt.date) else str(value)


render()
