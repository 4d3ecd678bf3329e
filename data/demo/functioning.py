"""How people stand in life: the rubric of social functioning, three domains of five levels, at start and end."""

from __future__ import annotations

from data.demo.draw import Draw
from data.demo.rows import Rows
from data.demo.seasons import workday
from data.demo.setting import Setting, Stay
from data.model.codes import Outcome, Phase, Risk

DOMAINS = {
    "functioning_material": "Keberfungsian sosial: material",
    "functioning_spiritual": "Keberfungsian sosial: spiritual",
    "functioning_social": "Keberfungsian sosial: sosial",
}
_FIRST = {Risk.low: 3.0, Risk.medium: 2.6, Risk.high: 2.1, Risk.unknown: 2.6}
"""The usual level at entry, by risk."""
_GAIN = {Outcome.achieved: 0.95, Outcome.not_achieved: 0.15}
_RATED = 0.6
"""Share of assessed exits that were rated at both ends."""


def write_rubric(rows: Rows) -> None:
    """Write down the rubric, one instrument a domain."""
    for instrument_id, name in DOMAINS.items():
        rows.add(
            "instrument", instrument_id=instrument_id, name=name, items=1, scale_low=1, scale_high=5,
            higher_is_better=True, licence="bebas dipakai",
        )  # fmt: skip


def write_functioning(setting: Setting, stays: list[Stay]) -> None:
    """Write down the levels of whoever was rated at the start and at the exit."""
    draw, number = setting.draw("functioning"), 0
    for stay in stays:
        gain = _GAIN.get(stay.outcome) if stay.outcome else None
        if gain is None or stay.exit_on is None or not draw.chance(_RATED):
            continue
        first_on = max(min(workday(stay.entry_on + draw.days(1, 12)), stay.exit_on), setting.start)
        last_on = max(stay.exit_on - draw.days(0, 8), first_on)
        for instrument_id in DOMAINS:
            first = _level(draw, _FIRST[stay.risk])
            last = max(1, min(5, first + round(draw.gauss(gain, 0.6))))
            for phase, day, level in ((Phase.baseline, first_on, first), (Phase.exit, last_on, last)):
                number += 1
                setting.rows.add(
                    "measurement",
                    entered_at=setting.entered(draw, day),
                    measurement_id=setting.row_id("UF", number),
                    organization_id=setting.organization_id,
                    client_id=stay.person.client_id,
                    enrollment_id=stay.enrollment_id,
                    instrument_id=instrument_id,
                    phase=phase,
                    measured_on=day,
                    score=float(level),
                )


def _level(draw: Draw, usual: float) -> int:
    return max(1, min(5, round(draw.gauss(usual, 0.8))))
