"""The days between which an organisation's data lie: before and after them nothing is known, and it is not 0."""

from __future__ import annotations

import datetime as dt

import pytest

from data.home import Home
from data.model import TABLES
from metrics.ask import Ask
from metrics.compute import series, values_by
from metrics.facts.happenings import HAPPENINGS
from metrics.reader import Reader
from metrics.scope import OWNER
from tests.data.rows import clients, house, stay
from tests.metrics.money_rows import asked, org, published, reasons


@pytest.fixture
def autumn(home: Home) -> Reader:
    """One enrolled in September and one in October, of whom the first left."""
    rows = [stay(1, "2025-09-08", "2025-10-20", "achieved"), stay(2, "2025-10-08")]
    people = clients(rows)
    people[0]["sex"], people[1]["sex"] = "female", "male"
    return published(home, org(), {"client": people, "enrollment": rows})


@pytest.mark.parametrize(
    "name", ["exits", "intakes", "people_served", "open_cases", "outcome_achievement_rate"]
)
def test_before_the_first_record_and_after_the_last_nothing_is_known(autumn: Reader, name: str) -> None:
    before = asked(autumn, name, "2024-07-01", "2024-09-30")
    after = asked(autumn, name, "2025-11-01", "2025-11-30")
    for answer, key in ((before, "reason.before_data"), (after, "reason.after_data")):
        assert (answer.value, answer.status) == (None, "not_measured")
        assert key in reasons(answer)


def test_a_group_whose_people_stay_the_same_is_among_the_groups(autumn: Reader) -> None:
    """The woman of September was still served in October: published are changes, and there was none."""
    days = {"start": dt.date(2025, 10, 1), "end": dt.date(2025, 10, 31)}
    found = values_by(autumn, OWNER, Ask(indicator="people_served", organization="o1", **days), "sex")
    assert [(one.group, one.value) for one in found] == [("sex=female", 1), ("sex=male", 1)]


def test_a_month_in_which_nobody_left_is_0_once_somebody_is_there(autumn: Reader) -> None:
    ask = Ask(indicator="exits", organization="o1", start=dt.date(2025, 7, 1), end=dt.date(2025, 10, 31))
    assert [one.value for one in series(autumn, OWNER, ask, "month")] == [None, None, 0, 1]


@pytest.mark.parametrize(
    ("table", "row", "indicator", "found"),
    [
        (
            "community_activity",
            {"activity_id": "a", "community_id": "k", "held_on": "2025-03-05", "led_by": "community"},
            "community_led_activity_share",
            1,
        ),
        ("reserve", {"as_of_on": "2025-03-31", "amount": "40", "currency": "IDR"}, "reserve_months", None),
    ],
)
def test_an_organisation_known_by_one_kind_of_record_is_shown(
    home: Home, table: str, row: dict[str, str], indicator: str, found: float | None
) -> None:
    tables = {"organization": house()["organization"], table: [{"organization_id": "o1", **row}]}
    if table == "community_activity":
        tables["community"] = [{"community_id": "k", "organization_id": "o1", "name": "K"}]
    reader = published(home, tables)
    (shown,) = reader.organizations(OWNER)
    assert shown.as_of is not None and shown.as_of.month == 3
    assert asked(reader, indicator, "2025-01-01", "2025-03-31").value == found


def test_every_day_of_something_that_happened_is_a_column() -> None:
    for table, day, _ in HAPPENINGS:
        assert day.removesuffix("_day") + "_on" in TABLES[table].model_fields, (table, day)
