"""Dates are read where one reading is possible, and never guessed in silence."""

from __future__ import annotations

import datetime as dt

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.dates import read_days, read_moments, register_reading


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2025-12-31", "2025-12-31"),
        ("2025/1/5", "2025-01-05"),
        ("31/12/2025", "2025-12-31"),
        ("31.12.2025", "2025-12-31"),
        ("12/31/2025", "2025-12-31"),
        (" 31 Desember 2025 ", "2025-12-31"),
        ("17 agustus 1945", "1945-08-17"),
        ("5-Okt-2024", "2024-10-05"),
        ("Rabu, 31 Des 2025", "2025-12-31"),
        ("Jum'at, 2 Mei 2025", "2025-05-02"),
        ("December 31, 2025", "2025-12-31"),
        ("Dec 31st, 2025", "2025-12-31"),
        ("2023-07-13 15:28:00", "2023-07-13"),
        ("2023-07-13T23:28:00.123+07:00", "2023-07-13"),
        ("31/12/2025 14:05", "2025-12-31"),
        ("05/05/2025", "2025-05-05"),
    ],
)
def test_a_date_with_one_reading_is_read(written: str, iso: str) -> None:
    assert read_days([written]).iso == {written: iso}


@pytest.mark.parametrize(
    "written",
    ["", "kemarin", "31/02/2025", "31/12/25", "20251231", "2025-13-01", "45000", "2025-12-31 25:00"],
)
def test_what_is_no_date_is_left_unread(written: str) -> None:
    reading = read_days([written], fallback="day_first")
    assert reading.iso == {}
    assert reading.unread == (written,)


def test_one_decisive_date_decides_for_the_column() -> None:
    days = read_days(["05/03/2025", "31/12/2025"])
    months = read_days(["05/03/2025", "12/31/2025"])
    assert (days.iso["05/03/2025"], days.order, days.decided_by) == ("2025-03-05", "day_first", "31/12/2025")
    assert (months.iso["05/03/2025"], months.order) == ("2025-05-03", "month_first")
    assert days.ambiguous == "05/03/2025"


def test_where_nothing_decides_the_fallback_does_and_says_so() -> None:
    assert read_days(["05/03/2025"]).unread == ("05/03/2025",)
    reading = read_days(["05/03/2025"], fallback="day_first")
    assert reading.iso == {"05/03/2025": "2025-03-05"}
    assert (reading.order, reading.decided_by) == ("day_first", None)


def test_a_column_that_decides_both_ways_leaves_its_ambiguous_dates_unread() -> None:
    reading = read_days(["31/12/2025", "12/31/2025", "05/03/2025"], fallback="day_first")
    assert reading.unread == ("05/03/2025",)
    assert reading.order is None


def test_dates_with_one_reading_decide_nothing_and_need_no_order() -> None:
    reading = read_days(["2025-12-31", "1 Mei 2025"])
    assert (reading.order, reading.decided_by, reading.ambiguous) == (None, None, None)


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2023-07-13", "2023-07-13 00:00:00"),
        ("2023-07-13T15:28:00+07:00", "2023-07-13 08:28:00"),
        ("2023-07-13T15:28:00Z", "2023-07-13 15:28:00"),
        ("31 Agustus 2025 pukul 06.05 WIB", "2025-08-30 23:05:00"),
        ("31/12/2025 2:05 PM", "2025-12-31 14:05:00"),
        ("31/12/2025 12:05 am", "2025-12-31 00:05:00"),
    ],
)
def test_a_moment_is_given_in_utc(written: str, iso: str) -> None:
    assert read_moments([written]).iso == {written: iso}


@settings(deadline=None)
@given(st.lists(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)), min_size=1))
def test_whatever_is_read_is_the_day_that_was_written(days: list[dt.date]) -> None:
    written = {f"{day:%d/%m/%Y}": day.isoformat() for day in days}
    reading = read_days(written)
    if reading.order == "day_first":
        assert reading.iso == written
    else:
        assert reading.order is None
        assert all(written[text] == iso for text, iso in reading.iso.items())


def test_a_reading_can_be_joined_with_a_column() -> None:
    connection = duckdb.connect()
    register_reading(connection, "days", read_days(["31/12/2025"]))
    assert connection.execute("select written, iso from days").fetchall() == [("31/12/2025", "2025-12-31")]


def test_a_fixed_order_leaves_what_does_not_fit_it_unread() -> None:
    reading = read_days(["05/03/2025", "31/12/2025", "2025-01-02"], order="month_first")
    assert reading.iso == {"05/03/2025": "2025-05-03", "2025-01-02": "2025-01-02"}
    assert reading.unread == ("31/12/2025",)
