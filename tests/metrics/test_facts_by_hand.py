"""Every trap of the facts on a few rows whose answer anyone can count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from data.home import Home
from metrics.ask import Ask
from metrics.compute import value
from metrics.publish import publish
from metrics.reader import open_reader
from metrics.scope import OWNER
from metrics.value import IndicatorValue
from tests.data.rows import bring, clients, house, stay

Answer = Callable[..., IndicatorValue]


@pytest.fixture
def answer(home: Home) -> Answer:
    """Import rows, publish, and ask one number of 2025 (or another period)."""

    def of(
        indicator: str,
        tables: dict[str, Any],
        start: str = "2025-01-01",
        end: str = "2025-12-31",
        **more: Any,
    ) -> IndicatorValue:
        rows = tables.get("enrollment", [])
        whole = {**house(kind=more.pop("kind", "treatment")), "client": clients(rows), **tables}
        imported = bring(home, whole)
        assert imported.status == "imported", imported.problems
        publish(home)
        asked = Ask(
            indicator=indicator, start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end), **more
        )
        return value(open_reader(home), OWNER, asked)

    return of


def contact(number: int, client: int, day: str) -> dict[str, str]:
    return {
        "contact_id": f"k{number}",
        "organization_id": "o1",
        "program_id": "p1",
        "client_id": f"c{client}",
        "contact_on": day,
    }


def test_unknown_outcomes_stay_in_the_denominator_and_excluded_ones_leave_it(answer: Answer) -> None:
    outcomes = ["achieved"] * 6 + ["not_achieved"] * 3 + ["unknown"] * 2 + ["excluded"] * 4
    rows = [stay(number, "2025-01-10", "2025-03-10", outcome) for number, outcome in enumerate(outcomes)]
    found = answer("outcome_achievement_rate", {"enrollment": rows})
    assert (found.numerator, found.denominator, found.unknown) == (6, 11, 2)
    assert (found.worst, found.best) == (6 / 11, 8 / 11)
    assert found.status == "indicative"


def test_an_exit_without_a_written_outcome_is_unknown_unless_its_reason_excludes_it(answer: Answer) -> None:
    rows = [
        stay(1, "2025-01-10", "2025-03-10", exit_reason="completed"),
        stay(2, "2025-01-10", "2025-03-10", exit_reason="deceased"),
        stay(3, "2025-01-10", "2025-03-10", exit_reason="dropped_out"),
    ]
    found = answer("outcome_achievement_rate", {"enrollment": rows})
    assert (found.numerator, found.denominator, found.unknown) == (0, 2, 2)


def test_a_measured_zero_is_zero_and_nothing_recorded_is_not_measured(answer: Answer) -> None:
    rows = [stay(number, "2025-01-10", "2025-03-10", "not_achieved") for number in range(12)]
    found = answer("outcome_achievement_rate", {"enrollment": rows})
    assert (found.value, found.status) == (0.0, "indicative")
    nothing = answer("complaints", {"enrollment": rows})
    assert (nothing.value, nothing.status) == (None, "not_measured")
    none_left = answer("exits", {"enrollment": rows}, "2025-02-01", "2025-02-28")
    assert (none_left.value, none_left.status) == (0.0, "ok")


def test_nobody_over_nobody_is_no_data_and_never_a_pass(answer: Answer) -> None:
    rows = [stay(1, "2025-01-10", "2025-03-10", "achieved")]
    target = {
        "target_id": "t",
        "organization_id": "o1",
        "indicator": "outcome_achievement_rate",
        "value": "0",
        "starts_on": "2025-01-01",
        "due_on": "2025-12-31",
    }
    found = answer(
        "outcome_achievement_rate", {"enrollment": rows, "target": [target]}, "2025-02-01", "2025-02-28"
    )
    assert (found.value, found.status, found.target_status) == (None, "not_measured", None)


def test_one_person_in_two_programmes_is_one_person_of_the_organisation(answer: Answer) -> None:
    rows = [
        stay(1, "2025-01-10", "2025-03-10", "achieved"),
        {**stay(1, "2025-02-10"), "enrollment_id": "e1b", "program_id": "p2"},
        stay(2, "2025-12-31"),
    ]
    programs = [
        {"program_id": name, "organization_id": "o1", "name": name, "kind": "treatment"}
        for name in ("p1", "p2")
    ]
    assert answer("people_served", {"enrollment": rows, "program": programs}).value == 2
    assert answer("people_served", {"enrollment": rows, "program": programs}, program="p2").value == 1
    halves = answer("people_served", {"enrollment": rows, "program": programs}, "2025-01-01", "2025-06-30")
    assert (halves.value, halves.status) == (None, "cannot_be_combined")


def test_a_person_between_two_stays_is_not_served_in_the_months_between(answer: Answer) -> None:
    rows = [
        stay(1, "2025-01-10", "2025-02-10", "achieved"),
        {**stay(1, "2025-05-10"), "enrollment_id": "e1b"},
        stay(2, "2025-06-30"),
    ]
    people = [
        answer("people_served", {"enrollment": rows}, f"2025-{month:02}-01", f"2025-{month:02}-{last}").value
        for month, last in ((1, 31), (2, 28), (3, 31), (4, 30), (5, 31), (6, 30))
    ]
    assert people == [1, 1, 0, 0, 1, 2]
    assert answer("people_served", {"enrollment": rows}, "2025-04-01", "2025-06-30").value == 2


@pytest.mark.parametrize(("days", "counted"), [(13, 0), (14, 1), (365, 1), (366, 0)])
def test_a_return_counts_from_the_14th_to_the_365th_day(answer: Answer, days: int, counted: int) -> None:
    again = dt.date(2024, 3, 10) + dt.timedelta(days=days)
    rows = [
        stay(1, "2024-01-10", "2024-03-10", "achieved"),
        {**stay(1, again.isoformat()), "enrollment_id": "e1b"},
        stay(2, "2025-12-01"),
    ]
    assert answer("returns", {"enrollment": rows}, "2024-03-01", "2024-03-31").value == counted


def test_follow_up_coverage_counts_only_points_that_have_had_their_45_days(answer: Answer) -> None:
    rows = [
        stay(1, "2023-12-01", "2024-03-01", "achieved"),
        stay(2, "2023-12-01", "2024-03-02", "achieved"),
        stay(3, "2023-12-01", "2024-03-03", "not_achieved"),
        stay(4, "2025-01-01", "2025-11-30", "achieved"),
        stay(5, "2025-12-20"),
    ]
    looked = [
        {
            "follow_up_id": f"f{number}",
            "organization_id": "o1",
            "enrollment_id": f"e{number}",
            "client_id": f"c{number}",
            "due_on": "2025-03-01",
            "done_on": done,
            "status": status,
        }
        for number, done, status in ((1, "2025-04-15", "well"), (2, "2025-04-17", "well"))
    ]
    found = answer("followup_coverage_12m", {"enrollment": rows, "follow_up": looked})
    assert (found.numerator, found.denominator) == (1, 2), "46 days after the point is too late"


def test_material_aid_after_exit_is_not_self_reliance(answer: Answer) -> None:
    rows = [stay(number, "2025-01-01", "2025-02-01", "achieved", self_reliant="yes") for number in (1, 2, 3)]
    rows.append(stay(9, "2025-12-30"))
    aid = [
        {
            "service_id": f"s{number}",
            "organization_id": "o1",
            "client_id": f"c{number}",
            "service_on": day,
            "material_aid": material,
        }
        for number, day, material in (
            (1, "2025-02-01", "true"),
            (2, "2025-08-02", "true"),
            (3, "2025-05-05", "false"),
        )
    ]
    found = answer("self_reliance_exit_rate", {"enrollment": rows, "service": aid})
    assert (found.numerator, found.denominator) == (2, 3), (
        "aid on the exit day or as a service does not count"
    )


def test_prevention_waits_for_its_horizon_and_leaves_low_risk_out(answer: Answer) -> None:
    common = {"problem_present_at_entry": "no", "risk_entry": "high"}
    rows = [
        stay(1, "2024-06-01", "2025-05-20", "achieved", **common),
        stay(2, "2024-06-01", "2024-09-01", "achieved", **common),
        stay(3, "2024-06-01", "2024-09-01", "not_achieved", **common),
        stay(4, "2024-06-01", "2025-05-20", "achieved", **{**common, "risk_entry": "low"}),
        stay(5, "2025-06-01", "2025-07-01", "achieved", **common),
        stay(6, "2025-12-30", **common),
    ]
    found = answer("prevention_success_rate", {"enrollment": rows}, kind="prevention", program="p1")
    assert (found.numerator, found.denominator, found.unknown) == (1, 3, 1)


def test_prevention_fails_by_the_problem_itself_and_a_matured_success_outlives_the_stay(
    answer: Answer,
) -> None:
    common = {"problem_present_at_entry": "no", "risk_entry": "high", "problem": "dropping out"}
    rows = [
        *(stay(number, "2024-02-29", **common) for number in (1, 2, 3, 4)),
        # Here on 28 February 2025, 365 days later, and gone without assessment the day after; or with the problem.
        stay(5, "2024-02-29", "2025-03-01", "unknown", **common),
        stay(6, "2024-02-29", "2025-03-01", "not_achieved", **common),
        stay(7, "2024-02-29", "2025-02-28", "unknown", **common),
    ]
    elsewhere = [
        stay(1, "2024-07-01", problem="dropping out"),
        stay(2, "2024-07-01"),  # for what is not written: it may be the same
        stay(3, "2024-07-01", problem="violence"),
        stay(4, "2024-07-01", problem="dropping out", problem_present_at_entry="no"),
    ]
    later = [{**row, "enrollment_id": f"{row['enrollment_id']}b", "program_id": "p2"} for row in elsewhere]
    programs = [
        {"program_id": name, "organization_id": "o1", "name": name, "kind": kind}
        for name, kind in (("p1", "prevention"), ("p2", "treatment"))
    ]
    found = answer("prevention_success_rate", {"program": programs, "enrollment": rows + later}, program="p1")
    assert (found.numerator, found.denominator, found.unknown) == (3, 7, 2)


def test_what_names_another_case_number_or_only_the_stay_is_of_the_same_person(answer: Answer) -> None:
    rows = [
        stay(number, "2025-01-01", "2025-02-01", "achieved", self_reliant="yes", risk_entry="high")
        for number in (1, 2, 3)
    ]
    rows += [stay(number, "2025-01-01", risk_entry="high") for number in (4, 5, 6)]
    known = [*clients(rows), {"client_id": "old", "organization_id": "o1"}]
    same = [{"alias_client_id": "old", "organization_id": "o1", "client_id": "c1"}]
    whose = ({"client_id": "old"}, {"enrollment_id": "e2"})
    given = {"organization_id": "o1", "service_on": "2025-05-05", "material_aid": "true"}
    aid = [{"service_id": f"s{place}", **given, **named} for place, named in enumerate(whose)]
    tables = {"enrollment": rows, "client": known, "alias": same, "service": aid}
    far = [contact(9, 6, "2025-12-31")]
    found = answer("self_reliance_exit_rate", {**tables, "contact": far})
    assert (found.numerator, found.denominator) == (1, 3), "the first two had aid after they left"
    met = [
        {**contact(1, 0, "2025-03-12"), "client_id": "old"},
        {**contact(2, 0, "2025-03-12"), "client_id": None},
    ]
    met[1]["enrollment_id"] = "e5"
    same = [{"alias_client_id": "old", "organization_id": "o1", "client_id": "c4"}]
    found = answer(
        "high_risk_contact_rate", {**tables, "alias": same, "contact": met + far}, "2025-03-10", "2025-03-16"
    )
    assert (found.numerator, found.denominator) == (2, 3)


def test_prevention_does_not_apply_to_a_treatment_programme(answer: Answer) -> None:
    rows = [stay(1, "2024-06-01", "2025-05-20", "achieved", problem_present_at_entry="no", risk_entry="high")]
    found = answer("prevention_success_rate", {"enrollment": rows}, program="p1")
    assert (found.value, found.status) == (None, "not_applicable")


def test_a_referral_is_completed_by_the_word_of_client_or_partner_and_unknown_without_any(
    answer: Answer,
) -> None:
    def referral(number: int, received: str | None, by: str | None) -> dict[str, Any]:
        return {
            "referral_id": f"r{number}",
            "organization_id": "o1",
            "program_id": "p1",
            "made_on": "2025-03-01",
            "received_on": received,
            "confirmed_by": by,
        }

    rows = [stay(1, "2025-12-30")]
    referrals = [
        referral(1, "2025-03-31", "client"),
        referral(2, "2025-04-01", "client"),
        referral(3, "2025-03-05", "referrer"),
        referral(4, None, None),
        referral(6, "2025-03-04", "partner"),
        referral(7, "2025-03-04", None),
        {**referral(5, "2025-12-15", "client"), "made_on": "2025-12-10"},
    ]
    found = answer("referral_followthrough_rate", {"enrollment": rows, "referral": referrals})
    assert (found.numerator, found.denominator) == (2, 6), "the fifth is not 30 days old"
    assert (found.unknown, found.worst, found.best) == (1, 2 / 6, 3 / 6)


def test_high_risk_contact_is_a_state_at_the_end_of_the_week_and_not_a_sum(answer: Answer) -> None:
    rows = [stay(number, "2025-01-01", risk_entry="high") for number in (1, 2)] + [stay(3, "2025-01-01")]
    contacts = [contact(1, 1, "2025-03-10"), contact(2, 2, "2025-03-02"), contact(3, 3, "2025-03-31")]
    found = answer(
        "high_risk_contact_rate", {"enrollment": rows, "contact": contacts}, "2025-03-10", "2025-03-16"
    )
    assert (found.numerator, found.denominator) == (1, 2), "14 days back from Sunday begin on Monday the 3rd"


def test_a_week_that_crosses_the_year_is_one_week(answer: Answer) -> None:
    rows = [stay(1, "2024-12-30"), stay(2, "2025-01-05"), stay(3, "2025-01-06")]
    assert answer("intakes", {"enrollment": rows}, "2024-12-30", "2025-01-05").value == 2


def test_open_cases_are_those_enrolled_at_the_end(answer: Answer) -> None:
    rows = [
        stay(1, "2025-01-10", "2025-03-31", "achieved"),
        stay(2, "2025-01-10", "2025-04-01", "achieved"),
        stay(3, "2025-03-31"),
    ]
    assert answer("open_cases", {"enrollment": rows}, "2025-03-01", "2025-03-31").value == 2
    assert answer("open_cases", {"enrollment": rows}, "2025-01-01", "2025-01-31").value == 2
    assert answer("open_cases", {"enrollment": rows}, "2025-01-06", "2025-01-12").value == 2


def test_two_numbers_that_are_one_person_are_counted_once(answer: Answer) -> None:
    rows = [stay(1, "2025-01-10"), stay(2, "2025-02-10")]
    same = [{"alias_client_id": "c2", "organization_id": "o1", "client_id": "c1"}]
    assert answer("people_served", {"enrollment": rows}).value == 2
    assert answer("people_served", {"enrollment": rows, "alias": same}).value == 1


def test_an_exit_without_a_reason_is_unknown_and_not_good_news(answer: Answer) -> None:
    reasons = ["dropped_out", "completed", "unknown"]
    rows = [
        stay(number, "2025-01-10", "2025-03-10", "achieved", exit_reason=reason)
        for number, reason in enumerate(reasons)
    ]
    found = answer("dropout_share", {"enrollment": rows})
    assert (found.numerator, found.denominator, found.unknown) == (1, 3, 1)
    assert (found.value, found.best, found.worst) == (1 / 3, 1 / 3, 2 / 3)
    assert found.gates == (), "two of three reasons are known"
    # One more without a reason: half of them is too little to go by.
    rows.append(stay(3, "2025-01-10", "2025-03-10", "achieved"))
    found = answer("dropout_share", {"enrollment": rows})
    assert (found.numerator, found.denominator, found.unknown) == (1, 4, 2)
    assert found.gates == ("exit_reason_coverage",)


def test_where_no_exit_has_a_reason_nobody_is_said_to_have_stayed(answer: Answer) -> None:
    rows = [stay(number, "2025-01-10", "2025-03-10", "achieved") for number in range(53)]
    found = answer("dropout_share", {"enrollment": rows})
    assert (found.value, found.numerator, found.status) == (None, None, "not_measured")
    assert found.reason is not None and found.reason.key == "reason.nothing_known.reason_unknown"
    known = answer("exit_reason_coverage", {"enrollment": rows})
    assert (known.value, known.numerator, known.denominator) == (0.0, 0, 53)


def test_who_is_not_counted_did_not_drop_out_either(answer: Answer) -> None:
    outcomes = ["excluded", "achieved"]
    rows = [
        stay(number, "2025-01-10", "2025-03-10", outcome, exit_reason="dropped_out")
        for number, outcome in enumerate(outcomes)
    ]
    found = answer("dropout_share", {"enrollment": rows})
    assert (found.numerator, found.denominator, found.unknown) == (1, 1, 0)


def test_the_last_day_that_counts_counts_and_the_next_one_does_not(answer: Answer) -> None:
    rows = [stay(number, "2025-01-10", "2025-06-30", "achieved") for number in range(1, 5)] + [
        stay(9, "2025-12-31")
    ]

    def scored(number: int, phase: str, day: str) -> dict[str, Any]:
        return {
            "measurement_id": f"{number}-{phase}",
            "organization_id": "o1",
            "client_id": f"c{number}",
            "enrollment_id": f"e{number}",
            "instrument_id": "skala",
            "phase": phase,
            "measured_on": day,
            "score": "5",
        }

    # 30 and 31 days before the exit, 30 and 31 days after it.
    ends = enumerate(("2025-05-31", "2025-05-30", "2025-07-30", "2025-07-31"), 1)
    scores = [scored(number, "exit", day) for number, day in ends]
    scores += [scored(number, "baseline", "2025-01-10") for number in range(1, 5)]
    told = [
        {"complaint_id": f"k{day}", "organization_id": "o1", "received_on": "2025-02-15", "told_on": day}
        for day in ("2025-02-15", "2025-03-01", "2025-03-02")
    ]
    tables = {
        "enrollment": rows,
        "instrument": [{"instrument_id": "skala", "name": "Skala"}],
        "measurement": scores,
        "complaint": told,
    }
    assert answer("mean_outcome_change", tables).denominator == 2
    found = answer("complaint_resolution_rate", tables)
    assert (found.numerator, found.denominator) == (2, 3), (
        "the 14th day after 15 February is the first of March"
    )
