"""Compare: units of the same kind beside each other, which stand out beyond chance, never a ranking."""

from __future__ import annotations

from pages.parts.compare_view import compare_view
from pages.parts.screen import render

render("compare", compare_view)
