"""*Why this number* in both languages: parts that add up, a second count, people for those allowed, targets."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.home import Home
from data.workspace import audit_log
from data.workspace.writing import Action, Note, newest
from locales.translate import translator
from locales.words import Language
from metrics.publish import publish
from tests.metrics.money_rows import exits, org, published
from tests.pages.screens import markup, said, title, visit

QUARTER = {"start": "2026-07-01", "end": "2026-09-30"}


@pytest.fixture(scope="module")
def demonstration(demo_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that holds only the demonstration."""
    place = tmp_path_factory.mktemp("why") / "home"
    shutil.copytree(demo_home.path, Home(place).demonstration.path)
    return place


@pytest.fixture
def demo(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("HASIL_HOME", str(demonstration))
    return Home(demonstration).demonstration


def why(indicator: str = "outcome_achievement_rate", **query: str) -> AppTest:
    asked = {"organization": "bening", "screen": "week", "lang": "id", **QUARTER, **query}
    return visit("why", indicator=indicator, **asked)


@pytest.mark.parametrize(
    ("indicator", "language"),
    [
        ("outcome_achievement_rate", "en"),
        ("open_cases", "id"),
        ("people_served", "en"),
        ("cost_per_outcome", "id"),
        ("largest_funder_share", "en"),
        ("satisfaction_ikm", "id"),
        ("return_rate_12m", "en"),
    ],
)
def test_every_kind_of_number_is_taken_apart_in_both_languages(
    demo: Home, indicator: str, language: Language
) -> None:
    app = why(indicator, lang=language)
    t = translator(language)
    text = said(app)
    for key in ("why.parts", "why.changes", "why.imports", "why.recheck", "why.targets"):
        assert t(key) in text, key
    assert not re.search(r"\{\w*\}|\bnan\b", text)
    assert text.count(t("why.months.differ")) == 0
    assert t("why.people.differ") not in text


def test_the_months_and_programmes_add_up_and_it_says_so(demo: Home) -> None:
    text = said(why())
    assert "Bulan-bulan ini dijumlahkan tepat menjadi angka ini." in text
    assert "Program-program ini dijumlahkan tepat menjadi angka ini." in text


def test_recomputing_runs_the_second_formulation_and_agrees(demo: Home) -> None:
    app = why()
    app.button(key="recheck").click().run()
    assert not app.exception
    assert re.search(r"Sama\. Tampil (\d+%), dihitung ulang \1\.", said(app))


def test_where_there_is_no_second_formulation_the_screen_says_so(demo: Home) -> None:
    app = why(group="sex=female")
    assert "Belum ada cara kedua untuk angka ini" in said(app)
    assert not [one for one in app.button if one.key == "recheck"]


def test_the_records_are_listed_for_the_manager_and_the_look_is_noted(demo: Home) -> None:
    before = len(audit_log(demo))
    app = why()
    assert len(audit_log(demo)) == before, "nobody looked yet"
    app.button(key="people").click().run()
    assert not app.exception
    assert "Daftar ini sama banyak dengan angkanya." in said(app)
    (line,) = audit_log(demo)[before:]
    assert line[2:4] == ("people.behind", "bening")


@pytest.mark.parametrize("screen", ["funding", "review", "outcomes", "", "nonsense", "why"])
def test_who_comes_from_a_screen_without_people_sees_none(demo: Home, screen: str) -> None:
    app = why(screen=screen)
    assert not [one for one in app.button if one.key == "people"]
    assert "Catatan di balik angka ini" not in said(app)


def test_small_parts_are_hidden_together_so_that_none_can_be_worked_out(demo: Home) -> None:
    text = said(why(screen="review"))
    assert "Sebagian menyangkut kurang dari 10 orang" in text
    for month in ("Juli 2026", "Agustus 2026", "September 2026"):
        assert month not in text


def test_a_part_of_too_few_people_says_so_where_its_range_would_stand(demo: Home) -> None:
    app = why("goal_attainment_t", organization="bening", screen="outcomes", lang="en")
    row = next(one for one in markup(app).split("<tr") if "Rehabilitasi rawat inap" in one)
    cells = [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<td.*?</td>", row)]
    assert cells == ["–", "n 6", "Only 6 people or events so far, 10 are needed."]


def test_months_without_a_number_stand_together_with_what_is_missing(demo: Home) -> None:
    year = {"start": "2025-10-01", "end": "2026-09-30"}
    app = why("satisfaction_ikm", organization="tunas", screen="voice", lang="en", **year)
    rows = [re.sub("<[^>]+>", "|", row) for row in markup(app).split("<tr")]
    (row,) = (one for one in rows if "Jan–May 2026" in one)
    assert "–" in row and "This question was not answered in this period yet." in row
    assert not [one for one in rows if "February 2026" in one]
    curve = why("return_rate_6m", organization="senja", lang="en", **year)
    assert title(curve).endswith("9%, n 23"), "not 3 of 68, who were not all watched for so long"
    assert "Returns are counted for exit cohorts of whole quarters." in said(curve)


def test_what_was_said_in_confidence_keeps_its_threshold_for_everyone(demo: Home) -> None:
    app = why("rights_all_seven_share")
    assert "Catatan di balik angka ini" not in said(app)
    assert "5" in said(app).rsplit("Definisi", maxsplit=1)[-1]


@pytest.mark.parametrize(
    "wrong",
    [
        {"indicator": "no_such_number"},
        {"organization": "nobody"},
        {"program": "tunas-rumah"},
        {"start": "2026-07-02"},
        {"start": "soon"},
        {"start": "2026-10-01"},
        {"screen": "review", "start": "2026-05-01", "end": "2026-09-30"},
        {"indicator": "target_achievement_ratio"},
    ],
)
def test_what_cannot_be_asked_is_said_in_words(demo: Home, wrong: dict[str, str]) -> None:
    asked = {"indicator": "outcome_achievement_rate", **wrong}
    app = why(**asked)
    assert title(app) == "Tidak ada angka yang diminta"


def test_the_card_of_every_number_leads_here(demo: Home) -> None:
    shown = markup(visit("review", organization="bening", lang="id", period="2026-Q3"))
    assert "why?organization=bening" in shown and "screen=review" in shown
    shown = markup(visit("week", organization="bening", lang="id"))
    assert "screen=week" in shown


def test_the_page_is_not_in_the_navigation(demo: Home) -> None:
    text = (Path(__file__).parents[2] / "dashboard.py").read_text(encoding="utf-8")
    assert re.search(r'HIDDEN = \([^)]*"why"', text) and 'visibility="hidden"' in text


def test_what_is_noted_stands_on_the_chart_and_an_action_beside_it(demo: Home) -> None:
    app = why(organization="senja")
    app.text_input[0].set_value("Petugas baru")
    app.date_input[0].set_value("2026-05-04")
    _submit(app, "note")
    assert not app.exception
    (note,) = newest(demo, Note, "senja")
    assert (note.content.text, note.author) == ("Petugas baru", "owner")
    assert "Petugas baru" in said(app)
    assert "Petugas baru" in said(visit("week", organization="senja", lang="id"))


def test_a_text_that_names_a_client_is_refused_at_the_field(demo: Home) -> None:
    app = why(organization="tunas")
    app.text_input[0].set_value("Hubungi 0812 3456 7890")
    _submit(app, "note")
    assert any("nomor panjang" in error.value for error in app.error)
    assert newest(demo, Note, "tunas") == ()


def test_an_action_raised_from_a_signal_runs_on_this_week_and_fills_the_review(demo: Home) -> None:
    app = visit("week", organization="bening", lang="id")
    form = {one.label: one for one in app.text_input}
    form["Sebabnya, menurut dugaan"].set_value("Danu keluar")
    form["Apa yang akan dilakukan?"].set_value("Bagi kliennya")
    form["Siapa yang mengerjakan? (petugas, bukan klien)"].set_value("Rina")
    chosen = next(one for one in app.selectbox if one.label == "Tentang ukuran")
    chosen.set_value("high_risk_contact_rate")
    form["Siapa yang mengerjakan? (petugas, bukan klien)"].set_value("")
    _submit(app, "action")
    assert [one.value for one in app.error] == ["Ada yang belum diisi."]
    form = {one.label: one for one in app.text_input}
    assert form["Apa yang akan dilakukan?"].value == "Bagi kliennya", "what was typed stays"
    form["Siapa yang mengerjakan? (petugas, bukan klien)"].set_value("Rina")
    _submit(app, "action")
    assert not app.exception
    (action,) = newest(demo, Action, "bening")
    assert (action.content.signal, action.content.state) == ("concern", "open")
    assert "Satu tindakan berjalan" in said(app)
    review = said(visit("review", organization="bening", lang="id", period="2026-Q3"))
    assert "Belum ada keputusan yang ditulis" in review


def _submit(app: AppTest, form: str) -> None:
    button = next(one for one in app.button if one.proto.form_id == form)
    button.click().run()


def test_no_target_zero_and_holding_are_three_things_on_the_screen(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    targets = {
        "target": [
            {
                "target_id": f"t{place}",
                "organization_id": "o1",
                "indicator": indicator,
                "value": value,
                "baseline": baseline,
                "starts_on": "2025-01-01",
                "due_on": "2025-12-31",
                "set_on": "2024-12-01",
            }
            for place, (indicator, value, baseline) in enumerate(
                [("exits_excluded", "0", None), ("outcome_achievement_rate", "0.5", "0.5")]
            )
        ]
    }
    published(home, org("o1", "p1"), exits(60, 40), targets, as_of="2025-12-31")
    year = {"start": "2025-01-01", "end": "2025-12-31", "organization": "o1"}
    assert "0, artinya tidak boleh ada" in said(why("exits_excluded", **year))
    assert "50%, sama dengan garis awal: bertahan" in said(why(**year))
    assert "Belum ada target" in said(why("intakes", **year))


def test_a_target_set_on_the_screen_stands_beside_the_first(home: Home) -> None:
    first = {
        "target_id": "t1",
        "organization_id": "o1",
        "indicator": "outcome_achievement_rate",
        "value": "0.7",
        "starts_on": "2025-01-01",
        "due_on": "2025-12-31",
        "set_on": "2024-12-01",
    }
    published(home, org("o1", "p1"), exits(60, 40, day="2025-12-20"), {"target": [first]})
    year = {"start": "2025-01-01", "end": "2025-12-31", "organization": "o1"}
    app = why(**year)
    app.number_input(key="target_value").set_value(650.0)
    _submit(app, "target")
    assert [one.value for one in app.error] == ["Ini bagian dari keseluruhan: tulis 0 sampai 100 persen."]
    assert app.number_input(key="target_value").value == 650.0, "what was typed stays"
    app.number_input(key="target_value").set_value(65.0)
    app.number_input(key="target_baseline").set_value(50.0)
    _submit(app, "target")
    assert not app.exception
    publish(home)
    text = said(why(**year))
    assert re.search(r"65% .*berlaku .*70% .*janji pertama", text)
