"""The client's voice: seven rights, satisfaction, complaints, and what was done with what people said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from metrics.reviews.asking import Asking, measured
from metrics.reviews.quarter import RIGHTS
from metrics.statistics.proportion import unknown_bounds
from metrics.value import IndicatorValue
from metrics.values.sums import sums_by

ALL_SEVEN = "rights_all_seven_share"
CHECKS: dict[str, str] = {
    "rights_individual": "case_process_completeness",
    "rights_expression": "high_risk_contact_rate",
    "rights_response": "needs_response_rate",
    "rights_dignity": "complaint_resolution_rate",
    "rights_no_blame": "dropout_share",
    "rights_self_determination": "client_set_goal_share",
    "rights_confidentiality": "record_completeness",
}
"""What the records say of each right, so that it is not sentiment alone."""
SCALES = ("satisfaction_ikm", "satisfaction_csq8", "top2box_satisfaction", "nps")
PROCESS = tuple(
    f"process_quality_{name}" for name in ("energising", "inclusive", "reciprocal", "honest", "complementary")
)
THEMES = 6
"""The newest themes of feedback that are shown."""

ThemeState = Literal["told", "closed", "refused", "open"]


class Theme(NamedTuple):
    """Something people said, and what became of it: told back, done but not told, refused, or still open."""

    theme: str
    action: str | None
    raised_month: dt.date
    state: ThemeState


class Right(NamedTuple):
    """One right now and a year before, and what the records say of it."""

    now: IndicatorValue
    before: IndicatorValue
    check: IndicatorValue


@dataclass(frozen=True, slots=True)
class VoiceReview:
    """Everything the screen shows of one organisation or programme."""

    rights: tuple[Right, ...]
    """The lowest first; those without a value last."""
    all_seven: IndicatorValue
    bounded: IndicatorValue | None
    """All seven over all who were invited: if none, or all, of those who did not answer were satisfied."""
    response: IndicatorValue
    modes: tuple[IndicatorValue, ...]
    """All seven rights by how people were asked."""
    scales: tuple[IndicatorValue, ...]
    process: tuple[IndicatorValue, ...]
    complaints: IndicatorValue
    resolved: IndicatorValue
    kinds: tuple[IndicatorValue, ...]
    """Complaints by kind, the most frequent first."""
    feedback: IndicatorValue
    themes: tuple[Theme, ...]

    @property
    def lowest(self) -> IndicatorValue | None:
        """The right that is upheld least, where any was measured."""
        first = self.rights[0].now
        return first if measured(first) else None

    def all_values(self) -> Iterable[IndicatorValue]:
        """Every number that the screen shows."""
        for right in self.rights:
            yield from right
        yield from (self.all_seven, self.response, *self.modes, *self.scales, *self.process)
        yield from (self.complaints, self.resolved, *self.kinds, self.feedback)


def voice_review(asking: Asking) -> VoiceReview:
    """Assemble what clients say of an organisation or programme."""
    rights = [
        Right(asking.value(name), asking.value(name, asking.year_before()), asking.value(CHECKS[name]))
        for name in RIGHTS
    ]
    all_seven = asking.value(ALL_SEVEN)
    kinds = sorted(asking.by_group("complaints", "kind"), key=lambda one: -(one.value or 0.0))
    return VoiceReview(
        rights=tuple(
            sorted(rights, key=lambda one: one.now.value if measured(one.now) else 2.0)  # type: ignore[return-value, arg-type]
        ),
        all_seven=all_seven,
        bounded=_bounded(asking, all_seven),
        response=asking.value("survey_response_rate"),
        modes=asking.by_group(ALL_SEVEN, "mode"),
        scales=asking.values(*SCALES),
        process=asking.values(*PROCESS),
        complaints=asking.value("complaints"),
        resolved=asking.value("complaint_resolution_rate"),
        kinds=tuple(kinds),
        feedback=asking.value("feedback_action_rate"),
        themes=_themes(asking),
    )


def _bounded(asking: Asking, all_seven: IndicatorValue) -> IndicatorValue | None:
    """All seven over the invited, of the questionnaires that ask for the rights."""
    if not measured(all_seven) or all_seven.numerator is None or all_seven.denominator is None:
        return None
    place, ask = asking.place(), asking.ask("survey_response_rate")
    grouped = ask.model_copy(update={"group": "instrument=any"})
    asked = sums_by(asking.reader, place, grouped, "survey_response", ["rights_all_valid"], "grp")
    waves = sums_by(asking.reader, place, grouped, "survey_wave", ["invited"], "grp")
    invited = sum(
        waves[name]["invited"] for name, row in asked.items() if row["rights_all_valid"] and name in waves
    )
    silent = invited - all_seven.denominator
    if silent < 0 or not invited:
        return None
    worst, best = unknown_bounds(all_seven.numerator, silent, invited)
    return all_seven.model_copy(update={"worst": worst, "best": best, "unknown": silent})


def _themes(asking: Asking) -> tuple[Theme, ...]:
    place = asking.place()
    found = asking.reader.rows(
        f"""select theme,
                case when refused or told_month <= $end or closed_month <= $end then action end, raised_month,
                case when refused then 'refused' when told_month <= $end then 'told'
                    when closed_month <= $end then 'closed' else 'open' end
           from published.feedback_theme
           where {place.whose}
             and ($programs is null or list_contains($programs, program))
             and raised_month <= $end
           order by raised_month desc, theme limit $limit""",
        {
            "organizations": place.organization_ids,
            "programs": place.program_ids,
            "end": min(asking.period.end, place.as_of),
            "limit": THEMES,
        },
    )
    return tuple(Theme(*row) for row in found)
