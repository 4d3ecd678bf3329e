"""Which language to speak: the one asked for, else the user's, else Bahasa Indonesia."""

from __future__ import annotations

import os

from locales.words import Language


def choose_language(asked: str | None = None) -> Language:
    """Choose by ``--lang``, then ``HASIL_LANG``, then the system's language, then Indonesian."""
    candidates = (asked, os.environ.get("HASIL_LANG"), os.environ.get("LC_ALL"), os.environ.get("LANG"))
    for candidate in candidates:
        code = (candidate or "")[:2].lower()
        if code == "en":
            return "en"
        if code == "id":
            return "id"
    return "id"
