"""An activity as a program."""

from __future__ import annotations

from data.importers.iati.activity import Activity
from data.importers.iati.codes import DATE_TYPES
from data.importers.iati.rows import Rows
from data.importers.iati.text import attribute, narrative, read_day

_PARENT = "1"
"""RelatedActivityType of a parent."""


def stage_program(activity: Activity, rows: Rows) -> None:
    """Stage the program row of an activity."""
    days = _days(activity, rows)
    started_on = days.get("start-actual") or days.get("start-planned")
    ended_on = days.get("end-actual") or days.get("end-planned")
    if started_on and ended_on and started_on > ended_on:
        rows.problem("iati_dates_reversed", activity.element, "activity-date", f"{started_on} – {ended_on}")
        ended_on = None
    row = {
        **rows.row(activity.element),
        "program_id": activity.program_id,
        "organization_id": activity.organization_id,
        "name": _name(activity, rows),
        "source_id": activity.program_id,
        "project_type": attribute(activity.first("default-aid-type"), "code"),
        "started_on": started_on,
        "ended_on": ended_on,
        "status": attribute(activity.first("activity-status"), "code")
        or narrative(activity.first("activity-status")),
        "parent_id": _parent(activity),
        "hierarchy": _hierarchy(activity, rows),
        "location": _location(activity),
    }
    rows.add("program", row)


def _name(activity: Activity, rows: Rows) -> str:
    for title in activity.all("title"):
        if text := narrative(title):
            return text
    rows.problem("iati_no_title", activity.element, "title", activity.program_id)
    return activity.program_id


def _days(activity: Activity, rows: Rows) -> dict[str, str]:
    """The first readable day of each type of date."""
    days: dict[str, str] = {}
    for element in activity.all("activity-date"):
        kind = DATE_TYPES.get((attribute(element, "type") or "").casefold())
        if kind and (day := read_day(rows, element)):
            days.setdefault(kind, day)
    return days


def _parent(activity: Activity) -> str | None:
    for element in activity.all("related-activity"):
        if attribute(element, "type") == _PARENT and (ref := attribute(element, "ref")):
            return ref
    return None


def _hierarchy(activity: Activity, rows: Rows) -> str | None:
    level = attribute(activity.element, "hierarchy")
    if level is None or (level.isascii() and level.isdigit()):
        return level
    rows.problem("iati_hierarchy_unread", activity.element, "iati-activity@hierarchy", level)
    return None


def _location(activity: Activity) -> str | None:
    """Codes (else names) of the countries and regions that benefit."""
    places = [
        attribute(element, "code") or narrative(element)
        for tag in ("recipient-country", "recipient-region")
        for element in activity.all(tag)
    ]
    return "; ".join(dict.fromkeys(place for place in places if place)) or None
