"""Words: one text in both languages, for things that are declared (indicators, tables, code lists)."""

from __future__ import annotations

from typing import Literal, NamedTuple

Language = Literal["id", "en"]


class Words(NamedTuple):
    """One text in Bahasa Indonesia and English.

    >>> Words(id="Hasil", en="Result").say("en")
    'Result'
    """

    id: str
    en: str

    def say(self, language: Language) -> str:
        """Give the text in one language."""
        return self.en if language == "en" else self.id
