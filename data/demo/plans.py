"""What clients need and what they want to reach: assessed needs and the goals of their plans."""

from __future__ import annotations

import datetime as dt

from data.demo.seasons import workday
from data.demo.setting import Setting, Stay
from data.model.codes import AnsweredBy, Blocker, GoalAuthor, Outcome

_NEEDS = {
    "penghasilan": 3,
    "kesehatan": 3,
    "pendidikan": 2,
    "dokumen kependudukan": 2,
    "dukungan keluarga": 3,
    "tempat tinggal": 1,
}
_BLOCKERS = {
    Blocker.not_available: 4,
    Blocker.not_seen: 2,
    Blocker.not_responsive: 3,
    Blocker.conflict_of_interest: 1,
}
_ATTAINED = {0: 5, 1: 4, 2: 1, -1: 1}
_NOT_ATTAINED = {-2: 2, -1: 5, 0: 2}


def write_plans(setting: Setting, stays: list[Stay]) -> None:
    """Write down needs and goals of all stays."""
    _write_needs(setting, stays)
    _write_goals(setting, stays)


def _write_needs(setting: Setting, stays: list[Stay]) -> None:
    draw, number = setting.draw("needs"), 0
    for stay in stays:
        for _ in range(draw.randint(1, 3) if draw.chance(0.9) else 0):
            assessed_on = workday(stay.entry_on + draw.days(0, 9))
            if not setting.start <= assessed_on <= stay.last_day(setting.as_of):
                continue
            answered_by = draw.pick({AnsweredBy.own: 60, AnsweredBy.partner: 17, None: 23})
            answered_on = workday(assessed_on + dt.timedelta(days=round(draw.triangular(0, 50, 8))))
            answered = answered_by is not None and answered_on <= setting.as_of
            number += 1
            setting.rows.add(
                "need",
                entered_at=setting.entered(draw, assessed_on),
                need_id=setting.row_id("N", number),
                organization_id=setting.organization_id,
                program_id=stay.program.program_id,
                client_id=stay.person.client_id,
                enrollment_id=stay.enrollment_id,
                assessed_on=assessed_on,
                kind=draw.pick(_NEEDS),
                answered_on=answered_on if answered else None,
                answered_by=answered_by if answered else None,
                blocker=draw.pick(_BLOCKERS) if answered_by is None and draw.chance(0.8) else None,
            )


def _write_goals(setting: Setting, stays: list[Stay]) -> None:
    """Clients set their own goals the more often, the more they say that they decide themselves."""
    draw, number = setting.draw("goals"), 0
    deciding = setting.profile.voice.rights["rights_self_determination"]
    authors = {GoalAuthor.client: deciding - 0.3, GoalAuthor.joint: 0.35, GoalAuthor.worker: 1 - deciding}
    for stay in stays:
        for _ in range(draw.randint(1, 2) if draw.chance(0.75) else 0):
            set_on = workday(stay.entry_on + draw.days(4, 24))
            if not setting.start <= set_on <= stay.last_day(setting.as_of):
                continue
            author = draw.pick(authors)
            closed = stay.exit_on is not None and draw.chance(0.9)
            achieved = stay.outcome is Outcome.achieved
            progress_on = stay.exit_on or workday(set_on + draw.days(20, 150))
            number += 1
            setting.rows.add(
                "case_goal",
                entered_at=setting.entered(draw, set_on),
                goal_id=setting.row_id("G", number),
                organization_id=setting.organization_id,
                program_id=stay.program.program_id,
                client_id=stay.person.client_id,
                enrollment_id=stay.enrollment_id,
                set_on=set_on,
                author=author,
                signed_by_client=draw.chance(0.4 if author is GoalAuthor.worker else 0.86),
                weight=draw.choice((1.0, 1.0, 2.0)),
                attainment=draw.pick(_ATTAINED if achieved else _NOT_ATTAINED) if closed else None,
                progress_on=progress_on if progress_on <= setting.as_of and draw.chance(0.8) else None,
                closed_on=stay.exit_on if closed else None,
            )
