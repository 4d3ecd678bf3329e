"""Who decides, what became of what people said, who stays, and who found a place in the market."""

from __future__ import annotations

from typing import Any

from data.home import Home
from tests.data.rows import clients, stay
from tests.metrics.money_rows import asked, org, published, reasons

YEAR = ("2025-01-01", "2025-12-31")


def test_a_decision_is_shared_when_a_client_and_a_worker_decided(home: Home) -> None:
    voices = [
        ("true", "true"),
        ("true", "false"),
        ("false", None),
        (None, "true"),
        (None, None),
        ("true", "true"),
    ]
    rows = [
        {
            "event_id": f"d{number}",
            "organization_id": "o1",
            "raised_on": "2025-01-05",
            "decided_on": "2025-02-05" if number < 5 else None,
            "client_decided": client,
            "frontline_decided": frontline,
            "women_share": ("0.4", "0.6", None)[number % 3],
        }
        for number, (client, frontline) in enumerate(voices)
    ]
    reader = published(home, org(), {"decision_event": rows}, as_of="2025-12-31")
    found = asked(reader, "decision_participation_rate", *YEAR)
    # The third was decided without a client: that it is not known of the frontline changes nothing.
    assert (found.numerator, found.denominator, found.unknown) == (1, 5, 2)
    assert next(one.values for one in found.notes) == {"percent": 50}


def theme(number: int, raised: str, **more: Any) -> dict[str, Any]:
    usual = {"action": "dijalankan", "closed_on": "2025-03-01", "told_on": "2025-03-05", "refused": "false"}
    return {
        "theme_id": f"q{number}",
        "organization_id": "o1",
        "raised_on": raised,
        "theme": "jam layanan",
        **usual,
        **more,
    }


def test_feedback_counts_when_it_was_acted_on_and_told_back_in_time(home: Home) -> None:
    raised = "2025-01-01"  # 90 days end on 1 April 2025
    rows = [
        theme(1, raised),
        theme(2, raised, told_on="2025-04-01"),
        theme(3, raised, told_on="2025-04-02"),
        theme(4, raised, refused="true"),
        theme(5, raised, action=None),
        theme(6, raised, told_on=None),
        theme(7, "2025-10-03", closed_on="2025-10-10", told_on="2025-10-11"),  # 90 days end in 2026
    ]
    reader = published(home, org(), {"feedback_theme": rows}, as_of="2025-12-31")
    found = asked(reader, "feedback_action_rate", *YEAR)
    assert (found.numerator, found.denominator, found.status) == (2, 6, "indicative")
    assert asked(reader, "feedback_action_rate", "2025-01-01", "2025-03-31").status == "not_measured"


def spell(number: int, started: str, active: str | None, ended: str | None = None) -> dict[str, Any]:
    return {
        "spell_id": f"y{number}",
        "organization_id": "o1",
        "started_on": started,
        "last_active_on": active,
        "ended_on": ended,
    }


def test_a_volunteer_is_kept_who_was_active_at_both_ends_of_the_year(home: Home) -> None:
    rows = [
        spell(1, "2024-01-01", "2025-12-30"),
        spell(2, "2024-01-01", "2025-10-02"),  # 90 days before the last day
        spell(3, "2024-01-01", "2025-10-01"),  # 91 days
        spell(4, "2024-01-01", "2024-10-02"),  # dormant already when the year began
        spell(5, "2024-01-01", "2024-10-03"),  # active 90 days before the first day
        spell(6, "2025-01-01", "2025-12-30"),  # began with the year, not before
        spell(7, "2024-01-01", "2025-12-30", "2025-12-31"),  # left on the last day
    ]
    reader = published(home, org(), {"volunteer_spell": rows}, as_of="2025-12-31")
    found = asked(reader, "volunteer_retention_rate", *YEAR)
    assert (found.numerator, found.denominator, found.status) == (2, 5, "too_few")
    assert asked(reader, "volunteer_retention_rate", *YEAR, program="p1").status == "not_applicable"


def placement(number: int, kind: str, **more: Any) -> dict[str, Any]:
    return {
        "placement_id": f"t{number}",
        "organization_id": "o1",
        "program_id": "p1",
        "client_id": "c1",
        "enrollment_id": "e1",
        "kind": kind,
        "placed_on": "2025-01-01",  # day 182 is 2 July 2025
        **more,
    }


def test_a_placement_holds_when_a_look_around_half_a_year_says_so(home: Home) -> None:
    rows = [
        placement(
            1, "job", checked_on="2025-07-02", still_there="yes", income_before="100", income_after="150"
        ),
        placement(2, "buyer", checked_on="2025-05-18", still_there="yes"),  # day 137: just in time
        placement(3, "job", checked_on="2025-05-17", still_there="yes"),  # day 136: too early to say
        placement(4, "cooperative", checked_on="2025-03-01", still_there="no"),
        placement(5, "job", checked_on="2025-07-02", still_there="unknown"),
        placement(6, "job"),
        placement(7, "school", checked_on="2025-07-02", still_there="yes"),
        placement(8, "job", placed_on="2025-06-01"),  # day 182 is 30 November, 45 more days end in January
    ]
    people = [stay(1, "2024-11-01", "2025-01-20", "achieved")]
    tables = {"client": clients(people, sex="female"), "enrollment": people, "placement": rows}
    reader = published(home, org(), tables, as_of="2025-12-31")
    found = asked(reader, "market_linkage_retention_rate", *YEAR)
    assert (found.numerator, found.denominator, found.unknown) == (2, 6, 3)
    assert asked(reader, "market_linkage_retention_rate", *YEAR, group="kind=job").denominator == 4
    assert asked(reader, "market_linkage_retention_rate", *YEAR, group="sex=female").denominator == 6
    assert "note.income_change" not in reasons(found), "one income is no median"


def test_the_median_change_of_income_is_told_from_ten_people_on(home: Home) -> None:
    after = [90, 100, 110, 120, 130, 140, 150, 160, 170, 900]
    rows = [
        placement(
            number,
            "job",
            checked_on="2025-07-02",
            still_there="yes",
            income_before="100",
            income_after=str(amount),
        )
        for number, amount in enumerate(after)
    ]
    people = [stay(1, "2024-11-01", "2025-01-20", "achieved")]
    tables = {"client": clients(people), "enrollment": people, "placement": rows}
    found = asked(published(home, org(), tables, as_of="2025-12-31"), "market_linkage_retention_rate", *YEAR)
    # The lower of the two middle ones, 130 and 140 of 100.
    assert next(one.values for one in found.notes) == {"percent": 30, "n": 10}
