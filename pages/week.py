"""This week: what really changed, who waits today, and whether the data can be read."""

from __future__ import annotations

import streamlit as st

from metrics.reviews.week import VOICE_THRESHOLD
from pages.parts import head
from pages.parts.address import newly_asked_card
from pages.parts.door import Visit, demonstration_notice, enter
from pages.parts.foot_items import foot_items
from pages.parts.frame import columns, foot, frame, open_card, show
from pages.parts.html import Html
from pages.parts.plot import plot
from pages.parts.report_dialog import report_button
from pages.parts.scope_line import scope_line
from pages.parts.sides import one_two
from pages.parts.week_people import people_block, who_waits
from pages.parts.week_view import WeekView, week_view
from pages.parts.week_writing import notes_of_main, running_actions
from pages.parts.written import Writing, writing_of
from reports.week import lead, title


def render() -> None:
    """Show the page, from the top."""
    visit = enter("week")
    writing = writing_of(visit.home, visit.organization.id, visit.program.id if visit.program else None)
    week = week_view(visit, writing)
    with frame():
        _first_answer(visit, week)
        running_actions(visit, week.review, writing)
        _outcomes(visit, week, writing)
        _voice_and_money(week)
        _reported(week)
        _foot(visit, week)
    asked = week.by_id.get(newly_asked_card() or "")
    if asked is not None:
        open_card(asked)


def _first_answer(visit: Visit, week: WeekView) -> None:
    """The message, whether to trust it, who waits and what changed: all on the first screenful."""
    t, review = visit.t, week.review
    waiting = who_waits(visit) if review.watches_people else ()
    with st.container(gap="small"):
        demonstration_notice(visit.home, t)
        with scope_line(visit, week.by_id) as right:
            show(head.title(title(review, len(waiting), t, is_newest=visit.is_newest), lead(review, t)))
            with right:
                report_button(visit)
    people = people_block(waiting, t.language) if review.watches_people else None
    above = "2rem" if week.trust else "0"
    show(week.trust or Html(), one_two(people, week.signals, above=above))


def _outcomes(visit: Visit, week: WeekView, writing: Writing) -> None:
    """Where cases wait, whether outcomes hold, and what could stand here but has no data."""
    if week.waits:
        left, right = columns(1, 2)
        with left:
            show(week.waits, *([week.gaps] if week.gaps else []))
        with right:
            _main(visit, week, writing)
    elif week.gaps:
        left, right = columns(2, 1)
        with left:
            _main(visit, week, writing)
        with right:
            show(week.gaps)
    else:
        _main(visit, week, writing)


def _main(visit: Visit, week: WeekView, writing: Writing) -> None:
    if week.main:
        show(week.main)
    if week.chart:
        plot(week.chart, key="main")
    if week.review.main is not None:
        notes_of_main(visit, week.review.main, writing)


def _voice_and_money(week: WeekView) -> None:
    """What clients say, whether money and results keep pace, and the cards of all numbers."""
    show(one_two(week.rights, week.paces), week.cards)


def _reported(week: WeekView) -> None:
    """What an organisation that only reports results has left open."""
    if week.missing and week.below and week.stale:
        left, right = columns(1, 1)
        with left:
            show(week.missing)
        with right:
            show(week.below)
        show(week.stale)


def _foot(visit: Visit, week: WeekView) -> None:
    t, trust = visit.t, week.review.trust
    hidden = t("week.foot.voice", threshold=VOICE_THRESHOLD) if week.rights else None
    items = foot_items(visit.as_of, trust.completeness if trust else None, t, hidden=hidden)
    name = f"hasil-{visit.query['organization']}-{visit.query['period']}.csv"
    foot(items, t("foot.download"), week.numbers, name)


render()
