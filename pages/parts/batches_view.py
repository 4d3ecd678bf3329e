"""Under the list of imports: what one brought, one record corrected, two clients who are one, one client erased."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import streamlit as st

from data.comparing import Brought, brought
from data.erasing import purge
from data.errors import HasilError
from data.home import Home
from data.mending import merge
from data.model import TABLES
from data.store import newest_records
from locales import formats
from locales.translate import Translator
from pages.parts import head
from pages.parts.correct_view import correct_view, was_corrected
from pages.parts.door import OWNER, scope_of
from pages.parts.frame import show
from pages.parts.html import Html
from pages.parts.table import Cell, Column, Row, table

_CORRECT = "data_correct"
"""Where this screen keeps what was corrected last."""


def batches_view(
    home: Home,
    batch: int,
    organizations: list[tuple[str, str]],
    programs: dict[str, tuple[str, str]],
    t: Translator,
) -> None:
    """Show what an import brought, and the three things that are done to one person.

    ``programs`` are names and organisations by id.
    """
    rows = _brought(home, newest_records(home), batch)
    if rows:
        with st.expander(t("mending.brought", batch=batch)):
            show(_table(rows, t))
    with st.expander(t("mending.people"), expanded=was_corrected(_CORRECT)):
        show(head.paragraph(t("mending.people_small")))
        names = dict(organizations)
        whose = st.selectbox(
            t("mending.whose"), list(names), format_func=lambda one: names[one], key="mending_whose"
        )
        show(head.paragraph(t("correct.lead")))
        own = {id: name for id, (name, owner) in programs.items() if owner == whose}
        correct_view(home, scope_of("week"), whose, own, t, key=_CORRECT)
        _merge(home, whose, t)
        _erase(home, whose, t)


def _table(rows: tuple[Brought, ...], t: Translator) -> Html:
    columns = [Column(t("mending.table"))] + [
        Column(t(f"mending.{name}"), right=True) for name in ("added", "replaced", "standing")
    ]
    listed = [
        Row(
            (
                Cell(TABLES[one.table].label.say(t.language)),
                *(Cell(formats.count(n, t.language)) for n in (one.added, one.replaced, one.standing)),
            )
        )
        for one in rows
    ]
    return table(t("mending.brought_caption"), columns, listed)


def _merge(home: Home, whose: str, t: Translator) -> None:
    with st.form("mending_merge", clear_on_submit=False):
        keep = st.text_input(t("mending.keep"), autocomplete="off")
        other = st.text_input(t("mending.other"), autocomplete="off")
        if not st.form_submit_button(t("mending.merge")) or not (keep.strip() and other.strip()):
            return
        try:
            done = merge(home, OWNER, whose, keep, other)
        except HasilError as error:
            st.warning(t(error.key, **error.values), icon=None)
            return
        st.success(t("mending.merged", batch=done.batch or 0), icon=None)


def _erase(home: Home, whose: str, t: Translator) -> None:
    with st.form("mending_erase", clear_on_submit=False):
        case = st.text_input(t("mending.erase_case"), autocomplete="off")
        again = st.text_input(t("mending.erase_again"), autocomplete="off", help=t("mending.erase_help"))
        if not st.form_submit_button(t("mending.erase")) or not case.strip():
            return
        if case.strip() != again.strip():
            st.warning(t("mending.erase_differs"), icon=None)
            return
        try:
            with st.spinner(t("mending.erasing"), show_time=True):
                erased = purge(home, OWNER, whose, case)
        except HasilError as error:
            st.warning(t(error.key, **error.values), icon=None)
            return
        said = t("cli.purged", rows=erased.rows, versions=erased.versions, backups=erased.backups)
        st.success(f"{said} {t('cli.purged_means')}", icon=None)


@lru_cache(maxsize=32)
def _brought(home: Home, version: Path | None, batch: int) -> tuple[Brought, ...]:
    return tuple(brought(home, batch))
