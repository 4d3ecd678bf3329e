"""Standing: evidence for accreditation, what expires when, certified staff, and the organisation's profile."""

from __future__ import annotations

from pages.parts.screen import render
from pages.parts.standing_view import standing_view

render("standing", standing_view)
