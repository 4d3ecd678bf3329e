"""Home: where everything lies on the disk."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Home:
    """One data folder: records and published versions, the workspace, and a place for spilled rows."""

    path: Path

    @property
    def records(self) -> Path:
        """Private record versions."""
        return self.path / "records"

    @property
    def published(self) -> Path:
        """Published versions: what pages and reports read."""
        return self.path / "published"

    @property
    def workspace(self) -> Path:
        """People's own writing and the audit log."""
        return self.path / "workspace.sqlite"

    @property
    def temp(self) -> Path:
        """Where DuckDB spills, encrypted."""
        return self.path / "temp"

    @property
    def demonstration(self) -> Home:
        """The home of the demonstration data, inside this one."""
        return Home(self.path / "demo")

    @property
    def has_records(self) -> bool:
        """Say whether anything was ever imported here."""
        return (self.records / "current").exists()

    @property
    def is_demonstration(self) -> bool:
        """Say whether this is the home of the demonstration data."""
        return self.path.name == "demo"


def main_home() -> Home:
    """The user's own home: ``HASIL_HOME``, else ``data/local`` beside the program."""
    return Home(Path(os.environ.get("HASIL_HOME") or ROOT / "data" / "local").absolute())


def current_home() -> Home:
    """The home to read: the user's own once it has records, until then the demonstration's if made."""
    own = main_home()
    if not own.has_records and own.demonstration.has_records:
        return own.demonstration
    return own
