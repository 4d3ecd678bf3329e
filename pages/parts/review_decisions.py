"""What people write on the quarter review: decisions of the board, and actions on its exceptions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from data.workspace.writing import Action, Decision, Written
from locales.translate import Translator
from metrics.period import Period
from metrics.reviews.quarter import QuarterReview
from pages.parts.door import Visit
from pages.parts.html import Html
from pages.parts.table import Cell, Column, Row, table
from pages.parts.week_writing import desk_of
from pages.parts.write_forms import action_form, change_form, decision_form
from pages.parts.written import Writing, due_text, indicator_name

SETTLED = ("done", "declined")
"""States in which a decision needs nothing more."""


def asked_now(writing: Writing, quarter: Period) -> list[Written[Decision]]:
    """The decisions that the review of a quarter asks for."""
    return [one for one in writing.decisions if one.content.quarter == quarter.start]


def asked_before(writing: Writing, quarter: Period) -> list[Written[Decision]]:
    """Earlier decisions: those of the quarter before, and older ones that are not settled; the latest first."""
    before = (quarter.start - dt.timedelta(days=1)).replace(day=1)
    found = [
        one
        for one in writing.decisions
        if one.content.quarter < quarter.start
        and (one.content.state not in SETTLED or (before - one.content.quarter).days < 93)
    ]
    return sorted(found, key=lambda one: one.content.quarter, reverse=True)


def is_late(one: Written[Decision], day: dt.date) -> bool:
    """Say whether a decision that still stands was due before a day."""
    return one.content.state not in SETTLED and one.content.due_on < day


def asked_table(asked: Sequence[Written[Decision]], t: Translator) -> Html:
    """List what the board is asked, numbered, with who asks and what became of it."""
    columns = [
        Column(t("writing.head.number"), right=True, width="2rem"),
        Column(t("writing.head.decision")),
        Column(t("writing.head.owner"), width="22%"),
        Column("", width="18%"),
    ]
    rows = [
        Row(
            (
                Cell(str(number), grey=True),
                Cell(one.content.text, under=indicator_name(one.content.indicator, t)),
                Cell(one.content.owner),
                Cell(t(f"writing.become.{one.content.state}"), grey=True),
            )
        )
        for number, one in enumerate(asked, 1)
    ]
    return table(t("writing.decisions"), columns, rows, heads=False)


def decided_table(
    earlier: Sequence[Written[Decision]], movements: Sequence[str], day: dt.date, t: Translator
) -> Html:
    """List earlier decisions with where they stand and what their chart did since."""
    columns = [
        Column(t("writing.head.decision")),
        Column(t("writing.head.due"), width="24%"),
        Column(t("writing.head.moved"), width="36%"),
    ]
    rows = [
        Row(
            (
                Cell(one.content.text, under=one.content.owner),
                Cell(due_text(one.content.state, one.content.due_on, one.at, day, t)),
                Cell(movement, under=indicator_name(one.content.indicator, t)),
            )
        )
        for one, movement in zip(earlier, movements, strict=True)
    ]
    return table(t("writing.decisions"), columns, rows)


def decisions_of_quarter(visit: Visit, review: QuarterReview, writing: Writing) -> None:
    """Offer to write what the board is asked, and to say what became of a decision."""
    choices = {one.indicator.id: one.indicator.name.say(visit.t.language) for one in review.measures}
    mine = [*asked_now(writing, visit.period), *asked_before(writing, visit.period)]
    with st.container(horizontal=True):
        decision_form(desk_of(visit), choices, visit.period.start, key="decision")
        change_form(desk_of(visit), mine, key="change_decision")


def actions_on_exceptions(visit: Visit, review: QuarterReview, writing: Writing) -> None:
    """Offer to write the cause, the step and the day that the exceptions show."""
    choices = {one.indicator.id: one.indicator.name.say(visit.t.language) for one in review.exceptions}
    if not choices:
        return
    raised = {
        one.indicator.id: Action.model_construct(signal=one.variation, signal_on=one.value.end)
        for one in review.exceptions
    }
    about = [one for one in writing.actions if one.content.indicator in choices]
    with st.container(horizontal=True):
        action_form(desk_of(visit), raised, choices, key="action")
        change_form(desk_of(visit), about, key="change_action")
