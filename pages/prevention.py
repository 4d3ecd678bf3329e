"""Prevention: was the problem prevented, does it come back, and how much of the money goes there."""

from __future__ import annotations

from pages.parts.prevention_view import prevention_view
from pages.parts.screen import render

render("prevention", prevention_view)
