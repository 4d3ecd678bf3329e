"""Why this number: what it is made of, what it rests on, and a second way to the same number."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

import streamlit as st

from data.people import Question, has_list, people_behind
from locales.translate import LANGUAGES, Translator
from metrics.lebaran import CURRENCY
from metrics.reviews.why import listed_until
from metrics.verification import recheck
from pages.parts import head
from pages.parts import why_blocks as made
from pages.parts.address import keep
from pages.parts.door import demonstration_notice
from pages.parts.foot_items import foot_items
from pages.parts.frame import columns, foot, frame, show
from pages.parts.frame import head as block
from pages.parts.html import Span, el, say
from pages.parts.plot import plot
from pages.parts.target_form import target_form
from pages.parts.timeline import timeline
from pages.parts.why_view import WhyView, ask_why
from pages.parts.write_forms import Desk, action_form, change_form, note_form
from pages.parts.written import Writing, action_table, indicator_name, note_table, notes_on, writing_of
from reports import why as said
from reports.numbers import numbers_csv


def render() -> None:
    """Show the page, from the top."""
    view = ask_why()
    with frame():
        if not isinstance(view, WhyView):
            show(head.title(view.t("why.no_title")), head.empty(view.t("why.no_number"), view.reason, ""))
            return
        keep(view.query)
        writing = writing_of(view.source.home, view.organization.id, view.ask.program)
        _head(view)
        _make_up(view)
        _over_time(view, writing)
        _rests_on(view)
        _people(view)
        _targets(view)
        _foot(view)


def _head(view: WhyView) -> None:
    t, found = view.t, view.explanation
    demonstration_notice(view.source.home, t)
    with block(t(f"language.{t.language}")) as (selectors, right):
        with selectors:
            _language(view.t)
        if view.screen and t.has(f"nav.{view.screen}"):
            with right:
                show(el("p", say(Span(t("why.back", screen=t(f"nav.{view.screen}")), href=_back(view)))))
        show(
            head.title(
                said.title(found, view.reading), said.lead(found, view.reading, view.organization.name)
            )
        )


def _back(view: WhyView) -> str:
    names = ("organization", "program", "grant", "period", "lang")
    # The first screen lies at the root: its own name is no address.
    place = "./" if view.screen == "week" else view.screen
    return f"{place}?" + urlencode({n: view.query[n] for n in names if view.query.get(n)})


def _language(t: Translator) -> None:
    """Choose the language; the rest of the address stays."""
    chosen = st.selectbox(
        t("scope.lang"),
        LANGUAGES,
        index=LANGUAGES.index(t.language),
        format_func=lambda code: t(f"language.{code}"),
    )
    if chosen != t.language:
        st.query_params["lang"] = chosen
        st.rerun()


def _make_up(view: WhyView) -> None:
    left, right = columns(2, 1)
    with left:
        show(made.parts_block(view))
    with right:
        show(made.changes_block(view))


def _over_time(view: WhyView, writing: Writing) -> None:
    """The chart with what was noted on it, then the months and programmes that add up."""
    t, watched = view.t, view.explanation.watched
    if watched is not None:
        notes = notes_on(writing.notes, watched.values)
        chart = timeline(watched, t, notes=notes, lebaran=view.organization.currency == CURRENCY)
        small = "why.over_time_small" if chart is not None else "why.over_time_few"
        show(head.section(t("why.over_time"), small=t(small)))
        if chart is not None:
            plot(chart, key="over_time")
        if notes:
            show(note_table(notes, t))
        _write(view, writing)
    blocks = [one for one in (made.steps_block(view), made.programs_block(view)) if one is not None]
    for place, one in zip(
        columns(*[1] * len(blocks)) if len(blocks) > 1 else [st.container()], blocks, strict=False
    ):
        with place:
            show(one)


def _write(view: WhyView, writing: Writing) -> None:
    """What is noted and done about this number."""
    t, indicator = view.t, view.ask.indicator
    actions = [one for one in writing.actions if one.content.indicator == indicator]
    if actions:
        show(action_table(actions, dt.date.today(), t))
    desk = Desk(view.source.home, view.scope.viewer, view.organization.id, view.ask.program, t)
    choices = {indicator: indicator_name(indicator, t)}
    mine = [one for one in writing.notes if one.content.indicator in (None, indicator)]
    with st.container(horizontal=True):
        note_form(desk, choices, min(view.ask.end, dt.date.today()), key="note")
        action_form(desk, {}, choices, key="action")
        change_form(desk, [*mine, *actions], key="change")


def _rests_on(view: WhyView) -> None:
    """The imports, and the second formulation."""
    left, right = columns(1, 1)
    with left:
        show(made.imports_block(view))
    with right:
        _recheck(view)


def _recheck(view: WhyView) -> None:
    t, found = view.t, view.explanation
    if not found.can_recheck:
        show(
            head.section(
                t("why.recheck"),
                head.empty(*(t(f"why.recheck.none{part}") for part in ("", "_why", "_remedy"))),
            )
        )
        return
    show(head.section(t("why.recheck"), small=t("why.recheck_small")))
    if st.button(t("why.recheck.do"), key="recheck"):
        with st.spinner(t("why.recheck.working")):
            done = recheck(view.source.home, view.source.reader, found.ask)
        show(made.recheck_block(done, view))


def _people(view: WhyView) -> None:
    """The records behind the number, for those who may see people; every look is written down."""
    t, found, indicator = view.t, view.explanation, view.explanation.indicator
    if view.scope.detail != "people":
        return
    if indicator.kind not in ("rate", "count", "stock") or not has_list(
        indicator.fact, indicator.numerator, indicator.denominator, found.ask.group
    ):
        show(head.section(t("why.people"), head.paragraph(t("why.people.none"))))
        return
    show(head.section(t("why.people"), small=t("why.people_small")))
    if st.button(t("why.people.show"), key="people"):
        asked = Question(
            fact=indicator.fact,
            numerator=indicator.numerator,
            denominator=indicator.denominator,
            unknown=indicator.unknown,
            organization=view.organization.id,
            program=found.ask.program,
            group=found.ask.group,
            start=found.ask.start,
            last=listed_until(found.ask, indicator, found.value.as_of),
            as_of=found.value.as_of,
        )
        listed = people_behind(view.source.home, view.scope.viewer, view.scope.detail, asked)
        show(made.people_block(listed, view))


def _targets(view: WhyView) -> None:
    show(made.targets_block(view))
    target_form(view)


def _foot(view: WhyView) -> None:
    t, found = view.t, view.explanation
    threshold = view.scope.threshold
    hidden = t("foot.threshold", threshold=threshold) if threshold else None
    items = foot_items(found.value.as_of, None, t, hidden=hidden)
    numbers = numbers_csv([found.value, *found.steps, *found.programs], t)
    foot(items, t("foot.download"), numbers, f"hasil-{found.ask.indicator}.csv")


render()
