"""Money: ledger, budgets, exchange rates, reserves and what others contribute."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from data.model.base import Record, column
from data.model.codes import ContributionKind, FunderKind, LedgerKind, Nature
from locales.words import Words


class LedgerEntry(Record):
    """One line of the ledger."""

    table = "ledger_entry"
    key = ("entry_id",)
    label = Words("Buku kas", "Ledger")
    about = Words(
        "Satu baris satu transaksi; nilai negatif adalah koreksi.",
        "One row for each transaction; a negative amount is a reversal.",
    )
    starter = True

    entry_id: str = column("Kode transaksi", "Entry id")
    organization_id: str = column("Kode lembaga", "Organisation id", refers="organization")
    program_id: str | None = column("Kode program", "Programme id", default=None, refers="program")
    grant_id: str | None = column("Kode hibah", "Grant id", default=None, refers="grant_award")
    funder_id: str | None = column("Kode penyandang dana", "Funder id", default=None, refers="funder")
    kind: LedgerKind = column("Jenis transaksi", "Kind of entry")
    source_code: str | None = column("Kode jenis pada sumber", "Kind code in the source", default=None)
    nature: Nature = column("Sifat biaya", "Nature of the cost", default=Nature.unknown)
    source_type: FunderKind | None = column("Jenis sumber dana", "Kind of source", default=None)
    restricted: bool | None = column("Dana terikat", "Restricted", default=None)
    in_kind: bool = column("Berupa barang/jasa", "In kind", default=False)
    booked_on: dt.date | None = column("Tanggal", "Date", default=None, past=True)
    value_on: dt.date | None = column("Tanggal nilai tukar", "Value date", default=None)
    amount: Decimal = column("Nilai", "Amount")
    currency: str = column("Mata uang", "Currency")
    counterparty: str | None = column("Pihak lain", "Counterparty", default=None, sensitive=True)
    reference: str | None = column("Nomor bukti", "Reference", default=None)


class Budget(Record):
    """A planned amount for a period."""

    table = "budget"
    key = ("budget_id",)
    label = Words("Anggaran", "Budget")
    about = Words("Satu baris satu rencana belanja.", "One row for each planned amount.")
    order = (("starts_on", "ends_on"),)

    budget_id: str = column("Kode anggaran", "Budget id")
    organization_id: str = column("Kode lembaga", "Organisation id", refers="organization")
    program_id: str | None = column("Kode program", "Programme id", default=None, refers="program")
    grant_id: str | None = column("Kode hibah", "Grant id", default=None, refers="grant_award")
    starts_on: dt.date | None = column("Mulai", "Starts on", default=None)
    ends_on: dt.date | None = column("Selesai", "Ends on", default=None)
    amount: Decimal = column("Nilai", "Amount")
    currency: str = column("Mata uang", "Currency")
    value_on: dt.date | None = column("Tanggal nilai tukar", "Value date", default=None)
    status: str | None = column("Status pada sumber", "Status in the source", default=None)


class ExchangeRate(Record):
    """What one unit of a currency was worth on a day."""

    table = "exchange_rate"
    key = ("from_currency", "to_currency", "valid_on")
    label = Words("Nilai tukar", "Exchange rate")
    about = Words(
        "Nilai satu satuan mata uang asal dalam mata uang tujuan pada satu hari. Dipakai untuk 92 hari sesudahnya: "
        "isi paling sedikit sekali tiap triwulan.",
        "What one unit of a currency was worth in another on one day. It is used for 92 days: write one at least "
        "every quarter.",
    )

    from_currency: str = column("Dari mata uang", "From currency")
    to_currency: str = column("Ke mata uang", "To currency")
    valid_on: dt.date = column("Berlaku tanggal", "Valid on")
    rate: float = column("Nilai tukar", "Rate", low=1e-12)
    source: str | None = column("Sumber", "Source", default=None)


class PriceIndex(Record):
    """What the same things cost in a month, against the year that the series is based on."""

    table = "price_index"
    key = ("currency", "series", "month_on")
    label = Words("Indeks harga", "Price index")
    about = Words(
        "Indeks harga satu bulan, mis. IHK dari BPS; angka dengan tahun dasar yang sama memakai nama yang sama.",
        "A price index of one month, such as the CPI of BPS; numbers of one base year share one name.",
    )

    currency: str = column("Mata uang", "Currency")
    series: str = column("Nama indeks dan tahun dasarnya", "Name of the index and its base year")
    month_on: dt.date = column("Bulan (tanggal 1)", "Month (first day)", past=True)
    index_value: float = column("Indeks", "Index", low=1e-9)
    source: str | None = column("Sumber", "Source", default=None)


class Reserve(Record):
    """Unrestricted liquid net assets at a day."""

    table = "reserve"
    key = ("organization_id", "as_of_on")
    label = Words("Cadangan", "Reserve")
    about = Words(
        "Aset neto likuid tanpa pembatasan pada satu tanggal.", "Unrestricted liquid net assets at a day."
    )

    organization_id: str = column("Kode lembaga", "Organisation id", refers="organization")
    as_of_on: dt.date = column("Per tanggal", "As of", past=True)
    amount: Decimal = column("Nilai", "Amount")
    currency: str = column("Mata uang", "Currency")


class Contribution(Record):
    """What partners and volunteers bring."""

    table = "contribution"
    key = ("contribution_id",)
    label = Words("Sumbangan pihak lain", "Contribution")
    about = Words("Satu baris satu sumbangan pihak lain.", "One row for each contribution by others.")

    contribution_id: str = column("Kode sumbangan", "Contribution id")
    organization_id: str = column("Kode lembaga", "Organisation id", refers="organization")
    program_id: str | None = column("Kode program", "Programme id", default=None, refers="program")
    partner_id: str | None = column("Kode mitra", "Partner id", default=None, refers="partner")
    kind: ContributionKind = column("Jenis", "Kind")
    given_on: dt.date = column("Tanggal", "Given on", past=True)
    amount: Decimal | None = column("Nilai", "Amount", default=None, low=0)
    currency: str | None = column("Mata uang", "Currency", default=None)
    hours: float | None = column("Jam", "Hours", default=None, low=0)
