"""P4, mission over rules: freedom to act, and what the rules of the field ask for."""

from __future__ import annotations

from locales.words import Words
from metrics.catalogue.definition import Indicator

RULES: tuple[Indicator, ...] = (
    Indicator(
        id="flexible_funding_share",
        name=Words(
            "Porsi dana tidak terikat",
            "Flexible funding",
        ),
        question=Words(
            "Berapa bagian pemasukan yang boleh dipakai sesuai kebutuhan lembaga?",
            "How much of the income may be used as the organisation sees fit?",
        ),
        formula=Words(
            "pemasukan tanpa pembatasan ÷ semua pemasukan uang",
            "unrestricted income ÷ all income in money",
        ),
        caution=Words(
            "Uang yang sudah diperuntukkan pengurus mudah tampak bebas.",
            "Money that the board has set aside easily looks free.",
        ),
        principle="P4",
        seed="000·s6; 002·ps6(1)g",
        kind="account_share",
        fact="money",
        numerator="income",
        among=("restricted=no",),
        direction="up",
        cadence="quarterly",
        minimum=1,
        source="ISAK 35",
    ),
    Indicator(
        id="decision_lead_time",
        name=Words(
            "Waktu pengambilan keputusan",
            "Decision lead time",
        ),
        question=Words(
            "Berapa hari dari usulan sampai separuhnya diputuskan?",
            "How many days from being raised until half of the matters are decided?",
        ),
        formula=Words(
            "median hari dari diajukan sampai diputuskan, yang belum diputuskan ikut dihitung (Kaplan-Meier)",
            "median days from raised to decided, those still open counted too (Kaplan-Meier)",
        ),
        caution=Words(
            "Keputusan kecil mempercepat angka; yang dibiarkan terbuka tetap ikut dihitung.",
            "Trivial decisions speed it up; what is left open still counts.",
        ),
        principle="P4",
        seed="000·s6",
        kind="median_wait",
        fact="decision_wait",
        numerator="decisions_decided",
        denominator="decisions_raised",
        unknown="decisions_open",
        unit="days",
        direction="down",
        cadence="quarterly",
        combines="none",
        interval="log_log",
        source="Seed 000",
    ),
    Indicator(
        id="certified_staff_share",
        name=Words(
            "Pekerja sosial bersertifikat",
            "Certified social workers",
        ),
        question=Words(
            "Dari tenaga yang melayani klien, berapa bagian yang sertifikatnya masih berlaku?",
            "Of staff who serve clients, what part holds a certificate that is valid?",
        ),
        formula=Words(
            "setara waktu penuh dengan sertifikat berlaku ÷ setara waktu penuh yang melayani klien",
            "full-time equivalents with a valid certificate ÷ full-time equivalents that serve clients",
        ),
        caution=Words(
            "Ini masukan, bukan hasil. Sertifikat yang lewat masa berlaku tidak dihitung.",
            "An input, no outcome. Expired certificates do not count.",
        ),
        principle="P4",
        seed="002·ps6(1)e",
        kind="standing_share",
        fact="staff",
        numerator="certified_fte",
        denominator="staff_fte",
        direction="up",
        cadence="quarterly",
        combines="last",
        minimum=1,
        source="UU 14/2019; Permensos",
    ),
    Indicator(
        id="accreditation_readiness_index",
        name=Words(
            "Kesiapan akreditasi",
            "Accreditation readiness",
        ),
        question=Words(
            "Dari bukti yang disyaratkan akreditasi, berapa yang ada, sudah diperiksa, dan masih berlaku?",
            "Of the evidence that accreditation requires, how much is there, verified and not expired?",
        ),
        formula=Words(
            "syarat dengan bukti sah ÷ syarat dalam paket aturan; lihat tiap komponen",
            "requirements with valid evidence ÷ requirements of the rule pack; see each component",
        ),
        caution=Words(
            "Berkas lengkap bukan berarti layanan baik: baca bersama capaian hasil dan ketujuh hak.",
            "Complete papers are not good service: read it with outcomes and the seven rights.",
        ),
        principle="P4",
        seed="002·ps5(1),ps5(3),ps6(1)",
        kind="standing_share",
        fact="evidence",
        numerator="valid",
        denominator="required",
        direction="up",
        cadence="quarterly",
        combines="last",
        minimum=1,
        beside=("outcome_achievement_rate", "rights_all_seven_share"),
        source="Permensos 107/HUK/2009",
    ),
    Indicator(
        id="case_process_completeness",
        name=Words(
            "Kelengkapan proses pelayanan",
            "Case process completeness",
        ),
        question=Words(
            "Dari kasus yang ditutup, berapa yang melewati semua langkah secara berurutan?",
            "Of closed cases, how many went through all steps in their order?",
        ),
        formula=Words(
            "langkah penerimaan sampai bina lanjut (≤90 hari) bertanggal dan berurutan ÷ kasus ditutup 90 hari lalu",
            "steps from intake to aftercare (≤90 days) dated and in order ÷ cases closed 90 days ago",
        ),
        caution=Words(
            "Tanggal bisa diisi mundur: lihat kapan langkah itu dicatat.",
            "Dates can be filled in backwards: look when a step was entered.",
        ),
        principle="P4",
        seed="002·ps5(3); 004·3g",
        kind="rate",
        fact="case_process",
        numerator="cases_complete",
        denominator="cases_closed",
        direction="up",
        cadence="monthly",
        interval="wilson",
        source="PP 39/2012",
    ),
)
