"""A browser that looks for the server under a page's name is sent one step up; the server's own place answers."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import streamlit as st

from pages.parts.probes import Probes


def status(path: str, **scope: Any) -> int:
    """Ask for a path of an app that answers everything with 200."""
    sent: list[MutableMapping[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200})

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request"}

    asked = Probes(app)({"type": "http", "path": path, **scope}, receive, send)
    # In a thread of its own: another test of this process may have left a loop running in the main one.
    with ThreadPoolExecutor(1) as alone:
        alone.submit(lambda: asyncio.run(asked)).result()
    return sent[0]["status"]


@pytest.mark.parametrize("name", ["health", "host-config"])
def test_only_the_place_of_hasil_itself_answers(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert status(f"/_stcore/{name}") == 200
    assert status(f"/review/_stcore/{name}") == 300
    assert status(f"/hasil/_stcore/{name}", root_path="/hasil") == 200
    assert status(f"/hasil/review/_stcore/{name}", root_path="/hasil") == 300
    monkeypatch.setattr(st, "get_option", {"server.baseUrlPath": "hasil"}.get)
    assert status(f"/hasil/_stcore/{name}") == 200
    assert status(f"/hasil/review/_stcore/{name}") == 300


def test_everything_else_passes() -> None:
    assert [status(path) for path in ("/", "/review", "/_stcore/stream", "/review/_stcore/other")] == [
        200
    ] * 4
