"""Who acts: organisations, programmes, funders, grants, partners, staff and volunteers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from data.model.base import Record, column
from data.model.codes import (
    ActorType,
    CostMethod,
    EvidenceLevel,
    ExitReason,
    FunderKind,
    HsoFunction,
    LegalForm,
    Outcome,
    OutcomeRuleName,
    Phase,
    Pillar,
    ProgramKind,
)
from locales.words import Words


class Organization(Record):
    """An organisation whose work is measured."""

    table = "organization"
    key = ("organization_id",)
    label = Words("Lembaga", "Organisation")
    about = Words("Satu baris satu lembaga.", "One row for each organisation.")
    starter = True

    organization_id: str = column("Kode lembaga", "Organisation id")
    name: str = column("Nama lembaga", "Name")
    legal_form: LegalForm | None = column("Bentuk hukum", "Legal form", default=None)
    actor_type: ActorType | None = column(
        "Jenis pelaku (UU 11/2009 ps. 38)", "Actor type (UU 11/2009 art. 38)", default=None
    )
    registration_number: str | None = column("Nomor pendaftaran", "Registration number", default=None)
    registered_on: dt.date | None = column("Terdaftar sejak", "Registered on", default=None, past=True)
    is_social: bool | None = column("Organisasi sosial", "Social organisation", default=None)
    is_local: bool | None = column("Organisasi lokal", "Local organisation", default=None)
    country: str | None = column("Negara", "Country", default=None)
    base_currency: str = column("Mata uang dasar", "Base currency", default="IDR")
    fiscal_year_start: int = column(
        "Bulan awal tahun buku", "First month of the fiscal year", default=1, low=1, high=12
    )


class Program(Record):
    """A programme: the unit whose outcomes are counted."""

    table = "program"
    key = ("program_id",)
    label = Words("Program", "Programme")
    about = Words("Satu baris satu program dari satu lembaga.", "One row for each programme.")
    order = (("started_on", "ended_on"),)
    starter = True

    program_id: str = column("Kode program", "Programme id")
    organization_id: str = column("Kode lembaga", "Organisation id", refers="organization")
    name: str = column("Nama program", "Name")
    source_id: str | None = column("Kode pada sumber", "Id in the source", default=None)
    kind: ProgramKind | None = column("Jenis program", "Kind of programme", default=None)
    hso_function: HsoFunction | None = column("Fungsi", "Function", default=None)
    pillar: Pillar | None = column("Pilar", "Pillar", default=None)
    client_category: str | None = column("Kelompok klien (PPKS)", "Client category (PPKS)", default=None)
    project_type: str | None = column("Jenis proyek pada sumber", "Project type in the source", default=None)
    evidence_level: EvidenceLevel | None = column("Tingkat bukti", "Evidence level", default=None)
    planned_days: int | None = column("Lama rencana (hari)", "Planned days", default=None, low=1, high=36500)
    outcome_words: str | None = column(
        "Hasil tercapai bila",
        "An outcome is achieved when",
        default=None,
        hint=(
            "Satu kalimat yang dipegang semua petugas.",
            "One sentence that all staff go by.",
        ),
    )
    outcome_rule: OutcomeRuleName = column(
        "Aturan hasil",
        "Outcome rule",
        default=OutcomeRuleName.as_recorded,
        hint=(
            "'own': baris lembar outcome_rule_line dengan versi ini yang memutuskan.",
            "'own': the lines of the sheet outcome_rule_line with this version decide.",
        ),
    )
    outcome_rule_version: str = column("Versi aturan hasil", "Outcome rule version", default="1")
    follow_up_days: int = column(
        "Masa tindak lanjut (hari)", "Follow-up horizon (days)", default=365, low=1, high=3660
    )
    cost_method: CostMethod = column("Cara hitung biaya", "Cost method", default=CostMethod.period)
    started_on: dt.date | None = column("Mulai", "Started on", default=None)
    ended_on: dt.date | None = column("Selesai", "Ended on", default=None)
    status: str | None = column("Status pada sumber", "Status in the source", default=None)
    parent_id: str | None = column("Program induk", "Parent programme", default=None)
    hierarchy: int | None = column("Tingkat hierarki", "Hierarchy level", default=None)
    location: str | None = column("Lokasi", "Location", default=None)


class OutcomeRuleLine(Record):
    """One line of a programme's own outcome rule; of the lines that fit, the one with the lowest step decides."""

    table = "outcome_rule_line"
    key = ("program_id", "rule_version", "step")
    label = Words("Baris aturan hasil", "Outcome rule line")
    about = Words(
        "Satu baris satu syarat; baris pertama yang cocok memutuskan hasil. Sel kosong berarti tanpa syarat.",
        "One row for each condition; the first that fits decides the outcome. An empty cell sets no condition.",
    )
    starter = True

    organization_id: str = column("Kode lembaga", "Organisation id", refers="organization")
    program_id: str = column("Kode program", "Programme id", refers="program")
    rule_version: str = column(
        "Versi aturan",
        "Rule version",
        default="1",
        hint=(
            "Aturan yang berubah mendapat versi baru; versi lama tetap tersimpan.",
            "A rule that changes gets a new version; the old one is kept.",
        ),
    )
    step: int = column("Urutan", "Order", low=1, high=99)
    exit_reason: ExitReason | None = column(
        "Alasan keluar",
        "Exit reason",
        default=None,
        hint=(
            "Yang meninggal, salah catat atau tercatat ganda hanya dinilai bila alasannya disebut di sini.",
            "Those who died, were entered by mistake or twice are judged only where the reason stands here.",
        ),
    )
    destination: str | None = column(
        "Tujuan keluar",
        "Destination",
        default=None,
        hint=("Persis seperti dicatat petugas.", "Just as staff write it."),
    )
    instrument_id: str | None = column("Instrumen", "Instrument", default=None, refers="instrument")
    phase: Phase = column(
        "Skor pada tahap",
        "Score taken",
        default=Phase.exit,
        hint=(
            "Skor terakhir pada tahap itu; saat keluar berarti paling jauh 30 hari dari tanggal keluar.",
            "The last score of that phase; at exit means within 30 days of the exit.",
        ),
    )
    score_at_least: float | None = column("Skor paling rendah", "Score at least", default=None)
    score_at_most: float | None = column("Skor paling tinggi", "Score at most", default=None)
    improved_by: float | None = column(
        "Membaik sedikitnya",
        "Improved by at least",
        default=None,
        low=0,
        hint=(
            "Poin lebih baik daripada skor awal, ke arah yang baik menurut instrumen.",
            "Points better than the baseline, in the instrument's good direction.",
        ),
    )
    outcome: Outcome = column("Maka hasilnya", "Then the outcome is")


class Community(Record):
    """A community that the organisation works with."""

    table = "community"
    key = ("community_id",)
    label = Words("Komunitas", "Community")
    about = Words("Satu baris satu komunitas dampingan.", "One row for each community.")

    community_id: str = column("Kode komunitas", "Community id")
    organization_id: str = column("Kode lembaga", "Organisation id", refers="organization")
    name: str = column("Nama komunitas", "Name")
    district: str | None = column("Kabupaten/kota", "District", default=None)


class Funder(Record):
    """A source of money."""

    table = "funder"
    key = ("funder_id",)
    label = Words("Penyandang dana", "Funder")
    about = Words("Satu baris satu sumber dana.", "One row for each source of money.")
    starter = True

    funder_id: str = column("Kode penyandang dana", "Funder id")
    name: str = column("Nama", "Name")
    kind: FunderKind = column("Jenis sumber", "Kind of source", default=FunderKind.other)
    ultimate_funder_id: str | None = column(
        "Penyandang dana asal",
        "Ultimate funder",
        default=None,
        hint=("Bila dana disalurkan lewat pihak lain.", "When money comes through somebody else."),
    )


class GrantAward(Record):
    """A grant that a funder gives an organisation."""

    table = "grant_award"
    key = ("grant_id",)
    label = Words("Hibah", "Grant")
    about = Words("Satu baris satu hibah.", "One row for each grant.")
    order = (("started_on", "ended_on"),)
    starter = True

    grant_id: str = column("Kode hibah", "Grant id")
    organization_id: str = column("Kode lembaga", "Organisation id", refers="organization")
    funder_id: str = column("Kode penyandang dana", "Funder id", refers="funder")
    name: str = column("Nama hibah", "Name")
    amount: Decimal | None = column("Nilai", "Amount", default=None, low=0)
    currency: str | None = column("Mata uang", "Currency", default=None)
    started_on: dt.date | None = column("Mulai", "Started on", default=None)
    ended_on: dt.date | None = column("Selesai", "Ended on", default=None)


class GrantShare(Record):
    """The part of a programme's cost that a grant carries in a month."""

    table = "grant_share"
    key = ("grant_id", "program_id", "month_on")
    label = Words("Bagian hibah", "Grant share")
    about = Words(
        "Bagian biaya program yang ditanggung satu hibah pada satu bulan (0–1).",
        "The part of a programme's cost that a grant carries in one month (0–1).",
    )

    grant_id: str = column("Kode hibah", "Grant id", refers="grant_award")
    program_id: str = column("Kode program", "Programme id", refers="program")
    month_on: dt.date = column("Bulan (tanggal 1)", "Month (first day)")
    share: float = column("Bagian", "Share", low=0, high=1)


class Partner(Record):
    """An organisation that clients are referred to or that works alongside."""

    table = "partner"
    key = ("partner_id",)
    label = Words("Mitra", "Partner")
    about = Words("Satu baris satu mitra.", "One row for each partner.")

    partner_id: str = column("Kode mitra", "Partner id")
    organization_id: str = column("Kode lembaga", "Organisation id", refers="organization")
    name: str = column("Nama mitra", "Name")
    kind: str | None = column("Jenis", "Kind", default=None)


class StaffPost(Record):
    """A post, filled or not; no names."""

    table = "staff_post"
    key = ("post_id",)
    label = Words("Jabatan petugas", "Staff post")
    about = Words("Satu baris satu jabatan, tanpa nama orang.", "One row for each post, without names.")
    order = (("started_on", "ended_on"),)

    post_id: str = column("Kode jabatan", "Post id")
    organization_id: str = column("Kode lembaga", "Organisation id", refers="organization")
    program_id: str | None = column("Kode program", "Programme id", default=None, refers="program")
    role: str | None = column("Peran", "Role", default=None)
    full_time_equivalent: float = column(
        "Porsi waktu penuh", "Full-time equivalent", default=1.0, low=0, high=1
    )
    serves_clients: bool = column("Melayani klien", "Serves clients", default=True)
    certified_until_on: dt.date | None = column("Sertifikat berlaku sampai", "Certified until", default=None)
    started_on: dt.date | None = column("Mulai", "Started on", default=None, past=True)
    ended_on: dt.date | None = column("Selesai", "Ended on", default=None)


class VolunteerSpell(Record):
    """A volunteer's time with the organisation; no names."""

    table = "volunteer_spell"
    key = ("spell_id",)
    label = Words("Masa relawan", "Volunteer spell")
    about = Words("Satu baris satu masa kerja relawan.", "One row for each spell of volunteering.")
    order = (("started_on", "ended_on"), ("started_on", "last_active_on"))

    spell_id: str = column("Kode masa relawan", "Spell id")
    organization_id: str = column("Kode lembaga", "Organisation id", refers="organization")
    started_on: dt.date = column("Mulai", "Started on", past=True)
    last_active_on: dt.date | None = column("Terakhir aktif", "Last active on", default=None, past=True)
    ended_on: dt.date | None = column("Selesai", "Ended on", default=None, past=True)
    hours: float | None = column("Jam", "Hours", default=None, low=0, high=100000)
