"""``python -m reports``: every report, the schedule, and letters through a real mail server on this machine."""

from __future__ import annotations

import email
import email.policy
import io
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from aiosmtpd.controller import Controller

from data.errors import InputError
from data.home import ROOT, Home
from locales.translate import LANGUAGES
from reports.__main__ import main
from reports.request import FORMATS, KINDS
from reports.schedule import read_schedule
from tests.reports.making import made
from tests.reports.test_frozen_reports import copied


@pytest.fixture
def demo(demo_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    home = copied(demo_home, tmp_path)
    monkeypatch.setenv("HASIL_HOME", str(home.path))
    monkeypatch.setenv("HASIL_KEY_FILE", str(demo_home.path.parents[1] / "pseudonym.key"))
    return home


def test_every_report_is_made_in_both_languages(demo: Home, tmp_path: Path) -> None:
    for kind in KINDS:
        for language in ("id", "en"):
            format = FORMATS[kind][0]
            path = tmp_path / f"{kind}-{language}.{format}"
            assert main([kind, "--organization", "setara", "--lang", language, "--out", str(path)]) == 0
            assert path.stat().st_size > 500, path
    pack = pypdf.PdfReader(tmp_path / "board-id.pdf")
    assert len(pack.pages) <= 8
    assert pack.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert all(page.extract_text().strip() for page in pack.pages)
    fonts = {str(font) for page in pack.pages for font in page["/Resources"]["/Font"]}
    assert fonts
    assert len(pypdf.PdfReader(tmp_path / "week-id.pdf").pages) == 1
    assert len(pypdf.PdfReader(tmp_path / "program-en.pdf").pages) <= 2


def test_every_page_states_the_stamp(demo: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "donor.pdf"
    assert main(["donor", "--grant", "MW-SETARA", "--lang", "en", "--out", str(path)]) == 0
    stamp = capsys.readouterr().out.split("(stamp ")[1][:12]
    for page in pypdf.PdfReader(path).pages:
        said = page.extract_text()
        assert stamp in said and "Yayasan Setara Jemari Nusa" in said and "Data as of" in said
    again = tmp_path / "again.pdf"
    assert main(["show", stamp, "--lang", "en", "--out", str(again)]) == 0
    assert again.read_bytes() == path.read_bytes()
    assert main(["compare", stamp, "--lang", "en"]) == 0
    assert "No number has changed" in capsys.readouterr().out
    for language in LANGUAGES:
        title = made(demo.path, "donor", "setara", None, "MW-SETARA").document(language).title
        assert main(["list", "--lang", language]) == 0
        assert title in capsys.readouterr().out, "a list names its reports in the reader's language"


@pytest.mark.parametrize(
    "arguments",
    [
        ["donor", "--out", "x.pdf"],
        ["donor", "--organization", "nobody", "--out", "x.pdf"],
        ["donor", "--grant", "SW-BENIN", "--organization", "bening", "--out", "x.pdf"],
        ["donor", "--organization", "bening", "--from", "2025-01-02", "--to", "2025-02-01", "--out", "x.pdf"],
        ["donor", "--organization", "bening", "--from", "2025-12-01", "--to", "2025-02-28", "--out", "x.pdf"],
        ["board", "--organization", "bening", "--out", "x.docx"],
        ["week", "--organization", "bening", "--program", "bening-rehab", "--out", "x.pdf"],
        ["donor", "--organization", "bening", "--note", "nothing", "--out", "x.pdf"],
        ["show", "ffff", "--out", "x.pdf"],
        ["due", "nothing.yaml"],
    ],
)
def test_a_bad_question_is_answered_with_a_sentence_and_status_2(
    demo: Home,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.err.strip() and "Traceback" not in said.err and not said.out
    assert not (tmp_path / "x.pdf").exists()


def test_one_file_for_each_grant(demo: Home, tmp_path: Path) -> None:
    folder = tmp_path / "grants"
    assert (
        main(["donor", "--organization", "bening", "--all-grants", "--out", str(folder), "--lang", "id"]) == 0
    )
    assert sorted(path.name for path in folder.iterdir()) == [
        "donor-MW-BENING-20250101-20251231-id.pdf",
        "donor-SW-BENING-20250101-20251231-id.pdf",
    ]


class _Box:
    """Keeps the letters that a server is given."""

    def __init__(self) -> None:
        self.letters: list[tuple[list[str], Any]] = []

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:
        read = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.letters.append((envelope.rcpt_tos, read))
        return "250 OK"


@pytest.fixture
def post() -> Iterator[tuple[_Box, int]]:
    box = _Box()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box, port
    finally:
        controller.stop()


def schedule(folder: Path, port: int) -> Path:
    path = folder / "schedule.yaml"
    path.write_text(
        f"""
folder: sent
mail: {{host: 127.0.0.1, port: {port}, sender: hasil@example.org, security: none}}
reports:
  - {{report: week, organization: bening, every: week, days_after: 1, formats: [pdf, mail, text],
     to: [direktur@example.org, pengurus@example.org]}}
  - {{report: donor, grant: SW-BENING, every: year, days_after: 20, language: en, to: [donor@example.org]}}
  - {{report: poster, organization: bening, every: year, paper: a4}}
""",
        encoding="utf-8",
    )
    return path


def test_what_is_due_is_made_and_sent_once(demo: Home, tmp_path: Path, post: tuple[_Box, int]) -> None:
    box, port = post
    path = schedule(tmp_path, port)
    assert main(["due", str(path), "--on", "2026-11-16", "--lang", "id"]) == 0
    assert sorted(one.name for one in (tmp_path / "sent").iterdir()) == [
        "donor-SW-BENING-20250101-20251231-en.pdf",
        "poster-a4-bening-20250101-20251231-id.pdf",
        "week-bening-20261109-20261115-id.pdf",
        "week-mail-bening-20261109-20261115-id.html",
        "week-text-bening-20261109-20261115-id.txt",
    ]
    assert [to for to, _ in box.letters] == [
        ["direktur@example.org"],
        ["pengurus@example.org"],
        ["donor@example.org"],
    ]
    poster = pypdf.PdfReader(tmp_path / "sent" / "poster-a4-bening-20250101-20251231-id.pdf")
    assert round(float(poster.pages[0].mediabox.width) / 72 * 25.4) == 210, "A4, not the usual A3"
    letter = box.letters[0][1]
    assert "<svg" not in letter.get_body(("html",)).get_content()
    assert "Minggu 46" in letter.get_body(("plain",)).get_content()
    attached = [part for part in letter.iter_attachments() if part.get_content_type() == "application/pdf"]
    assert len(pypdf.PdfReader(io.BytesIO(attached[0].get_content())).pages) == 1
    assert main(["due", str(path), "--on", "2026-11-18", "--lang", "id"]) == 0
    assert len(box.letters) == 3, "nothing is sent twice"


def test_a_letter_that_cannot_be_sent_is_tried_again(
    demo: Home, tmp_path: Path, post: tuple[_Box, int], capsys: pytest.CaptureFixture[str]
) -> None:
    box, port = post
    assert main(["due", str(schedule(tmp_path, 1)), "--on", "2026-11-16"]) == 2
    assert capsys.readouterr().err.strip()
    assert not (tmp_path / "sent").exists()
    assert main(["due", str(schedule(tmp_path, port)), "--on", "2026-11-16"]) == 0
    assert len(box.letters) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_schedule_that_is_documented_is_one(tmp_path: Path, language: str) -> None:
    said = (ROOT / "docs" / f"reports.{language}.md").read_text(encoding="utf-8")
    path = tmp_path / "schedule.yaml"
    path.write_text(re.findall(r"```yaml\n(.*?)```", said, re.DOTALL)[0], encoding="utf-8")
    assert [one.paper for one in read_schedule(path).reports] == [None, None, "a4"]
    path.write_text("folder: sent\nreports:\n  - {report: donor, every: year, paper: a3}\n", encoding="utf-8")
    with pytest.raises(InputError):
        read_schedule(path)
