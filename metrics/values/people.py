"""Different people: counted for months, quarters and twelve months, and never added."""

from __future__ import annotations

import datetime as dt

from metrics.ask import Ask
from metrics.catalogue.definition import Indicator
from metrics.facts import FACT_BY_NAME
from metrics.facts.people import EVERYWHERE
from metrics.period import on_months, quarter_of
from metrics.reader import Reader
from metrics.value import IndicatorValue, Reason
from metrics.values.shape import (
    KNOWN_TO_ONE,
    KNOWN_TO_SEVERAL,
    SEVERAL,
    WITHOUT_NUMBER,
    cannot_be_combined,
    not_measured,
    shape,
)
from metrics.values.sums import Place

TOGETHER = "people_served"
"""What is counted over the organisations of an identity agreement."""


def unique_people(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """Different people of a period, of one organisation or one programme."""
    row = _row(ask)
    if row is None:
        return cannot_be_combined(indicator, ask, place, "reason.people_other_period")
    if ask.dim != "all" and ask.dim not in FACT_BY_NAME[indicator.fact].groups:
        return cannot_be_combined(indicator, ask, place, "reason.no_such_group", group=ask.dim)
    serving = [one for one in place.organization_ids if reader.records(indicator.fact, [one])]
    if not serving:
        return not_measured(indicator, ask, place)
    if len(serving) > 1:
        return people_together(reader, place, indicator, ask, row, serving)
    programs = place.program_ids
    if programs is not None and len(programs) > 1:
        return cannot_be_combined(indicator, ask, place, "reason.people_of_programs")
    total = _of_one(reader, indicator, serving[0], programs[0] if programs else EVERYWHERE, ask, row)
    share = _share(reader, place, ask)
    if share is not None:
        total *= share
    return shape(indicator, ask, place, status="ok", value=total, numerator=total, n=total, share=share)


def _of_one(
    reader: Reader, indicator: Indicator, organization: str, program: str, ask: Ask, row: tuple[str, dt.date]
) -> float:
    """Different people of one organisation or programme: all changes until the period."""
    found = reader.rows(
        f"""select sum({indicator.numerator}) from published.{indicator.fact}
           where organization = ? and program = ? and dim = ? and grp = ? and grain = ? and period <= ?""",
        [organization, program, ask.dim, ask.code, *row],
    )
    return float(found[0][0] or 0.0)


def people_together(
    reader: Reader, place: Place, indicator: Indicator, ask: Ask, row: tuple[str, dt.date], serving: list[str]
) -> IndicatorValue:
    """Different people of several organisations: known only where all of them, and nobody else, are in one identity
    agreement, and everybody who was served carries a number by which the others know them."""
    several = cannot_be_combined(indicator, ask, place, SEVERAL)
    agreement = _agreement(reader, indicator.fact, serving)
    if agreement is None or place.programs is not None or ask.dim != "all" or indicator.id != TOGETHER:
        return several
    grain, period = row
    number = period.year * 12 + period.month - 1
    found = reader.rows(
        """select sum(people_served), sum(without_number) from published.people_together
           where agreement = ? and grain = ? and number <= ?""",
        [agreement, grain, number // 3 if grain == "quarter" else number],
    )
    total, alone = (cell or 0.0 for cell in found[0])
    own = [_of_one(reader, indicator, one, EVERYWHERE, ask, row) for one in serving]
    if alone:
        low = max(total - alone, *own)
        said = {"n": round(alone), "total": round(total), "low": round(low)}
        return cannot_be_combined(indicator, ask, place, WITHOUT_NUMBER, **said)
    again = sum(own) - total
    # With the organisations' own numbers the whole gives back who is in several, and who only in the others.
    cells = [one for one in (again, *own, *(total - one for one in own)) if one]
    said = {"n": round(again), "sum": round(sum(own)), "least": round(min(cells, default=0))}
    note = Reason(key=KNOWN_TO_SEVERAL if again else KNOWN_TO_ONE, values=said)
    return shape(indicator, ask, place, status="ok", value=total, numerator=total, n=total, notes=(note,))


def _agreement(reader: Reader, fact: str, serving: list[str]) -> str | None:
    """The agreement of which these are all the organisations that serve people."""
    members = reader.rows("select organization, agreement from published.identity_agreement")
    known = dict(members)
    names = {known.get(one) for one in serving}
    if len(names) != 1 or None in names:
        return None
    (agreement,) = names
    everybody = {one for one, name in members if name == agreement and reader.records(fact, [one])}
    return agreement if everybody == set(serving) else None


def _row(ask: Ask) -> tuple[str, dt.date] | None:
    """The grain and first day of the published row that is this period."""
    if not on_months(ask.period):
        return None
    if ask.period.months == 1:
        return "month", ask.start
    if ask.period == quarter_of(ask.start):
        return "quarter", ask.start
    if ask.period.months == 12:
        return "year", ask.end.replace(day=1)
    return None


def _share(reader: Reader, place: Place, ask: Ask) -> float | None:
    """A grant's mean share of the programme over the months of the period."""
    if place.grant is None or not place.program_ids:
        return None
    rows = reader.rows(
        """select sum(share) from published.grant_share
           where grant_id = ? and program = ? and month between ? and ?""",
        [place.grant.id, place.program_ids[0], ask.start, ask.end],
    )
    return (rows[0][0] or 0.0) / ask.period.months
