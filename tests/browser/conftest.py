"""A demonstration home made once, a server over it, and windows that fail their test when they complain."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from data.lock import exclusive
from tests.browser.serving import CHROMIUM, Look, chromium, make_demonstration, serving

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in this folder, and skip it where there is no browser."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("browser")
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="there is no Chromium on the PATH"))


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A home with demonstration data, made once for all processes. It is not to be written to: copy it."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "served-demonstration"
    home, done = folder / "home", folder / "done"
    with exclusive(folder, "demonstration data for the browser", wait_seconds=300):
        if not done.exists():
            make_demonstration(home)
            done.touch()
    return home


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
