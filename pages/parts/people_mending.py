"""Two clients who are one person merged, one client erased: each with what it changed in the numbers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from data.erasing import purge
from data.errors import HasilError
from data.home import Home
from data.mending import merge
from locales.translate import Translator
from metrics.changed import Change
from metrics.publish import newest_published
from pages.parts.changed_block import changed_blocks
from pages.parts.door import OWNER, scope_of
from pages.parts.frame import show
from pages.parts.held import summary_of
from pages.parts.import_job import changes_of
from pages.parts.importing import change_batch
from pages.parts.prepare import publish_now

_DONE, _ROUND = "mending_done", "mending_round"


@dataclass(frozen=True)
class _Mended:
    """What was done last, what moved by it, and the import that takes it back, if anything can."""

    said: str
    changes: tuple[Change, ...]
    batch: int | None


def was_mended() -> bool:
    """Whether what was done last is still being told of."""
    return _DONE in st.session_state


def forget_mended() -> None:
    """Tell no longer of what was done last: something else was done since."""
    st.session_state.pop(_DONE, None)


def show_mended(home: Home, t: Translator) -> None:
    """Say what was done last and what it changed in the numbers, with its undo."""
    done: _Mended | None = st.session_state.get(_DONE)
    if done is None:
        return
    st.success(done.said, icon=None)
    blocks = changed_blocks(done.changes, t)
    if blocks:
        show(*blocks)
    if done.batch is not None and st.button(t("datascreen.undo"), key="mending_undo"):
        with st.spinner(t("datascreen.undo_working"), show_time=True):
            before = newest_published(home)
            undone = change_batch(done.batch, "undo", t.language)
            publish_now(t.language)
        _tell(home, undone.said, before, done.batch, can_be_undone=False)


def merge_form(home: Home, whose: str, t: Translator) -> None:
    """Ask for two case numbers of one person."""
    with st.form(f"mending_merge_{_round()}", clear_on_submit=False):
        st.markdown(f"**{t('mending.merge_title')}**")
        keep = st.text_input(t("mending.keep"), autocomplete="off")
        other = st.text_input(t("mending.other"), autocomplete="off")
        if not st.form_submit_button(t("mending.merge")):
            return
        if not (keep.strip() and other.strip()):
            st.warning(t("mending.both_numbers"), icon=None)
            return
        before = newest_published(home)
        try:
            with st.spinner(t("entry.saving"), show_time=True):
                done = merge(home, OWNER, whose, keep, other)
                publish_now(t.language)
        except HasilError as error:
            st.warning(t(error.key, **error.values), icon=None)
            return
    said = t("mending.merged", keep=keep.strip(), other=other.strip(), batch=done.batch or 0)
    _tell(home, said, before, done.batch, can_be_undone=True)


def erase_form(home: Home, whose: str, t: Translator) -> None:
    """Ask, twice, for the case number of the person who is erased for good."""
    with st.form(f"mending_erase_{_round()}", clear_on_submit=False):
        st.markdown(f"**{t('mending.erase_title')}**")
        st.caption(t("mending.erase_help"))
        case = st.text_input(t("mending.erase_case"), autocomplete="off")
        again = st.text_input(t("mending.erase_again"), autocomplete="off")
        if not st.form_submit_button(t("mending.erase")):
            return
        if not case.strip() or case.strip() != again.strip():
            st.warning(t("mending.erase_differs"), icon=None)
            return
        before = newest_published(home)
        try:
            with st.spinner(t("mending.erasing"), show_time=True):
                erased = purge(home, OWNER, whose, case)
                publish_now(t.language)
        except HasilError as error:
            st.warning(t(error.key, **error.values), icon=None)
            return
    said = t("cli.purged", rows=erased.rows, versions=erased.versions, backups=erased.backups)
    newest = summary_of(home)["batches"][0]["batch"]
    _tell(home, f"{said} {t('mending.erased_means')}", before, newest, can_be_undone=False)


def _round() -> int:
    """A new round empties the forms."""
    return st.session_state.setdefault(_ROUND, 0)


def _tell(home: Home, said: str, before: Path | None, batch: int | None, *, can_be_undone: bool) -> None:
    moved = changes_of(home, before, [batch] if batch else [], scope_of("week"))
    st.session_state[_DONE] = _Mended(said, moved, batch if can_be_undone else None)
    st.session_state[_ROUND] += 1
    for name in ("imported", "changes"):
        st.session_state.pop(name, None)
    st.rerun()
