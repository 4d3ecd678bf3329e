"""Amounts of money: what came in, what was spent, what programmes cost, and what that was for."""

from __future__ import annotations

from locales.words import Words
from metrics.catalogue.definition import Indicator, Kind
from metrics.catalogue.outcomes import CHEAP, COVERAGE_GATE

_SPENDING = Words("Uang yang keluar bukan hasil.", "Money spent is not outcome.")


def _money(
    id: str,
    name: tuple[str, str],
    question: tuple[str, str],
    formula: tuple[str, str],
    fact: str,
    measure: str,
) -> Indicator:
    """A supporting amount of money."""
    return Indicator(
        id=id,
        name=Words(*name),
        question=Words(*question),
        formula=Words(*formula),
        caution=_SPENDING,
        principle=None,
        seed="000·s2",
        kind="money_sum",
        fact=fact,
        numerator=measure,
        unit="currency",
        direction="neutral",
        cadence="monthly",
        minimum=1,
    )


def _per_outcome(
    id: str,
    name: Words,
    question: Words,
    formula: Words,
    kind: Kind,
    fact: str,
    numerator: str,
    denominator: str | None,
) -> Indicator:
    """Another way to reckon what an outcome costs."""
    return Indicator(
        id=id,
        name=name,
        question=question,
        formula=formula,
        caution=CHEAP,
        principle=None,
        seed="000·s2,s7",
        kind=kind,
        fact=fact,
        numerator=numerator,
        denominator=denominator,
        unit="currency",
        direction="down",
        cadence="quarterly",
        interval="inverted_wilson",
        minimum=5,
        gates=(COVERAGE_GATE,),
        beside=("cost_per_outcome",),
    )


AMOUNTS: tuple[Indicator, ...] = (
    _money(
        "income",
        ("Pemasukan", "Income"),
        ("Berapa uang yang masuk?", "How much money came in?"),
        (
            "semua pemasukan uang; barang dan jasa tidak dihitung",
            "all income in money; gifts in kind are not in it",
        ),
        "money",
        "income",
    ),
    _money(
        "spending",
        ("Belanja", "Spending"),
        ("Berapa uang yang keluar?", "How much money was spent?"),
        ("pengeluaran dan penyaluran", "expenditure and disbursements"),
        "money",
        "spent",
    ),
    _money(
        "full_cost",
        ("Biaya penuh", "Full cost"),
        (
            "Berapa biaya program dengan bagiannya dari biaya bersama?",
            "What do programmes cost with shared cost?",
        ),
        (
            "biaya langsung + bagian biaya bersama dan administrasi",
            "direct cost + a part of shared cost and administration",
        ),
        "cost",
        "full_cost",
    ),
    _money(
        "service_cost",
        ("Biaya layanan", "Cost of services"),
        (
            "Berapa dari biaya penuh yang langsung untuk layanan?",
            "How much of the full cost is for services?",
        ),
        (
            "belanja program yang ditandai pencegahan atau penanganan",
            "programme spending tagged prevention or treatment",
        ),
        "cost",
        "service",
    ),
    _money(
        "shared_cost",
        ("Biaya bersama", "Shared cost"),
        (
            "Berapa dari biaya penuh yang merupakan biaya bersama?",
            "How much of the full cost is shared cost?",
        ),
        (
            "biaya bersama, dibagi per bulan menurut jam kontak",
            "shared cost, allocated by month by hours of contact",
        ),
        "cost",
        "shared",
    ),
    _money(
        "admin_cost",
        ("Biaya administrasi", "Administration"),
        ("Berapa dari biaya penuh yang untuk administrasi?", "How much of the full cost is administration?"),
        (
            "biaya administrasi, dibagi per bulan menurut jam kontak",
            "administration, allocated by month by hours of contact",
        ),
        "cost",
        "admin",
    ),
    _money(
        "unclassified_cost",
        ("Biaya tanpa sifat", "Cost of no recorded nature"),
        (
            "Berapa dari biaya penuh yang tidak tercatat untuk apa?",
            "How much of the full cost has no purpose recorded?",
        ),
        (
            "belanja program yang sifat biayanya belum ditandai; mungkin layanan, mungkin bukan",
            "programme spending whose nature is not tagged; it may be services or not",
        ),
        "cost",
        "unclassified",
    ),
    _per_outcome(
        "direct_cost_per_outcome",
        Words("Biaya langsung per hasil", "Direct cost per outcome"),
        Words(
            "Berapa belanja program sendiri untuk setiap klien yang mencapai hasil?",
            "What does each outcome that was achieved cost in the programme's own spending?",
        ),
        Words(
            "belanja langsung program pada masa ini ÷ hasil yang tercapai",
            "direct spending of the programmes ÷ outcomes achieved",
        ),
        "cost_per_outcome",
        "cost",
        "direct",
        None,
    ),
    _per_outcome(
        "cohort_cost_per_outcome",
        Words("Biaya per hasil selama layanan", "Cost per outcome over whole stays"),
        Words(
            "Berapa biaya penuh seluruh masa layanan mereka yang keluar, untuk setiap hasil?",
            "What did the whole stays of those who left cost in full, for each outcome?",
        ),
        Words(
            "Σ (biaya penuh sehari seorang × hari layanan) dari yang keluar ÷ hasil yang tercapai",
            "Σ (full cost of a person's day × days of the stay) of those who left ÷ outcomes achieved",
        ),
        "cohort_cost",
        "stay_cost",
        "stay_cost",
        "stays_achieved",
    ),
)
"""Supporting measures of money."""
