"""Money: where it comes from and goes, how dependent the organisation is, and full cost against the ledger."""

from __future__ import annotations

from pages.parts.money_view import money_view
from pages.parts.screen import render

render("money", money_view)
