"""Code lists about practice: roles, referrals, goals, steps, cases."""

from __future__ import annotations

from data.model.codes.base import Codes


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


class MilestoneLead(Codes):
    """Who led an activity."""

    community = "community", "Warga", "Community member"
    staff = "staff", "Petugas", "Staff"
    government = "government", "Pemerintah", "Government"
    other = "other", "Lainnya", "Other"
