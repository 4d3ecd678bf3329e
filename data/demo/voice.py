"""What people say: surveys, complaints, proposals, and who takes part in decisions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from data.demo.care import INSTRUMENT
from data.demo.draw import Draw
from data.demo.rows import Rows
from data.demo.seasons import DAY, WEEK, add_months, quarters, workday
from data.demo.setting import Setting, Stay, open_on
from data.model.codes import AgeGroup, Answer, AnswerState

RIGHTS_SURVEY, IKM_SURVEY = "suara-klien", "skm-2017"
OVERALL = "overall"
_ELEMENTS = tuple(f"u{number}" for number in range(1, 10))
STATES = {
    AnswerState.valid: 955,
    AnswerState.dont_know: 22,
    AnswerState.prefer_not_to_answer: 15,
    AnswerState.skipped: 8,
}
WAVE = dt.timedelta(days=20)
_COMPLAINTS = {"waktu tunggu": 4, "sikap petugas": 3, "sarana": 3, "bantuan tidak tepat": 2, "kerahasiaan": 1}
_THEMES = (
    "jam layanan sore", "kotak saran di tiap pos", "ruang bicara tertutup", "jadwal ditulis di papan",
    "transportasi ke kegiatan", "pertemuan keluarga lebih sering", "bahasa daerah dalam formulir",
    "menu dan gizi", "pelatihan sesuai minat", "petugas tetap untuk tiap keluarga",
)  # fmt: skip
_DECISIONS = {
    "jadwal layanan": 4,
    "isi kegiatan": 4,
    "anggaran kegiatan": 2,
    "aturan rumah": 2,
    "pilihan mitra": 1,
}


def write_instruments(rows: Rows) -> None:
    """Write down the questionnaires and the scale that all organisations use."""
    rows.add(
        "instrument", instrument_id=RIGHTS_SURVEY, name="Suara klien: tujuh hak dan kepuasan", items=8,
        scale_low=1, scale_high=5, higher_is_better=True, licence="bebas dipakai",
    )  # fmt: skip
    rows.add(
        "instrument", instrument_id=IKM_SURVEY, name="Survei Kepuasan Masyarakat, sembilan unsur", items=9,
        scale_low=1, scale_high=4, higher_is_better=True, licence="PermenPANRB 14/2017",
    )  # fmt: skip
    rows.add(
        "instrument", instrument_id=INSTRUMENT, name="Skala keberfungsian sosial", items=10,
        scale_low=10, scale_high=50, higher_is_better=True, reliability=0.84, standard_deviation=6.5,
        population_mean=32, licence="bebas dipakai",
    )  # fmt: skip


def write_voice(setting: Setting, stays: list[Stay]) -> None:
    """Write down surveys, complaints, feedback and decisions."""
    _write_surveys(setting, stays)
    _write_complaints(setting)
    _write_feedback(setting)
    _write_decisions(setting)


def _write_surveys(setting: Setting, stays: list[Stay]) -> None:
    """Rights and satisfaction every quarter; the nine elements twice a year. Finished waves only."""
    draw, voice = setting.draw("surveys"), setting.profile.voice
    for quarter in quarters(setting.start, setting.as_of):
        first = workday(add_months(quarter, 2) + draw.days(0, 4))
        if first + WAVE > setting.as_of:
            continue
        there = open_on(stays, first)
        instruments = [RIGHTS_SURVEY, IKM_SURVEY] if quarter.month in (4, 10) else [RIGHTS_SURVEY]
        for instrument in instruments:
            wave_id = f"{setting.profile.prefix}-{instrument}-{quarter:%Y}Q{quarter.month // 3 + 1}"
            invited = min(len(there), round(draw.uniform(0.85, 1.15) * voice.invited))
            setting.rows.add(
                "survey_wave",
                wave_id=wave_id,
                organization_id=setting.organization_id,
                instrument_id=instrument,
                started_on=first,
                ended_on=first + WAVE,
                frame="semua klien aktif dan yang keluar pada triwulan ini",
                invited=invited,
            )
            for place, stay in enumerate(draw.sample(there, invited), 1):
                if draw.chance(voice.answered):
                    _write_sheet(setting, draw, wave_id, instrument, first, stay, place)


def _write_sheet(
    setting: Setting, draw: Draw, wave_id: str, instrument: str, first: dt.date, stay: Stay, place: int
) -> None:
    answered_on = first + draw.days(0, WAVE.days)
    scores = (
        _rights_answers(setting, draw) if instrument == RIGHTS_SURVEY else _element_answers(setting, draw)
    )
    response_id = f"{wave_id}-{place:03d}"
    sheet = sheet_of(setting, draw, response_id, wave_id, instrument, answered_on, stay)
    for item, score, options in scores:
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


def sheet_of(
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


def _rights_answers(setting: Setting, draw: Draw) -> list[tuple[str, int, int]]:
    """Seven rights of four options and one overall item of five; whoever is content is so throughout."""
    mood = draw.gauss(0, 0.09)
    answers = []
    for item, share in setting.profile.voice.rights.items():
        good = draw.random() < share + mood
        answers.append(
            (item, (4 if draw.random() < 0.45 else 3) if good else (2 if draw.random() < 0.7 else 1), 4)
        )
    satisfied = draw.random() < setting.profile.voice.satisfied + mood
    overall = (
        (5 if draw.random() < 0.4 else 4)
        if satisfied
        else (3 if draw.random() < 0.65 else draw.randint(1, 2))
    )
    return [*answers, (OVERALL, overall, 5)]


def _element_answers(setting: Setting, draw: Draw) -> list[tuple[str, int, int]]:
    mood = draw.gauss(0, 0.25)
    means = setting.profile.voice.elements
    scores = (round(draw.gauss(mean + mood, 0.55)) for mean in means)
    return [(item, min(4, max(1, score)), 4) for item, score in zip(_ELEMENTS, scores, strict=True)]


def _age_group(age: int) -> AgeGroup:
    limits = ((5, AgeGroup.under_5), (18, AgeGroup.child), (60, AgeGroup.adult))
    return next((group for limit, group in limits if age < limit), AgeGroup.older)


def _disability(draw: Draw, share: float) -> Answer:
    return Answer.unknown if draw.chance(0.06) else Answer.yes if draw.chance(share) else Answer.no


def _write_complaints(setting: Setting) -> None:
    draw, number = setting.draw("complaints"), 0
    day = setting.start + draw.days(3, 20)
    while day <= setting.as_of:
        closed_on = workday(day + dt.timedelta(days=round(draw.triangular(1, 24, 6))))
        told_on = closed_on + draw.days(0, 3)
        closed = closed_on <= setting.as_of and draw.chance(0.94)
        told = closed and told_on <= setting.as_of and draw.chance(0.9)
        number += 1
        setting.rows.add(
            "complaint",
            entered_at=setting.entered(draw, day, quick=True),
            complaint_id=setting.row_id("D", number),
            organization_id=setting.organization_id,
            program_id=draw.choice(setting.profile.programs).program_id,
            received_on=day,
            kind=draw.pick(_COMPLAINTS),
            closed_on=closed_on if closed else None,
            told_on=told_on if told else None,
            upheld=draw.pick({Answer.yes: 45, Answer.no: 40, Answer.unknown: 15}) if closed else None,
        )
        day = workday(day + draw.days(8, 40))


def _write_feedback(setting: Setting) -> None:
    draw, number = setting.draw("feedback"), 0
    day = workday(setting.start + draw.days(10, 40))
    while day <= setting.as_of:
        closed_on = workday(day + draw.days(12, 130))
        told_on = closed_on + draw.days(1, 14)
        closed = closed_on <= setting.as_of and draw.chance(0.85)
        refused = closed and draw.chance(0.18)
        number += 1
        setting.rows.add(
            "feedback_theme",
            theme_id=setting.row_id("Q", number),
            organization_id=setting.organization_id,
            program_id=draw.choice(setting.profile.programs).program_id if draw.chance(0.7) else None,
            raised_on=day,
            theme=_THEMES[number % len(_THEMES)],
            action=None if not closed else "belum dapat dipenuhi" if refused else "dijalankan",
            refused=refused,
            closed_on=closed_on if closed else None,
            told_on=told_on if closed and told_on <= setting.as_of and draw.chance(0.85) else None,
        )
        day = workday(day + draw.days(20, 60))


def _write_decisions(setting: Setting) -> None:
    draw, number = setting.draw("decisions"), 0
    deciding = setting.profile.voice.rights["rights_self_determination"]
    day = workday(setting.start + DAY)
    while day <= setting.as_of:
        decided_on = workday(day + dt.timedelta(days=round(draw.triangular(0, 60, 12))))
        number += 1
        setting.rows.add(
            "decision_event",
            event_id=setting.row_id("J", number),
            organization_id=setting.organization_id,
            program_id=draw.choice(setting.profile.programs).program_id if draw.chance(0.6) else None,
            raised_on=day,
            decided_on=decided_on if decided_on <= setting.as_of and draw.chance(0.93) else None,
            kind=draw.pick(_DECISIONS),
            client_decided=draw.chance(deciding - 0.2) if draw.chance(0.95) else None,
            frontline_decided=draw.chance(0.7),
            women_share=round(draw.uniform(0.2, 0.8), 2) if draw.chance(0.85) else None,
        )
        day = workday(day + 2 * WEEK + draw.days(-4, 12))
