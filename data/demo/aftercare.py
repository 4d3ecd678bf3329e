"""After the exit: follow-ups at 3, 6 and 12 months, and placements in work or school."""

from __future__ import annotations

import datetime as dt

from data.demo.draw import Draw
from data.demo.seasons import workday
from data.demo.setting import Setting, Stay
from data.model.codes import Answer, ExitReason, FollowUpStatus, Outcome, PlacementKind

HORIZONS = (91, 182, 365)
"""Days after an achieved exit on which a follow-up is due."""
_AHEAD = dt.timedelta(days=60)
"""How far ahead follow-ups are planned."""
_STILL_WAITING = 25
"""Days within which a follow-up that did not succeed may simply not have been done yet."""
_LOST = {FollowUpStatus.not_reached: 75, FollowUpStatus.refused: 10, FollowUpStatus.moved_away: 15}
_PLACEMENTS = {
    "anyam-koperasi": {PlacementKind.buyer: 5, PlacementKind.cooperative: 5},
    "anyam-damping": {PlacementKind.buyer: 3, PlacementKind.cooperative: 1},
    "setara-kerja": {PlacementKind.job: 1},
    "tunas-mandiri": {PlacementKind.job: 1},
    "bening-jalan": {PlacementKind.job: 1},
    "bangku-kembali": {PlacementKind.school: 1},
}


def write_aftercare(setting: Setting, stays: list[Stay]) -> None:
    """Write down follow-ups and placements of everybody who left having achieved the outcome."""
    left = [stay for stay in stays if stay.exit_on and stay.outcome is Outcome.achieved]
    _write_follow_ups(setting, left)
    _write_placements(setting, left)


def _write_follow_ups(setting: Setting, left: list[Stay]) -> None:
    draw, number = setting.draw("follow-ups"), 0
    for stay in left:
        assert stay.exit_on
        for horizon in HORIZONS:
            due_on = stay.exit_on + dt.timedelta(days=horizon)
            if due_on > setting.as_of + _AHEAD:
                continue
            status, done_on = _look(setting, draw, stay, due_on)
            returned = status is FollowUpStatus.returned
            number += 1
            setting.rows.add(
                "follow_up",
                entered_at=setting.entered(draw, done_on, quick=True) if done_on else None,
                follow_up_id=setting.row_id("F", number),
                organization_id=setting.organization_id,
                enrollment_id=stay.enrollment_id,
                client_id=stay.person.client_id,
                due_on=due_on,
                done_on=done_on,
                status=status,
                event_on=stay.return_on if returned and draw.chance(0.92) else None,
                worker=stay.worker if draw.chance(0.9) else None,
            )


def _look(setting: Setting, draw: Draw, stay: Stay, due_on: dt.date) -> tuple[FollowUpStatus, dt.date | None]:
    """What a follow-up found, and when; ``due`` and no day where it has not been done."""
    waiting = FollowUpStatus.due, None
    findable = stay.person.traceable or stay.comes_back
    if not findable or draw.chance(0.05):
        if (setting.as_of - due_on).days < _STILL_WAITING and draw.chance(0.4):
            return waiting
        tried_on = workday(due_on + draw.days(2, 24))
        return waiting if tried_on > _last_noted(setting) else (draw.pick(_LOST), tried_on)
    done_on = workday(due_on + dt.timedelta(days=round(draw.triangular(-6, 22, 0))))
    if done_on > _last_noted(setting):
        return waiting
    back = stay.return_on is not None and stay.return_on <= done_on
    return FollowUpStatus.returned if back else FollowUpStatus.well, done_on


def _last_noted(setting: Setting) -> dt.date:
    """The latest day of which everything that workers note is entered."""
    return setting.as_of - dt.timedelta(days=4)


def _write_placements(setting: Setting, left: list[Stay]) -> None:
    draw, number = setting.draw("placements"), 0
    for stay in left:
        kinds = _PLACEMENTS.get(stay.program.program_id)
        if not kinds or not stay.exit_on or stay.reason is not ExitReason.completed or not draw.chance(0.5):
            continue
        placed_on = workday(max(stay.entry_on, stay.exit_on - draw.days(0, 30)))
        checked_on = workday(placed_on + draw.days(170, 200))
        checked = checked_on <= setting.as_of and draw.chance(0.8)
        before = round(draw.around(650_000, 0.4), -4)
        number += 1
        setting.rows.add(
            "placement",
            entered_at=setting.entered(draw, placed_on),
            placement_id=setting.row_id("T", number),
            organization_id=setting.organization_id,
            program_id=stay.program.program_id,
            client_id=stay.person.client_id,
            enrollment_id=stay.enrollment_id,
            kind=draw.pick(kinds),
            placed_on=placed_on,
            checked_on=checked_on if checked else None,
            still_there=draw.pick({Answer.yes: 68, Answer.no: 22, Answer.unknown: 10}) if checked else None,
            income_before=before,
            income_after=round(before * draw.uniform(0.9, 1.9), -4)
            if checked and draw.chance(0.85)
            else None,
            currency="IDR",
        )
