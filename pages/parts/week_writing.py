"""What people write on *This week*: actions raised from its signals, and notes on its main chart."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.workspace.writing import Action
from locales.translate import Translator
from metrics.reviews.week import Main, WeekReview
from pages.parts import head
from pages.parts.door import Visit
from pages.parts.frame import show
from pages.parts.write_forms import Desk, action_form, change_form, note_form
from pages.parts.written import Writing, action_table, note_table, notes_on


def running_actions(visit: Visit, review: WeekReview, writing: Writing) -> None:
    """Show what is being done, and offer to raise an action from a signal."""
    t, running = visit.t, [one for one in writing.actions if one.content.state == "open"]
    choices = {one.indicator.id: one.indicator.name.say(t.language) for one in review.watched}
    if not choices and not running:
        return
    today = dt.date.today()
    if running:
        late = sum(one.content.due_on < today for one in running)
        show(
            head.section(
                _heading(len(running), late, t),
                action_table(running, today, t),
                small=t("writing.running_small"),
            )
        )
    with st.container(horizontal=True):
        action_form(desk_of(visit), _raised(visit, review), choices, key="action")
        change_form(desk_of(visit), running, key="change_action")


def notes_of_main(visit: Visit, main: Main, writing: Writing) -> None:
    """List what was noted on the main chart, and offer to note more."""
    t, one = visit.t, main.watched
    values = [*one.values, *((main.unfinished,) if main.unfinished is not None else ())]
    notes = notes_on(writing.notes, values)
    if notes:
        show(note_table(notes, t))
    choices = {one.indicator.id: one.indicator.name.say(t.language)}
    with st.container(horizontal=True):
        note_form(desk_of(visit), choices, min(visit.as_of, dt.date.today()), key="note")
        change_form(desk_of(visit), notes, key="change_note")


def desk_of(visit: Visit) -> Desk:
    """Where this visitor writes."""
    program = visit.program.id if visit.program else None
    return Desk(visit.home, visit.scope.viewer, visit.organization.id, program, visit.t)


def _raised(visit: Visit, review: WeekReview) -> dict[str, Action]:
    """What each signal said: an action that is raised from it keeps that."""
    return {
        one.indicator.id: Action.model_construct(signal=one.variation, signal_on=one.latest.end)
        for one in review.signals
    }


def _heading(running: int, late: int, t: Translator) -> str:
    return t.n("writing.running_late", running, late=late) if late else t.n("writing.running", running)
