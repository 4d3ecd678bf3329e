"""The number that *Why this number* is asked about: the door, the address, and what explains it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

from data.provenance import Behind, imports_behind
from data.store import newest_records
from locales.translate import Translator, translator
from locales.words import Language
from metrics.ask import Ask
from metrics.errors import QuestionError
from metrics.reader import Organization
from metrics.reviews.why import Explanation, explain
from metrics.scope import Scope
from metrics.values.sums import place_of
from metrics.values.targets import Promised, target_history
from pages.parts.door import Source, open_home, scope_of
from reports.reading import Reading

CONFIDENCE = 5
"""Answers were given in confidence: nobody sees those of fewer people."""
ASKED = ("indicator", "organization", "program", "grant", "group", "start", "end")
"""What the address of a number holds."""
GIVEN_IN_CONFIDENCE = ("survey_answer", "complaint")


@dataclass(frozen=True, slots=True)
class WhyView:
    """A number taken apart, for one viewer and language."""

    source: Source
    scope: Scope
    t: Translator
    organization: Organization
    explanation: Explanation
    reading: Reading
    behind: tuple[Behind, ...]
    """The imports that the number's record tables come from."""
    targets: tuple[Promised, ...]
    query: dict[str, str]
    screen: str
    """The screen that the viewer came from."""

    @property
    def ask(self) -> Ask:
        """What is asked."""
        return self.explanation.ask


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing can be shown: why, said in the viewer's language."""

    t: Translator
    reason: str


def ask_why() -> WhyView | Nothing:
    """Ask the door who looks, read the address, and take the number apart as far as this viewer may."""
    opened = open_home()
    t = opened.t
    given = {name: text for name in ASKED if (text := st.query_params.get(name))}
    ask = _ask(given)
    screen = st.query_params.get("screen") or ""
    if opened.source is None or ask is None:
        return Nothing(t, t("why.nothing_asked"))
    try:
        found = _explained(opened.source, scope_of(screen), ask, t.language)
    except QuestionError as error:
        return Nothing(t, t(error.key, **error.values))
    explanation, scope, organization, reading, targets = found
    newest = newest_records(opened.home)
    return WhyView(
        source=opened.source,
        scope=scope,
        t=t,
        organization=organization,
        explanation=explanation,
        reading=reading,
        behind=_behind(opened.source, str(newest), organization.id, explanation.tables),
        targets=targets,
        query={**given, "lang": t.language, "period": st.query_params.get("period") or "", "screen": screen},
        screen=screen,
    )


def _ask(given: dict[str, str]) -> Ask | None:
    try:
        start, end = (dt.date.fromisoformat(given[name]) for name in ("start", "end"))
    except (KeyError, ValueError):
        return None
    if "indicator" not in given or "organization" not in given or start > end:
        return None
    where = {name: given[name] for name in ("program", "grant", "group") if name in given}
    return Ask(
        indicator=given["indicator"], organization=given["organization"], start=start, end=end, **where
    )


Explained = tuple[Explanation, Scope, Organization, Reading, tuple[Promised, ...]]


@lru_cache(maxsize=128)
def _explained(source: Source, scope: Scope, ask: Ask, language: Language) -> Explained:
    """Take a number apart once for each version and viewer."""
    reader = source.reader
    explanation = explain(reader, scope, ask)
    if scope.threshold < CONFIDENCE and set(explanation.tables) & set(GIVEN_IN_CONFIDENCE):
        scope = scope.model_copy(update={"threshold": CONFIDENCE, "detail": "aggregate"})
        explanation = explain(reader, scope, ask)
    place = place_of(reader, scope, ask)
    programs = {one.id: one.name for one in reader.programs(scope, ask.organization)}
    reading = Reading(translator(language), scope.threshold, programs)
    return explanation, scope, place.organizations[0], reading, tuple(target_history(reader, place, ask))


@lru_cache(maxsize=128)
def _behind(source: Source, records: str, organization: str, tables: tuple[str, ...]) -> tuple[Behind, ...]:
    """The imports of one version of the records, which never changes."""
    return imports_behind(source.home, organization, tables)
