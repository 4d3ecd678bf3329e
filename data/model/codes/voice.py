"""Code lists about surveys."""

from __future__ import annotations

from data.model.codes.base import Codes


class SurveyMode(Codes):
    """How an answer was given."""

    anonymous = "anonymous", "Tanpa nama", "Anonymous"
    self_administered = "self_administered", "Diisi sendiri", "Self-administered"
    staff = "staff", "Ditanya petugas", "Asked by staff"
    third_party = "third_party", "Ditanya pihak lain", "Asked by a third party"
    unknown = "unknown", "Tidak diketahui", "Unknown"


class AnswerState(Codes):
    """Whether an answer counts."""

    valid = "valid", "Dijawab", "Answered"
    dont_know = "dont_know", "Tidak tahu", "Don't know"
    prefer_not_to_answer = "prefer_not_to_answer", "Tidak mau menjawab", "Prefers not to answer"
    skipped = "skipped", "Tidak ditanyakan", "Not asked"
