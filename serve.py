"""The same door for a shared server, with security headers and the page's language.

Run it with the server that comes with Streamlit: ``python -m uvicorn serve:app --no-access-log``, which
listens on this machine only unless told another ``--host``. Behind a proxy that ends TLS add
``--proxy-headers``.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import streamlit as st

import dashboard
from locales.choose import choose_language
from locales.translate import LANGUAGES

MOST_HTML = 1 << 20
"""Bytes: no page of the app itself is longer."""

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]


def inline_scripts(html: str) -> list[str]:
    """Give the CSP source of each inline script of a page: the hash of its text.

    >>> inline_scripts("<script src='a.js'></script><script>1</script>")
    ["'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"]
    """
    texts = re.findall(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", html, re.DOTALL)
    return [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts]


def security_headers() -> dict[str, str]:
    """The headers of every answer. Streamlit's own pages need inline styles and ``eval``, nothing else."""
    index = Path(st.__file__).parent / "static" / "index.html"
    scripts = " ".join(inline_scripts(index.read_text(encoding="utf-8")))
    policy = {
        "default-src": "'self'",
        "script-src": f"'self' 'unsafe-eval' {scripts}",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return {
        "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(), microphone=(), geolocation=()",
    }


class Headers:
    """Adds the security headers to every answer."""

    def __init__(self, app: Asgi, headers: dict[str, str]) -> None:
        self.app = app
        self.headers = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *self.headers]
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class PageLanguage:
    """Writes the language of the address, or the browser's, into the page that Streamlit calls English.

    Screen readers and hyphenation go by it.
    """

    def __init__(self, app: Asgi) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        headers = dict(scope.get("headers", ()))
        if scope["type"] != "http" or b"text/html" not in headers.get(b"accept", b""):
            await self.app(scope, receive, send)
            return
        # The page must come as it is, to be written into.
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        start: Message = {}
        body = b""

        async def rewrite(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if message.get("more_body") and len(body) < MOST_HTML:
                return
            language = language_of(scope).encode()
            body = body.replace(b'<html lang="en">', b'<html lang="' + language + b'">', 1)
            kept = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
            if not message.get("more_body"):
                kept.append((b"content-length", str(len(body)).encode()))
            if start:
                await send({**start, "headers": kept})
            await send({**message, "body": body})
            start, body = {}, b""

        await self.app({**scope, "headers": plain}, receive, rewrite)


def language_of(scope: Scope) -> str:
    """The language of a request: that of the address, else the browser's, else the server's."""
    wanted = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[-1]
    accepted = dict(scope.get("headers", ())).get(b"accept-language", b"").decode("latin-1")
    for code in (wanted, *(part.strip()[:2].lower() for part in accepted.split(","))):
        if code in LANGUAGES:
            return code
    return choose_language()


app = Headers(PageLanguage(dashboard.app), security_headers())
