"""What an import changed in the numbers: the same twelve months, before and after."""

from __future__ import annotations

import datetime as dt

from data.changes import organizations_of
from data.entering import Entry, enter
from data.home import Home
from metrics.changed import changes, reading_version
from metrics.publish import newest_published, publish
from metrics.reader import open_reader
from metrics.scope import OWNER
from tests.data.test_entering import FIRST

NOW = dt.datetime(2026, 3, 2, 9, 0)


def stay(number: str, organization: str = "o1", **row: object) -> dict[str, list[dict[str, object]]]:
    whose = {"organization_id": organization, "client_id": f"K-{number}"}
    stay = {"enrollment_id": f"e{number}", "program_id": "p1", "entry_on": "2025-05-01", **whose, **row}
    return {"client": [whose], "enrollment": [stay]}


def bring(home: Home, rows: dict[str, list[dict[str, object]]]) -> int:
    (result,) = enter(home, [Entry(name="x", rows=rows)], NOW)
    assert result.status == "imported", result.problems
    return result.batch or 0


def test_the_numbers_that_moved_are_told_apart_from_those_that_stayed(home: Home) -> None:
    first = bring(home, FIRST)
    publish(home)
    only = newest_published(home)
    with reading_version(home, None) as nothing:
        (change,) = changes(nothing, open_reader(home), OWNER, organizations_of(home, [first]))
    assert all(one.is_new for one in change.moved)
    assert {one.indicator.id: one.after.value for one in change.moved}["exits"] == 1

    second = bring(home, stay("2", exit_on="2025-06-03", outcome="not_achieved"))
    publish(home)
    with reading_version(home, only) as before:
        (change,) = changes(before, open_reader(home), OWNER, organizations_of(home, [second]))
    told = {one.indicator.id: one for one in change.moved}
    exits, rate = told["exits"], told["outcome_achievement_rate"]
    assert exits.before is not None and (exits.before.value, exits.after.value) == (1, 2)
    assert rate.before is not None and (rate.before.numerator, rate.before.denominator) == (1, 1)
    assert (rate.after.numerator, rate.after.denominator) == (1, 2)
    assert "complaints" not in told and not exits.is_new

    publish(home)
    with reading_version(home, newest_published(home)) as same:
        (change,) = changes(same, open_reader(home), OWNER, ["o1", "nobody"])
    assert change.moved == () and change.same > 0


def test_organisations_are_named_by_how_many_rows_an_import_brought_them(home: Home) -> None:
    bring(home, FIRST)
    other = {"organization": [{"organization_id": "a", "name": "Lain"}]}
    more = {"complaint": [{"complaint_id": "c", "organization_id": "o1", "received_on": "2026-01-01"}]}
    feedback = {"theme_id": "t", "organization_id": "o1", "raised_on": "2026-01-01", "theme": "x"}
    batch = bring(home, {**other, **more, "feedback_theme": [feedback]})
    assert organizations_of(home, [batch]) == ["o1", "a"]
    assert organizations_of(home, []) == []


def test_what_is_no_number_before_and_after_has_not_moved(home: Home) -> None:
    """Where no outcome is recorded there is no cost per outcome, however much was spent."""

    def spend(number: str, amount: str) -> dict[str, list[dict[str, object]]]:
        line = {"organization_id": "o2", "program_id": "p2", "kind": "expenditure", "currency": "IDR"}
        return {"ledger_entry": [{**line, "entry_id": number, "amount": amount, "booked_on": "2025-05-02"}]}

    program = {"program_id": "p2", "organization_id": "o2", "name": "Dapur", "kind": "treatment"}
    bring(home, {"organization": [{"organization_id": "o2", "name": "Dua"}], "program": [program]})
    bring(home, spend("l1", "5"))
    publish(home)
    only = newest_published(home)
    second = bring(home, spend("l2", "7"))
    publish(home)
    with reading_version(home, only) as before:
        (change,) = changes(before, open_reader(home), OWNER, organizations_of(home, [second]))
    (moved,) = [one for one in change.moved if one.indicator.id == "spending"]
    assert moved.before is not None and (moved.before.value, moved.after.value) == (5, 12)
    assert "cost_per_outcome" not in {one.indicator.id for one in change.moved}
