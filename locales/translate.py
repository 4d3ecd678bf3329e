"""The translator: every text a person reads, by its key, in one language.

Texts lie in ``locales/<language>/LC_MESSAGES/*.po``, one file a subject, and are read as they are: there
is no compiled form to forget. A translator is made once per language and passed to whoever speaks.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from babel.messages.pofile import read_po

from locales._numbers import number, number_word
from locales.words import Language

CATALOGUES = Path(__file__).parent
LANGUAGES: tuple[Language, ...] = ("id", "en")

Value = str | int | float
Forms = tuple[str, ...]


class UnknownText(KeyError):
    """No text has this key. The message names the nearest one there is."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True)
class Translator:
    """Says texts in one language.

    Values named in a text by ``{name}`` are put in; numbers among them are written in the language's
    way. Years and other numbers that are names are given as text.
    """

    language: Language
    texts: Mapping[str, Forms]

    def __call__(self, key: str, **values: Value) -> str:
        """Say the text of a key.

        >>> translator("id")("words.n_of", numerator=118, denominator=204)
        '118 dari 204'
        """
        return _fill(self._forms(key)[0], values, self.language)

    def n(self, key: str, count: int, **values: Value) -> str:
        """Say the text of a key for so many things.

        The text may use ``{count}`` (digits), ``{word}`` and ``{Word}`` (in words up to twelve, the
        second with a capital).
        """
        forms = self._forms(key)
        word = number_word(count, self.language)
        words = {"count": count, "word": word, "Word": word[:1].upper() + word[1:]}
        return _fill(forms[_form(count, self.language, len(forms))], {**words, **values}, self.language)

    def has(self, key: str) -> bool:
        """Say whether there is a text of this key."""
        return key in self.texts

    def _forms(self, key: str) -> Forms:
        try:
            return self.texts[key]
        except KeyError:
            near = difflib.get_close_matches(key, self.texts, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise UnknownText(f"no text {key!r} in {self.language!r}{hint}") from None


@cache
def translator(language: Language) -> Translator:
    """Give the translator of a language; its catalogues are read once in a process."""
    return Translator(language, MappingProxyType(read_texts(language)))


def read_texts(language: Language) -> dict[str, Forms]:
    """Read all catalogues of a language: key -> its forms (one, or singular and plural).

    Raises ValueError when two catalogues hold the same key.
    """
    texts: dict[str, Forms] = {}
    for path in sorted((CATALOGUES / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
        for message in catalogue:
            if not message.id:
                continue
            key = message.id if isinstance(message.id, str) else message.id[0]
            if key in texts:
                raise ValueError(f"the text {key!r} stands twice; the second is in {path.name}")
            forms = message.string
            texts[key] = (forms,) if isinstance(forms, str) else tuple(forms)
    return texts


def _form(count: int, language: Language, forms: int) -> int:
    """Indonesian has one form; English has a second for everything but one."""
    return 0 if forms == 1 or language == "id" or count == 1 else 1


def _fill(text: str, values: Mapping[str, Value], language: Language) -> str:
    if not values:
        return text
    return text.format(
        **{
            name: value if isinstance(value, str) else number(value, language)
            for name, value in values.items()
        }
    )
