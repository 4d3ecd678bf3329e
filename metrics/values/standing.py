"""What stands at the end of a period as a share: steps reached, staff certified, evidence valid."""

from __future__ import annotations

from metrics.ask import Ask
from metrics.catalogue.definition import Indicator
from metrics.facts import FACT_BY_NAME
from metrics.reader import Reader
from metrics.value import IndicatorValue
from metrics.values.shape import not_applicable, not_measured, shape, unaskable
from metrics.values.sums import Place, sums

OF_THE_HOUSE = ("community_step", "evidence", "volunteer", "donor", "reserve")
"""Facts that belong to a whole organisation and to none of its programmes."""


def of_the_house(indicator: Indicator, ask: Ask, place: Place) -> IndicatorValue | None:
    """Say that a number is of the whole organisation when one programme, or one grant, is asked about."""
    if place.programs is not None and indicator.fact in OF_THE_HOUSE:
        return not_applicable(indicator, ask, place, "reason.whole_organization")
    return None


def standing_share(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """A part of what stands on the last day of the period, or as of the data date when that comes first.

    An administrative total: it has no sampling error and so no interval.
    """
    if problem := unaskable(indicator, ask, place) or of_the_house(indicator, ask, place):
        return problem
    assert indicator.denominator is not None
    measures = [indicator.numerator, indicator.denominator]
    span = "ever" if FACT_BY_NAME[indicator.fact].shape == "change" else "last"
    found = sums(reader, place, ask, indicator.fact, measures, span)
    whole = found[indicator.denominator] or 0.0
    if whole <= 0:
        return not_measured(indicator, ask, place)
    part = found[indicator.numerator] or 0.0
    return shape(
        indicator,
        ask,
        place,
        status="ok",
        value=part / whole,
        numerator=part,
        denominator=whole,
        n=whole,
    )
