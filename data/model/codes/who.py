"""Code lists about organisations, programmes and funders."""

from __future__ import annotations

from data.model.codes.base import Codes


class ProgramKind(Codes):
    """What a programme does for people; only like kinds are compared."""

    prevention = "prevention", "Pencegahan", "Prevention"
    treatment = "treatment", "Penanganan", "Treatment"
    empowerment = "empowerment", "Pemberdayaan", "Empowerment"
    protection = "protection", "Perlindungan", "Protection"
    social_assistance = "social_assistance", "Bantuan sosial", "Social assistance"


class OutcomeRuleName(Codes):
    """Who decides whether an outcome was achieved."""

    as_recorded = "as_recorded", "Petugas mencatatnya", "Staff record it"
    own = "own", "Aturan program sendiri", "The programme's own rule"
    hud_destinations = "hud_destinations", "Tujuan keluar menurut HUD", "Exit destinations as HUD counts them"


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
