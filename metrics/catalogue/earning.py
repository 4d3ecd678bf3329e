"""P7, earning rather than spending: where the money comes from."""

from __future__ import annotations

from locales.words import Words
from metrics.catalogue.definition import Indicator

EARNING: tuple[Indicator, ...] = (
    Indicator(
        id="largest_funder_share",
        name=Words("Ketergantungan pada donor terbesar", "Dependence on the largest funder"),
        question=Words(
            "Berapa bagian pemasukan yang berasal dari satu penyandang dana terbesar?",
            "How much of the income comes from the one largest funder?",
        ),
        formula=Words(
            "pemasukan dari penyandang dana asal terbesar ÷ semua pemasukan uang",
            "income from the largest ultimate funder ÷ all income in money",
        ),
        caution=Words(
            "Dana yang disalurkan lewat pihak lain dihitung pada asalnya, bila asalnya tercatat.",
            "Money that came through somebody else counts for its origin, where that was written down.",
        ),
        principle="P7",
        seed="000·s5",
        kind="largest_share",
        fact="money",
        numerator="income",
        direction="down",
        cadence="quarterly",
        minimum=1,
        headline=True,
        source="Tuckman & Chang 1991",
    ),
    Indicator(
        id="income_hhi",
        name=Words(
            "Pemusatan sumber dana",
            "Concentration of income",
        ),
        question=Words(
            "Seberapa terpusat pemasukan pada sedikit penyandang dana?",
            "How far is income concentrated on few funders?",
        ),
        formula=Words(
            "jumlah kuadrat bagian tiap penyandang dana asal (Herfindahl): 1 = satu sumber",
            "sum of squared shares of the ultimate funders (Herfindahl): 1 = a single source",
        ),
        caution=Words(
            "Dana yang disalurkan lewat pihak lain dihitung pada asalnya, bila tercatat.",
            "Money that came through somebody else counts for its origin, where that was written down.",
        ),
        principle="P7",
        seed="000·s5",
        kind="concentration",
        fact="money",
        numerator="income",
        unit="ratio",
        direction="down",
        cadence="quarterly",
        combines="none",
        minimum=1,
        beside=("largest_funder_share",),
        source="Tuckman & Chang 1991",
    ),
    Indicator(
        id="earned_income_share",
        name=Words(
            "Porsi pendapatan mandiri",
            "Earned and local income",
        ),
        question=Words(
            "Berapa bagian pemasukan yang berasal dari usaha, warga setempat, atau dana abadi?",
            "How much of the income is earned, raised locally or from an endowment?",
        ),
        formula=Words(
            "usaha, iuran, penggalangan dana lokal, dan dana abadi ÷ semua pemasukan uang",
            "sales, fees, local fundraising and endowment ÷ all income in money",
        ),
        caution=Words(
            "Iuran bisa menyingkirkan klien yang miskin.",
            "Fees may shut out poor clients.",
        ),
        principle="P7",
        seed="000·s7,s5",
        kind="account_share",
        fact="money",
        numerator="income",
        among=("source_type=earned", "source_type=local", "source_type=endowment"),
        direction="up",
        cadence="quarterly",
        minimum=1,
        source="IRIS+ earned and contributed revenue",
    ),
    Indicator(
        id="reserve_months",
        name=Words(
            "Cadangan operasional",
            "Operating reserve",
        ),
        question=Words(
            "Berapa bulan lembaga dapat berjalan dengan cadangan yang bebas dipakai?",
            "How many months can the organisation run on its free reserve?",
        ),
        formula=Words(
            "aset neto likuid tanpa pembatasan ÷ rata-rata belanja tunai sebulan (12 bulan)",
            "unrestricted liquid net assets ÷ mean cash spent a month (12 months)",
        ),
        caution=Words(
            "Uang terikat mudah ikut terhitung sebagai cadangan.",
            "Restricted cash is easily counted as reserve.",
        ),
        principle="P7",
        seed="000·s5; 002·ps6(1)g",
        kind="reserve_months",
        fact="reserve",
        numerator="reserve",
        unit="months",
        direction="up",
        cadence="quarterly",
        combines="last",
        minimum=1,
        source="Nonprofit reserves guidance",
    ),
    Indicator(
        id="donor_retention_rate",
        name=Words(
            "Retensi donor",
            "Donor retention",
        ),
        question=Words(
            "Dari donor tahun lalu, berapa yang memberi lagi tahun ini?",
            "Of the donors of last year, how many gave again this year?",
        ),
        formula=Words(
            "donor yang memberi pada kedua kurun 12 bulan ÷ donor pada 12 bulan sebelumnya",
            "donors who gave in both spans of 12 months ÷ donors of the earlier 12 months",
        ),
        caution=Words(
            "Banyak donor kecil menutupi satu yang penting: lihat juga bagian uangnya.",
            "Many small donors hide the one that matters: see the share of money too.",
        ),
        principle="P7",
        seed="000·s5",
        kind="twelve_month_rate",
        fact="donor",
        numerator="donors_kept",
        denominator="donors_before",
        direction="up",
        cadence="quarterly",
        combines="none",
        interval="wilson",
        beside=("largest_funder_share",),
        source="Fundraising Effectiveness Project",
    ),
)
