"""The screens of results and of the organisation: both languages, all demonstration organisations."""

from __future__ import annotations

import importlib
import shutil
from pathlib import Path

import pytest

from data.home import Home
from locales.translate import LANGUAGES
from locales.words import Language
from metrics.period import last_complete, rolling_months
from metrics.reader import Reader, open_reader
from metrics.scope import Scope
from metrics.value import IndicatorValue
from pages.parts.door import MONTHS_BACK, Source
from pages.parts.screen import Look, Shown
from tests.pages.screens import dead_numbers, said, title, visit

SCREENS = (
    "outcomes",
    "prevention",
    "voice",
    "compare",
    "money",
    "empowerment",
    "practice",
    "standing",
    "quality",
    "catalogue",
)
ORGANIZATIONS = ("anyam", "bangku", "bening", "senja", "setara", "tunas")
COLLEAGUE = Scope(detail="aggregate", threshold=5)


@pytest.fixture(scope="module")
def demonstration(demo_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that holds only the demonstration."""
    place = tmp_path_factory.mktemp("screens") / "home"
    shutil.copytree(demo_home.path, Home(place).demonstration.path)
    return place


@pytest.fixture(scope="module")
def reader(demo_home: Home) -> Reader:
    return open_reader(demo_home)


def look(home: Home, reader: Reader, organization: str, language: Language = "id") -> Look:
    """What a colleague sees of the newest twelve months."""
    found = next(one for one in reader.organizations(COLLEAGUE) if one.id == organization)
    assert found.as_of is not None
    quarter = last_complete(found.as_of, "quarter", found.fiscal_year_start)
    return Look(
        source=Source(home, reader.version, reader),
        scope=COLLEAGUE,
        organization=found,
        program=None,
        period=rolling_months(quarter.end, MONTHS_BACK),
        language=language,
        query=(("organization", organization),),
    )


def view(screen: str, at: Look) -> Shown:
    """A screen as it is made for a look."""
    made = getattr(importlib.import_module(f"pages.parts.{screen}_view"), f"{screen}_view")
    shown: Shown = made(at)
    return shown


@pytest.mark.parametrize("organization", ORGANIZATIONS)
@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_is_made_for_every_organisation_with_a_message_and_blocks(
    screen: str, organization: str, demo_home: Home, reader: Reader
) -> None:
    for language in LANGUAGES:
        shown = view(screen, look(demo_home, reader, organization, language))
        assert "<h1>" in shown.title and shown.rows
        assert "{" not in shown.title, "every value was filled in"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS)
def test_every_number_of_a_screen_opens_its_card(
    screen: str, language: Language, demonstration: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HASIL_HOME", str(demonstration))
    app = visit(screen, organization="bening", lang=language)
    assert title(app) and said(app)
    assert not dead_numbers(app)


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_shows_nobody_to_a_colleague(screen: str, demo_home: Home, reader: Reader) -> None:
    shown = view(screen, look(demo_home, reader, "tunas"))
    assert shown.by_id
    small = [one for one in shown.values if _shows_few(one)]
    assert small == []


def _shows_few(value: IndicatorValue) -> bool:
    """Whether a share of people is shown with a part of fewer than five of them."""
    counted = value.unit == "proportion" and value.interval_method == "wilson" and not value.promise
    if not counted or value.numerator is None:
        return False
    assert value.denominator is not None
    parts = (value.numerator, value.denominator - value.numerator)
    return any(0 < part < COLLEAGUE.threshold for part in parts)
