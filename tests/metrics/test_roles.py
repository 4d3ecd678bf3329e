"""The five roles on a handful of rows: what a broker, a mediator, an advocate and a protector brought about."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from data.home import Home
from metrics.ask import Ask
from metrics.compute import values
from metrics.reader import Reader
from metrics.scope import OWNER
from tests.metrics.money_rows import asked, org, published, reasons

YEAR = ("2025-01-01", "2025-12-31")


def referral(number: int, received: str | None, met: str | None, by: str | None = "client") -> dict[str, Any]:
    return {
        "referral_id": f"r{number}",
        "organization_id": "o1",
        "program_id": "p1",
        "partner_id": "m1",
        "made_on": "2025-01-05",
        "received_on": received,
        "confirmed_by": by if received else None,
        "need_met": met,
    }


PARTNER = {"partner": [{"partner_id": "m1", "organization_id": "o1", "name": "Puskesmas"}]}


def test_a_referral_met_the_need_only_where_its_service_was_received(home: Home) -> None:
    rows = [
        referral(1, "2025-01-20", "yes"),
        referral(2, "2025-01-20", "no"),
        referral(3, "2025-01-20", "unknown"),
        referral(4, "2025-01-20", None),
        referral(5, None, None),  # never received
        referral(6, "2025-01-20", "yes", "referrer"),  # only the referrer says so
        referral(7, "2025-03-02", "yes"),  # received later
    ]
    reader = published(home, org(), PARTNER, {"referral": rows}, as_of="2025-12-31")
    found = asked(reader, "referral_need_met_rate", "2025-01-01", "2025-01-31")
    assert (found.numerator, found.denominator, found.unknown) == (1, 4, 2)
    assert (found.worst, found.best, found.status) == (0.25, 0.75, "too_few")
    by_partner = asked(reader, "referral_need_met_rate", *YEAR, group="partner=m1")
    assert (by_partner.numerator, by_partner.denominator) == (2, 5)


def test_needs_met_by_partners_are_counted_on_the_day_of_the_answer_however_late(home: Home) -> None:
    rows = [
        {
            "need_id": f"n{number}",
            "organization_id": "o1",
            "program_id": "p1",
            "assessed_on": "2025-01-05",
            **more,
        }
        for number, more in enumerate(
            [
                {"answered_on": "2025-01-20", "answered_by": "partner"},
                {"answered_on": "2025-04-20", "answered_by": "partner"},
                {"answered_on": "2025-01-20", "answered_by": "own"},
                {"answered_on": "2025-01-21"},
                {},
            ]
        )
    ]
    reader = published(home, org(), {"need": rows}, as_of="2025-12-31")
    found = asked(reader, "partner_delivered_share", *YEAR)
    assert (found.numerator, found.denominator, found.unknown) == (2, 4, 1)
    assert found.direction == "neutral"
    early = asked(reader, "partner_delivered_share", "2025-01-01", "2025-01-31")
    assert (early.numerator, early.denominator) == (1, 3)


def case(number: int, kind: str, closed: str | None, result: str | None, **more: Any) -> dict[str, Any]:
    return {
        "case_id": f"k{number}",
        "organization_id": "o1",
        "program_id": "p1",
        "kind": kind,
        "raised_at": "2025-01-02 09:00:00",
        "closed_on": closed,
        "result": result,
        **more,
    }


def test_an_agreement_holds_when_a_look_around_day_90_says_so(home: Home) -> None:
    closed = "2025-02-01"  # day 90 is 2 May 2025
    rows = [
        case(1, "mediation", closed, "agreed", checked_on="2025-05-02", kept="yes"),
        case(2, "mediation", closed, "agreed", checked_on="2025-04-02", kept="yes"),  # day 60: just in time
        case(3, "mediation", closed, "agreed", checked_on="2025-04-01", kept="yes"),  # day 59: too early
        case(4, "mediation", closed, "agreed", checked_on="2025-02-20", kept="no"),  # broken is broken
        case(5, "mediation", closed, "agreed"),  # nobody looked
        case(6, "mediation", closed, "not_agreed", checked_on="2025-05-02", kept="yes"),
        case(7, "mediation", None, "open"),
        case(
            8, "mediation", "2025-09-10", "agreed", checked_on="2025-12-09", kept="yes"
        ),  # 120 days: 8 January
    ]
    reader = published(home, org(), {"role_case": rows}, as_of="2025-12-31")
    found = asked(reader, "mediation_agreement_rate", *YEAR)
    assert (found.numerator, found.denominator, found.unknown) == (2, 6, 2)
    assert found.status == "indicative"
    assert asked(reader, "mediation_agreement_rate", "2025-05-01", "2025-05-31").denominator == 6
    none_due = asked(reader, "mediation_agreement_rate", "2025-06-01", "2025-06-30")
    assert (none_due.value, none_due.status) == (None, "not_measured")


def test_an_ask_counts_when_it_is_concluded_and_partly_adopted_is_adopted(home: Home) -> None:
    rows = [
        case(1, "advocacy", "2025-03-01", "adopted"),
        case(2, "advocacy", "2025-03-01", "partly_adopted"),
        case(3, "advocacy", "2025-03-01", "rejected"),
        case(4, "advocacy", "2025-03-01", None),
        case(5, "advocacy", None, "open"),
        case(6, "mediation", "2025-03-01", "agreed"),
    ]
    reader = published(home, org(), {"role_case": rows}, as_of="2025-12-31")
    found = asked(reader, "advocacy_success_rate", *YEAR)
    assert (found.numerator, found.denominator, found.unknown) == (2, 4, 1)
    assert (found.status, found.best) == ("too_few", 0.75)


def alert(
    number: int, raised: str, first: str | None, plan: str | None, result: str = "open"
) -> dict[str, Any]:
    return {
        **case(number, "protection", None, result),
        "raised_at": raised,
        "first_action_at": first,
        "safety_plan_at": plan,
    }


def test_protection_is_timely_with_action_in_24_and_a_plan_in_72_hours(home: Home) -> None:
    raised = "2025-06-01 08:00:00"
    rows = [
        alert(1, raised, "2025-06-02 08:00:00", "2025-06-04 08:00:00"),  # exactly in time
        alert(2, raised, "2025-06-02 08:00:01", "2025-06-03 08:00:00"),  # action a second late
        alert(3, raised, "2025-06-01 09:00:00", "2025-06-04 08:01:00", "harm_repeated"),  # plan late
        alert(4, raised, "2025-06-01 09:00:00", None),
        alert(5, raised, None, None),
        alert(6, "2025-12-30 08:00:00", "2025-12-30 09:00:00", "2025-12-30 10:00:00"),  # not yet 72 hours old
    ]
    reader = published(home, org(), {"role_case": rows}, as_of="2025-12-31")
    found = asked(reader, "protection_response_rate", *YEAR)
    assert (found.numerator, found.denominator, found.status) == (1, 5, "indicative")
    assert "note.harm_repeated" in reasons(found)


def contact(number: int, role: str, level: str, hours: str | None) -> dict[str, Any]:
    return {
        "contact_id": f"c{number}",
        "organization_id": "o1",
        "program_id": "p1",
        "contact_on": "2025-05-10",
        "role": role,
        "level": level,
        "hours": hours,
    }


@pytest.fixture
def practice(home: Home) -> Reader:
    rows = [contact(number, "facilitator", "micro", "1") for number in range(20)]
    rows += [contact(20 + number, "broker", "mezzo", "2") for number in range(8)]
    rows += [contact(28 + number, "broker", "micro", "0.5") for number in range(8)]
    rows += [contact(36 + number, "mediator", "macro", None) for number in range(4)]
    return published(home, org(), {"contact": rows}, as_of="2025-12-31")


def test_the_mix_of_roles_is_a_share_of_hours_each_the_largest_first(practice: Reader) -> None:
    ask = Ask(indicator="role_level_mix", start=dt.date(2025, 1, 1), end=dt.date(2025, 12, 31))
    found = values(practice, OWNER, ask)
    assert [(one.group, one.value) for one in found] == [
        ("role=broker", 0.5),
        ("role=facilitator", 0.5),
        ("role=mediator", 0.0),
    ]
    assert all(one.denominator == 40 and one.n == 36 for one in found)
    assert sum(one.value or 0 for one in found) == 1
    assert found[0].notes[0].values == {"percent": 10.0}


def test_the_mix_can_be_asked_for_a_level_or_for_both(practice: Reader) -> None:
    micro = asked(practice, "role_level_mix", *YEAR, group="level=micro")
    assert (micro.numerator, micro.value) == (24, 0.6)
    both = asked(practice, "role_level_mix", *YEAR, group="role_level=broker:micro")
    assert (both.numerator, both.value) == (4, 0.1)
    absent = asked(practice, "role_level_mix", *YEAR, group="role=advocate")
    assert (absent.numerator, absent.value) == (0, 0)


def test_the_mix_of_few_contacts_says_so(home: Home) -> None:
    rows = [contact(number, "broker", "micro", "1") for number in range(29)]
    found = asked(published(home, org(), {"contact": rows}, as_of="2025-12-31"), "role_level_mix", *YEAR)
    assert (found.status, found.value) == ("too_few", 1)
