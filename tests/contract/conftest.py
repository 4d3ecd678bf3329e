"""The commands as a script would run them, in this process."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from data.__main__ import main as data_main
from metrics.__main__ import main as metrics_main

Run = Callable[..., Any]


@pytest.fixture
def run(home: object, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``data`` or ``metrics`` with ``--json`` and give the document; ``status`` is what must come back."""

    def command(room: str, *arguments: object, status: int = 0) -> Any:
        main = {"data": data_main, "metrics": metrics_main}[room]
        capsys.readouterr()
        found = main([*map(str, arguments), "--json", "--lang", "en"])
        out = capsys.readouterr()
        assert found == status, out.err
        return json.loads(out.out) if out.out else None

    return command


@pytest.fixture
def plain(home: object, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command without ``--json``; give its exit status and what it said on both outputs."""

    def command(room: str, *arguments: object) -> tuple[int, str]:
        main = {"data": data_main, "metrics": metrics_main}[room]
        capsys.readouterr()
        status = main([*map(str, arguments), "--lang", "en"])
        out = capsys.readouterr()
        return status, out.out + out.err

    return command
