"""Different people: counted for months, quarters and twelve months, and never added."""

from __future__ import annotations

from metrics.ask import Ask
from metrics.catalogue.definition import Indicator
from metrics.facts import FACT_BY_NAME
from metrics.facts.people import EVERYWHERE
from metrics.period import on_months, quarter_of
from metrics.reader import Reader
from metrics.value import IndicatorValue
from metrics.values.shape import cannot_be_combined, not_measured, shape
from metrics.values.sums import Place


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
        return cannot_be_combined(indicator, ask, place, "reason.people_of_several")
    programs = place.program_ids
    if programs is not None and len(programs) > 1:
        return cannot_be_combined(indicator, ask, place, "reason.people_of_programs")
    grain, period = row
    found = reader.rows(
        f"""select sum({indicator.numerator}) from published.{indicator.fact}
           where organization = ? and program = ? and dim = ? and grp = ? and grain = ? and period <= ?""",
        [serving[0], programs[0] if programs else EVERYWHERE, ask.dim, ask.code, grain, period],
    )
    total = found[0][0] or 0.0
    share = _share(reader, place, ask)
    if share is not None:
        total *= share
    return shape(indicator, ask, place, status="ok", value=total, numerator=total, n=total, share=share)


def _row(ask: Ask) -> tuple[str, object] | None:
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
