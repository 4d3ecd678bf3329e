"""The guard of free texts: what people write about numbers names no client."""

from __future__ import annotations

import re
from collections.abc import Iterable

from data.errors import InputError
from data.home import Home
from data.store import reading

_LONG_NUMBER = re.compile(r"\d(?:[\s.\-]?\d){8,}")
"""Nine digits and more, however they are set apart: a telephone, a national id, an account."""
_MONEY = re.compile(r"(?:\bRp|\bIDR|\bUSD|\bEUR|[$€£])\s?[\d.,]+", re.IGNORECASE)
_WORD = re.compile(r"\w[\w./\-]{2,}")
_YEAR = re.compile(r"\d{1,4}")
"""A year or a small amount, which is nobody's number even where cases are simply counted."""


def refuse_people(home: Home, organization: str, texts: Iterable[str]) -> None:
    """Raise InputError for a text that holds a long number or a case number of the organisation."""
    said = _MONEY.sub(" ", " | ".join(texts))
    if _LONG_NUMBER.search(said):
        raise InputError("error.text_with_number")
    words = {word.strip("./-").lower() for word in _WORD.findall(said) if any(map(str.isdigit, word))}
    words = {word for word in words if not _YEAR.fullmatch(word)}
    if not words or not home.has_records:
        return
    with reading(home) as connection:
        found = connection.execute(
            """select count(*) from current_client
               where organization_id = $organization and list_contains($words, lower(case_number))""",
            {"organization": organization, "words": sorted(words)},
        ).fetchall()
    if found[0][0]:
        raise InputError("error.text_with_case_number")
