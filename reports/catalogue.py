"""The catalogue in words: how many measures have a number here, and what the others wait for."""

from __future__ import annotations

from collections.abc import Sequence

from data.model import TABLES
from metrics.reviews.asking import measured
from metrics.reviews.uses import CatalogueReview, Use
from metrics.value import IndicatorValue
from reports.practice import role_name
from reports.reading import Reading, why_text


def message(review: CatalogueReview, reading: Reading) -> str:
    """How many measures there are, and how many have a number here."""
    known = len([use for use in review.uses if measured(use.value)])
    return reading.t("uses.title", all=len(review.uses), known=known)


def lead(shown: Sequence[Use], searched: str, reading: Reading) -> str:
    """What was found, and how to read on."""
    t = reading.t
    return t.n("uses.lead.found", len(shown), words=searched) if searched else t("uses.lead")


def what_is_largest(value: IndicatorValue, reading: Reading) -> str:
    """Of a mix, which role (or level) the number is of: it is the largest."""
    return role_name(value.group.split("=", 1)[1], reading) if value.group else ""


def lacks(use: Use, reading: Reading) -> str:
    """What data a measure lacks, or why it has no number."""
    t = reading.t
    if use.lacking:
        names = ", ".join(TABLES[name].label.say(t.language).lower() for name in use.lacking)
        return t("uses.lacks", tables=names)
    return "" if measured(use.value) else why_text(use.value, reading)
