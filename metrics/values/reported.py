"""Promises that others report: the latest period that ended with an actual, never a sum over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from metrics.ask import Ask
from metrics.catalogue.definition import Indicator
from metrics.facts.money import NO_PROGRAM
from metrics.reader import Reader
from metrics.statistics.target import target_status
from metrics.value import IndicatorValue, Reason, TargetValue
from metrics.values.shape import shape
from metrics.values.sums import Place
from metrics.values.targets import progress

_EPOCH = dt.date(1970, 1, 1)


class Definition(NamedTuple):
    """What somebody else promised to report, in their words."""

    id: str
    organization: str
    program: str | None
    name: str
    result_name: str | None
    result_type: str
    measure: str
    direction: str
    direction_given: bool
    cumulative: str
    reference: str | None


class _Reported(NamedTuple):
    """The latest period of a definition that ended with an actual; all None where there is none."""

    ends_on: dt.date | None
    value: float | None
    target: float | None
    baseline: float | None
    starts_day: float | None
    parts: float | None
    target_parts: float | None
    value_conflict: float | None
    target_conflict: float | None
    uneven: float | None
    unsummed: float | None
    last_in_words: dt.date | None
    last_without: dt.date | None

    @property
    def starts_on(self) -> dt.date | None:
        """The first day of the period."""
        return None if self.starts_day is None else _EPOCH + dt.timedelta(days=int(self.starts_day))


def reported_promises(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> list[IndicatorValue]:
    """One value for each definition, of the latest period that had ended with an actual."""
    directed = {way: indicator.model_copy(update={"direction": way}) for way in ("up", "down", "neutral")}
    answers = [
        _reported(directed[definition.direction], ask, place, definition, latest)
        for definition, latest in _latest(reader, place, ask)
    ]
    return _with_conflicts(reader, answers)


def definitions(reader: Reader, place: Place, ask: Ask) -> dict[str, Definition]:
    """What others' promises are called and how they are expressed, by id."""
    return {definition.id: definition for definition, _ in _latest(reader, place, ask)}


def _latest(reader: Reader, place: Place, ask: Ask) -> list[tuple[Definition, _Reported]]:
    if not reader.holds("promise", place.organization_ids):
        return []
    found = reader.rows(
        """
        with ended as (
            select *, value is not null or value_conflict = 1 or unsummed = 1 as has_actual
            from published.promise_period
            where grain = 'period' and ended = 1 and period <= $end
                and organization in (select unnest($organizations))
        ),
        latest as (
            select *, row_number() over (partition by grp order by period desc, starts_day desc) as place
            from ended where has_actual
        ),
        others as (
            select grp, max(case when in_words = 1 and not has_actual then period end) as in_words_on,
                max(case when in_words = 0 and not has_actual then period end) as without_on
            from ended group by grp
        )
        select d.promise, d.organization, nullif(d.program, $none), d.name, d.result_name, d.result_type,
            d.measure, d.direction, d.direction_given, d.cumulative, d.reference,
            l.period, l.value, l.target, l.baseline, l.starts_day, l.parts, l.target_parts, l.value_conflict,
            l.target_conflict, l.uneven, l.unsummed, o.in_words_on, o.without_on
        from published.promise d
        left join latest l on l.grp = d.promise and l.place = 1
        left join others o on o.grp = d.promise
        where list_contains($organizations, d.organization)
            and ($programs is null or list_contains($programs, d.program) or d.reference = $grant)
        order by d.organization, d.program, d.promise
        """,
        {
            "organizations": place.organization_ids,
            "programs": place.program_ids,
            "grant": place.grant.id if place.grant else None,
            "end": ask.end,
            "none": NO_PROGRAM,
        },
    )
    width = len(Definition._fields)
    return [(Definition(*row[:width]), _Reported(*row[width:])) for row in found]


def _reported(
    indicator: Indicator, ask: Ask, place: Place, definition: Definition, latest: _Reported
) -> IndicatorValue:
    """The value of a promise that somebody else reports; ``indicator`` has its direction."""
    period = {"start": latest.starts_on or ask.start, "end": latest.ends_on or ask.end}
    asked = ask.model_copy(
        update={**period, "organization": definition.organization, "program": definition.program}
    )
    fields: dict[str, Any] = {
        "source": "reported",
        "promise": definition.id,
        "promise_name": definition.name,
        "numerator": latest.value,
        "notes": tuple(_notes(definition, latest)),
    }

    def without(status: str, key: str, **values: str) -> IndicatorValue:
        reason = Reason(key=key, values=values)
        return shape(indicator, asked, place, status=status, reason=reason, **fields)  # type: ignore[arg-type]

    if latest.ends_on is None:
        if latest.last_in_words:
            return without("not_applicable", "reason.promise_in_words")
        return without("not_measured", "reason.promise_no_actual")
    if latest.value_conflict:
        return without("cannot_be_combined", "reason.promise_conflict")
    if latest.unsummed:
        return without("cannot_be_combined", "reason.promise_parts_not_summed")
    if latest.target_conflict:
        return without("cannot_be_combined", "reason.promise_target_conflict")
    if latest.uneven:
        return without("cannot_be_combined", "reason.promise_uneven_parts")
    if latest.target is None:
        return without("not_applicable", "reason.promise_no_target")
    share, reason = progress(latest.value, latest.target, latest.baseline, indicator.direction)
    return shape(
        indicator,
        asked,
        place,
        status="ok" if share is not None else "not_applicable",
        value=share,
        denominator=latest.target,
        target=TargetValue(value=latest.target, baseline=latest.baseline, due_on=latest.ends_on),
        target_status=target_status(latest.value, None, None, latest.target, indicator.direction),
        reason=reason,
        **fields,
    )


def _notes(definition: Definition, latest: _Reported) -> Iterable[Reason]:
    if latest.parts and latest.value is not None:
        parts = int(latest.parts)
        key = "note.promise_from_parts" if parts > 1 else "note.promise_from_one_part"
        yield Reason(key=key, values={"parts": parts})
    if latest.value is not None and definition.cumulative == "unknown" and definition.measure == "unit":
        yield Reason(key="note.promise_cumulative_unknown")
    if not definition.direction_given:
        yield Reason(key="note.promise_direction_assumed")
    ends_on = latest.ends_on or dt.date.min
    if latest.ends_on and latest.last_without and latest.last_without > ends_on:
        yield Reason(key="note.promise_later_without_actual", values={"day": latest.last_without.isoformat()})
    if latest.ends_on and latest.last_in_words and latest.last_in_words > ends_on:
        yield Reason(key="note.promise_later_in_words", values={"day": latest.last_in_words.isoformat()})


def _with_conflicts(reader: Reader, answers: list[IndicatorValue]) -> list[IndicatorValue]:
    """List the values that contradict each other."""
    keys = {"reason.promise_conflict": "value", "reason.promise_target_conflict": "target"}
    torn = [one for one in answers if one.reason and one.reason.key in keys]
    if not torn:
        return answers
    found = reader.rows(
        """select grp, period, value, target from published.promise_period
           where grain = 'conflict' and list_contains($promises, grp) order by grp, period, value, target""",
        {"promises": [one.promise for one in torn]},
    )

    def listed(answer: IndicatorValue) -> IndicatorValue:
        if answer.reason is None or answer.reason.key not in keys:
            return answer
        column = 2 if keys[answer.reason.key] == "value" else 3
        values = [row[column] for row in found if row[0] == answer.promise and row[1] == answer.end]
        text = " / ".join(f"{value:.10g}" for value in values if value is not None)
        return answer.model_copy(update={"reason": Reason(key=answer.reason.key, values={"values": text})})

    return [listed(answer) for answer in answers]
