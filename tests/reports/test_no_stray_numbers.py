"""No number stands in a document that its frozen values do not explain, in any format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from data.home import Home
from locales.words import Language
from metrics.reader import open_reader
from metrics.scope import OWNER
from reports.frozen import Frozen
from reports.making import make
from tests.reports.explained import Explainer
from tests.reports.making import made
from tests.reports.saying import Said, said_by

NUMBER = re.compile(r"(?<!\w)\d+(?:[.,]\d+)*(?![\w_])")
ASKED = [
    ("donor", "bening", None, "SW-BENING", "id"),
    ("board", "senja", None, None, "en"),
    ("week", "bening", None, None, "id"),
    ("poster", "setara", None, None, "en"),
    ("program", "anyam", "anyam-damping", None, "id"),
    ("sheets", "tunas", None, None, "en"),
]


def explainer(home: Home, frozen: Frozen, language: Language) -> Explainer:
    """What is explained by the values of a report; control charts are judged on all points of their series."""
    bare = frozen.request.model_copy(update={"threshold": 0})
    return Explainer(frozen, language, judged_on=make(home, open_reader(home), OWNER, bare).values)


def planted(said: Said) -> Iterator[Said]:
    """The same text with one number wrong, each in turn: another last digit, or ten times as much."""
    for place, found in enumerate(NUMBER.finditer(said.text)):
        number = found.group()
        wrong = number + "0" if place % 2 else number[:-1] + str((int(number[-1]) + 1 + place) % 10)
        yield replace(said, text=said.text[: found.start()] + wrong + said.text[found.end() :])


@pytest.mark.parametrize(("kind", "organization", "program", "grant", "language"), ASKED)
def test_every_number_of_a_document_is_explained_by_its_values_and_a_wrong_one_is_found(
    demo_home: Home, kind: str, organization: str, program: str | None, grant: str | None, language: Language
) -> None:
    frozen = made(demo_home.path, kind, organization, program, grant)  # type: ignore[arg-type]
    known = explainer(demo_home, frozen, language)
    said = list(said_by(frozen.document(language)))
    assert [(one.about, one.text, left) for one in said if (left := known.stray(one))] == []
    wrong = [one for text in said if text.is_figure for one in planted(text)]
    escaped = [one for one in wrong if not known.stray(one)]
    assert len(escaped) <= len(wrong) / 20, escaped
    headlines = [one for one in said if one.is_figure and not one.under and one.families == ("value",)]
    assert all(known.stray(one) for text in headlines for one in planted(text) if "·" not in text.about)
