"""The door of every screen: whose data, who looks, in which language, and what the address asks for.

Every page calls ``enter`` itself: on a cold server Streamlit may run a page without ``dashboard.py``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal, NoReturn, Protocol, TypeVar, get_args

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from data.home import Home, current_home
from data.model.codes import ProgramKind
from data.store import newest_mark
from locales.choose import choose_language
from locales.translate import LANGUAGES, Translator, translator
from locales.words import Language
from metrics.period import Grain, Period, last_complete, period_of, rolling_months
from metrics.publish import needs_publishing, newest_published
from metrics.reader import Grant, Organization, Program, Reader, open_reader
from metrics.reviews.compare import COMPARED, NO_KIND, UNITS, comparable
from metrics.reviews.compare_reported import reported_measures
from metrics.scope import Scope
from pages.parts import head
from pages.parts.address import asked, period_name
from pages.parts.frame import frame, show
from pages.parts.html import Span
from pages.parts.prepare import prepare

Screen = Literal[
    "week",
    "funding",
    "review",
    "outcomes",
    "prevention",
    "voice",
    "compare",
    "money",
    "empowerment",
    "practice",
    "standing",
    "quality",
    "catalogue",
]

OWNER = "owner"
"""Who looks, on a machine of one's own."""
_MANAGER = Scope(detail="people", threshold=0, viewer=OWNER)
_READER = Scope(detail="aggregate", threshold=10, viewer=OWNER)
_COLLEAGUE = Scope(detail="aggregate", threshold=5, viewer=OWNER)
SCOPES: dict[Screen, Scope] = {
    "week": _MANAGER,
    "quality": _MANAGER,
    "funding": _READER,
    "review": _READER,
}
"""What each screen may see. Who looks after clients sees small numbers of them; who works in the house
sees groups of five and more (``_COLLEAGUE``); others ten and more."""
GRAINS: dict[Screen, tuple[Grain, int]] = {
    "week": ("week", 26),
    "funding": ("year", 5),
    "review": ("quarter", 12),
}
"""The period that a screen is about, and how many of them can be chosen. Other screens look back over the
twelve months that end with a quarter."""
LOOKING_BACK: tuple[Grain, int] = ("quarter", 12)
MONTHS_BACK = 12
CHOICES: dict[Screen, dict[str, tuple[str, ...]]] = {
    "compare": {"measure": COMPARED, "units": UNITS, "kind": tuple(ProgramKind)},
    "money": {"prices": ("nominal", "real")},
    "catalogue": {"search": ()},
}
"""What else can be chosen on a screen, by the name it has in the address; the first is meant where none is.
Without anything offered it is words that somebody writes."""
REPORTED = "reported:"
"""Begins the name of a measure that others report, on the screen that compares."""
LONGEST_WORDS = 80


@dataclass(frozen=True)
class Source:
    """The published numbers of one version. Two of the same version are equal: it is a key of caches."""

    home: Home
    version: str
    reader: Reader = field(compare=False)


@dataclass(frozen=True)
class Opened:
    """The house with its door open, nothing chosen yet; ``source`` is None before anything is published."""

    home: Home
    source: Source | None
    t: Translator


@dataclass(frozen=True)
class Visit:
    """Who looks at which screen, and what they chose. Everything in it lies within ``scope``."""

    screen: Screen
    source: Source
    scope: Scope
    t: Translator
    organizations: tuple[Organization, ...]
    organization: Organization
    programs: tuple[Program, ...]
    program: Program | None
    grants: tuple[Grant, ...]
    grant: Grant | None
    periods: tuple[Period, ...]
    """The periods that can be chosen, newest first."""
    period: Period
    chosen: tuple[tuple[str, str], ...] = ()
    """What else was chosen on this screen, by name."""
    offered: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """What could have been chosen."""

    @property
    def home(self) -> Home:
        """Where the data lies."""
        return self.source.home

    @property
    def reader(self) -> Reader:
        """Who reads the published numbers."""
        return self.source.reader

    @property
    def grain(self) -> Grain:
        """What kind of period is chosen on this screen."""
        return GRAINS.get(self.screen, LOOKING_BACK)[0]

    def span(self, period: Period) -> Period:
        """The period that the numbers are of, once one was chosen: itself, or the twelve months it ends."""
        return period if self.screen in GRAINS else rolling_months(period.end, MONTHS_BACK)

    @property
    def as_of(self) -> dt.date:
        """The last day of the organisation's data."""
        return day_of(self.organization)

    @property
    def is_newest(self) -> bool:
        """Say whether the newest period is looked at."""
        return self.period == self.periods[0]

    @property
    def query(self) -> dict[str, str]:
        """The whole address of this view, for links that reopen it, and the screen that they begin on."""
        found = {
            "organization": self.organization.id,
            "program": self.program.id if self.program else None,
            "grant": self.grant.id if self.grant else None,
            "period": period_name(self.period, self.grain),
            **dict(self.chosen),
            "lang": self.t.language,
            "screen": self.screen,
        }
        return {name: value for name, value in found.items() if value}


def enter(screen: Screen) -> Visit:
    """Let a visitor in: open the data and read the address, keeping only what this screen may show.

    Stops the page with an empty state while there is nothing to look at.
    """
    opened = open_home()
    scope = scope_of(screen)
    organizations = _organizations(opened.source, scope) if opened.source else ()
    if opened.source is None or not organizations:
        _nothing_yet(opened.t)
    organization = _asked_for(organizations, "organization") or organizations[0]
    programs = _programs(opened.source, scope, organization.id)
    grants = _grants(opened.source, scope, organization.id) if screen == "funding" else ()
    grain, count = GRAINS.get(screen, LOOKING_BACK)
    periods = periods_of(organization, grain, count)
    wanted = asked("period")
    period = next((one for one in periods if period_name(one, grain) == wanted), periods[0])
    offered = _offered(opened.source, scope, screen)
    opening = _opening(opened.source, scope, offered, period) if screen == "compare" else {}
    return Visit(
        screen=screen,
        source=opened.source,
        scope=scope,
        t=opened.t,
        organizations=organizations,
        organization=organization,
        programs=programs,
        program=_asked_for(programs, "program"),
        grants=grants,
        grant=_asked_for(grants, "grant"),
        periods=periods,
        period=period,
        chosen=tuple(_chosen(offered, opening)),
        offered=tuple(offered.items()),
    )


def _offered(source: Source, scope: Scope, screen: Screen) -> dict[str, tuple[str, ...]]:
    """What else can be chosen here. Rates that others report are compared with the same rate, and have kinds of
    programme only in the words of those who report them."""
    offered = CHOICES.get(screen, {})
    if screen != "compare":
        return offered
    reported = _reported(source, scope)
    kinds = {one.kind for one in _all_programs(source, scope)}
    if None in kinds:
        offered = {**offered, "kind": (*offered["kind"], NO_KIND)}
    if not reported:
        return offered
    of_kinds = kinds > {None}
    measures = (*offered["measure"], *reported) if of_kinds else (*reported, *offered["measure"])
    wanted = asked("measure")
    parts = reported.get(wanted if wanted in measures else measures[0])
    if parts is None:
        return {**offered, "measure": measures}
    return {"measure": measures, **({"part": ("", *parts)} if parts else {})}


@lru_cache(maxsize=8)
def _reported(source: Source, scope: Scope) -> dict[str, tuple[str, ...]]:
    """Rates that others report, by the name they have in the address, with the kinds they are reported for."""
    return {REPORTED + name: parts for name, parts in reported_measures(source.reader, scope).items()}


def _opening(
    source: Source, scope: Scope, offered: dict[str, tuple[str, ...]], period: Period
) -> dict[str, str]:
    """What *Compare* opens on: the first measure, and kind of programme, of which there is something to compare."""
    if "kind" not in offered:
        return {}
    pairs = _comparable(source, scope, rolling_months(period.end, MONTHS_BACK))
    wanted = asked("measure")
    mine = [pair for pair in pairs if pair[0] == wanted] if wanted in offered["measure"] else pairs
    return dict(zip(("measure", "kind"), mine[0], strict=True)) if mine else {}


@lru_cache(maxsize=64)
def _comparable(source: Source, scope: Scope, period: Period) -> tuple[tuple[str, str], ...]:
    return comparable(source.reader, scope, period)


def _chosen(choices: dict[str, tuple[str, ...]], opening: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What else the address asks for, where this screen offers it, or else what the screen opens on."""
    for name, offered in choices.items():
        wanted = asked(name)
        if not offered:
            yield name, (wanted or "")[:LONGEST_WORDS]
        else:
            yield name, wanted if wanted in offered else opening.get(name, offered[0])


def scope_of(screen: str | None) -> Scope:
    """What the viewer may see on a screen; what is no screen shows no more than what leaves the house."""
    if screen not in get_args(Screen):
        return _READER
    return SCOPES.get(screen, _COLLEAGUE)  # type: ignore[call-overload]


_CAME_IN = "came_in_by_the_door"
"""Session key: begun again once is enough, and a second time would lose what the visitor pressed."""


def _come_in_by_the_door() -> None:
    """Begin again with ``dashboard.py`` when a screen was run without it.

    Until a server has once run ``st.navigation``, Streamlit takes every file of ``pages/`` for a page of its
    own: the first visitor of a cold server who follows a link to a screen would meet it without navigation.
    """
    if PagesManager.uses_pages_directory and _CAME_IN not in st.session_state:
        st.session_state[_CAME_IN] = True
        PagesManager.uses_pages_directory = False
        st.rerun()


def open_home() -> Opened:
    """Open the data that is there, in the viewer's language; make the demonstration when there is none."""
    _come_in_by_the_door()
    t = translator(viewer_language())
    home = current_home()
    if not home.has_records or is_stale(home):
        prepare(t)
        home = current_home()
    if newest_published(home) is None:
        return Opened(home, None, t)
    reader = open_reader(home)
    return Opened(home, Source(home, reader.version, reader), t)


def open_words() -> Translator:
    """Open a page that shows no numbers, in the viewer's language; nothing has to be published for it."""
    _come_in_by_the_door()
    return translator(viewer_language())


def demonstration_notice(home: Home, t: Translator) -> None:
    """Say above a screen that these are demonstration data, and lead to *Data*."""
    if home.is_demonstration:
        link = Span(t("door.to_data"), href=f"data?lang={t.language}")
        show(head.trust(t("door.demonstration"), [t("door.demonstration_means"), link]))


def day_of(organization: Organization) -> dt.date:
    """The last day of an organisation's data; only organisations that have one are let through the door."""
    if organization.as_of is None:
        raise ValueError(f"{organization.id} has no data")
    return organization.as_of


def viewer_language() -> Language:
    """Give the language asked for in the address, else the browser's, else the server's."""
    for wanted in (asked("lang"), (st.context.locale or "")[:2].lower()):
        for language in LANGUAGES:
            if wanted == language:
                return language
    return choose_language()


def is_stale(home: Home) -> bool:
    """Say whether records hold more than is published. Versions never change: one look at each is enough."""
    return _is_stale(home, newest_mark(home), newest_published(home))


@lru_cache(maxsize=8)
def _is_stale(home: Home, records: str | None, published: Path | None) -> bool:
    return needs_publishing(home)


@lru_cache(maxsize=64)
def _organizations(source: Source, scope: Scope) -> tuple[Organization, ...]:
    """Organisations with data, by the day their data reaches to, the latest first, then by name."""
    dated = [one for one in source.reader.organizations(scope) if one.as_of is not None]
    return tuple(sorted(dated, key=day_of, reverse=True))


@lru_cache(maxsize=8)
def _all_programs(source: Source, scope: Scope) -> tuple[Program, ...]:
    return tuple(source.reader.programs(scope))


@lru_cache(maxsize=256)
def _programs(source: Source, scope: Scope, organization: str) -> tuple[Program, ...]:
    return tuple(source.reader.programs(scope, organization))


@lru_cache(maxsize=256)
def _grants(source: Source, scope: Scope, organization: str) -> tuple[Grant, ...]:
    return tuple(source.reader.grants(scope, organization))


@lru_cache(maxsize=256)
def periods_of(organization: Organization, grain: Grain, count: int) -> tuple[Period, ...]:
    """The last complete periods since anything was recorded, newest first; the running one where none has ended
    since."""
    month, begun = organization.fiscal_year_start, organization.begun or dt.date.min
    periods = [last_complete(day_of(organization), grain, month)]
    if periods[0].end < begun:
        return (period_of(day_of(organization), grain, month),)
    while len(periods) < count and periods[-1].start > begun:
        periods.append(last_complete(periods[-1].start - dt.timedelta(days=1), grain, month))
    return tuple(periods)


class _Named(Protocol):
    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=_Named)


def _asked_for(known: Sequence[N], name: str) -> N | None:
    """Give what the address asks for, if it is one of those this viewer may see."""
    wanted = asked(name)
    return next((one for one in known if one.id == wanted), None)


def _nothing_yet(t: Translator) -> NoReturn:
    with frame():
        show(head.title(t("door.nothing_yet")))
        link = Span(t("door.to_data"), href=f"data?lang={t.language}")
        show(head.empty(t("door.nothing_what"), t("door.nothing_why"), link))
    st.stop()
