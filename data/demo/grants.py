"""Funders and grants. Donors overlap on programmes; of no programme more than the whole cost is carried."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from data.demo.rows import Rows
from data.demo.seasons import DAY, add_months, months
from data.demo.setting import Setting
from data.model.codes import FunderKind

EURO_DONOR = "F-MORGEN"


@dataclass(frozen=True)
class FunderProfile:
    """A source of money; ``ultimate`` where it only passes on another's."""

    funder_id: str
    name: str
    kind: FunderKind
    restricted: bool
    ultimate: str | None = None


@dataclass(frozen=True)
class GrantProfile:
    """A grant, its term counted in months from the month of ``as_of``, and the cost it carries."""

    grant_id: str
    organization_id: str
    funder_id: str
    name: str
    first_month: int
    last_month: int
    shares: Mapping[str, float]
    """Programme -> share of its direct cost."""
    currency: str = "IDR"

    def runs(self, as_of: dt.date) -> tuple[dt.date, dt.date]:
        """First and last day of the term."""
        return add_months(as_of, self.first_month), add_months(as_of, self.last_month + 1) - DAY


FUNDERS: tuple[FunderProfile, ...] = (
    FunderProfile("F-SAMPAN", "Yayasan Sampan Wening", FunderKind.foundation, True),
    FunderProfile(EURO_DONOR, "Stichting Morgenwiek", FunderKind.ngo, True),
    FunderProfile("F-ARUTALA", "PT Arutala Tirta Sentosa", FunderKind.company, True),
    FunderProfile("F-SIMPUL", "Konsorsium Simpul Teduh", FunderKind.ngo, True, ultimate=EURO_DONOR),
    FunderProfile("F-PEMDA", "Pemerintah daerah", FunderKind.government, True),
    FunderProfile("F-DONATUR", "Donatur perorangan", FunderKind.individual, False),
    FunderProfile("F-LOKAL", "Penggalangan dana warga", FunderKind.local, False),
    FunderProfile("F-USAHA", "Usaha lembaga", FunderKind.earned, False),
)

GRANTS: tuple[GrantProfile, ...] = (
    GrantProfile(
        "MW-BENING", "bening", EURO_DONOR, "Pulih bersama keluarga", -24, 12,
        {"bening-rehab": 0.55, "bening-jalan": 0.45, "bening-siaga": 0.80}, "EUR",
    ),
    GrantProfile(
        "SW-BENING", "bening", "F-SAMPAN", "Rumah pulih Makassar", -30, 6,
        {"bening-rehab": 0.30, "bening-jalan": 0.20},
    ),
    GrantProfile(
        "MW-SETARA", "setara", EURO_DONOR, "Setara sejak dini sampai bekerja", -18, 18,
        {"setara-terapi": 0.50, "setara-kerja": 0.60}, "EUR",
    ),
    GrantProfile(
        "SW-ANYAM-1", "anyam", "F-SAMPAN", "Pekerja rumahan bersuara, tahap satu", -36, -13,
        {"anyam-damping": 0.50, "anyam-k3": 0.50},
    ),
    GrantProfile(
        "SW-ANYAM-2", "anyam", "F-SAMPAN", "Pekerja rumahan bersuara, tahap dua", -12, 23,
        {"anyam-damping": 0.55, "anyam-k3": 0.50},
    ),
    GrantProfile(
        "AR-ANYAM", "anyam", "F-ARUTALA", "Pasar untuk perajin rumah", -20, 4,
        {"anyam-koperasi": 0.75, "anyam-damping": 0.20},
    ),
    GrantProfile(
        "AR-BANGKU", "bangku", "F-ARUTALA", "Tetap di bangku sekolah", -28, 8,
        {"bangku-sekolah": 0.45, "bangku-kembali": 0.40},
    ),
    GrantProfile(
        "SW-BANGKU", "bangku", "F-SAMPAN", "Orang tua dan sekolah", -16, 20,
        {"bangku-sekolah": 0.30, "bangku-kembali": 0.20, "bangku-ortu": 0.80},
    ),
    GrantProfile("AR-SENJA", "senja", "F-ARUTALA", "Menua di rumah sendiri", -15, 9, {"senja-rumah": 0.38}),
    GrantProfile(
        "SW-TUNAS", "tunas", "F-SAMPAN", "Anak kembali ke keluarga", -22, 14,
        {"tunas-keluarga": 0.70, "tunas-mandiri": 0.60, "tunas-asuh": 0.12},
    ),
)  # fmt: skip


def write_funders(rows: Rows) -> None:
    """Write down everybody who gives money."""
    for funder in FUNDERS:
        rows.add(
            "funder",
            funder_id=funder.funder_id,
            name=funder.name,
            kind=funder.kind,
            ultimate_funder_id=funder.ultimate,
        )


def grants_of(organization_id: str) -> tuple[GrantProfile, ...]:
    """Give the grants of one organisation."""
    return tuple(grant for grant in GRANTS if grant.organization_id == organization_id)


def write_shares(setting: Setting) -> None:
    """Write down which part of each programme's cost each grant carries, month by month."""
    for grant in grants_of(setting.organization_id):
        first, last = grant.runs(setting.as_of)
        for program_id, share in grant.shares.items():
            for month in months(max(first, setting.start), min(last, setting.as_of)):
                setting.rows.add(
                    "grant_share", grant_id=grant.grant_id, program_id=program_id, month_on=month, share=share
                )
