"""As sent beside as known now: which numbers of a frozen report have changed since, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from math import isclose
from typing import Literal

from data.changes import changes_since
from data.home import Home
from metrics.catalogue import BY_ID
from metrics.fingerprint import fingerprint
from metrics.reader import Reader
from metrics.reviews.sources import record_tables
from metrics.scope import Scope
from metrics.value import IndicatorValue
from reports.frozen import Frozen
from reports.making import make
from reports.reading import declared

Reason = Literal["late", "corrected", "definition", "time", "unknown"]
"""``late``: rows came that were not there. ``corrected``: rows were replaced or taken back. ``definition``: the
number is counted in another way. ``time``: the data reach further, so more has ripened."""

SHOWN = ("value", "numerator", "denominator", "unknown", "low", "high", "status")


@dataclass(frozen=True, slots=True)
class Restated:
    """A number that is not what it was: as sent, as known now (None where it is no longer shown), and why."""

    sent: IndicatorValue
    now: IndicatorValue | None
    reason: Reason


def restatements(
    home: Home, reader: Reader, scope: Scope, frozen: Frozen, last_batch: int
) -> tuple[Restated, ...]:
    """Make the same report again and list what differs. ``last_batch`` was the newest import when it was sent."""
    now = _numbered(make(home, reader, scope, frozen.request).values)
    fingerprints = {one.indicator.id: one.fingerprint for one in frozen.definitions}
    return tuple(
        Restated(
            sent,
            now.get(key),
            _reason(home, frozen, fingerprints, sent, now.get(key), last_batch),
        )
        for key, sent in _numbered(frozen.values).items()
        if differs(sent, now.get(key))
    )


Key = tuple[str | int | None, ...]


def _numbered(values: Iterable[IndicatorValue]) -> dict[Key, IndicatorValue]:
    """Values by what makes them the same number: what, of whom, in which unit, when, and which of several."""
    found: dict[Key, IndicatorValue] = {}
    for value in values:
        place = (value.indicator, value.program, value.grant, value.group, value.promise, value.unit)
        same = (*place, value.start.isoformat(), value.end.isoformat())
        turn = next(number for number in count() if (*same, number) not in found)
        found[*same, turn] = value
    return found


def differs(sent: IndicatorValue, now: IndicatorValue | None) -> bool:
    """Say whether a number is told differently now."""
    return now is None or any(not _same(getattr(sent, name), getattr(now, name)) for name in SHOWN)


def _same(sent: float | str | None, now: float | str | None) -> bool:
    """Equal but for the order in which parts were added up, which shows in no digit that anybody reads."""
    if isinstance(sent, float) and isinstance(now, float):
        return isclose(sent, now, rel_tol=1e-9)
    return sent == now


def _reason(
    home: Home,
    frozen: Frozen,
    fingerprints: dict[str, str],
    sent: IndicatorValue,
    now: IndicatorValue | None,
    last_batch: int,
) -> Reason:
    indicator = declared(sent)
    if indicator is None:
        return "unknown"
    known = fingerprints.get(indicator.id)
    current = BY_ID.get(indicator.id, indicator)
    if known is not None and known != fingerprint(current):
        return "definition"
    changed = changes_since(home, frozen.request.organization, record_tables(sent, indicator), last_batch)
    if changed.replaced or changed.removed:
        return "corrected"
    if changed.added:
        return "late"
    return "time" if now is not None and now.as_of > sent.as_of else "unknown"
