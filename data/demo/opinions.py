"""Two more questionnaires: how the service is done and who would recommend it, and one licensed scale.

The licensed scale is known by the codes of its items only; its texts belong to its owner.
"""

from __future__ import annotations

from data.demo.draw import Draw
from data.demo.rows import Rows
from data.demo.seasons import add_months, quarters, workday
from data.demo.setting import Setting, Stay
from data.demo.waves import WAVE, Answers, write_wave

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
_FRAME = "semua klien aktif pada triwulan ini"


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
        write_wave(setting, draw, PROCESS_SURVEY, quarter, first, stays, _process, _FRAME)
        if setting.organization_id in LICENSED:
            write_wave(setting, draw, LICENSED_SCALE, quarter, first, stays, _licensed, _FRAME)


def _process(setting: Setting, draw: Draw) -> Answers:
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


def _licensed(setting: Setting, draw: Draw) -> Answers:
    usual, mood = LICENSED[setting.organization_id], draw.gauss(0, 0.45)
    return [(f"csq{number}", _between(1, 4, draw.gauss(usual + mood, 0.5)), 4) for number in range(1, 9)]


def _between(low: int, high: int, score: float) -> int:
    return max(low, min(high, round(score)))
