"""Promises: one value for each thing that was promised, reported by others or measured by ourselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from metrics.ask import Ask
from metrics.catalogue import BY_ID
from metrics.catalogue.definition import Indicator
from metrics.errors import UnknownPlace
from metrics.period import Period, add_months, month_of, quarter_of
from metrics.reader import Reader
from metrics.statistics.target import target_status
from metrics.value import IndicatorValue, Reason
from metrics.values.reported import reported_promises
from metrics.values.shape import CLIENTS, shape
from metrics.values.sums import Place
from metrics.values.targets import PART_DUE, Promised, progress, target_value, targets_of

Compute = Callable[[Ask], IndicatorValue]
"""Answers a question about another indicator within the same scope."""


def promises(
    reader: Reader, place: Place, indicator: Indicator, ask: Ask, compute: Compute
) -> list[IndicatorValue]:
    """One value a promise: those that others report first, then targets of our own indicators.

    ``numerator`` is what was reached, ``denominator`` what was due, ``value`` the share of the promised way
    that was gone, ``direction`` that of the promise. ``promise_name`` is the name given by the source, or the
    id of our indicator. Of reported values only the latest period that ended is
    used, which ``start`` and ``end`` name.
    """
    reported = reported_promises(reader, place, indicator, ask)
    return reported + _measured(reader, place, indicator, ask, compute)


def _measured(
    reader: Reader, place: Place, indicator: Indicator, ask: Ask, compute: Compute
) -> list[IndicatorValue]:
    """Targets of our own indicators, in force in the period."""
    answers: list[IndicatorValue] = []
    days = {organization.id: organization.as_of or place.as_of for organization in place.organizations}
    for found in targets_of(reader, place):
        target = found.current
        last = min(ask.end, days[target.organization])
        if not _is_asked(target.program, target.grant, place, ask) or ask.group not in (None, target.group):
            continue
        if target.starts_on > last or target.due_on < ask.start:
            continue
        try:
            answers.append(_kept(indicator, place, found, days[target.organization], compute))
        except UnknownPlace:
            continue  # A programme or grant that the viewer may not see.
    return answers


def _is_asked(program: str | None, grant: str | None, place: Place, ask: Ask) -> bool:
    """Whether a target is of the grant asked for, of the programmes of the place, or of all."""
    if ask.grant is not None:
        return grant == ask.grant and (ask.program is None or program == ask.program)
    return place.program_ids is None or program in place.program_ids


def _kept(
    indicator: Indicator, place: Place, found: Promised, as_of: dt.date, compute: Compute
) -> IndicatorValue:
    """How far one target of ours has been reached by its due day or the data date."""
    target = found.current
    ours = BY_ID.get(target.indicator)
    last = min(target.due_on, as_of)
    period = _measured_over(ours.kind if ours else "", target.starts_on, last)
    asked = Ask(
        indicator=target.indicator,
        organization=target.organization,
        program=target.program,
        grant=target.grant,
        group=target.group,
        start=period.start,
        end=period.end,
    )
    fields: dict[str, Any] = {"promise": target.id, "promise_name": target.indicator}
    if ours is None or ours.kind == "promises":
        reason = Reason(key="reason.promise_unknown_indicator", values={"indicator": target.indicator})
        return shape(indicator, asked, place, status="not_applicable", reason=reason, **fields)
    actual = compute(asked)
    due, baseline = target.value, target.baseline
    notes = ()
    if target.kind == "increment":
        elapsed = target.elapsed(last)
        due, baseline = target.value * elapsed, None
        if elapsed < 1:
            values = {"percent": round(100 * elapsed, 1), "whole": target.value}
            notes = (Reason(key=PART_DUE, values=values),)
    share, reason = progress(actual.value, due, baseline, actual.direction)
    ends = sorted(
        end
        for end in (
            progress(bound, due, baseline, actual.direction)[0] for bound in (actual.low, actual.high)
        )
        if end is not None
    )
    has_interval = actual.low is not None and actual.high is not None and len(ends) == 2
    answer = shape(
        indicator,
        asked,
        place,
        status="not_applicable" if actual.value is not None and share is None else actual.status,
        value=share,
        numerator=actual.value,
        denominator=due,
        low=ends[0] if has_interval else None,
        high=ends[1] if has_interval else None,
        interval_method=actual.interval_method if has_interval else None,
        n=actual.n,
        target=target_value(found, due),
        target_status=target_status(actual.value, actual.low, actual.high, due, actual.direction),
        gates=actual.gates,
        reason=reason or actual.reason,
        share=actual.share,
        notes=(*notes, *(note for note in actual.notes if note.key not in (PART_DUE, CLIENTS))),
        **fields,
    )
    rules = {"rule_version": actual.rule_version, "evidence_level": actual.evidence_level}
    return answer.model_copy(update={"direction": actual.direction, "as_of": as_of, **rules})


def _measured_over(kind: str, first: dt.date, last: dt.date) -> Period:
    """Whole months around the days of a target; whole quarters within them for cohorts that are followed."""
    period = Period(month_of(first).start, month_of(last).end)
    if kind != "return_curve":
        return period
    start, end = quarter_of(period.start), quarter_of(period.end)
    begins = start.start if start.start == period.start else add_months(start.start, 3)
    ends = end.end if end.end == period.end else add_months(end.start, 0) - dt.timedelta(days=1)
    return Period(begins, ends) if begins < ends else Period(start.start, end.end)
