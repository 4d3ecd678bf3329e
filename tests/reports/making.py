"""Reports made of the demonstration data once, for the tests that read them."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path

from data.home import Home
from metrics.reader import open_reader
from metrics.scope import Scope
from reports.frozen import Frozen
from reports.making import make
from reports.request import Kind, Request

YEAR = (dt.date(2025, 1, 1), dt.date(2025, 12, 31))
PERIODS: dict[Kind, tuple[dt.date, dt.date]] = {
    "board": (dt.date(2026, 7, 1), dt.date(2026, 9, 30)),
    "week": (dt.date(2026, 11, 9), dt.date(2026, 11, 15)),
}


@lru_cache(maxsize=64)
def made(
    home: Path, kind: Kind, organization: str = "bening", program: str | None = None, grant: str | None = None
) -> Frozen:
    """Make a report with the threshold of what leaves the house."""
    reader = open_reader(Home(home))
    return make(Home(home), reader, Scope(), request(kind, organization, program, grant))


def request(
    kind: Kind, organization: str = "bening", program: str | None = None, grant: str | None = None
) -> Request:
    """What is asked for."""
    start, end = PERIODS.get(kind, YEAR)
    return Request(kind=kind, organization=organization, program=program, grant=grant, start=start, end=end)
