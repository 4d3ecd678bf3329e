"""Numbers that are written as words are checked too: each is a count of what its document shows or is made of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

import pytest

from data.home import Home
from locales._numbers import NUMBER_WORDS
from locales.formats import number_word
from locales.translate import LANGUAGES, Translator, translator
from locales.words import Language
from reports import words
from reports.document import Document, Table
from reports.frozen import Frozen
from reports.reading import DECLARED
from tests.reports.explained import definition_texts
from tests.reports.making import made
from tests.reports.saying import said_by

KEPT = ("above", "likely")
ASKED = [
    ("donor", "bening", None, "SW-BENING"),
    ("program", "anyam", "anyam-damping", None),
    ("board", "bening", None, None),
    ("board", "senja", None, None),
    ("week", "bening", None, None),
    ("poster", "setara", None, None),
    ("sheets", "tunas", None, None),
]


def of_values(frozen: Frozen, t: Translator) -> Iterator[str]:
    """What is said of promises, programmes and comparisons, counted in the frozen values."""
    found = [one.target_status for one in frozen.values if one.promise and one.target_status]
    kept, judged = len([one for one in found if one in KEPT]), number_word(len(found), t.language)
    for key in ("funding.title.promises", "funding.promises_kept"):
        yield t.n(key, kept, judged=judged)
    for key in ("funding.title.promises_none_kept", "funding.promises_none_kept"):
        yield t.n(key, 0, judged=judged)
    yield t.n("funding.promises_below", found.count("below"))
    yield t.n("review.title.promises_below", len(found) - kept, judged=judged)
    named = {one.program for one in frozen.values if one.indicator == "people_served" and one.program}
    yield t.n("funding.programs", 1 if frozen.request.program else len(named))
    gaps = [one.group for one in frozen.values if one.indicator == "outcome_equity_gap" and one.group]
    sizes = Counter(group.split("=")[0] for group in gaps)
    # Of two groups each is held against the other, which is one comparison.
    yield t.n("funding.groups_small", sum(1 if size == 2 else size for size in sizes.values()))


def of_matrix(document: Document, t: Translator) -> Iterator[str]:
    """What the board is told, counted in its matrix and in its table of targets."""
    table = next((one for one in tables(document) if one.caption == t("review.matrix_caption")), None)
    if table is None:
        return
    cells = [[[] if cell.text == "–" else cell.text.split("\n") for cell in row[1:]] for row in table.rows]
    better, middle, worse, *unjudged = (sum(map(len, row)) for row in cells)
    few = sum(unjudged)
    yield t.n("review.title.better", better)
    yield from (t.n(key, worse) for key in ("review.title.worse", "review.title.only_worse"))
    yield t.n("review.title.failing", sum(len(row[2]) for row in cells[:3]))
    ways = [words.variation_text(way, t) for way in ("neutral_high", "neutral_low")]
    neither = len([one for one in cells[1] for entry in one if any(way in entry for way in ways)])
    seen = better + middle + worse
    usual = t.n("review.lead.common", middle - neither, all=seen + few)
    yield f"{usual} {t.n('review.lead.too_few', few)}" if few else usual
    yield from (t.n(key, seen) for key in ("review.false_signals", "review.false_signals_few"))
    status = [
        row[[column.head for column in one.columns].index(t("promises.status"))].text
        for one in tables(document)
        if one.caption == t("review.targets_caption")
        for row in one.rows
    ]
    # "≈ unclear" and "▼ below" are judged too; a dash is not.
    judged = [text for text in status if text[0] in "▲△≈▼"]
    good = [text for text in judged if text[0] in "▲△"]
    yield t.n("review.targets", len(good), judged=number_word(len(judged), t.language))


def of_week(document: Document, t: Translator) -> Iterator[str]:
    """What is said of signals, of the quiet and of what cannot be judged, counted in their tables."""
    heads = [(one, [column.head for column in one.columns]) for one in tables(document)]
    signals = sum(len(one.rows) for one, found in heads if t("report.weeks") in found)
    tiles = [
        one for one, found in heads if found == [t("report.measure"), t("report.latest")] * (len(found) // 2)
    ]
    unjudged = t.n("week.unjudged", 1).partition(" ")[2].partition(":")[2]
    counts = {"week.quiet": 0, "week.unjudged": 0}
    for one in tiles:
        kind = "week.unjudged" if one.caption.endswith(unjudged) else "week.quiet"
        counts[kind] = sum(bool(cell.text) for row in one.rows for cell in row[::2])
    yield t.n("week.signals.some", signals, total=number_word(signals + counts["week.quiet"], t.language))
    yield from (t.n(key, count) for key, count in counts.items())
    if signals > 1:
        yield t.n("week.lead.others", signals - 1)


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


@cache
def number_words(language: Language) -> re.Pattern[str]:
    found = sorted(NUMBER_WORDS[language], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?![\w-])", re.IGNORECASE)


@cache
def constants(language: Language) -> frozenset[str]:
    """What texts and definitions say with a number word of their own: no count of anything."""
    forms = [form for found in translator(language).texts.values() for form in found]
    pieces = [piece.strip() for form in forms for piece in re.split(r"\{[^}]*\}", form)]
    pieces += [text for one in DECLARED.values() for text in definition_texts(one, language)]
    return frozenset(one for one in pieces if number_words(language).search(one))


def without(text: str, phrases: Iterable[str]) -> str:
    for phrase in sorted((one for one in phrases if one), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(phrase.lstrip(';, '))}(?!\w)", " ", text, flags=re.IGNORECASE)
    return text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_word_is_a_count_of_what_stands_there_and_a_wrong_one_is_found(
    demo_home: Home, language: Language
) -> None:
    t, pattern, planted = translator(language), number_words(language), 0
    for kind, organization, program, grant in ASKED:
        frozen = made(demo_home.path, kind, organization, program, grant)  # type: ignore[arg-type]
        document = frozen.document(language)
        counted = {*of_values(frozen, t), *of_matrix(document, t), *of_week(document, t)}
        for text in {one.text for one in said_by(document) if pattern.search(one.text)}:
            left = without(text, constants(language))
            assert not pattern.search(without(left, counted)), (kind, text)
            for found in pattern.finditer(left):
                wrong = "nine" if language == "en" else "sembilan"
                wrong = number_word(8, language) if found.group().lower() == wrong else wrong
                changed = left[: found.start()] + wrong + left[found.end() :]
                assert pattern.search(without(changed, counted)), (kind, changed, "a wrong word goes unseen")
                planted += 1
    assert planted > 6
