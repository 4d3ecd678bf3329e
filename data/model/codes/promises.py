"""Code lists about promises and evaluations."""

from __future__ import annotations

from data.model.codes.base import Codes


class ResultType(Codes):
    """What a promise is about."""

    output = "output", "Keluaran", "Output"
    outcome = "outcome", "Hasil", "Outcome"
    impact = "impact", "Dampak", "Impact"
    other = "other", "Lainnya", "Other"


class Measure(Codes):
    """How a reported value is expressed."""

    unit = "unit", "Jumlah", "Count"
    percentage = "percentage", "Persen", "Percentage"
    nominal = "nominal", "Nominal", "Nominal"
    ordinal = "ordinal", "Ordinal", "Ordinal"
    qualitative = "qualitative", "Kualitatif", "Qualitative"


class Direction(Codes):
    """Which way is better."""

    up = "up", "Naik lebih baik", "Higher is better"
    down = "down", "Turun lebih baik", "Lower is better"
    neutral = "neutral", "Tanpa arah", "No direction"


class TargetKind(Codes):
    """Whether a target is a level to reach or an increment to add."""

    level = "level", "Tingkat", "Level"
    increment = "increment", "Tambahan", "Increment"


class EvaluationQuestion(Codes):
    """The four questions of seed 004."""

    answers_problem = "answers_problem", "Menjawab masalah?", "Does it answer the problem?"
    meets_needs = "meets_needs", "Memenuhi kebutuhan?", "Does it meet needs?"
    by_procedure = "by_procedure", "Sesuai prosedur?", "Is it done by procedure?"
    obstacles = "obstacles", "Ada hambatan?", "Were there obstacles?"
