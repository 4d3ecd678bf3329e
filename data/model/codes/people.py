"""Code lists about people served."""

from __future__ import annotations

from data.model.codes.base import Codes


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
