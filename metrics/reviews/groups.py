"""For whom: the outcome by sex, age, disability and district, with nobody recognisable, and the gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.ask import Ask
from metrics.compute import By, values_by
from metrics.reader import Reader
from metrics.reviews.guarded import guarded_groups
from metrics.scope import Scope
from metrics.statistics.proportion import newcombe
from metrics.value import IndicatorValue

DIMENSIONS: tuple[By, ...] = ("sex", "age_group", "disability", "district")
"""People are grouped one dimension at a time, never crossed."""
ORDER: dict[str, tuple[str, ...]] = {
    "sex": ("female", "male", "other", "unknown"),
    "age_group": ("0-4", "5-17", "18-59", "60+", "unknown"),
    "disability": ("yes", "no", "unknown"),
}
"""The order in which groups are shown; those of other dimensions go by size."""


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of each dimension, those with nobody left out, and how far each lies behind everyone else.

    A gap is in percentage points with Newcombe's interval: positive where the group is behind.
    ``comparisons`` counts how many were looked at: among many some seem to differ by chance.
    """

    rows: tuple[IndicatorValue, ...]
    gaps: tuple[IndicatorValue, ...]
    comparisons: int

    @property
    def behind(self) -> tuple[IndicatorValue, ...]:
        """Groups that are behind for certain, the largest gap first."""
        return tuple(
            sorted(
                (gap for gap in self.gaps if gap.low is not None and gap.low > 0), key=lambda gap: -gap.value
            )
        )


NO_GROUPS = Groups((), (), 0)
"""Where the whole is hidden its parts are too."""


def by_groups(reader: Reader, scope: Scope, ask: Ask, programs: Sequence[str]) -> Groups:
    """Break an outcome rate down. Each dimension adds up to the published total: rows protect each other."""
    open_scope = scope.model_copy(update={"threshold": 0})
    rows: list[IndicatorValue] = []
    gaps: list[IndicatorValue] = []
    comparisons = 0
    for dimension in DIMENSIONS:
        found = [one for one in values_by(reader, open_scope, ask, dimension) if one.denominator]
        # A dimension of which only one group is there says nothing.
        if len(found) > 1:
            shown = _ordered(dimension, guarded_groups(reader, scope, ask, found, programs))
            compared = _gaps(shown)
            rows += shown
            gaps += compared
            comparisons += 1 if len(compared) == 2 else len(compared)
    return Groups(tuple(rows), tuple(gaps), comparisons)


def _ordered(dimension: str, shown: Sequence[IndicatorValue]) -> list[IndicatorValue]:
    """In the order of the dimension, else by code: an order by size would tell of those that are hidden."""
    known = ORDER.get(dimension, ())
    return sorted(
        shown,
        key=lambda one: (
            _code(one) == "unknown",
            known.index(_code(one)) if _code(one) in known else len(known),
            _code(one),
        ),
    )


def _gaps(rows: Sequence[IndicatorValue]) -> list[IndicatorValue]:
    """Each group against everyone else who is shown; the unknown are nobody's group."""
    counted = [
        (one, one.numerator, one.denominator)
        for one in rows
        if one.numerator is not None and one.denominator is not None and _code(one) != "unknown"
    ]
    everyone, achieved_by_all = sum(n for _, _, n in counted), sum(x for _, x, _ in counted)
    gaps = []
    for group, achieved, of in counted:
        others, also = everyone - of, achieved_by_all - achieved
        if others:
            low, high = newcombe(also, others, achieved, of)
            gaps.append(_gap(group, also / others - achieved / of, low, high))
    return gaps


def _gap(group: IndicatorValue, behind: float, low: float, high: float) -> IndicatorValue:
    return group.model_copy(
        update={
            "indicator": "outcome_equity_gap",
            "unit": "points",
            "direction": "down",
            "value": 100 * behind,
            "low": 100 * low,
            "high": 100 * high,
            "interval_method": "newcombe",
            "numerator": None,
            "unknown": None,
            "worst": None,
            "best": None,
            "target": None,
            "target_status": None,
        }
    )


def _code(value: IndicatorValue) -> str:
    return (value.group or "=").split("=", 1)[1]
