"""Texts: both languages say the same things, and everything that is said exists."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from locales.translate import LANGUAGES, UnknownText, read_texts, translator

ROOT = Path(__file__).parents[2]
ROOMS = ("data", "metrics", "reports", "pages", "locales")
SPEAKERS = {"t", "translate"}
"""Names under which a translator is passed."""


def sources() -> Iterator[Path]:
    yield from ROOT.glob("*.py")
    for room in ROOMS:
        yield from (ROOT / room).rglob("*.py")


def spoken(tree: ast.AST) -> Iterator[tuple[ast.expr, int]]:
    """Give the key of every t(...), t.n(...) and Reason(key=...) in a file."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Attribute) and called.attr == "n":
            called = called.value
        name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
        if name in SPEAKERS and node.args:
            yield node.args[0], node.lineno
        if name == "Reason":
            yield from ((word.value, node.lineno) for word in node.keywords if word.arg == "key")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_text_exists_in_both_languages() -> None:
    indonesian, english = read_texts("id"), read_texts("en")
    assert set(indonesian) - set(english) == set()
    assert set(english) - set(indonesian) == set()


def test_no_text_is_empty() -> None:
    for language in LANGUAGES:
        empty = [
            key for key, forms in read_texts(language).items() if not all(form.strip() for form in forms)
        ]
        assert empty == []


def test_both_languages_ask_for_the_same_values() -> None:
    indonesian, english = read_texts("id"), read_texts("en")
    words = {"word", "Word", "count"}
    for key in indonesian:
        asked = [placeholders(" ".join(texts[key])) for texts in (indonesian, english)]
        if len(english[key]) > 1:
            # A plural may say its number as a word in one language and in digits in the other.
            asked = [names - words for names in asked]
        assert asked[0] == asked[1], key


def test_english_plurals_have_two_forms_and_indonesian_ones_have_one() -> None:
    indonesian, english = read_texts("id"), read_texts("en")
    assert {key for key, forms in indonesian.items() if len(forms) != 1} == set()
    assert {len(forms) for forms in english.values()} <= {1, 2}


def test_every_text_that_the_code_says_exists() -> None:
    texts = read_texts("id")
    missing = []
    for path in sources():
        for key, line in spoken(ast.parse(path.read_text(encoding="utf-8"))):
            place = f"{path.relative_to(ROOT)}:{line}"
            if isinstance(key, ast.Constant) and key.value not in texts:
                missing.append((place, key.value))
            if isinstance(key, ast.JoinedStr) and isinstance(key.values[0], ast.Constant):
                family = key.values[0].value
                if not any(name.startswith(family) for name in texts):
                    missing.append((place, family))
    assert missing == []


def test_an_unknown_key_is_an_error_that_names_the_nearest_one() -> None:
    with pytest.raises(UnknownText, match=r"words\.n_of"):
        translator("id")("words.n_off")


def test_numbers_in_a_text_are_written_in_its_language() -> None:
    assert translator("id")("words.n_of", numerator=1180, denominator=20400) == "1.180 dari 20.400"
    assert translator("en")("words.n_of", numerator=1180, denominator=20400) == "1,180 of 20,400"


def test_a_plural_is_said_in_words_up_to_twelve() -> None:
    values = {"periods": "minggu", "mean": "60%"}
    said = [translator("id").n("signal.shift.high", count, **values) for count in (7, 13)]
    assert said[0] == "Tujuh minggu berturut-turut di atas rata-rata 60%."
    assert said[1] == "13 minggu berturut-turut di atas rata-rata 60%."


def test_a_translator_is_the_same_for_everyone_who_asks() -> None:
    assert translator("id") is translator("id")
    assert translator("id").language == "id"


def test_a_key_that_stands_in_two_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "id" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    for name in ("one.po", "two.po"):
        (folder / name).write_text('msgid "a.b"\nmsgstr "satu"\n', encoding="utf-8")
    monkeypatch.setattr("locales.translate.CATALOGUES", tmp_path)
    with pytest.raises(ValueError, match=r"a\.b.*two\.po"):
        read_texts("id")
