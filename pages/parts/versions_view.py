"""Two versions of the records compared: which tables differ, by rows added, changed and removed."""

from __future__ import annotations

from functools import lru_cache

import streamlit as st

from data.comparing import Difference, Version, compare_versions, kept_versions
from data.errors import HasilError
from data.home import Home
from data.model import TABLES
from data.store import newest_mark
from locales import formats
from locales.translate import Translator
from pages.parts import head
from pages.parts.frame import show
from pages.parts.html import Html
from pages.parts.table import Cell, Column, Row, table

_COUNTS = ("added", "changed", "removed")


def versions_view(home: Home, t: Translator) -> None:
    """Offer two of the versions that are kept; the last two stand there at first."""
    kept = _kept(home, newest_mark(home))
    if len(kept) < 2:
        return
    by_number = {one.number: one for one in kept}
    with st.expander(t("versions.title")):
        show(head.paragraph(t("versions.small")))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            chosen = [
                st.selectbox(
                    t(f"versions.{which}"),
                    list(by_number),
                    index=place,
                    format_func=lambda number: _name(by_number[number], t),
                    key=f"version_{which}_{kept[0].number}",
                )
                for which, place in (("older", 1), ("newer", 0))
            ]
            asked = st.button(t("versions.compare"))
        if not asked:
            return
        older, newer = sorted(chosen)
        if older == newer:
            st.info(t("versions.same_one"), icon=None)
            return
        try:
            with st.spinner(t("versions.comparing"), show_time=True):
                found = _compared(home, newest_mark(home), older, newer)
        except HasilError as error:
            st.warning(t(error.key, **error.values), icon=None)
            return
        names = {"older": _name(by_number[older], t), "newer": _name(by_number[newer], t)}
        show(_table(found, names, t) if found else head.paragraph(t("versions.alike", **names)))


def _name(version: Version, t: Translator) -> str:
    return t("versions.name", number=version.number, when=formats.moment(version.written_at, t.language))


def _table(found: tuple[Difference, ...], names: dict[str, str], t: Translator) -> Html:
    columns = [Column(t("mending.table"))]
    columns += [Column(t(f"versions.{name}"), right=True) for name in _COUNTS]
    rows = [
        Row(
            (
                Cell(TABLES[one.table].label.say(t.language)),
                *(Cell(formats.count(getattr(one, name), t.language)) for name in _COUNTS),
            )
        )
        for one in found
    ]
    caption = t("versions.caption", **names)
    return head.section(caption, table(caption, columns, rows), small=t("versions.caption_small"))


@lru_cache(maxsize=4)
def _kept(home: Home, newest: str | None) -> tuple[Version, ...]:
    return tuple(kept_versions(home))


@lru_cache(maxsize=16)
def _compared(home: Home, newest: str | None, older: int, newer: int) -> tuple[Difference, ...]:
    return tuple(compare_versions(home, older, newer))
