"""What a file that leaves the house is made of: fonts inside, tagged headings, nothing fetched from elsewhere."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest

from data.activities import promise_tables
from data.home import Home
from data.importers.source import Source
from data.importing import import_source
from locales.words import Language
from reports.document import Bullets, Heading, Paragraph, Pictogram, Table
from reports.rendering import render
from reports.request import FORMATS, KINDS, Kind
from tests.reports.making import made
from tests.reports.test_report_numbers import squeezed, text_of_pdf

MM = 72 / 25.4
PAPER = [kind for kind in KINDS if "pdf" in FORMATS[kind]]
PAGES = [kind for kind in KINDS if "html" in FORMATS[kind]]


def fonts_of(read: pypdf.PdfReader) -> Iterator[Any]:
    for page in read.pages:
        for font in page["/Resources"]["/Font"].values():
            described = font.get_object()
            yield from (one.get_object() for one in described.get("/DescendantFonts", [described]))


def tags_of(node: Any) -> Iterator[str]:
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from tags_of(one)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node["/S"]
        if "/K" in node:
            yield from tags_of(node["/K"])


@pytest.mark.parametrize("kind", PAPER)
def test_a_pdf_has_its_fonts_inside_tagged_headings_and_its_language(demo_home: Home, kind: Kind) -> None:
    frozen = made(demo_home.path, kind)
    read = pypdf.PdfReader(io.BytesIO(render(frozen, "id", "pdf")))
    root = read.trailer["/Root"]
    assert root["/Lang"] == "id" and root["/MarkInfo"]["/Marked"]
    for font in fonts_of(read):
        inside = font["/FontDescriptor"].get_object()
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(inside), font["/BaseFont"]
    headings = sum(isinstance(block, Heading) for block in frozen.document("id").blocks)
    tags = [tag for tag in tags_of(root["/StructTreeRoot"]) if re.fullmatch(r"/(H[1-6]|Title)", tag)]
    assert len(tags) >= headings + 1, "the title and every heading"


@pytest.mark.parametrize("kind", [kind for kind in PAPER if kind not in ("donor", "sheets")])
def test_a_pdf_says_all_that_its_document_says(demo_home: Home, kind: Kind) -> None:
    frozen = made(demo_home.path, kind)
    said = squeezed(text_of_pdf(render(frozen, "en", "pdf")))
    document = frozen.document("en")
    told = [document.title, document.lead]
    for block in document.blocks:
        if isinstance(block, Heading | Paragraph | Pictogram):
            told.append(block.text)
        elif isinstance(block, Bullets):
            told += block.items
        elif isinstance(block, Table):
            told += [
                text for row in block.rows for cell in row for text in (cell.text, cell.small, cell.under)
            ]
    assert [text for text in told if squeezed(text) not in said] == []


@pytest.mark.parametrize(
    ("kind", "organization", "program", "grant", "language"),
    [
        ("donor", "senja", None, None, "id"),
        ("donor", "anyam", None, "AR-ANYAM", "en"),
        ("donor", "bening", None, "SW-BENING", "id"),
        ("board", "setara", "setara-dini", None, "id"),
    ],
)
def test_no_report_ends_with_a_page_of_a_few_lines(
    demo_home: Home, kind: Kind, organization: str, program: str | None, grant: str | None, language: Language
) -> None:
    frozen = made(demo_home.path, kind, organization, program, grant)
    content = render(frozen, language, "pdf")
    *_, last = pypdf.PdfReader(io.BytesIO(content)).pages
    heights: list[float] = []

    def seen(text: str, page: list[float], line: list[float], *_: object) -> None:
        if text.strip():
            heights.append(page[5] + page[3] * line[5])

    last.extract_text(visitor_text=seen)
    top, foot = (float(last.mediabox.height) - 15 * MM, 23 * MM)
    lowest = min(height for height in heights if height > foot)
    assert (top - lowest) / (top - foot) > 0.18
    assert content == render(frozen, language, "pdf")


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_in_one_file_asks_nobody_for_anything(demo_home: Home, kind: Kind) -> None:
    page = render(made(demo_home.path, kind), "id", "html").decode()
    addresses = re.findall(r"""(?:src|href|action)\s*=\s*["']?([^"'\s>]+)|url\(["']?([^"')]+)""", page)
    outside = [one for pair in addresses for one in pair if one and not one.startswith(("data:", "#"))]
    assert outside == []
    assert not re.search(r"@import|fetch\(|XMLHttpRequest|WebSocket|sendBeacon|import\(", page)


@pytest.mark.usefixtures("home")
def test_a_workbook_that_is_imported_elsewhere_gives_the_same_promises(
    demo_home: Home, tmp_path: Path
) -> None:
    path = tmp_path / "workbook.xlsx"
    path.write_bytes(render(made(demo_home.path, "workbook", "setara"), "en", "xlsx"))
    elsewhere = Home(tmp_path / "elsewhere")
    imported = import_source(elsewhere, Source(path=path, name=path.name))
    assert imported.status == "imported", imported.problems
    given = promise_tables(elsewhere, "setara")
    assert len(given["target"]) > 10
    assert given == promise_tables(demo_home, "setara")
