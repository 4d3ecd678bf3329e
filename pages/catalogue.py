"""Catalogue: every measure, what it asks, its number here, where it is shown, and what data it lacks."""

from __future__ import annotations

import streamlit as st

from pages.parts.address import choose
from pages.parts.catalogue_view import catalogue_view
from pages.parts.door import Visit
from pages.parts.screen import render


def search(visit: Visit) -> None:
    """Show where to write what is looked for; the address holds it."""
    widget = "choose_search"
    st.session_state[widget] = dict(visit.chosen).get("search", "")
    label = visit.t("uses.search")
    st.text_input(label, key=widget, on_change=choose, args=("search", widget), max_chars=80, icon=None)


render("catalogue", catalogue_view, search)
