"""Waves of a survey: who is invited, who answers, and the sheets that they hand in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from data.demo.draw import Draw
from data.demo.setting import Setting, Stay, open_on
from data.model.codes import AgeGroup, Answer, AnswerState

Answers = list[tuple[str, int, int]]
"""Of each item: its name, the score, and how many options it has."""
WAVE = dt.timedelta(days=20)
"""How long a wave stays open."""
_STATES = {
    AnswerState.valid: 955,
    AnswerState.dont_know: 22,
    AnswerState.prefer_not_to_answer: 15,
    AnswerState.skipped: 8,
}


def write_wave(
    setting: Setting,
    draw: Draw,
    instrument: str,
    quarter: dt.date,
    first: dt.date,
    stays: list[Stay],
    answers_of: Callable[[Setting, Draw], Answers],
    frame: str,
) -> None:
    """Write down one wave that opens on ``first``; ``frame`` says in words who could have been invited."""
    voice, there = setting.profile.voice, open_on(stays, first)
    wave_id = f"{setting.profile.prefix}-{instrument}-{quarter:%Y}Q{quarter.month // 3 + 1}"
    invited = min(len(there), round(draw.uniform(0.85, 1.15) * voice.invited))
    setting.rows.add(
        "survey_wave",
        wave_id=wave_id,
        organization_id=setting.organization_id,
        instrument_id=instrument,
        started_on=first,
        ended_on=first + WAVE,
        frame=frame,
        invited=invited,
    )
    for place, stay in enumerate(draw.sample(there, invited), 1):
        if not draw.chance(voice.answered):
            continue
        response_id, day = f"{wave_id}-{place:03d}", first + draw.days(0, WAVE.days)
        answers = answers_of(setting, draw)
        sheet = _sheet(setting, draw, response_id, wave_id, instrument, day, stay)
        for item, score, options in answers:
            state = draw.pick(_STATES)
            setting.rows.add(
                "survey_answer",
                **sheet,
                answer_id=f"{response_id}-{item}",
                item=item,
                state=state,
                score=float(score) if state is AnswerState.valid else None,
                options=options,
            )


def _sheet(
    setting: Setting, draw: Draw, response_id: str, wave_id: str, instrument: str, day: dt.date, stay: Stay
) -> dict[str, Any]:
    """What all answers of one sheet share."""
    return {
        "entered_at": setting.entered(draw, day, quick=True),
        "response_id": response_id,
        "organization_id": setting.organization_id,
        "program_id": stay.program.program_id if draw.chance(0.95) else None,
        "wave_id": wave_id,
        "instrument_id": instrument,
        "answered_on": day,
        "mode": draw.pick(setting.profile.voice.modes),
        "sex": stay.person.sex,
        "age_group": _age_group(stay.person.age(day)) if draw.chance(0.93) else AgeGroup.unknown,
        "disability": _disability(draw, setting.profile.disability),
    }


def _age_group(age: int) -> AgeGroup:
    limits = ((5, AgeGroup.under_5), (18, AgeGroup.child), (60, AgeGroup.adult))
    return next((group for limit, group in limits if age < limit), AgeGroup.older)


def _disability(draw: Draw, share: float) -> Answer:
    return Answer.unknown if draw.chance(0.06) else Answer.yes if draw.chance(share) else Answer.no
