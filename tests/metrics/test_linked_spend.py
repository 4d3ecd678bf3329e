"""What money and outcomes say together: outcomes for each million, and spending whose outcome is measured."""

from __future__ import annotations

from typing import Any

import pytest

from data.home import Home
from tests.metrics.money_rows import Ledger, asked, exits, merged, org, published, reasons

YEAR = ("2025-01-01", "2025-12-31")


def target(program: str, baseline: str | None, indicator: str = "outcome_achievement_rate") -> dict[str, Any]:
    return {
        "target_id": f"t-{program}-{indicator}",
        "organization_id": "o1",
        "program_id": program,
        "indicator": indicator,
        "value": "0.6",
        "baseline": baseline,
        "starts_on": "2025-01-01",
        "due_on": "2025-12-31",
        "set_on": "2024-12-01",
    }


def test_outcomes_for_each_million_are_cost_per_outcome_turned_over(home: Home) -> None:
    ledger = Ledger().line("2025-03-01", "2000000", program_id="p1", nature="treatment")
    reader = published(home, org(), exits(5, 5), ledger.tables)
    found = asked(reader, "outcomes_per_million", "2025-03-01", "2025-03-31")
    assert (found.value, found.numerator, found.denominator, found.n) == (2.5, 5, 2_000_000, 10)
    # Wilson's interval of 5 of 10 is 0.23659 to 0.76341; ten exits over two million.
    assert (found.low, found.high) == pytest.approx((5 * 0.236593, 5 * 0.763407), abs=1e-4)
    assert (found.unit, found.status) == ("per_million", "too_few" if found.n is None else found.status)
    said = {note.key: note.values.get("n") for note in found.notes}
    assert said["note.outcomes_per.hundred_million"] == 250


def test_without_an_outcome_there_are_none_for_a_million_though_each_has_no_price(home: Home) -> None:
    ledger = Ledger().line("2025-03-01", "2000000", program_id="p1", nature="treatment")
    reader = published(home, org(), exits(0, 12), ledger.tables)
    found = asked(reader, "outcomes_per_million", "2025-03-01", "2025-03-31")
    assert (found.value, found.low, found.status) == (0, 0, "too_few")
    assert found.high is not None and found.high > 0
    assert asked(reader, "cost_per_outcome", "2025-03-01", "2025-03-31").value is None


def test_spending_counts_as_linked_with_a_baseline_a_target_and_an_actual_that_was_assessed(
    home: Home,
) -> None:
    programs = ("linked", "reported", "nobase", "unassessed", "inputs")
    ledger = Ledger()
    for program, amount in zip(programs, ("100", "300", "200", "150", "250"), strict=True):
        ledger.line("2025-03-01", amount, program_id=program, nature="treatment")
    ledger.line("2025-03-01", "5000", nature="admin")
    definition = {
        "definition_id": "d1",
        "organization_id": "o1",
        "program_id": "reported",
        "name": "Pulih",
        "result_type": "outcome",
        "baseline": "10",
    }
    result = {
        "result_id": "r1",
        "definition_id": "d1",
        "organization_id": "o1",
        "program_id": "reported",
        "period": "1",
        "starts_on": "2025-01-01",
        "ends_on": "2025-03-31",
        "value": "30",
        "target": "40",
        "is_total": "true",
    }
    reader = published(
        home,
        org("o1", *programs),
        merged(
            exits(6, 6, "linked"),
            exits(6, 6, "nobase"),
            exits(5, 2, "unassessed", unknown=5),
            exits(6, 6, "inputs"),
        ),
        ledger.tables,
        {
            "indicator_definition": [definition],
            "reported_result": [result],
            "target": [
                target("linked", "0.4"),
                target("nobase", None),
                target("unassessed", "0.4"),  # 7 of 12 were assessed: under 60 %
                target("inputs", "5", "services"),  # an output is no outcome
            ],
        },
    )
    found = asked(reader, "outcome_linked_spend_share", *YEAR)
    assert (found.numerator, found.denominator, found.value) == (400, 1000, 0.4)
    assert "note.programs_without_outcome" in reasons(found)
    assert found.low is None, "an account has no sampling error"
    assert asked(reader, "outcome_linked_spend_share", *YEAR, program="nobase").value == 0
