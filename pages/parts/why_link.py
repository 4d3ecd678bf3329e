"""The way from a number to the page that takes it apart."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from metrics.catalogue import BY_ID
from metrics.catalogue.definition import Indicator
from metrics.value import IndicatorValue


def why_link(value: IndicatorValue, indicator: Indicator, query: Mapping[str, str]) -> str | None:
    """Give the address of a number's own page; None for what nobody here counted or nothing declares.

    A target of ours leads to the indicator that was promised.
    """
    named = value.promise_name if value.promise else value.indicator
    if value.source != "measured" or value.organization is None or named not in BY_ID:
        return None
    if value.promise is None and BY_ID[named] is not indicator:
        return None  # Made from several indicators, such as a share of a plan.
    asked = {
        **query,
        "organization": value.organization,
        "program": value.program,
        "grant": value.grant,
        "group": value.group,
        "indicator": named,
        "start": value.start.isoformat(),
        "end": value.end.isoformat(),
    }
    return "why?" + urlencode({name: text for name, text in asked.items() if text})
