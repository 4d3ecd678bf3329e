"""Importing through the Data screen, in a real browser: the demonstration ends with the first file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data.home import Home
from data.summary import summary
from locales.translate import translator
from tests.browser.serving import PHONE, WIDE, Look, serving
from tests.pages.template_files import STAY, folder

T = translator("id")


@pytest.fixture
def own(demonstration: Path, tmp_path: Path) -> Iterator[tuple[Home, str]]:
    """A server of this test's own, because importing changes what it shows."""
    home = tmp_path / "home"
    shutil.copytree(demonstration, home)
    with serving(home) as address:
        yield Home(home), address


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_file_is_dropped_checked_imported_undone_and_brought_back(
    browser: Any, own: tuple[Home, str], size: tuple[int, int], tmp_path: Path
) -> None:
    home, address = own
    window = Look(browser, address, size)
    page = window.page
    window.open("data?lang=id")
    said = page.evaluate(
        """() => [...document.querySelectorAll('[data-testid=stFileUploaderDropzone] :is(p, span)')]
            .map(one => getComputedStyle(one, '::after').content).filter(text => text !== 'none')"""
    )
    limit = T("datascreen.most_megabytes", megabytes="400")
    assert said == [f'"{T("datascreen.choose_files")}"', f'"{limit}"'], (
        "no English word where files are dropped"
    )
    file = tmp_path / "klien 2025.zip"
    file.write_bytes(folder(STAY))
    page.locator('input[type="file"]').set_input_files(str(file))
    page.get_by_text(
        T("datascreen.checked.whole", file=file.name, kind=T("datascreen.format.template"), rows=5)
    ).wait_for()
    window.settle()
    assert not home.has_records, "checking stores nothing"

    page.get_by_role("button", name=T("datascreen.import"), exact=True).click()
    page.get_by_role("heading", name=T("datascreen.batches")).wait_for()
    window.settle()
    assert T("datascreen.demonstration") not in page.locator("body").inner_text()
    assert [one["name"] for one in summary(home)["organizations"]] == ["Lembaga Satu"]

    page.get_by_role("button", name=T("datascreen.undo")).click()
    page.get_by_role("button", name=T("datascreen.redo")).wait_for()
    window.settle()
    assert summary(home)["tables"]["enrollment"] == 0
    page.get_by_role("button", name=T("datascreen.redo")).click()
    page.get_by_role("button", name=T("datascreen.undo")).wait_for()
    window.settle()
    assert summary(home)["tables"]["enrollment"] == 1

    with page.expect_download() as taken:
        page.get_by_role("button", name=T("datascreen.template_first")).click()
    assert taken.value.suggested_filename.endswith(".xlsx")
    window.open("?lang=id")
    assert "Lembaga Satu" in page.locator("body").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    window.close()
    assert window.complaints == []
