"""Values as people write them, put into the one way that the records know.

Most files already write what the records know; one query over a table says which columns do not, and only
their distinct texts are looked at. What cannot be read stays as it is written: the check names it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from data.dates import DayReading, Order, read_days, read_moments
from data.importers.template.names import plain
from data.model.base import Column, ColumnType
from data.model.codes import Answer, Codes, ExitReason, Outcome, Sex
from data.numbers import Mark, Marks, read_number, read_with


@dataclass(frozen=True)
class Reading:
    """How the texts of one column are to be written."""

    canonical: dict[str, str]
    """Text as written -> as the records know it, for texts that change."""
    two_readings: tuple[str, ...] = ()
    """Numbers that can be read in two ways, where nothing decides: their rows must be left out."""
    note: tuple[str, dict[str, str]] | None = None
    """A decision to tell: code of a warning and its values; ``value`` is an example of what was decided."""


@dataclass(frozen=True)
class Evidence:
    """What the table around a column says about how numbers are written in it."""

    separator: str | None
    """What parts the cells; a semicolon is written where the comma is the decimal mark."""
    others: Sequence[str] = field(default=())
    """The column's other texts, that need no change."""


Reader = Callable[[Sequence[str], Evidence], Reading]


@dataclass(frozen=True)
class Kind:
    """How one kind of column is written."""

    strange: str
    """SQL over ``{x}``: true for a text that may not be written in the way that the records know."""
    read: Reader | None
    """Reads the strange texts; None where SQL does it: see ``TIDY_TEXT``."""


TIDY_TEXT = "nullif(trim({x}, chr(32) || chr(9) || chr(10) || chr(13) || chr(160)), '')"
"""SQL for text without the spaces, seen and unseen, around it; NULL when nothing is left."""
_UNTIDY = (
    "({x} < '!' or ends_with({x}, ' ') or "
    + " or ".join(f"contains({{x}}, chr({code}))" for code in (9, 10, 160))
    + ")"
)


def kind_of(name: str, kind: ColumnType, column: Column) -> Kind:
    """Say how a column is written, from its declaration."""
    if name == "currency" or name.endswith("_currency"):
        return Kind("not regexp_full_match({x}, '[A-Z]{{3}}')", _read_currencies)
    if kind.codes:
        listed = ", ".join(f"'{code}'" for code in kind.codes)
        return Kind(f"{{x}} not in ({listed})", lambda texts, _: _read_codes(texts, kind.python))
    if kind.python is bool:
        return Kind("{x} not in ('true', 'false')", _read_yes_or_no)
    if kind.python is dt.date:
        read = _read_months if name == "month_on" else _read_dates
        return Kind("({x} is not null and try_cast({x} as date) is null or strlen({x}) <> 10)", read)
    if kind.python is dt.datetime:
        shape = r"\d{{4}}-\d\d-\d\d \d\d:\d\d(:\d\d)?"
        return Kind(f"not regexp_full_match({{x}}, '{shape}')", _read_times)
    if kind.python is int:
        return Kind(r"not regexp_full_match({x}, '-?\d+')", _read_whole_numbers)
    if kind.python in (float, Decimal):
        is_share = (column.low, column.high) == (0, 1)
        is_money = kind.python is Decimal
        strange = (
            r"(not regexp_full_match({x}, '-?\d+(\.\d+)?')"
            r" or regexp_full_match({x}, '-?[1-9]\d{{0,2}}\.\d{{3}}'))"
        )
        return Kind(strange, lambda texts, around: _read_numbers(texts, around, is_money, is_share))
    return Kind(_UNTIDY, None)


def _read_dates(texts: Sequence[str], _: Evidence) -> Reading:
    return _days(read_days(texts, fallback=_USUAL))


def _read_months(texts: Sequence[str], around: Evidence) -> Reading:
    """Read days, and months without one: ``2025-12``, ``12/2025`` and ``Desember 2025`` are the first of it."""
    whole = {text: _with_a_day(text.strip()) for text in texts}
    days = _read_dates(list(whole.values()), around)
    read = {text: days.canonical[day] for text, day in whole.items() if day in days.canonical}
    return Reading(read, note=days.note)


def _with_a_day(text: str) -> str:
    for shape, day in _MONTHS_ALONE:
        if shape.fullmatch(text):
            return day.format(text=text)
    return text


_MONTHS_ALONE = (
    (re.compile(r"\d{4}-\d\d?"), "{text}-01"),
    (re.compile(r"\d{4}/\d\d?"), "{text}/01"),
    (re.compile(r"\d\d?/\d{4}"), "1/{text}"),
    (re.compile(r"[^\W\d]+\.?[ -]+\d{4}"), "1 {text}"),
)
"""How a month is written without a day, and the same with its first."""


def _read_times(texts: Sequence[str], _: Evidence) -> Reading:
    return _days(read_moments(texts, fallback=_USUAL))


_USUAL: Order = "day_first"
"""How dates are written in Indonesia, and nearly everywhere."""


def _days(reading: DayReading) -> Reading:
    if reading.ambiguous is None or reading.order is None:
        return Reading(dict(reading.iso))
    values = {"value": reading.ambiguous, "read": reading.iso[reading.ambiguous]}
    if reading.decided_by is None:
        return Reading(dict(reading.iso), note=("template_dates_assumed", values))
    return Reading(
        dict(reading.iso), note=("template_dates_decided", {**values, "because": reading.decided_by})
    )


def _read_codes(texts: Sequence[str], codes: type) -> Reading:
    known = _written_codes(codes)
    return Reading({text: known[plain(text)] for text in texts if plain(text) in known})


@cache
def _written_codes(codes: type[Codes]) -> dict[str, str]:
    """Every way to write the codes of a list: code, labels, and the short forms that people use."""
    written = {plain(short): code for short, code in _SHORT.get(codes, {}).items()}
    for code in codes:
        written |= {plain(text): str(code) for text in (*code.label, code.value)}
    return written


_SHORT: dict[type, dict[str, str]] = {
    Outcome: {"tidak tercapai": "not_achieved", "gagal": "not_achieved", "berhasil": "achieved"},
    ExitReason: {
        "keluar sendiri": "dropped_out",
        "putus": "dropped_out",
        "drop out": "dropped_out",
        "tamat": "completed",
        "lulus": "completed",
        "meninggal dunia": "deceased",
        "died": "deceased",
        "dirujuk": "transferred",
        "pindah rumah": "moved_away",
    },
    Sex: {"P": "female", "L": "male", "F": "female", "M": "male", "wanita": "female", "pria": "male"},
    Answer: {
        "y": "yes",
        "t": "no",
        "n": "no",
        "1": "yes",
        "0": "no",
        "true": "yes",
        "false": "no",
        "benar": "yes",
        "salah": "no",
    },
}

_YES_OR_NO = {
    "ya": "true",
    "y": "true",
    "yes": "true",
    "true": "true",
    "benar": "true",
    "1": "true",
    "tidak": "false",
    "n": "false",
    "no": "false",
    "false": "false",
    "f": "false",
    "salah": "false",
    "0": "false",
}


def _read_yes_or_no(texts: Sequence[str], around: Evidence) -> Reading:
    """Read yes and no; ``T`` is *tidak* where people write Y and T, and *true* where they write T and F."""
    written = {plain(text) for text in (*texts, *around.others)}
    known = {**_YES_OR_NO, "t": "true" if written & {"f", "true", "false"} else "false"}
    return Reading({text: known[plain(text)] for text in texts if plain(text) in known})


def _read_currencies(texts: Sequence[str], _: Evidence) -> Reading:
    small = {text: text.strip().upper().rstrip(".") for text in texts}
    return Reading({text: "IDR" if code == "RP" else code for text, code in small.items()})


def _read_whole_numbers(texts: Sequence[str], _: Evidence) -> Reading:
    """Read whole numbers: a mark before three digits can only part thousands."""
    canonical: dict[str, str] = {}
    for text in texts:
        written = read_number(text)
        number = _whole_thousands(text) if written.is_ambiguous else written.number
        whole, _, decimals = (number or "").partition(".")
        if whole and not decimals.strip("0") and not written.is_percent:
            canonical[text] = whole
    return Reading(canonical)


def _whole_thousands(text: str) -> str | None:
    return read_with(text, "," if "." in text else ".")


def _read_numbers(texts: Sequence[str], around: Evidence, is_money: bool, is_share: bool) -> Reading:
    """Read numbers by the decimal mark that the column's texts prove.

    Where they prove none, money has no three decimals, and a file parted by semicolons was written where
    the comma is the decimal mark.
    """
    bare = {text: _without_currency(text) if is_money else text for text in texts}
    marks, proof = Marks(), {}
    for text in (*bare.values(), *around.others):
        mark = read_number(text).decimal_mark
        if mark:
            marks.note(mark, ["column"])
            proof.setdefault(mark, text)
    decided = marks.decide(["column"])
    mark: Mark | None = decided[1] if decided else None
    usual: Mark | None = "," if around.separator == ";" and not proof else None
    canonical: dict[str, str] = {}
    left: list[str] = []
    note: tuple[str, dict[str, str]] | None = None
    for text, number in bare.items():
        written = read_number(number)
        read = written.number
        if written.is_ambiguous:
            by_money = is_money and not proof
            read = (
                _whole_thousands(number)
                if by_money
                else read_with(number, mark or usual)
                if mark or usual
                else None
            )
            if read is None:
                left.append(text)
                continue
            code = "decided" if mark else "money" if by_money else "separator"
            because = {"because": proof[mark]} if mark else {}
            note = note or (f"template_numbers_{code}", {"value": text, "read": read, **because})
        if read is not None and written.is_percent:
            read = f"{Decimal(read) / 100:f}" if is_share else None
        if read is not None:
            canonical[text] = read
    return Reading(canonical, tuple(left), note)


def _without_currency(text: str) -> str:
    """Drop the sign of the rupiah, ``Rp 1.500.000,-`` -> ``1.500.000``, and turn a bookkeeper's ``(5)`` into ``-5``."""
    bare = text.strip()
    if bare.startswith("(") and bare.endswith(")"):
        return f"-{_without_currency(bare[1:-1])}"
    for sign in ("Rp.", "Rp", "IDR"):
        if bare[: len(sign)].casefold() == sign.casefold():
            bare = bare[len(sign) :].strip()
            break
    return bare.removesuffix(",-").removesuffix(",–")
