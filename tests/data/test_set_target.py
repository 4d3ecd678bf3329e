"""Setting a target is an import of one row: checked, never in place, and it can be undone."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from data.__main__ import main
from data.batches import set_state
from data.home import Home
from data.store import reading, writing
from data.targets import NewTarget, set_target
from metrics.publish import publish
from metrics.reader import open_reader
from tests.data.rows import bring
from tests.metrics.money_rows import asked, exits, merged, org

TARGET = NewTarget(
    organization_id="o1",
    indicator="outcome_achievement_rate",
    value=0.65,
    baseline=0.5,
    starts_on=dt.date(2025, 1, 1),
    due_on=dt.date(2025, 12, 31),
    set_on=dt.date(2025, 3, 1),
)
NOW = dt.datetime(2026, 1, 2, 9)


@pytest.fixture
def sixty(home: Home) -> Home:
    """Sixty of a hundred achieved."""
    assert bring(home, merged(org("o1", "p1"), exits(60, 40))).status == "imported"
    return home


def rows(home: Home) -> list[tuple[float, float | None, str, bool]]:
    with reading(home) as connection:
        return connection.execute(
            "select value, baseline, cast(set_on as varchar), is_current from target order by batch_id"
        ).fetchall()


def test_a_target_is_a_batch_of_one_row(sixty: Home) -> None:
    done = set_target(sixty, TARGET, NOW)
    assert (done.status, done.rows, done.format) == ("imported", {"target": 1}, "target")
    assert rows(sixty) == [(0.65, 0.5, "2025-03-01", True)]


def test_a_new_target_leaves_the_old_one_and_both_are_seen(sixty: Home) -> None:
    set_target(sixty, TARGET, NOW)
    # On the same day as the first: the one that came in later is the newer.
    set_target(sixty, TARGET.model_copy(update={"value": 0.6}), NOW + dt.timedelta(seconds=1))
    assert [row[0] for row in rows(sixty)] == [0.65, 0.6]
    publish(sixty, as_of=dt.date(2025, 12, 31))
    target = asked(open_reader(sixty), "outcome_achievement_rate", "2025-01-01", "2025-12-31").target
    assert target is not None and (target.value, target.first_value) == (0.6, 0.65)


def test_undoing_it_brings_the_one_before_back(sixty: Home) -> None:
    set_target(sixty, TARGET, NOW)
    later = set_target(sixty, TARGET.model_copy(update={"value": 0.6, "set_on": dt.date(2025, 6, 1)}), NOW)
    with writing(sixty, "undo") as draft:
        set_state(draft.connection, later.batch or 0, "undone")
    publish(sixty, as_of=dt.date(2025, 12, 31))
    target = asked(open_reader(sixty), "outcome_achievement_rate", "2025-01-01", "2025-12-31").target
    assert target is not None and (target.value, target.first_value) == (0.65, None)


@pytest.mark.parametrize(
    "wrong", [{"program_id": "no-such"}, {"organization_id": "nobody"}, {"set_on": dt.date(2026, 2, 1)}]
)
def test_it_is_checked_like_every_row(sixty: Home, wrong: dict[str, object]) -> None:
    done = set_target(sixty, TARGET.model_copy(update=wrong), NOW)
    assert (done.status, done.rejected) == ("refused", 1)
    assert rows(sixty) == []


def test_the_command_sets_a_target_of_zero(sixty: Home, capsys: pytest.CaptureFixture[str]) -> None:
    place = ["--organization", "o1", "--program", "p1", "--group", "sex=female"]
    days = ["--from", "2025-01-01", "--to", "2025-12-31", "--set-on", "2025-02-01"]
    assert main(["target", "complaints", *place, "--value", "0", *days, "--json"]) == 0
    (document,) = json.loads(capsys.readouterr().out)
    assert document["rows"] == {"target": 1}
    assert rows(sixty) == [(0.0, None, "2025-02-01", True)]


def test_a_target_cannot_end_before_it_begins(sixty: Home) -> None:
    days = ["--from", "2025-12-31", "--to", "2025-01-01"]
    assert main(["target", "intakes", "--organization", "o1", "--value", "5", *days]) == 2
