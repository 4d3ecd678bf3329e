"""Targets: which one is in force, how far the way to it has been gone, and what was first promised."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from metrics.ask import Ask
from metrics.catalogue import BY_ID
from metrics.period import month_of
from metrics.reader import Reader
from metrics.statistics.target import Direction, count_progress, level_progress, target_status
from metrics.value import IndicatorValue, Reason, TargetValue
from metrics.values.sums import Place

ADDING_KINDS = ("count", "unique_people", "money_sum")
"""Kinds that grow with the period: a level of these is compared over the target's own span only."""

PARTS = ("rate", "return_curve")
"""Kinds of indicators that are a part of a whole: a level under 0 or over 1 is a slip of the pen, and judges nothing."""
PART_DUE = "note.target_part_due"
"""Said where only a part of an increment was due."""


class Target(NamedTuple):
    """A target as it was set on one day."""

    id: str
    organization: str
    program: str | None
    grant: str | None
    indicator: str
    group: str | None
    kind: str
    value: float
    baseline: float | None
    starts_on: dt.date
    due_on: dt.date
    set_on: dt.date | None
    batch: int

    @property
    def key(self) -> tuple[str, str | None, str | None, str, str | None]:
        """Of whom and of what the target is."""
        return self.organization, self.program, self.grant, self.indicator, self.group

    def elapsed(self, until: dt.date, since: dt.date | None = None) -> float:
        """The share of the target's days that lies between two days, both included."""
        first, last = max(self.starts_on, since or self.starts_on), min(self.due_on, until)
        return max((last - first).days + 1, 0) / ((self.due_on - self.starts_on).days + 1)


class Promised(NamedTuple):
    """A target in force and as it was first set; the same one where it never changed."""

    current: Target
    first: Target
    versions: tuple[Target, ...]
    """All of them, from the first to the current one."""

    @property
    def was_changed(self) -> bool:
        """Whether another value was promised at first."""
        return self.first.value != self.current.value


def targets_of(
    reader: Reader, place: Place, indicator: str | None = None, *, also_later: bool = False
) -> list[Promised]:
    """Targets of the organisations of a place, set by their data date, each with its first version.

    ``also_later`` gives those too that were set after it and do not count yet.
    """
    if not reader.holds("target", place.organization_ids):
        return []
    # One query for all indicators: a review asks for the targets beside each of its numbers.
    found = reader.rows(
        """select t.set_on is null or t.set_on <= p.as_of, t.target, t.organization, t.program, t.grant_id,
                  t.indicator, t.people_group, t.kind, t.value, t.baseline, t.starts_on, t.due_on, t.set_on, t.batch
           from published.target t join published.publication p on p.organization = t.organization
           where list_contains($organizations, t.organization)
           order by t.organization, t.starts_on, t.set_on nulls first, t.batch, t.target""",
        {"organizations": place.organization_ids},
    )
    targets = (Target(*row) for is_set, *row in found if is_set or also_later)
    return promised(one for one in targets if indicator in (None, one.indicator))


def promised(targets: Iterable[Target]) -> list[Promised]:
    """Put the versions of a target together, the earliest first.

    Versions are of the same organisation, programme, grant, group and indicator, and share the first or the
    last day: a new year brings a new target, a new value or deadline does not.
    """
    versions: dict[tuple[str | None, ...], list[list[Target]]] = {}
    for target in targets:
        known = versions.setdefault(target.key, [])
        same = next((group for group in known if _is_version(target, group)), None)
        if same is None:
            known.append([target])
        else:
            same.append(target)
    ordered = [tuple(sorted(group, key=_set_on)) for known in versions.values() for group in known]
    return [Promised(group[-1], group[0], group) for group in ordered]


def _is_version(target: Target, group: list[Target]) -> bool:
    return any(target.starts_on == one.starts_on or target.due_on == one.due_on for one in group)


def _set_on(target: Target) -> tuple[dt.date, int, str]:
    """Of two that were set on one day, the one that came in later is the newer."""
    return target.set_on or dt.date.min, target.batch, target.id


def attach_target(reader: Reader, place: Place, ask: Ask, value: IndicatorValue) -> IndicatorValue:
    """Set beside a value what was promised for it, and on which side of that it lies.

    The target must be of exactly this organisation, programme, grant and group, and in force in the period. A
    level of something that adds up over time is compared over the target's own span only; an increment is
    compared with the part of it that was due in the period. Without a target the value comes back as it is.
    """
    limited = place.programs is not None and ask.program is None and ask.grant is None
    if len(place.organizations) != 1 or limited:
        return value
    organization = place.organizations[0].id
    key = (organization, ask.program, ask.grant, value.indicator, ask.group)
    last = min(ask.end, place.as_of)
    asked = [one for one in targets_of(reader, place, value.indicator) if one.current.key == key]
    in_force = [one for one in asked if one.current.starts_on <= last and one.current.due_on >= ask.start]
    if not in_force:
        return value
    chosen = max(
        in_force, key=lambda one: (one.current.due_on >= last, one.current.starts_on, one.current.id)
    )
    return _beside(value, chosen, ask, last)


def _beside(value: IndicatorValue, found: Promised, ask: Ask, last: dt.date) -> IndicatorValue:
    target = found.current
    due, notes = target.value, value.notes
    if target.kind == "level" and BY_ID[value.indicator].kind in PARTS and not 0 <= due <= 1:
        note = Reason(key="note.target_beyond", values={"target": f"{due:g}"})
        return value.model_copy(update={"notes": (*notes, note)})
    within = ask.start >= month_of(target.starts_on).start and last <= target.due_on
    if target.kind == "increment":
        if not within:
            return value
        share = target.elapsed(last, ask.start)
        due = target.value * share
        if share < 1:
            percent = round(100 * share, 1)
            note = Reason(key=PART_DUE, values={"percent": percent, "whole": target.value})
            notes = (*notes, note)
    elif BY_ID[value.indicator].kind in ADDING_KINDS and not (
        within and ask.start <= target.starts_on and ask.end >= target.due_on
    ):
        return value
    return value.model_copy(
        update={
            "target": target_value(found, due),
            "target_status": target_status(value.value, value.low, value.high, due, value.direction),
            "notes": notes,
        }
    )


def target_value(found: Promised, due: float) -> TargetValue:
    """What was promised: what is due, its baseline, and the first promise where it was changed later."""
    return TargetValue(
        value=due,
        baseline=found.current.baseline,
        first_value=found.first.value if found.was_changed else None,
        set_on=found.current.set_on,
        due_on=found.current.due_on,
        kind="increment" if found.current.kind == "increment" else "level",
    )


def target_history(reader: Reader, place: Place, ask: Ask) -> list[Promised]:
    """Every target of exactly this indicator, organisation, programme, grant and group, the latest due first;
    those set after the data date too, which do not count yet."""
    key = (ask.organization, ask.program, ask.grant, ask.indicator, ask.group)
    found = targets_of(reader, place, ask.indicator, also_later=True)
    return sorted(
        (one for one in found if one.current.key == key), key=lambda one: one.current.due_on, reverse=True
    )


def progress(
    actual: float | None, target: float, baseline: float | None, direction: Direction
) -> tuple[float | None, Reason | None]:
    """Give the share of the promised way that was gone; or why there is no such share.

    With a baseline: from there to the target, rising or falling. Without: actual over target where more is
    better. A target that equals its baseline (a promise to hold), a target of 0 and a falling target without
    baseline have no ratio, though each can be met.
    """
    if actual is None:
        return None, None
    if baseline is not None:
        if target == baseline:
            return None, Reason(key="reason.promise_to_hold")
        return level_progress(actual, baseline, target), None
    if direction == "down":
        return None, Reason(key="reason.promise_no_baseline")
    if target == 0:
        return None, Reason(key="reason.promise_target_zero")
    return count_progress(actual, target), None
