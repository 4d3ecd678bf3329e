"""What all tests share: where real data lies, and a home that is nobody's."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from data.home import Home


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
