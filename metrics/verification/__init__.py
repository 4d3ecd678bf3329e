"""Verify: published numbers against a second, independent formulation straight from the records.

The second formulation shares no SQL with facts and publishing: it reads plain rows and counts in Python.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Collection, Iterator
from functools import partial

from pydantic import BaseModel

from data.home import Home
from data.store import reading
from metrics.ask import Ask
from metrics.catalogue import BY_ID
from metrics.compute import value, values
from metrics.period import Period, add_months, month_of, quarter_of, rolling_months
from metrics.reader import Organization, Reader, open_reader
from metrics.scope import OWNER
from metrics.value import IndicatorValue
from metrics.verification import (
    beyond,
    change,
    cohort_cost,
    fair,
    granted,
    improving,
    lasting,
    money,
    people,
    practice,
    promised,
    quality,
    reported,
    roles,
    standing,
    together,
    voice,
)
from metrics.verification.records import Records, load

Formulation = Callable[[Records, str | None, Period], people.Counts]

FORMULATIONS: dict[str, Formulation] = {
    "intakes": people.intakes,
    "exits": people.exits,
    "exits_excluded": people.exits_excluded,
    "clients_left": people.clients_left,
    "clients_counted": people.clients_counted,
    "clients_risk_judged": people.clients_risk_judged,
    "clients_self_reliance_due": people.clients_self_reliance_due,
    "open_cases": people.open_cases,
    "people_served": people.people_served,
    "returns": people.returns,
    "outcome_achievement_rate": people.outcome_achievement_rate,
    "outcome_assessment_coverage": people.outcome_assessment_coverage,
    "followup_coverage_12m": people.followup_coverage_12m,
    "self_reliance_exit_rate": people.self_reliance_exit_rate,
    "prevention_success_rate": people.prevention_success_rate,
    "referral_followthrough_rate": people.referral_followthrough_rate,
    "top2box_satisfaction": voice.top2box_satisfaction,
    "rights_all_seven_share": voice.rights_all_seven_share,
    "survey_response_rate": voice.survey_response_rate,
    "satisfaction_ikm": voice.satisfaction_ikm,
    "prevention_spend_share": money.prevention_spend_share,
    "largest_funder_share": money.largest_funder_share,
    "cost_per_outcome": money.cost_per_outcome,
    "cohort_cost_per_outcome": cohort_cost.cohort_cost_per_outcome,
    **change.FORMULATIONS,
    **fair.FORMULATIONS,
    **lasting.FORMULATIONS,
    **voice.FORMULATIONS,
    **practice.FORMULATIONS,
    **quality.FORMULATIONS,
    **money.FORMULATIONS,
    **roles.FORMULATIONS,
    **standing.FORMULATIONS,
}
"""The second formulation of each indicator: numerator and denominator from plain rows."""
FORMULATIONS[improving.SHARE] = partial(improving.improvement_signal_share, FORMULATIONS)

GROUPED: dict[tuple[str, str], Formulation] = {**fair.GROUPED, **quality.GROUPED}
"""The same for one group (``dim=code``) of indicators that are several numbers."""

PROMISES = "target_achievement_ratio"
"""One number a promise, each checked with the number that was promised: ``promised.kept``."""
TOLERANCE = 1e-6
CURVE_TOLERANCE = 0.005
"""How far a life table of weekly bins may lie from exact Kaplan-Meier at its edges."""
WEEK = 7.0
"""How far the median of a life table of weeks may lie from the exact day."""
COHORTS = ("return_curve", "median_return")
"""Kinds that are asked of whole quarters of exits."""


class Difference(BaseModel):
    """A number that does not agree with its second formulation."""

    indicator: str
    organization: str
    program: str | None
    grant: str | None = None
    group: str | None = None
    start: dt.date
    end: dt.date
    published: float | None
    recomputed: float | None

    def line(self) -> str:
        """One line for a log."""
        place = " ".join(part for part in (self.organization, self.program, self.grant, self.group) if part)
        return f"{self.indicator} {place} {self.start}–{self.end}: {self.published} ≠ {self.recomputed}"


class Recheck(BaseModel):
    """One published number beside its second formulation, made anew from the records."""

    published: float | None
    recomputed: float | None
    numerator: float
    denominator: float | None
    agree: bool


def can_recheck(ask: Ask) -> bool:
    """Say whether a second formulation answers this question: of an organisation, programme or grant as a whole,
    or of a group of an indicator that is one number a group."""
    return _formulation(ask) is not None and ask.organization is not None


def _formulation(ask: Ask) -> Formulation | None:
    if ask.group:
        return None if ask.grant else GROUPED.get((ask.indicator, ask.group))
    found = FORMULATIONS.get(ask.indicator)
    return granted.formulation(ask.indicator, ask.grant, found) if found and ask.grant else found


def recheck(home: Home, reader: Reader, ask: Ask) -> Recheck:
    """Recompute one number of one organisation from its records, whatever the viewer may see of it.

    Raises LookupError where there is no second formulation (``can_recheck``).
    """
    if not can_recheck(ask):
        raise LookupError(f"no second formulation of {ask.indicator}")
    assert ask.organization is not None
    as_of = next(one.as_of for one in reader.organizations(OWNER) if one.id == ask.organization)
    with reading(home) as connection:
        # Where nothing has happened yet, the end of the period is as good as any day.
        records = load(connection, ask.organization, as_of or ask.end)
    return _rechecked(records, ask, value(reader, OWNER, ask))


def _rechecked(records: Records, ask: Ask, answer: IndicatorValue) -> Recheck:
    formulation = _formulation(ask)
    assert formulation is not None
    numerator, denominator = formulation(records, ask.program, ask.period)
    published, recomputed = answer.value, _recomputed(numerator, denominator)
    # What makes no sense here is not compared; nothing published and nothing to be found is the same.
    nothing = published is None and not recomputed
    skipped = answer.status in ("not_applicable", "cannot_be_combined")
    close = (
        published is not None
        and recomputed is not None
        and abs(published - recomputed) <= _tolerance(ask, recomputed)
    )
    weeks = answer.status == "too_few" and _within_weeks(records, ask, published)
    return Recheck(
        published=published,
        recomputed=recomputed,
        numerator=numerator,
        denominator=denominator,
        agree=nothing or skipped or close or weeks,
    )


def _within_weeks(records: Records, ask: Ask, published: float | None) -> bool:
    """Whether a curve of a few people lies where weeks can put it: not knowing the day moves it by more."""
    kind = BY_ID[ask.indicator].kind
    if ask.grant:
        records, ask = (
            granted.of_grant(records, ask.grant, ask.program),
            ask.model_copy(update={"program": None}),
        )
    if kind == "median_return":
        first, last = lasting.half_between(records, ask.program, ask.period)
        return first <= (math.inf if published is None else published) <= last
    if kind == "return_curve" and published is not None:
        day = lasting.RETURN_DAYS[ask.indicator]
        least, most = lasting.returned_between(day, records, ask.program, ask.period)
        return least - TOLERANCE <= published <= most + TOLERANCE
    return False


def _tolerance(ask: Ask, recomputed: float) -> float:
    if BY_ID[ask.indicator].kind == "return_curve":
        return CURVE_TOLERANCE
    if BY_ID[ask.indicator].kind == "median_return":
        return WEEK
    return TOLERANCE * max(1.0, abs(recomputed))


def verify(home: Home, organizations: Collection[str] | None = None) -> tuple[list[Difference], int]:
    """Recompute every formulated indicator for each organisation and programme; give differences and how many.

    Over the last month and quarter that the data reach into, and each of the last three years; cohorts of
    exits over the quarters of these years. Programmes beyond the funnel are those of all organisations, so that
    they are recomputed only where none are left out.
    """
    reader = open_reader(home)
    differences: list[Difference] = []
    compared = 0
    known = [one for one in reader.organizations(OWNER) if one.as_of is not None]
    funnels: dict[Period, dict[str, list[beyond.Unit]]] = {
        period: {} for period in (beyond.years(known) if organizations is None else ())
    }
    with reading(home) as connection:
        for one in together.compared(connection, reader, organizations):
            compared += 1
            if not one.agree:
                differences.append(_of_compared("people_served", one.agreement, one))
        for organization in reader.organizations(OWNER):
            if organization.as_of is None or (
                organizations is not None and organization.id not in organizations
            ):
                continue
            records = load(connection, organization.id, organization.as_of)
            for period in funnels:
                for kind, units in beyond.units_of(records, period).items():
                    funnels[period].setdefault(kind, []).extend(units)
            for ask in _asks(reader, organization):
                difference = _compare(reader, records, ask)
                compared += 1
                if difference:
                    differences.append(difference)
            for ask in _promise_asks(reader, organization):
                found = list(_promises(reader, records, ask))
                compared += len(found)
                differences += [one for one in found if one is not None]
    for outside in beyond.compared(reader, funnels, [one.id for one in known]):
        compared += 1
        if not outside.agree:
            differences.append(_of_compared(beyond.FUNNEL, outside.organization, outside))
    return differences, compared


def _of_compared(indicator: str, organization: str, one: together.Compared | beyond.Compared) -> Difference:
    return Difference(
        indicator=indicator,
        organization=organization,
        program=None,
        start=one.period.start,
        end=one.period.end,
        published=one.published,
        recomputed=one.recomputed,
    )


def _asks(reader: Reader, organization: Organization) -> Iterator[Ask]:
    programs = [program.id for program in reader.programs(OWNER, organization.id)]
    numbers = [*((indicator, None) for indicator in FORMULATIONS), *GROUPED]
    for indicator, group in numbers:
        periods = _cohorts(organization) if BY_ID[indicator].kind in COHORTS else _periods(organization)
        # Charts of three years of each main measure: of the organisation, as the board sees them.
        for program in [None] if indicator == improving.SHARE else [None, *programs]:
            for period in periods:
                yield Ask(
                    indicator=indicator,
                    organization=organization.id,
                    program=program,
                    group=group,
                    start=period.start,
                    end=period.end,
                )


def _promise_asks(reader: Reader, organization: Organization) -> Iterator[Ask]:
    """Of the whole, of each programme, and of each grant."""
    programs = [{"program": one.id} for one in reader.programs(OWNER, organization.id)]
    grants = [{"grant": one.id} for one in reader.grants(OWNER, organization.id)]
    for place in [{}, *programs, *grants]:
        for period in _periods(organization)[2:]:
            yield Ask(
                indicator=PROMISES,
                organization=organization.id,
                start=period.start,
                end=period.end,
                **place,
            )


def _promises(reader: Reader, records: Records, ask: Ask) -> Iterator[Difference | None]:
    """Each promise in force: the same ones, over the same months, with as much due and as far gone; the number
    itself against its own second formulation, where it has one, or against what somebody reported."""
    ours = promised.kept(records, ask.program, ask.period, ask.grant)
    places = granted.programs(records, ask.grant) if ask.grant else None
    theirs = reported.latest(records, [ask.program] if ask.program else places, ask.grant, ask.end)
    published = {
        answer.promise: answer
        for answer in values(reader, OWNER, ask)
        if answer.promise and (answer.source == "reported" or answer.promise_name in BY_ID)
    }
    for name in sorted({*ours, *theirs, *published}):
        answer, own, said = published.get(name), ours.get(name), theirs.get(name)
        if answer is None or (own is None and said is None):
            agreed = False
        elif said is not None:
            agreed = _same_report(answer, said, ask)
        else:
            agreed = _same_promise(reader, records, ask, answer, own)
        if agreed:
            yield None
            continue
        recomputed = said.ratio if said else own.ratio(answer.numerator) if answer and own else None
        yield Difference(
            indicator=PROMISES,
            organization=records.organization,
            program=ask.program,
            grant=ask.grant,
            group=name,
            start=ask.start,
            end=ask.end,
            published=answer.value if answer else None,
            recomputed=recomputed,
        )


def _same_report(answer: IndicatorValue, said: reported.Said, ask: Ask) -> bool:
    """The same period, what was reached in it, what was promised for it, and how far that is."""
    period = (said.start or ask.start, said.end or ask.end)
    pairs = ((answer.numerator, said.value), (answer.denominator, said.target), (answer.value, said.ratio))
    return (answer.start, answer.end) == period and all(_close(*pair) for pair in pairs)


def _close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=TOLERANCE)


def _same_promise(
    reader: Reader, records: Records, ask: Ask, answer: IndicatorValue, own: promised.Kept
) -> bool:
    asked = Ask(
        indicator=own.target["indicator"],
        organization=ask.organization,
        program=own.target["program_id"],
        grant=own.target["grant_id"],
        group=own.target["people_group"],
        start=own.period.start,
        end=own.period.end,
    )
    actual = value(reader, OWNER, asked)
    pairs = (
        (answer.numerator, actual.value),
        (answer.denominator, own.due),
        (answer.value, own.ratio(actual.value)),
    )
    agreed = _formulation(asked) is None or _rechecked(records, asked, actual).agree
    return agreed and all(_close(*pair) for pair in pairs)


def _periods(organization: Organization) -> list[Period]:
    assert organization.as_of is not None
    month = month_of(organization.as_of)
    years = [
        rolling_months(add_months(month.start, 1 - 12 * back) - dt.timedelta(days=1), 12) for back in range(3)
    ]
    return [month, quarter_of(organization.as_of), *years]


def _cohorts(organization: Organization) -> list[Period]:
    """The last three years of whole quarters."""
    assert organization.as_of is not None
    end = quarter_of(organization.as_of).end
    return [rolling_months(add_months(end.replace(day=1), -12 * back), 12) for back in range(3)]


def _compare(reader: Reader, records: Records, ask: Ask) -> Difference | None:
    found = _rechecked(records, ask, value(reader, OWNER, ask))
    if found.agree:
        return None
    return Difference(
        indicator=ask.indicator,
        organization=records.organization,
        program=ask.program,
        group=ask.group,
        start=ask.start,
        end=ask.end,
        published=found.published,
        recomputed=found.recomputed,
    )


def _recomputed(numerator: float, denominator: float | None) -> float | None:
    if denominator is None:
        return float(numerator)
    return numerator / denominator if denominator else None
