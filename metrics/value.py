"""IndicatorValue: the only thing a page or a report may show as a number."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict

Status = Literal[
    "ok",
    "indicative",
    "too_few",
    "not_measured",
    "not_applicable",
    "suppressed",
    "cannot_be_combined",
]
"""How far a value can be trusted.

``ok``: n reaches the plain minimum. ``indicative``: n is 10 to 29. ``too_few``: n is below the
indicator's minimum sample. ``not_measured``: nothing was recorded (which is not 0).
``not_applicable``: the indicator makes no sense here. ``suppressed``: hidden to protect people.
``cannot_be_combined``: the parts exist but do not add up to this scope or period.
"""

TargetStatus = Literal["above", "likely", "unclear", "below"]
"""On the good side of the target, by the indicator's direction: the whole interval (``above``), the
estimate only (``likely``); on the wrong side: the estimate only (``unclear``), the whole interval
(``below``)."""

TargetMeaning = Literal["zero", "hold", "move"]
"""A target of 0 is a target, one equal to its baseline promises to hold; no target at all is neither."""

Source = Literal["measured", "reported"]
"""``measured`` from records of our own, or ``reported`` as a result by someone else (IATI, logframe)."""


class Reason(BaseModel):
    """A sentence to be said in the reader's language: a text key of ``locales`` and its values."""

    model_config = ConfigDict(frozen=True)

    key: str
    values: dict[str, str | int | float] = {}


class TargetValue(BaseModel):
    """What was promised for this indicator, scope and period."""

    model_config = ConfigDict(frozen=True)

    value: float
    baseline: float | None = None
    first_value: float | None = None
    """The target as first set, when it was changed later."""
    set_on: dt.date | None = None
    due_on: dt.date | None = None
    kind: Literal["level", "increment"] = "level"

    @property
    def meaning(self) -> TargetMeaning:
        """What is promised: that there be none, that it stay where it began, or that it move."""
        if self.kind == "level" and self.value == self.baseline:
            return "hold"
        return "zero" if self.value == 0 else "move"


class IndicatorValue(BaseModel):
    """One number with everything that is needed to read it honestly.

    ``value`` is None unless it may be shown. Proportions run from 0 to 1. ``low`` and ``high`` are the
    95 % interval named by ``interval_method``. ``worst`` and ``best`` are the value if every unknown
    were not achieved, or achieved. ``start`` and ``end`` are inclusive days.
    """

    model_config = ConfigDict(frozen=True)

    indicator: str
    organization: str | None = None
    program: str | None = None
    grant: str | None = None
    group: str | None = None
    start: dt.date
    end: dt.date
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    unknown: float | None = None
    low: float | None = None
    high: float | None = None
    interval_method: str | None = None
    worst: float | None = None
    best: float | None = None
    n: float | None = None
    status: Status
    source: Source = "measured"
    target: TargetValue | None = None
    target_status: TargetStatus | None = None
    unit: str
    direction: Literal["up", "down", "neutral"]
    rule_version: str | None = None
    as_of: dt.date
    gates: tuple[str, ...] = ()
    """Ids of the indicators that had to be good enough for this one to be read, and were not."""
    reason: Reason | None = None
    evidence_level: str | None = None
    share: float | None = None
    """The grant's share of the programme's counts, when asked for one grant."""
    promise: str | None = None
    promise_name: str | None = None
    notes: tuple[Reason, ...] = ()
    """Other things that must be said beside the value, such as an amount that could not be converted."""

    @property
    def not_achieved(self) -> float | None:
        """The third state: neither achieved nor unknown. None unless all three are known."""
        if self.numerator is None or self.denominator is None or self.unknown is None:
            return None
        return max(self.denominator - self.numerator - self.unknown, 0.0)
