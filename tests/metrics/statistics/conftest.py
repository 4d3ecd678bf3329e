"""Readers of the published reference numbers that lie beside the repository."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes says nothing about a law; the first one pays for loading the oracle.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

Rows = Callable[[str], list[dict[str, str]]]


@pytest.fixture
def rows(shared: Path) -> Rows:
    """Read one published table as a list of rows."""

    def read(name: str) -> list[dict[str, str]]:
        with (shared / "reference" / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    return read


@pytest.fixture
def published(shared: Path) -> Callable[[str], dict]:
    """Read one published JSON document."""

    def read(name: str) -> dict:
        return json.loads((shared / "reference" / name).read_text(encoding="utf-8"))

    return read
