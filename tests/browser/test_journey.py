"""A visitor's way through the screens: choosing, opening a number card, switching page and language."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from locales.translate import translator
from tests.browser.serving import PHONE, WIDE, Look, serving

Opener = Callable[..., Look]
PATHS = {"week": "", "funding": "funding", "review": "review", "data": "data"}
"""Where each screen lies; the first is the one that opens."""
OTHERS = (
    *("outcomes", "prevention", "voice", "compare", "money", "empowerment", "practice", "standing"),
    "catalogue",
)
"""The screens that stand in a section of the navigation."""
ID, EN = translator("id"), translator("en")


def test_a_deep_link_is_the_first_thing_that_a_server_is_asked_for_and_has_its_navigation(
    browser: Any, demonstration: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(demonstration, home)
    with serving(home) as address:
        window = Look(browser, address, WIDE)
        window.open("review?lang=en")
        assert window.page.get_by_role("link", name=EN("nav.funding")).count() == 1
        assert "/review" in window.page.url
        window.close()
        assert window.complaints == []


def test_the_first_start_makes_the_demonstration_and_opens_on_this_week(browser: Any, tmp_path: Path) -> None:
    with serving(tmp_path / "home") as address:
        window = Look(browser, address, WIDE)
        window.page.goto(f"{address}/?lang=en")
        window.page.get_by_text(EN("door.making_demonstration")).wait_for()
        window.page.get_by_text(EN("door.demonstration"), exact=True).wait_for()
        window.settle()
        assert window.page.locator(".hasil .signals li").count()
        window.close()
        assert window.complaints == []


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_a_deep_link_opens_every_screen_and_nothing_is_wider_than_the_window(
    look: Opener, path: str, size: tuple[int, int]
) -> None:
    window = look(size)
    window.open(path)
    assert window.title
    assert window.page.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize("path", OTHERS)
def test_no_screen_is_wider_than_a_phone(look: Opener, path: str) -> None:
    window = look(PHONE)
    window.open(path)
    assert window.title
    assert window.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_the_address_without_a_page_is_this_week_with_a_word_that_these_are_demonstration_data(
    look: Opener,
) -> None:
    window = look(WIDE)
    window.open()
    assert ID("door.demonstration") in window.page.locator("body").inner_text()
    window.page.get_by_role("link", name=ID("door.to_data")).click()
    window.page.get_by_text(ID("datascreen.title_demonstration")).wait_for()
    window.settle()
    window.open("week")
    assert window.page.get_by_role("dialog").count() == 0, "its name is an address too"


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_number_opens_its_card_by_keyboard_and_by_pointer(look: Opener, size: tuple[int, int]) -> None:
    window = look(size)
    window.open()
    number = window.page.locator(".hasil button.open").first
    card = window.page.locator(f"#{number.get_attribute('popovertarget')}")
    assert not card.is_visible()
    number.focus()
    window.page.keyboard.press("Enter")
    card.wait_for(state="visible")
    assert ID("card.formula") in card.inner_text()
    box = card.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= size[0]
    window.page.keyboard.press("Escape")
    card.wait_for(state="hidden")
    assert number.evaluate("number => number === document.activeElement"), "the focus comes back"
    number.click()
    card.wait_for(state="visible")


def test_organisation_and_language_stand_in_the_address_and_a_link_reopens_the_view(look: Opener) -> None:
    window = look(WIDE)
    window.open()
    first = window.page.locator('[data-testid="stPopover"] button').first.inner_text()
    window.page.locator('[data-testid="stPopover"] button').first.click()
    window.page.get_by_role("combobox", name=ID("scope.organization")).click()
    others = window.page.get_by_role("option").all_inner_texts()
    assert len(others) == 6, "six demonstration organisations"
    other = next(name for name in others if name not in first)
    window.page.get_by_role("option", name=other, exact=True).click()
    window.page.locator('[data-testid="stPopover"] button', has_text=other).wait_for()
    window.settle()
    window.choose(ID("scope.lang"), ID("language.en"))
    window.page.get_by_role("link", name=EN("nav.week")).first.wait_for()

    again = look(WIDE)
    again.page.goto(window.page.url)
    again.page.locator('[data-testid="stPopover"] button', has_text=other).wait_for()
    again.settle()
    assert again.title == window.title
    assert EN("nav.funding") in again.page.locator("body").inner_text()


def test_what_was_chosen_stays_chosen_on_the_next_screen(look: Opener) -> None:
    window = look(WIDE)
    window.open("?lang=en")
    ways = (("", "funding"), ("", "review"), ("organization", "money"), ("data", "data"), ("", "week"))
    for section, screen in ways:
        name = EN(f"nav.{screen}")
        if section:
            heading = EN(f"nav.section.{section}")
            window.page.get_by_test_id("stTopNavSection").filter(has_text=heading).first.click()
            item = window.page.get_by_test_id("stTopNavDropdownLink")
            item.filter(has_text=re.compile(rf"{re.escape(name)}$")).first.click()
        else:
            window.page.get_by_role("link", name=name).first.click()
        window.page.wait_for_url(re.compile(rf"://[^/]+/{PATHS.get(screen, screen)}(\?|$)"))
        window.page.locator(".hasil h1").first.wait_for()
        window.settle()
        assert EN("nav.week") in window.page.locator("body").inner_text()


def test_a_browser_that_speaks_english_is_answered_in_english(look: Opener) -> None:
    window = look(WIDE, "en-GB")
    window.open()
    assert EN("nav.funding") in window.page.locator("body").inner_text()


def test_a_page_that_does_not_exist_shows_no_traceback(look: Opener) -> None:
    window = look(WIDE)
    window.page.goto(f"{window.address}/no-such-page")
    window.page.get_by_role("dialog").or_(window.page.locator(".hasil h1")).first.wait_for()
    window.settle()
    # Streamlit tells the visitor, and the console too; anything else would be a complaint.
    window.complaints[:] = [one for one in window.complaints if "does not seem to exist" not in one]
