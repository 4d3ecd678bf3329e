"""Empowerment: the 17 steps of each community, who leads, who decides, and the four evaluation questions."""

from __future__ import annotations

from pages.parts.empowerment_view import empowerment_view
from pages.parts.screen import render

render("empowerment", empowerment_view)
