"""The demonstration data: two formulations agree, planted truths are found, and fakes are not."""

from __future__ import annotations

import datetime as dt

from data.demo.planted import PLANTED
from data.home import Home
from metrics.ask import Ask
from metrics.compute import series, value
from metrics.period import last_complete, rolling_months
from metrics.reader import open_reader
from metrics.scope import OWNER
from metrics.statistics.spc import variation, xmr
from metrics.verification import verify

AS_OF = dt.date(2026, 11, 20)
WEEKS = 30


def weekly(home: Home, organization: str, indicator: str, direction: str) -> str:
    """The variation of the last complete week, judged on the weeks before it and itself."""
    end = last_complete(AS_OF, "week").end
    ask = Ask(
        indicator=indicator,
        organization=organization,
        start=end - dt.timedelta(days=7 * WEEKS - 1),
        end=end,
    )
    found = series(open_reader(home), OWNER, ask, "week")
    proportion = found[0].unit == "proportion"
    chart = xmr([one.value for one in found], floor=0, ceiling=1 if proportion else None)
    return variation(chart, direction)  # type: ignore[arg-type]


def test_the_second_formulation_agrees_on_a_whole_organisation(demo_home: Home) -> None:
    # One of six: ``python -m metrics verify`` takes minutes for all of them.
    differences, compared = verify(demo_home, ["tunas"])
    assert differences == []
    assert compared > 1000


def test_the_real_decline_and_the_real_improvement_are_signals(demo_home: Home) -> None:
    assert weekly(demo_home, "bening", "high_risk_contact_rate", "up") == "concern"
    assert weekly(demo_home, "senja", "referral_followthrough_rate", "up") == "improvement"


def test_what_only_looks_like_a_decline_is_no_signal(demo_home: Home) -> None:
    assert weekly(demo_home, "anyam", "intakes", "neutral") == "common"


def test_poor_follow_up_does_not_pass_for_success(demo_home: Home) -> None:
    year = rolling_months(dt.date(2025, 9, 30), 12)
    ask = Ask(indicator="return_rate_12m", organization="tunas", start=year.start, end=year.end)
    found = value(open_reader(demo_home), OWNER, ask)
    assert "followup_coverage_12m" in found.gates or found.status == "too_few"


def test_every_planted_truth_names_an_organisation_that_is_there(demo_home: Home) -> None:
    known = {one.id for one in open_reader(demo_home).organizations(OWNER)}
    assert {one.organization_id for one in PLANTED} <= known
    assert len(known) == 6
