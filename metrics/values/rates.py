"""Rates, counts and stocks: sums over sums, at every level."""

from __future__ import annotations

from collections.abc import Mapping

from metrics.ask import Ask
from metrics.catalogue.definition import Indicator
from metrics.period import on_months
from metrics.reader import Reader
from metrics.statistics.proportion import wilson
from metrics.value import IndicatorValue, Reason
from metrics.values.shape import cannot_be_combined, not_measured, sample_status, shape, unaskable
from metrics.values.sums import Place, shared_stock, shared_sums, sums

NOTHING_KNOWN = "reason.nothing_known."
"""Begins the reasons why there is no rate where of nobody it is known; the measure of the unknown follows."""
TOO_LITTLE_KNOWN = ("reason.gate.", NOTHING_KNOWN)
"""How reasons begin that say a number stands, or would stand, on too little of what must be known."""


def rate(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """Numerator over denominator, with Wilson's interval and the bounds if all unknown were bad or good."""
    if problem := unaskable(indicator, ask, place):
        return problem
    assert indicator.denominator is not None
    measures = [indicator.numerator, indicator.denominator]
    if indicator.unknown:
        measures.append(indicator.unknown)
    found = sums(
        reader, place, ask, indicator.fact, measures, "last" if indicator.combines == "last" else "period"
    )
    return rate_from(indicator, ask, place, found)


def rate_from(
    indicator: Indicator, ask: Ask, place: Place, found: Mapping[str, float | None]
) -> IndicatorValue:
    """A rate from its sums. Nothing over nothing is no data, never 0 and never a pass."""
    assert indicator.denominator is not None
    denominator = found.get(indicator.denominator) or 0.0
    if not denominator:
        return not_measured(indicator, ask, place)
    numerator = found.get(indicator.numerator) or 0.0
    if numerator > denominator:
        # Such as more answers than invited: one of the two was not recorded right, and nobody knows which.
        return not_measured(indicator, ask, place, "reason.more_than_whole")
    if nothing_known(indicator, found):
        return not_measured(indicator, ask, place, f"{NOTHING_KNOWN}{indicator.unknown}")
    unknown = (found.get(indicator.unknown) or 0.0) if indicator.unknown else None
    ends = None if unknown is None else (numerator / denominator, (numerator + unknown) / denominator)
    worst, best = (None, None) if ends is None else ends[::-1] if indicator.direction == "down" else ends
    low, high = wilson(numerator, denominator)
    status = sample_status(denominator, indicator.minimum)
    reason = Reason(key="reason.too_few", values={"n": int(denominator), "minimum": indicator.minimum})
    return shape(
        indicator,
        ask,
        place,
        status=status,
        value=numerator / denominator,
        numerator=numerator,
        denominator=denominator,
        unknown=unknown,
        low=low,
        high=high,
        interval_method="wilson",
        worst=worst,
        best=best,
        n=denominator,
        reason=reason if status == "too_few" else None,
    )


def nothing_known(indicator: Indicator, found: Mapping[str, float | None]) -> bool:
    """Whether a rate that had better be low is 0 only because of nobody it is known.

    Where more is better, unknown counts as not achieved and hides nothing; here it would be good news.
    """
    if indicator.unknown is None or indicator.denominator is None or indicator.direction != "down":
        return False
    return (found.get(indicator.unknown) or 0.0) >= (found.get(indicator.denominator) or 0.0)


def count(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """How many; 0 where such things are recorded but none was, not measured where they never are."""
    if problem := unaskable(indicator, ask, place):
        return problem
    share = None
    if place.grant is not None:
        if not on_months(ask.period):
            return cannot_be_combined(indicator, ask, place, "reason.grant_whole_months")
        found, share = shared_sums(reader, place, ask, indicator.fact, [indicator.numerator])
    else:
        found = sums(reader, place, ask, indicator.fact, [indicator.numerator])
    answer = count_from(indicator, ask, place, _known(found), _ever_recorded(reader, place, indicator.fact))
    return answer.model_copy(update={"share": share})


def count_from(
    indicator: Indicator, ask: Ask, place: Place, found: dict[str, float] | None, recorded: bool
) -> IndicatorValue:
    """A count from its sum: without one it is 0 where such things are recorded, else not measured."""
    if found is None and not recorded:
        return not_measured(indicator, ask, place)
    total = found[indicator.numerator] if found else 0.0
    return shape(indicator, ask, place, status="ok", value=total, numerator=total, n=total)


def stock(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """What stands at the end of the period, or as of the data date when that comes first."""
    if problem := unaskable(indicator, ask, place):
        return problem
    share = None
    if place.grant is not None:
        found, share = shared_stock(reader, place, ask, indicator.fact, indicator.numerator)
    else:
        found = sums(reader, place, ask, indicator.fact, [indicator.numerator], "ever")
    answer = count_from(indicator, ask, place, _known(found), _ever_recorded(reader, place, indicator.fact))
    return answer.model_copy(update={"share": share})


def _known(found: dict[str, float | None]) -> dict[str, float] | None:
    """The sums, or None when there was no row."""
    known = {name: total for name, total in found.items() if total is not None}
    return known or None


def _ever_recorded(reader: Reader, place: Place, fact: str) -> bool:
    return reader.records(fact, place.organization_ids)
