"""Data quality: each dimension, and what to mend first because the most headline numbers rest on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from data.quality import DIMENSIONS, RULES, Failing, Quality
from data.quality.patterns import Pattern
from data.quality.silences import Silence
from metrics.reviews.asking import Asking
from metrics.value import IndicatorValue

INDEX = "data_quality_index"
_OUTCOME = ("outcome_achievement_rate", "outcome_assessment_coverage", "cost_per_outcome")
_LASTING = ("return_rate_12m", "prevention_success_rate", "self_reliance_exit_rate")

RESTS_ON: Mapping[str, tuple[str, ...]] = {
    "outcome_missing": (*_OUTCOME, "return_rate_12m", "self_reliance_exit_rate"),
    "outcome_contradicts": (*_OUTCOME, "return_rate_12m", "self_reliance_exit_rate"),
    "outcome_without_exit": (*_OUTCOME, "return_rate_12m"),
    "followed_up_early": _LASTING,
    "exit_reason_missing": ("outcome_achievement_rate",),
    "risk_missing": ("prevention_success_rate",),
    "problem_missing": ("prevention_success_rate",),
    "enrolled_twice": (*_OUTCOME, *_LASTING),
    "closed_as_duplicate": ("return_rate_12m",),
    "money_without_program": ("cost_per_outcome",),
    "money_unclassified": ("prevention_spend_share",),
    "money_without_rate": ("cost_per_outcome",),
    "money_negative": ("cost_per_outcome",),
    "money_far_outside": ("cost_per_outcome",),
    "answer_off_scale": ("satisfaction_ikm", "rights_all_seven_share"),
}
"""Which headline numbers change when what breaks a rule is mended; no headline rests on the other rules."""


class Mend(NamedTuple):
    """What breaks a rule, and the headline numbers that rest on it."""

    failing: Failing
    failed: int
    """Rows of the programme that is looked at, or of all."""
    headlines: tuple[str, ...]

    @property
    def weight(self) -> tuple[int, int]:
        """How much the headline numbers depend on it: rows times numbers, then rows."""
        return self.failed * len(self.headlines), self.failed


@dataclass(frozen=True, slots=True)
class QualityReview:
    """Everything the screen shows of one organisation or programme."""

    dimensions: tuple[IndicatorValue, ...]
    """Each dimension in the twelve months, the lowest first; those never recorded last."""
    mends: tuple[Mend, ...]
    checked: tuple[str, ...]
    """Record tables of which rules found rows to look at."""
    unchecked: tuple[str, ...]
    """Record tables that rules look at, of which there is nothing here."""
    headlines_checked: bool
    """Whether anything was looked at that headline numbers rest on."""
    silences: tuple[Silence, ...]
    regular: bool
    """Whether anything is recorded so regularly that its silence would be heard."""
    patterns: tuple[Pattern, ...]
    lags: tuple[tuple[str, int], ...]
    doubles: int
    same_number: int

    @property
    def known(self) -> tuple[IndicatorValue, ...]:
        """The dimensions that were measured."""
        return tuple(one for one in self.dimensions if one.value is not None)

    def all_values(self) -> Iterable[IndicatorValue]:
        """Every number that the screen shows."""
        return self.dimensions


def quality_review(asking: Asking, found: Quality) -> QualityReview:
    """Assemble the quality of an organisation's or a programme's data; ``found`` is what the rules found."""
    program = asking.program.id if asking.program else None
    values = [
        asking.answer(asking.ask(INDEX).model_copy(update={"group": f"quality={dimension}"}))
        for dimension in DIMENSIONS
    ]
    judged = [one.rule for one in found.judged if program is None or program in dict(one.by_program)]
    looked_at = {rule.table for rule in judged}
    tables = dict.fromkeys(rule.table for rule in RULES)
    return QualityReview(
        dimensions=tuple(sorted(values, key=lambda one: 2.0 if one.value is None else one.value)),
        mends=tuple(_mends(found, program)),
        checked=tuple(table for table in tables if table in looked_at),
        unchecked=tuple(table for table in tables if table not in looked_at),
        headlines_checked=any(rule.id in RESTS_ON for rule in judged),
        silences=tuple(one for one in found.silences if program in (None, one.program)),
        regular=program in found.regular if program else bool(found.regular),
        patterns=tuple(one for one in found.patterns if program in (None, one.program)),
        lags=found.lags,
        doubles=found.doubles,
        same_number=found.same_number,
    )


def _mends(found: Quality, program: str | None) -> list[Mend]:
    """What there is to mend, what the headline numbers depend on the most first."""
    listed = []
    for one in found.failing:
        failed = one.failed if program is None else dict(one.by_program).get(program, 0)
        if failed:
            listed.append(Mend(one, failed, RESTS_ON.get(one.rule.id, ())))
    return sorted(listed, key=lambda mend: mend.weight, reverse=True)
