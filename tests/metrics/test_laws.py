"""Laws that hold for any records: order does not matter, parts add up, two formulations agree."""

from __future__ import annotations

import datetime as dt
import os
import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.home import Home
from metrics.ask import Ask
from metrics.compute import value, values_by
from metrics.publish import publish
from metrics.reader import Reader, open_reader
from metrics.scope import OWNER
from metrics.verification import verify
from tests.data.rows import bring, clients, house

FIRST = dt.date(2023, 1, 1)
PROGRAMS = ("p1", "p2")


@st.composite
def enrollments(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Some stays of a few clients in two programmes over three years."""
    rows = []
    for number in range(draw(st.integers(1, 25))):
        entry = FIRST + dt.timedelta(days=draw(st.integers(0, 1000)))
        days = draw(st.one_of(st.none(), st.integers(0, 500)))
        left = entry + dt.timedelta(days=days) if days is not None else None
        left = left if left and left < dt.date(2026, 1, 1) else None
        rows.append(
            {
                "enrollment_id": f"e{number}",
                "organization_id": "o1",
                "program_id": draw(st.sampled_from(PROGRAMS)),
                "client_id": f"c{draw(st.integers(0, 8))}",
                "entry_on": entry.isoformat(),
                "exit_on": left.isoformat() if left else None,
                "outcome": draw(st.sampled_from(["achieved", "not_achieved", "unknown", "excluded", None]))
                if left
                else None,
                "risk_entry": draw(st.sampled_from(["low", "medium", "high", "unknown"])),
                "problem_present_at_entry": draw(st.sampled_from(["no", "yes"])),
                "self_reliant": draw(st.sampled_from(["yes", "no", None])),
            }
        )
    return rows


def tables(rows: list[dict[str, Any]]) -> dict[str, Any]:
    programs = [
        {"program_id": "p1", "organization_id": "o1", "name": "One", "kind": "prevention"},
        {"program_id": "p2", "organization_id": "o1", "name": "Two", "kind": "treatment"},
    ]
    people = [
        {**client, "sex": ("female", "male", "unknown")[number % 3]}
        for number, client in enumerate(sorted(clients(rows), key=lambda one: one["client_id"]))
    ]
    return {**house(), "program": programs, "client": people, "enrollment": rows}


def fresh(tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]]) -> Home:
    os.environ["HASIL_KEY_FILE"] = str(tmp_path_factory.getbasetemp() / "laws.key")
    home = Home(tmp_path_factory.mktemp("law"))
    assert bring(home, tables(rows)).status == "imported"
    publish(home)
    return home


laws = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@laws
@given(rows=enrollments())
def test_published_numbers_agree_with_plain_counting(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]]
) -> None:
    differences, compared = verify(fresh(tmp_path_factory, rows))
    assert compared > 100
    assert differences == []


def table_of_everything(reader: Reader) -> list[tuple[Any, ...]]:
    found = []
    for indicator in (
        "intakes",
        "exits",
        "outcome_achievement_rate",
        "open_cases",
        "returns",
        "people_served",
        "clients_counted",
        "clients_risk_judged",
        "clients_self_reliance_due",
    ):
        for by in ("month", "program", "sex"):
            ask = Ask(indicator=indicator, start=dt.date(2024, 1, 1), end=dt.date(2024, 12, 31))
            for one in values_by(reader, OWNER, ask, by):
                found.append((indicator, by, one.program, one.group, one.start, one.value, one.denominator))
    return found


@laws
@given(rows=enrollments(), seed=st.integers())
def test_the_order_of_rows_changes_no_number(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]], seed: int
) -> None:
    shuffled = list(rows)
    random.Random(seed).shuffle(shuffled)
    before = table_of_everything(open_reader(fresh(tmp_path_factory, rows)))
    assert table_of_everything(open_reader(fresh(tmp_path_factory, shuffled))) == before


@laws
@given(rows=enrollments())
def test_months_add_to_quarters_and_groups_add_to_the_whole(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]]
) -> None:
    reader = open_reader(fresh(tmp_path_factory, rows))
    for indicator in ("intakes", "exits", "returns"):
        year = Ask(indicator=indicator, start=dt.date(2024, 1, 1), end=dt.date(2024, 12, 31))
        whole = value(reader, OWNER, year).value or 0
        for by in ("month", "quarter", "program", "sex"):
            parts = [one.value or 0 for one in values_by(reader, OWNER, year, by)]
            assert sum(parts) == whole, (indicator, by)
    rate = Ask(indicator="outcome_achievement_rate", start=dt.date(2024, 1, 1), end=dt.date(2024, 12, 31))
    whole_rate = value(reader, OWNER, rate)
    for by in ("month", "program", "sex"):
        parts = values_by(reader, OWNER, rate, by)
        assert sum(one.numerator or 0 for one in parts) == (whole_rate.numerator or 0)
        assert sum(one.denominator or 0 for one in parts) == (whole_rate.denominator or 0)
