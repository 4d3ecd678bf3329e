"""Working with others: partners, referrals, mediation, advocacy and protection."""

from __future__ import annotations

import datetime as dt

from data.demo.draw import Draw
from data.demo.seasons import DAY, WEEK, is_lebaran, is_workday, workday
from data.demo.setting import Setting, Stay, open_on
from data.model.codes import Answer, ConfirmedBy, RoleCaseKind, RoleCaseResult

_NEED_MET = {Answer.yes: 72, Answer.no: 13, Answer.unknown: 15}
_WITHIN = 26
"""Latest day on which a referral that is followed through in time reaches the service."""
_WEEKS_DIFFER = 0.11
"""Spread of the share of referrals followed through, from week to week."""
_CLOSED_AGREED = {RoleCaseResult.agreed: 7, RoleCaseResult.not_agreed: 3}
_CLOSED_ASKED = {RoleCaseResult.adopted: 3, RoleCaseResult.partly_adopted: 3, RoleCaseResult.rejected: 4}
_CLOSED_SAFE = {RoleCaseResult.safe: 93, RoleCaseResult.harm_repeated: 7}


def write_network(setting: Setting, stays: list[Stay]) -> None:
    """Write down partners, referrals and the cases of mediator, advocate and protector."""
    for number, (name, kind) in enumerate(setting.profile.partners, 1):
        setting.rows.add(
            "partner",
            partner_id=f"{setting.profile.prefix}-M{number}",
            organization_id=setting.organization_id,
            name=name,
            kind=kind,
        )
    _write_referrals(setting, stays)
    _write_alerts(setting, stays)
    _write_slow_cases(setting, stays)


def _write_referrals(setting: Setting, stays: list[Stay]) -> None:
    draw, number = setting.draw("referrals"), 0
    referrals = setting.profile.referrals
    monday = setting.start + (7 - setting.start.weekday()) * DAY
    changed_on = setting.week_end - referrals.change.weeks * WEEK + DAY if referrals.change else None
    while monday <= setting.as_of:
        days = [monday + place * DAY for place in range(5)]
        week = [day for day in days if is_workday(day)] or days
        there = open_on(stays, monday)
        factor = 0.4 if is_lebaran(monday + 2 * DAY) else 1.0
        changed = changed_on is not None and monday >= changed_on
        if referrals.weekly > 8:
            count = round(draw.uniform(0.75, 1.25) * referrals.weekly * factor)
        else:
            count = draw.poisson(referrals.weekly * factor)
        done = _followed_through(draw, setting, count, changed)
        for in_time in done if there else ():
            made_on, stay = draw.choice(week), draw.choice(there)
            if made_on <= stay.last_day(setting.as_of):
                number += 1
                _write_referral(setting, draw, number, stay, made_on, in_time)
        monday += WEEK


def _followed_through(draw: Draw, setting: Setting, count: int, changed: bool) -> list[bool]:
    """Which referrals of a week reach the service in time; after the change, steadily the new share."""
    referrals = setting.profile.referrals
    if not changed or referrals.change is None:
        share = draw.gauss(referrals.share, _WEEKS_DIFFER)
        return [draw.chance(share) for _ in range(count)]
    reached = round(count * referrals.change.share)
    done = [place < reached for place in range(count)]
    draw.shuffle(done)
    return done


def _write_referral(
    setting: Setting, draw: Draw, number: int, stay: Stay, made_on: dt.date, in_time: bool
) -> None:
    received_on: dt.date | None = made_on + draw.days(2, _WITHIN)
    if not in_time:
        received_on = made_on + draw.days(34, 75) if draw.chance(0.3) else None
    if received_on and received_on > setting.as_of - 2 * DAY:
        received_on = None
    accepted_on = made_on + draw.days(0, 2) if received_on or draw.chance(0.6) else None
    trusted = {ConfirmedBy.client: 45, ConfirmedBy.partner: 55}
    sources = trusted if setting.profile.referrals.change else {**trusted, ConfirmedBy.referrer: 12}
    setting.rows.add(
        "referral",
        entered_at=setting.entered(draw, made_on, quick=True),
        referral_id=setting.row_id("R", number),
        organization_id=setting.organization_id,
        program_id=stay.program.program_id,
        client_id=stay.person.client_id,
        enrollment_id=stay.enrollment_id,
        partner_id=f"{setting.profile.prefix}-M{draw.randint(1, len(setting.profile.partners))}",
        made_on=made_on,
        accepted_on=accepted_on if accepted_on and accepted_on <= setting.as_of else None,
        received_on=received_on,
        confirmed_by=draw.pick(sources) if received_on else None,
        need_met=draw.pick(_NEED_MET) if received_on else None,
    )


def _write_alerts(setting: Setting, stays: list[Stay]) -> None:
    """Protection alerts: nearly all are acted upon within a day; those declared open are not."""
    draw, closing = setting.draw("alerts"), setting.rows.closing
    raised: list[tuple[dt.datetime, bool]] = [
        (closing - dt.timedelta(hours=hours), True) for hours in setting.profile.open_alert_hours
    ]
    day = setting.start
    while day <= setting.as_of - 5 * DAY:
        if draw.chance(setting.profile.monthly_alerts / 30.4):
            raised.append((dt.datetime.combine(day, dt.time(draw.randint(6, 22), draw.randrange(60))), False))
        day += DAY
    for number, (raised_at, is_open) in enumerate(sorted(raised), 1):
        there = open_on(stays, raised_at.date())
        if not there:
            continue
        stay = draw.choice(there)
        hours = draw.uniform(1, 20) if draw.chance(0.9) else draw.uniform(26, 60)
        acted_at = raised_at + dt.timedelta(minutes=round(hours * 60))
        planned_at = acted_at + dt.timedelta(minutes=draw.randint(120, 2400))
        closed_on = workday(raised_at.date() + draw.days(8, 45))
        checked_on = closed_on + dt.timedelta(days=90)
        closed = not is_open and closed_on <= setting.as_of
        setting.rows.add(
            "role_case",
            entered_at=min(raised_at + dt.timedelta(hours=2), closing),
            case_id=setting.row_id("A", number),
            organization_id=setting.organization_id,
            program_id=stay.program.program_id,
            client_id=stay.person.client_id,
            kind=RoleCaseKind.protection,
            raised_at=raised_at,
            first_action_at=None if is_open else acted_at,
            safety_plan_at=None if is_open or planned_at > closing else planned_at,
            closed_on=closed_on if closed else None,
            result=draw.pick(_CLOSED_SAFE) if closed else RoleCaseResult.open,
            checked_on=checked_on if closed and checked_on <= setting.as_of else None,
            worker=stay.worker,
        )


def _write_slow_cases(setting: Setting, stays: list[Stay]) -> None:
    """Mediation and advocacy: few, and slow."""
    draw, number = setting.draw("slow cases"), 0
    kinds = (
        (RoleCaseKind.mediation, setting.profile.monthly_mediations, (10, 60), _CLOSED_AGREED),
        (RoleCaseKind.advocacy, setting.profile.monthly_advocacy, (60, 260), _CLOSED_ASKED),
    )
    for kind, monthly, lasts, results in kinds:
        day = setting.start
        while day <= setting.as_of - 3 * DAY:
            if is_workday(day) and draw.chance(monthly / 25):
                number += 1
                there = open_on(stays, day)
                closed_on = workday(day + draw.days(*lasts))
                checked_on = closed_on + dt.timedelta(days=90)
                closed = closed_on <= setting.as_of
                checked = closed and kind is RoleCaseKind.mediation and checked_on <= setting.as_of
                setting.rows.add(
                    "role_case",
                    case_id=setting.row_id("B", number),
                    organization_id=setting.organization_id,
                    program_id=draw.choice(setting.profile.programs).program_id,
                    client_id=draw.choice(there).person.client_id
                    if there and kind is RoleCaseKind.mediation
                    else None,
                    kind=kind,
                    raised_at=dt.datetime.combine(day, dt.time(9 + draw.randrange(7))),
                    first_action_at=dt.datetime.combine(day + draw.days(0, 2), dt.time(16)),
                    closed_on=closed_on if closed else None,
                    result=draw.pick(results) if closed else RoleCaseResult.open,
                    checked_on=checked_on if checked else None,
                    kept=draw.pick({Answer.yes: 70, Answer.no: 20, Answer.unknown: 10}) if checked else None,
                    worker=draw.pick(setting.profile.workers),
                )
            day += DAY
