"""A warm start: what the first screen needs is there before the first visitor comes."""

from __future__ import annotations

import gc
import importlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from data.home import current_home
from locales.translate import LANGUAGES, translator
from metrics.reader import open_reader
from pages.parts.door import is_stale

FIRST_SCREEN = (
    "pandas",  # DuckDB looks for it at the first query with a parameter
    "pages.parts.foot_items",
    "pages.parts.plot",
    "pages.parts.report_dialog",
    "pages.parts.scope_line",
    "pages.parts.week_people",
    "pages.parts.week_view",
    "pages.parts.week_writing",
)
"""What the first screen is made of: it imports nothing more of Hasil, and no large library."""


@asynccontextmanager
async def warm(app: st.App) -> AsyncIterator[None]:
    """Import what the first screen needs and open the published numbers before the server answers anybody."""
    # Else Streamlit serves any file of pages/ by itself until somebody has opened dashboard.py.
    PagesManager.uses_pages_directory = False
    for module in FIRST_SCREEN:
        importlib.import_module(module)
    for language in LANGUAGES:
        translator(language)
    # What is wrong with the data is said by the page that meets it; a server that did not start could not.
    with suppress(Exception):
        home = current_home()
        if home.has_records and not is_stale(home):
            open_reader(home)
    gc.freeze()
    yield
