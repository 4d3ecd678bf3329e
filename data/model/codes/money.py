"""Code lists about money."""

from __future__ import annotations

from data.model.codes.base import Codes


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
