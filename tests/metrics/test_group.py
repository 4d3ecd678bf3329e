"""A group that somebody typed is one that is recorded, or the question is refused with those that are."""

from __future__ import annotations

import datetime as dt

import pytest

from data.home import Home
from metrics.ask import Ask
from metrics.errors import UnknownGroup
from metrics.group import require_recorded_group
from metrics.reader import Reader
from metrics.scope import OWNER, Scope
from tests.data.rows import clients, stay
from tests.metrics.money_rows import exits, org, published


@pytest.fixture
def two(home: Home) -> Reader:
    """One who left, in Sleman, and one who stays, in Malang, with the first organisation; one in Bantul with the
    second, who has a target for Gowa."""
    first, second = exits(1, 0), exits(1, 0, program="p2", organization="o2")
    stays = [stay(9, "2025-02-01")]
    staying = {"enrollment": stays, "client": clients(stays, district="Kota Malang")}
    first["client"][0]["district"], second["client"][0]["district"] = "Kabupaten Sleman", "Kabupaten Bantul"
    target = {
        "target_id": "t", "organization_id": "o2", "indicator": "exits", "value": "5",
        "people_group": "district=Kabupaten Gowa", "starts_on": "2025-01-01", "due_on": "2025-12-31",
    }  # fmt: skip
    return published(
        home, org("o1"), org("o2", "p2"), first, staying, second, {"target": [target]}, as_of="2025-06-30"
    )


def require(reader: Reader, group: str, scope: Scope = OWNER, indicator: str = "exits") -> None:
    ask = Ask(
        indicator=indicator,
        organization="o1",
        group=group,
        start=dt.date(2025, 4, 1),
        end=dt.date(2025, 4, 30),
    )
    require_recorded_group(reader, scope, ask)


def test_a_district_that_nobody_recorded_is_refused_with_those_that_are_the_most_alike_first(
    two: Reader,
) -> None:
    with pytest.raises(UnknownGroup) as refused:
        require(two, "district=Bantul")
    assert refused.value.values == {
        "group": "district=Bantul",
        "codes": "Kabupaten Bantul, Kabupaten Sleman, Kota Malang",
    }


@pytest.mark.parametrize(
    "group",
    [
        "district=Kabupaten Sleman",
        "district=Kabupaten Bantul",
        "district=Kabupaten Gowa",
        "district=Kota Malang",
        "district=unknown",
        "sex=female",
        "partner=anything",
    ],
)
def test_what_another_time_or_organisation_or_a_target_names_may_be_asked_for(
    two: Reader, group: str
) -> None:
    require(two, group)


def test_districts_of_organisations_that_a_viewer_does_not_see_are_not_named(two: Reader) -> None:
    with pytest.raises(UnknownGroup) as refused:
        require(two, "district=Kabupaten Bantul", Scope(organizations=frozenset({"o1"})))
    assert refused.value.values["codes"] == "Kabupaten Sleman, Kota Malang"


def test_where_no_such_group_is_recorded_at_all_nothing_is_refused(home: Home) -> None:
    reader = published(home, org("o1"), as_of="2025-06-30")
    require(reader, "district=Kabupaten Sleman")
