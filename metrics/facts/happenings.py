"""The days between which an organisation's data lie."""

from __future__ import annotations

HAPPENINGS: tuple[tuple[str, str, str], ...] = (
    ("enrollment", "entry_day", "true"),
    ("enrollment", "exit_day", "exit_day is not null"),
    ("service", "service_day", "true"),
    ("contact", "contact_day", "true"),
    ("measurement", "measured_day", "true"),
    ("follow_up", "done_day", "done_day is not null"),
    ("referral", "made_day", "true"),
    ("need", "assessed_day", "true"),
    ("case_goal", "set_day", "true"),
    ("case_step", "done_day", "true"),
    ("role_case", "closed_day", "closed_day is not null"),
    ("placement", "placed_day", "true"),
    ("complaint", "received_day", "true"),
    ("feedback_theme", "raised_day", "true"),
    ("decision_event", "decided_day", "decided_day is not null"),
    ("survey_answer", "answered_day", "true"),
    ("community_milestone", "reached_day", "true"),
    ("community_activity", "held_day", "true"),
    ("evaluation", "held_day", "true"),
    ("volunteer_spell", "started_day", "true"),
    ("staff_post", "started_day", "started_day is not null"),
    ("accreditation_evidence", "verified_day", "verified_day is not null"),
    ("contribution", "given_day", "true"),
    ("reserve", "as_of_day", "true"),
    ("ledger_entry", "booked_day", "booked_day is not null"),
    ("reported_result", "ends_day", "ends_day is not null and value is not null"),
)
"""Tables, their day of something that happened, and which rows have one. Plans and targets are not here."""

_FIRST = {
    "reported_result": "coalesce(starts_day, ends_day)",
    **dict.fromkeys(("staff_post", "volunteer_spell", "accreditation_evidence"), "cast(null as integer)"),
}
"""The first day where it is another: of a period its beginning; what lasts was there before anything was counted."""

HAPPENED = """select organization_id, min(first_day) as first_day, max(last_day) as last_day
    from ({parts}) happening group by organization_id""".format(
    parts=" union all ".join(
        f"""select organization_id, min({_FIRST.get(table, day)}) as first_day, max({day}) as last_day
            from current_{table} where {condition} group by organization_id"""
        for table, day, condition in HAPPENINGS
    )
)
"""The first and the last day on which something happened, for each organisation."""
