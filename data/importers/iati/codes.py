"""Code lists of IATI, version 1 and version 2, in the codes of the record tables."""

from __future__ import annotations

from collections.abc import Mapping

from data.model.codes import ActorType, FunderKind, LedgerKind, LegalForm, Measure, ResultType

INCOMING = frozenset((LedgerKind.income, LedgerKind.commitment_in))
"""Kinds whose provider is a funder; an incoming pledge (13) is told by its code."""
INCOMING_PLEDGE = "13"

LEDGER_KINDS: Mapping[str, LedgerKind] = {
    "1": LedgerKind.income,
    "2": LedgerKind.commitment_out,
    "3": LedgerKind.disbursement,
    "4": LedgerKind.expenditure,
    "5": LedgerKind.loan,
    "6": LedgerKind.loan,
    "7": LedgerKind.other,
    "8": LedgerKind.other,
    "9": LedgerKind.other,
    "10": LedgerKind.other,
    "11": LedgerKind.commitment_in,
    "12": LedgerKind.pledge,
    "13": LedgerKind.pledge,
    "IF": LedgerKind.income,
    "C": LedgerKind.commitment_out,
    "D": LedgerKind.disbursement,
    "E": LedgerKind.expenditure,
    "IR": LedgerKind.loan,
    "LR": LedgerKind.loan,
    "R": LedgerKind.other,
    "QP": LedgerKind.other,
    "QS": LedgerKind.other,
    "CG": LedgerKind.other,
    "TB": LedgerKind.other,
}
"""TransactionType. Interest and repayments are loans; reimbursements, equity and guarantees are other."""

FUNDING_ROLES = frozenset(("1", "funding"))
"""OrganisationRole of a funder, in small letters."""

DATE_TYPES: Mapping[str, str] = {
    "1": "start-planned",
    "2": "start-actual",
    "3": "end-planned",
    "4": "end-actual",
    "start-planned": "start-planned",
    "start-actual": "start-actual",
    "end-planned": "end-planned",
    "end-actual": "end-actual",
}
"""ActivityDateType, in small letters."""

_GOVERNMENT = ("10", "11", "15")
_NGO = ("21", "22", "23", "24")
_COMPANY = ("70", "71", "72", "73")

FUNDER_KINDS: Mapping[str, FunderKind] = {
    **dict.fromkeys(_GOVERNMENT, FunderKind.government),
    **dict.fromkeys(_NGO, FunderKind.ngo),
    **dict.fromkeys(_COMPANY, FunderKind.company),
    "40": FunderKind.multilateral,
    "60": FunderKind.foundation,
}
"""OrganisationType of a funder; others (30 partnership, 80 academic, 90 other) stay ``other``."""

LEGAL_FORMS: Mapping[str, LegalForm] = {
    **dict.fromkeys(_GOVERNMENT, LegalForm.government),
    **dict.fromkeys(_COMPANY, LegalForm.company),
    "40": LegalForm.international,
    "60": LegalForm.foundation,
}
"""OrganisationType of a reporting organisation, where it names a legal form: an NGO may have any."""

ACTOR_TYPES: Mapping[str, ActorType] = {
    **dict.fromkeys(_GOVERNMENT, ActorType.government),
    **dict.fromkeys(_NGO, ActorType.ngo),
    **dict.fromkeys(_COMPANY, ActorType.business),
}

RESULT_TYPES: Mapping[str, ResultType] = {
    "1": ResultType.output,
    "2": ResultType.outcome,
    "3": ResultType.impact,
    "9": ResultType.other,
}

MEASURES: Mapping[str, Measure] = {
    "1": Measure.unit,
    "2": Measure.percentage,
    "3": Measure.nominal,
    "4": Measure.ordinal,
    "5": Measure.qualitative,
}

YES = frozenset(("1", "true"))
NO = frozenset(("0", "false"))
"""Values of XML Schema's boolean."""
