"""Numbers, dates and money as people of each language write them."""

from __future__ import annotations

import datetime as dt
import doctest

import pytest
from babel.dates import get_month_names
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from locales import _dates, _money, _numbers, formats, translate
from locales.words import Language

LANGUAGES: tuple[Language, ...] = ("id", "en")


@pytest.mark.parametrize("module", [_numbers, _dates, _money, translate])
def test_the_examples_in_the_docstrings_are_true(module: object) -> None:
    assert doctest.testmod(module).failed == 0


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_are_grouped_as_babel_groups_them(value: int) -> None:
    for language in LANGUAGES:
        expected = format_decimal(value, locale=language).replace("-", "\N{MINUS SIGN}")
        assert formats.number(value, language) == expected


def test_month_names_are_those_of_babel() -> None:
    for language in LANGUAGES:
        for month in range(1, 13):
            day = dt.date(2026, month, 1)
            assert formats.month_name(day, language) == get_month_names("abbreviated", locale=language)[month]
            assert formats.month(day, language).split()[0] == get_month_names("wide", locale=language)[month]


@given(st.floats(0, 1))
def test_only_nothing_is_0_percent_and_only_all_is_100_percent(proportion: float) -> None:
    said = formats.percent(proportion, "id")
    assert (said == "0%") == (proportion == 0)
    assert (said == "100%") == (proportion == 1)
    assert len(said) <= 4, "never more than two figures, but for 100 and the marks beside them"


@pytest.mark.parametrize(
    ("amount", "indonesian", "english"),
    [
        (33_040_000, "Rp33,0 juta", "Rp 33.0 million"),
        (2_412_000_000, "Rp2,41 miliar", "Rp 2.41 billion"),
        (1_500_000_000_000, "Rp1,50 triliun", "Rp 1.50 trillion"),
        (999_960_000, "Rp1,00 miliar", "Rp 1.00 billion"),
        (950_400, "Rp950.400", "Rp 950,400"),
        (0, "Rp0", "Rp 0"),
        (-84_000_000, "\N{MINUS SIGN}Rp84,0 juta", "\N{MINUS SIGN}Rp 84.0 million"),
    ],
)
def test_rupiah_are_written_in_the_largest_unit_that_fits(
    amount: float, indonesian: str, english: str
) -> None:
    assert formats.money(amount, "IDR", "id") == indonesian
    assert formats.money(amount, "IDR", "en") == english


def test_tables_use_short_units_and_other_currencies_their_code() -> None:
    assert formats.money(33_040_000, "IDR", "id", short=True) == "Rp33,0 jt"
    assert formats.money(1_118_000_000, "IDR", "id", short=True) == "Rp1,12 M"
    assert formats.money(1_204_000, "EUR", "id", figures=2) == "EUR 1,2 juta"
    assert formats.money(1_204_000, "EUR", "en") == "EUR 1.20 million"
    assert formats.money(12.5, "USD", "id") == "USD 12,50"


def test_an_interval_of_money_has_one_unit() -> None:
    assert formats.money_range(980_000_000, 1_240_000_000, "IDR", "id") == "Rp0,98–1,24 miliar"


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ((2026, 11, 9), (2026, 11, 15), "9–15 Nov 2026"),
        ((2026, 9, 28), (2026, 10, 4), "28 Sep–4 Okt 2026"),
        ((2026, 12, 28), (2027, 1, 3), "28 Des 2026–3 Jan 2027"),
        ((2026, 1, 1), (2026, 9, 30), "Jan–Sep 2026"),
        ((2025, 10, 1), (2026, 9, 30), "Okt 2025–Sep 2026"),
        ((2024, 2, 1), (2024, 2, 29), "Feb 2024"),
        ((2023, 2, 1), (2023, 2, 28), "Feb 2023"),
        ((2026, 1, 1), (2026, 12, 31), "2026"),
        ((2026, 5, 5), (2026, 5, 5), "5 Mei 2026"),
    ],
)
def test_ranges_of_days_are_said_as_shortly_as_possible(
    start: tuple[int, int, int], end: tuple[int, int, int], said: str
) -> None:
    assert formats.date_range(dt.date(*start), dt.date(*end), "id") == said


def test_a_week_across_the_year_keeps_its_iso_number() -> None:
    assert formats.week(dt.date(2012, 1, 1), "id") == "Minggu 52, 26 Des 2011–1 Jan 2012"
    assert formats.week(dt.date(2026, 11, 15), "en") == "Week 46, 9–15 Nov 2026"


def test_waiting_is_told_in_hours_up_to_two_days_and_then_in_days() -> None:
    assert [formats.age(hours, "id") for hours in (0.5, 31.9, 47.9, 48, 19 * 24 + 23)] == [
        "0 jam",
        "31 jam",
        "47 jam",
        "2 hari",
        "19 hari",
    ]


def test_quarters_and_times_of_day_follow_the_language() -> None:
    assert formats.quarter(dt.date(2026, 12, 31), "id") == "Triwulan IV 2026"
    moment = dt.datetime(2026, 11, 15, 23, 40)
    assert (formats.moment(moment, "id"), formats.moment(moment, "en")) == (
        "15 Nov 2026, 23.40",
        "15 Nov 2026, 23:40",
    )


@given(st.floats(0.001, 1e9), st.integers(1, 4))
def test_significant_figures_are_never_more_than_asked_after_the_decimal_mark(
    value: float, figures: int
) -> None:
    said = formats.significant(value, "en", figures)
    if "." in said:
        assert len(said.replace(".", "").replace(",", "").lstrip("0")) <= figures
