"""The client's voice: surveys, complaints, feedback and decisions."""

from __future__ import annotations

import datetime as dt

from data.model.base import Record, column
from data.model.codes import AgeGroup, Answer, AnswerState, Sex, SurveyMode
from locales.words import Words

_ORGANIZATION = ("Kode lembaga", "Organisation id")


class Instrument(Record):
    """A questionnaire or a scale."""

    table = "instrument"
    key = ("instrument_id",)
    label = Words("Instrumen", "Instrument")
    about = Words("Satu baris satu kuesioner atau skala.", "One row for each questionnaire or scale.")

    instrument_id: str = column("Kode instrumen", "Instrument id")
    name: str = column("Nama", "Name")
    items: int | None = column("Jumlah butir", "Items", default=None, low=1)
    scale_low: float | None = column("Skor terendah", "Lowest score", default=None)
    scale_high: float | None = column("Skor tertinggi", "Highest score", default=None)
    higher_is_better: bool = column("Makin tinggi makin baik", "Higher is better", default=True)
    reliability: float | None = column("Reliabilitas", "Reliability", default=None, low=0, high=1)
    standard_deviation: float | None = column("Simpangan baku", "Standard deviation", default=None, low=0)
    population_mean: float | None = column("Rata-rata populasi", "Mean of the population", default=None)
    licence: str | None = column("Lisensi", "Licence", default=None)


class SurveyItem(Record):
    """The wording of one question in one language."""

    table = "survey_item"
    key = ("instrument_id", "item", "language")
    label = Words("Butir pertanyaan", "Survey item")
    about = Words(
        "Satu baris satu pertanyaan dalam satu bahasa.", "One row for each question in each of its languages."
    )

    instrument_id: str = column("Kode instrumen", "Instrument id", refers="instrument")
    item: str = column("Pertanyaan", "Item")
    language: str = column("Bahasa", "Language")
    wording: str = column("Bunyi pertanyaan", "Wording")
    choices: str | None = column("Pilihan, dari yang terburuk", "Choices, the worst first", default=None)


class SurveyWave(Record):
    """One round of a survey."""

    table = "survey_wave"
    key = ("wave_id",)
    label = Words("Putaran survei", "Survey wave")
    about = Words("Satu baris satu putaran survei.", "One row for each round of a survey.")
    order = (("started_on", "ended_on"),)

    wave_id: str = column("Kode putaran", "Wave id")
    organization_id: str = column(*_ORGANIZATION, refers="organization")
    program_id: str | None = column("Kode program", "Programme id", default=None, refers="program")
    instrument_id: str = column("Kode instrumen", "Instrument id", refers="instrument")
    started_on: dt.date = column("Mulai", "Started on", past=True)
    ended_on: dt.date | None = column("Selesai", "Ended on", default=None)
    frame: str | None = column("Kerangka sampel", "Sampling frame", default=None)
    invited: int | None = column(
        "Diundang (layak)", "Invited and eligible", default=None, low=0, high=10_000_000
    )


class SurveyAnswer(Record):
    """One answer to one item."""

    table = "survey_answer"
    key = ("answer_id",)
    label = Words("Jawaban survei", "Survey answer")
    about = Words(
        "Satu baris satu jawaban untuk satu pertanyaan.", "One row for each answer to one question."
    )
    starter = True

    answer_id: str = column("Kode jawaban", "Answer id")
    response_id: str = column("Kode lembar jawaban", "Answer sheet id")
    organization_id: str = column(*_ORGANIZATION, refers="organization")
    program_id: str | None = column("Kode program", "Programme id", default=None, refers="program")
    wave_id: str | None = column("Kode putaran", "Wave id", default=None, refers="survey_wave")
    instrument_id: str = column("Kode instrumen", "Instrument id", refers="instrument")
    answered_on: dt.date = column("Tanggal", "Answered on", past=True)
    mode: SurveyMode = column("Cara menjawab", "Mode", default=SurveyMode.unknown)
    item: str = column("Pertanyaan", "Item")
    state: AnswerState = column("Keadaan jawaban", "State of the answer", default=AnswerState.valid)
    score: float | None = column(
        "Skor", "Score", default=None, hint=("1 = paling buruk.", "1 = the worst option.")
    )
    options: int | None = column("Banyak pilihan", "Number of options", default=None, low=2, high=101)
    written: str | None = column("Jawaban tertulis", "Answer as written", default=None, sensitive=True)
    sex: Sex = column("Jenis kelamin", "Sex", default=Sex.unknown)
    age_group: AgeGroup = column("Kelompok umur", "Age group", default=AgeGroup.unknown)
    disability: Answer = column("Disabilitas", "Disability", default=Answer.unknown)


class Complaint(Record):
    """A complaint received."""

    table = "complaint"
    key = ("complaint_id",)
    label = Words("Pengaduan", "Complaint")
    about = Words("Satu baris satu pengaduan.", "One row for each complaint.")
    order = (("received_on", "closed_on"),)

    complaint_id: str = column("Kode pengaduan", "Complaint id")
    organization_id: str = column(*_ORGANIZATION, refers="organization")
    program_id: str | None = column("Kode program", "Programme id", default=None, refers="program")
    received_on: dt.date = column("Diterima", "Received on", past=True)
    kind: str | None = column("Jenis", "Kind", default=None)
    closed_on: dt.date | None = column("Selesai", "Closed on", default=None, past=True)
    told_on: dt.date | None = column("Diberitahukan", "Told the complainant on", default=None, past=True)
    upheld: Answer | None = column("Terbukti", "Upheld", default=None)


class FeedbackTheme(Record):
    """Something that people said, and what became of it."""

    table = "feedback_theme"
    key = ("theme_id",)
    label = Words("Masukan", "Feedback theme")
    about = Words("Satu baris satu pokok masukan.", "One row for each theme of feedback.")
    order = (("raised_on", "closed_on"),)

    theme_id: str = column("Kode masukan", "Theme id")
    organization_id: str = column(*_ORGANIZATION, refers="organization")
    program_id: str | None = column("Kode program", "Programme id", default=None, refers="program")
    raised_on: dt.date = column("Disampaikan", "Raised on", past=True)
    theme: str = column("Pokok masukan", "Theme")
    action: str | None = column("Tindakan", "Action", default=None)
    refused: bool = column("Ditolak", "Refused", default=False)
    closed_on: dt.date | None = column("Selesai", "Closed on", default=None, past=True)
    told_on: dt.date | None = column("Diberitahukan", "Told on", default=None, past=True)


class DecisionEvent(Record):
    """A decision, and whose voice decided."""

    table = "decision_event"
    key = ("event_id",)
    label = Words("Keputusan", "Decision")
    about = Words("Satu baris satu keputusan lembaga.", "One row for each decision.")
    order = (("raised_on", "decided_on"),)

    event_id: str = column("Kode keputusan", "Decision id")
    organization_id: str = column(*_ORGANIZATION, refers="organization")
    program_id: str | None = column("Kode program", "Programme id", default=None, refers="program")
    raised_on: dt.date = column("Diajukan", "Raised on", past=True)
    decided_on: dt.date | None = column("Diputuskan", "Decided on", default=None, past=True)
    kind: str | None = column("Jenis", "Kind", default=None)
    client_decided: bool | None = column("Klien ikut memutuskan", "A client decided", default=None)
    frontline_decided: bool | None = column("Petugas ikut memutuskan", "Frontline decided", default=None)
    women_share: float | None = column("Bagian perempuan", "Women's share", default=None, low=0, high=1)
