"""Codes: an enumeration that is stored by code and read by label."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from locales.words import Words


class Codes(StrEnum):
    """An enumeration whose members are stored by code and read by label.

    >>> Sex.female.label.id
    'Perempuan'
    """

    label: Words

    def __new__(cls, code: str, id: str, en: str) -> Self:
        """Make a member from its code and its Indonesian and English labels."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = Words(id, en)
        return member
