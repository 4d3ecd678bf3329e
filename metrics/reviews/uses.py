"""The catalogue as it is used: each indicator with its number, the screens that show it, and what data it lacks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from metrics.catalogue import CATALOGUE
from metrics.catalogue.definition import Indicator
from metrics.facts import FACT_BY_NAME
from metrics.reviews import empowerment, finances, outcomes, practice, quality, standing, voice
from metrics.reviews.asking import Asking
from metrics.reviews.cover import OUTCOME
from metrics.reviews.quarter import COMPLIANCE, MEASURES, MONEY, RIGHTS
from metrics.value import IndicatorValue

SHOWN_ON: dict[str, tuple[str, ...]] = {
    "week": tuple(one.id for one in CATALOGUE if one.flow),
    "funding": (OUTCOME, "cost_per_outcome", "full_cost", "target_achievement_ratio", "outcome_equity_gap"),
    "review": (*(one.id for one in MEASURES), *MONEY, *COMPLIANCE),
    "outcomes": (
        *(OUTCOME, "outcome_assessment_coverage", "mean_outcome_change", "goal_attainment_t"),
        *("case_mix_outcome_ratio", "outcome_equity_gap", *outcomes.CHANGE, *outcomes.FURTHER),
    ),
    "prevention": (
        *("return_rate_6m", "return_rate_12m", "median_time_to_return", "followup_coverage_12m"),
        *("prevention_success_rate", "early_intake_share", "risk_reduction_rate", "repeat_intake_share"),
        "prevention_spend_share",
    ),
    "voice": (
        *(*RIGHTS, voice.ALL_SEVEN, *voice.SCALES, *voice.PROCESS, "survey_response_rate", "complaints"),
        *("complaint_resolution_rate", "feedback_action_rate"),
    ),
    "compare": ("funnel_outlier_units",),
    "money": (*finances.DEPENDENCE, *finances.FREEDOM, "income", "spending", "full_cost"),
    "empowerment": (*(empowerment.COMMUNITY, empowerment.LED, *empowerment.DECIDING, *empowerment.STAYING),),
    "practice": (
        practice.MIX,
        *practice.REFERRALS,
        *practice.CASES,
        "needs_response_rate",
        "case_process_completeness",
    ),
    "standing": (standing.READINESS, "certified_staff_share"),
    "quality": (quality.INDEX,),
}
"""The indicators of each screen."""


class Use(NamedTuple):
    """One indicator: its number, the screens it stands on, and record tables that are still empty."""

    indicator: Indicator
    value: IndicatorValue
    screens: tuple[str, ...]
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CatalogueReview:
    """Every indicator, in the order of the catalogue."""

    uses: tuple[Use, ...]

    def all_values(self) -> Iterable[IndicatorValue]:
        """Every number that the screen shows."""
        return (use.value for use in self.uses)


def catalogue_review(asking: Asking) -> CatalogueReview:
    """Ask every indicator of an organisation or programme, once."""
    filled = {
        row[0]
        for row in asking.reader.rows(
            "select record_table from published.recorded where organization = ?", [asking.organization.id]
        )
    }
    return CatalogueReview(tuple(_use(asking, one, filled) for one in CATALOGUE))


def _use(asking: Asking, indicator: Indicator, filled: set[str]) -> Use:
    fact = FACT_BY_NAME[indicator.fact]
    needed = () if fact.is_recorded(filled) else fact.reads
    return Use(
        indicator,
        asking.value(indicator.id),
        tuple(screen for screen, ids in SHOWN_ON.items() if indicator.id in ids),
        tuple(name for name in needed if name not in filled),
    )


def found(review: CatalogueReview, words: str) -> tuple[Use, ...]:
    """The indicators in which every word that is looked for stands: name, question, formula, id or principle."""
    wanted = words.lower().split()
    return tuple(use for use in review.uses if all(word in _said(use.indicator) for word in wanted))


def _said(indicator: Indicator) -> str:
    texts = (indicator.name, indicator.question, indicator.formula, indicator.caution)
    spoken = " ".join(f"{text.id} {text.en}" for text in texts)
    return f"{indicator.id} {indicator.principle or ''} {indicator.seed} {spoken}".lower()
