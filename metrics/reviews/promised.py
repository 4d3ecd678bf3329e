"""Promises as a reader compares them: what was reached, in its own unit, beside what was promised."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from metrics.ask import Ask
from metrics.catalogue import BY_ID
from metrics.compute import values
from metrics.reader import Reader
from metrics.reviews.cover import TELLING, Cover, cover, covered
from metrics.reviews.guarded import guarded_value
from metrics.reviews.protect import hidden, hidden_with
from metrics.scope import Scope
from metrics.value import IndicatorValue
from metrics.values.reported import definitions
from metrics.values.sums import place_of

URGENCY = {"below": 0, "unclear": 1, "likely": 2, "above": 3, None: 4}
"""The order of promises: what is missed first, what cannot be judged last."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise: how far the promised way was gone, and the value that was reached with its target.

    ``result_name`` is the result it belongs to where somebody else reports it, in their words.
    """

    progress: IndicatorValue
    actual: IndicatorValue
    result_name: str | None = None

    @property
    def is_ours(self) -> bool:
        """Whether the promise is about an indicator of our own."""
        return self.actual.source == "measured"


def reported_only(reader: Reader, organization: str) -> bool:
    """Whether all that is known of an organisation was reported by itself: nobody who left is recorded, and nobody
    was asked either, unless there are reports beside it."""
    asked = reader.records("survey_response", [organization])
    return not reader.records("exit", [organization]) and (
        not asked or reader.records("promise_period", [organization])
    )


def promised(reader: Reader, scope: Scope, ask: Ask) -> tuple[Promise, ...]:
    """The promises of a place that were in force in a period, those missed first."""
    asked = ask.model_copy(update={"indicator": "target_achievement_ratio"})
    place = place_of(reader, scope, asked)
    known = definitions(reader, place, asked)
    found = []
    covers: dict[tuple[str, dt.date, dt.date], Cover] = {}
    for progress in values(reader, scope, asked):
        if progress.promise is None:
            continue
        definition = known.get(progress.promise)
        if definition is not None:
            measure = "percent" if definition.measure == "percentage" else "number"
            found.append(Promise(progress, _reported(progress, measure), definition.result_name))
        elif progress.promise_name in BY_ID:
            actual = _covered(reader, scope, _measured(reader, scope, progress), covers)
            if actual.status == "suppressed":
                progress = hidden(progress, scope.threshold, secondary=True)
            found.append(Promise(progress, actual))
    return tuple(sorted(found, key=_urgency))


def _urgency(promise: Promise) -> tuple[int, bool, float]:
    """Within the same status word the farthest from its target comes first."""
    gone = promise.progress.value
    return (
        URGENCY[promise.progress.target_status],
        promise.actual.value is None,
        1.0 if gone is None else gone,
    )


def _covered(
    reader: Reader,
    scope: Scope,
    actual: IndicatorValue,
    covers: dict[tuple[str, dt.date, dt.date], Cover],
) -> IndicatorValue:
    """Hide the promise of a programme that would give another programme's people back."""
    if actual.program is None or actual.grant is not None or actual.group is not None:
        return actual
    key = (actual.indicator, actual.start, actual.end)
    if key not in covers:
        asked = Ask(
            indicator=actual.indicator, organization=actual.organization, start=actual.start, end=actual.end
        )
        covers[key] = cover(reader, scope, asked)
    return covered(actual, [actual.program], covers[key])


def _reported(progress: IndicatorValue, unit: str) -> IndicatorValue:
    """What somebody reports for the latest period that ended, as they reported it."""
    reached = progress.numerator
    return progress.model_copy(
        update={
            "value": reached,
            "unit": unit,
            "numerator": None,
            "denominator": None,
            "status": progress.status if reached is None else "ok",
        }
    )


def _measured(reader: Reader, scope: Scope, progress: IndicatorValue) -> IndicatorValue:
    """Our own indicator over the time that the target asks about."""
    asked = Ask(
        indicator=progress.promise_name or "",
        organization=progress.organization,
        program=progress.program,
        grant=progress.grant,
        group=progress.group,
        start=progress.start,
        end=progress.end,
    )
    answer = guarded_value(reader, scope, asked)
    if answer.indicator in TELLING:
        rate = guarded_value(reader, scope, asked.model_copy(update={"indicator": TELLING[answer.indicator]}))
        answer = hidden_with(answer, rate, scope.threshold)
    hidden = answer.status == "suppressed"
    return answer.model_copy(
        update={
            "target": progress.target,
            "target_status": None if hidden else progress.target_status,
            "promise": progress.promise,
            "promise_name": progress.promise_name,
            "notes": progress.notes,
        }
    )
