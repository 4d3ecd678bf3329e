"""Sources: the record tables that a number is counted from."""

from __future__ import annotations

from metrics.catalogue.definition import Indicator
from metrics.facts import FACT_BY_NAME
from metrics.value import IndicatorValue

REPORTED = ("indicator_definition", "reported_result")


def record_tables(value: IndicatorValue, indicator: Indicator) -> tuple[str, ...]:
    """Names of the record tables behind a value. A cost per outcome is counted from money and from exits."""
    if value.source == "reported":
        return REPORTED
    tables = FACT_BY_NAME[indicator.fact].reads
    if indicator.kind in ("cost_per_outcome", "outcomes_per_amount"):
        tables = (*tables, *FACT_BY_NAME["exit"].reads)
    return tuple(dict.fromkeys(tables))
