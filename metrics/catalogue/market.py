"""P10, market rather than command: what others add, and who found a place in the market."""

from __future__ import annotations

from locales.words import Words
from metrics.catalogue.definition import Indicator

MARKET: tuple[Indicator, ...] = (
    Indicator(
        id="leverage_ratio",
        name=Words(
            "Rasio ungkit sumber daya",
            "Resources leveraged",
        ),
        question=Words(
            "Berapa yang dibawa mitra dan relawan untuk tiap rupiah belanja sendiri?",
            "How much do partners and volunteers bring for each unit of own spending?",
        ),
        formula=Words(
            "dana mitra + barang dan jasa + jam relawan yang dinilai dengan upah minimum daerah ÷ belanja tunai sendiri",
            "partner funding + goods and services + volunteer hours at the regional minimum wage ÷ own cash spent",
        ),
        caution=Words(
            "Nilai barang dan jam mudah dibesarkan: lihat ketiga bagiannya.",
            "The worth of goods and hours is easily inflated: see its three parts.",
        ),
        principle="P10",
        seed="000·s8; 004·2a-b,3b-c",
        kind="leverage",
        fact="contribution",
        numerator="contributed",
        unit="ratio",
        direction="up",
        cadence="quarterly",
        combines="none",
        minimum=1,
        source="ILO volunteer work manual",
    ),
    Indicator(
        id="market_linkage_retention_rate",
        name=Words(
            "Keterhubungan pasar bertahan",
            "Linked to the market and still there",
        ),
        question=Words(
            "Dari klien yang ditempatkan pada pekerjaan, pembeli, atau koperasi, berapa yang masih di sana setelah 6 bulan?",
            "Of clients linked to a job, a buyer or a cooperative, how many are still there after 6 months?",
        ),
        formula=Words(
            "masih di sana pada bulan ke-6 ÷ penempatan yang genap 6 bulan",
            "still there at 6 months ÷ placements that are 6 months old",
        ),
        caution=Words(
            "Kerja musiman atau tanpa upah bisa ikut terhitung; ingatan tentang penghasilan sering meleset.",
            "Seasonal or unpaid work may be counted; recall of income is often wrong.",
        ),
        principle="P10",
        seed="000·s8; 002",
        kind="rate",
        fact="placement",
        numerator="placements_kept",
        denominator="placements_due",
        unknown="placements_unknown",
        direction="up",
        cadence="quarterly",
        interval="wilson",
        is_outcome=True,
        source="HUD SPM 4; SDG 8.3.1",
    ),
)
