"""What is done while somebody stays: contacts, services, aid, steps of the case, measurements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from data.demo.draw import Draw
from data.demo.seasons import WEEK, is_lebaran, workday
from data.demo.setting import Setting, Stay
from data.model.codes import CaseStepKind, Level, Outcome, Phase, Risk, Role

INSTRUMENT = "skala-fungsi"
_USUAL_GAP = {Risk.high: (6, 11), Risk.medium: (20, 36), Risk.low: (40, 75), Risk.unknown: (25, 60)}
"""Days from one contact to the next."""
_MISSED = (17, 21)
"""Days from one contact to the next of a high-risk client who was overlooked."""
_ON_DUTY = 0.7
"""Share of contacts with high-risk clients around Lebaran that do not wait until the offices open."""
_LEFT_ALONE = (55, 80)
"""The same for clients whose worker left."""


def write_care(setting: Setting, stays: list[Stay]) -> None:
    """Write down contacts, services, case steps and measurements of all stays."""
    _write_contacts(setting, stays)
    _write_group_contacts(setting)
    _write_services(setting, stays)
    _write_monthly_aid(setting, stays)
    _write_steps(setting, stays)
    _write_measurements(setting, stays)


def _write_contacts(setting: Setting, stays: list[Stay]) -> None:
    draw, number = setting.draw("contacts"), 0
    for stay in stays:
        for day in _contact_days(setting, draw, stay):
            number += 1
            setting.rows.add(
                "contact",
                entered_at=setting.entered(draw, day, quick=True),
                contact_id=setting.row_id("K", number),
                organization_id=setting.organization_id,
                program_id=stay.program.program_id,
                client_id=stay.person.client_id,
                enrollment_id=stay.enrollment_id,
                contact_on=day,
                role=draw.pick(setting.profile.roles),
                level=Level.mezzo if draw.random() < 0.12 else Level.micro,
                hours=draw.choice((0.25, 0.5, 0.5, 0.75, 1.0, 1.0, 1.5)) if draw.random() < 0.94 else None,
                one_to_one=draw.random() < 0.78 if draw.random() < 0.95 else None,
            )


def _contact_days(setting: Setting, draw: Draw, stay: Stay) -> Iterator[dt.date]:
    profile, gap_on = setting.profile, setting.gap_on
    alone = profile.contact_gap is not None and stay.worker == profile.contact_gap.worker
    low, high = _USUAL_GAP[stay.risk]
    thinning = 1.0 if stay.risk is Risk.high else stay.program.contact_share
    last, day = stay.last_day(setting.as_of), max(stay.entry_on, setting.start) + draw.days(0, 3)
    before: dt.date | None = None
    while True:
        if alone and gap_on and before and before <= gap_on < day:
            day = before + draw.days(*_LEFT_ALONE)
        if not (stay.risk is Risk.high and is_lebaran(day) and draw.chance(_ON_DUTY)):
            day = workday(day)
        if day > last:
            return
        yield day
        before = day
        if stay.risk is Risk.high and draw.chance(profile.high_risk_miss):
            day += draw.days(*_MISSED)
        else:
            day += dt.timedelta(days=round(draw.randint(low, high) / thinning))


def _write_group_contacts(setting: Setting) -> None:
    """Meetings with whole groups, about twice a month a community; no client is named."""
    draw, number = setting.draw("group contacts"), 0
    for _ in setting.profile.communities:
        day = setting.start + draw.days(0, 14)
        while day <= setting.as_of:
            number += 1
            setting.rows.add(
                "contact",
                entered_at=setting.entered(draw, day, quick=True),
                contact_id=setting.row_id("KM", number),
                organization_id=setting.organization_id,
                program_id=draw.choice(setting.profile.programs).program_id,
                contact_on=day,
                role=draw.pick({Role.facilitator: 6, Role.advocate: 2, Role.mediator: 1}),
                level=Level.macro if draw.chance(0.15) else Level.mezzo,
                hours=draw.choice((1.5, 2.0, 2.5, 3.0)),
                one_to_one=False,
            )
            day = workday(day + draw.days(10, 20))


def _write_services(setting: Setting, stays: list[Stay]) -> None:
    draw, number = setting.draw("services"), 0
    for stay in stays:
        program, last = stay.program, stay.last_day(setting.as_of)
        day = workday(max(stay.entry_on, setting.start) + draw.days(2, 20))
        days: list[tuple[dt.date, bool]] = []
        while day <= last:
            days.append((day, bool(program.aid) and draw.random() < program.aid.share))
            day = workday(day + draw.days(18, 52))
        if program.aid and stay.exit_on and draw.chance(0.05):
            later = workday(stay.exit_on + draw.days(20, 150))
            days += [(later, True)] if later <= setting.as_of else []
        for day, is_aid in days:
            number += 1
            aid = program.aid if is_aid else None
            setting.rows.add(
                "service",
                entered_at=setting.entered(draw, day, quick=True),
                service_id=setting.row_id("L", number),
                organization_id=setting.organization_id,
                program_id=program.program_id,
                client_id=stay.person.client_id,
                enrollment_id=stay.enrollment_id,
                service_on=day,
                kind=aid.kind if aid else draw.pick(program.services),
                material_aid=is_aid,
                amount=round(aid.amount * draw.uniform(0.8, 1.25), -3) if aid else None,
                currency="IDR" if aid else None,
                funder_id=draw.pick(setting.profile.money.income) if aid and draw.chance(0.9) else None,
            )


def _write_monthly_aid(setting: Setting, stays: list[Stay]) -> None:
    """Aid that some receive every month for as long as they stay."""
    draw, number = setting.draw("monthly aid"), 0
    for stay in stays:
        aid = stay.program.aid
        if aid is None or not draw.chance(aid.monthly):
            continue
        day = workday(max(stay.entry_on, setting.start) + draw.days(3, 25))
        while day <= stay.last_day(setting.as_of):
            number += 1
            setting.rows.add(
                "service",
                entered_at=setting.entered(draw, day, quick=True),
                service_id=setting.row_id("LB", number),
                organization_id=setting.organization_id,
                program_id=stay.program.program_id,
                client_id=stay.person.client_id,
                enrollment_id=stay.enrollment_id,
                service_on=day,
                kind=aid.kind,
                material_aid=True,
                amount=round(aid.amount * 0.5, -3),
                currency="IDR",
            )
            day = workday(day + draw.days(27, 31))


def _write_steps(setting: Setting, stays: list[Stay]) -> None:
    draw, number = setting.draw("steps"), 0
    for stay in stays:
        for kind, day in _steps(setting, draw, stay):
            last = setting.as_of if kind is CaseStepKind.aftercare else stay.last_day(setting.as_of)
            if day > last or day < setting.start or draw.chance(0.04):
                continue
            number += 1
            setting.rows.add(
                "case_step",
                entered_at=setting.entered(draw, day),
                step_id=setting.row_id("P", number),
                organization_id=setting.organization_id,
                enrollment_id=stay.enrollment_id,
                kind=kind,
                done_on=day,
            )


def _steps(setting: Setting, draw: Draw, stay: Stay) -> Iterator[tuple[CaseStepKind, dt.date]]:
    assessed = workday(stay.entry_on + draw.days(1, 7))
    planned = workday(assessed + draw.days(5, 18))
    yield CaseStepKind.intake, stay.entry_on
    yield CaseStepKind.assessment, assessed
    yield CaseStepKind.plan, planned
    yield CaseStepKind.intervention, workday(planned + draw.days(1, 8))
    if stay.exit_on:
        if stay.program.kind == "treatment":
            yield CaseStepKind.resocialisation, workday(stay.exit_on - draw.days(14, 35))
        yield CaseStepKind.termination, stay.exit_on
        if stay.outcome is Outcome.achieved and stay.person.traceable:
            yield CaseStepKind.aftercare, workday(stay.exit_on + 4 * WEEK + draw.days(0, 60))


def _write_measurements(setting: Setting, stays: list[Stay]) -> None:
    """Scores from 10 to 50, at entry and at exit; the worse off gain most, as with every such scale."""
    draw, number = setting.draw("measurements"), 0
    for stay in stays:
        severity = {Risk.low: 30.0, Risk.medium: 26.0, Risk.high: 22.0, Risk.unknown: 26.0}[stay.risk]
        first = draw.gauss(severity, 6.0)
        measured: list[tuple[Phase, dt.date, float]] = []
        if draw.chance(0.87):
            day = max(
                min(workday(stay.entry_on + draw.days(0, 9)), stay.last_day(setting.as_of)), setting.start
            )
            measured.append((Phase.baseline, day, first))
        if stay.exit_on and stay.outcome in (Outcome.achieved, Outcome.not_achieved) and draw.chance(0.78):
            gain = draw.gauss(9.0, 5.0) if stay.outcome is Outcome.achieved else draw.gauss(1.5, 5.5)
            day = max(stay.exit_on - draw.days(0, 6), stay.entry_on)
            measured.append((Phase.exit, max(day, setting.start), first + gain))
        for phase, day, score in measured:
            number += 1
            setting.rows.add(
                "measurement",
                entered_at=setting.entered(draw, day),
                measurement_id=setting.row_id("U", number),
                organization_id=setting.organization_id,
                client_id=stay.person.client_id,
                enrollment_id=stay.enrollment_id,
                instrument_id=INSTRUMENT,
                phase=phase,
                measured_on=day,
                score=float(min(50, max(10, round(score)))),
            )
