"""Return after an achieved exit: a curve over time, because most people are still being watched."""

from __future__ import annotations

from metrics.ask import Ask
from metrics.catalogue.definition import Indicator
from metrics.period import on_months, quarter_of
from metrics.reader import Reader
from metrics.statistics.survival import WEEKLY_EDGES, Curve, at, life_table, median
from metrics.value import IndicatorValue, Reason
from metrics.values.shape import cannot_be_combined, not_measured, shape
from metrics.values.sums import Place

DAYS = {"return_rate_6m": 182, "return_rate_12m": 365}
"""The day at which each indicator reads the curve."""


def return_curve(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """The share of an exit cohort who had returned by a day, by the life table, with its log-log interval.

    The cohort are the achieved exits of the period, which must be whole quarters. ``denominator`` is the
    cohort, ``numerator`` the returns seen, ``n`` those still watched at the day, ``unknown`` those whose
    watching ended before it; ``best`` and ``worst`` count none, or all, of these as returned.
    """
    counts = _asked_cohort(reader, place, indicator, ask)
    if isinstance(counts, IndicatorValue):
        return counts
    total, returned, lost = counts
    day = DAYS[indicator.id]
    early = WEEKLY_EDGES.index(day) + 1
    point = at(life_table(total, returned, lost, WEEKLY_EDGES), day)
    assert point is not None
    risen = point.rising()
    seen, gone = sum(returned[:early]), sum(lost[:early])
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
        reason=None
        if enough
        else Reason(key="reason.few_at_risk", values={"n": int(point.at_risk), "minimum": indicator.minimum}),
    )


def median_return(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """The day by which half of an exit cohort had returned; never a median of those who returned.

    Where the curve never falls to one half there is no such day, and the share still well is said instead.
    ``denominator`` is the cohort, ``numerator`` the returns seen, ``n`` those watched at that day.
    """
    counts = _asked_cohort(reader, place, indicator, ask)
    if isinstance(counts, IndicatorValue):
        return counts
    total, returned, lost = counts
    found = life_table(total, returned, lost, WEEKLY_EDGES)
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
        return shape(indicator, ask, place, status="not_applicable", n=total, reason=reason)
    watched = found.at_risk[found.times.index(day)]
    enough = watched >= indicator.minimum
    few = {"n": int(watched), "minimum": indicator.minimum}
    return shape(
        indicator,
        ask,
        place,
        status="ok" if enough else "too_few",
        value=day,
        numerator=sum(returned),
        denominator=total,
        low=low,
        high=high,
        interval_method="log_log",
        n=watched,
        reason=None if enough else Reason(key="reason.few_at_risk", values=few),
    )


def last_watched(found: Curve, fewest: int) -> int | None:
    """The last step of a curve at which enough people were still watched: beyond it nothing is said."""
    steps = [step for step, people in enumerate(found.at_risk) if people >= fewest]
    return steps[-1] if steps else None


def curve(reader: Reader, place: Place, ask: Ask) -> Curve | None:
    """The whole curve of an exit cohort, for drawing."""
    counts = cohort(reader, place, ask)
    return life_table(*counts, WEEKLY_EDGES) if counts else None


def on_quarters(ask: Ask) -> bool:
    """Say whether the period is whole calendar quarters."""
    return (
        on_months(ask.period)
        and ask.start == quarter_of(ask.start).start
        and ask.end == quarter_of(ask.end).end
    )


def _asked_cohort(
    reader: Reader, place: Place, indicator: Indicator, ask: Ask
) -> tuple[float, list[float], list[float]] | IndicatorValue:
    """The cohort a question is about; or why there is none."""
    if not on_quarters(ask):
        return cannot_be_combined(indicator, ask, place, "reason.cohort_quarters")
    if ask.dim != "all":
        return cannot_be_combined(indicator, ask, place, "reason.no_such_group", group=ask.dim)
    return cohort(reader, place, ask) or not_measured(indicator, ask, place)


def cohort(reader: Reader, place: Place, ask: Ask) -> tuple[float, list[float], list[float]] | None:
    """How many left with success, and for each bin of ``WEEKLY_EDGES`` how many returned and how many were lost."""
    programs = place.program_ids
    found = reader.rows(
        """select grp, sum(returned), sum(died) + sum(censored) from published.return_curve
           where organization in (select unnest($organizations)) and period between $start and $end
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
    bins = {int(code): (returned, lost) for code, returned, lost in found}
    returned = [bins.get(number, (0.0, 0.0))[0] for number in range(len(WEEKLY_EDGES))]
    lost = [bins.get(number, (0.0, 0.0))[1] for number in range(len(WEEKLY_EDGES))]
    return sum(sum(pair) for pair in bins.values()), returned, lost
