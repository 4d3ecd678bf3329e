"""P3, competition rather than monopoly: learning from who stands out, and from what really changed."""

from __future__ import annotations

from locales.words import Words
from metrics.catalogue.definition import Indicator

COMPETITION: tuple[Indicator, ...] = (
    Indicator(
        id="funnel_outlier_units",
        name=Words(
            "Program di luar batas wajar",
            "Programmes beyond the funnel",
        ),
        question=Words(
            "Berapa program yang hasilnya di luar kewajaran dibanding program sejenis?",
            "How many programmes have outcomes beyond chance, compared with others of their kind?",
        ),
        formula=Words(
            "program di luar batas 99,8% tingkat capaian hasil, disesuaikan menurut risiko; minimal 5 program sejenis",
            "programmes outside the 99.8% limits of outcome achievement, at equal risk; from 5 programmes of a kind",
        ),
        caution=Words(
            "Bukan peringkat. Belajarlah dulu dari yang di atas batas; di bawah batas berarti bertanya, bukan menyalahkan.",
            "Not a ranking. Learn first from those above; below the limits means ask, not blame.",
        ),
        principle="P3",
        seed="000·s6",
        kind="outlier_units",
        fact="exit",
        numerator="achieved",
        denominator="eligible",
        unit="count",
        direction="neutral",
        cadence="quarterly",
        combines="none",
        minimum=5,
        source="Spiegelhalter 2005",
    ),
    Indicator(
        id="improvement_signal_share",
        name=Words(
            "Ukuran utama yang sungguh membaik",
            "Main measures improving for real",
        ),
        question=Words(
            "Dari ukuran utama, berapa yang sungguh membaik, bukan hanya naik turun biasa?",
            "Of the main measures, how many really improve, beyond the usual ups and downs?",
        ),
        formula=Words(
            "ukuran utama yang titik terakhirnya isyarat membaik ÷ ukuran utama dengan ≥12 titik",
            "main measures whose latest point signals improvement ÷ main measures with ≥12 points",
        ),
        caution=Words(
            "Mengulang garis dasar bisa menghapus kabar buruk. Tidak membaik bisa berarti sudah baik dan tetap.",
            "Starting the limits anew can erase bad news. Not improving may mean good and steady.",
        ),
        principle="P3",
        seed="000·s6; 001",
        kind="improving_share",
        fact="exit",
        numerator="achieved",
        direction="up",
        cadence="quarterly",
        combines="none",
        minimum=1,
        source="NHS Making Data Count",
    ),
)
