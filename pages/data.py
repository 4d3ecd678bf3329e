"""Data: what came in, and bringing in more."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache, partial
from pathlib import Path

import streamlit as st

from data.home import Home
from data.store import newest_records
from data.summary import Summary, summary
from locales.translate import Translator
from pages.parts import head
from pages.parts.door import open_home
from pages.parts.frame import frame, show
from pages.parts.frame import head as block
from pages.parts.import_words import batch_name, batch_table, message, problem_table, problems_csv, verdict
from pages.parts.importing import (
    FileResult,
    Outcome,
    Upload,
    change_batch,
    check_uploads,
    import_uploads,
    propose_mapping,
    template_workbook,
)
from pages.parts.scope_line import language_selector

SHOWN_BATCHES = 50


def render() -> None:
    """Show the page, from the top."""
    opened = open_home()
    home, t = opened.home, opened.t
    held = _summary(home, newest_records(home))
    with frame():
        with block(t(f"language.{t.language}")) as (selectors, _):
            with selectors:
                language_selector(t)
            show(head.title(message(held, home, t), t("datascreen.lead")))
        if home.is_demonstration:
            show(head.notice(t("datascreen.demonstration")))
        last = st.container()
        if not _new_import(t):
            with last:
                _last_result(t)
        _templates(t)
        if not home.is_demonstration:
            _batches(held, t)


def _new_import(t: Translator) -> bool:
    """Take files, check them and offer to import them; say whether there were any."""
    show(head.section(t("datascreen.new"), small=t("datascreen.new_small")))
    round_ = st.session_state.setdefault("import_round", 0)
    files = st.file_uploader(
        t("datascreen.drop"),
        accept_multiple_files=True,
        key=f"files_{round_}",
        help=t("datascreen.drop_help"),
    )
    with st.expander(t("datascreen.more_choices")):
        day = st.date_input(
            t("datascreen.file_date"),
            value=None,
            min_value=dt.date(1990, 1, 1),
            help=t("datascreen.file_date_help"),
            key=f"file_date_{round_}",
        )
        whose = st.text_input(
            t("datascreen.organization"),
            help=t("datascreen.organization_help"),
            key=f"organization_{round_}",
        ).strip()
    if not files:
        return False
    uploads = [Upload(file.name, file.getbuffer()) for file in files]
    if all(upload.is_mapping for upload in uploads):
        show(head.notice(t("datascreen.mapping_alone")))
        return True
    file_date = day.isoformat() if isinstance(day, dt.date) else None
    if len(uploads) == 1:
        uploads += _mapping(uploads[0], files[0].file_id, whose, t)
    read_with = tuple(bytes(upload.content) for upload in uploads if upload.is_mapping)
    asked = (tuple(file.file_id for file in files), file_date, whose, read_with, t.language)
    if st.session_state.get("checked_for") != asked:
        with st.spinner(t("datascreen.checking"), show_time=True):
            st.session_state["checked"] = check_uploads(uploads, t.language, file_date, whose or None)
        st.session_state["checked_for"] = asked
    _offer(st.session_state["checked"], uploads, file_date, whose or None, t)
    return True


def _mapping(upload: Upload, file_id: str, whose: str, t: Translator) -> list[Upload]:
    """Offer to look at how the columns are read, and to change it; give the changed mapping."""
    if not st.toggle(t("datascreen.mapping"), help=t("datascreen.mapping_help"), key=f"mapping_{file_id}"):
        return []
    known = f"proposed_{file_id}"
    if known not in st.session_state:
        st.session_state[known] = propose_mapping(upload, t.language, whose or None)
    written = st.text_area(
        t("datascreen.mapping_text"), st.session_state[known], height=320, key=f"mapping_text_{file_id}"
    )
    return [Upload("mapping.yaml", written.encode())] if written.strip() else []


def _offer(
    checked: Outcome, uploads: list[Upload], file_date: str | None, whose: str | None, t: Translator
) -> None:
    """Show what a check found, and the button that imports it."""
    if not checked.done:
        _failure(checked, t)
        return
    for result in checked.results:
        _result(result, t, checked_only=True)
    _download_problems(checked, t)
    accept = False
    if any(result.is_partial for result in checked.results):
        accept = st.checkbox(t("datascreen.accept_valid"), help=t("datascreen.accept_valid_help"))
    ready = any(result.is_whole or (accept and result.is_partial) for result in checked.results)
    if st.button(t("datascreen.import"), type="primary", disabled=not ready):
        with st.spinner(t("datascreen.importing"), show_time=True):
            st.session_state["imported"] = import_uploads(
                uploads, t.language, file_date, whose, accept_valid=accept
            )
        # A new round empties the uploader; the door then brings the published numbers up to date.
        st.session_state["import_round"] += 1
        st.rerun()


def _last_result(t: Translator) -> None:
    """Show what the last import or change did, until the next files are dropped."""
    done: Outcome | None = st.session_state.get("imported")
    if done is None:
        return
    if not done.done:
        _failure(done, t)
    elif done.said:
        show(head.notice(done.said))
    for result in done.results:
        _result(result, t)
    _download_problems(done, t, key="done")
    if any(result.status == "imported" for result in done.results):
        st.page_link(Path(__file__).with_name("week.py"), label=t("datascreen.see_week"))


def _failure(outcome: Outcome, t: Translator) -> None:
    show(head.setback(t("datascreen.failed"), outcome.said or t("datascreen.crashed")))


def _result(result: FileResult, t: Translator, *, checked_only: bool = False) -> None:
    """Show one file: the verdict, its counts, its errors, and its warnings folded."""
    heading, counts = verdict(result, t, checked_only=checked_only)
    blocks = [problem_table(result.errors, t)] if result.errors else []
    show(head.section(heading, *blocks, small=counts))
    if result.warnings:
        with st.expander(t.n("datascreen.warnings", len(result.warnings))):
            show(problem_table(result.warnings, t))


def _download_problems(outcome: Outcome, t: Translator, key: str = "checked") -> None:
    if outcome.corrected:
        st.download_button(
            t("datascreen.download_corrected"),
            outcome.corrected,
            t("datascreen.corrected_file"),
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            help=t("datascreen.download_corrected_help"),
            key=f"corrected_{key}",
            on_click="ignore",
        )
    if any(result.problems for result in outcome.results):
        st.download_button(
            t("datascreen.download_problems"),
            problems_csv(outcome.results, t),
            t("datascreen.problems_file"),
            mime="text/csv",
            type="tertiary",
            key=f"problems_{key}",
            on_click="ignore",
        )


def _templates(t: Translator) -> None:
    show(head.section(t("datascreen.templates"), small=t("datascreen.templates_small")))
    with st.container(horizontal=True):
        for all_tables in (False, True):
            name = "all" if all_tables else "first"
            st.download_button(
                t(f"datascreen.template_{name}"),
                partial(template_workbook, t.language, all_tables),
                t(f"datascreen.template_{name}_file"),
                mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                key=f"template_{name}",
                on_click="ignore",
            )


def _batches(held: Summary, t: Translator) -> None:
    """List the imports, newest first, with undo and redo."""
    batches = held["batches"][:SHOWN_BATCHES]
    if not batches:
        return
    show(head.section(t("datascreen.batches"), batch_table(batches, t), small=t("datascreen.batches_small")))
    by_number = {batch["batch"]: batch for batch in batches}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number = st.selectbox(
            t("datascreen.choose_batch"),
            list(by_number),
            format_func=lambda chosen: batch_name(by_number[chosen], t),
            key=f"batch_{len(batches)}",  # after an import the newest stands there again
        )
        verb = "undo" if by_number[number]["state"] == "live" else "redo"
        if st.button(t(f"datascreen.{verb}"), help=t(f"datascreen.{verb}_help")):
            with st.spinner(t(f"datascreen.{verb}_working"), show_time=True):
                st.session_state["imported"] = change_batch(number, verb, t.language)
            st.rerun()


@lru_cache(maxsize=4)
def _summary(home: Home, version: Path | None) -> Summary:
    """What the store holds, read once a version."""
    return summary(home)


render()
