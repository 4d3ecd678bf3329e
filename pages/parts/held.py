"""What the records hold, read once a version.

Not in the pages themselves: a page runs anew at every visit and every press, and a cache in it with it.
"""

from __future__ import annotations

from functools import lru_cache

from data.home import Home
from data.identities import Member, agreement_of, members
from data.setup import Row, Turned, answers, history, organizations
from data.setup_outcomes import spelled
from data.store import newest_mark
from data.summary import Summary, summary


def summary_of(home: Home) -> Summary:
    """What the store holds: rows, organisations, programmes, batches. To be read only."""
    return _summary(home, newest_mark(home))


def organizations_of(home: Home) -> dict[str, str]:
    """Names by id of every organisation, with programmes or without. To be read only."""
    return _organizations(home, newest_mark(home))


def answers_of(home: Home, organization: str) -> dict[str, list[Row]]:
    """The rows that answer the questions of set-up now. To be read only."""
    return _answers(home, organization, newest_mark(home))


def history_of(home: Home, organization: str) -> list[Turned]:
    """Every answer of set-up that changed, the latest first. To be read only."""
    return _history(home, organization, newest_mark(home))


def spellings_of(home: Home, program: str) -> tuple[str, ...]:
    """Destinations as staff of a programme often write them."""
    return _spellings(home, program, newest_mark(home))


def agreement_members_of(home: Home, organization: str) -> tuple[str | None, tuple[Member, ...]]:
    """The identity agreement that an organisation is in, and all organisations in it."""
    return _agreement(home, organization, newest_mark(home))


@lru_cache(maxsize=4)
def _summary(home: Home, version: str | None) -> Summary:
    return summary(home)


@lru_cache(maxsize=4)
def _organizations(home: Home, version: str | None) -> dict[str, str]:
    return organizations(home)


@lru_cache(maxsize=8)
def _answers(home: Home, organization: str, version: str | None) -> dict[str, list[Row]]:
    return answers(home, organization)


@lru_cache(maxsize=8)
def _history(home: Home, organization: str, version: str | None) -> list[Turned]:
    return history(home, organization)


@lru_cache(maxsize=32)
def _spellings(home: Home, program: str, version: str | None) -> tuple[str, ...]:
    return tuple(spelled(home, program))


@lru_cache(maxsize=8)
def _agreement(home: Home, organization: str, version: str | None) -> tuple[str | None, tuple[Member, ...]]:
    name = agreement_of(home, organization)
    return name, tuple(members(home, name)) if name else ()
