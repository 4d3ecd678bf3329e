"""The Report button of a screen: choose, write what only people know, look, make, download, and open again."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.errors import InputError
from data.workspace import audit
from data.workspace.reports import Kept, kept_reports
from locales import formats
from locales.translate import LANGUAGES, Translator
from locales.words import Language
from pages.parts import head
from pages.parts.door import Screen, Visit
from pages.parts.frame import show
from pages.parts.html import Html
from pages.parts.table import Cell, Column, Row, table
from reports.formats.pdf import pages_png
from reports.frozen import Frozen, reopen, store
from reports.making import make
from reports.names import file_name
from reports.reading import name_of, sentence, shown_value
from reports.rendering import render_and_keep
from reports.request import COMPULSORY, FORMATS, NOTES, PAPERS, Format, Kind, Paper, Request
from reports.restated import Restated, restatements

KINDS: dict[Screen, tuple[Kind, ...]] = {
    "week": ("week",),
    "funding": ("donor", "program", "poster", "sheets", "workbook", "iati"),
    "review": ("board",),
}
"""The reports that each screen offers."""
PREVIEWED = 2
"""Pages of a preview."""
_MADE = "report_made"


def report_button(visit: Visit) -> None:
    """Offer the reports of a screen."""
    t = visit.t
    if st.button(t("report.dialog.button"), type="tertiary", key="report"):
        st.session_state.pop(_MADE, None)
        st.dialog(t("report.dialog.title"), width="large")(_dialog)(visit)


def _dialog(visit: Visit) -> None:
    t = visit.t
    kinds = KINDS[visit.screen]
    if visit.program is None or visit.grant is not None:
        kinds = tuple(kind for kind in kinds if kind != "program")
    choices = st.columns(3)
    with choices[0]:
        kind = st.selectbox(
            t("report.dialog.kind"), kinds, format_func=lambda one: t(f"report.kind.{one}"), key="report_kind"
        )
    with choices[1]:
        format = st.selectbox(
            t("report.dialog.format"),
            FORMATS[kind],
            format_func=lambda one: t(f"report.format.{one}"),
            key=f"report_format_{kind}",
        )
    with choices[2]:
        language: Language = st.selectbox(
            t("report.dialog.language"),
            LANGUAGES,
            index=LANGUAGES.index(t.language),
            format_func=lambda one: t(f"language.{one}"),
            key="report_language",
        )
    request = _request(visit, kind, _notes(kind, t), _paper(kind, t))
    missing = [name for name in COMPULSORY if name in NOTES.get(kind, ()) and not request.note(name)]
    if missing:
        show(head.notice(t("report.dialog.not_worked_first")))
    try:
        _preview(visit, request, language, t)
        if st.button(t("report.dialog.make"), type="primary", disabled=bool(missing), key="report_make"):
            _make(visit, request, language, format)
    except InputError as error:
        show(head.notice(t(error.key, **error.values)))
    _download(t)
    _before(visit, t)


def _paper(kind: Kind, t: Translator) -> Paper | None:
    """On which paper, where there is a choice."""
    if kind not in PAPERS:
        return None
    return st.segmented_control(
        t("report.dialog.paper"),
        PAPERS[kind],
        format_func=str.upper,
        default=PAPERS[kind][0],
        required=True,
        key=f"report_paper_{kind}",
    )


def _request(visit: Visit, kind: Kind, notes: tuple[tuple[str, str], ...], paper: Paper | None) -> Request:
    # A digest is of the whole organisation: one of a part could be taken from it.
    whole = kind == "week"
    return Request(
        kind=kind,
        organization=visit.organization.id,
        program=None if whole or visit.program is None else visit.program.id,
        grant=None if whole or visit.grant is None else visit.grant.id,
        start=visit.period.start,
        end=visit.period.end,
        notes=notes,
        paper=paper,
    )


def _notes(kind: Kind, t: Translator) -> tuple[tuple[str, str], ...]:
    """What only people can write, asked in the order of the report."""
    written = []
    for name in NOTES.get(kind, ()):
        text = st.text_area(
            t(f"report.note.{name}"),
            key=f"report_note_{name}",
            height=68,
            max_chars=2000,
            help=t("report.dialog.no_names"),
        )
        if text and text.strip():
            written.append((name, text.strip()))
    return tuple(written)


def _preview(visit: Visit, request: Request, language: Language, t: Translator) -> None:
    """Show the first pages as they will be printed."""
    if "pdf" not in FORMATS[request.kind]:
        return
    if not st.toggle(t("report.dialog.preview"), key="report_preview"):
        return
    frozen = _frozen(visit, request)
    pages = pages_png(frozen, frozen.document(language), ppi=75)
    for number, picture in enumerate(pages[:PREVIEWED], start=1):
        st.image(picture, caption=t("report.dialog.pages", page=str(number), pages=str(len(pages))))


def _frozen(visit: Visit, request: Request) -> Frozen:
    return make(visit.home, visit.reader, visit.scope, request)


def _make(visit: Visit, request: Request, language: Language, format: Format) -> None:
    with st.spinner(visit.t("report.dialog.making"), show_time=True):
        frozen = _frozen(visit, request)
        content = render_and_keep(visit.home, frozen, language, format)
        store(visit.home, frozen, visit.scope.viewer)
        details = f"{request.kind} {frozen.stamp}"
        audit(visit.home, visit.scope.viewer, "report", request.organization, details)
    st.session_state[_MADE] = (file_name(request, language, format), content, frozen.stamp)


def _download(t: Translator) -> None:
    made = st.session_state.get(_MADE)
    if made is None:
        return
    name, content, stamp = made
    show(head.notice(t("report.dialog.ready", stamp=stamp)))
    st.download_button(
        t("report.dialog.download", name=name), content, name, key="report_download", on_click="ignore"
    )


def _before(visit: Visit, t: Translator) -> None:
    """Reports that were made before: as sent, and what has changed since."""
    kept_here = kept_reports(visit.home, t.language, visit.organization.id)
    known = [one for one in kept_here if one.kind in KINDS[visit.screen]]
    if not known:
        return
    with st.expander(t("report.dialog.sent_before")):
        by_id = {one.id: one for one in known}
        chosen = st.selectbox(
            t("report.dialog.kind"),
            ["", *by_id],
            format_func=lambda id: _name(by_id[id], t) if id else "–",
            key="report_before",
            label_visibility="collapsed",
        )
        if not chosen:
            return
        kept, frozen = reopen(visit.home, chosen)
        changed = restatements(visit.home, visit.reader, visit.scope, frozen, kept.last_batch)
        show(restated_table(changed, t))
        format = FORMATS[frozen.request.kind][0]
        name = file_name(frozen.request, t.language, format)
        content = render_and_keep(visit.home, frozen, t.language, format)
        st.download_button(
            t("report.dialog.download", name=name), content, name, key="report_again", on_click="ignore"
        )


def _name(kept: Kept, t: Translator) -> str:
    when = formats.moment(dt.datetime.fromisoformat(kept.made_at), t.language)
    return sentence(when, t(f"report.kind.{kept.kind}"), kept.title)


def restated_table(changed: tuple[Restated, ...], t: Translator) -> Html:
    """Show what was sent beside what is known now, and why it differs."""
    if not changed:
        return head.paragraph(t("report.restated.none"))
    columns = [
        Column(t("report.measure"), width="46%"),
        Column(t("report.restated.sent"), right=True),
        Column(t("report.restated.now"), right=True),
        Column(t("report.restated.reason")),
    ]
    rows = [
        Row(
            (
                Cell(name_of(one.sent, t), under=_of(one)),
                Cell(shown_value(one.sent, t), grey=True),
                Cell(shown_value(one.now, t) if one.now else formats.DASH, strong=True),
                Cell(t(f"report.restated.{one.reason}")),
            )
        )
        for one in changed
    ]
    return head.section(
        t.n("report.restated", len(changed)), table(t.n("report.restated", len(changed)), columns, rows)
    )


def _of(one: Restated) -> str:
    return " · ".join(part for part in (one.sent.program, one.sent.group) if part)
