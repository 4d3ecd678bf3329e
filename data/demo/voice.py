"""What people say: surveys, complaints, proposals, and who takes part in decisions."""

from __future__ import annotations

import datetime as dt

from data.demo.care import INSTRUMENT
from data.demo.draw import Draw
from data.demo.rows import Rows
from data.demo.seasons import DAY, WEEK, add_months, quarters, workday
from data.demo.setting import Setting, Stay
from data.demo.waves import WAVE, Answers, write_wave
from data.model.codes import Answer

RIGHTS_SURVEY, IKM_SURVEY = "suara-klien", "skm-2017"
OVERALL = "overall"
_FRAME = "semua klien aktif dan yang keluar pada triwulan ini"
_ELEMENT_MONTHS = (4, 10)
"""Quarters, by their first month, in which the nine elements are asked."""
_ELEMENTS = tuple(f"u{number}" for number in range(1, 10))
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
    draw = setting.draw("surveys")
    for quarter in quarters(setting.start, setting.as_of):
        first = workday(add_months(quarter, 2) + draw.days(0, 4))
        if first + WAVE > setting.as_of:
            continue
        write_wave(setting, draw, RIGHTS_SURVEY, quarter, first, stays, _rights_answers, _FRAME)
        if quarter.month in _ELEMENT_MONTHS:
            write_wave(setting, draw, IKM_SURVEY, quarter, first, stays, _element_answers, _FRAME)


def _rights_answers(setting: Setting, draw: Draw) -> Answers:
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


def _element_answers(setting: Setting, draw: Draw) -> Answers:
    mood = draw.gauss(0, 0.25)
    means = setting.profile.voice.elements
    scores = (round(draw.gauss(mean + mood, 0.55)) for mean in means)
    return [(item, min(4, max(1, score)), 4) for item, score in zip(_ELEMENTS, scores, strict=True)]


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
