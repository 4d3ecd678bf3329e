"""Why this number: what it is made of, whether its parts add up to it, and what could still change it."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from metrics.ask import Ask
from metrics.catalogue.definition import Indicator
from metrics.compute import indicator_of, series, values_by
from metrics.errors import QuestionError
from metrics.group import require_recorded_group
from metrics.period import Grain, Period, month_of, on_months, on_weeks, week_of
from metrics.reader import Reader
from metrics.reviews.charted import charted, without
from metrics.reviews.guarded import guarded, guarded_value
from metrics.reviews.signals import Watched, since_begun, watched
from metrics.reviews.sources import record_tables
from metrics.scope import Scope
from metrics.value import IndicatorValue
from metrics.values.sums import place_of, sums_by
from metrics.verification import can_recheck

LONGEST = 36
"""Months that are still listed one by one."""
WEEKS = 24
LAG_MONTHS = 12
MOST = 0.9
"""The share of records by which lateness is measured."""
ADDING = ("rate", "count", "money_sum")
"""Kinds whose numerators and denominators are sums over months and programmes."""
WHOLE = (3, 6, 9, 12, 24, 36)
"""Months of the periods that a viewer with a threshold may ask for, beside a single one: between shorter
steps a difference would give back what is hidden."""


@dataclass(frozen=True, slots=True)
class Lateness:
    """How late things are typed in here: within ``days`` nine of ten records are there; ``since`` is how many
    days lie between the end of the period and the last day of the data."""

    days: int
    since: int

    @property
    def may_come(self) -> bool:
        """Whether records of the period are likely still to come."""
        return self.since < self.days


@dataclass(frozen=True, slots=True)
class Explanation:
    """A number and everything it rests on, within what the viewer may see."""

    ask: Ask
    indicator: Indicator
    value: IndicatorValue
    steps: tuple[IndicatorValue, ...]
    """The months (or weeks) of the period; empty where one of them would show too few people."""
    steps_hidden: bool
    steps_agree: bool | None
    """Whether the steps add up to the number; None for what does not add over time."""
    programs: tuple[IndicatorValue, ...]
    programs_hidden: bool
    programs_agree: bool | None
    watched: Watched | None
    """The number over time, until the end of the period."""
    days_left: int
    """Days of the period that the data do not reach yet."""
    excluded: float | None
    """Exits that the programme's rule leaves out, where the number is counted from exits."""
    lateness: Lateness | None
    measures: tuple[tuple[Literal["numerator", "denominator", "unknown"], str], ...]
    """The measures by their part in the formula and their published name."""
    tables: tuple[str, ...]
    """Record tables that the number is counted from."""
    can_recheck: bool
    group: str | None
    """The name of the partner, community or funder that the number is of."""


def explain(reader: Reader, scope: Scope, ask: Ask) -> Explanation:
    """Take a number apart. Raises QuestionError for a question that this viewer cannot ask."""
    indicator = indicator_of(ask.indicator)
    if indicator.kind == "promises" or (scope.threshold and not _is_whole(ask.period)):
        raise QuestionError("error.why_not_here")
    require_recorded_group(reader, scope, ask)
    answer = guarded_value(reader, scope, ask)
    steps, steps_hidden = _shown(_steps(reader, scope, ask), answer)
    programs, programs_hidden = _shown(_programs(reader, scope, ask), answer)
    adds = indicator.kind in ADDING and indicator.combines == "sum" and ask.grant is None
    return Explanation(
        ask=ask,
        indicator=indicator,
        value=answer,
        steps=steps,
        steps_hidden=steps_hidden,
        steps_agree=_agree(answer, steps) if adds else None,
        programs=programs,
        programs_hidden=programs_hidden,
        programs_agree=_agree(answer, programs) if adds else None,
        watched=_watched(reader, scope, ask, answer),
        days_left=max((ask.end - max(answer.as_of, ask.start)).days, 0),
        excluded=_excluded(reader, scope, ask, indicator),
        lateness=_lateness(reader, scope, ask, answer.as_of),
        measures=_measures(indicator),
        tables=record_tables(answer, indicator),
        can_recheck=can_recheck(ask),
        group=_named_group(reader, ask),
    )


def _named_group(reader: Reader, ask: Ask) -> str | None:
    """What those are called whose codes mean something to nobody; None where the code says it itself."""
    if ask.dim not in _NAMED_GROUPS:
        return None
    found = reader.rows(f"select name from published.{ask.dim} where {ask.dim} = $code", {"code": ask.code})
    return found[0][0] if found else None


_NAMED_GROUPS = ("partner", "community", "funder")


def listed_until(ask: Ask, indicator: Indicator, as_of: dt.date) -> dt.date:
    """The last day of a list of the people behind a number: of what is looked at once a period, the end of
    the last whole one that the data reach."""
    last = min(ask.end, as_of)
    if indicator.combines != "last" or indicator.kind == "stock":
        return last
    period = month_of(last) if on_months(ask.period) else week_of(last)
    return period.end if period.end <= last else period.start - dt.timedelta(days=1)


def _is_whole(period: Period) -> bool:
    """Whether a period is one that the screens show to a viewer with a threshold."""
    if not on_months(period):
        return False
    return period.months == 1 or period.months in WHOLE


def _steps(reader: Reader, scope: Scope, ask: Ask) -> list[IndicatorValue]:
    grain = _grain(ask)
    if grain == "month" and not 1 < ask.period.months <= LONGEST:
        return []
    if grain == "week" and (ask.end - ask.start).days <= 7:
        return []
    return [_part(reader, scope, ask, one) for one in series(reader, scope, ask, grain)]


def _grain(ask: Ask) -> Literal["week", "month"]:
    return "week" if on_weeks(ask.period) and not on_months(ask.period) else "month"


def _programs(reader: Reader, scope: Scope, ask: Ask) -> list[IndicatorValue]:
    if ask.program is not None or ask.grant is not None or ask.organization is None:
        return []
    found = [_part(reader, scope, ask, one) for one in values_by(reader, scope, ask, "program")]
    return [one for one in found if one.status not in ("not_applicable", "not_measured")]


def _part(reader: Reader, scope: Scope, ask: Ask, one: IndicatorValue) -> IndicatorValue:
    """A month or a programme of the number that was asked for, as it would be shown by itself."""
    asked = ask.model_copy(update={"program": one.program, "start": one.start, "end": one.end})
    return guarded(reader, scope, asked, one)


def _shown(found: list[IndicatorValue], whole: IndicatorValue) -> tuple[tuple[IndicatorValue, ...], bool]:
    """All parts, or none where one of them is hidden: the others would give it back."""
    if whole.status == "suppressed" or any(one.status == "suppressed" for one in found):
        return (), bool(found)
    return tuple(found), False


def _agree(whole: IndicatorValue, parts: Iterable[IndicatorValue]) -> bool | None:
    """Whether numerators and denominators of the parts add up to those of the whole."""
    found = list(parts)
    if not found or whole.value is None:
        return None
    return all(
        math.isclose(
            math.fsum(getattr(one, name) or 0.0 for one in found),
            getattr(whole, name) or 0.0,
            rel_tol=1e-9,
            abs_tol=1e-6,
        )
        for name in ("numerator", "denominator")
    )


def _watched(reader: Reader, scope: Scope, ask: Ask, answer: IndicatorValue) -> Watched | None:
    grain: Grain = _grain(ask)
    if grain == "month":
        found = charted(reader, scope, ask, answer)
        return found and without(found, scope.threshold, lambda one: _part(reader, scope, ask, one))
    asked = ask.model_copy(update={"start": ask.end - dt.timedelta(weeks=WEEKS) + dt.timedelta(days=1)})
    found = since_begun(series(reader, scope, asked, "week"))
    return watched([(indicator_of(ask.indicator), found)], grain)[0] if found else None


def _excluded(reader: Reader, scope: Scope, ask: Ask, indicator: Indicator) -> float | None:
    if indicator.fact != "exit" or indicator.id in ("exits", "exits_excluded") or ask.grant is not None:
        return None
    return guarded_value(reader, scope, ask.model_copy(update={"indicator": "exits_excluded"})).value


def _lateness(reader: Reader, scope: Scope, ask: Ask, as_of: dt.date) -> Lateness | None:
    """How late the records of the last twelve months were typed in; None where nothing says so."""
    if ask.organization is None:
        return None
    end = month_of(min(ask.end, as_of)).end
    start = (end.replace(day=1) - dt.timedelta(days=30 * LAG_MONTHS)).replace(day=1)
    asked = Ask(
        indicator=ask.indicator,
        organization=ask.organization,
        program=ask.program,
        group="lag_days=any",
        start=start,
        end=end,
    )
    found = sums_by(reader, place_of(reader, scope, asked), asked, "entry_lag", ["entries"], "grp")
    counts = sorted((int(code), row["entries"]) for code, row in found.items())
    total, reached = sum(number for _, number in counts), 0.0
    for days, number in counts:
        reached += number
        if reached >= MOST * total:
            return Lateness(days, max((as_of - ask.end).days, 0))
    return None


def _measures(
    indicator: Indicator,
) -> tuple[tuple[Literal["numerator", "denominator", "unknown"], str], ...]:
    if indicator.kind in ("cost_per_outcome", "outcomes_per_amount"):
        cost, achieved = f"{indicator.fact}.{indicator.numerator}", "exit.achieved"
        if indicator.kind == "cost_per_outcome":
            return ("numerator", cost), ("denominator", achieved)
        return ("numerator", achieved), ("denominator", cost)
    named = (
        ("numerator", indicator.numerator),
        ("denominator", indicator.denominator),
        ("unknown", indicator.unknown),
    )
    return tuple((part, f"{indicator.fact}.{name}") for part, name in named if name)  # type: ignore[misc]
