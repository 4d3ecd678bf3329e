"""The shared server: headers, the page's language, and the parts of Streamlit it relies on."""

from __future__ import annotations

import asyncio
import re
from collections.abc import MutableMapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import streamlit
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

from serve import Headers, PageLanguage, language_of, security_headers

INDEX = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
Message = MutableMapping[str, Any]


def answer(
    middleware: type, body: bytes, kind: bytes = b"text/html", **scope: Any
) -> tuple[dict[bytes, bytes], bytes]:
    """Ask an app that always answers with ``body``, through a middleware; give headers and body."""
    sent: list[Message] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body[:10], "more_body": True})
        await send({"type": "http.response.body", "body": body[10:]})

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    asked = {"type": "http", "headers": [(b"accept", b"text/html")], "query_string": b"", **scope}
    made = middleware(app) if middleware is PageLanguage else middleware(app, security_headers())
    # In a thread of its own: another test of this process may have left a loop running in the main one.
    with ThreadPoolExecutor(1) as alone:
        alone.submit(lambda: asyncio.run(made(asked, receive, send))).result()
    start = next(message for message in sent if message["type"] == "http.response.start")
    text = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body")
    return dict(start["headers"]), text


@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [
        (b"lang=en", b"id-ID", "en"),
        (b"", b"en-GB,en;q=0.9", "en"),
        (b"lang=xx", b"fr,id;q=0.5", "id"),
        (b"lang=%3Cscript%3E", b"id", "id"),
    ],
)
def test_a_page_is_written_in_the_language_asked_for(query: bytes, accepted: bytes, language: str) -> None:
    headers = [(b"accept", b"text/html"), (b"accept-language", accepted), (b"accept-encoding", b"gzip")]
    found, text = answer(PageLanguage, INDEX.encode(), headers=headers, query_string=query)
    assert f'<html lang="{language}">'.encode() in text
    assert int(found[b"content-length"]) == len(text)


def test_what_is_no_page_passes_as_it_is() -> None:
    found, text = answer(PageLanguage, b"\x00" * 40, b"font/woff2", headers=[(b"accept", b"*/*")])
    assert (found[b"content-length"], text) == (b"40", b"\x00" * 40)


def test_every_answer_carries_the_security_headers() -> None:
    found, _ = answer(Headers, b"{}" * 10, b"application/json")
    assert found[b"x-content-type-options"] == b"nosniff"
    policy = found[b"content-security-policy"].decode()
    assert "frame-ancestors 'none'" in policy and "object-src 'none'" in policy
    assert "http:" not in policy and "https:" not in policy and "'unsafe-inline'" not in policy.split(";")[1]


def test_each_inline_script_of_streamlit_s_page_is_allowed_by_its_hash() -> None:
    inline = len(re.findall(r"<script(?![^>]*\ssrc=)", INDEX))
    assert inline == len(
        re.findall(r"'sha256-[A-Za-z0-9+/]{43}='", security_headers()["content-security-policy"])
    )


def test_the_parts_of_streamlit_that_are_relied_on_are_still_there() -> None:
    assert '<html lang="en">' in INDEX
    assert PagesManager.__dict__["uses_pages_directory"] is None or isinstance(
        PagesManager.uses_pages_directory, bool
    )
    assert "is_history_navigation" in ScriptRunContext.__dict__ or "is_history_navigation" in getattr(
        ScriptRunContext, "__annotations__", {}
    )
    assert get_script_run_ctx(suppress_warning=True) is None


def test_a_browser_that_says_nothing_gets_the_server_s_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HASIL_LANG", "en")
    assert language_of({"type": "http", "headers": []}) == "en"
