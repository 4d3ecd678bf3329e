"""Who is behind what is to be mended: chosen by the visitor, listed by case number, and every look audited."""

from __future__ import annotations

import streamlit as st

from data.people.mending import MOST, doubles, to_mend
from data.store import newest_mark
from locales import formats
from metrics.reviews.asking import Asking
from metrics.reviews.quality import quality_review
from pages.parts import head
from pages.parts.correct_view import correct_view
from pages.parts.door import Visit
from pages.parts.frame import show
from pages.parts.html import Html
from pages.parts.quality_view import found_in
from pages.parts.table import Cell, Column, Row, table

DOUBLES = "doubles"


def mend_list(visit: Visit) -> None:
    """Offer what can be mended, and list the records of what is chosen."""
    t = visit.t
    if visit.scope.detail != "people":
        return
    asking = Asking(visit.reader, visit.scope, visit.organization, visit.program, visit.span(visit.period))
    found = found_in(visit.home, newest_mark(visit.home), visit.organization.id)
    review = quality_review(asking, found)
    offered = [mend.failing.rule.id for mend in review.mends] + ([DOUBLES] if review.doubles else [])
    if not offered:
        return
    show(head.section(t("quality.list"), small=t("quality.list.small")))
    chosen = st.selectbox(
        t("quality.list.choose"),
        offered,
        index=None,
        format_func=lambda rule: t(f"quality.rule.{rule}"),
        placeholder=t("quality.list.placeholder"),
        key=f"mend_{visit.organization.id}",
    )
    if chosen == DOUBLES:
        show(_doubles(visit))
    elif chosen:
        show(_records(visit, chosen))
    # A record to correct is found by its client's case number.
    if ("client" in review.checked or review.doubles) and not visit.home.is_demonstration:
        show(head.section(t("correct.title"), small=t("correct.lead")))
        programs = {one.id: one.name for one in visit.programs}
        correct_view(visit.home, visit.scope, visit.organization.id, programs, t, key="quality_correct")


def _records(visit: Visit, rule: str) -> Html:
    t = visit.t
    program = visit.program.id if visit.program else None
    found = to_mend(visit.home, visit.scope.viewer, visit.scope.detail, visit.organization.id, rule, program)
    columns = [
        Column(t("quality.head.case")),
        Column(t("quality.head.program")),
        Column(t("quality.head.worker")),
        Column(t("quality.head.day")),
        Column(t("quality.head.from")),
    ]
    rows = [
        Row(
            (
                Cell(one.case_number or t("quality.no_case"), strong=True),
                Cell(one.program or t("quality.no_program")),
                Cell(one.worker or ""),
                Cell(formats.day(one.day, t.language)),
                Cell(
                    t("quality.place", file=one.file, row=one.row) if one.row else one.file or "", grey=True
                ),
            )
        )
        for one in found
    ]
    listed = table(t(f"quality.rule.{rule}"), columns, rows)
    more = head.under(t("quality.list.most", most=MOST)) if len(found) == MOST else Html()
    return head.section(t(f"quality.fix.{rule}"), listed, more)


def _doubles(visit: Visit) -> Html:
    t = visit.t
    found = doubles(visit.home, visit.scope.viewer, visit.scope.detail, visit.organization.id)
    columns = [
        Column(t("quality.head.first")),
        Column(t("quality.head.second")),
        Column(t("quality.head.alike")),
    ]
    rows = [
        Row(
            (
                Cell(one.first or t("quality.no_case"), strong=True),
                Cell(one.second or t("quality.no_case"), strong=True),
                Cell(t(f"quality.alike.{one.kind}")),
            )
        )
        for one in found
    ]
    return head.section(t("quality.fix.doubles"), table(t("quality.rule.doubles"), columns, rows))
