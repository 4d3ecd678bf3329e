"""Entry and set-up: what is typed is checked at its field, stands in the records and the numbers, and can be undone."""

from __future__ import annotations

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from data.entering import Entry, enter
from data.home import Home
from data.model.codes import OutcomeRuleName
from data.people import open_rows
from data.setup import answers, history, organizations
from data.summary import summary
from data.workspace.audit import audit_log
from locales.translate import LANGUAGES, translator
from locales.words import Language
from metrics.ask import Ask
from metrics.compute import value
from metrics.publish import publish
from metrics.reader import open_reader
from metrics.scope import OWNER
from tests.data.test_entering import FIRST
from tests.pages.screens import said, visit

TODAY = dt.date.today()


@pytest.fixture
def own(home: Home) -> Home:
    """A published home with one client who left, and whose follow-up is due."""
    (result,) = enter(home, [Entry(name="awal", rows=FIRST)])
    assert result.status == "imported", result.problems
    publish(home)
    return home


def press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception


def field(app: AppTest, kind: str, key: str) -> object:
    return next(one for one in getattr(app, kind) if (one.key or "").endswith(key))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_tally_is_so_many_services_in_the_numbers_and_can_be_undone(own: Home, language: Language) -> None:
    t = translator(language)
    app = visit("entry", lang=language)
    press(app, t("writing.save"))
    assert [one.value for one in app.error] == [t("entry.empty", field=t("entry.count"))]
    field(app, "number_input", "_count").set_value(7)
    field(app, "text_input", "_kind").set_value("Konseling")
    press(app, t("writing.save"))
    assert summary(own)["tables"]["service"] == 7
    month = TODAY.replace(day=1)
    until = (month + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    publish(own)
    counted = value(open_reader(own), OWNER, Ask(indicator="services", start=month, end=until))
    assert counted.value == 7
    press(app, t("datascreen.undo"))
    assert summary(own)["tables"]["service"] == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_follow_up_call_completes_the_one_that_was_due(own: Home, language: Language) -> None:
    t = translator(language)
    app = visit("entry", lang=language)
    app.get("button_group")[0].set_value("follow_up").run()
    field(app, "selectbox", "_who").select("f1")
    field(app, "selectbox", "_status").select("well")
    press(app, t("writing.save"))
    row = open_rows(own, "test", "people", "o1", "follow_up").rows[0]
    assert (str(row["status"]), row["done_on"], row["case_number"]) == ("well", TODAY, "K-1")
    assert t("entry.nobody_due") in [one.value for one in app.info]
    assert ("people.follow_ups", "o1") in [line[2:4] for line in audit_log(own)]


def test_what_an_import_would_reject_is_said_under_its_field(own: Home) -> None:
    t = translator("id")
    app = visit("entry", lang="id")
    app.get("button_group")[0].set_value("complaint").run()
    field(app, "date_input", "_closed_on").set_value(TODAY - dt.timedelta(days=3))
    press(app, t("writing.save"))
    assert summary(own)["tables"]["complaint"] == 0
    (error,) = app.error
    assert "received_on" in error.value and "closed_on" in error.value
    field(app, "date_input", "_closed_on").set_value(TODAY)
    press(app, t("writing.save"))
    assert summary(own)["tables"]["complaint"] == 1
    assert t("entry.form.complaint") in summary(own)["batches"][0]["file"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_opens_for_editing_and_who_looked_is_written_down(own: Home, language: Language) -> None:
    app = visit("entry", lang=language)
    app.get("button_group")[0].set_value("table").run()
    assert not app.exception
    (shown,) = app.dataframe
    assert list(shown.value["case_number"]) == ["K-1"]
    assert not {"client_id", "organization_id"} & set(shown.value.columns), "no pseudonym on the screen"
    assert audit_log(own)[-1][2:4] == ("people.edit", "o1")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_answer_of_a_first_day_makes_the_organisation(
    own: Home, home: Home, language: Language
) -> None:
    t = translator(language)
    app = visit("setup", lang=language)
    assert t("setup.q.programs") in said(app)
    app.selectbox(key="setup_question").select("who").run()
    field(app, "text_input", "setup_name_o1_0").set_value("Yayasan Kasih Ibu")
    press(app, t("setup.save"))
    assert organizations(home) == {"o1": "Yayasan Kasih Ibu"}
    (turned,) = [one for one in history(home, "o1") if one.column == "name"]
    assert (turned.before, turned.after) == ("Satu", "Yayasan Kasih Ibu")
    assert "Yayasan Kasih Ibu" in said(app) and t("setup.history") in said(app)

    app.selectbox(key="setup_question").select("fiscal_year").run()
    assert t("setup.default") in [one.value for one in app.caption]
    field(app, "selectbox", "fiscal_year_start_o1_1").select("7")
    press(app, t("setup.save"))
    (row,) = answers(home, "o1")["organization"]
    assert (row["fiscal_year_start"], row["name"]) == (7, "Yayasan Kasih Ibu"), "the other answers stay"

    app.selectbox(key="setup_question").select("targets").run()
    field(app, "selectbox", "_i").select("outcome_achievement_rate")
    field(app, "number_input", "_value").set_value(60.0)
    press(app, t("setup.save"))
    (target,) = answers(home, "o1")["target"]
    assert (target["indicator"], target["value"], target["set_on"]) == (
        "outcome_achievement_rate",
        0.6,
        TODAY,
    )


@pytest.mark.parametrize(
    "question", ["programs", "outcomes", "length", "instruments", "currency", "funders", "grants"]
)
def test_every_question_opens(own: Home, question: str) -> None:
    app = visit("setup", lang="en")
    app.selectbox(key="setup_question").select(question).run()
    assert not app.exception
    assert translator("en")(f"setup.q.{question}") in said(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_made_on_set_up_decides_the_outcomes_and_its_next_version_keeps_the_old(
    own: Home, language: Language
) -> None:
    t = translator(language)
    app = visit("setup", lang=language)
    app.selectbox(key="setup_question").select("programs").run()
    field(app, "text_input", "_name").set_value("Rumah Aman")
    press(app, t("setup.add"))
    (rule,) = (one for one in app.button if one.key == "setup_next")
    rule.click().run()
    program = answers(own, "o1")["program"][0]["program_id"]
    app.selectbox(key="setup_outcome_o1").select(program).run()
    field(app, "radio", "_rule").set_value(OutcomeRuleName.own).run()
    press(app, t("setup.save"))
    assert [one.value for one in app.error] == [t("setup.rule.no_lines")], "a rule needs a line"
    field(app, "selectbox", "_lines_1_outcome").select("not_achieved")
    press(app, t("setup.rule.another"))
    field(app, "selectbox", "_lines_2_exit_reason").select("completed")
    press(app, t("setup.save"))
    assert [one.value for one in app.error] == [t("setup.rule.outcome_missing")]
    field(app, "selectbox", "_lines_2_outcome").select("achieved")
    field(app, "text_area", "_words").set_value("Tinggal aman")
    press(app, t("setup.save"))
    assert not app.error
    lines = answers(own, "o1")["outcome_rule_line"]
    assert [(row["rule_version"], row["step"], row["exit_reason"], row["outcome"]) for row in lines] == [
        ("2", 1, None, "not_achieved"),
        ("2", 2, "completed", "achieved"),
    ]
    assert t("setup.rule.in_force", version="2") in said(app)
    field(app, "checkbox", "_lines_1_drop").check()
    press(app, t("setup.save"))
    kept = [row for row in answers(own, "o1")["outcome_rule_line"] if row["rule_version"] == "3"]
    assert [(row["step"], row["exit_reason"], row["outcome"]) for row in kept] == [
        (1, "completed", "achieved")
    ]
    assert t("setup.rule.before", version="2") in said(app)
    turned = {one.column: (one.before, one.after) for one in history(own, "o1")}
    assert turned["outcome_rule"] == ("as_recorded", "own")
