"""Opening a screen in a test, and reading what stands on it."""

from __future__ import annotations

import html
import re
from pathlib import Path

from lxml import html as parser
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]


def visit(page: str, **query: str) -> AppTest:
    """Open a screen with an address."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


def markup(app: AppTest) -> str:
    """All HTML of a screen, without its stylesheet."""
    shown = " ".join(str(part.proto.body) for part in app.get("html"))
    return re.sub(r"<style>.*?</style>", "", shown)


def said(app: AppTest) -> str:
    """Everything that can be read on the screen, its closed cards left out."""
    root = parser.fragment_fromstring(markup(app), create_parent="div")
    for card in root.xpath("//*[@popover]"):
        card.drop_tree()
    return " ".join(" ".join(root.itertext()).split())


def title(app: AppTest) -> str:
    """The screen's message."""
    found = re.search(r"<h1>(.*?)</h1>", markup(app))
    assert found
    return html.unescape(found[1]).replace("\N{NO-BREAK SPACE}", " ")


def dead_numbers(app: AppTest) -> set[str]:
    """Numbers that open no card."""
    shown = markup(app)
    return set(re.findall(r'popovertarget="([^"]+)"', shown)) - set(
        re.findall(r'id="([^"]+)" popover', shown)
    )
