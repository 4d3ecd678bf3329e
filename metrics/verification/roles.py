"""The second formulation of the five roles, and of what empowers: goals, aid, communities."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from metrics.period import Period, month_of
from metrics.verification.fair import age_group
from metrics.verification.people import Counts
from metrics.verification.practice import happened, of_program
from metrics.verification.records import Records, Row, stays

_HOUR = dt.timedelta(hours=1)
STEPS = [
    f"{stage}{letter}"
    for stage, letters in (("1", "abcde"), ("2", "abcde"), ("3", "abcdefg"))
    for letter in letters
]


def _dated(records: Records, table: str, day: str, program: str | None, period: Period) -> list[Row]:
    """Rows whose day is known and lies in the period."""
    return [
        row
        for place, row in of_program(records, table)
        if row[day] is not None
        and period.start <= row[day] <= min(period.end, records.as_of)
        and program in (None, place)
    ]


def referral_need_met_rate(records: Records, program: str | None, period: Period) -> Counts:
    """Need met over referrals received, not by the referrer's word alone."""
    received = [
        row
        for row in _dated(records, "referral", "received_on", program, period)
        if row["confirmed_by"] != "referrer"
    ]
    return sum(row["need_met"] == "yes" for row in received), len(received)


def partner_delivered_share(records: Records, program: str | None, period: Period) -> Counts:
    """Answered by partners over answered needs."""
    met = _dated(records, "need", "answered_on", program, period)
    return sum(row["answered_by"] == "partner" for row in met), len(met)


def mediation_agreement_rate(records: Records, program: str | None, period: Period) -> Counts:
    """Agreed and seen kept from 60 days on, over mediations whose 90th day lies in the period and 30 days back."""
    kept = due = 0
    for place, row in of_program(records, "role_case"):
        if row["kind"] != "mediation" or row["closed_on"] is None or program not in (None, place):
            continue
        point = row["closed_on"] + dt.timedelta(days=90)
        if not period.start <= point <= period.end or (records.as_of - point).days < 30:
            continue
        due += 1
        looked = row["checked_on"]
        kept += (
            row["result"] == "agreed"
            and row["kept"] == "yes"
            and looked is not None
            and looked <= records.as_of
            and (looked - row["closed_on"]).days >= 60
        )
    return kept, due


def advocacy_success_rate(records: Records, program: str | None, period: Period) -> Counts:
    """Adopted in part or full over concluded asks."""
    asks = [
        row for row in _dated(records, "role_case", "closed_on", program, period) if row["kind"] == "advocacy"
    ]
    return sum(row["result"] in ("adopted", "partly_adopted") for row in asks), len(asks)


def protection_response_rate(records: Records, program: str | None, period: Period) -> Counts:
    """Action in 24 hours and a plan in 72, over alerts that are 72 hours old."""
    closing = dt.datetime.combine(records.as_of, dt.time()) + 24 * _HOUR
    good = old = 0
    for place, row in of_program(records, "role_case"):
        raised = row["raised_at"]
        if row["kind"] != "protection" or program not in (None, place) or raised + 72 * _HOUR > closing:
            continue
        if period.start <= raised.date() <= period.end:
            old += 1
            acted, planned = row["first_action_at"], row["safety_plan_at"]
            good += bool(
                acted and planned and acted - raised <= 24 * _HOUR and planned - raised <= 72 * _HOUR
            )
    return good, old


def role_level_mix(records: Records, program: str | None, period: Period) -> Counts:
    """Hours of the largest role over all hours of contact."""
    hours: dict[str, float] = defaultdict(float)
    for row in happened(records, "contact", "contact_on", program, period):
        hours[row["role"]] += row["hours"] or 0.0
    return max(hours.values(), default=0.0), sum(hours.values())


def client_set_goal_share(records: Records, program: str | None, period: Period) -> Counts:
    """Set by the client or jointly and signed, over goals set."""
    goals = _dated(records, "case_goal", "set_on", program, period)
    return sum(
        row["author"] in ("client", "joint") and row["signed_by_client"] is True for row in goals
    ), len(goals)


def aid_dependency_share(records: Records, program: str | None, period: Period) -> Counts:
    """Aid in ten of twelve months and no moving goal, over those active on the last day that is known."""
    last = min(period.end, records.as_of)
    # There is no snapshot of a month that began more than three years before the data's end.
    if (records.as_of - month_of(last).end).days >= 1100:
        return 0, 0
    aided: dict[str, set[int]] = defaultdict(set)
    for row in records.of("service"):
        person = records.whose(row)
        if row["material_aid"] and person and row["service_on"] <= records.as_of:
            months = 12 * last.year + last.month - 12 * row["service_on"].year - row["service_on"].month
            if 0 <= months < 12:
                aided[person].add(months)
    if not any(row["material_aid"] for row in records.of("service")):
        return 0, 0
    moving = {
        records.person(row["client_id"])
        for row in records.of("case_goal")
        if row["progress_on"]
        and row["progress_on"] <= records.as_of
        and row["set_on"] <= last
        and (last - row["progress_on"]).days < 182
    }
    disabled = {row["client_id"] for row in records.of("client") if row["disability"] == "yes"}
    active = {
        (row["client_id"], row["program_id"])
        for row in stays(records)
        if row["entry_on"] <= last
        and (row["exit_on"] is None or row["exit_on"] > last)
        and row["client_id"] not in disabled
        and age_group(records, row) != "60+"
        and program in (None, row["program_id"])
    }
    return sum(len(aided[client]) >= 10 and client not in moving for client, _ in active), len(active)


def community_led_activity_share(records: Records, program: str | None, period: Period) -> Counts:
    """Led by a community member over activities held."""
    held = _dated(records, "community_activity", "held_on", program, period)
    return sum(row["led_by"] == "community" for row in held), len(held)


def empowerment_stage_completion(records: Records, program: str | None, period: Period) -> Counts:
    """Proven steps over 17 for each community that had begun."""
    last = min(period.end, records.as_of)
    steps = [
        row
        for row in records.of("community_milestone")
        if row["reached_on"] <= records.as_of and row["step"].strip().lower() in STEPS
    ]
    if not steps:
        return 0, 0
    begun = {row["community_id"] for row in steps if row["reached_on"] <= last}
    begun |= {row["community_id"] for row in records.of("community_activity") if row["held_on"] <= last}
    done = sum(row["reached_on"] <= last and bool((row["evidence"] or "").strip()) for row in steps)
    return done, len(STEPS) * len(begun)


FORMULATIONS = {
    "referral_need_met_rate": referral_need_met_rate,
    "partner_delivered_share": partner_delivered_share,
    "mediation_agreement_rate": mediation_agreement_rate,
    "advocacy_success_rate": advocacy_success_rate,
    "protection_response_rate": protection_response_rate,
    "role_level_mix": role_level_mix,
    "client_set_goal_share": client_set_goal_share,
    "aid_dependency_share": aid_dependency_share,
    "community_led_activity_share": community_led_activity_share,
    "empowerment_stage_completion": empowerment_stage_completion,
}
"""What this module formulates."""
