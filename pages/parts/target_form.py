"""Setting a target for the number that is looked at. It becomes a row of the records, like an import."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from locales.translate import Translator
from metrics.values.targets import PARTS
from pages.parts import head
from pages.parts.frame import show
from pages.parts.importing import Outcome, set_target
from pages.parts.why_view import WhyView
from pages.parts.write_forms import DAY

HUNDRED = 100
"""Proportions are typed as percentages."""


def target_form(view: WhyView) -> None:
    """Offer to set a target; 0 is one, and an empty field is none."""
    t, value = view.t, view.explanation.value
    outcome: Outcome | None = st.session_state.pop("target_refused", None)
    if outcome is not None:
        _refused(outcome, t)
    in_percent = view.explanation.indicator.unit == "proportion"
    unit = "%" if in_percent else value.unit if len(value.unit) == 3 else t(f"why.target.unit.{value.unit}")
    # The day of a decision counts once the data reach it: today would hide a target until they do.
    until = min(value.as_of, dt.date.today())
    year = dt.date(until.year, 1, 1)
    with st.popover(t("why.target.set"), key="open_target"), st.form("target", border=False):
        st.caption(t("why.target.form_small"))
        promised = st.number_input(
            t("why.target.value", unit=unit), value=None, format="%g", key="target_value"
        )
        began = st.number_input(
            t("why.target.baseline", unit=unit), value=None, format="%g", key="target_baseline"
        )
        kind = st.radio(
            t("why.target.kind"),
            ("level", "increment"),
            format_func=lambda code: t(f"why.target.kind.{code}"),
            horizontal=True,
            key="target_kind",
        )
        starts = st.date_input(t("why.target.starts"), value=year, format=DAY, key="target_starts")
        due = st.date_input(
            t("why.target.due"), value=dt.date(year.year, 12, 31), format=DAY, key="target_due"
        )
        decided = st.date_input(
            t("why.target.decided"), value=until, max_value=dt.date.today(), format=DAY, key="target_decided"
        )
        if not st.form_submit_button(t("writing.save"), type="primary"):
            return
        if promised is None:
            st.error(t("why.target.missing"))
            return
        # A part of a whole: a slip of the pen would be a promise that nobody can keep, or that always holds.
        bounded = (began, *([promised] if kind == "level" else ()))
        if view.explanation.indicator.kind in PARTS and any(
            one is not None and not 0 <= one <= HUNDRED for one in bounded
        ):
            st.error(t("why.target.beyond"))
            return
        scale = HUNDRED if in_percent else 1
        given = {
            "organization": view.organization.id,
            "program": view.ask.program,
            "grant": view.ask.grant,
            "group": view.ask.group,
            "kind": kind,
            "value": repr(promised / scale),
            "baseline": None if began is None else repr(began / scale),
            "from": starts.isoformat(),
            "to": due.isoformat(),
            "set-on": decided.isoformat(),
        }
        with st.spinner(t("why.target.working")):
            done = set_target(
                {name: text for name, text in given.items() if text}, view.ask.indicator, t.language
            )
        if not done.done or any(one.status == "refused" for one in done.results):
            st.session_state["target_refused"] = done
        st.rerun()


def _refused(outcome: Outcome, t: Translator) -> None:
    found = [problem for result in outcome.results for problem in result.problems]
    said = " ".join(f"{one.problem} {one.remedy}" for one in found) or outcome.said
    show(head.setback(t("why.target.refused"), said or t("datascreen.crashed")))
