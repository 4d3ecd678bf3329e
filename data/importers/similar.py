"""Names that are probably one name, written in several ways: offered for merging, never merged alone."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

MOST_NAMES = 400
"""Different names beyond which nobody types them by hand: they are ids, and are not compared."""
_CLOSE = 0.86
_SHORTEST = 5
"""Letters below which two names that differ by one are two names."""


@dataclass(frozen=True)
class Spellings:
    """One name in several spellings."""

    name: str
    """The spelling that is used most."""
    counts: Mapping[str, int]
    """Every spelling as it was written, with how often; the name itself among them."""

    @property
    def listed(self) -> str:
        """All spellings for a message, the most used first.

        >>> Spellings("Kasih", {"Kasih": 9, chr(10) + "kasih": 1}).listed
        '“Kasih” (9), “↵kasih” (1)'
        """
        return ", ".join(f"“{_shown(text)}” ({count})" for text, count in self.counts.items())


def alike(counts: Mapping[str, int]) -> list[Spellings]:
    """Group names that are probably one: the same letters, or nearly the same and the same digits.

    >>> [group.name for group in alike({"Qualisus": 355, "Qualisis": 73, "Posko 1": 3, "Posko 2": 3})]
    ['Qualisus']
    """
    if len(counts) > MOST_NAMES:
        return []
    groups: list[dict[str, int]] = []
    for text, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        home = next((group for group in groups if _is_same(next(iter(group)), text)), None)
        if home is None:
            groups.append({text: count})
        else:
            home[text] = count
    return [Spellings(next(iter(group)).strip(), group) for group in groups if len(group) > 1]


def _is_same(one: str, other: str) -> bool:
    first, second = _letters(one), _letters(other)
    if not first or not second or re.sub(r"\D", "", one) != re.sub(r"\D", "", other):
        return False
    if first == second or sorted(_words(one)) == sorted(_words(other)):
        return True
    if min(len(first), len(second)) < _SHORTEST:
        return False
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    return matcher.quick_ratio() >= _CLOSE and matcher.ratio() >= _CLOSE


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _shown(text: str) -> str:
    return text.replace("\r", "").replace("\n", "↵")
