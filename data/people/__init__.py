"""The one audited way to read rows about people: who waits today, and who stands behind a number."""

from __future__ import annotations

from data.people.behind import Counted, Question, has_list, people_behind
from data.people.waiting import Detail, Group, Waiting, waiting

__all__ = ["Counted", "Detail", "Group", "Question", "Waiting", "has_list", "people_behind", "waiting"]
