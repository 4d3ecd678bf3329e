"""Compute: published tables + scope + question -> IndicatorValue."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Callable
from dataclasses import replace
from typing import Literal, get_args

from metrics.ask import Ask
from metrics.catalogue import BY_ID, CATALOGUE
from metrics.catalogue.definition import Indicator
from metrics.errors import QuestionError, UnknownIndicator
from metrics.group import require_group
from metrics.period import Grain, Period, last_complete, published_grain, rolling_months, split
from metrics.reader import Reader
from metrics.scope import Scope
from metrics.value import IndicatorValue, Reason
from metrics.values import (
    accounts,
    comparisons,
    linked,
    means,
    money,
    outcome_cost,
    promises,
    quality,
    rates,
    returns,
)
from metrics.values.awaited import awaited
from metrics.values.beside import with_notes
from metrics.values.funnel import outlier_units
from metrics.values.improving import HISTORY, improving_share
from metrics.values.mix import mix
from metrics.values.people import unique_people
from metrics.values.reported_rates import reported_rates
from metrics.values.scores import mean_score, promoter_score
from metrics.values.shape import cannot_be_combined, not_applicable, not_measured, suppress
from metrics.values.standing import standing_share
from metrics.values.sums import Place, place_of, sums_by
from metrics.values.targets import attach_target
from metrics.values.waits import median_wait
from metrics.values.yearly import twelve_month_rate

By = Literal[
    "week",
    "month",
    "quarter",
    "year",
    "organization",
    "program",
    "sex",
    "age_group",
    "disability",
    "category",
    "district",
    "risk",
    "partner",
    "instrument",
    "mode",
    "role",
    "level",
    "role_level",
    "stage",
    "community",
    "component",
    "requirement",
    "kind",
]
"""What a question may be broken down by: periods, places, or one people group."""
BREAKDOWNS: tuple[By, ...] = get_args(By)

_VALUE: dict[str, Callable[[Reader, Place, Indicator, Ask], IndicatorValue]] = {
    "rate": rates.rate,
    "count": rates.count,
    "stock": rates.stock,
    "unique_people": unique_people,
    "return_curve": returns.return_curve,
    "mean_score": mean_score,
    "cost_per_outcome": outcome_cost.cost_per_outcome,
    "cohort_cost": outcome_cost.cohort_cost,
    "spend_share": money.spend_share,
    "largest_share": money.largest_share,
    "money_sum": money.money_sum,
    "outcomes_per_amount": linked.outcomes_per_amount,
    "median_return": returns.median_return,
    "mean": means.mean,
    "mean_change": means.mean_change,
    "licensed_mean": means.licensed_mean,
    "scale_mean": means.scale_mean,
    "net_promoter": promoter_score,
    "expected_ratio": comparisons.expected_ratio,
    "equity_gap": comparisons.equity_gap,
    "dimensions": quality.lowest_dimension,
    "standing_share": standing_share,
    "twelve_month_rate": twelve_month_rate,
    "median_wait": median_wait,
    "account_share": accounts.account_share,
    "concentration": accounts.concentration,
    "reserve_months": accounts.reserve_months,
    "leverage": accounts.leverage,
    "reported_rates": lambda *question: reported_rates(*question)[0],
}

_MANY: dict[str, Callable[[Reader, Place, Indicator, Ask], list[IndicatorValue]]] = {
    "equity_gap": comparisons.equity_gaps,
    "dimensions": quality.dimensions,
    "mix": mix,
    "reported_rates": reported_rates,
}
"""Kinds that are several numbers, each of a group of its own; the one that matters most comes first."""


def indicator_of(id: str) -> Indicator:
    """Find an indicator. Raises UnknownIndicator naming the nearest."""
    found = BY_ID.get(id)
    if found is None:
        near = difflib.get_close_matches(id, BY_ID, n=1)
        if not near:
            raise UnknownIndicator("error.unlike_any_indicator", id=id)
        raise UnknownIndicator("error.unknown_indicator", id=id, nearest=near[0])
    return found


def value(reader: Reader, scope: Scope, ask: Ask) -> IndicatorValue:
    """Answer one question with one value.

    Raises QuestionError for an unknown indicator or place, or a period off the edges. Of indicators with
    several values, such as one a promise or a group, this is the first; ``values`` gives all.
    """
    return values(reader, scope, ask)[0]


def values(reader: Reader, scope: Scope, ask: Ask) -> list[IndicatorValue]:
    """Answer one question: one value; or one a promise, a group or a dimension."""
    indicator = indicator_of(ask.indicator)
    published_grain(ask.period)
    require_group(ask)
    place = place_of(reader, scope, ask)
    if indicator.kind == "promises":
        promised = promises.promises(reader, place, indicator, ask, lambda asked: value(reader, scope, asked))
        return promised or [not_applicable(indicator, ask, place, "reason.no_promises")]
    return _finished(reader, scope, place, indicator, ask)


def values_by(reader: Reader, scope: Scope, ask: Ask, by: By) -> list[IndicatorValue]:
    """Answer the same question for each period, place or group."""
    return [answer for asked in _asks_by(reader, scope, ask, by) for answer in values(reader, scope, asked)]


def series(reader: Reader, scope: Scope, ask: Ask, grain: Literal["week", "month"]) -> list[IndicatorValue]:
    """A rate, count or snapshot for each whole week or month, in one query.

    For charts: without targets, gates and people groups. A period with nothing in it is not measured for a
    rate, and 0 for a count, unless nothing at all is recorded of that time. Counts of a grant are not shared out.
    """
    indicator = indicator_of(ask.indicator)
    place = place_of(reader, scope, ask)
    if indicator.kind not in ("rate", "count", "stock"):
        return values_by(reader, scope, ask, grain)
    measures = [name for name in (indicator.numerator, indicator.denominator, indicator.unknown) if name]
    periods = list(split(ask.period, grain))
    if not periods:
        return []
    whole = ask.model_copy(update={"start": periods[0].start, "end": periods[-1].end})
    standing = indicator.kind == "stock"
    found = sums_by(
        reader, place, whole, indicator.fact, measures, "period", "ever" if standing else "period"
    )
    if standing:
        found = _cumulated(found, indicator.numerator, periods)
    recorded = reader.records(indicator.fact, place.organization_ids)
    answers: list[IndicatorValue] = []
    for period in periods:
        asked = ask.model_copy(update={"start": period.start, "end": period.end})
        answers.append(_point(indicator, asked, place, found.get(period.start), recorded))
    return [suppress(answer, scope) for answer in answers]


def _cumulated(
    changes: dict[dt.date, dict[str, float]], measure: str, periods: list[Period]
) -> dict[dt.date, dict[str, float]]:
    """What stands at the end of each period: all changes until then."""
    standing, total = {}, 0.0
    days = sorted(changes)
    for period in periods:
        while days and days[0] <= period.start:
            total += changes[days.pop(0)][measure]
        standing[period.start] = {measure: total}
    return standing


def _point(
    indicator: Indicator, ask: Ask, place: Place, found: dict[str, float] | None, recorded: bool
) -> IndicatorValue:
    if problem := _outside_the_data(place, indicator, ask):
        return problem
    if indicator.kind == "rate":
        return rates.rate_from(indicator, ask, place, found or {})
    return rates.count_from(indicator, ask, place, found, recorded)


def _finished(
    reader: Reader, scope: Scope, place: Place, indicator: Indicator, ask: Ask
) -> list[IndicatorValue]:
    """Values with their applicability, gates, target and suppression."""
    if problem := _inapplicable(place, indicator, ask):
        return [suppress(problem, scope)]
    if indicator.kind in _COMPOSED:
        # What others are composed of is judged on all of it: a verdict shows nobody.
        whole = scope.model_copy(update={"threshold": 0})
        answers = [_COMPOSED[indicator.kind](reader, whole, place, indicator, ask)]
    elif indicator.kind in _MANY:
        answers = _MANY[indicator.kind](reader, place, indicator, ask)
    else:
        answers = [_VALUE[indicator.kind](reader, place, indicator, ask)]
    answers = [awaited(reader, place, indicator, answer) for answer in answers]
    answers = _gated(reader, place, indicator, ask, answers)
    answers = [with_notes(reader, place, ask, answer) for answer in answers]
    return [
        suppress(attach_target(reader, place, ask.model_copy(update={"group": answer.group}), answer), scope)
        for answer in answers
    ]


def _linked_spend(
    reader: Reader, scope: Scope, place: Place, indicator: Indicator, ask: Ask
) -> IndicatorValue:
    return linked.linked_spend(reader, place, indicator, ask, lambda one: value(reader, scope, one))


def _outlier_units(
    reader: Reader, scope: Scope, place: Place, indicator: Indicator, ask: Ask
) -> IndicatorValue:
    """Programmes asked about, among all that the scope shows."""
    everywhere = place_of(reader, scope, Ask(indicator=ask.indicator, start=ask.start, end=ask.end))
    programs = tuple(reader.programs(scope))
    own = tuple(one for one in programs if one.organization in place.organization_ids)
    return outlier_units(
        reader,
        replace(place, programs=own if place.programs is None else place.programs),
        replace(everywhere, programs=programs),
        indicator,
        BY_ID["outcome_achievement_rate"],
        ask,
    )


def _improving_share(
    reader: Reader, scope: Scope, place: Place, indicator: Indicator, ask: Ask
) -> IndicatorValue:
    """Headline measures over three years of whole months or quarters that had ended by the data date."""

    def points(one: Indicator, grain: Grain) -> list[IndicatorValue]:
        last = last_complete(min(ask.end, place.as_of), grain)
        span = rolling_months(last.end, HISTORY)
        asked = ask.model_copy(update={"indicator": one.id, "start": span.start, "end": span.end})
        if grain == "month":
            return series(reader, scope, asked, "month")
        # Quarters of the calendar, also where fiscal years differ.
        return [
            value(reader, scope, asked.model_copy(update={"start": start, "end": end}))
            for start, end in split(span, grain)
        ]

    measures = [one for one in CATALOGUE if one.headline and one.kind != "promises"]
    return improving_share(place, indicator, ask, measures, points)


_COMPOSED: dict[str, Callable[[Reader, Scope, Place, Indicator, Ask], IndicatorValue]] = {
    "linked_spend": _linked_spend,
    "outlier_units": _outlier_units,
    "improving_share": _improving_share,
}
"""Kinds that are made from the values of others."""


def _inapplicable(place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue | None:
    """Why a question makes no sense here, or comes too early."""
    if indicator.program_kinds and place.programs is not None:
        kinds = {program.kind for program in place.programs}
        if not kinds & set(indicator.program_kinds):
            return not_applicable(indicator, ask, place, "reason.other_kind_of_program")
    if not place.organizations:
        return cannot_be_combined(indicator, ask, place, "reason.nothing_in_scope")
    return _outside_the_data(place, indicator, ask)


def _outside_the_data(place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue | None:
    """Say that a period begins after the last data, or ends before anything happened."""
    if not place.has_begun(ask.start):
        return not_measured(indicator, ask, place, "reason.after_data")
    if not place.was_recorded(ask.end):
        return not_measured(indicator, ask, place, "reason.before_data")
    return None


def _gated(
    reader: Reader, place: Place, indicator: Indicator, ask: Ask, answers: list[IndicatorValue]
) -> list[IndicatorValue]:
    """Name the gates that values do not pass; they are kept, and say so."""
    failed: dict[str, Reason] = {}
    for gate in indicator.gates if any(answer.value is not None for answer in answers) else ():
        guard = indicator_of(gate.indicator)
        level = _VALUE[guard.kind](reader, place, guard, ask.model_copy(update={"indicator": guard.id}))
        if level.value is not None and level.value < gate.at_least:
            said = {"level": round(level.value, 4), "at_least": gate.at_least}
            failed[guard.id] = Reason(key=f"reason.gate.{guard.id}", values=said)
    if not failed:
        return answers
    first = next(iter(failed.values()))
    return [
        answer
        if answer.value is None
        else answer.model_copy(update={"gates": tuple(failed), "reason": answer.reason or first})
        for answer in answers
    ]


def _asks_by(reader: Reader, scope: Scope, ask: Ask, by: By) -> list[Ask]:
    if by in ("week", "month", "quarter", "year"):
        first_month = _first_month(reader, scope, ask) if by == "year" else 1
        return [
            ask.model_copy(update={"start": period.start, "end": period.end})
            for period in split(ask.period, by, first_month)  # type: ignore[arg-type]
        ]
    if by == "organization":
        return [ask.model_copy(update={"organization": one.id}) for one in reader.organizations(scope)]
    if by == "program":
        return [
            ask.model_copy(update={"program": one.id, "organization": one.organization})
            for one in reader.programs(scope, ask.organization)
            if ask.program in (None, one.id)
        ]
    return [ask.model_copy(update={"group": f"{by}={code}"}) for code in _group_codes(reader, scope, ask, by)]


def _group_codes(reader: Reader, scope: Scope, ask: Ask, dim: str) -> list[str]:
    indicator = indicator_of(ask.indicator)
    place = place_of(reader, scope, ask)
    asked = ask.model_copy(update={"group": f"{dim}=any"})
    # Of what is published as changes, a group that did not change is there too.
    span = "ever" if indicator.kind in ("stock", "standing_share", "unique_people") else "period"
    return sorted(sums_by(reader, place, asked, indicator.fact, [indicator.numerator], "grp", span))


def _first_month(reader: Reader, scope: Scope, ask: Ask) -> int:
    """The first month of the fiscal year, of the organisations asked about when they agree."""
    starts = {
        one.fiscal_year_start for one in reader.organizations(scope) if ask.organization in (None, one.id)
    }
    if len(starts) > 1:
        raise QuestionError("error.different_fiscal_years")
    return starts.pop() if starts else 1
