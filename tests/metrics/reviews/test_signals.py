"""Signals: what a watched measure is said to do, from values made by hand."""

from __future__ import annotations

import datetime as dt

from metrics.catalogue import BY_ID
from metrics.reviews.signals import Watched, since_begun, watched
from metrics.value import IndicatorValue

MONDAY = dt.date(2026, 1, 5)


def week(indicator: str, place: int, value: float | None, of: float | None = None) -> IndicatorValue:
    """One week of a measure; a rate has ``of`` as its denominator."""
    known = BY_ID[indicator]
    start = MONDAY + dt.timedelta(weeks=place)
    return IndicatorValue(
        indicator=indicator,
        start=start,
        end=start + dt.timedelta(days=6),
        value=value,
        numerator=None if value is None or of is None else value * of,
        denominator=None if value is None else of,
        status="ok" if value is not None else "not_measured",
        unit=known.unit,
        direction=known.direction,
        as_of=dt.date(2026, 12, 31),
    )


def chart(indicator: str, values: list[float | None], of: float | None = None) -> Watched:
    points = [week(indicator, place, value, of) for place, value in enumerate(values)]
    return watched([(BY_ID[indicator], points)], "week")[0]


def test_a_rate_far_below_its_usual_range_is_a_concern() -> None:
    # Mean moving range of the alternating weeks is 0.04: the limits are 2.66 times that from the mean.
    usual = [0.80, 0.84] * 8
    one = chart("high_risk_contact_rate", [*usual, 0.40], of=30)
    assert one.variation == "concern"
    assert one.signal is not None
    assert (one.signal.rule, one.signal.side) == ("outside", "low")
    assert one.latest.value == 0.40


def test_more_of_what_has_no_direction_is_neither_good_nor_bad() -> None:
    one = chart("intakes", [*[10.0, 12.0] * 8, 40.0])
    assert one.variation == "neutral_high"


def test_fewer_than_eight_weeks_give_no_limits_and_no_signal() -> None:
    one = chart("intakes", [10.0, 12.0, 10.0, 12.0, 10.0, 12.0, 40.0])
    assert (one.variation, one.signal, one.chart.usual_range) == ("too_few", None, None)


def test_a_week_in_which_nothing_was_due_breaks_a_run() -> None:
    low: list[float | None] = [0.4, 0.6] * 8
    run: list[float | None] = [0.62] * 7
    whole = chart("referral_followthrough_rate", [*low, *run], of=20)
    broken = chart("referral_followthrough_rate", [*low, *run[:4], None, *run[4:]], of=20)
    assert whole.signal is not None and whole.signal.rule == "shift"
    assert broken.signal is None
    assert broken.known == whole.known


def test_a_count_of_less_than_one_a_week_gets_no_limits() -> None:
    one = chart("complaints", [0.0, 1.0, 0.0, 0.0] * 5 + [0.0] * 8)
    assert one.rare
    assert (one.variation, one.signal) == ("too_few", None)


def test_a_rate_of_a_few_people_a_week_gets_no_limits() -> None:
    one = chart("protection_response_24h", [1.0, 0.5] * 10 + [0.0], of=2)
    assert one.rare
    assert one.signal is None


def test_what_nobody_can_fall_below_gives_no_low_signal() -> None:
    one = chart("services", [2.0, 4.0] * 8 + [0.0])
    assert one.chart.usual_range is not None and one.chart.usual_range[0] == 0.0
    assert one.variation == "common"


def test_concern_comes_first_then_improvement_then_no_direction_then_the_quiet() -> None:
    usual = [0.80, 0.84] * 8
    series = {
        "contacts": [*[20.0, 22.0] * 8, 21.0],
        "intakes": [*[10.0, 12.0] * 8, 40.0],
        "referral_followthrough_rate": [*[0.5, 0.54] * 8, 0.95],
        "high_risk_contact_rate": [*usual, 0.40],
    }
    found = [
        (BY_ID[name], [week(name, place, value, of=30) for place, value in enumerate(values)])
        for name, values in series.items()
    ]
    assert [one.variation for one in watched(found, "week")] == [
        "concern",
        "improvement",
        "neutral_high",
        "common",
    ]


def test_weeks_before_the_first_record_are_not_zeros() -> None:
    values = [week("intakes", place, value) for place, value in enumerate([0.0, 0.0, 3.0, 0.0])]
    assert [one.value for one in since_begun(values)] == [3.0, 0.0]
    assert since_begun(values[:2]) == []
