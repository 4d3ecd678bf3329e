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
    "cohort_cost",
    "spend_share",
    "largest_share",
    "money_sum",
    "promises",
    "reported_rates",
    "mean_score",
    "mean",
    "mean_change",
    "licensed_mean",
    "scale_mean",
    "net_promoter",
    "median_return",
    "expected_ratio",
    "equity_gap",
    "outcomes_per_amount",
    "linked_spend",
    "dimensions",
    "standing_share",
    "twelve_month_rate",
    "median_wait",
    "mix",
    "account_share",
    "concentration",
    "reserve_months",
    "leverage",
    "outlier_units",
    "improving_share",
]
"""How a value is made from measures; ``metrics.compute`` has one function for each."""

Unit = Literal[
    "proportion", "people", "count", "days", "months", "score", "points", "ratio", "per_million", "currency"
]
"""``points``: a difference of two percentages, from -100 to 100. ``ratio``: one amount over another of its kind.
``per_million``: for each million of the organisation's currency. ``currency`` is replaced by its code."""

Interval = Literal[
    "wilson", "log_log", "fieller", "inverted_wilson", "t", "newcombe", "normal", "poisson", "bootstrap"
]


class Gate(BaseModel):
    """Another indicator that must reach a level before this one can be read."""

    model_config = ConfigDict(frozen=True)

    indicator: str
    at_least: float


class Indicator(BaseModel):
    """One indicator: what it asks, how it is counted, and how it may mislead.

    ``fact`` names the published table; ``numerator``, ``denominator``, ``unknown`` and ``squares`` name
    measures in it. ``minimum`` is the smallest denominator that is shown without a warning of its own.
    ``formula`` says in words what these measures say by name, ``caution`` how the number may be gamed or
    misread. What cannot be combined follows from ``kind``: see ``metrics.catalogue.combining``.
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
    among: tuple[str, ...] = ()
    """Groups of the fact, written ``dim=code``, that the numerator of an account is summed over; the whole is the
    same measure of everybody, its unknown part that of the code ``unknown``."""
    squares: str | None = None
    """The sum of squares of a mean, for its interval: n, sum and sum of squares add over groups and periods."""
    unit: Unit = "proportion"
    direction: Literal["up", "down", "neutral"]
    cadence: Literal["weekly", "monthly", "quarterly"]
    combines: Literal["sum", "program", "last", "none"] = "sum"
    """How parts add up: sums of events over periods and programmes, over periods within one programme only, the
    last state of a stock, or not at all."""
    interval: Interval | None = None
    minimum: int = 10
    gates: tuple[Gate, ...] = ()
    program_kinds: tuple[str, ...] = ()
    """Kinds of programme that this makes sense for; empty for all."""
    beside: tuple[str, ...] = ()
    """Ids of indicators that are always printed beside this one: alone it would mislead."""
    is_outcome: bool = False
    """Says what changed for people: makes a programme's spending one with a measured outcome."""
    headline: bool = False
    flow: bool = False
    """Watched every week on a control chart."""
    source: str = ""
