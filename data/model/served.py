"""People served: clients and households, from intake to follow-up. No names, ever."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from data.model.base import Record, column
from data.model.codes import (
    Answer,
    AnsweredBy,
    Blocker,
    CaseStepKind,
    ConfirmedBy,
    ExitReason,
    FollowUpStatus,
    GoalAuthor,
    Level,
    Outcome,
    Phase,
    PlacementKind,
    Risk,
    Role,
    RoleCaseKind,
    RoleCaseResult,
    Sex,
)
from locales.words import Words

_ORGANIZATION = ("Kode lembaga", "Organisation id")
_CLIENT = ("Kode klien", "Client id")
_ENROLLMENT = ("Kode pendaftaran", "Enrollment id")


class Household(Record):
    """A household."""

    table = "household"
    key = ("household_id",)
    label = Words("Rumah tangga", "Household")
    about = Words("Satu baris satu rumah tangga.", "One row for each household.")

    household_id: str = column("Kode rumah tangga", "Household id")
    organization_id: str = column(*_ORGANIZATION, refers="organization")
    size: int | None = column("Jumlah anggota", "Members", default=None, low=1, high=100)
    district: str | None = column("Kabupaten/kota", "District", default=None)


class Client(Record):
    """A person served by one organisation, under a pseudonym."""

    table = "client"
    key = ("client_id",)
    label = Words("Klien", "Client")
    about = Words(
        "Satu baris satu orang; tulis nomor kasus, jangan nama.",
        "One row for each person; write the case number, never a name.",
    )
    starter = True

    client_id: str = column(
        "Nomor kasus klien",
        "Client case number",
        pseudonym=True,
        hint=("Disamarkan saat diimpor.", "Turned into a pseudonym at import."),
    )
    organization_id: str = column(*_ORGANIZATION, refers="organization")
    case_number: str | None = column(
        "Nomor kasus (bila berbeda)",
        "Case number (if different)",
        default=None,
        sensitive=True,
        copies="client_id",
    )
    sex: Sex = column("Jenis kelamin", "Sex", default=Sex.unknown)
    birth_on: dt.date | None = column("Tanggal lahir", "Born on", default=None, past=True, sensitive=True)
    disability: Answer = column("Disabilitas", "Disability", default=Answer.unknown)
    category: str | None = column("Jenis PPKS", "PPKS category", default=None)
    district: str | None = column("Kabupaten/kota", "District", default=None)
    registered_on: dt.date | None = column("Terdaftar", "Registered on", default=None, past=True)


class Alias(Record):
    """Two pseudonyms that are one person."""

    table = "alias"
    key = ("alias_client_id",)
    label = Words("Klien yang sama", "Same client")
    about = Words("Dua nomor kasus yang ternyata satu orang.", "Two case numbers that are one person.")

    alias_client_id: str = column("Nomor kasus lain", "Other case number", pseudonym=True)
    organization_id: str = column(*_ORGANIZATION, refers="organization")
    client_id: str = column(
        "Nomor kasus yang dipakai", "Case number to keep", refers="client", pseudonym=True
    )


class Consent(Record):
    """Consent to keep and use somebody's data."""

    table = "consent"
    key = ("consent_id",)
    label = Words("Persetujuan", "Consent")
    about = Words("Satu baris satu persetujuan.", "One row for each consent.")
    order = (("given_on", "withdrawn_on"),)

    consent_id: str = column("Kode persetujuan", "Consent id")
    organization_id: str = column(*_ORGANIZATION, refers="organization")
    client_id: str = column(*_CLIENT, refers="client", pseudonym=True)
    purpose: str = column("Tujuan", "Purpose")
    by_guardian: bool = column("Oleh wali", "Given by a guardian", default=False)
    given_on: dt.date = column("Diberikan", "Given on", past=True)
    withdrawn_on: dt.date | None = column("Ditarik", "Withdrawn on", default=None, past=True)


class Enrollment(Record):
    """One stay of a client in a programme, from intake to exit."""

    table = "enrollment"
    key = ("enrollment_id",)
    label = Words("Pendaftaran", "Enrollment")
    about = Words(
        "Satu baris satu kali ikut program, dari masuk sampai keluar.",
        "One row for each stay in a programme, from intake to exit.",
    )
    order = (("entry_on", "exit_on"),)
    starter = True

    enrollment_id: str = column(*_ENROLLMENT)
    organization_id: str = column(*_ORGANIZATION, refers="organization")
    program_id: str = column("Kode program", "Programme id", refers="program")
    client_id: str = column(*_CLIENT, refers="client", pseudonym=True)
    household_id: str | None = column("Kode rumah tangga", "Household id", default=None, refers="household")
    community_id: str | None = column("Kode komunitas", "Community id", default=None, refers="community")
    entry_on: dt.date = column("Tanggal masuk", "Entry date", past=True)
    age_at_entry: int | None = column("Umur saat masuk", "Age at entry", default=None, low=0, high=120)
    problem: str | None = column("Masalah utama", "Main problem", default=None)
    risk_entry: Risk = column("Risiko saat masuk", "Risk at entry", default=Risk.unknown)
    problem_present_at_entry: Answer = column(
        "Masalah sudah ada saat masuk", "Problem present at entry", default=Answer.unknown
    )
    exit_on: dt.date | None = column("Tanggal keluar", "Exit date", default=None, past=True)
    exit_reason: ExitReason | None = column("Alasan keluar", "Exit reason", default=None)
    destination: str | None = column("Tujuan keluar", "Destination", default=None)
    outcome: Outcome | None = column(
        "Hasil",
        "Outcome",
        default=None,
        hint=(
            "Kosong bila masih berjalan; 'unknown' bila keluar tanpa dinilai.",
            "Empty while open; 'unknown' when the client left without assessment.",
        ),
    )
    risk_exit: Risk | None = column("Risiko saat keluar", "Risk at exit", default=None)
    self_reliant: Answer | None = column("Mandiri saat keluar", "Self-reliant at exit", default=None)
    worker: str | None = column("Petugas", "Worker", default=None, sensitive=True)


class Service(Record):
    """One service given to a client."""

    table = "service"
    key = ("service_id",)
    label = Words("Layanan", "Service")
    about = Words("Satu baris satu layanan atau bantuan.", "One row for each service or aid.")
    starter = True

    service_id: str = column("Kode layanan", "Service id")
    organization_id: str = column(*_ORGANIZATION, refers="organization")
    program_id: str | None = column("Kode program", "Programme id", default=None, refers="program")
    client_id: str | None = column(*_CLIENT, default=None, refers="client", pseudonym=True)
    enrollment_id: str | None = column(*_ENROLLMENT, default=None, refers="enrollment")
    service_on: dt.date = column("Tanggal", "Date", past=True)
    kind: str | None = column("Jenis layanan", "Kind of service", default=None)
    material_aid: bool = column("Bantuan barang/uang", "Material aid", default=False)
    amount: Decimal | None = column("Nilai", "Amount", default=None, low=0)
    currency: str | None = column("Mata uang", "Currency", default=None)
    funder_id: str | None = column("Kode penyandang dana", "Funder id", default=None, refers="funder")


class Contact(Record):
    """One contact with a client."""

    table = "contact"
    key = ("contact_id",)
    label = Words("Kontak", "Contact")
    about = Words("Satu baris satu kontak dengan klien.", "One row for each contact with a client.")

    contact_id: str = column("Kode kontak", "Contact id")
    organization_id: str = column(*_ORGANIZATION, refers="organization")
    program_id: str | None = column("Kode program", "Programme id", default=None, refers="program")
    client_id: str | None = column(*_CLIENT, default=None, refers="client", pseudonym=True)
    enrollment_id: str | None = column(*_ENROLLMENT, default=None, refers="enrollment")
    contact_on: dt.date = column("Tanggal", "Date", past=True)
    role: Role = column("Peran", "Role", default=Role.other)
    level: Level = column("Tingkat", "Level", default=Level.micro)
    hours: float | None = column("Jam", "Hours", default=None, low=0, high=1000)
    one_to_one: bool | None = column("Empat mata", "One to one", default=None)


class Measurement(Record):
    """One score on an instrument."""

    table = "measurement"
    key = ("measurement_id",)
    label = Words("Pengukuran", "Measurement")
    about = Words("Satu baris satu skor instrumen.", "One row for each score on an instrument.")

    measurement_id: str = column("Kode pengukuran", "Measurement id")
    organization_id: str = column(*_ORGANIZATION, refers="organization")
    client_id: str = column(*_CLIENT, refers="client", pseudonym=True)
    enrollment_id: str | None = column(*_ENROLLMENT, default=None, refers="enrollment")
    instrument_id: str = column("Kode instrumen", "Instrument id", refers="instrument")
    phase: Phase = column("Tahap", "Phase")
    measured_on: dt.date = column("Tanggal", "Measured on", past=True)
    score: float = column("Skor", "Score")


class FollowUp(Record):
    """A look back at a client after exit."""

    table = "follow_up"
    key = ("follow_up_id",)
    label = Words("Tindak lanjut", "Follow-up")
    about = Words("Satu baris satu tindak lanjut setelah keluar.", "One row for each follow-up after exit.")
    starter = True

    follow_up_id: str = column("Kode tindak lanjut", "Follow-up id")
    organization_id: str = column(*_ORGANIZATION, refers="organization")
    enrollment_id: str = column(*_ENROLLMENT, refers="enrollment")
    client_id: str = column(*_CLIENT, refers="client", pseudonym=True)
    due_on: dt.date = column("Jatuh tempo", "Due on")
    done_on: dt.date | None = column("Dilakukan", "Done on", default=None, past=True)
    status: FollowUpStatus = column("Hasil tindak lanjut", "Status", default=FollowUpStatus.due)
    event_on: dt.date | None = column("Tanggal kejadian", "Date of the event", default=None, past=True)
    worker: str | None = column("Petugas", "Worker", default=None, sensitive=True)


class Need(Record):
    """An assessed need."""

    table = "need"
    key = ("need_id",)
    label = Words("Kebutuhan", "Need")
    about = Words("Satu baris satu kebutuhan hasil asesmen.", "One row for each assessed need.")
    order = (("assessed_on", "answered_on"),)

    need_id: str = column("Kode kebutuhan", "Need id")
    organization_id: str = column(*_ORGANIZATION, refers="organization")
    program_id: str | None = column("Kode program", "Programme id", default=None, refers="program")
    client_id: str | None = column(*_CLIENT, default=None, refers="client", pseudonym=True)
    enrollment_id: str | None = column(*_ENROLLMENT, default=None, refers="enrollment")
    assessed_on: dt.date = column("Tanggal asesmen", "Assessed on", past=True)
    kind: str | None = column("Jenis kebutuhan", "Kind of need", default=None)
    answered_on: dt.date | None = column("Dijawab", "Answered on", default=None, past=True)
    answered_by: AnsweredBy | None = column("Dijawab oleh", "Answered by", default=None)
    blocker: Blocker | None = column("Penghalang", "Blocker", default=None)


class Referral(Record):
    """A client sent on to a partner."""

    table = "referral"
    key = ("referral_id",)
    label = Words("Rujukan", "Referral")
    about = Words("Satu baris satu rujukan ke mitra.", "One row for each referral to a partner.")
    order = (("made_on", "accepted_on"), ("made_on", "received_on"))

    referral_id: str = column("Kode rujukan", "Referral id")
    organization_id: str = column(*_ORGANIZATION, refers="organization")
    program_id: str | None = column("Kode program", "Programme id", default=None, refers="program")
    client_id: str | None = column(*_CLIENT, default=None, refers="client", pseudonym=True)
    enrollment_id: str | None = column(*_ENROLLMENT, default=None, refers="enrollment")
    partner_id: str | None = column("Kode mitra", "Partner id", default=None, refers="partner")
    made_on: dt.date = column("Dibuat", "Made on", past=True)
    accepted_on: dt.date | None = column("Diterima mitra", "Accepted on", default=None, past=True)
    received_on: dt.date | None = column("Layanan diterima", "Service received on", default=None, past=True)
    confirmed_by: ConfirmedBy | None = column("Dipastikan oleh", "Confirmed by", default=None)
    need_met: Answer | None = column("Kebutuhan terjawab", "Need met", default=None)


class CaseGoal(Record):
    """A goal in a client's own plan."""

    table = "case_goal"
    key = ("goal_id",)
    label = Words("Tujuan klien", "Case goal")
    about = Words("Satu baris satu tujuan dalam rencana klien.", "One row for each goal in a client's plan.")
    order = (("set_on", "closed_on"),)

    goal_id: str = column("Kode tujuan", "Goal id")
    organization_id: str = column(*_ORGANIZATION, refers="organization")
    program_id: str | None = column("Kode program", "Programme id", default=None, refers="program")
    client_id: str = column(*_CLIENT, refers="client", pseudonym=True)
    enrollment_id: str | None = column(*_ENROLLMENT, default=None, refers="enrollment")
    set_on: dt.date = column("Ditetapkan", "Set on", past=True)
    author: GoalAuthor = column("Ditetapkan oleh", "Set by")
    signed_by_client: bool | None = column("Ditandatangani klien", "Signed by the client", default=None)
    weight: float = column("Bobot", "Weight", default=1.0, low=0)
    attainment: int | None = column(
        "Capaian (−2 s.d. 2)", "Attainment (−2 to 2)", default=None, low=-2, high=2
    )
    progress_on: dt.date | None = column("Kemajuan terakhir", "Last progress on", default=None, past=True)
    closed_on: dt.date | None = column("Ditutup", "Closed on", default=None, past=True)


class CaseStep(Record):
    """A dated step of a case."""

    table = "case_step"
    key = ("step_id",)
    label = Words("Langkah kasus", "Case step")
    about = Words("Satu baris satu langkah kasus.", "One row for each step of a case.")

    step_id: str = column("Kode langkah", "Step id")
    organization_id: str = column(*_ORGANIZATION, refers="organization")
    enrollment_id: str = column(*_ENROLLMENT, refers="enrollment")
    kind: CaseStepKind = column("Langkah", "Step")
    done_on: dt.date = column("Tanggal", "Done on", past=True)


class RoleCase(Record):
    """A mediation, advocacy or protection case."""

    table = "role_case"
    key = ("case_id",)
    label = Words("Mediasi, pembelaan, perlindungan", "Mediation, advocacy, protection")
    about = Words(
        "Satu baris satu kasus mediasi, pembelaan, atau laporan perlindungan.",
        "One row for each mediation or advocacy case or protection alert.",
    )

    case_id: str = column("Kode kasus", "Case id")
    organization_id: str = column(*_ORGANIZATION, refers="organization")
    program_id: str | None = column("Kode program", "Programme id", default=None, refers="program")
    client_id: str | None = column(*_CLIENT, default=None, refers="client", pseudonym=True)
    kind: RoleCaseKind = column("Jenis kasus", "Kind of case")
    raised_at: dt.datetime = column("Dilaporkan (tanggal dan jam)", "Raised at", past=True)
    first_action_at: dt.datetime | None = column(
        "Tindakan pertama", "First action at", default=None, past=True
    )
    safety_plan_at: dt.datetime | None = column("Rencana aman", "Safety plan at", default=None, past=True)
    closed_on: dt.date | None = column("Ditutup", "Closed on", default=None, past=True)
    result: RoleCaseResult | None = column("Hasil", "Result", default=None)
    checked_on: dt.date | None = column("Diperiksa lagi", "Checked again on", default=None, past=True)
    kept: Answer | None = column("Kesepakatan bertahan", "Agreement kept", default=None)
    worker: str | None = column("Petugas", "Worker", default=None, sensitive=True)


class Placement(Record):
    """A client linked to work, a market or a school."""

    table = "placement"
    key = ("placement_id",)
    label = Words("Penempatan", "Placement")
    about = Words("Satu baris satu penempatan klien.", "One row for each placement of a client.")
    order = (("placed_on", "checked_on"),)

    placement_id: str = column("Kode penempatan", "Placement id")
    organization_id: str = column(*_ORGANIZATION, refers="organization")
    program_id: str | None = column("Kode program", "Programme id", default=None, refers="program")
    client_id: str = column(*_CLIENT, refers="client", pseudonym=True)
    enrollment_id: str | None = column(*_ENROLLMENT, default=None, refers="enrollment")
    kind: PlacementKind = column("Jenis", "Kind")
    placed_on: dt.date = column("Mulai", "Placed on", past=True)
    checked_on: dt.date | None = column("Diperiksa", "Checked on", default=None, past=True)
    still_there: Answer | None = column("Masih di sana", "Still there", default=None)
    income_before: Decimal | None = column("Penghasilan sebelum", "Income before", default=None, low=0)
    income_after: Decimal | None = column("Penghasilan sesudah", "Income after", default=None, low=0)
    currency: str | None = column("Mata uang", "Currency", default=None)
