"""The Indonesian year in the demonstration."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from data.demo.seasons import RAMADAN, fiscal_year, is_lebaran, is_workday, last_week_end, workday
from data.lebaran import LEBARAN

Tables = dict[str, list[dict[str, str | None]]]


def test_ramadan_lasts_29_or_30_days_and_comes_eleven_days_earlier_every_year() -> None:
    for year, first in RAMADAN.items():
        assert (LEBARAN[year] - first).days in (29, 30)
    years = sorted(LEBARAN)
    moves = [(LEBARAN[later] - LEBARAN[earlier]).days for earlier, later in pairwise(years)]
    assert all(353 <= days <= 356 for days in moves)


def test_nobody_works_on_the_days_around_lebaran() -> None:
    assert is_lebaran(dt.date(2026, 3, 21)) and not is_workday(dt.date(2026, 3, 23))
    assert workday(dt.date(2026, 3, 20)) == dt.date(2026, 3, 27)


def test_a_sunday_ends_its_own_week() -> None:
    assert last_week_end(dt.date(2026, 11, 20)) == dt.date(2026, 11, 15)
    assert last_week_end(dt.date(2026, 11, 15)) == dt.date(2026, 11, 15)
    assert last_week_end(dt.date(2026, 11, 16)) == dt.date(2026, 11, 15)


def test_a_fiscal_year_may_begin_in_july() -> None:
    assert fiscal_year(dt.date(2026, 3, 1), 7) == (dt.date(2025, 7, 1), dt.date(2026, 6, 30))
    assert fiscal_year(dt.date(2026, 7, 1), 7) == (dt.date(2026, 7, 1), dt.date(2027, 6, 30))


def test_hardly_anybody_comes_in_around_lebaran(tables: Tables) -> None:
    days = [dt.date.fromisoformat(str(row["entry_on"])) for row in tables["enrollment"]]
    feast = LEBARAN[2026]
    around = sum(-2 <= (day - feast).days <= 5 for day in days)
    before = sum(-58 <= (day - feast).days <= -51 for day in days)
    assert around == 0 < before


def test_the_school_year_brings_children_in_july_and_august(tables: Tables) -> None:
    children = [row for row in tables["enrollment"] if row["organization_id"] == "bangku"]
    start = [row for row in children if str(row["entry_on"])[5:7] in ("07", "08")]
    end = [row for row in children if str(row["entry_on"])[5:7] in ("05", "06")]
    assert len(start) > 1.7 * len(end)
