"""Return after an achieved exit: a curve over time, because most people are still being watched.

Whoever has died cannot return any more. Few of them are taken for people no longer watched (Kaplan-Meier);
where they are more than ``COMPETING`` of the cohort that would overstate the returns, and they are counted as
what came first instead (Aalen-Johansen; methods.md, 2.13 and pitfall 12).
"""

from __future__ import annotations

from typing import NamedTuple

from metrics.ask import Ask
from metrics.catalogue.definition import Indicator
from metrics.period import on_months, quarter_of
from metrics.reader import Reader
from metrics.statistics.survival import (
    WEEKLY_EDGES,
    Curve,
    at,
    life_table,
    life_table_incidence,
    median,
)
from metrics.value import IndicatorValue, Reason
from metrics.values.shape import cannot_be_combined, not_measured, shape
from metrics.values.sums import Place

DAYS = {"return_rate_6m": 182, "return_rate_12m": 365}
"""The day at which each indicator reads the curve."""
COMPETING = 0.05
"""The share of a cohort beyond which deaths compete with returns."""
DEATHS_COMPETE = Reason(key="reason.deaths_compete", values={"percent": round(100 * COMPETING)})


class Cohort(NamedTuple):
    """How many left with success, and for each bin of ``WEEKLY_EDGES`` how many returned, died or were lost."""

    total: float
    returned: list[float]
    died: list[float]
    censored: list[float]
    deaths: float
    """All of them, later than the last edge too."""

    @property
    def deaths_compete(self) -> bool:
        """Say whether so many died that they are no longer people lost from sight."""
        return self.deaths > COMPETING * self.total

    @property
    def lost(self) -> list[float]:
        """Those of whom nobody knows whether the problem would have returned, a bin."""
        if self.deaths_compete:
            return self.censored
        return [died + censored for died, censored in zip(self.died, self.censored, strict=True)]

    @property
    def notes(self) -> tuple[Reason, ...]:
        """What must be said of how the returns were counted."""
        return (DEATHS_COMPETE,) if self.deaths_compete else ()

    def curve(self) -> Curve:
        """The share to whom the problem has not returned."""
        if self.deaths_compete:
            return life_table_incidence(
                self.total, self.returned, self.died, self.censored, WEEKLY_EDGES
            ).complement()
        return life_table(self.total, self.returned, self.lost, WEEKLY_EDGES)


def return_curve(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """The share of an exit cohort who had returned by a day, by the life table, with its log-log interval.

    The cohort are the achieved exits of the period, which must be whole quarters. ``denominator`` is the
    cohort, ``numerator`` the returns seen, ``n`` those still watched at the day, ``unknown`` those whose
    watching ended before it; ``best`` and ``worst`` count none, or all, of these as returned.
    """
    found = _asked_cohort(reader, place, indicator, ask)
    if isinstance(found, IndicatorValue):
        return found
    total, day = found.total, DAYS[indicator.id]
    early = WEEKLY_EDGES.index(day) + 1
    point = at(found.curve(), day)
    assert point is not None
    risen = point.rising()
    seen, gone = sum(found.returned[:early]), sum(found.lost[:early])
    enough = point.at_risk >= indicator.minimum
    return shape(
        indicator,
        ask,
        place,
        status="ok" if enough else "too_few",
        value=risen.value,
        numerator=seen,
        denominator=total,
        unknown=gone,
        low=risen.low,
        high=risen.high,
        interval_method="log_log",
        worst=(seen + gone) / total,
        best=seen / total,
        n=point.at_risk,
        reason=None if enough else _few_at_risk(int(point.at_risk), indicator.minimum),
        notes=found.notes,
    )


def _few_at_risk(n: int, minimum: int) -> Reason:
    if n == 0:
        return Reason(key="reason.none_at_risk", values={"minimum": minimum})
    return Reason(key="reason.few_at_risk", values={"n": n, "minimum": minimum})


def median_return(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """The day by which half of an exit cohort had returned; never a median of those who returned.

    Where the curve never falls to one half there is no such day, and the share still well is said instead.
    ``denominator`` is the cohort, ``numerator`` the returns seen, ``n`` those watched at that day.
    """
    people = _asked_cohort(reader, place, indicator, ask)
    if isinstance(people, IndicatorValue):
        return people
    total, found = people.total, people.curve()
    day, low, high = median(found)
    if day is None:
        last = last_watched(found, indicator.minimum)
        if last is None:
            few = {"n": int(total), "minimum": indicator.minimum}
            return shape(
                indicator,
                ask,
                place,
                status="too_few",
                n=total,
                reason=Reason(key="reason.too_few", values=few),
            )
        said = {"percent": round(100 * found.values[last]), "days": int(found.times[last])}
        reason = Reason(key="reason.median_not_reached", values=said)
        return shape(
            indicator, ask, place, status="not_applicable", n=total, reason=reason, notes=people.notes
        )
    watched = found.at_risk[found.times.index(day)]
    enough = watched >= indicator.minimum
    return shape(
        indicator,
        ask,
        place,
        status="ok" if enough else "too_few",
        value=day,
        numerator=sum(people.returned),
        denominator=total,
        low=low,
        high=high,
        interval_method="log_log",
        n=watched,
        reason=None if enough else _few_at_risk(int(watched), indicator.minimum),
        notes=people.notes,
    )


def last_watched(found: Curve, fewest: int) -> int | None:
    """The last step of a curve at which enough people were still watched: beyond it nothing is said."""
    steps = [step for step, people in enumerate(found.at_risk) if people >= fewest]
    return steps[-1] if steps else None


def curve(reader: Reader, place: Place, ask: Ask) -> Curve | None:
    """The whole curve of an exit cohort, for drawing."""
    found = cohort(reader, place, ask)
    return found.curve() if found else None


def on_quarters(ask: Ask) -> bool:
    """Say whether the period is whole calendar quarters."""
    return (
        on_months(ask.period)
        and ask.start == quarter_of(ask.start).start
        and ask.end == quarter_of(ask.end).end
    )


def _asked_cohort(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> Cohort | IndicatorValue:
    """The cohort a question is about; or why there is none."""
    if not on_quarters(ask):
        return cannot_be_combined(indicator, ask, place, "reason.cohort_quarters")
    if ask.dim != "all":
        return cannot_be_combined(indicator, ask, place, "reason.no_such_group", group=ask.dim)
    return cohort(reader, place, ask) or not_measured(indicator, ask, place)


def cohort(reader: Reader, place: Place, ask: Ask) -> Cohort | None:
    """Those who left with success in the period, or None where nobody did."""
    if not reader.records("return_curve", place.organization_ids):
        return None
    programs = place.program_ids
    found = reader.rows(
        f"""select grp, sum(returned), sum(died), sum(censored) from published.return_curve
           where {place.whose} and period between $start and $end
             and ($programs is null or list_contains($programs, program))
           group by grp""",
        {
            "organizations": place.organization_ids,
            "programs": programs,
            "start": ask.start,
            "end": ask.end,
        },
    )
    if not found:
        return None
    bins = {int(code): counts for code, *counts in found}
    returned, died, censored = (
        [bins[number][kind] if number in bins else 0.0 for number in range(len(WEEKLY_EDGES))]
        for kind in range(3)
    )
    everyone = sum(sum(counts) for counts in bins.values())
    return Cohort(everyone, returned, died, censored, sum(counts[1] for counts in bins.values()))
