"""Promises: what was to be reached, and results that somebody else reports."""

from __future__ import annotations

import datetime as dt

from data.model.base import Record, column
from data.model.codes import AgeGroup, Answer, Direction, Measure, ResultType, Sex, TargetKind
from locales.words import Words

_ORGANIZATION = ("Kode lembaga", "Organisation id")


class IndicatorDefinition(Record):
    """An indicator defined outside Hasil, such as in a donor's logframe."""

    table = "indicator_definition"
    key = ("definition_id",)
    label = Words("Indikator dari luar", "Outside indicator")
    about = Words("Satu baris satu indikator dari luar.", "One row for each indicator defined outside.")

    definition_id: str = column("Kode indikator", "Definition id")
    organization_id: str = column(*_ORGANIZATION, refers="organization")
    program_id: str | None = column("Kode program", "Programme id", default=None, refers="program")
    name: str = column("Nama indikator", "Name")
    result_name: str | None = column("Nama hasil", "Name of the result", default=None)
    result_type: ResultType = column("Jenis hasil", "Type of result", default=ResultType.other)
    measure: Measure = column("Satuan", "Measure", default=Measure.unit)
    direction: Direction = column("Arah", "Direction", default=Direction.up)
    direction_given: bool = column("Arah disebut sumber", "Direction given by the source", default=False)
    aggregation_status: Answer = column("Boleh dijumlahkan", "May be added up", default=Answer.unknown)
    cumulative: Answer = column("Kumulatif", "Cumulative", default=Answer.unknown)
    reference: str | None = column("Rujukan", "Reference", default=None)
    baseline: float | None = column("Garis awal", "Baseline", default=None)
    baseline_text: str | None = column("Garis awal tertulis", "Baseline as written", default=None)
    baseline_year: int | None = column("Tahun garis awal", "Baseline year", default=None, low=1900, high=2200)
    indicator: str | None = column("Indikator Hasil yang sama", "Same as our indicator", default=None)


class Target(Record):
    """What is to be reached, by when."""

    table = "target"
    key = ("target_id",)
    label = Words("Target", "Target")
    about = Words("Satu baris satu target bertanggal.", "One row for each dated target.")
    order = (("starts_on", "due_on"),)
    starter = True

    target_id: str = column("Kode target", "Target id")
    organization_id: str = column(*_ORGANIZATION, refers="organization")
    program_id: str | None = column("Kode program", "Programme id", default=None, refers="program")
    grant_id: str | None = column("Kode hibah", "Grant id", default=None, refers="grant_award")
    indicator: str = column("Indikator", "Indicator")
    people_group: str | None = column(
        "Kelompok (mis. sex=female)", "Group (such as sex=female)", default=None
    )
    kind: TargetKind = column("Jenis target", "Kind of target", default=TargetKind.level)
    value: float = column("Target", "Target")
    baseline: float | None = column("Garis awal", "Baseline", default=None)
    starts_on: dt.date = column("Berlaku mulai", "Starts on")
    due_on: dt.date = column("Tenggat", "Due on")
    set_on: dt.date | None = column("Ditetapkan", "Set on", default=None, past=True)


class ReportedResult(Record):
    """A value that somebody reports for a period: never summed over time."""

    table = "reported_result"
    key = ("result_id",)
    label = Words("Hasil yang dilaporkan", "Reported result")
    about = Words(
        "Satu baris satu nilai untuk satu periode dan satu kelompok.",
        "One row for each value of a period and a group.",
    )

    result_id: str = column("Kode nilai", "Result id")
    definition_id: str = column("Kode indikator", "Definition id", refers="indicator_definition")
    organization_id: str = column(*_ORGANIZATION, refers="organization")
    program_id: str | None = column("Kode program", "Programme id", default=None, refers="program")
    period: int = column("Urutan periode", "Period ordinal", low=0)
    starts_on: dt.date | None = column("Awal periode", "Period start", default=None)
    ends_on: dt.date | None = column("Akhir periode", "Period end", default=None)
    numerator: float | None = column("Pembilang", "Numerator", default=None)
    denominator: float | None = column("Penyebut", "Denominator", default=None)
    value: float | None = column("Capaian", "Actual", default=None)
    value_text: str | None = column("Capaian tertulis", "Actual as written", default=None)
    target: float | None = column("Target", "Target", default=None)
    target_text: str | None = column("Target tertulis", "Target as written", default=None)
    baseline: float | None = column("Garis awal", "Baseline", default=None)
    dimensions: str | None = column("Kelompok tertulis", "Dimensions as written", default=None)
    sex: Sex | None = column("Jenis kelamin", "Sex", default=None)
    age_group: AgeGroup | None = column("Kelompok umur", "Age group", default=None)
    location: str | None = column("Lokasi", "Location", default=None)
    is_total: bool = column("Nilai total", "Is the total", default=True)
