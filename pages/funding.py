"""Funding → outcomes: what the money achieved, for whom, at what cost, and against which promise."""

from __future__ import annotations

import streamlit as st

from pages.parts.address import newly_asked_card
from pages.parts.door import Visit, demonstration_notice, enter
from pages.parts.foot_items import foot_items
from pages.parts.frame import columns, foot, frame, open_card, show
from pages.parts.funding_view import FundingView, funding_view
from pages.parts.html import Html
from pages.parts.report_dialog import report_button
from pages.parts.scope_line import scope_line
from pages.parts.week_writing import desk_of
from pages.parts.write_forms import action_form, change_form
from pages.parts.written import Writing, changes_about, indicator_name, writing_of


def render() -> None:
    """Show the page, from the top."""
    visit = enter("funding")
    writing = writing_of(visit.home, visit.organization.id, visit.program.id if visit.program else None)
    view = funding_view(visit, writing)
    with frame():
        demonstration_notice(visit.home, visit.t)
        with scope_line(visit, view.by_id) as right:
            show(view.title)
            with right:
                report_button(visit)
        show(view.numbers)
        if view.review.reported_only:
            show(view.promises)
            show(view.moved, view.not_measured)
            _beside(view.missed, view.ahead)
        else:
            show(view.where, view.promises)
            _beside(view.years, view.lasting)
            _groups(view)
        _changed(visit, view, writing)
        show(view.cards)
        _foot(visit, view)
    asked = view.by_id.get(newly_asked_card() or "")
    if asked is not None:
        open_card(asked)


def _groups(view: FundingView) -> None:
    """For whom it worked, beside what did not work and what comes next."""
    left, right = columns(1, 1)
    with left:
        show(view.groups)
    with right:
        show(view.missed, view.ahead)


def _changed(visit: Visit, view: FundingView, writing: Writing) -> None:
    """Offer to write why something fell short and what was changed."""
    missed = [one.promise_name if one.promise else one.indicator for one in view.review.missed]
    choices = {name: indicator_name(name, visit.t) for name in missed if indicator_name(name, visit.t)}
    if not choices:
        return
    about = changes_about(view.review.missed, writing)
    with st.container(horizontal=True, horizontal_alignment="right"):
        action_form(desk_of(visit), {}, choices, key="action")
        change_form(desk_of(visit), about, key="change_action")


def _beside(first: Html, second: Html) -> None:
    left, right = columns(1, 1)
    with left:
        show(first)
    with right:
        show(second)


def _foot(visit: Visit, view: FundingView) -> None:
    t = visit.t
    hidden = t("foot.threshold", threshold=visit.scope.threshold)
    items = foot_items(visit.as_of, view.completeness, t, hidden=hidden)
    name = f"hasil-{visit.query['organization']}-{visit.query['period']}.csv"
    foot(items, t("foot.download"), view.csv, name)


render()
