"""Comparing what others report: organisations by the same rate, of the same period and kind of programme.

A report of another period is not set beside the others and never added to them: the unit is named, with the
reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from metrics.ask import Ask
from metrics.compute import values
from metrics.period import Period
from metrics.reader import Reader
from metrics.reviews.asking import ABSENT, Asking
from metrics.reviews.comparing import FEWEST_UNITS, CompareReview, Named, Unit, judge
from metrics.scope import Scope
from metrics.statistics.proportion import wilson
from metrics.value import IndicatorValue, Reason
from metrics.values.shape import sample_status

REPORTED_RATE = "reported_rate"
_MINIMUM = 10


def reported_measures(reader: Reader, scope: Scope) -> dict[str, tuple[str, ...]]:
    """Rates that enough organisations report with numerator and denominator, by the name they are reported under;
    with the names of programmes that enough of them report it for, where there are several."""
    found = reader.rows(
        """select d.name, coalesce(p.name, ''), d.organization
           from published.promise d left join published.program p on p.program = d.program
           where d.promise in (
               select grp from published.promise_period where grain = 'period' and reported_denominator > 0)
           group by d.name, coalesce(p.name, ''), d.organization order by 1, 2, 3"""
    )
    seen = [row for row in found if scope.sees_organization(row[2])]
    measures: dict[str, tuple[str, ...]] = {}
    for name, rows in groupby(seen, lambda row: row[0]):
        of_name = list(rows)
        parts = Counter(part for _, part, _ in of_name)
        if len({organization for *_, organization in of_name}) >= FEWEST_UNITS:
            common = tuple(part for part, count in parts.items() if part and count >= FEWEST_UNITS)
            measures[name] = common if len(parts) > 1 else ()
    return measures


def reported_review(asking: Asking, name: str, part: str = "") -> CompareReview:
    """Compare all organisations in sight by a reported rate, of programmes of one name or of all of them."""
    scope = asking.scope.model_copy(update={"threshold": 0})
    start, end = asking.period
    programs = {one.id: one.name for one in asking.reader.programs(scope)}
    reports = [
        one
        for one in values(asking.reader, scope, Ask(indicator=REPORTED_RATE, start=start, end=end))
        if one.promise_name == name and part in ("", programs.get(one.program or ""))
    ]
    period = _most_reported([one for one in reports if one.status not in ABSENT])
    names = {one.id: one.name for one in asking.reader.organizations(scope)}
    named: list[Named] = []
    left_out: list[Unit] = []
    for organization, own in groupby(reports, lambda one: one.organization or ""):
        whole = _together(list(own), period)
        if whole.value is None:
            left_out.append(Unit(organization, names[organization], whole, None))
        else:
            named.append((organization, names[organization], whole))
    named.sort(key=lambda row: row[1].lower())
    left_out.sort(key=lambda unit: unit.name.lower())
    return replace(judge(REPORTED_RATE, named, asking.scope.threshold), left_out=tuple(left_out))


def _most_reported(reports: Sequence[IndicatorValue]) -> Period | None:
    """The period that most reports are of, the newest of such."""
    counted = Counter((one.end, one.start) for one in reports)
    if not counted:
        return None
    end, start = max(counted, key=lambda key: (counted[key], key))
    return Period(start, end)


def _together(own: Sequence[IndicatorValue], period: Period | None) -> IndicatorValue:
    """What one organisation reports for the period, all its programmes together; or why it cannot be compared."""
    usable = [one for one in own if period == Period(one.start, one.end) and one.status not in ABSENT]
    first = own[0].model_copy(update={"program": None, "promise": None, "notes": ()})
    if not usable:
        last = max(one.end for one in own)
        reason = own[0].reason or Reason(key="compare.reason.other_period", values={"day": last.isoformat()})
        return first.model_copy(update={**_EMPTY, "status": "cannot_be_combined", "reason": reason})
    if len({one.program for one in usable}) < len(usable):
        reason = Reason(key="compare.reason.reported_twice")
        return first.model_copy(update={**_EMPTY, "status": "cannot_be_combined", "reason": reason})
    numerator = sum(one.numerator or 0.0 for one in usable)
    denominator = sum(one.denominator or 0.0 for one in usable)
    low, high = wilson(numerator, denominator)
    return usable[0].model_copy(
        update={
            "program": usable[0].program if len(usable) == 1 else None,
            "promise": None,
            "value": numerator / denominator,
            "numerator": numerator,
            "denominator": denominator,
            "n": denominator,
            "low": low,
            "high": high,
            "status": sample_status(denominator, _MINIMUM),
            "reason": None,
            "notes": (),
        }
    )


_EMPTY = dict.fromkeys(("value", "numerator", "denominator", "low", "high", "n", "interval_method"))
"""What a unit that cannot be compared has none of."""
