"""Recognising the same person in several organisations: only those that agreed to it, and only by a number."""

from __future__ import annotations

import datetime as dt

from data.model.base import Record, column
from locales.words import Words


class IdentityAgreement(Record):
    """An organisation that shares identities with the others of one agreement; without it nobody is linked."""

    table = "identity_agreement"
    key = ("organization_id",)
    label = Words("Kesepakatan identitas", "Identity agreement")
    about = Words(
        "Satu baris satu lembaga; lembaga dengan nama kesepakatan yang sama dapat mengenali orang yang sama.",
        "One row for each organisation; those with the same agreement may recognise the same person.",
    )
    order = (("agreed_on", "ended_on"),)

    organization_id: str = column("Kode lembaga", "Organisation id", refers="organization")
    agreement: str = column(
        "Nama kesepakatan",
        "Name of the agreement",
        hint=(
            "Sama persis pada semua lembaga pesertanya; satu lembaga hanya ikut satu.",
            "The same for all organisations in it; an organisation is in one only.",
        ),
    )
    purpose: str = column(
        "Tujuan dan dasar hukum",
        "Purpose and legal basis",
        hint=(
            "Untuk apa orang dikenali bersama, dan atas dasar apa (mis. persetujuan klien).",
            "What people are recognised for, and on what basis (such as the clients' consent).",
        ),
    )
    agreed_on: dt.date = column("Berlaku sejak", "Agreed on", past=True)
    ended_on: dt.date | None = column("Keluar pada", "Left on", default=None, past=True)


class SharedPerson(Record):
    """The number by which organisations of one agreement know a client; stored as a pseudonym only."""

    table = "shared_person"
    key = ("client_id",)
    label = Words("Nomor yang dikenal bersama", "Number known to both")
    about = Words(
        "Satu baris satu klien; hanya diterima dari lembaga yang ikut kesepakatan identitas.",
        "One row for each client; taken only from organisations in an identity agreement.",
    )

    client_id: str = column("Nomor kasus klien", "Client case number", refers="client", pseudonym=True)
    organization_id: str = column("Kode lembaga", "Organisation id", refers="organization")
    shared_person_id: str | None = column(
        "Nomor yang dikenal bersama",
        "Number known to both",
        default=None,
        pseudonym=True,
        shared=True,
        hint=(
            "Mis. NIK, ditulis sebagai teks. Kosong: klien ini tidak (lagi) dikenali bersama.",
            "Such as the national id, written as text. Empty: this client is not recognised (any more).",
        ),
    )
    agreement: str | None = column("Kesepakatan", "Agreement", default=None, made=True)
    key_mark: str | None = column("Tanda kunci", "Mark of the key", default=None, made=True)
