"""A number taken apart by hand: its months and programmes add up, and what could change it is said."""

from __future__ import annotations

import datetime as dt

import pytest

from data.home import Home
from metrics.ask import Ask
from metrics.errors import QuestionError, UnknownGroup
from metrics.period import Period, add_months
from metrics.reader import Reader
from metrics.reviews.moved import moved
from metrics.reviews.quarter import HISTORY
from metrics.reviews.why import explain
from metrics.scope import OWNER, Scope
from metrics.verification import can_recheck, recheck
from tests.metrics.money_rows import Tables, exits, merged, org, published

READER = Scope(threshold=10)


def ask(start: str = "2025-01-01", end: str = "2025-03-31", **more: str) -> Ask:
    days = {"start": dt.date.fromisoformat(start), "end": dt.date.fromisoformat(end)}
    return Ask(**{"indicator": "outcome_achievement_rate", "organization": "o1", **days, **more})


def quarter(home: Home) -> Reader:
    """January: 12 of 20 in p1; February: 3 of 5 and 2 unknown in p2; two excluded in March."""
    return published(
        home,
        org("o1", "p1", "p2"),
        exits(12, 8, day="2025-01-20", entry="2024-11-01"),
        exits(3, 2, program="p2", day="2025-02-20", unknown=2),
        as_of="2025-03-15",
    )


def test_a_partner_is_called_by_its_name(home: Home) -> None:
    sent = {"organization_id": "o1", "client_id": "c1", "program_id": "p1", "partner_id": "m-07"}
    reader = published(
        home,
        org(),
        {
            "client": [{"client_id": "c1", "organization_id": "o1"}],
            "partner": [{"partner_id": "m-07", "organization_id": "o1", "name": "Puskesmas Uji"}],
            "referral": [{"referral_id": "r1", "made_on": "2025-01-10", **sent}],
        },
        as_of="2025-03-31",
    )
    named = {
        code: explain(reader, OWNER, ask(indicator="referral_followthrough_rate", group=code)).group
        for code in ("partner=m-07", "partner=unknown", "sex=female")
    }
    assert named == {"partner=m-07": "Puskesmas Uji", "partner=unknown": None, "sex=female": None}
    with pytest.raises(UnknownGroup, match="unknown_group"):
        explain(reader, OWNER, ask(indicator="referral_followthrough_rate", group="partner=gone"))


def test_months_and_programmes_add_up_to_the_number(home: Home) -> None:
    found = explain(quarter(home), OWNER, ask())
    assert (found.value.numerator, found.value.denominator, found.value.unknown) == (15, 27, 2)
    assert [(one.numerator, one.denominator) for one in found.steps] == [(12, 20), (3, 7), (None, None)]
    assert [(one.program, one.numerator, one.denominator) for one in found.programs] == [
        ("p1", 12, 20),
        ("p2", 3, 7),
    ]
    assert (found.steps_agree, found.programs_agree) == (True, True)
    assert found.days_left == 16, "the data end on 15 March"
    assert [name for _, name in found.measures] == ["exit.achieved", "exit.eligible", "exit.outcome_unknown"]


def test_one_small_part_hides_all_parts(home: Home) -> None:
    found = explain(quarter(home), READER, ask())
    assert found.value.status == "indicative"
    assert (found.steps, found.steps_hidden) == ((), True)
    assert (found.programs, found.programs_hidden) == ((), True)


def test_a_threshold_allows_only_periods_between_which_nothing_can_be_subtracted(home: Home) -> None:
    reader = quarter(home)
    with pytest.raises(QuestionError):
        explain(reader, READER, ask(end="2025-02-28"))
    assert explain(reader, OWNER, ask(end="2025-02-28")).value.denominator == 27


def test_what_does_not_add_over_time_is_not_added(home: Home) -> None:
    found = explain(quarter(home), OWNER, ask(indicator="people_served"))
    assert found.steps_agree is None
    assert found.value.value == 27


def test_the_second_formulation_gives_the_same_and_is_only_for_wholes(home: Home) -> None:
    reader = quarter(home)
    done = recheck(home, reader, ask())
    assert (done.numerator, done.denominator, done.agree) == (15, 27, True)
    assert not can_recheck(ask(group="sex=female"))
    with pytest.raises(LookupError):
        recheck(home, reader, ask(group="sex=female"))


def months(*achieved: int) -> Tables:
    """So many of ten achieved, month by month from January 2024."""
    days = [add_months(dt.date(2024, 1, 1), place).replace(day=15) for place in range(len(achieved))]
    parts = [
        exits(good, 10 - good, day=day.isoformat(), entry="2023-12-01")
        for good, day in zip(achieved, days, strict=True)
    ]
    for place, part in enumerate(parts):
        for rows in part.values():
            for row in rows:
                row["client_id"] = f"{place}-{row['client_id']}"
                if "enrollment_id" in row:
                    row["enrollment_id"] = f"{place}-{row['enrollment_id']}"
    return merged(*parts)


USUAL = (5, 6, 5, 4, 5, 6, 5, 4, 5)
"""Nine months, January to September 2024: mean 5 of 10, moving ranges 1, so limits at 5 ± 2.66."""
DECIDED, NEXT = (
    Period(dt.date(2024, 7, 1), dt.date(2024, 9, 30)),
    Period(dt.date(2024, 10, 1), dt.date(2024, 12, 31)),
)


@pytest.mark.parametrize(
    ("after", "movement"),
    [((9, 9, 9), "improvement"), ((5, 5, 2), "concern"), ((6, 7, 6), "common"), ((), "too_early")],
)
def test_a_chart_moved_only_beyond_what_was_usual_when_it_was_decided(
    home: Home, after: tuple[int, ...], movement: str
) -> None:
    as_of = "2024-12-31" if after else "2024-09-30"
    reader = published(home, org("o1", "p1"), months(*USUAL, *after), as_of=as_of)
    found = moved(reader, OWNER, ask(DECIDED.start.isoformat(), DECIDED.end.isoformat()), NEXT)
    assert found.movement == movement
    assert found.before.numerator == sum(USUAL[6:])
    assert found.now.numerator == (sum(after) if after else None)
    assert len(USUAL) <= HISTORY


def test_with_little_before_it_nobody_can_say_whether_it_moved(home: Home) -> None:
    reader = published(home, org("o1", "p1"), months(5, 6, 5, 9, 9, 9), as_of="2024-06-30")
    decided, later = (
        Period(dt.date(2024, 1, 1), dt.date(2024, 3, 31)),
        Period(dt.date(2024, 4, 1), dt.date(2024, 6, 30)),
    )
    found = moved(reader, OWNER, ask(decided.start.isoformat(), decided.end.isoformat()), later)
    assert found.movement == "too_few"
