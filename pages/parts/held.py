"""What the records hold, read once a version.

Not in the pages themselves: a page runs anew at every visit and every press, and a cache in it with it.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from data.home import Home
from data.store import newest_records
from data.summary import Summary, summary


def summary_of(home: Home) -> Summary:
    """What the store holds: rows, organisations, programmes, batches. To be read only."""
    return _summary(home, newest_records(home))


@lru_cache(maxsize=4)
def _summary(home: Home, version: Path | None) -> Summary:
    return summary(home)
