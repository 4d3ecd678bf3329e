"""Written numbers: read where one reading is possible, decided by their neighbours, else left as text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.numbers import Marks, read_number, read_with


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("007", "007"),
        ("1451", "1451"),
        ("60.00", "60.00"),
        ("23,14", "23.14"),
        ("0,2", "0.2"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        (".75", "0.75"),
        ("12345.678", "12345.678"),
        ("133655,048", "133655.048"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1.234,5", "1234.5"),
        ("1,234.56", "1234.56"),
        ("1,234,567.8", "1234567.8"),
        ("1.234,567", "1234.567"),
        ("1 234", "1234"),
        ("1 234 567,89", "1234567.89"),
        ("1\u00a0234,5", "1234.5"),
        ("1'234'567", "1234567"),
        ("1’234.5", "1234.5"),
        ("-60000", "-60000"),
        ("−514", "-514"),
        ("–5", "-5"),
        ("+5", "5"),
        ("- 5", "-5"),
        ("1.2E+07", "12000000"),
        ("1,5e3", "1500"),
        ("  42  ", "42"),
    ],
)
def test_a_number_with_one_reading_is_read(text: str, number: str) -> None:
    assert read_number(text).number == number


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "NA", "n/a", "Yes", "2020:2609", "2020:13,160", "2021:3.200", ":", "<2", ">1", "5 days"),
        *(
            "1,23,456",
            "1,2,3",
            "1.2.3",
            "1,234.567,8",
            "12 34",
            "1 2345",
            "5.",
            "5,",
            ",",
            "-",
            "1-2",
            "$211",
        ),
        *("2020-01-01", "1e400", "1E5E5", "9" * 31, "nan", "inf", "0x10", "١٢٣", "1_000", "% 5", "1..5"),
        *("(500)", "5-", "01,234,567"),
    ],
)
def test_what_is_no_number_stays_text(text: str) -> None:
    read = read_number(text)
    assert read.number is None
    assert not read.is_ambiguous


@pytest.mark.parametrize(
    "text", ["1,451", "1.451", "740,000", "740.000", "-85.738", "12,345", "999.999", "1,000%"]
)
def test_a_number_with_two_readings_is_not_read_but_marked(text: str) -> None:
    read = read_number(text)
    assert read.number is None
    assert read.is_ambiguous


@pytest.mark.parametrize(
    ("text", "mark", "number"),
    [
        ("1,451", ",", "1.451"),
        ("1,451", ".", "1451"),
        ("740.000", ",", "740000"),
        ("740.000", ".", "740.000"),
        ("−3.200", ",", "-3200"),
        ("60.00", ".", None),
        ("NA", ".", None),
    ],
)
def test_a_known_decimal_mark_settles_two_readings(text: str, mark: str, number: str | None) -> None:
    assert read_with(text, mark) == number


def test_a_percent_sign_is_read_and_told() -> None:
    assert read_number("62.5%") == ("62.5", ".", False, True)
    assert read_number("80 %").is_percent
    assert not read_number("80").is_percent


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        *(("60.00", "."), ("1,234,567", "."), ("12345.678", "."), ("1,234.5", ".")),
        *(("23,14", ","), ("1.234.567", ","), ("1.234,5", ","), ("1 234,567", ","), ("0,125", ",")),
        *(("1234", None), ("1 234", None), ("NA", None), ("1,451", None)),
    ],
)
def test_a_number_proves_its_decimal_mark_only_where_it_can(text: str, mark: str | None) -> None:
    assert read_number(text).decimal_mark == mark


def test_the_nearest_scope_that_says_something_decides() -> None:
    marks = Marks()
    for scope, mark in (("plan", ","), ("cordaid", "."), ("file", ","), ("file", ".")):
        marks.note(mark, [scope])
    assert marks.decide(["plan", "file"]) == ("plan", ",")
    assert marks.decide(["cordaid", "file"]) == ("cordaid", ".")


def test_values_that_contradict_each_other_decide_nothing() -> None:
    marks = Marks()
    for scope, mark in (("plan", ","), ("cordaid", "."), ("file", ","), ("file", ".")):
        marks.note(mark, [scope])
    assert marks.decide(["unicef", "file"]) is None
    assert Marks().decide(["unicef", "file"]) is None


numbers = st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=2)


@given(numbers)
def test_any_number_written_plainly_reads_back_as_itself(number: Decimal) -> None:
    read = read_number(f"{number:f}").number
    assert read is not None
    assert Decimal(read) == number


@given(st.integers(min_value=10**6, max_value=10**15), st.sampled_from([",", ".", " ", "'"]))
def test_millions_read_back_whatever_parts_their_thousands(number: int, mark: str) -> None:
    assert read_number(f"{number:,}".replace(",", mark)).number == str(number)


@given(st.integers(min_value=1000, max_value=10**15), st.integers(min_value=0, max_value=9999))
def test_english_and_indonesian_writing_of_one_number_read_alike(whole: int, decimals: int) -> None:
    english = f"{whole:,}.{decimals:04d}"
    indonesian = english.translate(str.maketrans(",.", ".,"))
    assert read_number(english).number == read_number(indonesian).number == f"{whole}.{decimals:04d}"


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from([",", "."]))
def test_the_two_readings_of_an_ambiguous_number_differ_by_a_thousand(
    front: int, back: int, mark: str
) -> None:
    text = f"{front}{mark}{back:03d}"
    small, large = sorted(Decimal(read_with(text, each) or "") for each in (",", "."))
    assert read_number(text).is_ambiguous
    assert large == small * 1000


@given(st.text(max_size=20))
def test_reading_any_text_never_fails_and_a_number_read_is_a_number(text: str) -> None:
    read = read_number(text)
    assert not (read.is_ambiguous and read.number is not None)
    if read.number is not None:
        assert Decimal(read.number).is_finite()
        assert any(character.isdigit() for character in text)


@given(numbers.map(lambda number: f"{number:f}"))
def test_the_sign_only_changes_the_sign(text: str) -> None:
    plain = text.lstrip("-")
    positive, negative = read_number(plain).number, read_number("−" + plain).number
    assert negative == (f"-{positive}" if positive is not None else None)
