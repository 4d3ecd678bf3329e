"""How long until half are decided, counting those still open for as long as they have been waiting."""

from __future__ import annotations

import numpy as np

from metrics.ask import Ask
from metrics.catalogue.definition import Indicator
from metrics.period import on_months
from metrics.reader import Reader
from metrics.statistics.survival import kaplan_meier, median
from metrics.value import IndicatorValue, Reason
from metrics.values.shape import cannot_be_combined, not_measured, sample_status, shape
from metrics.values.sums import Place, sums_by


def median_wait(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """The median days from raised to decided of what was raised in the period, by Kaplan-Meier.

    ``numerator`` were decided, ``unknown`` are still open, ``n`` were raised. The interval is Brookmeyer and
    Crowley's; an end that the curve has not reached is None. A median of the decided alone would be too short.
    """
    if ask.dim != "all":
        return cannot_be_combined(indicator, ask, place, "reason.no_such_group", group=ask.dim)
    if not on_months(ask.period):
        return cannot_be_combined(indicator, ask, place, "reason.whole_months")
    assert indicator.denominator and indicator.unknown
    measures = [indicator.numerator, indicator.unknown]
    asked = ask.model_copy(update={"group": "days=any"})
    waited = sums_by(reader, place, asked, indicator.fact, measures, "grp")
    decided, still_open = (
        np.array([round(row[name]) for row in waited.values()], dtype=int) for name in measures
    )
    total = int(decided.sum() + still_open.sum())
    if not total:
        return not_measured(indicator, ask, place)
    days = np.array([int(code) for code in waited], dtype=float)
    times = np.concatenate([np.repeat(days, decided), np.repeat(days, still_open)])
    curve = kaplan_meier(times, np.arange(total) < decided.sum())
    middle, low, high = median(curve)
    status = sample_status(total, indicator.minimum) if middle is not None else "not_measured"
    reason = None
    if middle is None:
        reason = Reason(key="reason.half_not_decided", values={"n": int(still_open.sum())})
    elif status == "too_few":
        reason = Reason(key="reason.too_few", values={"n": total, "minimum": indicator.minimum})
    return shape(
        indicator,
        ask,
        place,
        status=status,
        value=middle,
        numerator=float(decided.sum()),
        denominator=float(total),
        unknown=float(still_open.sum()),
        low=low if middle is not None else None,
        high=high if middle is not None else None,
        interval_method="log_log" if middle is not None else None,
        n=float(total),
        reason=reason,
    )
