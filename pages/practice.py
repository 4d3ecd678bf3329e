"""Practice: five roles on three levels, referrals that arrive, needs that are answered, cases by the book."""

from __future__ import annotations

from pages.parts.practice_view import practice_view
from pages.parts.screen import render

render("practice", practice_view)
