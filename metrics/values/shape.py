"""The shape that all values share: common fields, honest statuses, gates and suppression."""

from __future__ import annotations

from typing import Any

from metrics.ask import Ask
from metrics.catalogue import BY_ID
from metrics.catalogue.definition import Indicator
from metrics.facts import FACT_BY_NAME
from metrics.scope import Scope
from metrics.value import IndicatorValue, Reason, Status
from metrics.values.sums import Place

_ACCOUNTS = (
    *(
        "spend_share",
        "largest_share",
        "money_sum",
        "account_share",
        "concentration",
        "reserve_months",
        "leverage",
    ),
    *("standing_share", "mix", "median_wait", "outlier_units", "improving_share"),
)
"""Kinds of indicator that divide money, hours, papers or verdicts and count no clients."""
CLIENTS = "note.clients"
"""The note that says how many different clients there were: a count of people, hidden like all others."""
KNOWN_TO_SEVERAL, KNOWN_TO_ONE = "note.known_to_several", "note.known_to_one"
"""Notes on how many people organisations have in common. The least part that can be worked out from the whole number
and theirs hides it where it is small."""
SEVERAL, WITHOUT_NUMBER = "reason.people_of_several", "reason.people_without_number"
"""Why people of several organisations are not counted together; the second names how many stand in the way."""
INDICATIVE_BELOW = 30
"""A denominator under this is only indicative (methods.md §1.0)."""


def shape(indicator: Indicator, ask: Ask, place: Place, *, status: Status, **fields: Any) -> IndicatorValue:
    """An IndicatorValue with the common fields filled from the indicator, the question and the place."""
    unit = indicator.unit
    if unit == "currency":
        currencies = {organization.currency for organization in place.organizations}
        unit = currencies.pop() if len(currencies) == 1 else "currency"
    rules = {program.rule_version for program in place.programs or ()}
    levels = {program.evidence_level for program in place.programs or ()}
    return IndicatorValue(
        indicator=indicator.id,
        organization=ask.organization,
        program=ask.program,
        grant=ask.grant,
        group=ask.group,
        start=ask.start,
        end=ask.end,
        status=status,
        unit=unit,
        direction=indicator.direction,
        rule_version=", ".join(sorted(rules)) or None,
        evidence_level=levels.pop() if len(levels) == 1 else None,
        as_of=place.as_of,
        **fields,
    )


NOTHING_RECORDED = "reason.not_measured"


def not_measured(indicator: Indicator, ask: Ask, place: Place, key: str = NOTHING_RECORDED) -> IndicatorValue:
    """Nothing was recorded: not 0."""
    return shape(indicator, ask, place, status="not_measured", reason=Reason(key=key))


def not_applicable(indicator: Indicator, ask: Ask, place: Place, key: str) -> IndicatorValue:
    """The indicator makes no sense here."""
    return shape(indicator, ask, place, status="not_applicable", reason=Reason(key=key))


def cannot_be_combined(
    indicator: Indicator, ask: Ask, place: Place, key: str, **values: str | int | float
) -> IndicatorValue:
    """The parts exist but do not add up to this scope or period."""
    return shape(indicator, ask, place, status="cannot_be_combined", reason=Reason(key=key, values=values))


def unaskable(indicator: Indicator, ask: Ask, place: Place) -> IndicatorValue | None:
    """A group that an indicator's fact does not know cannot be asked for."""
    if ask.dim != "all" and ask.dim not in FACT_BY_NAME[indicator.fact].groups:
        return cannot_be_combined(indicator, ask, place, "reason.no_such_group", group=ask.dim)
    return None


def sample_status(n: float, minimum: int) -> Status:
    """Too few, indicative or ok, by the size of the sample."""
    if n < minimum:
        return "too_few"
    return "indicative" if n < INDICATIVE_BELOW else "ok"


def suppress(value: IndicatorValue, scope: Scope) -> IndicatorValue:
    """Hide a number that so few people make up that they could be recognised.

    A count or a part of a rate between 0 and the threshold is hidden, and so is a rate whose remainder is
    (methods.md §2.9). With a threshold of 0 nothing is hidden.
    """
    if scope.threshold == 0:
        return value
    if value.reason and value.reason.key == WITHOUT_NUMBER:
        return value.model_copy(update={"reason": Reason(key=SEVERAL)})
    if value.status in ("not_measured", "not_applicable", "cannot_be_combined"):
        return value
    if not any(cell is not None and 0 < cell < scope.threshold for cell in _people_cells(value)):
        return _without_few_clients(value, scope.threshold)
    hidden = dict.fromkeys(
        ("value", "numerator", "denominator", "unknown", "low", "high", "worst", "best", "n", "target_status")
    )
    return value.model_copy(
        update={
            **hidden,
            "status": "suppressed",
            "reason": Reason(key="reason.suppressed", values={"threshold": scope.threshold}),
            "notes": (),
        }
    )


def _without_few_clients(value: IndicatorValue, threshold: int) -> IndicatorValue:
    """Leave out how many clients there were where they are few, though their exits are not."""
    notes = tuple(note for note in value.notes if note.key != CLIENTS or float(note.values["n"]) >= threshold)
    return value if notes == value.notes else value.model_copy(update={"notes": notes})


def _people_cells(value: IndicatorValue) -> list[float | None]:
    """The counts of people that a value shows or gives away; an account of money shows none."""
    declared = BY_ID.get(value.indicator)
    # Numbers that a review derives, such as days waited, are declared with it and not in the catalogue.
    kind = declared.kind if declared else "count"
    if kind in _ACCOUNTS:
        return []
    if value.unit in ("people", "count"):
        together = (KNOWN_TO_SEVERAL, KNOWN_TO_ONE)
        return [value.value, *(float(note.values["least"]) for note in value.notes if note.key in together)]
    if kind in ("cost_per_outcome", "cohort_cost"):
        # Cost over cost per outcome is the number of outcomes.
        others = (
            value.n - value.denominator if value.n is not None and value.denominator is not None else None
        )
        return [value.denominator, others]
    if kind == "equity_gap":
        return _gap_cells(value)
    if kind in ("expected_ratio", "outcomes_per_amount"):
        # What was divided by is no count of people; those who left without the outcome are.
        return [
            value.numerator,
            value.n - value.numerator if value.n and value.numerator is not None else None,
        ]
    if kind in ("mean", "mean_change", "licensed_mean", "scale_mean", "net_promoter"):
        return [value.n]
    if value.unit not in ("proportion", "score", "days"):
        return []
    others = (
        value.denominator - value.numerator
        if value.numerator is not None and value.denominator is not None
        else None
    )
    return [value.denominator, value.numerator, others]


def _gap_cells(value: IndicatorValue) -> list[float | None]:
    """The four counts behind a gap: achieved and not, in the group and among everyone else."""
    if value.value is None or not value.denominator or value.n is None or value.numerator is None:
        return []
    others = value.n - value.denominator
    reached = round((value.numerator / value.denominator - value.value / 100) * others)
    return [value.numerator, value.denominator - value.numerator, others, reached, others - reached]
