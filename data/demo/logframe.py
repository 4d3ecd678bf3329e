"""The logframe of the one donor who keeps its own: indicators from outside and what was reported to it."""

from __future__ import annotations

from dataclasses import dataclass

from data.demo.grants import grants_of
from data.demo.seasons import DAY, add_months
from data.demo.setting import Setting
from data.model.codes import Answer, Direction, Measure, ResultType


@dataclass(frozen=True)
class _Reported:
    """An indicator of the donor's logframe and what was reported for each half-year."""

    key: str
    name: str
    result: str
    result_type: ResultType
    measure: Measure
    direction: Direction
    baseline: float
    targets: tuple[float, ...]
    actuals: tuple[float | None, ...]
    cumulative: Answer = Answer.no
    same_as: str | None = None


_LOGFRAME = (
    _Reported(
        "1", "Keluarga yang ikut pertemuan pemulihan", "Keluarga mendampingi pemulihan", ResultType.output,
        Measure.unit, Direction.up, 0, (60, 130, 200, 270), (52, 137, 214, 262), Answer.yes,
    ),
    _Reported(
        "2", "Petugas yang terlatih", "Layanan lebih bermutu", ResultType.output, Measure.unit, Direction.up,
        4, (8, 12, 16, 18), (8, 11, 15, None), Answer.yes,
    ),
    _Reported(
        "3", "Klien yang pulih setelah selesai", "Klien pulih", ResultType.outcome, Measure.percentage,
        Direction.up, 49, (52, 56, 60, 63), (51, 55, 54, 53), same_as="outcome_achievement_rate",
    ),
    _Reported(
        "4", "Klien yang kambuh dalam 12 bulan", "Pemulihan bertahan", ResultType.impact, Measure.percentage,
        Direction.down, 39, (37, 34, 30, 27), (38, 33, 31, None), same_as="return_rate_12m",
    ),
)  # fmt: skip


def write_logframe(setting: Setting) -> None:
    """Write down the donor's indicators and what was reported for every half-year that has ended."""
    grant = next(grant for grant in grants_of(setting.organization_id) if grant.grant_id == "MW-BENING")
    first, _ = grant.runs(setting.as_of)
    for row in _LOGFRAME:
        definition_id = f"{grant.grant_id}-{row.key}"
        setting.rows.add(
            "indicator_definition",
            definition_id=definition_id,
            organization_id=setting.organization_id,
            name=row.name,
            result_name=row.result,
            result_type=row.result_type,
            measure=row.measure,
            direction=row.direction,
            direction_given=True,
            aggregation_status=Answer.no,
            cumulative=row.cumulative,
            reference=grant.grant_id,
            baseline=float(row.baseline),
            baseline_year=first.year,
            indicator=row.same_as,
        )
        for period, (target, actual) in enumerate(zip(row.targets, row.actuals, strict=True), 1):
            starts_on = add_months(first, 6 * (period - 1))
            ends_on = add_months(starts_on, 6) - DAY
            setting.rows.add(
                "reported_result",
                result_id=f"{definition_id}-{period}",
                definition_id=definition_id,
                organization_id=setting.organization_id,
                period=period,
                starts_on=starts_on,
                ends_on=ends_on,
                value=None if actual is None or ends_on > setting.as_of else float(actual),
                target=float(target),
                baseline=float(row.baseline),
                is_total=True,
            )
