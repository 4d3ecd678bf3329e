"""What the screen that compares opens on: the first measure of which there is something to compare."""

from __future__ import annotations

import datetime as dt

from data.home import Home
from metrics.period import Period
from metrics.reviews.asking import Asking
from metrics.reviews.compare import NO_KIND, comparable, compare_review
from metrics.scope import OWNER
from metrics.verification import verify
from tests.data.rows import clients, stay
from tests.metrics.money_rows import Tables, exits, org, published

YEAR = Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
PROGRAMS = ("p1", "p2", "p3", "p4", "p5")


def answers(programs: tuple[str, ...]) -> Tables:
    """One answer on a scale of five to each programme."""
    rows = [
        {
            "answer_id": f"a-{program}",
            "response_id": f"r-{program}",
            "organization_id": "o1",
            "program_id": program,
            "instrument_id": "q",
            "answered_on": "2025-05-05",
            "item": "overall",
            "score": "5",
            "options": "5",
        }
        for program in programs
    ]
    return {"instrument": [{"instrument_id": "q", "name": "Q"}], "survey_answer": rows}


def test_where_only_satisfaction_is_recorded_it_is_compared_also_without_a_kind(home: Home) -> None:
    house = org("o1", *PROGRAMS)
    for program in house["program"]:
        del program["kind"]
    reader = published(home, house, answers(PROGRAMS))
    assert comparable(reader, OWNER, YEAR) == (("top2box_satisfaction", NO_KIND),)
    asking = Asking(reader, OWNER, reader.organizations(OWNER)[0], None, YEAR)
    review = compare_review(asking, "top2box_satisfaction", "program", NO_KIND)
    assert [unit.id for unit in review.units] == list(PROGRAMS)


def test_one_programme_alone_is_nothing_to_compare_and_two_give_way_to_five(home: Home) -> None:
    reader = published(home, org("o1", *PROGRAMS), exits(3, 1), answers(PROGRAMS))
    found = comparable(reader, OWNER, YEAR)
    assert found == (("top2box_satisfaction", "treatment"),), "only p1 has exits"


def test_a_programme_that_writes_no_exit_reasons_is_named_and_not_judged(home: Home) -> None:
    rows = []
    for place, program in enumerate((*PROGRAMS, "p6", "p7")):
        # The first writes no reason; the second one of twenty; the others all, two of them drop-outs.
        for number in range(20):
            reason = None if program == "p1" or (program == "p2" and number) else "completed"
            if reason and place > 1 and number < 2:
                reason = "dropped_out"
            rows.append(
                {
                    **stay(100 * place + number, "2025-01-10", "2025-03-10", exit_reason=reason),
                    "program_id": program,
                }
            )
    reader = published(home, org("o1", *PROGRAMS, "p6", "p7"), {"client": clients(rows), "enrollment": rows})
    assert ("dropout_share", "treatment") in comparable(reader, OWNER, YEAR)
    asking = Asking(reader, OWNER, reader.organizations(OWNER)[0], None, YEAR)
    review = compare_review(asking, "dropout_share", "program", "treatment")
    assert [unit.id for unit in review.units] == ["p3", "p4", "p5", "p6", "p7"]
    assert review.pooled is not None and (review.pooled.numerator, review.pooled.denominator) == (10, 100)
    assert [
        (unit.id, unit.value.value, unit.value.reason.key) for unit in review.left_out if unit.value.reason
    ] == [
        ("p1", None, "reason.nothing_known.reason_unknown"),
        ("p2", None, "reason.gate.exit_reason_coverage"),
    ]
    assert verify(home)[0] == []
