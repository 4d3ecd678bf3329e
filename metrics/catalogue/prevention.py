"""P8, prevention rather than cure: did it not happen, and did it not come back?"""

from __future__ import annotations

from locales.words import Words
from metrics.catalogue.definition import Gate, Indicator

FOLLOW_UP_GATE = Gate(indicator="followup_coverage_12m", at_least=0.50)

PREVENTION: tuple[Indicator, ...] = (
    Indicator(
        id="prevention_success_rate",
        name=Words("Keberhasilan pencegahan", "Prevention success"),
        question=Words(
            "Dari orang berisiko yang didampingi sebelum masalahnya terjadi, berapa yang setahun kemudian tetap terhindar?",
            "Of people at risk who were taken in before the problem, how many were still free of it a year later?",
        ),
        formula=Words(
            "tidak mengalami masalah ÷ semua yang berisiko sedang atau tinggi dan genap 12 bulan sejak masuk",
            "without the problem ÷ all at medium or high risk whose 12 months since intake have passed",
        ),
        caution=Words(
            "Tidak terlihat bukan berarti tidak terjadi: yang tidak terpantau dihitung belum berhasil.",
            "Not seen is not the same as not happened: those who were not traced count as not achieved.",
        ),
        principle="P8",
        seed="000·s7; 003·Misi 3",
        kind="rate",
        fact="prevention",
        numerator="prevented",
        denominator="prevention_due",
        unknown="prevention_unknown",
        direction="up",
        cadence="quarterly",
        interval="wilson",
        headline=True,
        program_kinds=("prevention",),
        source="HUD SPM 5/6",
    ),
    Indicator(
        id="return_rate_6m",
        name=Words("Kembali dalam 6 bulan", "Returned within 6 months"),
        question=Words(
            "Dari yang keluar dengan hasil, berapa yang masalahnya kembali dalam enam bulan?",
            "Of those who left with the outcome, for how many did the problem return within six months?",
        ),
        formula=Words("1 − S(182 hari), tabel kelangsungan", "1 − S(182 days), life table"),
        caution=Words(
            "Bagian dari perubahan tidak terlihat bila klien tidak terlacak.",
            "Part of it stays unseen where clients are not traced.",
        ),
        principle="P8",
        seed="000·s7; 004·3e",
        kind="return_curve",
        fact="return_curve",
        numerator="returned",
        direction="down",
        cadence="quarterly",
        combines="none",
        interval="log_log",
        gates=(FOLLOW_UP_GATE,),
        source="HUD SPM 2; Kaplan–Meier",
    ),
    Indicator(
        id="return_rate_12m",
        name=Words("Kembali dalam 12 bulan", "Returned within 12 months"),
        question=Words(
            "Dari yang keluar dengan hasil, berapa yang masalahnya kembali dalam setahun?",
            "Of those who left with the outcome, for how many did the problem return within a year?",
        ),
        formula=Words("1 − S(365 hari), tabel kelangsungan", "1 − S(365 days), life table"),
        caution=Words(
            "Terlihat bagus bila hanya sedikit yang terlacak: baca bersama cakupan tindak lanjut.",
            "Looks good when few are traced: read it with the follow-up coverage.",
        ),
        principle="P8",
        seed="000·s7; 004·3e",
        kind="return_curve",
        fact="return_curve",
        numerator="returned",
        direction="down",
        cadence="quarterly",
        combines="none",
        interval="log_log",
        gates=(FOLLOW_UP_GATE,),
        headline=True,
        source="HUD SPM 2; Kaplan–Meier",
    ),
    Indicator(
        id="followup_coverage_12m",
        name=Words("Tindak lanjut 12 bulan terlacak", "Traced at 12 months"),
        question=Words(
            "Dari yang keluar dengan hasil setahun lalu, berapa yang keadaannya diketahui sekarang?",
            "Of those who left with the outcome a year ago, for how many do we know how they are?",
        ),
        formula=Words(
            "terlacak (±45 hari) ÷ semua yang jatuh tempo", "traced (±45 days) ÷ all that fell due"
        ),
        caution=Words(
            "Di bawah 50% angka kembali hanya berlaku bagi sedikit orang yang terlacak.",
            "Under 50% the return rate speaks only for the few who were traced.",
        ),
        principle="P8",
        seed="004·3e",
        kind="rate",
        fact="follow_up_point",
        numerator="follow_ups_traced",
        denominator="follow_ups_due",
        direction="up",
        cadence="monthly",
        interval="wilson",
        source="Urban Institute follow-up guide",
    ),
    Indicator(
        id="early_intake_share",
        name=Words("Masuk sebelum krisis", "Early intakes"),
        question=Words(
            "Dari klien baru yang risikonya dicatat, berapa yang datang sebelum krisis?",
            "Of new clients whose risk was recorded, how many came before a crisis?",
        ),
        formula=Words(
            "risiko rendah atau sedang tanpa masalah akut ÷ masuk dengan risiko tercatat",
            "low or medium risk without an acute problem ÷ intakes with risk recorded",
        ),
        caution=Words(
            "Bertentangan dengan menjangkau yang paling membutuhkan; lihat juga jumlah risiko tinggi.",
            "Pulls against reaching the neediest; look at the number at high risk too.",
        ),
        principle="P8",
        seed="003·Misi 3",
        kind="rate",
        fact="intake",
        numerator="intakes_early",
        denominator="intakes_with_risk",
        direction="up",
        cadence="monthly",
        interval="wilson",
        source="HUD SPM 5",
    ),
    Indicator(
        id="prevention_spend_share",
        name=Words("Belanja pencegahan", "Prevention share of spending"),
        question=Words(
            "Dari belanja pencegahan dan penanganan, berapa bagian untuk pencegahan?",
            "Of spending on prevention and treatment, how much is prevention?",
        ),
        formula=Words(
            "belanja bertanda pencegahan ÷ belanja bertanda pencegahan atau penanganan",
            "spending tagged prevention ÷ spending tagged prevention or treatment",
        ),
        caution=Words(
            "Mudah naik dengan mengganti tanda; lihat juga bagian yang belum ditandai.",
            "Rises easily by changing tags; look at the untagged part too.",
        ),
        principle="P8",
        seed="000·s7; 003·Misi 3",
        kind="spend_share",
        fact="money",
        numerator="prevention",
        denominator="treatment",
        direction="up",
        cadence="quarterly",
        minimum=1,
        headline=True,
        source="OECD System of Health Accounts",
    ),
)
