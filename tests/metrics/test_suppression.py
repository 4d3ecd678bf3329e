"""What a donor or a board may not see, starting from no."""

from __future__ import annotations

import datetime as dt
from itertools import product
from typing import Any

import duckdb
import numpy as np
import pytest

from data.home import Home
from metrics.ask import Ask
from metrics.compute import series, value, values_by
from metrics.errors import UnknownPlace
from metrics.period import Period
from metrics.publish import newest_published
from metrics.reader import open_reader
from metrics.reviews.asking import Asking
from metrics.reviews.compare import comparable, compare_review
from metrics.reviews.cover import cover
from metrics.reviews.why import explain
from metrics.scope import OWNER, Scope
from metrics.value import IndicatorValue
from metrics.values.shape import suppress

BOARD = Scope(threshold=10, viewer="board")
COLLEAGUE = Scope(threshold=5)
OUTCOME = "outcome_achievement_rate"
YEAR = (dt.date(2025, 1, 1), dt.date(2025, 12, 31))


def made(indicator: str, unit: str, **fields: Any) -> IndicatorValue:
    return IndicatorValue(
        indicator=indicator,
        unit=unit,
        direction="up",
        status="ok",
        start=YEAR[0],
        end=YEAR[1],
        as_of=YEAR[1],
        **fields,
    )


@pytest.mark.parametrize(
    ("numerator", "denominator", "hidden"),
    [(0, 9, True), (0, 10, False), (9, 30, True), (21, 30, True), (20, 30, False), (30, 30, False)],
)
def test_a_rate_hides_small_parts_and_small_rests(numerator: int, denominator: int, hidden: bool) -> None:
    one = made(
        "outcome_achievement_rate",
        "proportion",
        value=numerator / denominator,
        numerator=numerator,
        denominator=denominator,
    )
    seen = suppress(one, BOARD)
    assert (seen.status == "suppressed") is hidden
    if hidden:
        assert (seen.value, seen.numerator, seen.denominator, seen.low, seen.high, seen.n) == (None,) * 6
        assert seen.reason is not None


def test_a_cost_that_gives_away_few_outcomes_is_hidden_and_an_account_of_money_is_not() -> None:
    cost = made("cost_per_outcome", "IDR", value=5e6, numerator=2e7, denominator=4, n=40)
    assert suppress(cost, BOARD).value is None
    share = made("prevention_spend_share", "proportion", value=0.5, numerator=5, denominator=10)
    assert suppress(share, BOARD).value == 0.5


def test_an_owner_sees_everything() -> None:
    one = made("intakes", "count", value=1, numerator=1)
    assert suppress(one, Scope(threshold=0, detail="people")).value == 1


def test_no_small_published_cell_reaches_a_board(demo_home: Home) -> None:
    reader = open_reader(demo_home)
    small = shown = 0
    for organization in reader.organizations(BOARD):
        for indicator in ("intakes", "exits", "outcome_achievement_rate", "referral_followthrough_rate"):
            ask = Ask(
                indicator=indicator,
                organization=organization.id,
                start=dt.date(2024, 1, 1),
                end=dt.date(2025, 12, 31),
            )
            for one in series(reader, BOARD, ask, "month"):
                cells = [one.value] if one.unit == "count" else [one.numerator, one.denominator]
                shown += one.value is not None
                small += any(cell is not None and 0 < cell < 10 for cell in cells)
    assert shown > 0
    assert small == 0


@pytest.mark.parametrize(("organization", "dimension"), [("tunas", "age_group"), ("anyam", "disability")])
@pytest.mark.parametrize("start", [dt.date(2025, 10, 1), dt.date(2026, 7, 1)])
def test_nobody_comes_back_from_all_groups_in_all_programmes(
    demo_home: Home, organization: str, dimension: str, start: dt.date
) -> None:
    linprog = pytest.importorskip("scipy.optimize").linprog
    reader, k = open_reader(demo_home), COLLEAGUE.threshold
    whole = Ask(indicator=OUTCOME, organization=organization, start=start, end=dt.date(2026, 9, 30))
    programs = [one.id for one in reader.programs(OWNER, organization)]
    groups = [one.group for one in values_by(reader, OWNER, whole, dimension) if one.n]  # type: ignore[arg-type]
    places = list(product([None, *groups], [None, *programs]))
    true, shown = {}, {}
    for group, program in places:
        ask = whole.model_copy(update={"group": group, "program": program})
        found, seen = value(reader, OWNER, ask), explain(reader, COLLEAGUE, ask).value
        true[group, program] = _parts(found.numerator, found.denominator)
        shown[group, program] = seen.value is not None
    cells = [(group, program) for group, program in places if group and program and sum(true[group, program])]
    known = [place for place in places if shown[place]]
    hidden = [place for place in places if not shown[place] and sum(true[place])]
    assert known and hidden, "a table in which nothing is hidden tests nothing"
    for place, part in product(hidden, (0, 1)):
        if not 0 < true[place][part] < k:
            continue
        aim = _line(cells, place)
        least, most = (
            sign
            * linprog(
                sign * aim,
                A_eq=[_line(cells, one) for one in known],
                b_eq=[true[one][part] for one in known],
                bounds=(0, 1000),
            ).fun
            for sign in (1, -1)
        )
        assert most - least >= k - 1e-6, (place, part)


def test_units_are_compared_without_what_their_own_organisation_hides(demo_home: Home) -> None:
    reader, period = open_reader(demo_home), Period(dt.date(2025, 10, 1), dt.date(2026, 9, 30))
    organizations = {one.id: one for one in reader.organizations(OWNER)}
    owner = {one.id: one.organization for one in reader.programs(OWNER)}
    hidden = 0
    for indicator, kind in comparable(reader, COLLEAGUE, period):
        asking = Asking(reader, COLLEAGUE, organizations["tunas"], None, period)
        found = compare_review(asking, indicator, "program", kind)
        shown = [unit.value for unit in found.units if unit.value.value is not None]
        if found.pooled is not None and shown:
            assert found.pooled.denominator == sum(one.denominator or 0 for one in shown)
        for unit in found.units:
            own = Ask(indicator=indicator, organization=owner[unit.id], start=period.start, end=period.end)
            if unit.id in cover(reader, COLLEAGUE, own).hidden:
                assert unit.value.value is None, (indicator, unit.id)
                hidden += 1
    assert hidden > 10


def test_most_published_cells_are_small_which_is_why_published_is_confidential(demo_home: Home) -> None:
    version = newest_published(demo_home)
    assert version is not None
    with duckdb.connect(str(version), read_only=True) as connection:
        rows = connection.execute(
            "select count(*), count(*) filter (where intakes < 5) from intake where grain = 'month' and dim = 'sex'"
        ).fetchall()
    everything, small = rows[0]
    print(f"{small / everything:.0%} of published month cells by sex hold fewer than five intakes")
    assert small / everything > 0.2


def test_published_holds_no_id_of_a_person_and_no_date_finer_than_a_week(demo_home: Home) -> None:
    version = newest_published(demo_home)
    records = sorted(demo_home.records.glob("*.duckdb"))[-1]
    assert version is not None
    with duckdb.connect(str(records), read_only=True) as connection:
        persons = {row[0] for row in connection.execute("select client_id from client").fetchall()}
        persons |= {row[0] for row in connection.execute("select case_number from client").fetchall()}
        persons |= {row[0] for row in connection.execute("select enrollment_id from enrollment").fetchall()}
    with duckdb.connect(str(version), read_only=True) as connection:
        columns = connection.execute(
            """select c.table_name, c.column_name, c.data_type from duckdb_columns() c
               join duckdb_tables() t on t.table_name = c.table_name where not c.internal"""
        ).fetchall()
        assert len(columns) > 100
        for table, column, kind in columns:
            if kind == "VARCHAR":
                found = {
                    row[0]
                    for row in connection.execute(f'select distinct "{column}" from {table}').fetchall()
                }
                assert not found & persons, (table, column)
            assert kind != "TIMESTAMP", (table, column)
        for table, column, _ in columns:
            if column == "period" and table != "promise_period":  # the dates of a promise are nobody's
                fine = connection.execute(
                    f"select count(*) from {table} where extract(day from period) <> 1 and extract(isodow from period) <> 1"
                ).fetchall()
                assert fine == [(0,)], table


def test_what_lies_outside_the_scope_is_not_there(demo_home: Home) -> None:
    reader = open_reader(demo_home)
    only = Scope(organizations=frozenset({"tunas"}))
    assert [one.id for one in reader.organizations(only)] == ["tunas"]
    with pytest.raises(UnknownPlace):
        value(reader, only, Ask(indicator="intakes", organization="bening", start=YEAR[0], end=YEAR[1]))
    nobody = Scope(organizations=frozenset())
    assert reader.organizations(nobody) == []


def _parts(achieved: float | None, of: float | None) -> tuple[int, int]:
    return round(achieved or 0), round((of or 0) - (achieved or 0))


def _line(cells: list[tuple[str | None, str | None]], place: tuple[str | None, str | None]) -> np.ndarray:
    """Which groups in which programmes a number is the sum of."""
    return np.array(
        [float(all(asked in (None, here) for asked, here in zip(place, one, strict=True))) for one in cells]
    )
