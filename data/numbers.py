"""Numbers as people write them, read only where one reading is possible.

``60.00``, ``23,14``, ``1,234,567`` and ``1.234,5`` can be read in one way. ``1,451`` can be read in two: the
other values around it may say which mark they write decimals with; where they say nothing, or contradict
each other, it stays text. Nothing else is guessed: ``NA``, ``<2``, ``5 days`` and ``2020:2609`` are text.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

Mark = Literal[".", ","]
"""The mark that stands before the decimals."""

LONGEST = 30
"""Digits beyond which a number is no measurement."""


class WrittenNumber(NamedTuple):
    """How a written text reads.

    ``number``: the number with a decimal point and without thousands marks, or None. ``decimal_mark``: the
    decimal mark that the text proves, if it proves one. ``is_ambiguous``: a number with two readings;
    ``read_with`` chooses one. ``is_percent``: a percent sign stood behind it.
    """

    number: str | None
    decimal_mark: Mark | None = None
    is_ambiguous: bool = False
    is_percent: bool = False


_NO_NUMBER = WrittenNumber(None)
_MINUS = "−–‐‑"
"""Signs that stand for a minus in front of a number: U+2212, en dash, hyphens."""
_SPACES = " \u00a0\u2009\u202f'’"
"""What parts thousands beside point and comma."""

_SHAPE = re.compile(
    rf"(?P<sign>[-+{_MINUS}]?)[ \u00a0]?(?P<body>[0-9.,{_SPACES}eE+-]*[0-9])(?P<percent>[ \u00a0]?%)?"
)
_WHOLE = re.compile(r"[0-9]+")
_DECIMAL = re.compile(r"[0-9]*([.,])[0-9]+")
_TWO_READINGS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:([.,])[0-9]{3})(?:\1[0-9]{3})+")
_BOTH_MARKS = re.compile(r"[1-9][0-9]{0,2}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*(?!\1)([.,])[0-9]+")
_SPACED = re.compile(rf"[1-9][0-9]{{0,2}}(?:([{_SPACES}])[0-9]{{3}})(?:\1[0-9]{{3}})*(?:([.,])[0-9]+)?")
_SCIENTIFIC = re.compile(r"[0-9]+(?:([.,])[0-9]+)?[eE][+-]?[0-9]{1,2}")


@lru_cache(maxsize=1 << 16)
def read_number(text: str) -> WrittenNumber:
    """Read a written number where one reading is possible.

    >>> read_number("1.234,5")
    WrittenNumber(number='1234.5', decimal_mark=',', is_ambiguous=False, is_percent=False)
    >>> read_number("1,451").is_ambiguous
    True
    >>> read_number("2020:2609").number is None
    True
    """
    if _WHOLE.fullmatch(text) and len(text) <= LONGEST:
        return WrittenNumber(text)
    match = _SHAPE.fullmatch(text.strip())
    if not match:
        return _NO_NUMBER
    body, percent = match["body"], match["percent"] is not None
    if len(body) > LONGEST and sum(character.isdigit() for character in body) > LONGEST:
        return _NO_NUMBER
    if _TWO_READINGS.fullmatch(body):
        return WrittenNumber(None, is_ambiguous=True, is_percent=percent)
    number, mark = _read_body(body)
    if number is None:
        return _NO_NUMBER
    return WrittenNumber(_signed(match["sign"], number), mark, is_percent=percent)


def read_with(text: str, mark: Mark) -> str | None:
    """Read a number with two readings, knowing the decimal mark; None when the text is no such number.

    >>> read_with("1,451", ","), read_with("1,451", ".")
    ('1.451', '1451')
    """
    match = _SHAPE.fullmatch(text.strip())
    if not match or not _TWO_READINGS.fullmatch(match["body"]):
        return None
    number = match["body"].replace(_other(mark), "").replace(mark, ".")
    return _signed(match["sign"], number)


@dataclass
class Marks:
    """What the values of a file say about their decimal mark, by scope (a publisher, the whole file …)."""

    seen: defaultdict[Hashable, Counter[Mark]] = field(default_factory=lambda: defaultdict(Counter))

    def note(self, mark: Mark, scopes: Sequence[Hashable], count: int = 1) -> None:
        """Remember that so many values of these scopes prove their decimal mark."""
        for scope in scopes:
            self.seen[scope][mark] += count

    def decide(self, scopes: Sequence[Hashable]) -> tuple[Hashable, Mark] | None:
        """Give the nearest scope whose values say something, and the mark they agree on.

        None when no scope says anything, or the nearest that does contradicts itself.
        """
        for scope in scopes:
            found = self.seen.get(scope)
            if found:
                return (scope, next(iter(found))) if len(found) == 1 else None
        return None


def _read_body(body: str) -> tuple[str | None, Mark | None]:
    """Read digits and marks; the decimal mark is None where the text proves none."""
    if _WHOLE.fullmatch(body):
        return body, None
    if match := _DECIMAL.fullmatch(body):
        return _plain(body, match[1]), _mark(match[1])
    if match := _THOUSANDS.fullmatch(body):
        return body.replace(match[1], ""), _other(match[1])
    if match := _BOTH_MARKS.fullmatch(body):
        return _plain(body.replace(match[1], ""), match[2]), _mark(match[2])
    if match := _SPACED.fullmatch(body):
        digits = body.replace(match[1], "")
        return (_plain(digits, match[2]), _mark(match[2])) if match[2] else (digits, None)
    if match := _SCIENTIFIC.fullmatch(body):
        written = f"{Decimal(body.replace(',', '.')):f}"
        if len(written) > LONGEST:
            return None, None
        return written, _mark(match[1]) if match[1] else None
    return None, None


def _plain(digits: str, mark: str) -> str:
    """Write with a decimal point, and a zero before it where there is nothing."""
    number = digits.replace(mark, ".")
    return f"0{number}" if number.startswith(".") else number


def _signed(sign: str, number: str) -> str:
    return f"-{number}" if sign and sign != "+" else number


def _mark(text: str) -> Mark:
    return "," if text == "," else "."


def _other(mark: str) -> Mark:
    return "." if mark == "," else ","
