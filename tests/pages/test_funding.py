"""*Funding → outcomes* in both languages: the message, what it rests on, and what it never says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from data.home import Home
from locales.translate import LANGUAGES, translator
from locales.words import Language
from tests.metrics.money_rows import Ledger, exits, org, published
from tests.metrics.test_promises import definition, results
from tests.pages.screens import dead_numbers, markup, said, title, visit


@pytest.fixture(scope="module")
def demonstration(demo_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that holds only the demonstration."""
    place = tmp_path_factory.mktemp("funding") / "home"
    shutil.copytree(demo_home.path, Home(place).demonstration.path)
    return place


@pytest.fixture
def demo(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HASIL_HOME", str(demonstration))
    return demonstration


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("organization", "grant"),
    [("bening", "MW-BENING"), ("anyam", ""), ("setara", "MW-SETARA"), ("bangku", "")],
)
def test_every_number_opens_its_card_in_both_languages(
    demo: Path, organization: str, grant: str, language: Language
) -> None:
    app = visit("funding", organization=organization, lang=language, **({"grant": grant} if grant else {}))
    t = translator(language)
    assert t("funding.next") in said(app) and t("funding.range_real") in said(app)
    assert not dead_numbers(app)
    assert re.search(r"\d", title(app)), "the message holds its number"


def test_the_title_gives_the_donor_a_share_of_the_cost_and_never_all_outcomes(demo: Path) -> None:
    app = visit("funding", organization="bening", grant="MW-BENING", lang="id", period="2025")
    assert re.fullmatch(
        r"\d+ dari \d+ klien yang keluar mencapai tujuannya, di bawah target 65%; "
        r"dana ini menanggung \d+% biayanya",
        title(app),
    )
    assert re.search(r"setara \d+ dari \d+ hasil bersama", said(app))


def test_evidence_stands_under_the_title_and_claims_no_cause(demo: Path) -> None:
    text = said(visit("funding", organization="bening", lang="id"))
    assert "Bukti E1: hasil teramati" in text and "tidak menyatakan sebab-akibat" in text


def test_hidden_groups_are_named_with_the_reason(demo: Path) -> None:
    text = said(visit("funding", organization="bening", lang="id", period="2025"))
    assert "tidak ditampilkan: kurang dari 10 orang" in text
    assert "tidak ditampilkan, agar tak bisa dihitung balik" in text
    assert "–(k)" in text


def test_a_link_to_a_card_opens_it(demo: Path) -> None:
    app = visit("funding", organization="bening", lang="id", period="2025")
    card = re.search(r'href="\?([^"]*card=cost_per_outcome[^"]*)"', markup(app))
    assert card
    query = dict(pair.split("=", 1) for pair in card[1].replace("&amp;", "&").split("&"))
    opened = visit("funding", **query)
    assert len(re.findall("hasil-card", markup(opened))) > 0
    assert markup(opened).count('class="eyebrow"') == markup(app).count('class="eyebrow"') + 1


def test_an_organisation_that_only_reports_is_told_by_its_promises(
    home: Home,
) -> None:
    ledger = Ledger().line("2025-03-01", "100", currency="USD").line("2025-04-01", "200", program_id="p1")
    reported = results({"value": "40", "target": "50", "baseline": "20"})
    published(home, org("o1"), definition(name="Sumur"), reported, ledger.tables, now="2026-06-01")
    app = visit("funding", organization="o1", lang="id")
    text = said(app)
    assert title(app) == "Satu-satunya janji yang dapat dinilai belum tercapai"
    assert text.count("belum diukur di sini") == 1, "not measured is said once"
    assert "USD 100" in text and "Rp200" in text, "currencies stand beside each other"
    assert "Sumur · P1: 40, di bawah target 50" in text
    assert not dead_numbers(app)


def test_numbers_of_fewer_than_ten_people_are_nowhere_on_the_screen(
    home: Home,
) -> None:
    published(home, org("o1"), exits(7, 28, day="2025-03-20"), now="2026-06-01", as_of="2026-05-31")
    app = visit("funding", organization="o1", lang="id", period="2025")
    assert title(app) == "Hasilnya menyangkut kurang dari 10 orang, jadi tidak ditampilkan"
    everything = said(app) + " ".join(re.findall(r">([^<]*)<", markup(app)))
    assert not re.search(r"\b(7|28)\b", everything), "neither those who achieved nor those who did not"
    assert "35" in said(app), "all who were served are enough to be shown"


def test_a_period_in_which_nobody_left_has_no_exits_and_says_so(home: Home) -> None:
    published(home, org("o1"), exits(20, 10, entry="2024-06-10"), now="2026-06-01", as_of="2026-05-31")
    app = visit("funding", organization="o1", lang="id", period="2024")
    row = re.search(r"Semua – (\d+) (\S+) (\S+)", said(app))
    assert row is not None and row.groups() == ("30", "0", "0"), "30 served, none left"
    assert "Lengkapi catatan klien" not in said(app), "nothing is lacking in the records of clients"
