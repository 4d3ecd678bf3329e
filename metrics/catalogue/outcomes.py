"""P5, funding outcomes, not inputs: did people reach what they came for?"""

from __future__ import annotations

from locales.words import Words
from metrics.catalogue.definition import Gate, Indicator

COVERAGE_GATE = Gate(indicator="outcome_assessment_coverage", at_least=0.60)

OUTCOMES: tuple[Indicator, ...] = (
    Indicator(
        id="outcome_achievement_rate",
        name=Words("Mencapai tujuan", "Outcomes achieved"),
        question=Words(
            "Dari semua klien yang keluar dari program, berapa yang mencapai hasil menurut aturan program itu?",
            "Of all who left a programme, how many reached the outcome by that programme's own rule?",
        ),
        formula=Words(
            "tercapai ÷ semua yang keluar (yang dikecualikan aturan tidak dihitung; putus dan pindah dihitung)",
            "achieved ÷ all who left (those the rule excludes are not counted; drop-outs and transfers are)",
        ),
        caution=Words(
            "Mudah naik bila hanya kasus ringan yang diterima; baca bersama risiko saat masuk.",
            "Rises easily when only easy cases are taken in; read it with the risk at entry.",
        ),
        principle="P5",
        seed="000·s2,s7; 002·ps5(3)",
        kind="rate",
        fact="exit",
        numerator="achieved",
        denominator="eligible",
        unknown="outcome_unknown",
        direction="up",
        cadence="monthly",
        interval="wilson",
        gates=(COVERAGE_GATE,),
        headline=True,
        source="HUD SPM 7b; RBA; DAC effectiveness",
    ),
    Indicator(
        id="outcome_assessment_coverage",
        name=Words("Hasil yang dinilai", "Outcomes assessed"),
        question=Words(
            "Dari semua klien yang keluar, berapa yang hasilnya benar-benar dinilai?",
            "Of all who left, for how many could the outcome be decided?",
        ),
        formula=Words("hasil diketahui ÷ semua yang keluar", "outcome known ÷ all who left"),
        caution=Words(
            "Di bawah 60% semua angka hasil belum cukup terukur.",
            "Under 60% no outcome number is measured well enough.",
        ),
        principle="P5",
        seed="000·s5",
        kind="rate",
        fact="exit",
        numerator="assessed",
        denominator="eligible",
        direction="up",
        cadence="monthly",
        interval="wilson",
        headline=True,
        source="USAID DQA completeness",
    ),
)
