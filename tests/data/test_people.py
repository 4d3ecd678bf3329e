"""Rows about people come one way only: for those who may see them, and every look is written down."""

from __future__ import annotations

import datetime as dt

import pytest

from data.home import Home
from data.people import Question, has_list, people_behind
from data.people.lists import GROUPS, LISTS
from data.workspace import audit_log
from metrics.ask import Ask
from metrics.catalogue import BY_ID
from metrics.compute import value
from metrics.facts import FACT_BY_NAME
from metrics.reader import open_reader
from metrics.scope import OWNER
from tests.data.rows import bring, clients, house, stay

EXITS = Question(
    fact="exit",
    numerator="achieved",
    denominator="eligible",
    unknown="outcome_unknown",
    organization="o1",
    program=None,
    group=None,
    start=dt.date(2025, 3, 1),
    last=dt.date(2025, 3, 31),
    as_of=dt.date(2025, 6, 30),
)


def exits(home: Home) -> None:
    """Two achieved, one not, one unknown, one excluded; and one who left in another month."""
    outcomes = ("achieved", "achieved", "not_achieved", "unknown", "excluded")
    rows = [
        stay(number, "2025-01-10", f"2025-03-1{number}", outcome, worker="Rina")
        for number, outcome in enumerate(outcomes)
    ]
    rows.append(stay(9, "2025-01-10", "2025-04-01", "achieved"))
    people = [
        {**one, "case_number": f"K-{place}", "sex": "female" if place % 2 else "male"}
        for place, one in enumerate(clients(rows))
    ]
    assert bring(home, {**house(), "client": people, "enrollment": rows}).status == "imported"


def test_who_counts_is_listed_by_case_number_with_what_it_counts_as(home: Home) -> None:
    exits(home)
    found = people_behind(home, "rina", "people", EXITS)
    assert [(one.state, one.case_number) for one in found] == [
        ("unknown", "K-3"),
        ("other", "K-2"),
        ("counted", "K-1"),
        ("counted", "K-0"),
    ]
    assert (found[0].worker, found[0].program, found[0].day) == ("Rina", "Program uji", dt.date(2025, 3, 13))


def test_a_group_narrows_the_list(home: Home) -> None:
    exits(home)
    asked = EXITS.__class__(**{**EXITS.__dict__, "group": "sex=female"})
    assert {one.case_number for one in people_behind(home, "rina", "people", asked)} == {"K-1", "K-3"}


def test_every_look_is_written_down_without_naming_anyone(home: Home) -> None:
    exits(home)
    people_behind(home, "rina", "people", EXITS)
    ((_, viewer, action, organization, details),) = audit_log(home)
    assert (viewer, action, organization) == ("rina", "people.behind", "o1")
    assert details == "fact=exit; measure=achieved; program=all; rows=4"


def test_who_may_not_see_people_sees_none_and_nothing_is_noted(home: Home) -> None:
    exits(home)
    with pytest.raises(PermissionError):
        people_behind(home, "donor", "aggregate", EXITS)
    assert audit_log(home) == []


def test_what_was_said_in_confidence_has_no_list() -> None:
    for fact in ("complaint", "survey_response", "survey_wave"):
        assert not has_list(fact, FACT_BY_NAME[fact].measures[0], None, None)
    assert not has_list("exit", "achieved", "eligible", "partner=p1")
    assert not has_list("exit", "no_such_measure", None, None)


@pytest.mark.parametrize("fact", LISTS)
def test_a_list_speaks_of_measures_that_its_fact_has(fact: str) -> None:
    known = FACT_BY_NAME[fact]
    assert set(LISTS[fact].measures) <= set(known.measures)
    assert set(GROUPS) >= set(known.groups) or not LISTS[fact].grouped


def test_the_lists_of_the_demonstration_count_what_is_published(demo_home: Home) -> None:
    reader = open_reader(demo_home)
    compared = 0
    for indicator in BY_ID.values():
        if indicator.kind not in ("rate", "count", "stock"):
            continue
        if not has_list(indicator.fact, indicator.numerator, indicator.denominator, None):
            continue
        asked = Question(
            fact=indicator.fact,
            numerator=indicator.numerator,
            denominator=indicator.denominator,
            unknown=indicator.unknown,
            organization="bening",
            program=None,
            group=None,
            start=dt.date(2026, 7, 1),
            last=dt.date(2026, 9, 30),
            as_of=dt.date(2026, 11, 20),
        )
        found = people_behind(demo_home, "test", "people", asked)
        ask = {"indicator": indicator.id, "organization": "bening", "start": asked.start, "end": asked.last}
        published = value(reader, OWNER, Ask(**ask))
        counted = sum(one.state == "counted" for one in found)
        unknown = sum(one.state == "unknown" for one in found)
        whole = published.denominator if indicator.denominator else published.numerator
        assert (counted, len(found)) == (published.numerator or 0, whole or 0), indicator.id
        assert unknown == (published.unknown or 0), indicator.id
        compared += 1
    assert compared >= 15
