"""Data quality: how far the records can be trusted, and what to mend first, record by record."""

from __future__ import annotations

from pages.parts.mend_list import mend_list
from pages.parts.quality_view import quality_view
from pages.parts.screen import render

render("quality", quality_view, below=mend_list)
