"""Who waits today: rows about people, in three groups, safety first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

import streamlit as st

from data.people import Group, Waiting, waiting
from locales import formats
from locales.translate import Translator, translator
from locales.words import Language
from pages.parts import head
from pages.parts.door import Visit
from pages.parts.html import Html, Text
from pages.parts.lists import PeopleGroup, Person, people
from pages.parts.sides import unfolding

SHOWN: dict[Group, int] = {"alert": 6, "high_risk": 2, "follow_up": 2}
"""How many of each group stand on the page; the rest is one click away. Safety is cut short last."""


def who_waits(visit: Visit) -> tuple[Waiting, ...]:
    """Ask who waits as of the week's end, or today's data where the newest week is looked at.

    Every look is written down, so it is asked once a session and choice and not at every rerun.
    """
    program = visit.program.id if visit.program else None
    until = visit.as_of if visit.is_newest else visit.period.end
    look = (visit.source.version, str(visit.home.path), visit.organization.id, program, until)
    if st.session_state.get("waiting_look") != look:
        found = waiting(
            visit.home, visit.scope.viewer, visit.scope.detail, visit.organization.id, program, until
        )
        st.session_state["waiting"] = tuple(found)
        st.session_state["waiting_look"] = look
    return st.session_state["waiting"]


@lru_cache(maxsize=256)
def people_block(found: tuple[Waiting, ...], language: Language) -> Html:
    """Show who waits: the first of each group, and all of them behind one click."""
    t = translator(language)
    if not found:
        return head.section(t("week.people.none"), small=t("week.people.none_small"))
    groups = [(group, tuple(rows)) for group, rows in groupby(found, key=lambda one: one.group)]
    blocks = [people([_group(group, rows, t) for group, rows in groups])]
    if any(len(rows) > SHOWN[group] for group, rows in groups):
        everybody = people([_group(group, rows, t, all_of_them=True) for group, rows in groups])
        blocks.append(unfolding(t("week.people.all", count=len(found)), everybody))
    return head.section(_heading(*groups[0], t), *blocks)


def _heading(group: Group, rows: Sequence[Waiting], t: Translator) -> str:
    return t.n(f"week.people.{group}", len(rows), longest=_waited(rows[0], t))


def _group(group: Group, rows: Sequence[Waiting], t: Translator, *, all_of_them: bool = False) -> PeopleGroup:
    shown = rows if all_of_them else rows[: SHOWN[group]]
    return PeopleGroup(
        name=t(f"week.people.group.{group}"),
        people=tuple(
            Person(one.case_number or t("week.people.no_number"), _under(one, t), _waited(one, t))
            for one in shown
        ),
        count=formats.count(len(rows), t.language),
        urgent=group == "alert",
    )


def _under(one: Waiting, t: Translator) -> Text:
    parts = [one.program] if one.program else []
    if one.month is not None:
        parts.append(t("week.people.month", month=str(one.month)))
    parts.append(one.worker or f"**{t('week.people.no_worker')}**")
    return " · ".join(parts)


def _waited(one: Waiting, t: Translator) -> str:
    say = formats.age if one.group == "alert" else formats.days
    return say(one.waited, t.language)
