"""Which choices make a scale, from the worst to the best, and which say that there is no answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.importers.kobo.form import Choice

DONT_KNOW = frozenset(
    ("dontknow", "dk", "donotknow", "idontknow", "tidaktahu", "tt", "noidea", "notsure", "unknown")
)
PREFER_NOT = frozenset(
    (
        "prefernottoanswer", "prefernotanswer", "prefernottosay", "pnta", "pna", "refused", "refuse",
        "refusetoanswer", "noanswer", "tidakmaumenjawab", "menolak", "menolakmenjawab", "tidakmenjawab",
        "declinetoanswer", "decline", "nr",
    )
)  # fmt: skip
NOT_ASKED = frozenset(("na", "notapplicable", "null", "tidakberlaku"))

_LADDERS: tuple[tuple[str, ...], ...] = (
    (
        "verydissatisfied veryunsatisfied sangattidakpuas notatallsatisfied",
        "dissatisfied unsatisfied somewhatdissatisfied notsatisfied tidakpuas kurangpuas notverysatisfied",
        "neithersatisfied neithersatisfiednordissatisfied neutral neither netral cukuppuas",
        "satisfied somewhatsatisfied fairlysatisfied puas",
        "verysatisfied completelysatisfied sangatpuas",
    ),
    (
        "stronglydisagree completelydisagree totallydisagree sangattidaksetuju",
        "disagree somewhatdisagree tidaksetuju kurangsetuju",
        "neutral neither neitheragreenordisagree netral raguragu",
        "agree somewhatagree setuju",
        "stronglyagree completelyagree totallyagree sangatsetuju",
    ),
    (
        "extremelyunlikely veryunlikely sangattidakmungkin",
        "unlikely tidakmungkin",
        "neutral neither neitherlikelynorunlikely netral mungkintidak",
        "likely mungkin",
        "extremelylikely verylikely sangatmungkin",
    ),
    (
        "verypoor verybad terrible sangatburuk sangattidakbaik",
        "poor bad buruk tidakbaik kurangbaik kurang",
        "adequate fair average ok acceptable cukup sedang",
        "good baik",
        "excellent verygood sangatbaik",
    ),
    (
        "totallyinsufficient veryinsufficient",
        "insufficient tidakcukup",
        "justenough barelyenough",
        "sufficient enough cukup",
        "morethansufficient morethanenough lebihdaricukup",
    ),
    ("muchworse", "somewhatworse worse", "stayedsame same nochange", "somewhatbetter better", "muchbetter"),
)
"""Ladders of words, each from the worst step to the best, in English and Indonesian."""
YES_NO: tuple[str, ...] = ("no tidak belum", "yes ya sudah")
_VOICE = re.compile(r"satisf|puas|happy_with|kepuasan", re.IGNORECASE)


def plain(text: str) -> str:
    """Reduce a word to its letters and digits."""
    return "".join(character for character in text.casefold() if character.isalnum())


def is_answer(name: str) -> bool:
    """Say whether an option is an answer rather than a reason for none."""
    return plain(name) not in DONT_KNOW | PREFER_NOT | NOT_ASKED


def scale_of(choices: Sequence[Choice], question: str) -> tuple[str, ...] | None:
    """The names of the choices from the worst to the best; None where they have no order that anybody knows.

    The form's own ``score`` column decides; else whole numbers; else known words. Yes and no are a scale
    only where the question asks for satisfaction.
    """
    real = [choice for choice in choices if is_answer(choice.name)]
    if len(real) < 2:
        return None
    if all(choice.score is not None for choice in real) and len({choice.score for choice in real}) == len(
        real
    ):
        return tuple(choice.name for choice in sorted(real, key=lambda choice: choice.score or 0))
    if all(choice.name.isdecimal() for choice in real) and len(real) <= 11:
        return tuple(choice.name for choice in sorted(real, key=lambda choice: int(choice.name)))
    ladders = (*_LADDERS, YES_NO) if _VOICE.search(question) else _LADDERS
    return next((steps for ladder in ladders if (steps := _on_ladder(real, ladder))), None)


def words_scale(words: Sequence[str], question: str) -> tuple[str, ...] | None:
    """The same for the distinct words of a column."""
    return scale_of([Choice(word, {}) for word in words], question)


def _on_ladder(choices: Sequence[Choice], ladder: Sequence[str]) -> tuple[str, ...] | None:
    steps = {word: step for step, names in enumerate(ladder) for word in names.split()}
    places: dict[int, str] = {}
    for choice in choices:
        step = next(
            (steps[word] for word in map(plain, (choice.name, *choice.labels.values())) if word in steps),
            None,
        )
        if step is None or step in places:
            return None
        places[step] = choice.name
    return tuple(places[step] for step in sorted(places))
