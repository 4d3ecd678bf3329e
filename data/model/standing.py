"""Standing: accreditation evidence and evaluations."""

from __future__ import annotations

import datetime as dt

from data.model.base import Record, column
from data.model.codes import Answer, EvaluationQuestion
from locales.words import Words


class AccreditationEvidence(Record):
    """A document that proves a requirement of a rule pack."""

    table = "accreditation_evidence"
    key = ("evidence_id",)
    label = Words("Bukti akreditasi", "Accreditation evidence")
    about = Words("Satu baris satu bukti akreditasi.", "One row for each piece of evidence.")
    order = (("valid_from_on", "valid_until_on"),)

    evidence_id: str = column("Kode bukti", "Evidence id")
    organization_id: str = column("Kode lembaga", "Organisation id", refers="organization")
    rule_pack: str = column("Paket aturan", "Rule pack")
    component: str = column("Komponen", "Component")
    requirement: str = column("Syarat", "Requirement")
    document: str | None = column("Dokumen", "Document", default=None)
    valid_from_on: dt.date | None = column("Berlaku dari", "Valid from", default=None)
    valid_until_on: dt.date | None = column("Berlaku sampai", "Valid until", default=None)
    verified_on: dt.date | None = column("Diperiksa", "Verified on", default=None, past=True)


class Evaluation(Record):
    """An answer to one of the four questions of seed 004."""

    table = "evaluation"
    key = ("evaluation_id",)
    label = Words("Evaluasi", "Evaluation")
    about = Words(
        "Satu baris satu jawaban atas satu dari empat pertanyaan evaluasi.",
        "One row for each answer to one of the four evaluation questions.",
    )

    evaluation_id: str = column("Kode evaluasi", "Evaluation id")
    organization_id: str = column("Kode lembaga", "Organisation id", refers="organization")
    program_id: str | None = column("Kode program", "Programme id", default=None, refers="program")
    community_id: str | None = column("Kode komunitas", "Community id", default=None, refers="community")
    held_on: dt.date = column("Tanggal", "Held on", past=True)
    question: EvaluationQuestion = column("Pertanyaan", "Question")
    answer: Answer = column("Jawaban", "Answer")
    note: str | None = column("Catatan", "Note", default=None)
