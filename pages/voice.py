"""Client voice: seven rights, satisfaction, complaints, and what was done with what people said."""

from __future__ import annotations

from pages.parts.screen import render
from pages.parts.voice_view import voice_view

render("voice", voice_view)
