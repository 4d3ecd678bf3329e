"""Outcomes: what changed for those who left, how sure that is, and for whom it did not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from metrics.reviews.asking import Asking
from metrics.reviews.cover import OUTCOME
from metrics.reviews.differ import Difference, differ
from metrics.reviews.groups import NO_GROUPS, Groups, by_groups
from metrics.value import IndicatorValue

CHANGE = ("reliable_improvement_rate", "reliable_deterioration_rate")
"""Always shown together: who got better for certain, and who got worse."""
FURTHER = ("self_reliance_exit_rate", "social_functioning_gain", "dropout_share")


@dataclass(frozen=True, slots=True)
class OutcomesReview:
    """Everything the screen shows of one organisation or programme."""

    outcomes: IndicatorValue
    before: IndicatorValue
    """The same twelve months a year earlier."""
    difference: Difference
    coverage: IndicatorValue
    served: IndicatorValue
    left: IndicatorValue
    """Different people behind the exits that count: one person may leave twice."""
    programs: tuple[IndicatorValue, ...]
    mean_change: IndicatorValue
    change: tuple[IndicatorValue, ...]
    goals: IndicatorValue
    further: tuple[IndicatorValue, ...]
    expected: IndicatorValue
    """Outcomes over those that a reference with the same clients would have."""
    groups: Groups

    def all_values(self) -> Iterable[IndicatorValue]:
        """Every number that the screen shows."""
        yield from (self.outcomes, self.before, self.coverage, self.served, self.left, *self.programs)
        yield from (self.mean_change, *self.change, self.goals, *self.further, self.expected)
        yield from (*self.groups.rows, *self.groups.gaps)


def outcomes_review(asking: Asking) -> OutcomesReview:
    """Assemble the outcomes of an organisation or programme."""
    outcomes = asking.outcome()
    before = asking.value(OUTCOME, asking.year_before())
    named = [one.id for one in asking.programs()]
    hidden = outcomes.status == "suppressed"
    return OutcomesReview(
        outcomes=outcomes,
        before=before,
        difference=differ(outcomes, before),
        coverage=asking.value("outcome_assessment_coverage"),
        served=asking.value("people_served"),
        left=asking.value("clients_counted"),
        programs=asking.by_program(OUTCOME),
        mean_change=asking.value("mean_outcome_change"),
        change=asking.values(*CHANGE),
        goals=asking.value("goal_attainment_t"),
        further=asking.values(*FURTHER),
        expected=asking.value("case_mix_outcome_ratio"),
        groups=NO_GROUPS if hidden else by_groups(asking.reader, asking.scope, asking.ask(OUTCOME), named),
    )
