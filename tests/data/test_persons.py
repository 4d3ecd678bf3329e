"""How old somebody was: whole years that end on the birthday."""

from __future__ import annotations

import datetime as dt

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.persons import age_on

_ASKED = f"select {age_on('born', 'day')} from (select cast(? as date) as born, cast(? as date) as day)"
days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


def age(born: dt.date, day: dt.date) -> int:
    with duckdb.connect() as connection:
        return connection.execute(_ASKED, [born, day]).fetchall()[0][0]


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        ("2007-03-01", "2025-02-28", 17),
        ("2007-03-01", "2025-03-01", 18),
        ("2020-03-02", "2025-03-02", 5),
        ("2004-02-29", "2022-02-28", 17),
        ("2004-02-29", "2022-03-01", 18),
        ("2004-02-29", "2024-02-29", 20),
        ("1964-12-31", "2024-12-31", 60),
        ("2025-06-01", "2025-05-31", -1),
    ],
)
def test_a_year_of_life_ends_on_the_birthday(born: str, day: str, years: int) -> None:
    assert age(dt.date.fromisoformat(born), dt.date.fromisoformat(day)) == years


@given(days, days)
def test_an_age_counts_the_birthdays_there_were(born: dt.date, day: dt.date) -> None:
    birthdays = sum(
        (born.month, born.day) <= (day.month, day.day) or year < day.year for year in _years(born, day)
    )
    assert day < born or age(born, day) == birthdays


def _years(born: dt.date, day: dt.date) -> range:
    return range(born.year + 1, day.year + 1)
