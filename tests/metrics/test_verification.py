"""The second formulation: it finds what differs, and its curve is the published one."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Iterator
from typing import Any

import pytest

from data.home import Home
from data.store import reading
from metrics import verification
from metrics.__main__ import main
from metrics.ask import Ask
from metrics.compute import values
from metrics.period import Period
from metrics.reader import open_reader
from metrics.scope import OWNER
from metrics.verification import can_recheck, lasting, promised, recheck, verify
from metrics.verification.records import Records, load
from tests.data.rows import bring, clients, stay
from tests.metrics.money_rows import Ledger, Tables, exits, merged, org, published

EVER = Period(dt.date(2024, 1, 1), dt.date(2024, 12, 31))


def watched(*times: tuple[int, bool], died: tuple[int, ...] = ()) -> Records:
    """Exits of one day with the days they were watched, and whether they returned at the end; and who died."""
    stay = {"exit_on": dt.date(2024, 3, 1), "program_id": "p1"}
    spells = [lasting.Spell(stay, days, "returned" if returned else "lost") for days, returned in times]
    spells += [lasting.Spell(stay, days, "died") for days in died]
    return Records("o1", dt.date(2025, 12, 31), known={"spells": spells})


def test_the_exact_curve_is_that_of_bewick_2004() -> None:
    records = watched(
        (1, True), (1, True), (4, True), (5, True), (6, False), (9, True), (9, False), (22, True)
    )
    still_well = [1 - lasting._returned_by(day, records, None, EVER)[0] for day in (1, 4, 5, 9, 22)]
    assert still_well == pytest.approx([0.75, 0.625, 0.5, 1 / 3, 0])
    assert lasting._returned_by(22, records, "p2", EVER) == (0, 0), "nobody left another programme"


def test_where_many_died_the_exact_curve_is_that_of_aalen_and_johansen() -> None:
    # methods.md 2.13: t = 1..10 with events 1,2,1,0,2,1,0,2,1,0: 0.4722, where 1 - Kaplan-Meier says 0.6850.
    seen = (1, True), (3, True), (4, False), (6, True), (7, False), (9, True), (10, False)
    many = watched(*seen, died=(2, 5, 8))
    assert lasting._returned_by(10, many, None, EVER)[0] == pytest.approx(0.4722, abs=5e-5)
    as_lost = watched(*seen, (2, False), (5, False), (8, False))
    assert lasting._returned_by(10, as_lost, None, EVER)[0] == pytest.approx(0.6850, abs=5e-5)


def test_one_death_in_twenty_is_a_person_lost_from_sight() -> None:
    # 1 of 20 dies on day 1 and 1 returns on day 2: of 19 who are still there, or of all 20 who could.
    few = watched((2, True), *[(400, False)] * 18, died=(1,))
    assert lasting._returned_by(365, few, None, EVER)[0] == pytest.approx(1 / 19)
    more = watched((2, True), *[(400, False)] * 17, died=(1,))
    assert lasting._returned_by(365, more, None, EVER)[0] == pytest.approx(1 / 19), (
        "1 of 19 died: 18/19 x 1/18"
    )


def test_weeks_put_a_curve_with_deaths_between_those_lost_before_and_after_its_returns() -> None:
    records = watched((3, True), (5, False), (200, False), died=(4,))
    # All in one week. Least: 1 of 4 returns. Most: of 3/4 who did not die, 1 of the 2 who were not lost.
    assert lasting.returned_between(182, records, None, EVER) == pytest.approx((1 / 4, 3 / 8))


def test_weeks_put_a_curve_between_those_lost_before_and_after_its_returns() -> None:
    records = watched((3, True), (5, False), (20, False), (20, False))
    # One returned in the first week, one was lost in it: 1 of 4 if lost after, 1 of 3 if lost before.
    assert lasting.returned_between(182, records, None, EVER) == pytest.approx((1 / 4, 1 / 3))
    assert lasting._returned_by(182, records, None, EVER)[0] == pytest.approx(1 / 4)


def test_weeks_put_a_half_between_those_lost_before_and_after_its_returns() -> None:
    # Of 4 on day 10 one is lost on day 10: one of 3 or of 4 is left behind. On day 20 one of 2 returns.
    records = watched((10, True), (10, False), (20, True), (200, False))
    # Lost before: 1 of 3, then 1 of 2: a third is left on day 21. Lost after: 1 of 4, then 1 of 2: 3/8 on day 21.
    assert lasting.half_between(records, None, EVER) == (21, 21)
    few = watched((10, True), (10, False), (10, False), (200, False))
    assert lasting.half_between(few, None, EVER) == (14, math.inf), "1 of 2, or 1 of 4 and never more"


def test_nothing_is_said_of_a_half_that_returned_after_two_years() -> None:
    assert lasting.median_time_to_return(watched((730, True), (730, False)), None, EVER) == (730, 1)
    assert lasting.median_time_to_return(watched((731, True), (731, False)), None, EVER) == (0, 0)


def test_a_return_after_two_years_is_no_difference(home: Home) -> None:
    rows = [
        stay(1, "2023-01-02", "2023-03-01", "achieved"),
        {**stay(1, "2025-05-18"), "enrollment_id": "again"},  # 809 days later
    ]
    published(home, org(), {"client": clients(rows), "enrollment": rows})
    differences, _ = verify(home)
    assert differences == []
    cohort = Ask(
        indicator="median_time_to_return",
        organization="o1",
        start=dt.date(2023, 1, 1),
        end=dt.date(2023, 3, 31),
    )
    found = recheck(home, open_reader(home), cohort)
    assert (found.published, found.recomputed, found.agree) == (None, None, True)


@pytest.fixture
def small(home: Home) -> Iterator[Home]:
    """A home with twelve exits, published."""
    published(home, org(), exits(7, 5))
    yield home


def test_a_number_that_differs_is_named_and_ends_the_command_with_a_fault(
    small: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    one_more = {"outcomes_achieved": lambda records, program, period: (99, None)}
    monkeypatch.setattr(verification, "FORMULATIONS", one_more)
    monkeypatch.setattr(verification, "GROUPED", {})
    differences, compared = verify(small)
    # The organisation and its programme in five periods; what lies beyond the funnel agrees in each of three years.
    assert (compared, len(differences)) == (10 + 3, 10)
    assert differences[0].line().endswith("≠ 99.0")
    assert main(["verify", "--json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["compared"] == 13 and document["differences"][0]["indicator"] == "outcomes_achieved"
    monkeypatch.setattr(verification, "FORMULATIONS", {})
    assert main(["verify", "--json"]) == 0


def target(id: str, value: str, set_on: str, **more: object) -> dict[str, object]:
    """A target of outcome achievement for the year 2025."""
    return {
        "target_id": id,
        "organization_id": "o1",
        "indicator": "outcome_achievement_rate",
        "kind": "level",
        "value": value,
        "baseline": "0.5",
        "starts_on": "2025-01-01",
        "due_on": "2025-12-31",
        "set_on": set_on,
        **more,
    }


def test_a_promise_is_formulated_again_in_its_last_version_and_for_the_months_it_has_had(home: Home) -> None:
    promises = [
        target("first", "0.7", "2025-01-01"),
        target("soft", "0.6", "2025-03-01"),
        target("more", "24", "2025-01-01", indicator="outcomes_achieved", kind="increment", baseline=None),
        target("far", "0.9", "2025-01-01", starts_on="2026-01-01", due_on="2026-12-31"),
    ]
    published(home, org(), exits(7, 5), {"target": promises})
    with reading(home) as connection:
        records = load(connection, "o1", open_reader(home).organizations(OWNER)[0].as_of or dt.date.min)
    found = promised.kept(records, None, Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31)))
    assert set(found) == {"soft", "more"}, "the newer version counts, and what begins later does not yet"
    days = (records.as_of - dt.date(2024, 12, 31)).days
    assert found["more"].due == pytest.approx(24 * days / 365), "as much as was due by the data date"
    # 7 of 12 achieved; from 0.5 to 0.6 is the way.
    assert found["soft"].ratio(7 / 12) == pytest.approx((7 / 12 - 0.5) / 0.1)
    assert found["more"].ratio(12) == pytest.approx(12 / found["more"].due)
    assert verify(home)[0] == []


def test_a_promise_that_differs_is_named(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    published(home, org(), exits(7, 5), {"target": [target("t1", "0.7", "2025-01-01")]})
    monkeypatch.setattr(verification, "FORMULATIONS", {})
    monkeypatch.setattr(verification, "GROUPED", {})
    assert verify(home)[0] == []
    honest = promised.kept

    def higher(*question: Any) -> dict[str, promised.Kept]:
        return {name: one._replace(due=one.due + 0.1) for name, one in honest(*question).items()}

    monkeypatch.setattr(promised, "kept", higher)
    differences, _ = verify(home)
    assert {(one.indicator, one.group) for one in differences} == {("target_achievement_ratio", "t1")}


def granted(*shares: tuple[str, str, str]) -> Tables:
    """A grant with its shares of programmes by month, and what its donor was promised."""
    promise = {"definition_id": "d1", "organization_id": "o1", "name": "Sumur", "reference": "g1"}
    parts = [("sex=female", "4", "5"), ("sex=male", "2", "5")]
    return {
        "funder": [{"funder_id": "f1", "name": "Donor"}],
        "grant_award": [{"grant_id": "g1", "organization_id": "o1", "funder_id": "f1", "name": "Hibah"}],
        "grant_share": [
            {"grant_id": "g1", "program_id": program, "month_on": month, "share": share}
            for program, month, share in shares
        ],
        "indicator_definition": [promise],
        "reported_result": [
            said(f"r{part}", dimensions=part, value=value, target=due) for part, value, due in parts
        ],
    }


def said(result_id: str, **more: Any) -> dict[str, Any]:
    days = {"period": "1", "starts_on": "2025-01-01", "ends_on": "2025-06-30", "is_total": "false"}
    return {"result_id": result_id, "definition_id": "d1", "organization_id": "o1", **days, **more}


def test_what_a_grant_was_promised_is_formulated_again_from_its_programmes_and_shares(home: Home) -> None:
    people = merged(exits(7, 5), exits(3, 1, program="p2"), exits(9, 0, program="p3"))
    ledger = Ledger().line("2025-03-02", "40", program_id="p2", grant_id="g1")
    promises = [
        target("rate", "0.7", "2025-01-01", program_id=None, grant_id="g1"),
        target("count", "20", "2025-01-01", program_id=None, grant_id="g1", indicator="exits", baseline=None),
    ]
    paid = granted(("p1", "2025-03-01", "0.5"), ("p1", "2025-02-01", "0.9"))
    ledger.line("2025-03-05", "60", program_id="p2")
    published(
        home,
        org("o1", "p1", "p2", "p3"),
        people,
        ledger.tables,
        paid,
        {"target": promises},
        as_of="2025-07-31",
    )
    reader, year = open_reader(home), {"start": dt.date(2025, 1, 1), "end": dt.date(2025, 12, 31)}
    kept = {
        one.promise: one
        for one in values(
            reader, OWNER, Ask(indicator="target_achievement_ratio", organization="o1", grant="g1", **year)
        )
    }
    # 7 and 3 of 12 and 4; of the exits half of 12 and, by what it spent of 100, four tenths of 4.
    assert kept["rate"].numerator == pytest.approx(10 / 16)
    assert kept["count"].numerator == pytest.approx(6 + 1.6)
    assert (kept["d1"].numerator, kept["d1"].denominator) == (6, 10)
    assert verify(home)[0] == []
    asked = Ask(indicator="outcome_achievement_rate", organization="o1", grant="g1", **year)
    assert can_recheck(asked) and recheck(home, reader, asked).agree


def test_a_promise_to_a_donor_that_is_published_otherwise_than_it_was_reported_is_named(home: Home) -> None:
    promise = target("t1", "0.7", "2025-01-01", program_id=None, grant_id="g1")
    paid = granted(("p1", "2025-03-01", "0.5"))
    published(home, org(), exits(7, 5), paid, {"target": [promise]}, as_of="2025-07-31")
    assert verify(home)[0] == []
    # A correction and a later exit are in the records, but nothing was published since.
    later = {**exits(1, 0)["enrollment"][0], "enrollment_id": "late", "client_id": "late"}
    corrected = {"reported_result": [said("rsex=male", dimensions="sex=male", value="3", target="5")]}
    bring(home, {"client": clients([later]), "enrollment": [later], **corrected}, dt.datetime(2026, 2, 1))
    promises = [one for one in verify(home)[0] if one.indicator == "target_achievement_ratio"]
    assert {(one.group, one.grant) for one in promises} == {
        ("t1", None),
        ("d1", None),
        ("t1", "g1"),
        ("d1", "g1"),
    }
    (wells, *_) = [one for one in promises if one.group == "d1"]
    assert (wells.published, wells.recomputed) == (pytest.approx(0.6), pytest.approx(0.7))


def test_every_formulation_agrees_on_a_few_rows(small: Home) -> None:
    differences, compared = verify(small)
    assert differences == []
    assert compared > 600


def test_a_group_can_be_rechecked_where_the_indicator_is_one_number_a_group(small: Home) -> None:
    days = {"start": dt.date(2025, 1, 1), "end": dt.date(2025, 12, 31)}
    complete = Ask(indicator="data_quality_index", organization="o1", group="quality=completeness", **days)
    assert can_recheck(complete)
    found = recheck(small, open_reader(small), complete)
    assert found.agree and found.published is not None
    assert not can_recheck(complete.model_copy(update={"group": None}))
    assert not can_recheck(Ask(indicator="intakes", organization="o1", group="sex=female", **days))
