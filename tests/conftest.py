"""What all tests share: where real data lies, and a home that is nobody's."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from data.demonstration import make_demonstration
from data.home import Home
from data.lock import exclusive
from metrics.publish import publish

# Commands and servers start by the dozen: what one of them compiled the next need not compile again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data and published numbers; tests that need it skip where it is absent."""
    folder = Path(os.environ.get("HASIL_SHARED") or Path(__file__).parents[2] / "shared")
    if not (folder / "real").is_dir():
        pytest.skip(f"real data is not here ({folder}); name its folder in HASIL_SHARED")
    return folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """An empty home with a pseudonym key of its own."""
    monkeypatch.setenv("HASIL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HASIL_KEY_FILE", str(tmp_path / "pseudonym.key"))
    return Home(tmp_path / "home")


AS_OF = dt.date(2026, 11, 20)
"""The last day of the demonstration data that tests share."""


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Home:
    """The demonstration data, made and published once for all tests and their processes; read only."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "demonstration"
    made = Home(folder / "home").demonstration
    with exclusive(folder, "demonstration data for tests", wait_seconds=300):
        if not made.published.exists():
            _make_demonstration(Home(folder / "home"), folder / "pseudonym.key")
    return made


def _make_demonstration(main: Home, key: Path) -> None:
    before = os.environ.get("HASIL_KEY_FILE")
    os.environ["HASIL_KEY_FILE"] = str(key)
    try:
        publish(make_demonstration(main, AS_OF))
    finally:
        if before is None:
            del os.environ["HASIL_KEY_FILE"]
        else:
            os.environ["HASIL_KEY_FILE"] = before
