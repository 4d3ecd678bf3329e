"""Mission over rules: decisions that wait, certified staff, evidence of a rule pack, cases by the book."""

from __future__ import annotations

import datetime as dt
from typing import Any

from data.accreditation import AccreditationPack, pack_in_force, packs
from data.home import Home
from metrics.ask import Ask
from metrics.compute import values_by
from metrics.scope import OWNER, Scope
from tests.data.rows import clients, stay
from tests.metrics.money_rows import asked, org, published, reasons

YEAR = ("2025-01-01", "2025-12-31")


def decision(number: int, raised: str, decided: str | None, **more: Any) -> dict[str, Any]:
    return {
        "event_id": f"d{number}",
        "organization_id": "o1",
        "program_id": "p1",
        "raised_on": raised,
        "decided_on": decided,
        **more,
    }


def test_the_median_wait_counts_what_is_still_open(home: Home) -> None:
    # Bewick 2004: times 1 1 4 5 6+ 9 9+ 22 give .750 .625 .500: half are decided by day 5.
    start = dt.date(2025, 12, 1)
    rows = [
        decision(number, start.isoformat(), (start + dt.timedelta(days=days)).isoformat())
        for number, days in enumerate((1, 1, 4, 5, 9, 22))
    ]
    rows += [decision(6, "2025-12-25", None), decision(7, "2025-12-22", None)]  # open for 6 and 9 days
    reader = published(home, org(), {"decision_event": rows}, as_of="2025-12-31")
    found = asked(reader, "decision_lead_time", "2025-12-01", "2025-12-31")
    assert (found.value, found.numerator, found.unknown, found.n) == (5, 6, 2, 8)
    assert (found.status, found.unit, found.interval_method) == ("too_few", "days", "log_log")
    assert found.low is not None and found.low <= 5


def test_a_median_that_was_not_reached_is_not_guessed(home: Home) -> None:
    rows = [decision(1, "2025-12-01", "2025-12-05"), *(decision(n, "2025-12-01", None) for n in (2, 3, 4))]
    reader = published(home, org(), {"decision_event": rows}, as_of="2025-12-31")
    found = asked(reader, "decision_lead_time", "2025-12-01", "2025-12-31")
    assert (found.value, found.status, found.unknown) == (None, "not_measured", 3)
    assert reasons(found) == {"reason.half_not_decided"}


def post(number: int, fte: str, certified: str | None, **more: Any) -> dict[str, Any]:
    return {
        "post_id": f"j{number}",
        "organization_id": "o1",
        "full_time_equivalent": fte,
        "serves_clients": "true",
        "started_on": "2024-01-01",
        "certified_until_on": certified,
        **more,
    }


def test_certified_are_those_whose_certificate_is_valid_on_the_day(home: Home) -> None:
    rows = [
        post(1, "1", "2025-06-30"),
        post(2, "0.5", "2026-06-30", started_on=None),
        post(3, "1", None),
        post(4, "1", "2027-01-01", serves_clients="false"),
        post(5, "0.5", "2027-01-01", ended_on="2025-09-30"),
        post(6, "1", "2023-12-31"),  # expired before the post began
    ]
    reader = published(home, org(), {"staff_post": rows}, as_of="2025-12-31")
    june = asked(reader, "certified_staff_share", "2025-06-01", "2025-06-30")
    assert (june.numerator, june.denominator) == (2, 4)
    july = asked(reader, "certified_staff_share", "2025-07-01", "2025-07-31")
    assert (july.numerator, july.denominator) == (1, 4)
    year = asked(reader, "certified_staff_share", *YEAR)
    assert (year.numerator, year.denominator, year.low) == (0.5, 3.5, None)


def evidence(
    number: int, requirement: str, since: str | None, until: str | None, verified: str | None
) -> Any:
    return {
        "evidence_id": f"b{number}",
        "organization_id": "o1",
        "rule_pack": "permensos_107_2009",
        "component": "syarat" if requirement.startswith("5.1") else "kelembagaan",
        "requirement": requirement,
        "valid_from_on": since,
        "valid_until_on": until,
        "verified_on": verified,
    }


def test_evidence_counts_when_it_is_there_verified_and_not_expired(home: Home) -> None:
    rows = [
        evidence(1, "5.1.a", "2020-01-01", None, "2020-02-01"),
        evidence(2, "5.1.b", "2022-01-01", "2025-06-30", "2022-02-01"),  # expired in July
        evidence(3, "5.1.b", "2024-01-01", "2025-09-30", "2024-02-01"),  # renewed in time, expired in October
        evidence(4, "6.1.a", "2025-05-01", None, None),  # nobody verified it
        evidence(5, "6.1.b", "2025-11-01", None, "2025-12-01"),  # verified only in December
        evidence(6, "6.1.z", "2020-01-01", None, "2020-02-01"),  # no requirement of the pack
    ]
    reader = published(home, org(), {"accreditation_evidence": rows}, as_of="2025-12-31")
    august = asked(reader, "accreditation_readiness_index", "2025-08-01", "2025-08-31")
    assert (august.numerator, august.denominator) == (2, 12)
    november = asked(reader, "accreditation_readiness_index", "2025-11-01", "2025-11-30")
    assert november.numerator == 1
    december = asked(reader, "accreditation_readiness_index", *YEAR)
    assert (december.numerator, december.value) == (2, 2 / 12)
    assert {"note.knocked_out", "note.evidence_lowest.proses"} <= reasons(december)
    ask = Ask(
        indicator="accreditation_readiness_index", start=dt.date(2025, 10, 1), end=dt.date(2025, 12, 31)
    )
    parts = {
        one.group: (one.numerator, one.denominator) for one in values_by(reader, OWNER, ask, "component")
    }
    assert parts == {
        "component=syarat": (1, 3),
        "component=kelembagaan": (1, 7),
        "component=proses": (0, 1),
        "component=hasil": (0, 1),
    }
    states = reader.rows(
        """select sum(valid), sum(unverified), sum(expired), sum(missing), sum(knocked_out)
           from published.evidence where dim = 'all' and period = date '2025-12-01'"""
    )
    assert states == [(2, 1, 1, 8, 2)]


def test_papers_are_no_people_and_are_shown_to_a_board(home: Home) -> None:
    rows = [evidence(1, "5.1.a", "2020-01-01", None, "2020-02-01")]
    reader = published(home, org(), {"accreditation_evidence": rows}, as_of="2025-12-31")
    board = Scope(threshold=10, viewer="board")
    assert asked(reader, "accreditation_readiness_index", *YEAR, scope=board).numerator == 1


def test_an_empty_pack_is_known_and_never_measured_against() -> None:
    known = {one.id: one for one in packs()}
    assert set(known) >= {"permensos_107_2009", "permensos_8_2025"}
    assert not known["permensos_8_2025"].is_usable
    in_force = pack_in_force(dt.date(2026, 1, 1))
    assert in_force is not None and in_force.id == "permensos_107_2009"
    requirements = [one for part in in_force.components for one in part.requirements]
    assert len(requirements) == 12
    assert [one.id for one in requirements if one.knock_out] == ["5.1.a", "5.1.b", "5.1.c"]
    assert all(part.title.id and part.title.en and part.weight is None for part in in_force.components)


def test_of_two_packs_the_newer_one_in_force_counts() -> None:
    old = packs()[0]
    new = old.model_copy(update={"id": "newer", "in_force_from": dt.date(2026, 1, 1)})
    later = old.model_copy(update={"id": "later", "in_force_from": dt.date(2030, 1, 1)})
    known: list[AccreditationPack] = [later, old, new]
    for day, name in ((dt.date(2025, 12, 31), old.id), (dt.date(2026, 1, 1), "newer")):
        found = pack_in_force(day, known)
        assert found is not None and found.id == name
    assert pack_in_force(dt.date(2000, 1, 1), known) is None


STEPS = {
    "intake": "2025-01-10",
    "assessment": "2025-01-12",
    "plan": "2025-01-20",
    "intervention": "2025-01-25",
    "termination": "2025-04-01",
    "aftercare": "2025-05-01",
}


def steps(number: int, **changed: str | None) -> list[dict[str, Any]]:
    return [
        {
            "step_id": f"s{number}-{kind}",
            "organization_id": "o1",
            "enrollment_id": f"e{number}",
            "kind": kind,
            "done_on": day,
        }
        for kind, day in {**STEPS, **changed}.items()
        if day
    ]


def test_a_case_is_complete_with_all_steps_in_order(home: Home) -> None:
    rows = [stay(number, "2025-01-10", "2025-04-01", "achieved") for number in range(1, 8)]
    rows.append(stay(8, "2025-01-10", "2025-04-01", exit_reason="deceased"))
    rows.append(stay(9, "2025-01-10", "2025-10-20", "achieved"))  # 90 days end in January
    done = [
        *steps(1),
        *steps(2, resocialisation="2025-03-15"),
        *steps(3, resocialisation="2025-01-20"),  # before the intervention
        *steps(4, plan=None),
        *steps(5, assessment="2025-01-21"),  # after the plan
        *steps(6, aftercare="2025-07-01"),  # 91 days after the exit
        *steps(7, aftercare="2025-06-30"),  # on the 90th
        *steps(8),
        *steps(9),
    ]
    people = {"client": clients(rows), "enrollment": rows, "case_step": done}
    found = asked(published(home, org(), people, as_of="2025-12-31"), "case_process_completeness", *YEAR)
    assert (found.numerator, found.denominator) == (3, 7)
    june = asked(
        published(home, org(), people, as_of="2025-12-31"),
        "case_process_completeness",
        "2025-06-01",
        "2025-06-30",
    )
    assert june.denominator == 7
