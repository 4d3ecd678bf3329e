"""What follows from the kind of an indicator: its formula as measures, and what of it cannot be combined."""

from __future__ import annotations

from typing import NamedTuple

from locales.words import Words
from metrics.catalogue.definition import Indicator, Kind


class Making(NamedTuple):
    """How a kind of indicator is made.

    ``formula`` names measures of published facts: ``{n}`` the numerator, ``{d}`` the denominator, ``{f}`` the
    fact, ``{among}`` the groups that count. ``apart`` says what must not be put together, and is None where
    every period, programme and group of people adds up.
    """

    formula: Words
    apart: Words | None = None


def _same(formula: str, apart: Words | None = None) -> Making:
    return Making(Words(formula, formula), apart)


_PLACES = Words(
    "Lembaga dengan mata uang berbeda tidak bisa digabung.",
    "Organisations of different currencies cannot be combined.",
)
_COHORT = Words(
    "Hanya kohor keluar per triwulan penuh; kelompok orang tidak dipisah, dan dua kohor tidak dirata-rata.",
    "Only exit cohorts of whole quarters; no groups of people, and two cohorts are never averaged.",
)
_SEVERAL = Words(
    "Butir dari kuesioner berbeda tidak digabung.", "Items of different questionnaires are not combined."
)
_LAST = Words(
    "Keadaan pada akhir masa: bulan-bulan tidak dijumlahkan.",
    "What stands at the end: months are not added up.",
)
_YEARS = Words(
    "Selalu dua belas bulan: masa yang lain tidak bisa dijumlahkan.",
    "Always twelve months: other periods cannot be added up.",
)
_UNLIKE = Words(
    "Hasil yang berbeda jenis tidak dibandingkan; lembaga dengan mata uang berbeda tidak digabung.",
    "Outcomes of different kinds are not compared; organisations of different currencies are not combined.",
)

MAKINGS: dict[Kind, Making] = {
    "rate": _same("{n} ÷ {d}"),
    "count": _same("{n}"),
    "stock": Making(Words("Σ {n} sampai akhir masa", "Σ {n} until the end of the period"), _LAST),
    "unique_people": _same(
        "Σ {n}",
        Words(
            "Orang yang berbeda dihitung per bulan, triwulan, atau dua belas bulan; program dan lembaga tidak dijumlahkan,"
            " kecuali orang yang dilayani lembaga dalam satu kesepakatan identitas.",
            "Different people are counted per month, quarter or twelve months; programmes and organisations never add,"
            " except people served by organisations of one identity agreement.",
        ),
    ),
    "return_curve": Making(
        Words("1 − Π(1 − {n} ÷ yang masih dipantau)", "1 − Π(1 − {n} ÷ those still watched)"), _COHORT
    ),
    "median_return": Making(
        Words(
            "hari pertama dengan Π(1 − {n} ÷ yang masih dipantau) ≤ ½",
            "first day with Π(1 − {n} ÷ those still watched) ≤ ½",
        ),
        _COHORT,
    ),
    "cost_per_outcome": _same("{n} ÷ exit.achieved", _UNLIKE),
    "cohort_cost": _same("{n} ÷ {d}", _UNLIKE),
    "outcomes_per_amount": _same("exit.achieved ÷ ({n} ÷ 1000000)", _PLACES),
    "spend_share": _same("{n} ÷ ({n} + {d})", _PLACES),
    "linked_spend": Making(
        Words(
            "{n} pada program yang hasilnya terukur ÷ {n} pada semua program",
            "{n} in programmes with a measured outcome ÷ {n} in all programmes",
        ),
        _PLACES,
    ),
    "largest_share": Making(
        Words("{n} terbesar dari satu penyandang dana ÷ {n}", "largest {n} of one funder ÷ {n}"), _PLACES
    ),
    "concentration": Making(
        Words("Σ ({n} tiap penyandang dana ÷ {n})²", "Σ ({n} of each funder ÷ {n})²"), _PLACES
    ),
    "account_share": Making(Words("{n} pada {among} ÷ {n}", "{n} of {among} ÷ {n}"), _PLACES),
    "money_sum": _same("{n}", _PLACES),
    "reserve_months": Making(
        Words("{n} terakhir ÷ rata-rata money.spent sebulan", "newest {n} ÷ mean money.spent a month"),
        Words(
            "Cadangan beberapa lembaga tidak digabung.", "Reserves of several organisations are not combined."
        ),
    ),
    "leverage": Making(Words("{n} ÷ money.spent", "{n} ÷ money.spent"), _PLACES),
    "promises": Making(
        Words("({n} − garis awal) ÷ ({d} − garis awal)", "({n} − baseline) ÷ ({d} − baseline)"),
        Words(
            "Satu angka satu janji: janji tidak pernah dirata-rata, dan laporan tidak dijumlahkan antarmasa.",
            "One number a promise: promises are never averaged, and reports are not added over time.",
        ),
    ),
    "mean_score": Making(
        Words(
            "25 × rata-rata sembilan ({f}.ikm_u_sum ÷ {f}.ikm_u_n)",
            "25 × mean of nine ({f}.ikm_u_sum ÷ {f}.ikm_u_n)",
        ),
        _SEVERAL,
    ),
    "mean": _same("{n} ÷ {d}"),
    "mean_change": _same(
        "{n} ÷ {d}",
        Words(
            "Poin dari alat ukur berbeda tidak dirata-rata.",
            "Points of different instruments are not averaged.",
        ),
    ),
    "licensed_mean": _same("{n} ÷ {d}", _SEVERAL),
    "scale_mean": _same(
        "{n} ÷ {d}",
        Words(
            "Butir yang tidak selaras (alfa < 0,6) tidak dirata-rata; kelima ciri tidak digabung.",
            "Items that do not go together (alpha < 0.6) are not averaged; the five characteristics are not combined.",
        ),
    ),
    "net_promoter": _same("100 × ({n} − detractors) ÷ {d}", _SEVERAL),
    "expected_ratio": _same(
        "{n} ÷ {d}",
        Words(
            "Rasio dua program tidak dibandingkan satu sama lain: masing-masing hanya dengan acuannya.",
            "Ratios of two programmes are not compared with each other: each only with its reference.",
        ),
    ),
    "equity_gap": Making(
        Words(
            "100 × ({n} ÷ {d} kelompok − {n} ÷ {d} yang lain)",
            "100 × ({n} ÷ {d} of the group − {n} ÷ {d} of the others)",
        ),
        Words("Selisih tidak dijumlahkan atau dirata-rata.", "Gaps are neither added nor averaged."),
    ),
    "dimensions": Making(
        Words("{n} ÷ {d}, tiap sisi mutu", "{n} ÷ {d}, each dimension"),
        Words(
            "Sisi-sisi mutu tidak pernah digabung menjadi satu angka.",
            "Dimensions are never blended into one number.",
        ),
    ),
    "mix": Making(
        Words("{n} kelompok ÷ {n}", "{n} of the group ÷ {n}"),
        Words(
            "Tidak ada campuran yang lebih baik: hanya menggambarkan.",
            "No mix is better than another: it only describes.",
        ),
    ),
    "standing_share": Making(Words("{n} ÷ {d} pada akhir masa", "{n} ÷ {d} at the end of the period"), _LAST),
    "twelve_month_rate": Making(
        Words("{n} ÷ {d} dalam dua belas bulan", "{n} ÷ {d} within twelve months"), _YEARS
    ),
    "median_wait": Making(
        Words(
            "hari pertama dengan Π(1 − {n} ÷ yang masih menunggu) ≤ ½",
            "first day with Π(1 − {n} ÷ those still waiting) ≤ ½",
        ),
        Words("Median tidak dirata-rata.", "Medians are not averaged."),
    ),
    "reported_rates": _same(
        "{n} ÷ {d}",
        Words(
            "Satu angka satu indikator dari luar, dari masa terakhir yang dilaporkan: laporan tidak dijumlahkan antarwaktu.",
            "One number an outside indicator, of the last period reported: reports are not added over time.",
        ),
    ),
    "outlier_units": Making(
        Words(
            "program dengan {n} ÷ {d} di luar batas 99,8%", "programmes with {n} ÷ {d} beyond 99.8% limits"
        ),
        Words(
            "Hanya program sejenis yang dibandingkan, tanpa peringkat.",
            "Only programmes of a kind are compared, never ranked.",
        ),
    ),
    "improving_share": Making(
        Words(
            "ukuran utama dengan sinyal perbaikan ÷ ukuran utama dengan ≥12 titik",
            "main measures with a signal of improvement ÷ main measures with ≥12 points",
        ),
        Words("Tidak dijumlahkan antarmasa atau antarlembaga.", "Not added over time or organisations."),
    ),
}
"""How each kind is made, in the words of the published measures."""


def as_measures(indicator: Indicator, language: str) -> str:
    """The formula of an indicator as measures of its fact: ``exit.achieved ÷ exit.eligible``."""
    formula = MAKINGS[indicator.kind].formula
    text = formula.id if language == "id" else formula.en
    return text.format(
        n=f"{indicator.fact}.{indicator.numerator}",
        d=f"{indicator.fact}.{indicator.denominator}",
        f=indicator.fact,
        among=", ".join(indicator.among),
    )


def kept_apart(indicator: Indicator) -> Words | None:
    """What of an indicator cannot be combined; None where everything adds up."""
    return MAKINGS[indicator.kind].apart
