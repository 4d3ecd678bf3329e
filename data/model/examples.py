"""Example rows of the starter workbook: one small organisation, three rows a table.

Their ids begin with ``CONTOH-`` (Indonesian for *example*): the importer passes such rows over, so that a
workbook may be filled in below its examples. Whoever is written about here does not exist.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from data.model.base import Record
from data.model.codes import (
    ActorType,
    Answer,
    AnswerState,
    EvidenceLevel,
    ExitReason,
    FollowUpStatus,
    FunderKind,
    HsoFunction,
    LedgerKind,
    LegalForm,
    Nature,
    Outcome,
    OutcomeRuleName,
    Pillar,
    ProgramKind,
    Risk,
    Sex,
    SurveyMode,
    TargetKind,
)
from data.model.money import LedgerEntry
from data.model.promises import Target
from data.model.served import Client, Enrollment, FollowUp, Service
from data.model.voice import Instrument, SurveyAnswer
from data.model.who import Funder, GrantAward, Organization, OutcomeRuleLine, Program

EXAMPLE = "CONTOH-"
"""Ids of example rows begin with this."""

_HOUSE, _SCHOOL, _ELDERS = f"{EXAMPLE}L1", f"{EXAMPLE}L2", f"{EXAMPLE}L3"
_day = dt.date

_ORGANIZATIONS = (
    Organization(
        organization_id=_HOUSE,
        name="Yayasan Rumah Pulih",
        legal_form=LegalForm.foundation,
        actor_type=ActorType.welfare_institution,
        registration_number="LKS-001",
        registered_on=_day(2012, 3, 5),
        is_social=True,
        is_local=True,
        country="ID",
    ),
    Organization(
        organization_id=_SCHOOL, name="Perkumpulan Sahabat Sekolah", legal_form=LegalForm.association
    ),
    Organization(organization_id=_ELDERS, name="Yayasan Senja Ceria", fiscal_year_start=7),
)

_PROGRAMS = (
    Program(
        program_id=f"{EXAMPLE}P1",
        organization_id=_HOUSE,
        name="Rehabilitasi rawat inap",
        kind=ProgramKind.treatment,
        hso_function=HsoFunction.social_integration,
        pillar=Pillar.rehabilitation,
        client_category="Korban penyalahgunaan NAPZA",
        evidence_level=EvidenceLevel.E1,
        planned_days=180,
        follow_up_days=365,
        started_on=_day(2023, 1, 2),
    ),
    Program(
        program_id=f"{EXAMPLE}P2",
        organization_id=_HOUSE,
        name="Pencegahan di sekolah",
        kind=ProgramKind.prevention,
        planned_days=90,
    ),
    Program(
        program_id=f"{EXAMPLE}P3",
        organization_id=_SCHOOL,
        name="Kembali ke sekolah",
        kind=ProgramKind.empowerment,
        client_category="Anak rawan putus sekolah",
        outcome_words="Anak bersekolah saat pendampingan berakhir.",
        outcome_rule=OutcomeRuleName.own,
    ),
)

_RULE = tuple(
    OutcomeRuleLine(
        organization_id=_SCHOOL,
        program_id=f"{EXAMPLE}P3",
        step=step,
        destination=destination,
        outcome=outcome,
    )
    for step, (destination, outcome) in enumerate(
        (
            ("sekolah formal", Outcome.achieved),
            ("kejar paket", Outcome.achieved),
            ("bekerja", Outcome.not_achieved),
        ),
        1,
    )
)

_FUNDERS = (
    Funder(funder_id=f"{EXAMPLE}D1", name="Dinas Sosial Kabupaten", kind=FunderKind.government),
    Funder(funder_id=f"{EXAMPLE}D2", name="Yayasan Peduli Bersama", kind=FunderKind.foundation),
    Funder(
        funder_id=f"{EXAMPLE}D3",
        name="Mitra Penyalur",
        kind=FunderKind.ngo,
        ultimate_funder_id=f"{EXAMPLE}D2",
    ),
)

_GRANTS = (
    GrantAward(
        grant_id=f"{EXAMPLE}H1",
        organization_id=_HOUSE,
        funder_id=f"{EXAMPLE}D1",
        name="Hibah rehabilitasi 2025",
        amount=Decimal(450_000_000),
        currency="IDR",
        started_on=_day(2025, 1, 1),
        ended_on=_day(2025, 12, 31),
    ),
    GrantAward(
        grant_id=f"{EXAMPLE}H2",
        organization_id=_HOUSE,
        funder_id=f"{EXAMPLE}D2",
        name="Pencegahan dini",
        amount=Decimal(25_000),
        currency="USD",
        started_on=_day(2025, 4, 1),
        ended_on=_day(2026, 3, 31),
    ),
    GrantAward(
        grant_id=f"{EXAMPLE}H3", organization_id=_SCHOOL, funder_id=f"{EXAMPLE}D3", name="Beasiswa harapan"
    ),
)

_INSTRUMENTS = (
    Instrument(instrument_id=f"{EXAMPLE}I1", name="Kepuasan klien", items=1, scale_low=1, scale_high=5),
    Instrument(instrument_id=f"{EXAMPLE}I2", name="Kualitas hidup", items=26, scale_low=0, scale_high=100),
    Instrument(
        instrument_id=f"{EXAMPLE}I3",
        name="Gejala depresi",
        items=9,
        scale_low=0,
        scale_high=27,
        higher_is_better=False,
    ),
)

_LEDGER = (
    LedgerEntry(
        entry_id=f"{EXAMPLE}K1",
        organization_id=_HOUSE,
        grant_id=f"{EXAMPLE}H1",
        funder_id=f"{EXAMPLE}D1",
        kind=LedgerKind.income,
        restricted=True,
        booked_on=_day(2025, 1, 15),
        amount=Decimal(225_000_000),
        currency="IDR",
        reference="BKM-001",
    ),
    LedgerEntry(
        entry_id=f"{EXAMPLE}K2",
        organization_id=_HOUSE,
        program_id=f"{EXAMPLE}P1",
        grant_id=f"{EXAMPLE}H1",
        kind=LedgerKind.expenditure,
        nature=Nature.treatment,
        booked_on=_day(2025, 1, 31),
        amount=Decimal(18_250_000),
        currency="IDR",
        reference="BKK-004",
    ),
    LedgerEntry(
        entry_id=f"{EXAMPLE}K3",
        organization_id=_HOUSE,
        kind=LedgerKind.expenditure,
        nature=Nature.shared,
        booked_on=_day(2025, 1, 31),
        amount=Decimal("4750000.50"),
        currency="IDR",
    ),
)

_CLIENTS = (
    Client(
        client_id=f"{EXAMPLE}001",
        organization_id=_HOUSE,
        sex=Sex.male,
        birth_on=_day(1996, 8, 17),
        disability=Answer.no,
        category="Korban penyalahgunaan NAPZA",
        district="Kota Malang",
        registered_on=_day(2025, 1, 10),
    ),
    Client(client_id=f"{EXAMPLE}002", organization_id=_HOUSE, sex=Sex.female, birth_on=_day(2009, 12, 31)),
    Client(client_id=f"{EXAMPLE}003", organization_id=_SCHOOL, sex=Sex.female, disability=Answer.yes),
)

_ENROLLMENTS = (
    Enrollment(
        enrollment_id=f"{EXAMPLE}E1",
        organization_id=_HOUSE,
        program_id=f"{EXAMPLE}P1",
        client_id=f"{EXAMPLE}001",
        entry_on=_day(2025, 1, 10),
        age_at_entry=28,
        problem="Ketergantungan",
        risk_entry=Risk.high,
        problem_present_at_entry=Answer.yes,
        exit_on=_day(2025, 7, 9),
        exit_reason=ExitReason.completed,
        destination="Rumah sendiri",
        outcome=Outcome.achieved,
        risk_exit=Risk.low,
        self_reliant=Answer.yes,
    ),
    Enrollment(
        enrollment_id=f"{EXAMPLE}E2",
        organization_id=_HOUSE,
        program_id=f"{EXAMPLE}P2",
        client_id=f"{EXAMPLE}002",
        entry_on=_day(2025, 3, 3),
        risk_entry=Risk.medium,
    ),
    Enrollment(
        enrollment_id=f"{EXAMPLE}E3",
        organization_id=_SCHOOL,
        program_id=f"{EXAMPLE}P3",
        client_id=f"{EXAMPLE}003",
        entry_on=_day(2025, 2, 1),
        exit_on=_day(2025, 6, 30),
        exit_reason=ExitReason.moved_away,
        outcome=Outcome.unknown,
    ),
)

_SERVICES = (
    Service(
        service_id=f"{EXAMPLE}S1",
        organization_id=_HOUSE,
        program_id=f"{EXAMPLE}P1",
        client_id=f"{EXAMPLE}001",
        enrollment_id=f"{EXAMPLE}E1",
        service_on=_day(2025, 1, 12),
        kind="Konseling individu",
    ),
    Service(
        service_id=f"{EXAMPLE}S2",
        organization_id=_HOUSE,
        program_id=f"{EXAMPLE}P2",
        client_id=f"{EXAMPLE}002",
        enrollment_id=f"{EXAMPLE}E2",
        service_on=_day(2025, 3, 10),
        kind="Kelas keterampilan hidup",
    ),
    Service(
        service_id=f"{EXAMPLE}S3",
        organization_id=_SCHOOL,
        program_id=f"{EXAMPLE}P3",
        client_id=f"{EXAMPLE}003",
        enrollment_id=f"{EXAMPLE}E3",
        service_on=_day(2025, 2, 5),
        kind="Seragam dan buku",
        material_aid=True,
        amount=Decimal(350_000),
        currency="IDR",
        funder_id=f"{EXAMPLE}D3",
    ),
)

_FOLLOW_UPS = (
    FollowUp(
        follow_up_id=f"{EXAMPLE}T1",
        organization_id=_HOUSE,
        enrollment_id=f"{EXAMPLE}E1",
        client_id=f"{EXAMPLE}001",
        due_on=_day(2025, 10, 9),
        done_on=_day(2025, 10, 7),
        status=FollowUpStatus.well,
    ),
    FollowUp(
        follow_up_id=f"{EXAMPLE}T2",
        organization_id=_HOUSE,
        enrollment_id=f"{EXAMPLE}E1",
        client_id=f"{EXAMPLE}001",
        due_on=_day(2026, 7, 9),
    ),
    FollowUp(
        follow_up_id=f"{EXAMPLE}T3",
        organization_id=_SCHOOL,
        enrollment_id=f"{EXAMPLE}E3",
        client_id=f"{EXAMPLE}003",
        due_on=_day(2025, 9, 30),
        done_on=_day(2025, 10, 2),
        status=FollowUpStatus.not_reached,
    ),
)

_ANSWERS = tuple(
    SurveyAnswer(
        answer_id=f"{EXAMPLE}J{place}",
        response_id=f"{EXAMPLE}R{place}",
        organization_id=_HOUSE,
        program_id=f"{EXAMPLE}P1",
        instrument_id=f"{EXAMPLE}I1",
        answered_on=_day(2025, 6, place),
        mode=SurveyMode.anonymous,
        item="kepuasan",
        state=state,
        score=score,
        options=5,
    )
    for place, state, score in (
        (2, AnswerState.valid, 5),
        (3, AnswerState.valid, 3),
        (4, AnswerState.dont_know, None),
    )
)

_TARGETS = (
    Target(
        target_id=f"{EXAMPLE}G1",
        organization_id=_HOUSE,
        program_id=f"{EXAMPLE}P1",
        indicator="outcome_achievement_rate",
        kind=TargetKind.level,
        value=0.6,
        baseline=0.45,
        starts_on=_day(2025, 1, 1),
        due_on=_day(2025, 12, 31),
    ),
    Target(
        target_id=f"{EXAMPLE}G2",
        organization_id=_HOUSE,
        program_id=f"{EXAMPLE}P2",
        indicator="people_served",
        kind=TargetKind.increment,
        value=120,
        starts_on=_day(2025, 1, 1),
        due_on=_day(2025, 12, 31),
    ),
    Target(
        target_id=f"{EXAMPLE}G3",
        organization_id=_HOUSE,
        indicator="outcome_achievement_rate",
        people_group="sex=female",
        value=0.65,
        starts_on=_day(2025, 1, 1),
        due_on=_day(2025, 12, 31),
    ),
)

EXAMPLES: dict[str, tuple[Record, ...]] = {
    rows[0].table: rows
    for rows in (
        _ORGANIZATIONS,
        _PROGRAMS,
        _RULE,
        _FUNDERS,
        _GRANTS,
        _INSTRUMENTS,
        _LEDGER,
        _CLIENTS,
        _ENROLLMENTS,
        _SERVICES,
        _FOLLOW_UPS,
        _ANSWERS,
        _TARGETS,
    )
}
"""Example rows by table."""
