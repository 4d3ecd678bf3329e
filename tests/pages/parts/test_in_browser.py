"""What only a browser can tell: that the number card opens from its number, in the app as it is served."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
CHROMIUM = shutil.which("chromium")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed"),
]

PAGE = """
import streamlit as st
from pages.parts import card, frame, head, lists, plot, signals
from reports.charts import make
from reports.charts.chart import Axis, Point

st.set_page_config(layout="wide", page_icon="pages/parts/icon.svg")
st.logo("pages/parts/logo.svg")
points = [Point(label=str(number), value=float(number), text=str(number)) for number in range(3)]
with frame.frame():
    with frame.head("Minggu 46") as (selectors, line):
        selectors.toggle("Program")
        frame.show(head.title("Satu pesan", "Kalimat pengantar"))
    frame.show(lists.lines([lists.LineRow("Mencapai tujuan", "58%", "n 204", card="outcome")]))
    frame.show(signals.signals([signals.Signal("concern", "memburuk", "Kontak", "Turun.",
        make.spark(points, "tren"), "71%", ("30 dari 42",), "down")]))
    plot.plot(make.xmr(points, Axis(low=0, high=2), Axis(low=-1, high=3), "bagan"), key="plot")
    frame.show(card.cards([card.Card("outcome", "Kartu", "Nama kartu", "58%", close="Tutup",
        rows=(("Artinya", "Arti kartu"),))]))
    frame.foot(["Data per 15 Nov 2026"], "Unduh", "a", "a.csv")
    if st.query_params.get("card"):
        frame.open_card(card.Card("outcome", "Kartu", "Nama kartu", "58%", rows=(("Artinya", "Arti kartu"),)))
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a page made of the kit, with the project's own configuration."""
    script = tmp_path_factory.mktemp("kit") / "page.py"
    script.write_text(f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{PAGE}", encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5).close()
                break
            except OSError:
                time.sleep(0.25)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        shown = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield shown
        shown.close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """Open the page; the test fails if the browser had anything to complain about."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: _foreign(asked.url, address, complaints))
    page.goto(address)
    page.wait_for_selector("footer", timeout=60_000)
    page.wait_for_selector(".js-plotly-plot", timeout=60_000)
    yield page
    context.close()
    assert complaints == []


def _foreign(url: str, address: str, complaints: list[str]) -> None:
    if not url.startswith((address, address.replace("http", "ws"), "data:", "blob:")):
        complaints.append(f"asked {url}")


def test_a_number_opens_its_card_and_escape_closes_it_and_gives_the_focus_back(page: Any) -> None:
    number = page.get_by_role("button", name="Mencapai tujuan: 58%")
    opened = page.get_by_role("dialog", name="Nama kartu")
    assert not opened.is_visible()
    number.focus()
    page.keyboard.press("Enter")
    opened.wait_for(state="visible")
    assert "Arti kartu" in opened.inner_text()
    page.keyboard.press("Escape")
    opened.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Mencapai tujuan: 58%"


def test_the_closing_button_closes_the_card(page: Any) -> None:
    page.get_by_role("button", name="Mencapai tujuan: 58%").click()
    page.get_by_role("button", name="Tutup").click()
    page.get_by_role("dialog", name="Nama kartu").wait_for(state="hidden")


def test_pictures_are_kept_with_their_words_and_drawn(page: Any) -> None:
    spark = page.get_by_alt_text("tren")
    assert spark.evaluate("image => image.complete && image.naturalHeight > 0")
    assert spark.bounding_box()["width"] == pytest.approx(240, abs=1)
    assert page.get_by_alt_text("memburuk").is_visible()


def test_the_sheet_reaches_the_page(page: Any) -> None:
    title = page.locator("h1").first
    look = title.evaluate("title => [getComputedStyle(title).fontSize, getComputedStyle(title).color]")
    assert look == ["27px", "rgb(27, 39, 51)"]


def test_a_link_to_a_card_opens_it_in_a_dialog(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/?card=outcome")
    dialog = page.get_by_role("dialog", name="Nama kartu").first
    page.get_by_text("Arti kartu").last.wait_for(state="visible", timeout=60_000)
    assert dialog.count() == 1
    page.close()


def test_the_app_follows_a_dark_theme_and_so_does_the_sheet(browser: Any, address: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("footer", timeout=60_000)
    colour = page.locator("h1").first.evaluate("title => getComputedStyle(title).color")
    assert colour == "rgb(230, 234, 238)"
    context.close()


def test_on_a_phone_nothing_is_wider_than_the_screen(browser: Any, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("footer", timeout=60_000)
    page.wait_for_selector(".js-plotly-plot", timeout=60_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.get_by_alt_text("tren").bounding_box()["width"] > 280, "the sparkline takes the width"
    context.close()
