"""Quality of the data: declared rules over the current records, and what they find. Knows no indicators."""

from __future__ import annotations

from data.quality.checking import Dimension, Failing, Judged, Quality, TableQuality, quality
from data.quality.rules import DIMENSIONS, RULES, Rule, rule_of

__all__ = [
    "DIMENSIONS",
    "RULES",
    "Dimension",
    "Failing",
    "Judged",
    "Quality",
    "Rule",
    "TableQuality",
    "quality",
    "rule_of",
]
