"""Serving the app, looking at it with Chromium, and noting whatever the browser complains about."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE, PHONE = (1280, 900), (390, 844)
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'
PATIENCE = 120_000
"""Milliseconds to wait for what must come: no test here is about speed."""


def make_demonstration(home: Path, as_of: str = "2026-11-15") -> None:
    """Make the demonstration data in a home, and publish them."""
    for command in (["data", "demo", "--as-of", as_of], ["metrics", "publish"]):
        subprocess.run(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env=surroundings(home),
            check=True,
            capture_output=True,
        )


def surroundings(home: Path) -> dict[str, str]:
    """The environment of a server of its own."""
    key = home.with_name(home.name + ".key")
    return {**os.environ, "HASIL_HOME": str(home), "HASIL_KEY_FILE": str(key), "HASIL_LANG": "id"}


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """Serve the app as the README does, on a free port of this machine; give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    with (home.with_name(home.name + ".log")).open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=surroundings(home), stdout=log, stderr=log)
        try:
            _wait_for(f"{address}/_stcore/health", server)
            yield address
        finally:
            server.terminate()
            server.wait(30)


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(480):
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with {server.returncode}")
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.25)
    raise TimeoutError(url)


@contextmanager
def chromium() -> Iterator[Any]:
    """Start the browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Look:
    """One window on the app. What goes wrong in it is noted in ``complaints``."""

    def __init__(self, browser: Any, address: str, size: tuple[int, int], language: str = "id-ID") -> None:
        self.address = address
        self.complaints: list[str] = []
        self._context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale=language,
            color_scheme="light",
            accept_downloads=True,
        )
        self.page = self._context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error in the page: {error}"))
        self.page.on("request", self._asked)

    def open(self, path: str = "") -> None:
        """Open an address of the app and wait until it is there."""
        self.page.goto(f"{self.address}/{path}")
        self.page.locator(".hasil h1").first.wait_for()
        self.settle()

    def settle(self) -> None:
        """Wait until the script has run, and note what it left on the screen that should not be there."""
        self.page.wait_for_timeout(200)
        self.page.locator(READY).wait_for()
        if self.page.locator('[data-testid="stException"], [data-testid="stExceptionTraceback"]').count():
            self.complaints.append(f"an exception box on {self.page.url}")
        if "Traceback (most recent call last)" in self.page.locator("body").inner_text():
            self.complaints.append(f"a traceback on {self.page.url}")

    @property
    def title(self) -> str:
        """The page's one message."""
        return self.page.locator(".hasil h1").first.inner_text().replace("\N{NO-BREAK SPACE}", " ")

    def choose(self, label: str, option: str) -> None:
        """Choose in a select box of the scope line, which is opened for it."""
        box = self.page.get_by_role("combobox", name=label)
        if not box.is_visible():
            self.page.locator('[data-testid="stPopover"] button').first.click()
        box.click()
        self.page.get_by_role("option", name=option, exact=True).click()
        self.settle()

    def close(self) -> None:
        """Close the window."""
        self._context.close()

    def _heard(self, message: Any) -> None:
        if message.type == "error":
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")

    def _asked(self, request: Any) -> None:
        own = (self.address, self.address.replace("http", "ws", 1), "data:", "blob:")
        if not request.url.startswith(own):
            self.complaints.append(f"asked {request.url}")
