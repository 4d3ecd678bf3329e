"""The demonstration, a server over a copy of it, and windows that fail their test when they complain."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from data.home import Home
from tests.browser.serving import CHROMIUM, Look, chromium, serving

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in this folder, and skip it where there is no browser."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("browser")
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="there is no Chromium on the PATH"))


@pytest.fixture(scope="session")
def demonstration(demo_home: Home) -> Path:
    """The home around the demonstration data that all tests share. It is not to be written to: copy it."""
    return demo_home.path.parent


@pytest.fixture(scope="module")
def address(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over a copy of the demonstration."""
    home = tmp_path_factory.mktemp("served") / "home"
    shutil.copytree(demonstration, home)
    with serving(home) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium. It ends with its module: while it runs, so does its event loop, and no test may start another."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def look(browser: Any, address: str) -> Iterator[Callable[..., Look]]:
    """Open windows on the app; the test fails when any of them had something to complain about."""
    windows: list[Look] = []

    def opened(size: tuple[int, int], language: str = "id-ID") -> Look:
        windows.append(Look(browser, address, size, language))
        return windows[-1]

    yield opened
    for window in windows:
        window.close()
    assert [complaint for window in windows for complaint in window.complaints] == []
