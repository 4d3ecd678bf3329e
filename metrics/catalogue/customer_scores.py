"""P6, meeting the needs of the customer: scores made of several answers of one sheet."""

from __future__ import annotations

from locales.words import Words
from metrics.catalogue.definition import Gate, Indicator

RESPONSE_GATE = Gate(indicator="survey_response_rate", at_least=0.30)

CAUTION_SURVEY = Words(
    "Orang cenderung menjawab sopan, apalagi bila ditanya petugas; baca bersama tingkat jawaban.",
    "People tend to answer politely, above all when staff ask; read it with the response rate.",
)

_PROCESS: tuple[tuple[str, str, Words, Words], ...] = (
    (
        "energising",
        "000·s10",
        Words("Proses: menguatkan", "Process: energising"),
        Words(
            "Apakah layanan menambah kemampuan, semangat, dan jalan klien untuk maju?",
            "Does the service add to clients' ability, courage and ways forward?",
        ),
    ),
    (
        "inclusive",
        "000·s11",
        Words("Proses: merangkul", "Process: inclusive"),
        Words(
            "Apakah klien merasa diterima, dihormati, dan didukung?",
            "Do clients feel they belong, are respected and supported?",
        ),
    ),
    (
        "reciprocal",
        "000·s12",
        Words("Proses: timbal balik", "Process: reciprocal"),
        Words(
            "Apakah klien dan petugas saling memberi dan saling menanggapi?",
            "Do clients and staff give to and answer one another?",
        ),
    ),
    (
        "honest",
        "000·s13",
        Words("Proses: jujur", "Process: honest"),
        Words(
            "Apakah petugas berkata apa adanya dan bisa dipercaya?",
            "Do staff say what is so, and can they be trusted?",
        ),
    ),
    (
        "complementary",
        "000·s14",
        Words("Proses: saling melengkapi", "Process: complementary"),
        Words(
            "Apakah petugas memperhatikan klien dan memakai wewenangnya dengan adil?",
            "Do staff pay attention, and use their authority fairly?",
        ),
    ),
)
CUSTOMER_SCORES: tuple[Indicator, ...] = (
    Indicator(
        id="satisfaction_csq8",
        name=Words("Kepuasan CSQ-8", "Satisfaction (CSQ-8)"),
        question=Words(
            "Seberapa puas klien menurut delapan butir CSQ-8?",
            "How satisfied are clients by the eight items of the CSQ-8?",
        ),
        formula=Words(
            "rata-rata jumlah delapan butir (1–4); tujuh butir diperhitungkan ×8/7; hanya bila lisensi instrumen tercatat",
            "mean of the sum of eight items (1–4); seven items count ×8/7; only where the instrument's licence is recorded",
        ),
        caution=Words(
            "Orang cenderung sopan dan skornya menumpuk di atas; butir 2, 4, 5 dan 8 dibalik sekali saja, sebelum diimpor.",
            "People are polite and scores crowd at the top; items 2, 4, 5 and 8 are turned once, before import.",
        ),
        principle="P6",
        seed="000·s7",
        kind="licensed_mean",
        fact="survey_score",
        numerator="csq_sum",
        denominator="csq_sheets",
        squares="csq_squares",
        unit="score",
        direction="up",
        cadence="quarterly",
        interval="t",
        gates=(RESPONSE_GATE,),
        beside=("survey_response_rate",),
        source="Larsen, Attkisson et al. 1979; use needs a licence",
    ),
    Indicator(
        id="nps",
        name=Words("Skor rekomendasi bersih", "Net promoter score"),
        question=Words(
            "Apakah lebih banyak klien yang menyarankan layanan ini daripada yang tidak?",
            "Do more clients recommend the service than not?",
        ),
        formula=Words(
            "% jawaban 9–10 − % jawaban 0–6, pada skala 0–10",
            "% answers 9–10 − % answers 0–6, on a scale from 0 to 10",
        ),
        caution=Words(
            "Naik turun karena kebetulan, dan skala 0–10 sulit dijawab lisan: pelengkap saja.",
            "Moves by chance, and 0 to 10 is hard to answer aloud: only ever secondary.",
        ),
        principle="P6",
        seed="000·s1",
        kind="net_promoter",
        fact="survey_score",
        numerator="promoters",
        denominator="recommend_answers",
        unit="points",
        direction="up",
        cadence="quarterly",
        interval="normal",
        minimum=30,
        gates=(RESPONSE_GATE,),
        beside=("survey_response_rate",),
        source="IRIS+ PI7163",
    ),
    *(
        Indicator(
            id=f"process_quality_{code}",
            name=name,
            question=question,
            formula=Words(
                "rata-rata butir (skala 1–4) tiap orang, lalu dirata-rata; tidak bila alfa Cronbach < 0,6",
                "mean of the items (scale 1–4) of each person, then their mean; not where Cronbach's alpha < 0.6",
            ),
            caution=CAUTION_SURVEY,
            principle="P6",
            seed=seed,
            kind="scale_mean",
            fact="survey_score",
            numerator=f"process_{code}_sum",
            denominator=f"process_{code}_sheets",
            squares=f"process_{code}_squares",
            unit="score",
            direction="up",
            cadence="quarterly",
            interval="t",
            gates=(RESPONSE_GATE,),
            beside=("survey_response_rate",),
            source="Seed 000; items of our own",
        )
        for code, seed, name, question in _PROCESS
    ),
)
