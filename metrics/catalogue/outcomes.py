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
    Indicator(
        id="cost_per_outcome",
        name=Words("Biaya per hasil", "Cost per outcome"),
        question=Words(
            "Berapa biaya penuh untuk setiap klien yang mencapai hasil?",
            "What does each outcome that was achieved cost in full?",
        ),
        formula=Words(
            "biaya penuh program pada masa ini (langsung dan bagian biaya bersama) ÷ hasil yang tercapai",
            "full cost of the programmes (direct and a part of shared cost) ÷ outcomes achieved",
        ),
        caution=Words(
            "Murah bila hanya kasus ringan yang diterima; jangan bandingkan hasil yang berbeda jenis.",
            "Cheap where only easy cases are taken in; never compare outcomes of different kinds.",
        ),
        principle="P5",
        seed="000·s2,s7",
        kind="cost_per_outcome",
        fact="cost",
        numerator="full_cost",
        unit="currency",
        direction="down",
        cadence="quarterly",
        interval="inverted_wilson",
        minimum=5,
        gates=(COVERAGE_GATE,),
        headline=True,
        source="DAC efficiency; Charity Navigator",
    ),
    Indicator(
        id="target_achievement_ratio",
        name=Words("Capaian terhadap target", "Target achievement"),
        question=Words(
            "Seberapa jauh setiap janji sudah ditepati?",
            "How far has each promise been kept?",
        ),
        formula=Words(
            "(capaian − garis awal) ÷ (target − garis awal); tanpa garis awal: capaian ÷ target",
            "(actual − baseline) ÷ (target − baseline); without a baseline: actual ÷ target",
        ),
        caution=Words(
            "Target yang lunak atau diubah mudah dicapai; target pertama tetap terlihat.",
            "Soft or changed targets are easily met; the first one stays visible.",
        ),
        principle="P5",
        seed="004·1e",
        kind="promises",
        fact="promise_period",
        numerator="value",
        denominator="target",
        direction="up",
        cadence="quarterly",
        combines="none",
        minimum=1,
        headline=True,
        source="IATI target and actual",
    ),
)
