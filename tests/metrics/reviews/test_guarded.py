"""Every address of a number: whoever asks for all of them and subtracts still cannot tell of few people."""

from __future__ import annotations

import datetime as dt

import pytest

from data.home import Home
from metrics.ask import Ask
from metrics.period import Period
from metrics.reader import Reader
from metrics.reviews.asking import Asking
from metrics.reviews.cover import Cover
from metrics.reviews.funding import funding_review
from metrics.reviews.why import explain
from metrics.scope import OWNER, Scope
from tests.metrics.money_rows import exits, org, published

COLLEAGUE = Scope(threshold=5)
QUARTER = Period(dt.date(2025, 1, 1), dt.date(2025, 3, 31))
OUTCOME = "outcome_achievement_rate"


def of(home: Home) -> Reader:
    """The first programme shows few people, the second protects it, the third may be seen."""
    return published(
        home,
        org("o1", "p1", "p2", "p3"),
        exits(3, 20),
        exits(12, 12, program="p2"),
        exits(40, 41, program="p3"),
        as_of="2025-03-31",
    )


def test_a_programme_that_protects_another_is_hidden_by_its_own_address_too(home: Home) -> None:
    reader = of(home)
    organization = reader.organizations(OWNER)[0]
    seen: dict[str, tuple[bool, ...]] = {}
    for program in reader.programs(OWNER, "o1"):
        asking = Asking(reader, COLLEAGUE, organization, program, QUARTER)
        funding = funding_review(reader, COLLEAGUE, QUARTER, organization, program=program)
        shown = (
            explain(reader, COLLEAGUE, asking.ask(OUTCOME)).value,
            asking.value(OUTCOME),
            funding.outcomes,
            funding.lines[0].people,
        )
        seen[program.id] = tuple(one.value is not None for one in shown)
    # Of people served nobody says how many achieved: all three are enough of them.
    assert seen == {
        "p1": (False, False, False, True),
        "p2": (False, False, False, True),
        "p3": (True, True, True, True),
    }
    assert explain(
        reader, OWNER, Ask(indicator=OUTCOME, organization="o1", program="p2", **_days())
    ).value.value


def test_people_served_in_a_hidden_programme_cannot_be_had_from_the_others(home: Home) -> None:
    reader = published(
        home, org("o1", "p1", "p2", "p3"), exits(2, 1), exits(8, 1, program="p2"), exits(30, 9, program="p3"),
        as_of="2025-03-31",
    )  # fmt: skip
    organization = reader.organizations(OWNER)[0]
    for program in reader.programs(OWNER, "o1"):
        asking = Asking(reader, COLLEAGUE, organization, program, QUARTER)
        funding = funding_review(reader, COLLEAGUE, QUARTER, organization, program=program)
        shown = {asking.value("people_served").value is not None, funding.lines[0].people.value is not None}
        assert shown == {program.id == "p3"}


@pytest.mark.parametrize("name", ["people_served", "open_cases", "intakes"])
def test_a_group_of_whom_few_are_in_one_programme_is_hidden_whatever_is_counted(
    home: Home, name: str
) -> None:
    """Of 23 women 20 are in the second programme: with these and the whole the 3 of the first would be known."""
    first, second = exits(0, 0, unknown=23), exits(0, 0, program="p2", unknown=40)
    for part, women in ((first, 3), (second, 20)):
        for number, (client, spell) in enumerate(zip(part["client"], part["enrollment"], strict=True)):
            client["sex"], spell["exit_on"], spell["outcome"] = (
                "female" if number < women else "male",
                None,
                None,
            )
    reader = published(home, org("o1", "p1", "p2"), first, second, as_of="2025-03-31")

    def shown(program: str | None, sex: str) -> bool:
        ask = Ask(indicator=name, organization="o1", program=program, group=f"sex={sex}", **_days())
        return explain(reader, COLLEAGUE, ask).value.value is not None

    assert explain(reader, COLLEAGUE, Ask(indicator=name, organization="o1", **_days())).value.value == 63
    assert [shown(program, "female") for program in (None, "p1", "p2")].count(False) > 1
    assert not shown("p1", "female") and not shown("p1", "male"), "the programme less its men are its women"


def test_what_belongs_to_no_programme_does_not_hide_the_groups_of_the_whole(home: Home) -> None:
    """Anonymous complaints name no programme: with those that do they are many of each kind."""
    tables = exits(20, 20)
    rows = [
        {
            "complaint_id": f"c{number}", "organization_id": "o1", "kind": kind, "received_on": "2025-02-03",
            "program_id": None if number % 20 == 0 else "p1",
        }
        for number, kind in enumerate(["app"] * 40 + ["letter"] * 40)
    ]  # fmt: skip
    reader = published(home, org("o1", "p1"), tables, {"complaint": rows}, as_of="2025-03-31")
    asking = Asking(reader, COLLEAGUE, reader.organizations(OWNER)[0], None, QUARTER)
    shown = asking.by_group("complaints", "kind")
    assert {one.value for one in shown} == {40}


def test_a_gap_gives_no_group_away_that_is_hidden(home: Home) -> None:
    first, second = exits(14, 9), exits(20, 20, program="p2")
    for number, client in enumerate(first["client"]):
        client["sex"] = "female" if number < 3 else "male"
    for number, client in enumerate(second["client"]):
        client["sex"] = "female" if number % 2 else "male"
    reader = published(home, org("o1", "p1", "p2"), first, second, as_of="2025-03-31")
    for sex in ("female", "male"):
        ask = Ask(
            indicator="outcome_equity_gap", organization="o1", program="p2", group=f"sex={sex}", **_days()
        )
        rate = explain(reader, COLLEAGUE, ask.model_copy(update={"indicator": OUTCOME})).value
        gap = explain(reader, COLLEAGUE, ask).value
        assert explain(reader, OWNER, ask).value.denominator == 20
        assert (rate.value is None, gap.value is None) == (True, True)


def test_programmes_that_are_shown_can_be_subtracted_from_some_together() -> None:
    found = Cover(5, {"a": (2, 9), "b": (6, 6), "c": (30, 30)}, frozenset("ab"))
    asked = ("a", "c", "ac", "ab", "abc")
    assert [found.hides(one) for one in asked] == [True, False, True, False, False]
    few = Cover(5, {"a": (2, 9), "b": (1, 6), "c": (30, 30), "d": (9, 9)}, frozenset("abd"))
    assert few.hides("ab") and not few.hides("abd"), "three together of whom three achieved are few"


def _days() -> dict[str, dt.date]:
    return {"start": QUARTER.start, "end": QUARTER.end}
