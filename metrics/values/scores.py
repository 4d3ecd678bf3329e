"""Scores of surveys: the community satisfaction index (IKM) of PermenPANRB 14/2017, the net promoter score."""

from __future__ import annotations

from metrics.ask import Ask
from metrics.catalogue.definition import Indicator
from metrics.facts.voice import IKM_ELEMENTS
from metrics.reader import Reader
from metrics.statistics.means import t_interval_from_sums
from metrics.statistics.scores import ikm, net_promoter
from metrics.value import IndicatorValue, Reason
from metrics.values.shape import not_measured, sample_status, shape, unaskable
from metrics.values.sums import Place, sums

_SHEETS = ("ikm_sheets", "ikm_index_sum", "ikm_index_squares")


def mean_score(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """25 times the mean of the nine element means; the interval is that of complete sheets."""
    elements = [f"ikm_{number}_{part}" for number in IKM_ELEMENTS for part in ("n", "sum")]
    found = sums(reader, place, ask, indicator.fact, [*_SHEETS, *elements])
    if not all(found[f"ikm_{number}_n"] for number in IKM_ELEMENTS):
        return not_measured(indicator, ask, place)
    means = [
        (found[f"ikm_{number}_sum"] or 0.0) / (found[f"ikm_{number}_n"] or 1.0) for number in IKM_ELEMENTS
    ]
    index = ikm(means)
    n, total, squares = (found[name] or 0.0 for name in _SHEETS)
    interval = t_interval_from_sums(n, total, squares) if n >= 2 else None
    status = sample_status(n, indicator.minimum)
    lowest = min(IKM_ELEMENTS, key=lambda number: means[number - 1])
    return shape(
        indicator,
        ask,
        place,
        status=status,
        value=index.index,
        n=n,
        denominator=n,
        low=interval[0] if interval else None,
        high=interval[1] if interval else None,
        interval_method="t" if interval else None,
        reason=Reason(key="reason.too_few", values={"n": int(n), "minimum": indicator.minimum})
        if status == "too_few"
        else None,
        notes=(Reason(key=f"note.ikm_lowest.{lowest}", values={"band": index.band}),),
    )


def promoter_score(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """Promoters minus detractors in percent of answers, from -100 to 100; ``numerator`` is their difference."""
    if problem := unaskable(indicator, ask, place):
        return problem
    assert indicator.denominator
    found = sums(
        reader, place, ask, indicator.fact, [indicator.numerator, "detractors", indicator.denominator]
    )
    promoters, detractors, n = (number or 0.0 for number in found.values())
    score = net_promoter(promoters, detractors, n)
    if score is None:
        return not_measured(indicator, ask, place)
    status = sample_status(n, indicator.minimum)
    few = Reason(key="reason.too_few", values={"n": int(n), "minimum": indicator.minimum})
    said = {"promoters": int(promoters), "detractors": int(detractors)}
    return shape(
        indicator,
        ask,
        place,
        status=status,
        value=100 * score[0],
        numerator=promoters - detractors,
        denominator=n,
        low=100 * score[1],
        high=100 * score[2],
        interval_method="normal",
        n=n,
        reason=few if status == "too_few" else None,
        notes=(Reason(key="note.promoters", values=said),),
    )
