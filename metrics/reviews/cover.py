"""Covering programmes: what one view hides no other view of the same period may give back.

Whoever looks at the whole organisation may look at each programme too. Which programmes are hidden is therefore
decided once, on the table of all of them, and holds in every view. A grant's report is a release of its own,
protected in itself: its donor's scope holds nothing else to subtract it from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from metrics.ask import Ask
from metrics.catalogue import BY_ID
from metrics.catalogue.definition import Indicator
from metrics.compute import value, values_by
from metrics.facts.money import NO_PROGRAM
from metrics.reader import Reader
from metrics.reviews.protect import hidden, hidden_rows, parts_of
from metrics.scope import Scope
from metrics.statistics.suppress import reveals, small
from metrics.value import IndicatorValue

OUTCOME = "outcome_achievement_rate"
TELLING = dict.fromkeys(
    (
        "outcomes_achieved",
        "cost_per_outcome",
        "direct_cost_per_outcome",
        "cohort_cost_per_outcome",
        "outcomes_per_million",
        "case_mix_outcome_ratio",
        "outcome_equity_gap",
    ),
    OUTCOME,
)
"""Numbers that give the counts of another away, and that other."""
MEANS = ("mean", "mean_change", "licensed_mean", "scale_mean", "mean_score", "net_promoter")
"""Kinds whose people are counted once, in ``n``."""


@dataclass(frozen=True, slots=True)
class Cover:
    """The counts of one rate in all programmes of an organisation, and which of them are hidden."""

    k: int
    counts: dict[str, tuple[int, ...]]
    hidden: frozenset[str]

    def hides(self, programs: Iterable[str]) -> bool:
        """Say whether the sum of some programmes must be hidden.

        It must where the hidden programmes among them, or among those left of the whole, are one alone or
        together few people: programmes that are shown can be subtracted.
        """
        asked = set(programs)
        return any(
            len(side) == 1 or self._is_small(side) for side in (self.hidden & asked, self.hidden - asked)
        )

    def _is_small(self, programs: frozenset[str]) -> bool:
        if not programs:
            return False
        parts = [sum(column) for column in zip(*(self.counts[one] for one in programs), strict=True)]
        if self.k <= 0 or not sum(parts):
            return False
        return small(parts[0], self.k) if len(parts) == 1 else reveals(parts[0], sum(parts), self.k)


def cover(reader: Reader, scope: Scope, ask: Ask) -> Cover:
    """Decide which programmes of an organisation are hidden in a period, for the rate that is asked."""
    rate = TELLING.get(ask.indicator, ask.indicator)
    declared = BY_ID[rate]
    if scope.threshold == 0 or ask.grant is not None or not counts_people(declared):
        return Cover(scope.threshold, {}, frozenset())
    everything = scope.model_copy(update={"threshold": 0})
    whole = ask.model_copy(update={"indicator": rate, "program": None, "group": None})
    rows = [one for one in values_by(reader, everything, whole, "program") if one.value is not None]
    parts = {one.program or "": people_of(one, declared.kind) for one in rows}
    all_of_it = people_of(value(reader, everything, whole), declared.kind)
    rest = [part - sum(row[place] for row in parts.values()) for place, part in enumerate(all_of_it)]
    # Nobody's pack shows what belongs to no programme: the whole less all programmes would.
    parts[NO_PROGRAM] = tuple(max(part, 0) for part in rest)
    counts = {program: counted for program, counted in parts.items() if sum(counted)}
    primary, secondary = hidden_rows(list(counts.values()), scope.threshold)
    names = list(counts)
    return Cover(scope.threshold, counts, frozenset(names[row] for row in primary | secondary))


def counts_people(declared: Indicator) -> bool:
    """Whether a number of the whole less those of the programmes tells of people: exactly, or nearly so where
    somebody is in two programmes."""
    return (
        declared.unit == "proportion"
        or declared.kind in ("unique_people", "stock", *MEANS)
        or (declared.kind == "count" and declared.combines == "sum")
    )


def people_of(answer: IndicatorValue, kind: str) -> tuple[int, ...]:
    """The people behind a number, in exclusive parts; of a mean, all who are in it."""
    return (round(answer.n or 0),) if kind in MEANS else tuple(parts_of(answer))


def uncovering(reader: Reader, scope: Scope, answer: IndicatorValue) -> IndicatorValue:
    """Hide the number of one programme where, taken from the whole, it would give another programme's people."""
    if scope.threshold == 0 or answer.value is None or answer.program is None or answer.grant or answer.group:
        return answer
    ask = Ask(
        indicator=answer.indicator, organization=answer.organization, start=answer.start, end=answer.end
    )
    return covered(answer, [answer.program], cover(reader, scope, ask))


def covered(answer: IndicatorValue, programs: Iterable[str], found: Cover) -> IndicatorValue:
    """Hide a number of some programmes where another view would give a hidden programme back."""
    return hidden(answer, found.k, secondary=True) if found.hides(programs) else answer
