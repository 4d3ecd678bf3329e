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
        headline=True,
        source="HUD SPM 7 analogue",
    ),
)
