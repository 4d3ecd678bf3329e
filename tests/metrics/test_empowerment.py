"""Goals, aid, leading and the 17 steps of communities, on rows that anyone can count."""

from __future__ import annotations

import datetime as dt
from typing import Any

from data.home import Home
from metrics.ask import Ask
from metrics.compute import values_by
from metrics.scope import OWNER
from tests.data.rows import clients, stay
from tests.metrics.money_rows import asked, org, published, reasons

YEAR = ("2025-01-01", "2025-12-31")


def goal(number: int, author: str, signed: str | None, client: str = "c1", **more: Any) -> dict[str, Any]:
    return {
        "goal_id": f"g{number}",
        "organization_id": "o1",
        "program_id": "p1",
        "client_id": client,
        "enrollment_id": f"e{client[1:]}",
        "set_on": "2025-02-01",
        "author": author,
        "signed_by_client": signed,
        **more,
    }


def test_a_goal_is_the_clients_when_the_client_set_and_signed_it(home: Home) -> None:
    rows = [stay(1, "2025-01-10")]
    goals = [
        goal(1, "client", "true"),
        goal(2, "joint", "true"),
        goal(3, "joint", "false"),
        goal(4, "client", None),
        goal(5, "worker", "true"),
        goal(6, "client", "true", set_on="2024-12-31"),
    ]
    people = {"client": clients(rows, sex="female"), "enrollment": rows, "case_goal": goals}
    reader = published(home, org(), people, as_of="2025-12-31")
    found = asked(reader, "client_set_goal_share", *YEAR)
    assert (found.numerator, found.denominator, found.unknown) == (2, 5, 1)
    women = asked(reader, "client_set_goal_share", *YEAR, group="sex=female")
    assert women.denominator == 5


def aid(client: int, months: range, year: int = 2025) -> list[dict[str, Any]]:
    return [
        {
            "service_id": f"v{client}-{year}-{month}",
            "organization_id": "o1",
            "program_id": "p1",
            "client_id": f"c{client}",
            "service_on": f"{year}-{month:02d}-15",
            "material_aid": "true",
        }
        for month in months
    ]


def test_a_client_depends_on_aid_after_ten_months_of_it_without_progress(home: Home) -> None:
    stays = [stay(number, "2024-12-01") for number in range(1, 8)]
    stays[6]["exit_on"] = "2025-12-20"
    people = clients(stays)
    people[4]["disability"] = "yes"
    people[5]["birth_on"] = "1950-01-01"
    services = [
        *aid(1, range(1, 11)),  # ten months, no goal
        *aid(2, range(1, 10)),  # nine months
        *aid(3, range(1, 13)),  # twelve months, but a goal that moves
        *aid(4, range(1, 13)),  # twelve months, a goal that stood still for half a year
        *aid(5, range(1, 13)),  # support may be meant to last
        *aid(6, range(1, 13)),  # older than 60
        *aid(7, range(1, 13)),  # no longer active
        *aid(1, range(1, 2)),
    ][:-1]
    goals = [
        goal(1, "client", "true", "c3", progress_on="2025-07-03"),  # 181 days before the end
        goal(2, "client", "true", "c4", progress_on="2025-07-02"),  # 182 days before
    ]
    tables = {"client": people, "enrollment": stays, "service": services, "case_goal": goals}
    reader = published(home, org(), tables, as_of="2025-12-31")
    found = asked(reader, "aid_dependency_share", *YEAR)
    assert (found.numerator, found.denominator) == (2, 4)
    # In October, nobody had ten months but those with aid from January to October; client 7 was active.
    october = asked(reader, "aid_dependency_share", "2025-10-01", "2025-10-31")
    assert october.denominator == 5


def test_without_any_material_aid_dependency_is_not_measured(home: Home) -> None:
    stays = [stay(1, "2024-12-01")]
    service = {**aid(1, range(1, 2))[0], "material_aid": "false"}
    tables = {"client": clients(stays), "enrollment": stays, "service": [service]}
    found = asked(published(home, org(), tables, as_of="2025-12-31"), "aid_dependency_share", *YEAR)
    assert (found.value, found.status) == (None, "not_measured")


COMMUNITIES = {
    "community": [{"community_id": one, "organization_id": "o1", "name": one.upper()} for one in ("k1", "k2")]
}


def test_an_activity_is_community_led_when_a_member_leads_it(home: Home) -> None:
    rows = [
        {
            "activity_id": f"a{number}",
            "organization_id": "o1",
            "community_id": community,
            "held_on": "2025-03-01",
            "led_by": lead,
            "women_led": women,
        }
        for number, (community, lead, women) in enumerate(
            [
                ("k1", "community", "true"),
                ("k1", "community", "false"),
                ("k1", "staff", "true"),
                ("k2", "community", None),
                ("k2", "government", None),
            ]
        )
    ]
    reader = published(home, org(), COMMUNITIES, {"community_activity": rows}, as_of="2025-12-31")
    found = asked(reader, "community_led_activity_share", *YEAR)
    assert (found.numerator, found.denominator) == (3, 5)
    assert next(one for one in found.notes if one.key == "note.women_leading").values == {"percent": 50}
    one = asked(reader, "community_led_activity_share", *YEAR, group="community=k2")
    assert (one.numerator, one.denominator) == (1, 2)


def step(community: str, code: str, day: str, evidence: str | None = "foto", **more: Any) -> dict[str, Any]:
    return {
        "community_id": community,
        "organization_id": "o1",
        "step": code,
        "reached_on": day,
        "evidence": evidence,
        **more,
    }


def test_steps_count_with_evidence_and_stand_until_the_end_of_the_period(home: Home) -> None:
    rows = [
        step("k1", "1a", "2025-01-10"),
        step("k1", "1B", "2025-02-10"),
        step("k1", "1c", "2025-03-10", None),  # no evidence
        step("k1", "9z", "2025-03-10"),  # no such step
        step("k2", "1a", "2025-06-10"),
    ]
    reader = published(home, org(), COMMUNITIES, {"community_milestone": rows}, as_of="2025-12-31")
    march = asked(reader, "empowerment_stage_completion", "2025-03-01", "2025-03-31")
    assert (march.numerator, march.denominator, march.value) == (2, 17, 2 / 17)
    assert "note.steps_unproven" in reasons(march)
    year = asked(reader, "empowerment_stage_completion", *YEAR)
    assert (year.numerator, year.denominator) == (3, 34)
    ask = Ask(indicator="empowerment_stage_completion", start=dt.date(2025, 10, 1), end=dt.date(2025, 12, 31))
    stages = {one.group: (one.numerator, one.denominator) for one in values_by(reader, OWNER, ask, "stage")}
    assert stages == {"stage=1": (3, 10), "stage=2": (0, 10), "stage=3": (0, 14)}
    program = asked(reader, "empowerment_stage_completion", *YEAR, program="p1")
    assert (program.value, program.status) == (None, "not_applicable")


def test_discovery_does_not_close_without_a_smart_goal(home: Home) -> None:
    rows = [step("k1", f"2{letter}", f"2025-02-0{place}") for place, letter in enumerate("abcde", 1)]
    rows += [step("k1", "1e", "2025-01-05", is_smart="false")]
    rows += [step("k2", f"2{letter}", f"2025-02-0{place}") for place, letter in enumerate("abcde", 1)]
    rows += [step("k2", "1e", "2025-04-05", is_smart="true")]  # made SMART later
    reader = published(home, org(), COMMUNITIES, {"community_milestone": rows}, as_of="2025-12-31")

    def without(start: str, end: str) -> list[int]:
        notes = asked(reader, "empowerment_stage_completion", start, end).notes
        return [int(one.values["n"]) for one in notes if one.key == "note.goals_not_smart"]

    assert without("2025-01-01", "2025-01-31") == []
    assert without("2025-02-01", "2025-02-28") == [2]
    assert without("2025-04-01", "2025-04-30") == [1]
