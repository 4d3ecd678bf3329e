"""Transactions as ledger entries, and budgets."""

from __future__ import annotations

from lxml import etree

from data.importers.iati.activity import Activity, first_by_tag
from data.importers.iati.cells import Cell, Cells
from data.importers.iati.codes import FUNDER_KINDS, INCOMING, INCOMING_PLEDGE, LEDGER_KINDS
from data.importers.iati.parties import Parties, named
from data.importers.iati.rows import Row, Rows
from data.importers.iati.text import attribute, iso_day, read_day, tidy
from data.model.codes import LedgerKind


def stage_transactions(activity: Activity, rows: Rows, cells: Cells, parties: Parties) -> None:
    """Stage a ledger entry for each transaction; those that look alike all stay, told apart by ordinal."""
    for ordinal, element in enumerate(activity.all("transaction"), start=1):
        children = first_by_tag(element)
        code = attribute(children.get("transaction-type"), "code")
        kind = LEDGER_KINDS.get((code or "").upper())
        if kind is None:
            rows.problem("iati_transaction_kind_unknown", element, "transaction-type@code", code)
            kind = LedgerKind.other
        row = {
            **rows.row(element),
            "entry_id": f"{activity.unit_id}|t{ordinal}",
            "organization_id": activity.organization_id,
            "program_id": activity.program_id,
            "kind": kind,
            "source_code": code,
            "booked_on": read_day(rows, children.get("transaction-date")),
            "reference": tidy(element.get("ref")),
        }
        if kind in INCOMING or code == INCOMING_PLEDGE:
            provider = named(children.get("provider-org"))
            if provider is not None:
                parties.note_funder(provider, rows.dated_at, element.sourceline)
                row["funder_id"] = provider.id
                row["source_type"] = FUNDER_KINDS.get(provider.type or "")
                row["counterparty"] = provider.name or provider.id
        else:
            receiver = named(children.get("receiver-org"))
            row["counterparty"] = (receiver.name or receiver.id) if receiver else None
        _add_money("ledger_entry", row, activity, element, children.get("value"), rows, cells)
        if currency := row.get("currency"):
            parties.note_paid(activity.organization_id, currency)


def stage_budgets(activity: Activity, rows: Rows, cells: Cells) -> None:
    """Stage the budgets of an activity; ``status`` keeps the source's type and status."""
    for ordinal, element in enumerate(activity.all("budget"), start=1):
        children = first_by_tag(element)
        starts_on = read_day(rows, children.get("period-start"))
        ends_on = read_day(rows, children.get("period-end"))
        if starts_on and ends_on and starts_on > ends_on:
            rows.problem("iati_dates_reversed", element, "budget/period-end", f"{starts_on} – {ends_on}")
            ends_on = None
        written = (f"{name}={value}" for name in ("type", "status") if (value := attribute(element, name)))
        row = {
            **rows.row(element),
            "budget_id": f"{activity.unit_id}|b{ordinal}",
            "organization_id": activity.organization_id,
            "program_id": activity.program_id,
            "starts_on": starts_on,
            "ends_on": ends_on,
            "status": "; ".join(written) or None,
        }
        _add_money("budget", row, activity, element, children.get("value"), rows, cells)


def _add_money(
    table: str,
    row: Row,
    activity: Activity,
    element: etree._Element,
    value: etree._Element | None,
    rows: Rows,
    cells: Cells,
) -> None:
    """Read amount and currency into a row and add it; a row without one of them is an error and left out."""
    column = f"{element.tag}/value"
    written = tidy(value.text) if value is not None else None
    if value is None or written is None:
        rows.problem("iati_no_amount", element, column, severity="error")
        return
    currency = attribute(value, "currency")
    row["currency"] = currency.upper() if currency else activity.currency
    if row["currency"] is None:
        rows.problem("iati_no_currency", element, f"{column}@currency", written, severity="error")
        return
    day = attribute(value, "value-date")
    row["value_on"] = iso_day(day) if day else None
    if day and row["value_on"] is None:
        rows.problem("iati_date_unread", element, f"{column}@value-date", day)
    cells.put(table, row, [Cell("amount", column, written, "money")])
