"""P9, participation rather than hierarchy: who decides, what became of what people said, who stays."""

from __future__ import annotations

from locales.words import Words
from metrics.catalogue.definition import Indicator

PARTICIPATION: tuple[Indicator, ...] = (
    Indicator(
        id="decision_participation_rate",
        name=Words(
            "Klien dan petugas ikut memutuskan",
            "Clients and frontline in decisions",
        ),
        question=Words(
            "Dari keputusan, berapa yang ikut diputuskan klien atau warga bersama petugas lapangan?",
            "Of decisions, in how many did a client or community member and frontline staff decide?",
        ),
        formula=Words(
            "ikut memutuskan, bukan hanya diberi tahu: ≥1 klien atau warga dan ≥1 petugas ÷ keputusan",
            "deciding, not merely informed: ≥1 client or community member and ≥1 frontline ÷ decisions",
        ),
        caution=Words(
            "Kursi bisa hanya pajangan: catat siapa yang mengubah keputusan.",
            "A seat may be for show: write down who changed the decision.",
        ),
        principle="P9",
        seed="000·s8; 004·1c-e,2d",
        kind="rate",
        fact="decision",
        numerator="decisions_shared",
        denominator="decisions",
        unknown="decisions_unknown",
        direction="up",
        cadence="quarterly",
        interval="wilson",
        source="CHS commitment 1; spirit of SDG 16.7.2",
    ),
    Indicator(
        id="feedback_action_rate",
        name=Words(
            "Masukan ditindaklanjuti",
            "You said, we did",
        ),
        question=Words(
            "Dari masukan, berapa yang dijalankan dan dikabarkan kembali dalam 90 hari?",
            "Of what people said, how much was acted on and told back within 90 days?",
        ),
        formula=Words(
            "ditutup dengan tindakan dan dikabarkan ≤90 hari ÷ masukan yang genap 90 hari",
            "closed with an action and told back ≤90 days ÷ themes that are 90 days old",
        ),
        caution=Words(
            "Mudah naik bila hanya masukan ringan yang dicatat.",
            "Rises easily when only easy themes are written down.",
        ),
        principle="P9",
        seed="004·3f; 002",
        kind="rate",
        fact="feedback",
        numerator="themes_acted_on",
        denominator="themes_due",
        direction="up",
        cadence="quarterly",
        interval="wilson",
        minimum=5,
        source="CHS commitment 7",
    ),
    Indicator(
        id="volunteer_retention_rate",
        name=Words(
            "Retensi relawan",
            "Volunteer retention",
        ),
        question=Words(
            "Dari relawan yang aktif setahun lalu, berapa yang masih aktif?",
            "Of volunteers active a year ago, how many are still active?",
        ),
        formula=Words(
            "masih aktif setelah 12 bulan ÷ aktif pada awalnya (aktif = ada kegiatan dalam 90 hari)",
            "still active after 12 months ÷ active at the start (active = did something within 90 days)",
        ),
        caution=Words(
            "Catatan relawan yang sudah berhenti jarang ditutup.",
            "Records of volunteers who stopped are seldom closed.",
        ),
        principle="P9",
        seed="000·s2,s5",
        kind="twelve_month_rate",
        fact="volunteer",
        numerator="volunteers_kept",
        denominator="volunteers_before",
        direction="up",
        cadence="quarterly",
        combines="none",
        interval="wilson",
        source="IRIS+ PI9319",
    ),
)
