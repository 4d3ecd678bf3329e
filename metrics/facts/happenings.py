"""The day up to which an organisation's data reaches."""

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
    ("complaint", "received_day", "true"),
    ("survey_answer", "answered_day", "true"),
    ("ledger_entry", "booked_day", "booked_day is not null"),
    ("reported_result", "ends_day", "ends_day is not null and value is not null"),
)
"""Tables, their day of something that happened, and which rows have one. Plans and targets are not here."""

LATEST_HAPPENING = "select organization_id, max(day) as day from ({parts}) happening group by organization_id".format(
    parts=" union all ".join(
        f"select organization_id, max({day}) as day from current_{table} where {condition} group by organization_id"
        for table, day, condition in HAPPENINGS
    )
)
"""The latest day on which something happened, for each organisation."""
