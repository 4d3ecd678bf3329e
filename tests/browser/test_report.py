"""A report from its button to the file: written, looked at, made, downloaded, and opened again as it was sent."""

from __future__ import annotations

import re
from collections.abc import Callable

from locales.translate import translator
from tests.browser.serving import PHONE, Look

Opener = Callable[..., Look]
T = translator("id")


def test_a_report_is_made_downloaded_and_opened_again(look: Opener) -> None:
    window = look(PHONE)
    window.open("funding?lang=id")
    window.page.get_by_role("button", name=T("report.dialog.button"), exact=True).first.click()
    dialog = window.page.get_by_role("dialog")
    make = dialog.get_by_role("button", name=T("report.dialog.make"), exact=True)
    make.wait_for()
    assert make.is_disabled(), "what did not work must be written first"
    written = dialog.get_by_role("textbox", name=T("report.note.not_worked"))
    written.fill("Kunjungan rumah terlambat dua bulan.")
    written.press("Tab")
    window.settle()

    dialog.get_by_text(T("report.dialog.preview")).click()
    dialog.locator("img").first.wait_for()
    window.settle()
    make.click()
    files = dialog.get_by_test_id("stDownloadButton").locator("button")
    files.first.wait_for()
    window.settle()
    with window.page.expect_download() as taken:
        files.first.click()
    assert re.fullmatch(r"donor-.*-id\.pdf", taken.value.suggested_filename)
    sent = taken.value.path().read_bytes()
    assert sent.startswith(b"%PDF")

    dialog.get_by_text(T("report.dialog.sent_before")).click()
    window.page.wait_for_timeout(800)  # the fold opens slowly, and a click meanwhile goes astray
    dialog.get_by_role("combobox").last.click()
    window.page.get_by_role("option").nth(1).click()
    dialog.get_by_text(T("report.restated.none")).wait_for()
    with window.page.expect_download() as again:
        files.last.click()
    assert again.value.path().read_bytes() == sent
    assert window.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
