"""P6, meeting the needs of the customer, not the bureaucracy: what do clients say, and are they safe?"""

from __future__ import annotations

from locales.words import Words
from metrics.catalogue.customer_scores import CAUTION_SURVEY, CUSTOMER_SCORES, RESPONSE_GATE
from metrics.catalogue.definition import Indicator

_RIGHTS: tuple[tuple[str, Words, Words], ...] = (
    (
        "individual",
        Words("Diperlakukan sebagai pribadi", "Treated as an individual"),
        Words(
            "Petugas memperlakukan saya sesuai keadaan saya sendiri.", "Staff treat me by my own situation."
        ),
    ),
    (
        "expression",
        Words("Leluasa menyampaikan perasaan", "Free to express feelings"),
        Words("Saya leluasa menyampaikan perasaan saya.", "I am free to say how I feel."),
    ),
    (
        "response",
        Words("Ditanggapi", "Responded to"),
        Words("Masalah saya ditanggapi dengan sungguh-sungguh.", "My problem is taken seriously."),
    ),
    (
        "dignity",
        Words("Dihargai bermartabat", "Treated with dignity"),
        Words("Saya dihargai sebagai manusia yang bermartabat.", "I am respected as a person of dignity."),
    ),
    (
        "no_blame",
        Words("Tidak disalahkan", "Not blamed"),
        Words("Saya tidak disalahkan atas masalah saya.", "I am not blamed for my problem."),
    ),
    (
        "self_determination",
        Words("Memutuskan sendiri", "Decides for oneself"),
        Words("Keputusan penting tentang saya diambil oleh saya.", "Important decisions about me are mine."),
    ),
    (
        "confidentiality",
        Words("Rahasia dijaga", "Confidence kept"),
        Words("Rahasia saya dijaga.", "What I tell stays private."),
    ),
)

CUSTOMER: tuple[Indicator, ...] = (
    Indicator(
        id="satisfaction_ikm",
        name=Words("Indeks kepuasan masyarakat", "Community satisfaction index"),
        question=Words(
            "Seberapa puas klien dengan sembilan unsur layanan?",
            "How satisfied are clients with the nine elements of service?",
        ),
        formula=Words(
            "25 × rata-rata dari rata-rata sembilan unsur (skala 1–4)",
            "25 × mean of the nine element means (scale 1–4)",
        ),
        caution=Words(
            "Rata-rata bisa menutupi satu unsur yang buruk: lihat unsur terendah.",
            "A mean can hide one bad element: look at the lowest.",
        ),
        principle="P6",
        seed="000·s7; 002·ps5(3)",
        kind="mean_score",
        fact="survey_response",
        numerator="ikm_index_sum",
        denominator="ikm_sheets",
        unit="score",
        direction="up",
        cadence="quarterly",
        interval="t",
        minimum=30,
        gates=(RESPONSE_GATE,),
        beside=("survey_response_rate",),
        headline=True,
        source="PermenPANRB 14/2017",
    ),
    Indicator(
        id="top2box_satisfaction",
        name=Words("Klien puas", "Satisfied clients"),
        question=Words(
            "Dari yang menjawab, berapa yang memilih dua jawaban terbaik?",
            "Of those who answered, how many chose one of the two best options?",
        ),
        formula=Words(
            "dua pilihan teratas ÷ jawaban sah ('tidak tahu' tidak dihitung; dari tiga hanya yang terbaik)",
            "top two options ÷ valid answers ('don't know' is left out; of three only the best)",
        ),
        caution=CAUTION_SURVEY,
        principle="P6",
        seed="000·s5",
        kind="rate",
        fact="survey_response",
        numerator="overall_top2",
        denominator="overall_valid",
        direction="up",
        cadence="monthly",
        interval="wilson",
        source="CSQ item logic",
    ),
    Indicator(
        id="survey_response_rate",
        name=Words("Tingkat jawaban survei", "Survey response rate"),
        question=Words("Dari yang diundang, berapa yang menjawab?", "Of those invited, how many answered?"),
        formula=Words("menjawab ÷ diundang dan layak", "answered ÷ invited and eligible"),
        caution=Words(
            "Bisa dinaikkan dengan hanya mengundang klien yang puas.",
            "Can be raised by inviting only happy clients.",
        ),
        principle="P6",
        seed="000·s5",
        kind="rate",
        fact="survey_wave",
        numerator="answered",
        denominator="invited",
        direction="up",
        cadence="quarterly",
        interval="wilson",
        source="AAPOR RR1",
    ),
    *(
        Indicator(
            id=f"rights_{code}",
            name=name,
            question=question,
            formula=Words("'selalu' atau 'sering' ÷ jawaban sah", "'always' or 'often' ÷ valid answers"),
            caution=CAUTION_SURVEY,
            principle="P6",
            seed="000·s9,s15–16",
            kind="rate",
            fact="survey_response",
            numerator=f"rights_{code}_positive",
            denominator=f"rights_{code}_valid",
            direction="up",
            cadence="quarterly",
            interval="wilson",
            source="Biestek 1957",
        )
        for code, name, question in _RIGHTS
    ),
    Indicator(
        id="rights_all_seven_share",
        name=Words("Ketujuh hak terpenuhi", "All seven rights upheld"),
        question=Words(
            "Dari yang menjawab ketujuh pertanyaan, berapa yang merasa semua haknya dihormati?",
            "Of those who answered all seven questions, how many felt every right was respected?",
        ),
        formula=Words(
            "positif pada ketujuhnya ÷ menjawab ketujuhnya", "positive on all seven ÷ answered all seven"
        ),
        caution=CAUTION_SURVEY,
        principle="P6",
        seed="000·s9",
        kind="rate",
        fact="survey_response",
        numerator="rights_all_positive",
        denominator="rights_all_valid",
        direction="up",
        cadence="quarterly",
        interval="wilson",
        gates=(RESPONSE_GATE,),
        beside=("survey_response_rate",),
        headline=True,
        source="CHS 2024",
    ),
    Indicator(
        id="complaint_resolution_rate",
        name=Words("Pengaduan tuntas 14 hari", "Complaints resolved in 14 days"),
        question=Words(
            "Dari pengaduan yang masuk, berapa yang tuntas dan diberitahukan dalam 14 hari?",
            "Of complaints received, how many were resolved and told back within 14 days?",
        ),
        formula=Words(
            "diberitahukan ≤14 hari ÷ pengaduan genap 14 hari", "told back ≤14 days ÷ complaints 14 days old"
        ),
        caution=Words(
            "Nol pengaduan adalah peringatan: mungkin salurannya tidak dipakai.",
            "No complaints is a warning: perhaps nobody uses the channel.",
        ),
        principle="P6",
        seed="000·s9; 002·ps5(3)",
        kind="rate",
        fact="complaint",
        numerator="complaints_resolved",
        denominator="complaints_matured",
        direction="up",
        cadence="monthly",
        interval="wilson",
        minimum=5,
        source="CHS 2024 commitment 5",
    ),
    Indicator(
        id="protection_response_24h",
        name=Words("Perlindungan dalam 24 jam", "Protection within 24 hours"),
        question=Words(
            "Dari laporan perlindungan, berapa yang ditindak dalam 24 jam?",
            "Of protection alerts, how many had a first safety action within 24 hours?",
        ),
        formula=Words("tindakan pertama ≤24 jam ÷ laporan", "first action ≤24 hours ÷ alerts"),
        caution=Words(
            "Laporan yang berkurang bisa berarti orang takut melapor.",
            "Fewer alerts may mean that people fear to report.",
        ),
        principle="P6",
        seed="003·role 5",
        kind="rate",
        fact="alert",
        numerator="alerts_in_24h",
        denominator="alerts",
        direction="up",
        cadence="weekly",
        interval="wilson",
        minimum=5,
        flow=True,
        source="Child Protection Minimum Standards",
    ),
    Indicator(
        id="high_risk_contact_rate",
        name=Words("Klien berisiko tinggi dihubungi", "High-risk clients contacted"),
        question=Words(
            "Dari klien berisiko tinggi yang masih didampingi, berapa yang dihubungi dalam 14 hari terakhir?",
            "Of open clients at high risk, how many were in contact in the last 14 days?",
        ),
        formula=Words(
            "ada kontak ≤14 hari ÷ klien risiko tinggi pada akhir minggu",
            "contact within 14 days ÷ open high-risk clients at the week's end",
        ),
        caution=Words(
            "Bisa turun hanya karena kontak belum dicatat.",
            "May fall only because contacts are not entered yet.",
        ),
        principle="P6",
        seed="003·role 5",
        kind="rate",
        fact="high_risk_watch",
        numerator="high_risk_contacted",
        denominator="high_risk_watched",
        direction="up",
        cadence="weekly",
        combines="last",
        interval="wilson",
        flow=True,
        source="Case management standards",
    ),
    Indicator(
        id="complaints",
        name=Words("Pengaduan masuk", "Complaints received"),
        question=Words("Berapa pengaduan yang masuk?", "How many complaints came in?"),
        formula=Words("jumlah pengaduan menurut tanggal diterima", "complaints by date received"),
        caution=Words(
            "Jumlahnya bukan baik atau buruk; nol adalah peringatan.",
            "The number is neither good nor bad; none is a warning.",
        ),
        principle="P6",
        seed="000·s9",
        kind="count",
        fact="complaint",
        numerator="complaints",
        unit="count",
        direction="neutral",
        cadence="weekly",
        flow=True,
    ),
    *CUSTOMER_SCORES,
)
