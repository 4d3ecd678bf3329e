"""The scope line: what is looked at, the most changing part first, with the selectors behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from locales import formats
from locales.translate import LANGUAGES, Translator
from metrics.catalogue import BY_ID
from metrics.period import Grain, Period
from pages.parts.address import asked, choose, period_name, remember
from pages.parts.door import LONGEST_WORDS, REPORTED, Visit
from pages.parts.frame import head, show
from pages.parts.head import notice
from reports.compare import kind_text


@contextmanager
def scope_line(visit: Visit) -> Iterator[DeltaGenerator]:
    """Open the title block under the scope line; give the place at its right, for a download."""
    other = _shown_instead(visit, asked("organization"))
    remember(visit.query)
    if other:
        show(notice(other))
    with head(_said(visit)) as (selectors, right):
        with selectors:
            _selectors(visit)
        yield right


def _shown_instead(visit: Visit, wanted: str | None) -> str:
    """Say that another organisation is shown than the address asks for. Of one that this viewer may not see nothing
    is said that would tell it from one that does not exist."""
    shown, t = visit.organization, visit.t
    if not wanted or wanted == shown.id:
        return ""
    known = next((one for one in visit.reader.organizations(visit.scope) if one.id == wanted), None)
    if known is not None:
        return t("door.instead.undated", asked=known.name, shown=shown.name)
    return t("door.instead.unknown", asked=wanted[:LONGEST_WORDS], shown=shown.name)


def period_text(period: Period, grain: Grain, t: Translator) -> str:
    """Write a period by its kind: "Minggu 46, 9–15 Nov 2026", "Triwulan III 2026", "2026"."""
    if grain == "week":
        return formats.week(period.start, t.language)
    if grain == "quarter":
        return formats.quarter(period.start, t.language)
    return formats.date_range(period.start, period.end, t.language)


def language_selector(t: Translator) -> None:
    """Show the choice of language."""
    _select("lang", LANGUAGES, t.language, lambda code: t(f"language.{code}"), t)


def _said(visit: Visit) -> str:
    t = visit.t
    place = (
        visit.grant.name if visit.grant else visit.program.name if visit.program else t("scope.all_programs")
    )
    return " · ".join((_span_text(visit, visit.period), place, visit.organization.name))


def _span_text(visit: Visit, period: Period) -> str:
    """Write the period that the numbers are of: of a screen that looks back, its first and last month."""
    span = visit.span(period)
    if span == period:
        return period_text(period, visit.grain, visit.t)
    return formats.date_range(span.start, span.end, visit.t.language)


def _selectors(visit: Visit) -> None:
    t = visit.t
    periods = {period_name(one, visit.grain): _span_text(visit, one) for one in visit.periods}
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
            _select(name, offered, chosen[name], partial(_choice, name, t), t)
    names = {one.id: one.name for one in visit.organizations}
    _select("organization", list(names), visit.organization.id, names.__getitem__, t)
    language_selector(t)


def _choice(name: str, t: Translator, code: str) -> str:
    """Name what else can be chosen: a measure by its name, other things by their text."""
    if name == "measure" and code.startswith(REPORTED):
        return t("scope.measure.reported", name=code.removeprefix(REPORTED))
    if name == "measure":
        return BY_ID[code].name.say(t.language)
    if name == "part":
        return code or t("scope.part.all")
    return kind_text(code, t) if name == "kind" else t(f"scope.{name}.{code}")


def _select(name: str, ids: Sequence[str], current: str, say: Callable[[str], str], t: Translator) -> None:
    widget = f"choose_{name}"
    # The address decides, also after going back: the widget shows what the address says.
    st.session_state[widget] = current
    st.selectbox(t(f"scope.{name}"), ids, format_func=say, key=widget, on_change=choose, args=(name, widget))
