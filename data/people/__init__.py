"""The one audited way to read rows about people: who waits today, and who stands behind a number."""

from __future__ import annotations

from data.people.behind import Counted, Question, has_list, people_behind
from data.people.editing import Due, Opened, follow_ups_due, open_rows
from data.people.waiting import Detail, Group, Waiting, waiting

__all__ = [
    "Counted",
    "Detail",
    "Due",
    "Group",
    "Opened",
    "Question",
    "Waiting",
    "follow_ups_due",
    "has_list",
    "open_rows",
    "people_behind",
    "waiting",
]
