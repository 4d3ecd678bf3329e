"""Prevention: was the problem prevented, does it come back, and how much of the money goes there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from metrics.period import Period, add_months, rolling_months
from metrics.reviews.asking import Asking, measured
from metrics.reviews.differ import Difference, differ
from metrics.reviews.signals import since_begun
from metrics.statistics.survival import Curve, at
from metrics.value import IndicatorValue
from metrics.values.returns import curve

YEARS_OF_COHORT = 2
"""Exits of so many years make a cohort."""
FEWEST_AT_RISK = 10
"""The curve stops where fewer people are still followed."""
DAYS_A_MONTH = 365 / 12
EVERY = 3
"""Months between the counts of those still followed."""
HISTORY = 36
"""Months that the share of spending looks back."""


class CurvePoint(NamedTuple):
    """How many had returned by a month after leaving, with the interval."""

    month: float
    returned: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Cohort:
    """Those who left with the outcome in a period, and how many of them returned with time."""

    period: Period
    half_year: IndicatorValue
    year: IndicatorValue
    points: tuple[CurvePoint, ...]
    """From the day of leaving; nothing where the numbers themselves are hidden."""
    followed: tuple[tuple[int, int], ...]
    """Months, and how many are still followed then."""

    @property
    def people(self) -> float | None:
        """How many left with the outcome."""
        return self.year.denominator


@dataclass(frozen=True, slots=True)
class PreventionReview:
    """Everything the screen shows of one organisation or programme."""

    now: Cohort
    before: Cohort
    difference: Difference
    naive: IndicatorValue
    """Returns over all who left, as if those who left lately were safe."""
    followed_only: IndicatorValue
    """Returns over those followed to the end of the year, as if the others had not left."""
    median: IndicatorValue
    traced: IndicatorValue
    success: IndicatorValue
    by_risk: tuple[IndicatorValue, ...]
    early: IndicatorValue
    high_risk: IndicatorValue
    further: tuple[IndicatorValue, ...]
    spending: tuple[IndicatorValue, ...]
    """Prevention's share of spending by quarter."""

    def all_values(self) -> Iterable[IndicatorValue]:
        """Every number that the screen shows."""
        for cohort in (self.now, self.before):
            yield from (cohort.half_year, cohort.year)
        yield from (self.median, self.traced, self.success, *self.by_risk)
        yield from (self.early, self.high_risk, *self.further, *self.spending)


def prevention_review(asking: Asking) -> PreventionReview:
    """Assemble the prevention of an organisation or programme."""
    months = 12 * YEARS_OF_COHORT
    cohort = rolling_months(asking.period.end, months)
    earlier = Period(add_months(cohort.start, -months), rolling_months(add_months(cohort.start, -1), 1).end)
    now, before = _cohort(asking, cohort), _cohort(asking, earlier)
    history = rolling_months(asking.period.end, HISTORY)
    high = asking.ask("intakes").model_copy(update={"group": "risk=high"})
    return PreventionReview(
        now=now,
        before=before,
        difference=differ(now.year, before.year),
        naive=_share(now.year, now.year.denominator),
        followed_only=_share(now.year, _followed_to_the_end(now.year)),
        median=asking.value("median_time_to_return", cohort),
        traced=asking.value("followup_coverage_12m", cohort),
        success=asking.value("prevention_success_rate"),
        by_risk=asking.by_group("prevention_success_rate", "risk"),
        early=asking.value("early_intake_share"),
        high_risk=asking.answer(high),
        further=asking.values("risk_reduction_rate", "repeat_intake_share"),
        spending=tuple(since_begun(asking.by("prevention_spend_share", "quarter", history))),
    )


def _cohort(asking: Asking, period: Period) -> Cohort:
    half, year = (asking.value(name, period) for name in ("return_rate_6m", "return_rate_12m"))
    found = curve(asking.reader, asking.place(), asking.ask("return_rate_12m", period))
    hidden = "suppressed" in (half.status, year.status)
    if found is None or hidden or (asking.scope.threshold and found.n < asking.scope.threshold):
        return Cohort(period, half, year, (), ())
    return Cohort(period, half, year, _points(found), _followed(found))


def _points(found: Curve) -> tuple[CurvePoint, ...]:
    """The rising curve while enough people are followed; a step with nobody returning adds nothing."""
    points = [CurvePoint(0.0, 0.0, 0.0, 0.0)]
    for day, value, low, high, risk in zip(
        found.times, found.values, found.low, found.high, found.at_risk, strict=True
    ):
        if risk < FEWEST_AT_RISK:
            break
        points.append(CurvePoint(day / DAYS_A_MONTH, 1 - value, 1 - high, 1 - low))
    return tuple(points)


def _followed(found: Curve) -> tuple[tuple[int, int], ...]:
    last = round(found.times[-1] / DAYS_A_MONTH)
    counts = [(0, round(found.n))]
    for month in range(EVERY, last + 1, EVERY):
        point = at(found, month * DAYS_A_MONTH)
        if point is None or point.at_risk < FEWEST_AT_RISK:
            break
        counts.append((month, round(point.at_risk)))
    return tuple(counts)


def _followed_to_the_end(year: IndicatorValue) -> float | None:
    if year.denominator is None or year.unknown is None:
        return None
    return year.denominator - year.unknown


def _share(year: IndicatorValue, people: float | None) -> IndicatorValue:
    """The returns within a year over some number of people, to show what a plain division would say."""
    plain = {"low": None, "high": None, "interval_method": None, "denominator": people, "target": None}
    if not measured(year) or not people or year.numerator is None:
        return year.model_copy(update={**plain, "value": None})
    return year.model_copy(update={**plain, "value": year.numerator / people})
