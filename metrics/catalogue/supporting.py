"""Supporting measures: no indicators of success, but asked for everywhere."""

from __future__ import annotations

from typing import Literal

from locales.words import Words
from metrics.catalogue.definition import Indicator, Kind

_ACTIVITY = Words("Kegiatan bukan hasil.", "Activity is not outcome.")
_SPENDING = Words("Uang yang keluar bukan hasil.", "Money spent is not outcome.")


def _count(
    id: str,
    name: tuple[str, str],
    question: tuple[str, str],
    formula: tuple[str, str],
    fact: str,
    measure: str,
    *,
    unit: str = "count",
    kind: Kind = "count",
    direction: Literal["up", "down", "neutral"] = "neutral",
    cadence: Literal["weekly", "monthly", "quarterly"] = "weekly",
    flow: bool = False,
) -> Indicator:
    """A supporting count."""
    return Indicator(
        id=id,
        name=Words(*name),
        question=Words(*question),
        formula=Words(*formula),
        caution=_ACTIVITY,
        principle=None,
        seed="",
        kind=kind,
        fact=fact,
        numerator=measure,
        unit=unit,
        direction=direction,
        cadence=cadence,
        combines="sum" if kind == "count" else "last" if kind == "stock" else "none",
        minimum=1,
        flow=flow,
    )


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


SUPPORTING: tuple[Indicator, ...] = (
    _count(
        "people_served",
        ("Orang dilayani", "People served"),
        ("Berapa orang berbeda yang ikut program pada masa ini?", "How many different people were enrolled?"),
        ("klien berbeda yang terdaftar pada hari apa pun", "different clients enrolled on any day"),
        "people",
        "people_served",
        unit="people",
        kind="unique_people",
        cadence="monthly",
    ),
    _count(
        "intakes",
        ("Klien masuk", "Intakes"),
        ("Berapa yang masuk program?", "How many entered a programme?"),
        ("pendaftaran menurut tanggal masuk", "enrollments by entry date"),
        "intake",
        "intakes",
        flow=True,
    ),
    _count(
        "exits",
        ("Klien keluar", "Exits"),
        ("Berapa yang keluar dari program?", "How many left a programme?"),
        ("semua yang keluar, juga yang dikecualikan", "all exits, excluded ones too"),
        "exit",
        "exits",
        flow=True,
    ),
    _count(
        "clients_left",
        ("Klien berbeda yang keluar", "Different clients who left"),
        (
            "Berapa orang berbeda di balik semua yang keluar?",
            "How many different people are behind the exits?",
        ),
        ("klien berbeda yang keluar, sekali per masa", "different clients with an exit, once in a period"),
        "leavers",
        "clients_left",
        unit="people",
        kind="unique_people",
        cadence="monthly",
    ),
    _count(
        "clients_counted",
        ("Klien berbeda yang dinilai", "Different clients whose exit counts"),
        (
            "Berapa orang berbeda di balik yang keluar dan dihitung hasilnya?",
            "How many different people are behind the exits whose outcome counts?",
        ),
        (
            "klien berbeda yang keluar tanpa dikecualikan, sekali per masa",
            "different clients with an exit that is not left out, once in a period",
        ),
        "leavers",
        "clients_counted",
        unit="people",
        kind="unique_people",
        cadence="monthly",
    ),
    _count(
        "outcomes_achieved",
        ("Hasil tercapai", "Outcomes achieved"),
        ("Berapa klien yang keluar dengan hasil tercapai?", "How many left with the outcome achieved?"),
        (
            "keluar dengan hasil tercapai menurut aturan program",
            "exits with the outcome by the programme's rule",
        ),
        "exit",
        "achieved",
        unit="people",
        direction="up",
        cadence="monthly",
    ),
    _count(
        "exits_excluded",
        ("Keluar yang tidak dihitung", "Exits left out"),
        (
            "Berapa yang keluar tetapi dikecualikan aturan hasil?",
            "How many exits does the outcome rule exclude?",
        ),
        ("keluar dengan hasil 'tidak dihitung'", "exits with the outcome 'excluded'"),
        "exit",
        "exits_excluded",
        cadence="monthly",
    ),
    _count(
        "returns",
        ("Kembali masuk", "Returns"),
        (
            "Berapa yang keluar dengan hasil lalu masuk lagi?",
            "How many left with the outcome and entered again?",
        ),
        (
            "keluar tercapai yang masuk lembaga yang sama lagi 14–365 hari kemudian",
            "achieved exits that entered the same organisation again 14 to 365 days later",
        ),
        "exit",
        "returns",
        direction="down",
        cadence="monthly",
    ),
    _count(
        "open_cases",
        ("Kasus terbuka", "Open cases"),
        ("Berapa yang masih ikut program pada akhir masa ini?", "How many were enrolled at the end?"),
        ("masuk dikurangi keluar sampai hari terakhir", "entered less left, up to the last day"),
        "caseload",
        "open_cases",
        kind="stock",
    ),
    _count(
        "cases_past_plan",
        ("Kasus lewat rencana", "Cases past plan"),
        ("Berapa kasus yang lebih lama daripada rencana program?", "How many cases are older than planned?"),
        ("kasus terbuka yang melewati lama rencana", "open cases beyond the planned days"),
        "overrun",
        "past_plan",
        kind="stock",
        direction="down",
    ),
    _count(
        "follow_ups_overdue",
        ("Tindak lanjut lewat tempo", "Overdue follow-ups"),
        (
            "Berapa tindak lanjut yang sudah jatuh tempo dan belum dilakukan?",
            "How many follow-ups are overdue?",
        ),
        ("jatuh tempo dikurangi yang sudah dilakukan", "due less done"),
        "overdue",
        "follow_ups_overdue",
        kind="stock",
        direction="down",
        flow=True,
    ),
    _count(
        "contacts",
        ("Kontak dengan klien", "Contacts"),
        ("Berapa kontak dengan klien?", "How many contacts were there?"),
        ("kontak menurut tanggal", "contacts by date"),
        "contact",
        "contacts",
        flow=True,
    ),
    _count(
        "services",
        ("Layanan diberikan", "Services given"),
        ("Berapa layanan yang diberikan?", "How many services were given?"),
        ("layanan menurut tanggal", "services by date"),
        "service",
        "services",
        flow=True,
    ),
    Indicator(
        id="dropout_share",
        name=Words("Putus di tengah jalan", "Dropped out"),
        question=Words(
            "Dari yang keluar, berapa yang putus di tengah jalan?", "Of exits, how many dropped out?"
        ),
        formula=Words("putus ÷ semua yang keluar dan dihitung", "dropped out ÷ all eligible exits"),
        caution=Words("Alasan keluar sering tidak dicatat.", "Exit reasons are often not recorded."),
        principle=None,
        seed="",
        kind="rate",
        fact="exit",
        numerator="dropped_out",
        denominator="eligible",
        direction="down",
        cadence="monthly",
        interval="wilson",
    ),
    Indicator(
        id="record_completeness",
        name=Words("Kelengkapan catatan", "Record completeness"),
        question=Words(
            "Dari isian yang diperlukan angka utama, berapa yang terisi?",
            "Of the fields that headline numbers need, how many are filled?",
        ),
        formula=Words("isian terisi ÷ isian yang diharapkan", "fields filled ÷ fields expected"),
        caution=Words("Lengkap belum tentu benar.", "Complete is not the same as right."),
        principle=None,
        seed="000·s5",
        kind="rate",
        fact="completeness",
        numerator="fields_filled",
        denominator="fields_expected",
        direction="up",
        cadence="weekly",
        interval="wilson",
    ),
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
            "belanja program selain biaya bersama dan administrasi",
            "programme spending but shared cost and administration",
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
    Indicator(
        id="reported_rate",
        name=Words("Persentase yang dilaporkan", "Rate as reported"),
        question=Words(
            "Berapa persentase yang dilaporkan sendiri, dan dari berapa orang?",
            "What rate do they report themselves, and of how many?",
        ),
        formula=Words(
            "pembilang yang dilaporkan ÷ penyebut yang dilaporkan, masa terakhir",
            "numerator as reported ÷ denominator as reported, last period",
        ),
        caution=Words(
            "Dihitung orang lain dengan aturannya sendiri; Hasil tidak bisa memeriksanya.",
            "Counted by somebody else by their own rules; Hasil cannot check it.",
        ),
        principle=None,
        seed="",
        kind="reported_rates",
        fact="promise_period",
        numerator="reported_numerator",
        denominator="reported_denominator",
        direction="neutral",
        cadence="monthly",
        combines="none",
        interval="wilson",
        minimum=10,
    ),
)
