"""The address of a view: what was chosen stands in the URL, by id, so that a link reopens the same view.

Streamlit's own binding of widgets to the URL writes an option as it is shown; names are neither unique
(many activities have the same title) nor the same in both languages. So the ids are written here.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from metrics.period import Grain, Period

NAMES = ("organization", "program", "grant", "period", "measure", "units", "kind", "prices", "search", "lang")
"""What can be chosen."""
_WITHIN = ("program", "grant")
"""What belongs to one organisation."""
_MEMORY = "address"


def asked(name: str) -> str | None:
    """Give what the address asks for; on a screen just switched to, what was chosen on the one before.

    Nothing of this can be trusted: whoever asks checks it against what the viewer may see.
    """
    query: Mapping[str, str] = st.query_params
    if not any(known in query for known in NAMES):
        query = st.session_state.get(_MEMORY, {})
    return query.get(name)


def remember(query: Mapping[str, str]) -> None:
    """Write the whole address of the view, once anything was chosen; until then the address stays bare."""
    query = {name: query[name] for name in NAMES if name in query}
    if not st.session_state.get(_MEMORY) and not any(name in st.query_params for name in NAMES):
        return
    st.session_state[_MEMORY] = query
    if went_back():
        return
    card = st.query_params.get("card")
    wanted = {**query, "card": card} if card else query
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)


def keep(query: Mapping[str, str]) -> None:
    """Keep what was chosen for the screens one goes on to, and leave the address as it is."""
    st.session_state[_MEMORY] = {name: query[name] for name in NAMES if name in query}


def went_back() -> bool:
    """Say whether the visitor came here by the browser's back or forward.

    Writing the address then would add an entry to the history, and back would lead here for ever.
    """
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def choose(name: str, widget: str) -> None:
    """Take over what was chosen in a widget. Empty means all."""
    query = {known: value for known, value in st.query_params.items() if known in NAMES}
    query = {**st.session_state.get(_MEMORY, {}), **query, name: st.session_state[widget]}
    if name == "organization":
        # What was chosen within the one before is not asked of the next.
        query = {known: value for known, value in query.items() if known not in _WITHIN}
    st.session_state[_MEMORY] = {known: value for known, value in query.items() if value}
    st.query_params.from_dict(st.session_state[_MEMORY])


def newly_asked_card() -> str | None:
    """Give the number card that a link asks for, once: a dialog that was closed stays closed."""
    card = st.query_params.get("card")
    if card is None or st.session_state.get("card") == card:
        return None
    st.session_state["card"] = card
    return card


def period_name(period: Period, grain: Grain) -> str:
    """Name a period as it stands in an address.

    >>> import datetime as dt
    >>> period_name(Period(dt.date(2026, 11, 9), dt.date(2026, 11, 15)), "week")
    '2026-W46'
    >>> period_name(Period(dt.date(2026, 7, 1), dt.date(2026, 9, 30)), "quarter")
    '2026-Q3'
    """
    if grain == "week":
        year, week, _ = period.start.isocalendar()
        return f"{year}-W{week:02}"
    if grain == "quarter":
        return f"{period.start.year}-Q{(period.start.month + 2) // 3}"
    # A fiscal year is known by its first month.
    return f"{period.start:%Y-%m}" if grain == "month" or period.start.month > 1 else f"{period.start:%Y}"
