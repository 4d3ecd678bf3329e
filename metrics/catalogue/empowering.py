"""P2, empowering rather than serving: do people stand on their own?"""

from __future__ import annotations

from locales.words import Words
from metrics.catalogue.definition import Indicator

EMPOWERING: tuple[Indicator, ...] = (
    Indicator(
        id="self_reliance_exit_rate",
        name=Words("Klien mandiri", "Self-reliant exits"),
        question=Words(
            "Dari yang keluar enam bulan lalu, berapa yang mandiri dan tidak lagi menerima bantuan barang dari kami?",
            "Of those who left six months ago, how many stand on their own without material aid from us?",
        ),
        formula=Words(
            "mandiri saat keluar tanpa bantuan barang 6 bulan ÷ semua yang keluar dan genap 6 bulan",
            "self-reliant at exit and no material aid for 6 months ÷ all exits that are 6 months old",
        ),
        caution=Words(
            "Bisa naik bila klien didorong keluar terlalu cepat; baca bersama yang kembali dalam 12 bulan.",
            "Can rise by pushing people out early; read it with returns within 12 months.",
        ),
        principle="P2",
        seed="003·Visi; 001·UU 11/2009",
        kind="rate",
        fact="self_reliance",
        numerator="self_reliant_exits",
        denominator="self_reliance_due",
        unknown="self_reliance_unknown",
        direction="up",
        cadence="quarterly",
        interval="wilson",
        beside=("return_rate_12m",),
        is_outcome=True,
        headline=True,
        source="HUD SPM 7 analogue",
    ),
    Indicator(
        id="social_functioning_gain",
        name=Words("Keberfungsian sosial naik", "Social functioning gained"),
        question=Words(
            "Dari klien yang dinilai dua kali, berapa yang naik di dua bidang atau lebih dan tidak turun di satu pun?",
            "Of clients rated twice, how many rose in two domains or more and fell in none?",
        ),
        formula=Words(
            "naik ≥1 tingkat pada ≥2 dari 3 bidang (material, spiritual, sosial) tanpa turun ÷ dinilai awal dan akhir",
            "up ≥1 level in ≥2 of 3 domains (material, spiritual, social) and down in none ÷ rated at start and end",
        ),
        caution=Words(
            "Petugas menilai keberhasilannya sendiri, dan ukurannya bergeser: cocokkan antarpenilai setiap tahun.",
            "Workers rate their own success, and the rubric drifts: compare raters every year.",
        ),
        principle="P2",
        seed="001; 000·s3",
        kind="rate",
        fact="functioning",
        numerator="functioning_gained",
        denominator="functioning_pairs",
        direction="up",
        cadence="quarterly",
        interval="wilson",
        is_outcome=True,
        source="UU 11/2009; local rubric of five levels",
    ),
)
