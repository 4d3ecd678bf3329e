"""The door: who is let in where, what an address opens, and what it may not open."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.web.server.app_discovery import discover_asgi_app

from data.home import Home
from locales.translate import LANGUAGES, translator
from locales.words import Language
from metrics.period import Grain, Period
from metrics.reader import Organization
from pages.parts.address import period_name
from pages.parts.door import SCOPES, periods_of
from tests.pages import screens
from tests.pages.screens import said

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def opened(demo_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of one's own that holds only the demonstration; looks at people are written down in it."""
    place = tmp_path_factory.mktemp("door") / "home"
    shutil.copytree(demo_home.path, Home(place).demonstration.path)
    return place


@pytest.fixture(autouse=True)
def here(opened: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HASIL_HOME", str(opened))


def visit(**query: str) -> AppTest:
    """Open *This week* at an address."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def chosen(app: AppTest, name: str) -> str:
    return app.selectbox(key=f"choose_{name}").value


def test_the_organisation_with_the_newest_data_opens_first() -> None:
    assert chosen(visit(), "organization") in {"anyam", "bangku", "bening", "senja", "setara"}


def test_an_address_of_an_organisation_that_is_not_there_says_so() -> None:
    app = visit(organization="tidak-ada", lang="id")
    said = " ".join(one.body for one in app.get("html"))
    assert "Lembaga “tidak-ada” tidak ada di data ini, atau tidak boleh Anda lihat." in said
    assert chosen(app, "organization") != "tidak-ada"
    assert "Yang ditampilkan di sini" not in " ".join(one.body for one in visit().get("html"))


def test_an_address_opens_the_view_it_names() -> None:
    app = visit(organization="bening", program="bening-rehab", period="2026-W44", lang="en")
    assert chosen(app, "organization") == "bening"
    assert chosen(app, "program") == "bening-rehab"
    assert chosen(app, "period") == "2026-W44"
    assert chosen(app, "lang") == "en"


@pytest.mark.parametrize(
    ("name", "value", "opens"),
    [
        ("organization", "nobody", "bening"),
        ("program", "senja-rumah", ""),
        ("program", "' or 1=1 --", ""),
        ("period", "1999-W01", "2026-W46"),
        ("period", "2026-Q3", "2026-W46"),
        ("lang", "fr", "id"),
    ],
)
def test_what_an_address_may_not_ask_for_is_left_out(name: str, value: str, opens: str) -> None:
    query = {"organization": "bening", "lang": "id", name: value}
    app = visit(**query)
    if name == "organization":
        assert chosen(app, "organization") != value
    else:
        assert chosen(app, name) == opens


def test_choosing_writes_the_whole_address() -> None:
    app = visit(organization="bening", lang="id")
    app.selectbox(key="choose_organization").set_value("tunas").run()
    assert not app.exception
    assert app.query_params["organization"] == "tunas"
    assert app.query_params["period"] == "2026-W46"
    assert app.query_params["lang"] == "id"


def test_another_organisation_forgets_the_programme_of_the_first() -> None:
    app = visit(organization="bening", program="bening-rehab")
    app.selectbox(key="choose_organization").set_value("tunas").run()
    assert chosen(app, "program") == ""
    assert "program" not in app.query_params


def test_an_address_without_a_choice_stays_bare() -> None:
    assert dict(visit().query_params) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_demonstration_data_are_called_so_and_lead_to_one_s_own(language: Language) -> None:
    shown = " ".join(str(part.proto.body) for part in visit(lang=language).get("html"))
    t = translator(language)
    assert t("door.demonstration") in shown
    assert f'href="data?lang={language}"' in shown


def test_only_who_looks_after_people_may_see_them() -> None:
    assert SCOPES["week"].detail == "people"
    assert SCOPES["funding"].detail == SCOPES["review"].detail == "aggregate"
    assert SCOPES["funding"].threshold == SCOPES["review"].threshold == 10


@pytest.mark.parametrize(
    ("begun", "grain", "offered"),
    [
        (dt.date(2026, 11, 2), "quarter", ["2026-Q4"]),
        (dt.date(2026, 11, 2), "year", ["2026"]),
        (dt.date(2026, 11, 2), "week", ["2026-W46", "2026-W45"]),
        (dt.date(2026, 5, 4), "quarter", ["2026-Q3", "2026-Q2"]),
        (dt.date(2026, 5, 4), "year", ["2026"]),
        (None, "year", ["2025", "2024", "2023"]),
    ],
)
def test_no_period_is_offered_before_anything_was_recorded(
    begun: dt.date | None, grain: Grain, offered: list[str]
) -> None:
    """The running period where none has ended since."""
    organization = Organization("o1", "One", "IDR", 1, begun, dt.date(2026, 11, 20))
    assert [period_name(one, grain) for one in periods_of(organization, grain, 3)] == offered


@pytest.mark.parametrize(
    ("period", "grain", "name"),
    [
        (Period(dt.date(2024, 12, 30), dt.date(2025, 1, 5)), "week", "2025-W01"),
        (Period(dt.date(2026, 10, 1), dt.date(2026, 12, 31)), "quarter", "2026-Q4"),
        (Period(dt.date(2026, 2, 1), dt.date(2026, 2, 28)), "month", "2026-02"),
        (Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31)), "year", "2026"),
        (Period(dt.date(2025, 7, 1), dt.date(2026, 6, 30)), "year", "2025-07"),
    ],
)
def test_periods_have_short_names_in_an_address(period: Period, grain: str, name: str) -> None:
    assert period_name(period, grain) == name  # type: ignore[arg-type]


LARGE = ("pandas", "plotly.graph_objs._figure", "pyarrow", "babel", "duckdb", "scipy", "statsmodels")
FIRST_VISIT = f"""
import asyncio, sys
from streamlit.testing.v1 import AppTest
from streamlit.web.server.app_discovery import discover_asgi_app
import dashboard

def known():
    own = {{name for name in sys.modules if name.split(".")[0] in ("data", "metrics", "pages", "reports", "locales")}}
    return own | (set({LARGE}) & set(sys.modules))

async def start():
    async with dashboard.warm(dashboard.app):
        pass

asyncio.run(start())
before = known()
app = AppTest.from_file(dashboard.__file__, default_timeout=120).run()
assert not app.exception
print("more:", *sorted(known() - before))
print("needless:", *sorted({{"scipy", "statsmodels"}} & known()))
"""


def test_the_first_visitor_of_a_server_waits_for_no_import() -> None:
    """And the first screen needs no library of statistics at all."""
    found = subprocess.run(
        [sys.executable, "-c", FIRST_VISIT],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.splitlines()[-2:] == ["more:", "needless:"]


def test_streamlit_run_serves_the_app_that_starts_warm() -> None:
    found = discover_asgi_app(ROOT / "dashboard.py")
    assert (found.is_asgi_app, found.import_string) == (True, "dashboard:app")


def test_what_an_address_asks_for_in_vain_is_named_with_what_is_shown_instead() -> None:
    asked = {"program": "lost", "period": "2031-Q1", "card": "old_name"}
    text = said(screens.visit("review", organization="senja", lang="en", **asked))
    assert "Programme “lost” is not here. Shown instead: all programmes." in text
    assert "Period “2031-Q1” is not here. Shown instead: Quarter III 2026." in text
    assert "There is no number card “old_name” on this screen." in text
    asked = {"prices": "gold", "lang": "xx", "period": "soon", "grant": "lost"}
    text = said(screens.visit("money", organization="senja", **asked))
    for name in ("prices", "lang", "period"):
        what = translator("id")(f"scope.{name}")
        assert f"{what} “{asked[name]}” tidak ada di sini. Yang ditampilkan: " in text
    assert "lost" not in text, "grants are chosen on another screen"


def test_what_a_link_brings_from_another_screen_and_what_was_followed_is_not_spoken_of() -> None:
    app = screens.visit("review", organization="senja", period="2026-W40", measure="x", lang="en")
    card = re.search(r"[?;&]card=([\w.-]+)", screens.markup(app))
    assert card
    again = screens.visit("review", organization="senja", period="2026-Q3", card=card[1], lang="en")
    for text in (said(app), said(again)):
        assert "instead" not in text and "no number card" not in text
