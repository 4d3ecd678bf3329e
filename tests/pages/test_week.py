"""*This week* in both languages: the message, the people, the signals, and what it says while it waits."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.home import Home
from data.importers.source import Options, Source
from data.importing import import_source
from data.workspace import audit_log
from locales.translate import LANGUAGES, translator
from locales.words import Language
from metrics.publish import publish
from tests.pages.template_files import folder

ROOT = Path(__file__).parents[2]
ID, EN = translator("id"), translator("en")


@pytest.fixture(scope="module")
def demonstration(demo_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that holds only the demonstration."""
    place = tmp_path_factory.mktemp("week") / "home"
    shutil.copytree(demo_home.path, Home(place).demonstration.path)
    return place


@pytest.fixture
def demo(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HASIL_HOME", str(demonstration))
    return demonstration


def visit(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def markup(app: AppTest) -> str:
    shown = " ".join(str(part.proto.body) for part in app.get("html"))
    return re.sub(r"<style>.*?</style>", "", shown)


def said(app: AppTest) -> str:
    """Everything that stands on the screen, without its elements."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup(app))).split())


def title(app: AppTest) -> str:
    found = re.search(r"<h1>(.*?)</h1>", markup(app))
    assert found
    return html.unescape(found[1]).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("organization", ["anyam", "bangku", "bening", "senja", "setara", "tunas"])
def test_every_demonstration_organisation_has_its_week_in_both_languages(
    demo: Path, organization: str, language: Language
) -> None:
    app = visit(organization=organization, lang=language)
    t = translator(language)
    text = said(app)
    assert t("week.trust.enough") in text
    assert t("week.people.group.follow_up") in text
    assert t("week.foot.voice", threshold=5) in text
    assert len(app.get("plotly_chart")) == 1
    # Nothing is left of a text that was not filled in, or of a value that is no number.
    assert not re.search(r"\{\w*\}|\bnan\b", text)


def test_the_title_says_who_waits_and_what_really_changed(demo: Path) -> None:
    assert re.fullmatch(
        r"\S+ orang menunggu hari ini; kontak klien berisiko tinggi turun ke \d+%",
        title(visit(organization="bening", lang="id")),
    )
    assert re.fullmatch(
        r"\S+ people are waiting today; contact with high-risk clients fell to \d+%",
        title(visit(organization="bening", lang="en")),
    )


def test_nothing_is_claimed_where_nothing_changed(demo: Path) -> None:
    app = visit(organization="anyam", lang="en")
    assert title(app).endswith(EN("week.title.nothing_else"))
    assert EN("week.lead.nothing_judged") in said(app)
    assert re.search(r"\w+ measures? cannot be judged yet: too few points", said(app))


def test_safety_stands_first_and_is_the_only_thing_in_orange_among_people(demo: Path) -> None:
    shown = markup(visit(organization="bening", lang="id"))
    people = re.search(r'<div class="people">(.*?)<details', shown, re.DOTALL)
    assert people
    groups = people[1].split('class="grouphead"')
    assert ID("week.people.group.alert") in groups[1]
    assert 'class="bad"' in groups[1]
    assert not any('class="bad"' in group for group in groups[2:])


def test_every_look_at_people_is_written_down_once_a_choice(demo: Path) -> None:
    home = Home(demo).demonstration
    before = len(audit_log(home))
    app = visit(organization="setara", lang="id")
    app.run()
    lines = audit_log(home)[before:]
    assert [(action, organization) for _, _, action, organization, _ in lines] == [
        ("people.waiting", "setara")
    ]
    app.selectbox(key="choose_organization").set_value("tunas").run()
    assert [line[3] for line in audit_log(home)[before:]] == ["setara", "tunas"]


def test_every_number_opens_a_card_that_is_on_the_page(demo: Path) -> None:
    shown = markup(visit(organization="bening", lang="id"))
    opened = set(re.findall(r'popovertarget="([^"]+)"', shown))
    there = set(re.findall(r'id="([^"]+)" popover', shown))
    assert opened <= there
    assert len(there) > 15
    assert ID("card.formula") in shown


def test_a_link_to_a_card_opens_it_once(demo: Path) -> None:
    app = visit(organization="bening", lang="id", card="high_risk_contact_rate")
    assert len(app.get("dialog")) == 1
    app.run()
    assert len(app.get("dialog")) == 0, "a card that was closed stays closed"
    assert visit(organization="bening", card="no_such_card").get("dialog") == []


def test_an_older_week_speaks_of_its_own_time(demo: Path) -> None:
    app = visit(organization="bening", lang="en", period="2026-W30")
    assert "at the end of that week" in title(app) or "waiting" not in title(app)


def test_one_programme_alone_has_its_week_too(demo: Path) -> None:
    app = visit(organization="bening", program="bening-siaga", lang="en")
    assert "Rehabilitasi rawat inap" not in said(app)


WEEKS = "enrollment_id;client_id;organization_id;program_id;entry_on;exit_on;outcome\n" + "".join(
    f"E{n};K{1 + n % 2};L1;P1;2025-0{1 + n // 4}-{6 + 7 * (n % 4):02};;\n" for n in range(5)
)


def import_file(
    home: Home, path: Path, format_name: str | None = None, options: Options | None = None
) -> None:
    source = Source(path=path, name=path.name, **({"options": options} if options else {}))
    assert import_source(home, source, format_name=format_name).status == "imported"
    publish(home)


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_the_first_weeks_every_block_says_what_it_waits_for(
    home: Home, tmp_path: Path, language: Language
) -> None:
    file = tmp_path / "awal.zip"
    file.write_bytes(folder(WEEKS))
    import_file(home, file)
    t = translator(language)
    app = visit(lang=language)
    text = said(app)
    assert t("door.demonstration") not in text
    assert t("week.signals.waiting", need=8) in text
    assert t("empty.need", need=8, have=4) in text
    for gap in ("people", "main", "waits", "rights", "paces"):
        assert re.sub(r"\*\*", "", t(f"week.gap.{gap}")).split(":")[0] in text


def test_a_home_without_dated_records_says_so_and_leads_to_data(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "kosong.zip"
    file.write_bytes(folder("enrollment_id;client_id;organization_id;program_id;entry_on\n"))
    import_file(home, file)
    app = visit(lang="id")
    assert title(app) == ID("door.nothing_yet")


MAPPING = """
organization: {column: surgery}
date: {column: time}
program: {value: general practice}
instrument: friends_and_family
mode: anonymous
items:
  overall:
    column: rating
    scale: [Extremely unlikely, Unlikely, Neither likely nor unlikely, Likely, Extremely likely]
    missing: ["Don't know"]
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_has_only_answers_sees_what_clients_say(
    home: Home, shared: Path, tmp_path: Path, language: Language
) -> None:
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(MAPPING, encoding="utf-8")
    answers = shared / "real" / "sat-fft-gp" / "fft_responses.csv"
    import_file(home, answers, "survey", Options(mapping=mapping))
    t = translator(language)
    app = visit(organization="Earls Court Surgery", lang=language)
    text = said(app)
    assert t("week.subject.top2box_satisfaction") in text
    assert t("week.people.none") not in text and t("week.trust.enough") not in text
    app.switch_page("pages/voice.py").run()
    assert "95%" in title(app), "what was asked is the message, though no right was asked"


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_only_reports_results_sees_what_is_missing_below_and_silent(
    home: Home, shared: Path, language: Language
) -> None:
    import_file(home, shared / "real" / "iati-ngos-a" / "dportal_33.xml")
    t = translator(language)
    app = visit(organization="NL-KVK-41160054", lang=language)
    text = said(app)
    assert t("week.reported.missing_small") in text
    assert t("week.lead.reported") in text
    assert t("week.reported.none_stale") in text or t("week.reported.stale_small") in text
    assert app.get("plotly_chart") == []
