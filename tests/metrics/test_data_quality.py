"""Each dimension of the quality of the data on a few rows, and never a number of all of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from data.home import Home
from metrics.ask import Ask
from metrics.compute import value, values
from metrics.period import Period
from metrics.reader import open_reader
from metrics.reviews.asking import Asking
from metrics.reviews.uses import catalogue_review
from metrics.scope import OWNER
from metrics.value import IndicatorValue
from metrics.verification import verify
from tests.data.rows import clients, stay
from tests.metrics.money_rows import Tables, org, published

JANUARY = {"start": dt.date(2025, 1, 1), "end": dt.date(2025, 1, 31)}


def qualities(home: Home, *tables: Tables, **where: Any) -> dict[str, IndicatorValue]:
    """The dimensions of January 2025, in the order they are given."""
    ask = Ask(indicator="data_quality_index", **{**JANUARY, **where})
    found = values(published(home, org(), *tables, as_of="2025-12-31"), OWNER, ask)
    return {(one.group or "").removeprefix("quality="): one for one in found}


def counts(one: IndicatorValue) -> tuple[float | None, float | None]:
    return one.numerator, one.denominator


def test_each_dimension_counts_what_passed_of_what_was_checked(home: Home) -> None:
    in_time, late = "2025-01-17 09:00:00", "2025-01-18 09:00:00"
    rows = [
        stay(
            1, "2025-01-10", "2025-01-30", "achieved", risk_entry="low", age_at_entry="30", entered_at=in_time
        ),
        stay(2, "2025-01-10", risk_entry="high", age_at_entry="36", entered_at=late),  # born 2000-01-01
        stay(3, "2025-01-10", outcome="achieved", entered_at=in_time),  # an outcome without an exit
        stay(4, "2025-01-10", "2025-01-20", "achieved", exit_reason="deceased", entered_at=in_time),
        {**stay(1, "2025-01-20"), "enrollment_id": "e1b", "entered_at": "2025-01-20 10:00:00"},
    ]
    people = clients(rows)
    people[1].update(birth_on="2000-01-01", sex="female", disability="no")
    measured = [
        {
            "measurement_id": f"m{points}",
            "organization_id": "o1",
            "client_id": "c1",
            "enrollment_id": "e1",
            "instrument_id": "skala",
            "phase": "baseline",
            "measured_on": "2025-01-12",
            "score": points,
        }
        for points in ("10", "50", "51")
    ]
    consents = [
        {
            "consent_id": f"s{number}",
            "organization_id": "o1",
            "client_id": f"c{number}",
            "purpose": "pencatatan",
            "given_on": "2025-01-10",
            "withdrawn_on": withdrawn,
        }
        for number, withdrawn in ((1, None), (2, "2025-06-01"), (3, None))
    ]
    scale = {"instrument_id": "skala", "name": "Skala", "scale_low": "10", "scale_high": "50"}
    found = qualities(
        home,
        {
            "instrument": [scale],
            "client": people,
            "enrollment": rows,
            "measurement": measured,
            "consent": consents,
        },
    )
    # Sex, age group, risk and disability of five intakes, and two outcomes: 2 + 4 + 0 + 0 + 0 + 2 of 22.
    assert counts(found["completeness"]) == (8, 22)
    assert counts(found["timeliness"]) == (4, 5), "seven days are in time, eight are not"
    assert counts(found["validity"]) == (2, 3), "51 lies off a scale that ends at 50"
    # Of five intakes and two exits: an age off by eleven years, an outcome without exit, a death that achieved.
    assert counts(found["consistency"]) == (4, 7)
    assert counts(found["uniqueness"]) == (4, 5), "the first client came a second time while still there"
    assert counts(found["consent"]) == (3, 5), "one was withdrawn, one never given"
    assert next(iter(found)) == "completeness", "the lowest comes first"
    assert all(one.low is None and one.status == "ok" for one in found.values())


def test_a_child_needs_the_consent_of_a_guardian(home: Home) -> None:
    rows = [stay(number, "2025-01-10", age_at_entry="12") for number in (1, 2)]
    consents = [
        {
            "consent_id": f"s{number}",
            "organization_id": "o1",
            "client_id": f"c{number}",
            "purpose": "pencatatan",
            "given_on": "2025-01-10",
            "by_guardian": guardian,
        }
        for number, guardian in ((1, "true"), (2, "false"))
    ]
    found = qualities(home, {"client": clients(rows), "enrollment": rows, "consent": consents})
    assert counts(found["consent"]) == (1, 2)


def test_what_is_never_recorded_is_not_measured_and_one_dimension_can_be_asked_for(home: Home) -> None:
    rows = [stay(1, "2025-01-10")]
    found = qualities(home, {"client": clients(rows), "enrollment": rows})
    assert (found["consent"].value, found["consent"].status) == (None, "not_measured")
    reader = open_reader(home)
    ask = Ask(indicator="data_quality_index", group="quality=uniqueness", **JANUARY)
    assert [one.group for one in values(reader, OWNER, ask)] == ["quality=uniqueness"]
    assert value(reader, OWNER, ask).value == 1.0
    week = ask.model_copy(update={"start": dt.date(2025, 1, 6), "end": dt.date(2025, 1, 12)})
    assert value(reader, OWNER, week).status == "cannot_be_combined"
    other = ask.model_copy(update={"group": "sex=female"})
    assert value(reader, OWNER, other).status == "cannot_be_combined"


def test_who_has_only_answers_still_has_the_validity_of_these(home: Home) -> None:
    answers = [
        {
            "answer_id": f"a{number}",
            "response_id": f"r{number}",
            "organization_id": "o1",
            "program_id": "p1",
            "instrument_id": "sahabat",
            "answered_on": f"2025-01-{number:02}",
            "item": "overall",
            "score": score,
            "options": "5",
        }
        for number, score in ((6, "5"), (7, "1"), (20, "5"), (21, "3"))
    ]
    found = qualities(
        home, {"instrument": [{"instrument_id": "sahabat", "name": "Sahabat"}], "survey_answer": answers}
    )
    assert counts(found["validity"]) == (4, 4)
    assert {one.status for quality, one in found.items() if quality != "validity"} == {"not_measured"}
    where = open_reader(home)
    asking = Asking(where, OWNER, where.organizations(OWNER)[0], None, Period(**JANUARY))
    index = next(use for use in catalogue_review(asking).uses if use.indicator.id == "data_quality_index")
    assert not index.lacking, "answers are enough; nobody need fill in enrollments for it"
    differences, compared = verify(home)
    assert compared and not differences
