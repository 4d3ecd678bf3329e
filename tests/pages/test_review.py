"""*Quarter review* in both languages: the matrix, the exceptions, and the places for people's writing."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest

from data.home import Home
from data.workspace.writing import Decision, newest, write
from locales.translate import LANGUAGES, translator
from locales.words import Language
from tests.metrics.money_rows import org, published
from tests.metrics.test_promises import definition, results
from tests.pages.screens import dead_numbers, markup, said, title, visit


@pytest.fixture(scope="module")
def demonstration(demo_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that holds only the demonstration."""
    place = tmp_path_factory.mktemp("review") / "home"
    shutil.copytree(demo_home.path, Home(place).demonstration.path)
    return place


@pytest.fixture
def demo(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HASIL_HOME", str(demonstration))
    return demonstration


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("organization", ["senja", "bening", "tunas"])
def test_every_number_opens_its_card_in_both_languages(
    demo: Path, organization: str, language: Language
) -> None:
    app = visit("review", organization=organization, lang=language)
    t = translator(language)
    for key in ("review.decisions_none", "review.decided_none", "review.last_quarter", "review.year_ago"):
        assert t(key) in said(app)
    assert not dead_numbers(app)
    assert len(app.get("plotly_chart")) == 1, "prevention by quarter"


def test_the_matrix_puts_the_real_improvement_in_its_row(demo: Path) -> None:
    app = visit("review", organization="senja", lang="id", period="2026-Q3")
    assert title(app) == "Satu ukuran membaik"
    rows = re.findall(r"<tr>(.*?)</tr>", markup(app))
    better = next(row for row in rows if "Membaik" in row and "ada sinyal baik" in row)
    assert "Rujukan tuntas dalam 30 hari" in better
    worse = next(row for row in rows if "Memburuk" in row)
    assert worse.count("–") == 4, "an empty cell is a dash"


def test_an_exception_shows_the_number_its_sentence_speaks_of(demo: Path) -> None:
    text = said(visit("review", organization="senja", lang="id", period="2026-Q3"))
    found = re.search(r"membaik, di luar yang biasa (\d+)% .*?Di atas batas wajar (\d+)–(\d+)%", text)
    assert found and int(found[1]) > int(found[3])
    assert "Sebab belum ditulis" in text
    assert "Itu Sep 2026 saja; selama Jul–Sep 2026 angkanya 46%." in text


def test_false_signals_are_warned_of(demo: Path) -> None:
    text = said(visit("review", organization="bening", lang="en"))
    assert "one false signal a quarter is usual" in text


def test_what_other_screens_measure_is_not_called_unmeasured_here(demo: Path) -> None:
    text = said(visit("review", organization="anyam", lang="en"))
    assert re.search(r"Operating reserve\W+[\d.]+ months", text)
    assert re.search(r"Compliance: \d+% of the evidence for accreditation is in place", text)


def test_an_organisation_that_only_reports_is_told_by_its_promises(home: Home) -> None:
    reported = results({"value": "60", "target": "50", "baseline": "20"})
    published(home, org("o1"), definition(name="Sumur"), reported, now="2026-06-01")
    app = visit("review", organization="o1", lang="en")
    assert title(app) == "The one promise that can be judged is kept"
    assert "matrix" not in markup(app)
    assert said(app).count("are not measured here") == 1


def test_decisions_return_next_quarter_with_whether_their_chart_moved(demo: Path) -> None:
    home = Home(demo).demonstration
    asked = Decision(
        organization="senja",
        indicator="referral_followthrough_rate",
        text="Jadwal bersama puskesmas",
        owner="Rina",
        due_on=dt.date(2026, 8, 31),
        quarter=dt.date(2026, 4, 1),
        state="taken",
    )
    write(home, "owner", asked)
    again = asked.model_copy(update={"quarter": dt.date(2026, 7, 1), "text": "Kotak saran", "state": "asked"})
    write(home, "owner", again)
    text = said(visit("review", organization="senja", lang="id", period="2026-Q3"))
    assert "Satu keputusan diminta hari ini" in text and "Kotak saran" in text
    assert "Satu keputusan terdahulu: 0 selesai, 1 terlambat" in text
    assert re.search(
        r"Jadwal bersama puskesmas Rina terlambat \d+ hari \d+% → \d+% · grafiknya sungguh membaik", text
    )
    english = said(visit("review", organization="senja", lang="en", period="2026-Q3"))
    assert "One decision asked today" in english and "the chart really improved" in english


def test_a_decision_is_written_on_the_screen_for_the_quarter_that_is_looked_at(demo: Path) -> None:
    app = visit("review", organization="tunas", lang="id", period="2026-Q3")
    form = {one.label: one for one in app.text_input if one.proto.form_id == "decision"}
    form["Apa yang diminta dari pengurus?"].set_value("Tambah petugas tindak lanjut")
    form["Siapa yang mengerjakan? (petugas, bukan klien)"].set_value("Yusuf")
    next(one for one in app.button if one.proto.form_id == "decision").click().run()
    assert not app.exception
    (found,) = newest(Home(demo).demonstration, Decision, "tunas")
    assert (found.content.quarter, found.content.state) == (dt.date(2026, 7, 1), "asked")
    assert "Tambah petugas tindak lanjut" in said(app)
