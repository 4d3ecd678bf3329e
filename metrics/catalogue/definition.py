"""What an indicator declares about itself."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from locales.words import Words

Principle = Literal["P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10"]
"""Osborne & Gaebler in the order of seed 000: steering, empowering, competition, mission over rules,
outcomes, customer, earning, prevention, participation, market."""

Kind = Literal[
    "rate",
    "count",
    "stock",
    "unique_people",
    "return_curve",
    "cost_per_outcome",
    "spend_share",
    "largest_share",
    "money_sum",
    "promises",
    "mean_score",
]
"""How a value is made from measures; ``metrics.compute`` has one function for each."""


class Gate(BaseModel):
    """Another indicator that must reach a level before this one can be read."""

    model_config = ConfigDict(frozen=True)

    indicator: str
    at_least: float


class Indicator(BaseModel):
    """One indicator: what it asks, how it is counted, and how it may mislead.

    ``fact`` names the published table; ``numerator``, ``denominator`` and ``unknown`` name measures in
    it. ``minimum`` is the smallest denominator that is shown without a warning of its own.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    name: Words
    question: Words
    formula: Words
    caution: Words
    principle: Principle | None
    seed: str
    kind: Kind
    fact: str
    numerator: str
    denominator: str | None = None
    unknown: str | None = None
    unit: str = "proportion"
    """``proportion``, ``people``, ``count``, ``days``, ``months``, ``score`` or ``currency``
    (replaced by the organisation's currency code)."""
    direction: Literal["up", "down", "neutral"]
    cadence: Literal["weekly", "monthly", "quarterly"]
    combines: Literal["sum", "last", "none"] = "sum"
    """How periods add up: sums of events, the last state of a stock, or not at all."""
    interval: Literal["wilson", "log_log", "fieller", "inverted_wilson", "t"] | None = None
    minimum: int = 10
    gates: tuple[Gate, ...] = ()
    program_kinds: tuple[str, ...] = ()
    """Kinds of programme that this makes sense for; empty for all."""
    headline: bool = False
    flow: bool = False
    """Watched every week on a control chart."""
    source: str = ""
