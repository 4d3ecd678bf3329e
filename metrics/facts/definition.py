"""What a fact declares: one row per thing that is counted, and which flags of it are summed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from pydantic import BaseModel, ConfigDict

PEOPLE_GROUPS = ("sex", "age_group", "disability", "category", "district", "risk")
"""The dimensions that people are grouped by, one at a time, never crossed."""

Shape = Literal["event", "change", "snapshot", "ready", "view"]
"""``event``: something happened on ``day``. ``change``: +1 or −1 of something that stands; what stands at the
end of a period is the sum of all changes until then. ``snapshot``: the state at the end of a period, given by
``grain`` and ``period`` (its first day). ``ready``: the query gives the published rows itself. ``view``: the
query reads other published tables."""

PUBLISHED_COLUMNS = ("organization", "dim", "grp", "program", "grain", "period")
"""The key of every published row; measures follow."""


class Fact(BaseModel):
    """One fact and its published table of the same name.

    ``rows`` is a query over the stage tables of ``metrics.facts.stages`` and the record tables, in the
    portable subset of SQL. It gives ``organization_id``, ``program_id``, ``day`` (days since 1970-01-01),
    the columns of ``groups`` and one 0/1 flag or amount for each measure. A measure is nothing but its
    sum. Everything is as of ``publishing.as_of_day``.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    about: str
    shape: Shape = "event"
    rows: str
    measures: tuple[str, ...]
    groups: tuple[str, ...] = PEOPLE_GROUPS
    placed: bool = False
    """The rows give ``place``, the number of organisation and programme, instead of their ids or names."""
    working: tuple[tuple[str, str], ...] = ()
    """Working tables, name and query, that ``rows`` reads beside those of ``metrics.facts.stages``."""
    reads: tuple[str, ...] = ()
    """Record tables without which there is nothing to count."""
    instead: tuple[str, ...] = ()
    """Record tables any one of which gives something to count where those of ``reads`` are empty."""

    def is_recorded(self, filled: Collection[str]) -> bool:
        """Say whether there is something to count where these record tables hold rows."""
        return all(name in filled for name in self.reads) or any(name in filled for name in self.instead)
