"""Quarter review: where we improve or fail against strategy, and what the board should look at."""

from __future__ import annotations

import streamlit as st

from pages.parts.address import newly_asked_card
from pages.parts.door import Visit, demonstration_notice, enter
from pages.parts.foot_items import foot_items
from pages.parts.frame import columns, foot, frame, open_card, show
from pages.parts.plot import plot
from pages.parts.report_dialog import report_button
from pages.parts.review_decisions import actions_on_exceptions, decisions_of_quarter
from pages.parts.review_view import ReviewView, review_view
from pages.parts.scope_line import scope_line
from pages.parts.written import Writing, writing_of


def render() -> None:
    """Show the page, from the top."""
    visit = enter("review")
    writing = writing_of(visit.home, visit.organization.id, visit.program.id if visit.program else None)
    view = review_view(visit, writing)
    with frame():
        demonstration_notice(visit.home, visit.t)
        with scope_line(visit, view.by_id) as right:
            show(view.title)
            with right:
                report_button(visit)
        if view.review.reported_only:
            show(view.promises, view.not_measured)
            _written(visit, view, writing)
        else:
            show(view.matrix)
            show(view.exceptions)
            actions_on_exceptions(visit, view.review, writing)
            _decisions(visit, view, writing)
            show(view.targets)
            _three_columns(view)
        show(view.cards)
        _foot(visit, view)
    asked = view.by_id.get(newly_asked_card() or "")
    if asked is not None:
        open_card(asked)


def _written(visit: Visit, view: ReviewView, writing: Writing) -> None:
    show(view.decisions)
    decisions_of_quarter(visit, view.review, writing)
    st.space("small")
    show(view.decided)


def _decisions(visit: Visit, view: ReviewView, writing: Writing) -> None:
    """What is asked of the board and what became of it, beside the shift to prevention."""
    left, right = columns(1, 1)
    with left:
        _written(visit, view, writing)
    with right:
        show(view.prevention)
        if view.bars is not None:
            plot(view.bars, key="prevention")


def _three_columns(view: ReviewView) -> None:
    for place, block in zip(columns(1, 1, 1), (view.clients, view.money, view.compliance), strict=True):
        with place:
            show(block)


def _foot(visit: Visit, view: ReviewView) -> None:
    t = visit.t
    hidden = t("foot.threshold", threshold=visit.scope.threshold)
    items = foot_items(visit.as_of, view.review.completeness, t, hidden=hidden)
    name = f"hasil-{visit.query['organization']}-{visit.query['period']}.csv"
    foot(items, t("foot.download"), view.csv, name)


render()
