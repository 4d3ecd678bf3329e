"""What the rules about money and about reported results look for. They say what to mend and count for no dimension:
a reversal, a shared cost or a result without a target may be as it should be.
"""

from __future__ import annotations

from typing import NamedTuple

FAR = 100
"""Times the median of its like from which on an amount is far outside: a slip of two digits."""
LIKE = 12
"""Entries of a kind and currency from which on their median says what is usual."""
GAP = 31
"""Days between two periods of one promise from which on one is missing."""


class AccountRule(NamedTuple):
    """A rule about money or results (see ``data.quality.rules``)."""

    id: str
    dimension: str
    table: str
    rows: str


def _entry(failed: str, where: str = "true", among: str = "current_ledger_entry r") -> str:
    """A rule over lines of the ledger."""
    return f"""
        select r.organization_id, r.program_id, r.entry_id as record, cast(null as uuid) as client_id,
            cast(null as varchar) as worker, coalesce(r.booked_day, r.entered_day) as day,
            case when {failed} then 1 else 0 end as failed
        from {among} where {where}
    """


def _result(failed: str, where: str, among: str = "current_reported_result r") -> str:
    """A rule over reported values."""
    return f"""
        select r.organization_id, r.program_id, r.result_id as record, cast(null as uuid) as client_id,
            cast(null as varchar) as worker, coalesce(r.ends_day, r.entered_day) as day,
            case when {failed} then 1 else 0 end as failed
        from {among} where {where}
    """


_SPENT = "r.kind in ('expenditure', 'disbursement')"
_FOREIGN = """
    current_ledger_entry r join current_organization o on o.organization_id = r.organization_id
        and o.base_currency <> r.currency
"""
_NO_RATE = """
    not exists (select 1 from current_exchange_rate x where
        (x.from_currency = r.currency and x.to_currency = o.base_currency)
        or (x.from_currency = o.base_currency and x.to_currency = r.currency))
"""
_NOTHING_REVERSED = """
    not exists (select 1 from current_ledger_entry other where other.organization_id = r.organization_id
        and other.kind = r.kind and other.currency = r.currency and other.amount = -r.amount)
"""
_USUAL = f"""
    current_ledger_entry r join (
        select organization_id, kind, currency, median(abs(amount)) as usual from current_ledger_entry
        where amount <> 0 group by organization_id, kind, currency having count(*) >= {LIKE}
    ) u on u.organization_id = r.organization_id and u.kind = r.kind and u.currency = r.currency
"""
_BEFORE = """(
    select *, lag(ends_day) over (
        partition by organization_id, definition_id, program_id, dimensions, location order by starts_day, ends_day
    ) as ended_before from current_reported_result where starts_on is not null and ends_on is not null
) r"""

ACCOUNT_RULES: tuple[AccountRule, ...] = (
    AccountRule(
        "money_without_program",
        "completeness",
        "ledger_entry",
        _entry("r.program_id is null", f"{_SPENT} and r.nature in ('prevention', 'treatment')"),
    ),
    AccountRule("money_unclassified", "completeness", "ledger_entry", _entry("r.nature = 'unknown'", _SPENT)),
    AccountRule("money_without_day", "completeness", "ledger_entry", _entry("r.booked_on is null")),
    AccountRule("money_without_rate", "completeness", "ledger_entry", _entry(_NO_RATE, among=_FOREIGN)),
    AccountRule("money_negative", "validity", "ledger_entry", _entry(_NOTHING_REVERSED, "r.amount < 0")),
    AccountRule(
        "money_far_outside",
        "validity",
        "ledger_entry",
        _entry(f"abs(r.amount) > {FAR} * u.usual", among=_USUAL),
    ),
    AccountRule(
        "result_without_target",
        "completeness",
        "reported_result",
        _result("r.target is null and r.target_text is null", "r.value is not null and r.is_total"),
    ),
    AccountRule(
        "result_as_text",
        "validity",
        "reported_result",
        _result("r.value is null", "r.value is not null or r.value_text is not null"),
    ),
    AccountRule(
        "period_missing",
        "timeliness",
        "reported_result",
        _result(f"r.starts_day - r.ended_before > {GAP}", "r.ended_before is not null", _BEFORE),
    ),
)
"""The rules about money and reported results."""
