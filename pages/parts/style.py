"""The one stylesheet. Every rule stands under one class of our own; nothing of Streamlit's is touched."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from reports.charts.colours import DARK, LIGHT

RULES = Path(__file__).with_name("style.css")


@cache
def stylesheet() -> str:
    """Give the stylesheet with its colours, as a style element."""
    plain = "".join(f"--{role}:{colour};" for role, colour in LIGHT.items())
    themed = "".join(f"--{role}:light-dark({colour},{DARK[role]});" for role, colour in LIGHT.items())
    # Browsers without light-dark() read the light colours and skip the second rule.
    colours = f".hasil{{{plain}}}@supports (color:light-dark(red,red)){{.hasil{{{themed}}}}}"
    rules = " ".join(RULES.read_text(encoding="utf-8").split())
    return f"<style>{colours}{rules}</style>"
