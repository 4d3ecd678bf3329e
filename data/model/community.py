"""Community work: the 17 steps of dialogue, discovery and development (seed 004), and activities."""

from __future__ import annotations

import datetime as dt

from data.model.base import Record, column
from data.model.codes import MilestoneLead
from locales.words import Words


class CommunityMilestone(Record):
    """One of the 17 steps, reached with evidence."""

    table = "community_milestone"
    key = ("community_id", "step")
    label = Words("Tahap pemberdayaan", "Empowerment step")
    about = Words(
        "Satu baris satu dari 17 langkah yang tercapai (1a–e, 2a–e, 3a–g).",
        "One row for each of the 17 steps reached (1a–e, 2a–e, 3a–g).",
    )

    community_id: str = column("Kode komunitas", "Community id", refers="community")
    organization_id: str = column("Kode lembaga", "Organisation id", refers="organization")
    step: str = column("Langkah (mis. 1a)", "Step (such as 1a)")
    reached_on: dt.date = column("Tercapai", "Reached on", past=True)
    evidence: str | None = column("Bukti", "Evidence", default=None)
    is_smart: bool | None = column("Tujuan memenuhi SMART", "Goal is SMART", default=None)


class CommunityActivity(Record):
    """An activity held in a community."""

    table = "community_activity"
    key = ("activity_id",)
    label = Words("Kegiatan warga", "Community activity")
    about = Words("Satu baris satu kegiatan di komunitas.", "One row for each activity in a community.")

    activity_id: str = column("Kode kegiatan", "Activity id")
    organization_id: str = column("Kode lembaga", "Organisation id", refers="organization")
    program_id: str | None = column("Kode program", "Programme id", default=None, refers="program")
    community_id: str = column("Kode komunitas", "Community id", refers="community")
    held_on: dt.date = column("Tanggal", "Held on", past=True)
    led_by: MilestoneLead = column("Dipimpin oleh", "Led by")
    women_led: bool | None = column("Dipimpin perempuan", "Led by a woman", default=None)
    attended: int | None = column("Hadir", "Attended", default=None, low=0, high=1_000_000)
