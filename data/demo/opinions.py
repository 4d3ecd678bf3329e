"""Two more questionnaires: how the service is done and who would recommend it, and one licensed scale.

The licensed scale is known by the codes of its items only; its texts belong to its owner.
"""

from __future__ import annotations

import datetime as dt

from data.demo.draw import Draw
from data.demo.rows import Rows
from data.demo.seasons import add_months, quarters, workday
from data.demo.setting import Setting, Stay, open_on
from data.demo.voice import STATES, WAVE, sheet_of
from data.model.codes import AnswerState

PROCESS_SURVEY, LICENSED_SCALE = "mutu-proses", "csq-8"
RECOMMEND = "recommend"
QUALITIES: dict[str, tuple[str, int]] = {
    "energising": ("rights_self_determination", 3),
    "inclusive": ("rights_dignity", 3),
    "reciprocal": ("rights_response", 2),
    "honest": ("rights_confidentiality", 2),
    "complementary": ("rights_individual", 2),
}
"""The five characteristics: the right that people judge alike, and how many items ask for it."""
LICENSED = {"bening": 3.15}
"""Who uses the licensed scale, and the usual answer to one of its items."""
_MONTHS = (1, 7)
"""Quarters, by their first month, in which these questions are asked."""
_Answers = list[tuple[str, int, int]]


def write_questionnaires(rows: Rows) -> None:
    """Write down the questionnaires."""
    rows.add(
        "instrument", instrument_id=PROCESS_SURVEY, name="Mutu proses: lima ciri dan rekomendasi", items=13,
        scale_low=1, scale_high=11, higher_is_better=True, licence="bebas dipakai",
    )  # fmt: skip
    rows.add(
        "instrument", instrument_id=LICENSED_SCALE, name="CSQ-8", items=8, scale_low=8, scale_high=32,
        higher_is_better=True, licence="lisensi contoh, hanya untuk data contoh",
    )  # fmt: skip


def write_opinions(setting: Setting, stays: list[Stay]) -> None:
    """Ask twice a year; finished waves only."""
    draw = setting.draw("opinions")
    for quarter in quarters(setting.start, setting.as_of):
        first = workday(add_months(quarter, 1) + draw.days(0, 6))
        if quarter.month not in _MONTHS or first + WAVE > setting.as_of:
            continue
        _write_wave(setting, draw, PROCESS_SURVEY, quarter, first, stays)
        if setting.organization_id in LICENSED:
            _write_wave(setting, draw, LICENSED_SCALE, quarter, first, stays)


def _write_wave(
    setting: Setting, draw: Draw, instrument: str, quarter: dt.date, first: dt.date, stays: list[Stay]
) -> None:
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
        frame="semua klien aktif pada triwulan ini",
        invited=invited,
    )
    for place, stay in enumerate(draw.sample(there, invited), 1):
        if not draw.chance(voice.answered):
            continue
        response_id, day = f"{wave_id}-{place:03d}", first + draw.days(0, WAVE.days)
        sheet = sheet_of(setting, draw, response_id, wave_id, instrument, day, stay)
        answers = _process(setting, draw) if instrument == PROCESS_SURVEY else _licensed(setting, draw)
        for item, score, options in answers:
            state = draw.pick(STATES)
            setting.rows.add(
                "survey_answer",
                **sheet,
                answer_id=f"{response_id}-{item}",
                item=item,
                state=state,
                score=float(score) if state is AnswerState.valid else None,
                options=options,
            )


def _process(setting: Setting, draw: Draw) -> _Answers:
    """Whoever is content is so throughout; who would recommend us follows from it (0 is the first option)."""
    voice, mood = setting.profile.voice, draw.gauss(0, 0.65)
    answers = [
        (
            f"process_{quality}_{number + 1}",
            _between(1, 4, draw.gauss(1.3 + 2.1 * voice.rights[right] + mood, 0.35)),
            4,
        )
        for quality, (right, items) in QUALITIES.items()
        for number in range(items)
    ]
    recommended = _between(0, 10, draw.gauss(3.4 + 5.6 * voice.satisfied + 1.2 * mood, 1.5))
    return [*answers, (RECOMMEND, recommended + 1, 11)]


def _licensed(setting: Setting, draw: Draw) -> _Answers:
    usual, mood = LICENSED[setting.organization_id], draw.gauss(0, 0.45)
    return [(f"csq{number}", _between(1, 4, draw.gauss(usual + mood, 0.5)), 4) for number in range(1, 9)]


def _between(low: int, high: int, score: float) -> int:
    return max(low, min(high, round(score)))
