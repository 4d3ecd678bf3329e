"""A mix: the share of each of several groups that together are the whole."""

from __future__ import annotations

from metrics.ask import Ask
from metrics.catalogue.definition import Indicator
from metrics.period import on_months
from metrics.reader import Reader
from metrics.value import IndicatorValue, Reason
from metrics.values.shape import cannot_be_combined, not_measured, shape, unaskable
from metrics.values.sums import Place, sums, sums_by

MAIN_DIM = "role"
"""The dimension that is answered when none is asked for."""


def mix(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> list[IndicatorValue]:
    """The share of hours of each role, the largest first; or of one group, role or level, that is asked for.

    ``n`` are the contacts whose hours were written down; those without hours are named, for they are in no
    share. Descriptive: there is no better or worse mix, and no interval.
    """
    if problem := unaskable(indicator, ask, place):
        return [problem]
    if not on_months(ask.period):
        return [cannot_be_combined(indicator, ask, place, "reason.whole_months")]
    everything = sums(
        reader,
        place,
        ask.model_copy(update={"group": None}),
        indicator.fact,
        ["hours", "contacts", "timed_contacts"],
    )
    whole, contacts, timed = (everything[name] or 0.0 for name in ("hours", "contacts", "timed_contacts"))
    if whole <= 0:
        return [not_measured(indicator, ask, place)]
    dim = ask.dim if ask.group else MAIN_DIM
    groups = sums_by(
        reader,
        place,
        ask.model_copy(update={"group": f"{dim}=any"}),
        indicator.fact,
        [indicator.numerator],
        "grp",
    )
    hours = {code: row[indicator.numerator] for code, row in groups.items()}
    if ask.group:
        hours = {ask.code: hours.get(ask.code, 0.0)}
    notes = ()
    if timed < contacts:
        percent = round(100 * (1 - timed / contacts), 1)
        notes = (Reason(key="note.contacts_without_hours", values={"percent": percent}),)
    few = timed < indicator.minimum
    reason = Reason(key="reason.too_few", values={"n": int(timed), "minimum": indicator.minimum})
    return [
        shape(
            indicator,
            ask.model_copy(update={"group": f"{dim}={code}"}),
            place,
            status="too_few" if few else "ok",
            value=hours[code] / whole,
            numerator=hours[code],
            denominator=whole,
            n=timed,
            reason=reason if few else None,
            notes=notes,
        )
        for code in sorted(hours, key=lambda code: (-hours[code], code))
    ]
