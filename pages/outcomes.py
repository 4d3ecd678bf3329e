"""Outcomes: what changed for those who left, how sure that is, and for whom it did not."""

from __future__ import annotations

from pages.parts.outcomes_view import outcomes_view
from pages.parts.screen import render

render("outcomes", outcomes_view)
