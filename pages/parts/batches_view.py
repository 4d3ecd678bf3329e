"""Under the list of imports: what one brought, how two versions differ, and what is done to one person."""

from __future__ import annotations

from functools import lru_cache

import streamlit as st

from data.comparing import Brought, brought
from data.home import Home
from data.model import TABLES
from data.store import newest_mark
from locales import formats
from locales.translate import Translator
from pages.parts import head
from pages.parts.correct_view import correct_view, was_corrected
from pages.parts.door import scope_of
from pages.parts.frame import show
from pages.parts.html import Html
from pages.parts.people_mending import erase_form, merge_form, show_mended, was_mended
from pages.parts.table import Cell, Column, Row, table
from pages.parts.versions_view import versions_view

_CORRECT = "data_correct"
"""Where this screen keeps what was corrected last."""


def batches_view(
    home: Home,
    batch: int,
    organizations: list[tuple[str, str]],
    programs: dict[str, tuple[str, str]],
    t: Translator,
) -> None:
    """Show what an import brought, and the three things that are done to one person.

    ``programs`` are names and organisations by id.
    """
    rows = _brought(home, newest_mark(home), batch)
    if rows:
        with st.expander(t("mending.brought", batch=batch)):
            show(_table(rows, t))
    versions_view(home, t)
    with st.expander(t("mending.people"), expanded=was_corrected(_CORRECT) or was_mended()):
        show_mended(home, t)
        show(head.paragraph(t("mending.people_small")))
        names = dict(organizations)
        whose = st.selectbox(
            t("mending.whose"), list(names), format_func=lambda one: names[one], key="mending_whose"
        )
        st.markdown(f"**{t('correct.title')}**")
        show(head.paragraph(t("correct.lead")))
        own = {id: name for id, (name, owner) in programs.items() if owner == whose}
        correct_view(home, scope_of("week"), whose, own, t, key=_CORRECT)
        merge_form(home, whose, t)
        erase_form(home, whose, t)


def _table(rows: tuple[Brought, ...], t: Translator) -> Html:
    columns = [Column(t("mending.table"))] + [
        Column(t(f"mending.{name}"), right=True) for name in ("added", "replaced", "standing")
    ]
    listed = [
        Row(
            (
                Cell(TABLES[one.table].label.say(t.language)),
                *(Cell(formats.count(n, t.language)) for n in (one.added, one.replaced, one.standing)),
            )
        )
        for one in rows
    ]
    return table(t("mending.brought_caption"), columns, listed)


@lru_cache(maxsize=32)
def _brought(home: Home, version: str | None, batch: int) -> tuple[Brought, ...]:
    return tuple(brought(home, batch))
