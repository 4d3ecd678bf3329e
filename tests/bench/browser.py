"""How long a visitor looks at nothing: from asking for the address to the message of the first screen."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from tests.browser.serving import CHROMIUM, READY, WIDE, Look, chromium, make_demonstration, serving


def first_screen(folder: str) -> dict[str, Any]:
    """Seconds to the message and figures of *This week* on demonstration data already made, by a server that runs.

    ``seconds`` of its first visitor, ``next`` of another one, ``again`` of the same one in another window;
    nothing where there is no browser.
    """
    if CHROMIUM is None:
        return {"seconds": 0.0, "missing": "there is no Chromium on the PATH"}
    home = Path(folder) / "home"
    make_demonstration(home)
    with serving(home) as address, chromium() as browser:
        Look(browser, "about:blank", WIDE).page.goto("about:blank")
        first, other = Look(browser, address, WIDE), Look(browser, address, WIDE)
        return {
            "seconds": _until_useful(first, address),
            "next": _until_useful(other, address),
            "again": _until_useful(other, address),
        }


def _until_useful(look: Look, address: str) -> float:
    began = time.perf_counter()
    look.page.goto(address, wait_until="commit")
    look.page.locator(".hasil h1").first.wait_for()
    look.page.locator(".hasil .signals li, .hasil button.open").first.wait_for()
    look.page.locator(READY).wait_for()
    return time.perf_counter() - began
