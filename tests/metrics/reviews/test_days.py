"""Days: medians from published bins equal the medians of the days themselves."""

from __future__ import annotations

import datetime as dt
import statistics
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.home import Home
from data.store import reading
from metrics.reader import open_reader
from metrics.reviews.days import STEPS, entry_lag, median_of_counts, waits
from metrics.scope import OWNER

AS_OF = dt.date(2026, 11, 20)


@given(st.lists(st.integers(0, 60), min_size=1))
def test_the_median_of_counts_is_the_median_of_the_days(days: list[int]) -> None:
    assert median_of_counts(Counter(days)) == statistics.median(days)


def test_nothing_has_no_median() -> None:
    with pytest.raises(ValueError, match="nothing"):
        median_of_counts({})


def test_the_days_before_each_step_are_those_of_the_records(demo_home: Home) -> None:
    with reading(demo_home) as connection:
        rows = connection.execute(
            """select enrollment_id, kind, done_on from current_case_step
               where organization_id = 'bening' and done_on <= ?""",
            [AS_OF],
        ).fetchall()
    done = {(enrollment, kind): day for enrollment, kind, day in rows}
    expected = {}
    for step, earlier, later in (
        ("intake_assessment", "intake", "assessment"),
        ("assessment_plan", "assessment", "plan"),
        ("plan_intervention", "plan", "intervention"),
    ):
        waited = [
            min(max((day - done[enrollment, earlier]).days, 0), 60)
            for (enrollment, kind), day in done.items()
            if kind == later and (enrollment, earlier) in done and day >= dt.date(2026, 10, 1)
        ]
        expected[f"step={step}"] = (statistics.median(waited), len(waited))
    found = waits(open_reader(demo_home), OWNER, AS_OF, organization="bening")
    assert {one.group: (one.value, one.n) for one in found} == expected
    assert len(found) == len(STEPS)


def test_days_until_typed_in_say_nothing_where_nothing_is_recorded(demo_home: Home) -> None:
    lag = entry_lag(open_reader(demo_home), OWNER, AS_OF, organization="tunas")
    assert lag is not None and lag.value is not None and lag.value >= 0
    assert entry_lag(open_reader(demo_home), OWNER, dt.date(2010, 1, 31), organization="tunas") is None
