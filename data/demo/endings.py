"""How a stay ends: exit, outcome, and whether the problem comes back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from data.demo.draw import Draw
from data.demo.profiles import ProgramProfile
from data.demo.seasons import workday
from data.demo.setting import Setting, Stay
from data.model.codes import Answer, ExitReason, Outcome, Risk

_NOT_COUNTED = {ExitReason.admin_error: 1, ExitReason.duplicate: 1}
_LEFT = {
    ExitReason.dropped_out: 47,
    ExitReason.completed: 38,
    ExitReason.moved_away: 8,
    ExitReason.transferred: 7,
}
_STAYED = {ExitReason.completed: 95, ExitReason.transferred: 3, ExitReason.other: 2}


@dataclass(frozen=True)
class End:
    """How a stay will end, and what follows."""

    risk: Risk
    exit_on: dt.date | None
    outcome: Outcome | None
    reason: ExitReason | None
    return_on: dt.date | None
    comes_back: bool

    def still_open(self) -> End:
        """Give the same stay while it runs."""
        return replace(self, exit_on=None, outcome=None, reason=None, return_on=None, comes_back=False)

    @classmethod
    def of(cls, draw: Draw, setting: Setting, program: ProgramProfile, entry_on: dt.date) -> End:
        profile = setting.profile
        risk = draw.pick(program.risk)
        share = min(0.97, max(0.02, profile.achieved[risk] + program.lift))
        reason, length = ExitReason.completed, draw.triangular(0.7, 1.35, 0.95)
        if draw.chance(profile.deaths):
            outcome, reason, length = Outcome.excluded, ExitReason.deceased, draw.uniform(0.1, 1.2)
        elif draw.chance(0.012):
            outcome, reason, length = Outcome.excluded, draw.pick(_NOT_COUNTED), 0.08
        elif draw.even(f"{program.program_id}:{risk}", share):
            outcome, reason = Outcome.achieved, draw.pick(_STAYED)
        else:
            unassessed = draw.even(f"{program.program_id}:unknown", min(0.95, program.unknown / (1 - share)))
            outcome = Outcome.unknown if unassessed else Outcome.not_achieved
            reason = draw.pick(_LEFT)
            if reason is ExitReason.dropped_out:
                length = draw.uniform(0.1, 0.8)
        exit_on = workday(entry_on + dt.timedelta(days=max(3, int(program.planned_days * length))))
        written_on = setting.entered(draw, exit_on)
        return_on, comes_back = None, False
        if outcome is Outcome.achieved and draw.even("returning", profile.returning):
            return_on = exit_on + dt.timedelta(days=int(draw.triangular(20, 345, 110)))
            comes_back = draw.even("coming back", profile.coming_back)
        recorded_risk = risk if draw.chance(0.97) else Risk.unknown
        end = cls(recorded_risk, exit_on, outcome, reason, return_on, comes_back)
        known = exit_on <= setting.as_of and written_on <= setting.rows.closing
        return end if known else end.still_open()


_LOWER = {Risk.high: Risk.medium, Risk.medium: Risk.low, Risk.low: Risk.low}
_HIGHER = {Risk.high: Risk.high, Risk.medium: Risk.high, Risk.low: Risk.medium}
_DESTINATIONS = {
    Outcome.achieved: {"bersama keluarga": 6, "tinggal mandiri": 2, "bekerja": 2, "melanjutkan sekolah": 2},
    Outcome.not_achieved: {"bersama keluarga": 5, "tidak diketahui": 3, "lembaga lain": 1},
    Outcome.unknown: {"tidak diketahui": 8, "bersama keluarga": 2},
}


def destination(draw: Draw, stay: Stay) -> str | None:
    """Where somebody went; always written where the programme's rule decides by it."""
    ruled = {place: 1.0 for place, outcome in stay.program.destinations.items() if outcome is stay.outcome}
    choices = ruled or (_DESTINATIONS.get(stay.outcome) if stay.outcome else None)
    return draw.pick(choices) if choices and (draw.chance(0.9) or ruled) else None


def risk_at_exit(draw: Draw, stay: Stay) -> Risk | None:
    if stay.outcome in (None, Outcome.excluded):
        return None
    if stay.risk is Risk.unknown or draw.chance(0.7 if stay.outcome is Outcome.unknown else 0.06):
        return Risk.unknown
    lower, same = (0.8, 0.97) if stay.outcome is Outcome.achieved else (0.2, 0.8)
    place = draw.random()
    return _LOWER[stay.risk] if place < lower else stay.risk if place < same else _HIGHER[stay.risk]


def self_reliant(draw: Draw, stay: Stay) -> Answer | None:
    if stay.outcome in (None, Outcome.excluded):
        return None
    if draw.chance(0.5 if stay.outcome is Outcome.unknown else 0.06):
        return Answer.unknown
    achieved = stay.outcome is Outcome.achieved
    kind = f"{stay.program.program_id}:self_reliant"
    return Answer.yes if achieved and draw.even(kind, stay.program.self_reliant) else Answer.no
