"""Short forms for what has no file. Each is a few columns of a record table, in the order in which one thinks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from data.entering import Cell, Entry
from data.home import Home
from data.model.codes import FollowUpStatus
from data.people import Due, follow_ups_due
from data.store import newest_mark
from locales import formats
from locales.translate import Translator
from metrics.period import week_of
from metrics.scope import Scope
from pages.parts.fields import ask, show_faults
from pages.parts.importing import Finding
from pages.parts.write_forms import DAY

MOST_TALLIED = 500
"""Services of one tally; more come as a file."""


@dataclass(frozen=True)
class Place:
    """Where somebody types: whose data, for whom, and what can be chosen there."""

    home: Home
    scope: Scope
    organization: str
    programs: Mapping[str, str]
    t: Translator
    round: int
    """Counts the saves, so that each begins with empty fields."""


Form = Callable[[Place, Sequence[Finding]], Entry | None]
"""Shows a form; gives the entry once everything that it needs is there."""


def tally(place: Place, faults: Sequence[Finding]) -> Entry | None:
    """So many services of a kind in a week: as many rows, without persons."""
    t, key = place.t, f"tally_{place.round}"
    today = dt.date.today()
    chosen = st.date_input(t("entry.week"), value=today, max_value=today, format=DAY, key=f"{key}_day")
    week = week_of(chosen if isinstance(chosen, dt.date) else today)
    st.caption(formats.week(week.start, t.language))
    program = _program("service", place, key, faults)
    kind = ask("service", "kind", t, key=f"{key}_kind", faults=faults)
    count = st.number_input(
        t("entry.count"), value=None, min_value=1, max_value=MOST_TALLIED, step=1, key=f"{key}_count"
    )
    show_faults("service_id", faults)
    if not _pressed(t) or not _filled({t("entry.count"): count, t("entry.kind"): kind}, t):
        return None
    row = {"organization_id": place.organization, "program_id": program, "kind": kind}
    row["service_on"] = min(week.end, today)
    stamp = _stamp()
    rows = [{"service_id": f"tally-{stamp}-{number}", **row} for number in range(1, int(count) + 1)]
    return Entry(name=f"{t('entry.form.tally')}: {kind} ({count})", rows={"service": rows})


def complaint(place: Place, faults: Sequence[Finding]) -> Entry | None:
    """A complaint, and what became of it so far."""
    columns = ("received_on", "kind", "closed_on", "told_on", "upheld")
    return _simple("complaint", "complaint_id", columns, {"received_on": dt.date.today()}, place, faults)


def feedback(place: Place, faults: Sequence[Finding]) -> Entry | None:
    """Something that people said, and what was done about it."""
    columns = ("raised_on", "theme", "action", "refused", "told_on")
    return _simple("feedback_theme", "theme_id", columns, {"raised_on": dt.date.today()}, place, faults)


def follow_up(place: Place, faults: Sequence[Finding]) -> Entry | None:
    """A call to somebody who left: chosen by case number among those whose follow-up is due."""
    t, key = place.t, f"follow_up_{place.round}"
    due = {one.follow_up_id: one for one in _due(place)}
    if not due:
        st.info(t("entry.nobody_due"))
        return None
    chosen = st.selectbox(
        t("entry.who"),
        list(due),
        index=None,
        placeholder=t("entry.choose"),
        format_func=lambda id: _who(due[id], t),
        key=f"{key}_who",
    )
    done = ask("follow_up", "done_on", t, key=f"{key}_done_on", value=dt.date.today(), faults=faults)
    found = {str(code): code.label.say(t.language) for code in FollowUpStatus if code != FollowUpStatus.due}
    status = ask("follow_up", "status", t, key=f"{key}_status", choices=found, faults=faults)
    event = ask("follow_up", "event_on", t, key=f"{key}_event_on", faults=faults)
    if not _pressed(t) or not _filled({t("entry.who"): chosen, t("entry.outcome"): status}, t):
        return None
    one = due[chosen]
    row: dict[str, Cell] = {
        "follow_up_id": one.follow_up_id,
        "organization_id": place.organization,
        "enrollment_id": one.enrollment_id,
        "client_id": one.person,
        "due_on": one.due_on,
        "done_on": done,
        "status": status,
        "event_on": event,
        "worker": one.worker,
    }
    return Entry(name=t("entry.form.follow_up"), rows={"follow_up": [row]}, known_people=True)


FORMS: Mapping[str, Form] = {
    "tally": tally,
    "follow_up": follow_up,
    "complaint": complaint,
    "feedback": feedback,
}
"""What can be typed, the most frequent first."""


def _simple(
    table: str,
    id: str,
    columns: Sequence[str],
    usual: Mapping[str, Cell],
    place: Place,
    faults: Sequence[Finding],
) -> Entry | None:
    """A form that is one row of one table."""
    t, key = place.t, f"{table}_{place.round}"
    row: dict[str, Cell] = {id: f"{table}-{_stamp()}", "organization_id": place.organization}
    row["program_id"] = _program(table, place, key, faults)
    for column in columns:
        row[column] = ask(table, column, t, key=f"{key}_{column}", value=usual.get(column), faults=faults)
    if not _pressed(t):
        return None
    return Entry(
        name=t(f"entry.form.{'feedback' if table == 'feedback_theme' else table}"), rows={table: [row]}
    )


def _program(table: str, place: Place, key: str, faults: Sequence[Finding]) -> Cell:
    first = next(iter(place.programs)) if len(place.programs) == 1 else None
    return ask(
        table,
        "program_id",
        place.t,
        key=f"{key}_program",
        value=first,
        choices=place.programs,
        faults=faults,
    )


def _due(place: Place) -> Sequence[Due]:
    """Those whose follow-up is due, asked for once a version: every look is written to the audit log."""
    known = ("entry_due", place.organization, str(newest_mark(place.home)))
    if st.session_state.get("entry_due_of") != known:
        st.session_state["entry_due"] = follow_ups_due(
            place.home, place.scope.viewer, place.scope.detail, place.organization
        )
        st.session_state["entry_due_of"] = known
    return st.session_state["entry_due"]


def _who(one: Due, t: Translator) -> str:
    day = formats.day(one.due_on, t.language)
    return t("entry.due", number=one.case_number or "?", program=one.program, day=day)


def _pressed(t: Translator) -> bool:
    return st.form_submit_button(t("writing.save"), type="primary", width="stretch")


def _filled(given: Mapping[str, Cell], t: Translator) -> bool:
    """Name the first field that was left empty."""
    for label, value in given.items():
        if value is None:
            st.error(t("entry.empty", field=label))
            return False
    return True


def _stamp() -> str:
    return f"{dt.datetime.now():%Y%m%dT%H%M%S%f}"
