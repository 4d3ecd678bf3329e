"""Data: what came in, and bringing in more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import streamlit as st

from data.erasing import ERASURE
from data.home import Home, main_home
from data.previews import Preview
from data.summary import Summary
from locales.translate import Translator
from metrics.publish import newest_published
from pages.parts import head
from pages.parts.batches_view import batches_view
from pages.parts.changed_block import changed_blocks
from pages.parts.door import open_home, scope_of
from pages.parts.frame import frame, show
from pages.parts.frame import head as block
from pages.parts.held import summary_of
from pages.parts.html import Span
from pages.parts.import_job import STAGES, Order, begin, changes_of, forget_job, job_of
from pages.parts.import_words import batch_name, batch_table, message, problem_table, problems_csv, verdict
from pages.parts.importing import (
    FileResult,
    Outcome,
    Upload,
    change_batch,
    check_uploads,
    propose_mapping,
    template_workbook,
)
from pages.parts.mapping_editor import mapping_editor
from pages.parts.people_mending import forget_mended
from pages.parts.prepare import publish_now
from pages.parts.scope_line import language_selector
from pages.parts.uploader import uploader
from pages.parts.write_forms import DAY

SHOWN_BATCHES = 50
TICK = 0.4
"""Seconds between two looks at an import that goes on."""


def render() -> None:
    """Show the page, from the top."""
    opened = open_home()
    home, t = opened.home, opened.t
    held = summary_of(home)
    with frame():
        with block(t(f"language.{t.language}")) as (selectors, _):
            with selectors:
                language_selector(t)
            show(head.title(message(held, home, t), t("datascreen.lead")))
        if home.is_demonstration:
            show(head.notice((t("datascreen.demonstration"), " ", _to("setup", "datascreen.to_setup", t))))
        last = st.container()
        _wait_for_job(t)
        if not _new_import(_own_organizations(held, home), t):
            with last:
                _last_result(t)
        _templates(t)
        if not home.is_demonstration:
            _batches(held, t)


def _to(page: str, text: str, t: Translator) -> Span:
    return Span(t(text), href=f"{page}?lang={t.language}")


def _wait_for_job(t: Translator) -> None:
    """Show how far an import is, also one that was begun before somebody left, and begin anew when it ended."""
    job = job_of(main_home())
    if job is None:
        return
    place = st.empty()
    while not job.ended.wait(TICK):
        steps = [
            t(f"datascreen.step.{'now' if stage == job.stage else 'done'}.{stage}")
            for stage in STAGES[: STAGES.index(job.stage) + 1]
        ]
        elapsed = t("datascreen.step.elapsed", seconds=job.seconds)
        place.info("\n\n".join([", ".join(job.files), *steps, elapsed]))
    forget_job(main_home())
    st.session_state["imported"], st.session_state["changes"] = job.outcome, job.changes
    st.rerun()


def _own_organizations(held: Summary, home: Home) -> dict[str, str]:
    """Names by id of the organisations that files may be of; those of the demonstration are none."""
    return {} if home.is_demonstration else {one["id"]: one["name"] for one in held["organizations"]}


def _new_import(organizations: dict[str, str], t: Translator) -> bool:
    """Take files, check them and offer to import them; say whether there were any."""
    show(head.section(t("datascreen.new"), small=t("datascreen.new_small")))
    round_ = st.session_state.setdefault("import_round", 0)
    files = uploader(t("datascreen.drop"), f"files_{round_}", t, help=t("datascreen.drop_help"))
    with st.expander(t("datascreen.more_choices")):
        day = st.date_input(
            t("datascreen.file_date"),
            value=None,
            min_value=dt.date(1990, 1, 1),
            format=DAY,
            help=t("datascreen.file_date_help"),
            key=f"file_date_{round_}",
        )
    if not files:
        return False
    uploads = tuple(Upload(file.name, file.getbuffer()) for file in files)
    if all(upload.is_mapping for upload in uploads):
        show(head.notice(t("datascreen.mapping_alone")))
        return True
    file_date = day.isoformat() if isinstance(day, dt.date) else None
    whose = st.selectbox(
        t("datascreen.organization"),
        list(organizations),
        index=None,
        format_func=lambda id: organizations.get(id, id),
        accept_new_options=True,
        placeholder=t("datascreen.organization_where"),
        help=t("datascreen.organization_help"),
        key=f"organization_{round_}",
    )
    asked = Asked(uploads, tuple(file.file_id for file in files), file_date, (whose or "").strip() or None)
    _offer(asked, t, is_first=not organizations)
    return True


@dataclass(frozen=True)
class Asked:
    """What was dropped, and what was said beside it."""

    uploads: tuple[Upload, ...]
    ids: tuple[str, ...]
    file_date: str | None
    whose: str | None

    def read_with(self, mapping: str | None) -> Asked:
        """The same, read as a mapping says."""
        given = Upload("mapping.yaml", mapping.encode()) if mapping else None
        return replace(self, uploads=(*self.uploads, given)) if given else self


def _offer(asked: Asked, t: Translator, *, is_first: bool) -> None:
    """Show what a file is taken for and what a check of it found, and the button that imports it."""
    result = st.container()
    shown, mapping = _mapping(asked, t)
    if shown is not None:
        asked = asked.read_with(mapping)
    with result:
        checked = _checked(asked, t)
        if not checked.done:
            _failure(checked, t)
            return
        if is_first and shown is not None and asked.whose is None and not _is_any(checked, "imported"):
            show(head.notice(t("datascreen.whose_first")))
            return
        for one in checked.results:
            _result(one, t, checked_only=True)
        _download_problems(checked, t)
        accept = False
        if any(one.is_partial for one in checked.results):
            accept = st.checkbox(t("datascreen.accept_valid"), help=t("datascreen.accept_valid_help"))
        ready = any(one.is_whole or (accept and one.is_partial) for one in checked.results)
        if st.button(t("datascreen.import"), type="primary", disabled=not ready):
            order = Order(asked.uploads, t.language, asked.file_date, asked.whose, accept, scope_of("week"))
            begin(order)
            # A new round empties the uploader.
            st.session_state["import_round"] += 1
            st.session_state.pop("checks", None)
            st.rerun()


def _is_any(outcome: Outcome, status: str) -> bool:
    return any(one.status == status for one in outcome.results)


def _checked(asked: Asked, t: Translator) -> Outcome:
    """What importing would do; asked once for the same files, choices and mapping."""
    read_with = tuple(bytes(upload.content) for upload in asked.uploads if upload.is_mapping)
    known = (asked.ids, asked.file_date, asked.whose, read_with, t.language)
    checks: dict[Hashable, Outcome] = st.session_state.setdefault("checks", {})
    if known not in checks:
        with st.spinner(t("datascreen.checking"), show_time=True):
            checks[known] = check_uploads(asked.uploads, t.language, asked.file_date, asked.whose)
    return checks[known]


def _mapping(asked: Asked, t: Translator) -> tuple[Preview | None, str | None]:
    """Show how the columns of one spreadsheet are read; give that, and the mapping to read it with, if any.

    A spreadsheet whose reading is guessed anew each time needs none until somebody changes it; what cannot be
    read without a mapping is read with the one that is proposed.
    """
    if len(asked.uploads) != 1 or not asked.uploads[0].is_table:
        return None, None
    first = _checked(asked, t)
    guessed = any(one.format == "sheet" for one in first.results)
    if not guessed and any(one.status != "refused" for one in first.results):
        return None, None
    known = f"proposed_{asked.ids[0]}_{asked.whose}"
    if known not in st.session_state:
        st.session_state[known] = propose_mapping(asked.uploads[0], t.language, asked.whose)
    shown: Preview | None = st.session_state[known]
    if shown is None:
        return None, None
    with st.expander(t("datascreen.mapping"), expanded=bool(shown.tables)):
        changed = mapping_editor(shown, [found for one in first.results for found in one.errors], known, t)
    return shown, changed or (None if guessed else shown.text)


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
    blocks = changed_blocks(st.session_state.get("changes", ()), t)
    if blocks:
        show(*blocks)
    if _is_any(done, "imported"):
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
    by_number = {batch["batch"]: batch for batch in batches if batch["format"] != ERASURE}
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
                before = newest_published(main_home())
                st.session_state["imported"] = change_batch(number, verb, t.language)
                publish_now(t.language)
                st.session_state["changes"] = changes_of(main_home(), before, [number], scope_of("week"))
                forget_mended()
            st.rerun()
    organizations = [(one["id"], one["name"]) for one in held["organizations"]]
    programs = {one["id"]: (one["name"], one["organization"]) for one in held["programs"]}
    batches_view(main_home(), number, organizations, programs, t)


render()
