"""Who is still there after a year: counted for twelve months that have ended, and never added over time."""

from __future__ import annotations

from metrics.ask import Ask
from metrics.catalogue.definition import Indicator
from metrics.period import on_months
from metrics.reader import Reader
from metrics.value import IndicatorValue, Reason
from metrics.values.rates import rate_from
from metrics.values.shape import cannot_be_combined, not_measured
from metrics.values.standing import of_the_house
from metrics.values.sums import Place


def twelve_month_rate(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """Of those there when twelve months began (donors: in the twelve before), the share still there."""
    if ask.dim != "all":
        return cannot_be_combined(indicator, ask, place, "reason.no_such_group", group=ask.dim)
    if problem := of_the_house(indicator, ask, place):
        return problem
    if not on_months(ask.period) or ask.period.months != 12:
        return cannot_be_combined(indicator, ask, place, "reason.twelve_months")
    if ask.end > place.as_of:
        return not_measured(indicator, ask, place, "reason.year_not_ended")
    assert indicator.denominator is not None
    measures = [indicator.numerator, indicator.denominator]
    if indicator.fact == "donor":
        measures += ["given_before", "given_by_kept"]
    row = reader.rows(
        f"""select {", ".join(f"sum({name})" for name in measures)} from published.{indicator.fact}
            where {place.whose} and grain = 'year' and period = $period""",
        {"organizations": place.organization_ids, "period": ask.end.replace(day=1)},
    )[0]
    found = dict(zip(measures, row, strict=True))
    answer = rate_from(indicator, ask, place, found)
    given = found.get("given_before")
    if answer.value is None or not given:
        return answer
    percent = round(100 * (found["given_by_kept"] or 0.0) / given)
    note = Reason(key="note.donor_money_kept", values={"percent": percent})
    return answer.model_copy(update={"notes": (*answer.notes, note)})
