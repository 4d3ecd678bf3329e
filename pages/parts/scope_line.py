"""The scope line: what is looked at, the most changing part first, with the selectors behind it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from locales.translate import LANGUAGES, Translator
from pages.parts.address import choose, period_name, remember
from pages.parts.door import Visit
from pages.parts.frame import head, show
from pages.parts.head import notice
from pages.parts.instead import shown_instead
from pages.parts.scope_words import choice_text, span_text


@contextmanager
def scope_line(visit: Visit, cards: Collection[str]) -> Iterator[DeltaGenerator]:
    """Open the title block under the scope line; give the place at its right, for a download.

    ``cards`` are those that a link to this screen can open.
    """
    other = shown_instead(visit, cards)
    remember(visit.query)
    if other:
        show(notice(other))
    with head(_said(visit)) as (selectors, right):
        with selectors:
            _selectors(visit)
        yield right


def language_selector(t: Translator) -> None:
    """Show the choice of language."""
    _select("lang", LANGUAGES, t.language, lambda code: t(f"language.{code}"), t)


def _said(visit: Visit) -> str:
    t = visit.t
    place = (
        visit.grant.name if visit.grant else visit.program.name if visit.program else t("scope.all_programs")
    )
    return " · ".join((span_text(visit, visit.period), place, visit.organization.name))


def _selectors(visit: Visit) -> None:
    t = visit.t
    periods = {period_name(one, visit.grain): span_text(visit, one) for one in visit.periods}
    _select("period", list(periods), period_name(visit.period, visit.grain), periods.__getitem__, t)
    if visit.grants:
        grants = {"": t("scope.all_grants"), **{one.id: one.name for one in visit.grants}}
        _select("grant", list(grants), visit.grant.id if visit.grant else "", grants.__getitem__, t)
    if visit.programs:
        programs = {"": t("scope.all_programs"), **{one.id: one.name for one in visit.programs}}
        _select("program", list(programs), visit.program.id if visit.program else "", programs.__getitem__, t)
    chosen = dict(visit.chosen)
    for name, offered in visit.offered:
        if offered:
            _select(name, offered, chosen[name], partial(choice_text, name, t), t)
    names = {one.id: one.name for one in visit.organizations}
    _select("organization", list(names), visit.organization.id, names.__getitem__, t)
    language_selector(t)


def _select(name: str, ids: Sequence[str], current: str, say: Callable[[str], str], t: Translator) -> None:
    widget = f"choose_{name}"
    # The address decides, also after going back: the widget shows what the address says.
    st.session_state[widget] = current
    st.selectbox(t(f"scope.{name}"), ids, format_func=say, key=widget, on_change=choose, args=(name, widget))
