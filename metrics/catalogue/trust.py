"""Trust in the data: under every principle, for a number is worth what its records are."""

from __future__ import annotations

from locales.words import Words
from metrics.catalogue.definition import Indicator

TRUST: tuple[Indicator, ...] = (
    Indicator(
        id="data_quality_index",
        name=Words("Mutu data", "Data quality"),
        question=Words(
            "Apakah data lengkap, tepat waktu, sah, selaras, tidak ganda, dan disertai persetujuan?",
            "Is the data complete, in time, valid, consistent, without doubles, and with consent?",
        ),
        formula=Words(
            "lolos ÷ diperiksa, untuk tiap sisi mutu; tidak pernah digabung, yang terendah ditunjukkan dulu",
            "passed ÷ checked, for each dimension of quality; never blended, the lowest is shown first",
        ),
        caution=Words(
            "Data tampak lengkap bila kolom terisi sendiri oleh isian awal; tepat waktu berarti masuk dalam 7 hari.",
            "Data looks complete where defaults fill it; in time means entered within 7 days.",
        ),
        principle=None,
        seed="000·s5; 004·3f",
        kind="dimensions",
        fact="data_quality",
        numerator="passed",
        denominator="checked",
        direction="up",
        cadence="monthly",
        minimum=1,
        source="USAID DQA",
    ),
)
