"""Where the server is: an answer to browsers that look for it under a page's name."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import streamlit as st

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Message, Receive, Send], Awaitable[None]]

PROBE = re.compile(r".+/_stcore/(health|host-config)")
"""What Streamlit's page asks first on a deep link: ``/review/_stcore/health`` for the address ``/review``."""


class Probes:
    """Sends a browser on to the place above where it looked for the server.

    A page does not know whether Hasil lives at ``/`` or under a path. On ``/review`` it first looks under
    ``/review/``, and takes an answer there for Hasil's own place: then *Quarter review* would open *This week*.
    Streamlit therefore answers 404, which every browser writes into its console as an error. 300 is
    neither the server nor an error, and nothing that a browser follows by itself: the page looks one step up.
    """

    def __init__(self, app: Asgi) -> None:
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and PROBE.fullmatch(_inside(scope)):
            headers = [(b"content-length", b"0"), (b"cache-control", b"no-store")]
            await send({"type": "http.response.start", "status": 300, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
        else:
            await self.app(scope, receive, send)


def _inside(scope: Message) -> str:
    """The path of a request within Hasil, wherever that is mounted."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    path: str = scope["path"].removeprefix(scope.get("root_path", ""))
    return path.removeprefix(f"/{base}") if base else path
