"""Means of people's scores: from n, their sum and the sum of their squares, with Student's interval."""

from __future__ import annotations

import math
from collections.abc import Sequence

from metrics.ask import Ask
from metrics.catalogue.definition import Indicator
from metrics.facts.survey_scores import PROCESS_ITEMS
from metrics.reader import Reader
from metrics.statistics.means import t_interval_from_sums
from metrics.statistics.scores import cronbach_alpha_from_sums
from metrics.value import IndicatorValue, Reason
from metrics.values.shape import (
    NOTHING_RECORDED,
    cannot_be_combined,
    not_measured,
    sample_status,
    shape,
    unaskable,
)
from metrics.values.sums import Place, sums, sums_by

EASY_GOALS = 55.0
"""A mean T score above this says that goals were set too low (Kiresuk & Sherman)."""
LEAST_ALPHA = 0.6
"""Cronbach's alpha below which items do not make one scale and no mean of them is given."""
ALPHA_FROM = 30
"""People from whom on alpha is trusted."""

Sums = dict[str, float | None]


def mean(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """The mean of one score a person."""
    if problem := unaskable(indicator, ask, place):
        return problem
    answer = _mean_from(indicator, ask, place, _sums(reader, place, indicator, ask))
    if indicator.fact != "goal_attainment" or answer.value is None or answer.value <= EASY_GOALS:
        return answer
    return answer.model_copy(update={"notes": (Reason(key="note.goals_too_easy"),)})


def mean_change(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """The mean change on one instrument, with its size in standard deviations at the start.

    Points of different instruments are different things: where several were used, one must be asked for.
    """
    if problem := unaskable(indicator, ask, place):
        return problem
    used = sums_by(
        reader, place, ask.model_copy(update={"group": "instrument=any"}), indicator.fact, ["pairs"], "grp"
    )
    if len(used) > 1 and ask.dim != "instrument":
        named = ", ".join(sorted(used))
        return cannot_be_combined(indicator, ask, place, "reason.several_instruments", instruments=named)
    found = _sums(reader, place, indicator, ask, ("before_sum", "before_squares", "drift_sum", "drift_pairs"))
    answer = _mean_from(indicator, ask, place, found)
    if answer.value is None or answer.n is None:
        return answer
    notes = [Reason(key="note.regression_to_the_mean")]
    if found["drift_pairs"] == answer.n:
        drift = (found["drift_sum"] or 0.0) / answer.n
        notes = [Reason(key="note.regression_of_points", values={"points": round(drift, 1)})]
    spread = _spread(answer.n, found["before_sum"] or 0.0, found["before_squares"] or 0.0)
    if spread:
        notes.insert(0, Reason(key="note.effect_size", values={"sds": round(answer.value / spread, 2)}))
    left = sums(reader, place, ask, "exit", ["eligible"])["eligible"] if ask.dim != "instrument" else None
    if left and left > answer.n:
        notes.append(Reason(key="note.pairs_of_exits", values={"pairs": int(answer.n), "exits": int(left)}))
    return answer.model_copy(update={"notes": tuple(notes)})


def licensed_mean(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """The mean of a scale that may only be used under licence: none recorded, no number.

    Names the part of the sheets that staff filled in with the client.
    """
    if problem := unaskable(indicator, ask, place):
        return problem
    found = _sums(reader, place, indicator, ask, ("csq_by_staff", "csq_unlicensed"))
    if not found[indicator.denominator or ""]:
        key = "reason.no_licence" if found["csq_unlicensed"] else NOTHING_RECORDED
        return not_measured(indicator, ask, place, key)
    answer = _mean_from(indicator, ask, place, found)
    by_staff = found["csq_by_staff"] or 0.0
    if not by_staff or not answer.n:
        return answer
    percent = round(100 * by_staff / answer.n)
    return answer.model_copy(
        update={"notes": (Reason(key="note.asked_by_staff", values={"percent": percent}),)}
    )


def scale_mean(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """The mean of a few items that ask for one thing, where they do so together.

    From 30 people on Cronbach's alpha is computed; below 0.6 the means of the items are said instead.
    """
    if problem := unaskable(indicator, ask, place):
        return problem
    stem = indicator.numerator.removesuffix("_sum")
    items = [f"{stem}_item_{number + 1}" for number in range(PROCESS_ITEMS[stem.removeprefix("process_")])]
    found = _sums(reader, place, indicator, ask, (f"{stem}_item_squares", *items))
    answer = _mean_from(indicator, ask, place, found)
    if answer.n is None or answer.n < ALPHA_FROM:
        return answer
    n, k = answer.n, len(items)
    alpha = cronbach_alpha_from_sums(
        n,
        [found[item] or 0.0 for item in items],
        found[f"{stem}_item_squares"] or 0.0,
        k * k * (found[indicator.squares or ""] or 0.0),
    )
    if alpha is None or alpha >= LEAST_ALPHA:
        said = () if alpha is None else (Reason(key="note.alpha", values={"alpha": round(alpha, 2)}),)
        return answer.model_copy(update={"notes": said})
    refused = cannot_be_combined(indicator, ask, place, "reason.items_apart", alpha=round(alpha, 2))
    means = tuple(
        Reason(key="note.item_mean", values={"item": number, "mean": round((found[item] or 0.0) / n, 2)})
        for number, item in enumerate(items, 1)
    )
    return refused.model_copy(update={"notes": means, "n": n})


def _sums(reader: Reader, place: Place, indicator: Indicator, ask: Ask, more: Sequence[str] = ()) -> Sums:
    assert indicator.denominator and indicator.squares
    measures = [indicator.denominator, indicator.numerator, indicator.squares, *more]
    return sums(reader, place, ask, indicator.fact, measures)


def _mean_from(indicator: Indicator, ask: Ask, place: Place, found: Sums) -> IndicatorValue:
    """A mean from its sums; without anybody it is not measured."""
    assert indicator.denominator and indicator.squares
    n = found[indicator.denominator] or 0.0
    if not n:
        return not_measured(indicator, ask, place)
    total, squares = found[indicator.numerator] or 0.0, found[indicator.squares] or 0.0
    interval = t_interval_from_sums(n, total, squares)
    status = sample_status(n, indicator.minimum)
    few = Reason(key="reason.too_few", values={"n": int(n), "minimum": indicator.minimum})
    return shape(
        indicator,
        ask,
        place,
        status=status,
        value=total / n,
        numerator=total,
        denominator=n,
        low=interval[0] if interval else None,
        high=interval[1] if interval else None,
        interval_method="t" if interval else None,
        n=n,
        reason=few if status == "too_few" else None,
    )


def _spread(n: float, total: float, squares: float) -> float:
    """The standard deviation from n, sum and sum of squares; 0 where there is none."""
    return math.sqrt(max(squares - total * total / n, 0.0) / (n - 1)) if n > 1 else 0.0
