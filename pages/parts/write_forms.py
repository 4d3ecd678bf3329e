"""Forms in which people write beside the numbers. What is submitted becomes a version with its author.

Each stands in a popover that opens at once; nothing about a client goes in, and the form says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar, get_args

import streamlit as st

from data.errors import HasilError
from data.home import Home
from data.workspace.writing import LONGEST, Action, Decision, Note, Written, history, revise, write
from locales.translate import Translator
from pages.parts.written import written_by

C = TypeVar("C", Note, Action, Decision)
DAY = "DD/MM/YYYY"
"""How days are typed."""
WRITTEN = "times_written"
"""How often this visitor has saved a form: part of the name of the next one."""
WEEKS_AHEAD = 4
"""Until when something is to be done, unless somebody says otherwise."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where is written, by whom, and about whom."""

    home: Home
    author: str
    organization: str
    program: str | None
    t: Translator


def note_form(desk: Desk, choices: Mapping[str, str], day: dt.date, *, key: str) -> None:
    """Offer to note what happened, for the charts of one measure or of all; ``day`` is the first offered."""
    t = desk.t
    with st.popover(t("writing.note"), type="tertiary", key=f"open_{key}"), _form(key):
        st.caption(t("writing.no_client"))
        text = st.text_input(t("writing.field.happened"), max_chars=LONGEST)
        happened = st.date_input(t("writing.field.day"), value=day, max_value=dt.date.today(), format=DAY)
        indicator = _indicator(choices, t, all_of_them=True)
        if st.form_submit_button(t("writing.save"), type="primary") and _is_filled(t, text):
            note = _content(Note, desk, text=text, happened_on=happened, indicator=indicator)
            _do(lambda: write(desk.home, desk.author, note), t)


def action_form(desk: Desk, raised: Mapping[str, Action], choices: Mapping[str, str], *, key: str) -> None:
    """Offer to raise an action about a measure; ``raised`` holds what its signal was, where it gave one."""
    t = desk.t
    with st.popover(t("writing.raise"), key=f"open_{key}"), _form(key):
        st.caption(t("writing.no_client"))
        indicator = _indicator(choices, t)
        cause = st.text_input(t("writing.field.cause"), max_chars=LONGEST)
        text = st.text_input(t("writing.field.action"), max_chars=LONGEST)
        owner = st.text_input(t("writing.field.owner"), max_chars=60)
        due = st.date_input(
            t("writing.field.due"), value=dt.date.today() + dt.timedelta(weeks=WEEKS_AHEAD), format=DAY
        )
        if st.form_submit_button(t("writing.save"), type="primary") and _is_filled(t, text, owner):
            signal = raised.get(indicator or "")
            more = {"signal": signal.signal, "signal_on": signal.signal_on} if signal else {}
            action = _content(
                Action,
                desk,
                text=text,
                owner=owner,
                due_on=due,
                cause=cause.strip() or None,
                indicator=indicator,
                **more,
            )
            _do(lambda: write(desk.home, desk.author, action), t)


def decision_form(desk: Desk, choices: Mapping[str, str], quarter: dt.date, *, key: str) -> None:
    """Offer to write down what is asked of the board in a quarter, and which chart it should move."""
    t = desk.t
    with st.popover(t("writing.decide"), key=f"open_{key}"), _form(key):
        st.caption(t("writing.no_client"))
        text = st.text_input(t("writing.field.decision"), max_chars=LONGEST)
        indicator = _indicator(choices, t, all_of_them=True, label="writing.field.moves")
        owner = st.text_input(t("writing.field.owner"), max_chars=60)
        due = st.date_input(
            t("writing.field.due"), value=dt.date.today() + dt.timedelta(weeks=3 * WEEKS_AHEAD), format=DAY
        )
        if st.form_submit_button(t("writing.save"), type="primary") and _is_filled(t, text, owner):
            decision = _content(
                Decision, desk, text=text, owner=owner, due_on=due, quarter=quarter, indicator=indicator
            )
            _do(lambda: write(desk.home, desk.author, decision), t)


def change_form(desk: Desk, things: Sequence[Written[C]], *, key: str) -> None:
    """Offer to say what became of an action or decision, to take anything back, and show its history."""
    if not things:
        return
    t = desk.t
    by_id = {one.id: one for one in things}
    with st.popover(t("writing.change"), type="tertiary", key=f"open_{key}"):
        chosen = by_id[
            st.selectbox(
                t("writing.field.which"),
                list(by_id),
                format_func=lambda id: by_id[id].content.text,
                key=f"{key}_which",
            )
        ]
        states = _states(chosen.content)
        with _form(f"{key}_{chosen.id}"):
            state = st.radio(
                t("writing.field.state"),
                [*states, "withdrawn"],
                format_func=lambda code: t(f"writing.become.{code}"),
            )
            if st.form_submit_button(t("writing.save"), type="primary"):
                update = {"state": state} if state in states else {}
                new = chosen.content.model_copy(update=update)
                _do(lambda: revise(desk.home, desk.author, chosen, new, withdrawn=state == "withdrawn"), t)
        for one in history(desk.home, chosen):
            what = getattr(one.content, "state", "noted")
            st.caption(f"{written_by(one, t)}: {t(f'writing.become.{what}')}")


def _states(content: Note | Action | Decision) -> tuple[str, ...]:
    field = type(content).model_fields.get("state")
    return get_args(field.annotation) if field else ()


def _form(key: str) -> st.delta_generator.DeltaGenerator:
    """A form that keeps what was typed until it is saved: a new one, and so an empty one, follows each writing."""
    written = st.session_state.get(WRITTEN, 0)
    return st.form(f"{key}_{written}" if written else key, border=False)


def _indicator(
    choices: Mapping[str, str],
    t: Translator,
    *,
    all_of_them: bool = False,
    label: str = "writing.field.about",
) -> str | None:
    """Choose the measure that is written about; one alone needs no choice."""
    if len(choices) == 1 and not all_of_them:
        return next(iter(choices))
    every = {"": t("writing.any_measure")} if all_of_them or not choices else {}
    names = {**choices, **every} if len(choices) == 1 else {**every, **choices}
    return st.selectbox(t(label), list(names), format_func=names.__getitem__) or None


def _is_filled(t: Translator, *texts: str) -> bool:
    if all(text.strip() for text in texts):
        return True
    st.error(t("writing.empty_field"))
    return False


def _content(kind: type[C], desk: Desk, **fields: object) -> C:
    return kind.model_validate({"organization": desk.organization, "program": desk.program, **fields})


def _do(work: Callable[[], object], t: Translator) -> None:
    """Write, and show the page anew; what is refused is said in the form."""
    try:
        work()
    except HasilError as error:
        st.error(t(error.key, **error.values))
    else:
        st.session_state[WRITTEN] = st.session_state.get(WRITTEN, 0) + 1
        st.rerun()
