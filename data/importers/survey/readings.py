"""What the words of a sheet mean: each distinct text of a column is read once, in Python."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from data.dates import DayReading, Order, read_days
from data.importers.survey.mapping import Item, plain
from data.model.codes import AgeGroup, Answer, AnswerState, Sex
from data.numbers import read_number

SEX_WORDS: Mapping[str, Sex] = {
    **dict.fromkeys(("female", "f", "woman", "women", "girl", "perempuan", "p", "pr", "wanita"), Sex.female),
    **dict.fromkeys(
        ("male", "m", "man", "men", "boy", "laki-laki", "laki laki", "l", "lk", "pria"), Sex.male
    ),
    **dict.fromkeys(("other", "lainnya", "non-binary", "nonbinary"), Sex.other),
    **dict.fromkeys(("unknown", "tidak diketahui", "tidak menjawab", "prefer not to say"), Sex.unknown),
}
ANSWER_WORDS: Mapping[str, Answer] = {
    **dict.fromkeys(("yes", "y", "ya", "1", "true"), Answer.yes),
    **dict.fromkeys(("no", "n", "tidak", "0", "false"), Answer.no),
    **dict.fromkeys(("unknown", "tidak diketahui", "tidak menjawab", "prefer not to say"), Answer.unknown),
}
AGE_WORDS: Mapping[str, AgeGroup] = {plain(code): code for code in AgeGroup}

_AGE_LIMITS: tuple[tuple[int, AgeGroup], ...] = (
    (5, AgeGroup.under_5),
    (18, AgeGroup.child),
    (60, AgeGroup.adult),
    (121, AgeGroup.older),
)


class ItemReading(NamedTuple):
    """What one written answer means; ``state`` is None when the mapping does not know it."""

    state: AnswerState | None
    score: float | None


def read_item(item: Item, written: str | None) -> ItemReading:
    """Read one answer: its score counted from 1, the worst, or why it has none.

    >>> read_item(Item(column="q", scale=("Bad", "Good")), "good").score
    2.0
    """
    if written is None:
        return ItemReading(AnswerState.skipped, None)
    word = plain(written)
    for words, state in (
        (item.missing, AnswerState.dont_know),
        (item.prefer_not, AnswerState.prefer_not_to_answer),
        (item.skipped, AnswerState.skipped),
    ):
        if word in map(plain, words):
            return ItemReading(state, None)
    score = _position(item, word) if item.scale else _distance(item, written)
    return ItemReading(None if score is None else AnswerState.valid, score)


def _position(item: Item, word: str) -> float | None:
    scale = [plain(option) for option in item.scale]
    return float(scale.index(word) + 1) if word in scale else None


def _distance(item: Item, written: str) -> float | None:
    """The distance from the worst number, counted from 1, so that all scores read alike."""
    assert item.low is not None and item.high is not None
    number = read_number(written).number
    if number is None or not min(item.low, item.high) <= float(number) <= max(item.low, item.high):
        return None
    return abs(float(number) - item.low) + 1


def read_age(written: str) -> AgeGroup | None:
    """The age group of an age in years; None when it is no age of a person."""
    number = read_number(written).number
    if number is None or float(number) < 0:
        return None
    return next((group for limit, group in _AGE_LIMITS if float(number) < limit), None)


def read_dates(texts: list[str], order: Order | None) -> DayReading:
    """Read the days; where neither the dates nor the mapping decide, the day stands first."""
    return read_days(texts, order=order) if order else read_days(texts, fallback="day_first")
