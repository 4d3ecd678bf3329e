"""Code lists: every enumeration of the record tables, with a label in both languages."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from locales.words import Words


class Codes(StrEnum):
    """An enumeration whose members are stored by code and read by label.

    >>> Sex.female.label.id
    'Perempuan'
    """

    label: Words

    def __new__(cls, code: str, id: str, en: str) -> Self:  # noqa: A002 - the language code is the name
        """Make a member from its code and its Indonesian and English labels."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = Words(id, en)
        return member


class Answer(Codes):
    """Yes, no, or nobody knows: unknown is an answer of its own."""

    yes = "yes", "Ya", "Yes"
    no = "no", "Tidak", "No"
    unknown = "unknown", "Tidak diketahui", "Unknown"


class Sex(Codes):
    """Sex as the client gave it."""

    female = "female", "Perempuan", "Female"
    male = "male", "Laki-laki", "Male"
    other = "other", "Lainnya", "Other"
    unknown = "unknown", "Tidak diketahui", "Unknown"


class AgeGroup(Codes):
    """Age groups that meet the limits of the 26 PPKS types."""

    under_5 = "0-4", "0–4 tahun", "0–4 years"
    child = "5-17", "5–17 tahun", "5–17 years"
    adult = "18-59", "18–59 tahun", "18–59 years"
    older = "60+", "60 tahun ke atas", "60 years and over"
    unknown = "unknown", "Tidak diketahui", "Unknown"


class Risk(Codes):
    """How much is at stake for the client."""

    low = "low", "Rendah", "Low"
    medium = "medium", "Sedang", "Medium"
    high = "high", "Tinggi", "High"
    unknown = "unknown", "Tidak diketahui", "Unknown"


class Outcome(Codes):
    """The outcome of an enrollment by the programme's own rule."""

    achieved = "achieved", "Tercapai", "Achieved"
    not_achieved = "not_achieved", "Belum tercapai", "Not achieved"
    unknown = "unknown", "Tidak diketahui", "Unknown"
    excluded = "excluded", "Tidak dihitung", "Excluded"


class ExitReason(Codes):
    """Why an enrollment ended."""

    completed = "completed", "Selesai", "Completed"
    dropped_out = "dropped_out", "Putus di tengah jalan", "Dropped out"
    transferred = "transferred", "Pindah ke lembaga lain", "Transferred"
    moved_away = "moved_away", "Pindah tempat tinggal", "Moved away"
    expelled = "expelled", "Dikeluarkan", "Asked to leave"
    deceased = "deceased", "Meninggal", "Deceased"
    admin_error = "admin_error", "Salah catat", "Entered by mistake"
    duplicate = "duplicate", "Tercatat ganda", "Duplicate"
    other = "other", "Lainnya", "Other"
    unknown = "unknown", "Tidak diketahui", "Unknown"


class ProgramKind(Codes):
    """What a programme does for people; only like kinds are compared."""

    prevention = "prevention", "Pencegahan", "Prevention"
    treatment = "treatment", "Penanganan", "Treatment"
    empowerment = "empowerment", "Pemberdayaan", "Empowerment"
    protection = "protection", "Perlindungan", "Protection"
    social_assistance = "social_assistance", "Bantuan sosial", "Social assistance"


class HsoFunction(Codes):
    """The functions of human service organisations (seed 002)."""

    socialization = "socialization", "Sosialisasi", "Socialisation"
    social_control = "social_control", "Kontrol sosial", "Social control"
    social_integration = "social_integration", "Integrasi sosial", "Social integration"
    critical_resources = "critical_resources", "Sumber daya kritis", "Critical resources"


class Pillar(Codes):
    """The four pillars of social welfare in UU 11/2009."""

    rehabilitation = "rehabilitation", "Rehabilitasi sosial", "Social rehabilitation"
    security = "security", "Jaminan sosial", "Social security"
    empowerment = "empowerment", "Pemberdayaan sosial", "Social empowerment"
    protection = "protection", "Perlindungan sosial", "Social protection"


class EvidenceLevel(Codes):
    """How far an outcome may be claimed."""

    E0 = "E0", "Kegiatan dihitung", "Activity counted"
    E1 = "E1", "Hasil teramati, tanpa pembanding", "Outcome observed, no comparison"
    E2 = "E2", "Sumbangan masuk akal", "Plausible contribution"
    E3 = "E3", "Ada kelompok pembanding", "Comparison group"


class CostMethod(Codes):
    """How shared cost is allocated."""

    period = "period", "Biaya dalam periode", "Cost of the period"


class LegalForm(Codes):
    """Legal form of an organisation."""

    foundation = "foundation", "Yayasan", "Foundation"
    association = "association", "Perkumpulan", "Association"
    government = "government", "Lembaga pemerintah", "Government body"
    community = "community", "Kelompok masyarakat", "Community group"
    international = "international", "Lembaga internasional", "International organisation"
    company = "company", "Perusahaan", "Company"
    other = "other", "Lainnya", "Other"


class ActorType(Codes):
    """Who may take part in social welfare by UU 11/2009, article 38."""

    person = "person", "Perseorangan", "Person"
    family = "family", "Keluarga", "Family"
    religious = "religious", "Organisasi keagamaan", "Religious organisation"
    social = "social", "Organisasi sosial kemasyarakatan", "Social organisation"
    ngo = "ngo", "Lembaga swadaya masyarakat", "Non-governmental organisation"
    professional = "professional", "Organisasi profesi", "Professional organisation"
    business = "business", "Badan usaha", "Business"
    welfare_institution = (
        "welfare_institution",
        "Lembaga kesejahteraan sosial",
        "Social welfare institution",
    )
    foreign_institution = (
        "foreign_institution",
        "Lembaga kesejahteraan sosial asing",
        "Foreign welfare institution",
    )
    government = "government", "Pemerintah", "Government"
    other = "other", "Lainnya", "Other"


class FunderKind(Codes):
    """Where money comes from."""

    government = "government", "Pemerintah", "Government"
    multilateral = "multilateral", "Lembaga multilateral", "Multilateral body"
    foundation = "foundation", "Yayasan donor", "Foundation"
    ngo = "ngo", "LSM", "Non-governmental organisation"
    company = "company", "Perusahaan", "Company"
    individual = "individual", "Perorangan", "Individuals"
    earned = "earned", "Usaha sendiri", "Earned income"
    local = "local", "Penggalangan dana lokal", "Local fundraising"
    endowment = "endowment", "Dana abadi", "Endowment"
    other = "other", "Lainnya", "Other"


class LedgerKind(Codes):
    """What a ledger entry is. Only income, disbursement and expenditure are money that moved."""

    income = "income", "Pemasukan", "Income"
    commitment = "commitment", "Komitmen", "Commitment"
    disbursement = "disbursement", "Penyaluran", "Disbursement"
    expenditure = "expenditure", "Pengeluaran", "Expenditure"
    commitment_in = "commitment_in", "Komitmen masuk", "Incoming commitment"
    commitment_out = "commitment_out", "Komitmen keluar", "Outgoing commitment"
    pledge = "pledge", "Janji dana", "Pledge"
    loan = "loan", "Pinjaman", "Loan"
    other = "other", "Lainnya", "Other"


class Nature(Codes):
    """What a cost is for."""

    prevention = "prevention", "Pencegahan", "Prevention"
    treatment = "treatment", "Penanganan", "Treatment"
    shared = "shared", "Biaya bersama", "Shared cost"
    admin = "admin", "Administrasi", "Administration"
    fundraising = "fundraising", "Penggalangan dana", "Fundraising"
    unknown = "unknown", "Belum ditandai", "Not tagged"


class ContributionKind(Codes):
    """Resources that others bring."""

    cofunding = "cofunding", "Dana mitra", "Partner funding"
    in_kind = "in_kind", "Barang dan jasa", "Goods and services"
    volunteer_hours = "volunteer_hours", "Jam relawan", "Volunteer hours"


class Role(Codes):
    """The five roles of a social worker (seed 003)."""

    facilitator = "facilitator", "Fasilitator", "Facilitator"
    broker = "broker", "Broker", "Broker"
    mediator = "mediator", "Mediator", "Mediator"
    advocate = "advocate", "Pembela", "Advocate"
    protector = "protector", "Pelindung", "Protector"
    other = "other", "Lainnya", "Other"


class Level(Codes):
    """The level that practice works on."""

    micro = "micro", "Mikro", "Micro"
    mezzo = "mezzo", "Mezzo", "Mezzo"
    macro = "macro", "Makro", "Macro"


class Phase(Codes):
    """When a measurement was taken."""

    baseline = "baseline", "Awal", "Baseline"
    during = "during", "Selama layanan", "During service"
    exit = "exit", "Saat keluar", "At exit"
    follow_up = "follow_up", "Tindak lanjut", "Follow-up"


class FollowUpStatus(Codes):
    """What a follow-up found."""

    due = "due", "Belum dilakukan", "Not done yet"
    well = "well", "Baik, tidak kembali", "Well, no return"
    returned = "returned", "Masalah kembali", "Problem returned"
    not_reached = "not_reached", "Tidak terhubung", "Not reached"
    refused = "refused", "Menolak", "Refused"
    moved_away = "moved_away", "Pindah", "Moved away"
    deceased = "deceased", "Meninggal", "Deceased"


class Blocker(Codes):
    """Why a need was not answered (seed 003)."""

    not_available = "not_available", "Sumber tidak ada", "Not available"
    not_seen = "not_seen", "Sumber tidak terlihat", "Not seen"
    not_responsive = "not_responsive", "Sumber tidak tanggap", "Not responsive"
    conflict_of_interest = "conflict_of_interest", "Benturan kepentingan", "Conflict of interest"


class AnsweredBy(Codes):
    """Who answered a need."""

    own = "own", "Layanan sendiri", "Own service"
    partner = "partner", "Mitra", "Partner"


class ConfirmedBy(Codes):
    """Who said that a referral was received."""

    client = "client", "Klien", "Client"
    partner = "partner", "Mitra", "Partner"
    referrer = "referrer", "Perujuk", "Referrer"


class GoalAuthor(Codes):
    """Who set a goal."""

    client = "client", "Klien", "Client"
    joint = "joint", "Bersama", "Jointly"
    worker = "worker", "Petugas", "Worker"


class CaseStepKind(Codes):
    """Steps of a case in their order (PP 39/2012)."""

    intake = "intake", "Penerimaan", "Intake"
    assessment = "assessment", "Asesmen", "Assessment"
    plan = "plan", "Rencana", "Plan"
    intervention = "intervention", "Intervensi", "Intervention"
    resocialisation = "resocialisation", "Resosialisasi", "Resocialisation"
    termination = "termination", "Terminasi", "Termination"
    aftercare = "aftercare", "Pembinaan lanjut", "Aftercare"


class RoleCaseKind(Codes):
    """Cases of the mediator, the advocate and the protector."""

    mediation = "mediation", "Mediasi", "Mediation"
    advocacy = "advocacy", "Pembelaan", "Advocacy"
    protection = "protection", "Perlindungan", "Protection"


class RoleCaseResult(Codes):
    """How such a case ended."""

    agreed = "agreed", "Sepakat", "Agreed"
    not_agreed = "not_agreed", "Tidak sepakat", "Not agreed"
    adopted = "adopted", "Usul diterima", "Adopted"
    partly_adopted = "partly_adopted", "Diterima sebagian", "Partly adopted"
    rejected = "rejected", "Ditolak", "Rejected"
    safe = "safe", "Aman", "Safe"
    harm_repeated = "harm_repeated", "Terulang", "Harm repeated"
    open = "open", "Masih berjalan", "Still open"


class PlacementKind(Codes):
    """What a client was linked to."""

    job = "job", "Pekerjaan", "Job"
    buyer = "buyer", "Pembeli", "Buyer"
    cooperative = "cooperative", "Koperasi", "Cooperative"
    school = "school", "Sekolah", "School"


class SurveyMode(Codes):
    """How an answer was given."""

    anonymous = "anonymous", "Tanpa nama", "Anonymous"
    self_administered = "self_administered", "Diisi sendiri", "Self-administered"
    staff = "staff", "Ditanya petugas", "Asked by staff"
    third_party = "third_party", "Ditanya pihak lain", "Asked by a third party"
    unknown = "unknown", "Tidak diketahui", "Unknown"


class AnswerState(Codes):
    """Whether an answer counts."""

    valid = "valid", "Dijawab", "Answered"
    dont_know = "dont_know", "Tidak tahu", "Don't know"
    prefer_not_to_answer = "prefer_not_to_answer", "Tidak mau menjawab", "Prefers not to answer"
    skipped = "skipped", "Tidak ditanyakan", "Not asked"


class MilestoneLead(Codes):
    """Who led an activity."""

    community = "community", "Warga", "Community member"
    staff = "staff", "Petugas", "Staff"
    government = "government", "Pemerintah", "Government"
    other = "other", "Lainnya", "Other"


class ResultType(Codes):
    """What a promise is about."""

    output = "output", "Keluaran", "Output"
    outcome = "outcome", "Hasil", "Outcome"
    impact = "impact", "Dampak", "Impact"
    other = "other", "Lainnya", "Other"


class Measure(Codes):
    """How a reported value is expressed."""

    unit = "unit", "Jumlah", "Count"
    percentage = "percentage", "Persen", "Percentage"
    nominal = "nominal", "Nominal", "Nominal"
    ordinal = "ordinal", "Ordinal", "Ordinal"
    qualitative = "qualitative", "Kualitatif", "Qualitative"


class Direction(Codes):
    """Which way is better."""

    up = "up", "Naik lebih baik", "Higher is better"
    down = "down", "Turun lebih baik", "Lower is better"
    neutral = "neutral", "Tanpa arah", "No direction"


class TargetKind(Codes):
    """Whether a target is a level to reach or an increment to add."""

    level = "level", "Tingkat", "Level"
    increment = "increment", "Tambahan", "Increment"


class EvaluationQuestion(Codes):
    """The four questions of seed 004."""

    answers_problem = "answers_problem", "Menjawab masalah?", "Does it answer the problem?"
    meets_needs = "meets_needs", "Memenuhi kebutuhan?", "Does it meet needs?"
    by_procedure = "by_procedure", "Sesuai prosedur?", "Is it done by procedure?"
    obstacles = "obstacles", "Hambatan?", "What stood in the way?"


class BatchState(Codes):
    """Whether a batch counts."""

    live = "live", "Berlaku", "Live"
    undone = "undone", "Dibatalkan", "Undone"
