"""Saving what was typed: each save a batch of its own; those that come together are one version of the records.

Writing a version copies the newest one. Whoever saves while another save runs is therefore taken along by the
next one, and a large store gets at most one version in five seconds.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from data.entering import Entry
from data.home import current_home, main_home
from data.store import newest_records
from locales.words import Language
from pages.parts.importing import Outcome, enter_rows

LARGE = 100_000_000
"""Bytes from which on a store is not copied for every save."""
BETWEEN = 5.0
"""Seconds between two versions of a large store."""


@dataclass(eq=False)
class _Save:
    entry: Entry
    language: Language
    own: bool
    outcome: Outcome | None = None


_queue: list[_Save] = []
_queued = threading.Lock()
_at_work = threading.Lock()
_last_version = -BETWEEN


def save(entry: Entry, language: Language, *, own: bool = False) -> Outcome:
    """Save one entry, alone or together with those of others; give what became of it."""
    mine = _Save(entry, language, own)
    with _queued:
        _queue.append(mine)
    with _at_work:
        while mine.outcome is None:
            _save_next()
    return mine.outcome


def _save_next() -> None:
    """Save the oldest entry that waits, and all that can go with it."""
    global _last_version
    with _queued:
        own = _queue[0].own
    version = newest_records(main_home() if own else current_home())
    if version is not None and version.stat().st_size > LARGE:
        time.sleep(max(0.0, BETWEEN - (time.monotonic() - _last_version)))
    with _queued:
        first = _queue[0]
        together = [one for one in _queue if (one.language, one.own) == (first.language, first.own)]
        for one in together:
            _queue.remove(one)
    done = enter_rows([one.entry for one in together], first.language, own=own)
    _last_version = time.monotonic()
    for place, one in enumerate(together):
        one.outcome = (
            done if not done.done else done.model_copy(update={"results": done.results[place : place + 1]})
        )
