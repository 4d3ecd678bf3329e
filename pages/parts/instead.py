"""What is shown instead of what an address asks for: links grow old, and are typed by hand.

One rule: whatever this screen could show and the address asks for in vain is named above the title, with what
is shown in its place. What only other screens offer, or was chosen on the screen before, is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import streamlit as st

from metrics.catalogue import BY_ID
from metrics.period import Grain
from pages.parts.address import period_name
from pages.parts.door import LONGEST_WORDS, Visit
from pages.parts.scope_words import choice_text, span_text

_GRAINS: dict[Grain, str] = {
    "week": r"\d{4}-W\d\d",
    "quarter": r"\d{4}-Q\d",
    "month": r"\d{4}-\d\d",
    "year": r"\d{4}(-\d\d)?",
}
"""How periods stand in an address. A link from another screen brings a period of its kind along."""


def shown_instead(visit: Visit, cards: Collection[str]) -> str:
    """Say what of the address could not be followed, and what is shown in its place; "" where all was."""
    return " ".join((*_organization(visit), *_others(visit), *_card(visit, cards)))


def _organization(visit: Visit) -> Iterator[str]:
    """Of one that this viewer may not see nothing is said that would tell it from one that does not exist."""
    shown, t, wanted = visit.organization, visit.t, st.query_params.get("organization")
    if not wanted or wanted == shown.id:
        return
    known = next((one for one in visit.reader.organizations(visit.scope) if one.id == wanted), None)
    if known is not None:
        yield t("door.instead.undated", asked=known.name, shown=shown.name)
    else:
        yield t("door.instead.unknown", asked=_short(wanted), shown=shown.name)


def _others(visit: Visit) -> Iterator[str]:
    t = visit.t
    for name, (current, shown) in _chosen(visit).items():
        wanted = st.query_params.get(name)
        if wanted and wanted != current:
            yield t("door.instead.other", what=t(f"scope.{name}"), asked=_short(wanted), shown=shown)


def _chosen(visit: Visit) -> dict[str, tuple[str, str]]:
    """What this screen shows of each thing it lets one choose: its name in the address, and in words."""
    t, wanted = visit.t, st.query_params.get("period", "")
    program, grant = visit.program, visit.grant
    found = {
        "program": (program.id, program.name) if program else ("", t("scope.all_programs")),
        "lang": (t.language, t(f"language.{t.language}")),
    }
    if visit.screen == "funding":
        found["grant"] = (grant.id, grant.name) if grant else ("", t("scope.all_grants"))
    ours = re.fullmatch(_GRAINS[visit.grain], wanted)
    if ours or not any(re.fullmatch(pattern, wanted) for pattern in _GRAINS.values()):
        found["period"] = (period_name(visit.period, visit.grain), span_text(visit, visit.period))
    offered = dict(visit.offered)
    for name, code in visit.chosen:
        if offered.get(name):
            found[name] = (code, choice_text(name, t, code))
    return found


def _card(visit: Visit, cards: Collection[str]) -> Iterator[str]:
    wanted = st.query_params.get("card")
    if wanted and wanted not in cards:
        indicator = BY_ID.get(wanted.partition(".")[0])
        name = indicator.name.say(visit.t.language) if indicator else _short(wanted)
        yield visit.t("door.instead.card", asked=name)


def _short(text: str) -> str:
    return text[:LONGEST_WORDS]
