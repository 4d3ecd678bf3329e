"""What is awaited: such things are recorded here, but none of those that this number counts has come yet."""

from __future__ import annotations

from metrics.catalogue.definition import Indicator
from metrics.reader import Reader
from metrics.value import IndicatorValue, Reason
from metrics.values.shape import NOTHING_RECORDED
from metrics.values.sums import Place

KINDS = frozenset(
    {
        *("rate", "mean", "mean_change", "mean_score", "licensed_mean", "scale_mean", "net_promoter", "mix"),
        *("expected_ratio", "equity_gap", "standing_share", "median_wait", "return_curve", "median_return"),
    }
)
"""Kinds that have no number until something of their own was counted."""
MISSING = "tables"
"""What a reason names the record tables by that are empty."""
_ANSWERS = ("survey_response", "survey_score")


def awaited_key(indicator: Indicator) -> str:
    """Name what an indicator waits for: what its denominator counts, or an answer to its question."""
    return (
        "awaited.answers"
        if indicator.fact in _ANSWERS
        else f"awaited.{indicator.denominator or indicator.fact}"
    )


def awaited(reader: Reader, place: Place, indicator: Indicator, answer: IndicatorValue) -> IndicatorValue:
    """Say what is awaited instead of that nothing was recorded, where the records themselves are there; else
    which of them are not."""
    if answer.reason is None or answer.reason.key != NOTHING_RECORDED:
        return answer
    reason = answer.reason
    if not reader.records(indicator.fact, place.organization_ids):
        missing = reader.missing(indicator.fact, place.organization_ids)
        reason = Reason(key=NOTHING_RECORDED, values={MISSING: " ".join(missing)})
    elif indicator.kind in KINDS:
        reason = Reason(key=awaited_key(indicator))
    return answer.model_copy(update={"reason": reason})


def missing_tables(answer: IndicatorValue) -> tuple[str, ...]:
    """Give the record tables that a number lacks, as far as it says so."""
    return tuple(str(answer.reason.values.get(MISSING, "")).split()) if answer.reason else ()
