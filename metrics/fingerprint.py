"""Fingerprint: which definition a value was made by, so that a later change of it is noticed."""

from __future__ import annotations

import hashlib

from metrics.catalogue.definition import Indicator
from metrics.facts import FACT_BY_NAME


def fingerprint(indicator: Indicator) -> str:
    """The beginning of a hash over how an indicator is counted: its declaration and the rows of its fact.

    What it is called and how it is explained does not count.
    """
    told = indicator.model_dump_json(exclude={"name", "question", "formula", "caution", "seed", "source"})
    fact = FACT_BY_NAME.get(indicator.fact)
    counted = f"{fact.rows}{fact.working}{fact.measures}" if fact else ""
    return hashlib.sha256(f"{told}{counted}".encode()).hexdigest()[:12]
