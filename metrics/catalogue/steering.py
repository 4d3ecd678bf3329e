"""P1, steering rather than rowing: linking people to what others can give."""

from __future__ import annotations

from locales.words import Words
from metrics.catalogue.definition import Indicator

STEERING: tuple[Indicator, ...] = (
    Indicator(
        id="referral_followthrough_rate",
        name=Words("Rujukan tuntas dalam 30 hari", "Referrals completed in 30 days"),
        question=Words(
            "Dari klien yang dirujuk, berapa yang benar-benar menerima layanan mitra dalam 30 hari?",
            "Of clients referred, how many received the partner's service within 30 days?",
        ),
        formula=Words(
            "diterima ≤30 hari menurut klien atau mitra ÷ rujukan yang genap 30 hari; tidak diketahui bila tak "
            "tertulis menurut siapa",
            "received ≤30 days by the word of client or partner ÷ referrals that are 30 days old; unknown where "
            "nobody wrote by whose word",
        ),
        caution=Words(
            "Mudah naik bila hanya rujukan ringan yang dibuat.",
            "Rises easily when only easy referrals are made.",
        ),
        principle="P1",
        seed="003·role 2",
        kind="rate",
        fact="referral",
        numerator="referrals_completed",
        denominator="referrals_due",
        unknown="referrals_unconfirmed",
        direction="up",
        cadence="weekly",
        interval="wilson",
        headline=True,
        flow=True,
        source="Closed-loop referral practice",
    ),
    Indicator(
        id="needs_response_rate",
        name=Words("Kebutuhan tertangani", "Needs answered"),
        question=Words(
            "Dari kebutuhan hasil asesmen, berapa yang terjawab dalam 30 hari?",
            "Of assessed needs, how many were answered within 30 days?",
        ),
        formula=Words(
            "terjawab ≤30 hari ÷ kebutuhan yang genap 30 hari", "answered ≤30 days ÷ needs 30 days old"
        ),
        caution=Words(
            "Kebutuhan yang tidak bisa dijawab sering tidak dicatat.",
            "Needs that cannot be met are often not recorded.",
        ),
        principle="P1",
        seed="001; 004·2a,3b",
        kind="rate",
        fact="need",
        numerator="needs_answered",
        denominator="needs_due",
        direction="up",
        cadence="monthly",
        interval="wilson",
        source="DAC relevance",
    ),
    Indicator(
        id="referral_need_met_rate",
        name=Words(
            "Rujukan menjawab kebutuhan",
            "Referrals that met the need",
        ),
        question=Words(
            "Dari rujukan yang layanannya diterima, berapa yang menjawab kebutuhan klien?",
            "Of referrals whose service was received, how many met the client's need?",
        ),
        formula=Words(
            "kebutuhan terjawab ÷ rujukan yang diterima menurut klien atau mitra",
            "need met ÷ referrals received by the word of client or partner",
        ),
        caution=Words(
            "Yang ditanya hanya klien yang mudah dihubungi. Bandingkan mitra dengan wajar, bukan dengan peringkat.",
            "Only clients who are easily reached get asked. Compare partners fairly, never as a ranking.",
        ),
        principle="P1",
        seed="003·role 2",
        kind="rate",
        fact="referral_received",
        numerator="referral_needs_met",
        denominator="referrals_received",
        unknown="referral_needs_unknown",
        direction="up",
        cadence="monthly",
        interval="wilson",
        beside=("referral_followthrough_rate",),
        source="Seed 003, broker: quality control of resources",
    ),
    Indicator(
        id="partner_delivered_share",
        name=Words(
            "Dilayani lewat mitra",
            "Delivered through partners",
        ),
        question=Words(
            "Dari kebutuhan yang terjawab, berapa yang dijawab oleh mitra?",
            "Of needs that were answered, how many did partners answer?",
        ),
        formula=Words(
            "kebutuhan yang dijawab mitra ÷ kebutuhan yang terjawab",
            "needs answered by partners ÷ needs answered",
        ),
        caution=Words(
            "Lebih banyak belum tentu lebih baik: baca bersama rujukan yang menjawab kebutuhan.",
            "More is not better in itself: read it with the referrals that met the need.",
        ),
        principle="P1",
        seed="000·s6; 002",
        kind="rate",
        fact="need_met",
        numerator="needs_met_by_partner",
        denominator="needs_met",
        unknown="needs_met_by_unknown",
        direction="neutral",
        cadence="quarterly",
        interval="wilson",
        beside=("referral_need_met_rate",),
        source="DAC coherence",
    ),
    Indicator(
        id="mediation_agreement_rate",
        name=Words(
            "Kesepakatan mediasi bertahan",
            "Mediated agreements that hold",
        ),
        question=Words(
            "Dari mediasi yang ditutup, berapa yang sepakat dan masih dipegang setelah 90 hari?",
            "Of mediations closed, how many ended in an agreement that was still kept after 90 days?",
        ),
        formula=Words(
            "sepakat dan masih dipegang pada hari ke-90 (±30) ÷ mediasi yang ditutup 120 hari lalu",
            "agreed and still kept on day 90 (±30) ÷ mediations closed 120 days ago",
        ),
        caution=Words(
            "Pihak yang lemah bisa ditekan untuk setuju: tanyai kedua pihak sendiri-sendiri.",
            "The weaker side may be pressed to sign: ask both sides separately.",
        ),
        principle="P1",
        seed="003·role 3; 002",
        kind="rate",
        fact="mediation",
        numerator="agreements_kept",
        denominator="mediations_due",
        unknown="agreements_unknown",
        direction="up",
        cadence="quarterly",
        interval="wilson",
        minimum=5,
        source="Mediation settlement statistics",
    ),
    Indicator(
        id="advocacy_success_rate",
        name=Words(
            "Keberhasilan pembelaan",
            "Advocacy asks adopted",
        ),
        question=Words(
            "Dari usulan pembelaan yang selesai, berapa yang diterima sebagian atau seluruhnya?",
            "Of advocacy asks that were concluded, how many were adopted in part or in full?",
        ),
        formula=Words(
            "diterima sebagian atau seluruhnya secara tertulis ÷ usulan yang selesai",
            "adopted in part or in full, in writing ÷ asks concluded",
        ),
        caution=Words(
            "Hasilnya lambat, dan usulan kecil menaikkan angka: lihat juga umur usulan yang masih berjalan.",
            "Results are slow, and small asks lift the number: see also how old the open asks are.",
        ),
        principle="P1",
        seed="003·role 4; 002·ps38",
        kind="rate",
        fact="advocacy",
        numerator="asks_adopted",
        denominator="asks_concluded",
        unknown="asks_unknown",
        direction="up",
        cadence="quarterly",
        interval="wilson",
        minimum=5,
        source="Advocacy outcome harvesting",
    ),
    Indicator(
        id="protection_response_rate",
        name=Words(
            "Perlindungan tepat waktu",
            "Timely protection",
        ),
        question=Words(
            "Dari laporan perlindungan, berapa yang ditindak dalam 24 jam dan punya rencana aman dalam 72 jam?",
            "Of protection alerts, how many saw action within 24 hours and a safety plan within 72?",
        ),
        formula=Words(
            "tindakan pertama ≤24 jam dan rencana aman tertulis ≤72 jam ÷ laporan yang genap 72 jam",
            "first action ≤24 hours and a written safety plan ≤72 hours ÷ alerts that are 72 hours old",
        ),
        caution=Words(
            "Laporan yang berkurang bisa berarti orang takut melapor. Jangan dipakai menilai petugas.",
            "Fewer alerts may mean that people fear to report. Never judge workers by it.",
        ),
        principle="P6",
        seed="003·role 5",
        kind="rate",
        fact="alert",
        numerator="alerts_protected",
        denominator="alerts_matured",
        direction="up",
        cadence="monthly",
        interval="wilson",
        minimum=5,
        beside=("protection_response_24h",),
        source="Child Protection Minimum Standards",
    ),
    Indicator(
        id="role_level_mix",
        name=Words(
            "Komposisi peran dan tingkat",
            "Role and level mix",
        ),
        question=Words(
            "Jam kontak dipakai untuk peran apa, dan pada tingkat apa?",
            "What roles, and what levels of practice, do the hours of contact go to?",
        ),
        formula=Words(
            "jam kontak satu peran (atau tingkat) ÷ semua jam kontak; peran terbesar ditunjukkan dulu",
            "hours of contact of a role (or level) ÷ all hours of contact; the largest role is shown first",
        ),
        caution=Words(
            "Hanya menggambarkan: tidak ada komposisi yang lebih baik. Kontak dengan dua peran tercatat pada satu.",
            "It only describes: no mix is better. A contact in two roles is written down under one.",
        ),
        principle="P1",
        seed="001; 003·roles 1-5",
        kind="mix",
        fact="practice_hours",
        numerator="hours",
        direction="neutral",
        cadence="quarterly",
        combines="sum",
        minimum=30,
        source="Seeds 001 and 003",
    ),
)
