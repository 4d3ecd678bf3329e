"""Promises: targets of organisations, programmes and grants, and one donor's own logframe."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from data.demo.grants import grants_of
from data.demo.logframe import write_logframe
from data.demo.profiles import MILLION, ProgramProfile
from data.demo.seasons import DAY, fiscal_year
from data.demo.setting import Setting, Stay
from data.model.codes import Outcome, TargetKind


@dataclass(frozen=True)
class Promise:
    """A level to reach and where it started; ``first`` is the level promised before it was changed."""

    value: float
    baseline: float | None = None
    first: float | None = None


EVERYWHERE: Mapping[str, Promise] = {
    "outcome_achievement_rate": Promise(0.65, 0.52),
    "outcome_assessment_coverage": Promise(0.85, 0.70),
    "prevention_success_rate": Promise(0.60, 0.45),
    "return_rate_12m": Promise(0.18, 0.26),
    "followup_coverage_12m": Promise(0.70, 0.50),
    "self_reliance_exit_rate": Promise(0.40, 0.28),
    "referral_followthrough_rate": Promise(0.65, 0.45),
    "prevention_spend_share": Promise(0.30, 0.20),
    "rights_all_seven_share": Promise(0.50, 0.35),
    "satisfaction_ikm": Promise(80.0, 74.0),
    "top2box_satisfaction": Promise(0.80, 0.72),
    "survey_response_rate": Promise(0.65, 0.50),
    "largest_funder_share": Promise(0.45, 0.55),
}
"""Targets of every organisation for its fiscal year."""

OWN: Mapping[str, Mapping[str, Promise]] = {
    "bening": {
        "outcome_achievement_rate": Promise(0.60, 0.48, first=0.68),
        "cost_per_outcome": Promise(32.0 * MILLION, 38.0 * MILLION),
    },
    "tunas": {"cost_per_outcome": Promise(30.0 * MILLION, 36.0 * MILLION)},
    "anyam": {
        "outcome_achievement_rate": Promise(0.72, 0.60),
        "cost_per_outcome": Promise(14.0 * MILLION, 17.0 * MILLION),
    },
    "senja": {"cost_per_outcome": Promise(16.0 * MILLION, 19.0 * MILLION)},
    "setara": {
        "outcome_achievement_rate": Promise(0.55, 0.45),
        "cost_per_outcome": Promise(36.0 * MILLION, 42.0 * MILLION),
    },
    "bangku": {
        "prevention_spend_share": Promise(0.60, 0.50),
        "cost_per_outcome": Promise(17.0 * MILLION, 20.0 * MILLION),
    },
}
"""Targets that differ from those of everybody."""

OF_GRANTS: Mapping[str, Mapping[str, Promise]] = {
    "MW-BENING": {
        "outcome_achievement_rate": Promise(0.65, 0.49),
        "return_rate_12m": Promise(0.25, 0.39, first=0.20),
        "prevention_success_rate": Promise(0.60, 0.45),
        "referral_followthrough_rate": Promise(0.75, 0.41),
        "self_reliance_exit_rate": Promise(0.35, 0.22),
        "cost_per_outcome": Promise(33.0 * MILLION, 38.0 * MILLION),
    },
    "SW-BENING": {
        "outcome_achievement_rate": Promise(0.60, 0.49),
        "return_rate_12m": Promise(0.30, 0.39),
    },
    "MW-SETARA": {
        "outcome_achievement_rate": Promise(0.55, 0.42),
        "self_reliance_exit_rate": Promise(0.30, 0.20),
        "cost_per_outcome": Promise(38.0 * MILLION, 44.0 * MILLION),
    },
    "SW-ANYAM-2": {
        "outcome_achievement_rate": Promise(0.70, 0.58),
        "rights_all_seven_share": Promise(0.55, 0.40),
        "self_reliance_exit_rate": Promise(0.45, 0.30),
    },
    "AR-ANYAM": {
        "outcome_achievement_rate": Promise(0.72, 0.60),
        "self_reliance_exit_rate": Promise(0.50, 0.35),
    },
    "AR-BANGKU": {"outcome_achievement_rate": Promise(0.70, 0.55), "return_rate_12m": Promise(0.20, 0.30)},
    "SW-BANGKU": {"outcome_assessment_coverage": Promise(0.80, 0.60)},
    "AR-SENJA": {"referral_followthrough_rate": Promise(0.70, 0.50)},
    "SW-TUNAS": {
        "outcome_achievement_rate": Promise(0.70, 0.60),
        "followup_coverage_12m": Promise(0.70, 0.30),
    },
}
"""Targets that donors were promised for the term of their grant."""

_YEAR = 365
_SMALL = 0.75
"""Weekly intakes below which nobody wrote down where a programme started."""


def write_promises(setting: Setting, stays: list[Stay]) -> None:
    """Write down all targets, and the logframe of the one donor who keeps its own."""
    _Targets(setting, stays).write()
    if setting.organization_id == "bening":
        write_logframe(setting)


class _Targets:
    """Writes targets, numbered in the order of their making."""

    def __init__(self, setting: Setting, stays: list[Stay]) -> None:
        self.setting = setting
        self.stays = stays
        self.number = 0

    def write(self) -> None:
        """Write down targets of this and the last fiscal year, and those of the grants."""
        setting = self.setting
        this_year = fiscal_year(setting.as_of, setting.profile.fiscal_year_start)
        last_year = fiscal_year(this_year[0] - DAY, setting.profile.fiscal_year_start)
        for years_ago, (start, end) in enumerate((this_year, last_year)):
            promises = {**EVERYWHERE, **OWN[setting.organization_id]}
            for indicator, promise in promises.items():
                self._target(indicator, promise if years_ago == 0 else Promise(promise.value), start, end)
            for program in setting.profile.programs:
                self._of_program(program, start, end)
        for grant in grants_of(setting.organization_id):
            start, end = grant.runs(setting.as_of)
            for indicator, promise in OF_GRANTS.get(grant.grant_id, {}).items():
                self._target(indicator, promise, start, end, grant_id=grant.grant_id)

    def _of_program(self, program: ProgramProfile, start: dt.date, end: dt.date) -> None:
        achieved = self._expected_share(program)
        self._target(
            "outcome_achievement_rate",
            Promise(round(achieved + 0.04, 2), self._baseline(program, achieved)),
            start,
            end,
            program_id=program.program_id,
        )
        outcomes = self._outcomes(program, end) * program.outcome_plan
        self._target(
            "outcomes_achieved", Promise(float(round(outcomes)), 0.0), start, end,
            program_id=program.program_id, kind=TargetKind.increment,
        )  # fmt: skip

    def _baseline(self, program: ProgramProfile, achieved: float) -> float | None:
        """Where a programme started; the smallest never wrote it down."""
        return round(achieved - 0.08, 2) if program.weekly_intakes >= _SMALL else None

    def _outcomes(self, program: ProgramProfile, year_end: dt.date) -> int:
        """Outcomes of the last full year known by then: plans follow what a programme usually does."""
        until = min(year_end, self.setting.as_of)
        return sum(
            stay.program is program
            and stay.outcome is Outcome.achieved
            and stay.exit_on is not None
            and 0 <= (until - stay.exit_on).days < _YEAR
            for stay in self.stays
        )

    def _expected_share(self, program: ProgramProfile) -> float:
        weights = program.risk
        shares = {risk: max(0.02, self.setting.profile.achieved[risk] + program.lift) for risk in weights}
        return sum(weights[risk] * shares[risk] for risk in weights) / sum(weights.values())

    def _target(
        self,
        indicator: str,
        promise: Promise,
        start: dt.date,
        end: dt.date,
        *,
        program_id: str | None = None,
        grant_id: str | None = None,
        kind: TargetKind = TargetKind.level,
    ) -> None:
        """Write a target down; where it was changed, the first one before it."""
        set_on = start - 20 * DAY
        changed_on = min(start + 75 * DAY, self.setting.as_of)
        versions = [(promise.value, set_on)]
        if promise.first is not None:
            versions = [(promise.first, set_on), (promise.value, changed_on)]
        for value, day in versions:
            self.number += 1
            self.setting.rows.add(
                "target",
                target_id=self.setting.row_id("TG", self.number),
                organization_id=self.setting.organization_id,
                program_id=program_id,
                grant_id=grant_id,
                indicator=indicator,
                kind=kind,
                value=value,
                baseline=promise.baseline,
                starts_on=start,
                due_on=end,
                set_on=day,
            )
