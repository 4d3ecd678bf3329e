"""The second formulation of promises: which targets are in force, over which months, and how far the way was gone."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from metrics.catalogue import BY_ID
from metrics.period import Period
from metrics.verification.records import Records, Row


class Kept(NamedTuple):
    """A target as it stands: over which months it is measured, and how much of it was due by then."""

    target: Row
    period: Period
    due: float

    def ratio(self, actual: float | None) -> float | None:
        """The share of the promised way: from the baseline to the target, else the part of what was due."""
        if actual is None:
            return None
        begun = None if self.target["kind"] == "increment" else self.target["baseline"]
        return gone(actual, self.due, begun, BY_ID[self.target["indicator"]].direction == "down")


def gone(actual: float, goal: float, begun: float | None, falling: bool) -> float | None:
    """The share of the way from where it began to the goal; without a beginning, of what there should be more of,
    the part of the goal."""
    if begun is not None:
        return None if goal == begun else (actual - begun) / (goal - begun)
    return None if falling or goal == 0 else actual / goal


def kept(records: Records, program: str | None, period: Period, grant: str | None = None) -> dict[str, Kept]:
    """Targets of our own indicators in force in a period, by id, in their last version: of a programme, of a
    grant, or all of them."""
    end = min(period.end, records.as_of)
    grants = {None, *(row["grant_id"] for row in records.of("grant_award"))}
    found = {}
    for target in _latest(records):
        if program not in (None, target["program_id"]) or target["grant_id"] not in grants:
            continue
        if grant not in (None, target["grant_id"]):
            continue
        if target["starts_on"] > end or target["due_on"] < period.start:
            continue
        last = min(target["due_on"], records.as_of)
        days = (target["due_on"] - target["starts_on"]).days + 1
        gone = max((last - target["starts_on"]).days + 1, 0) / days
        part = gone if target["kind"] == "increment" else 1.0
        found[target["target_id"]] = Kept(target, _months(target, last), target["value"] * part)
    return found


def _latest(records: Records) -> list[Row]:
    """Each promise as it was last set: rows about the same, that begin or end on the same day, are one."""
    rows = [
        row
        for row in records.of("target")
        if (row["set_on"] is None or row["set_on"] <= records.as_of)
        and getattr(BY_ID.get(row["indicator"]), "kind", "promises") != "promises"
    ]
    rows.sort(key=lambda row: (row["set_on"] or dt.date.min, row["batch_id"], row["target_id"]))
    same = ("program_id", "grant_id", "indicator", "people_group")
    newest: list[Row] = []
    for row in rows:
        newest = [
            other
            for other in newest
            if any(other[name] != row[name] for name in same)
            or (other["starts_on"] != row["starts_on"] and other["due_on"] != row["due_on"])
        ]
        newest.append(row)
    return newest


def _months(target: Row, last: dt.date) -> Period:
    """From the first day of the month in which a target begins to the end of the last one; whole quarters within
    for those who are followed after they left."""
    first = target["starts_on"].replace(day=1)
    if BY_ID[target["indicator"]].kind != "return_curve":
        return Period(first, _month_end(last))
    months = [first]
    while _after(months[-1]) <= last:
        months.append(_after(months[-1]))
    quarters = [month for month in months if month.month % 3 == 1 and _after(_after(month)) in months]
    if quarters:
        return Period(quarters[0], _month_end(_after(_after(quarters[-1]))))
    begins = first.replace(month=first.month - (first.month - 1) % 3)
    ends = last.replace(day=1, month=last.month - (last.month - 1) % 3 + 2)
    return Period(begins, _month_end(ends))


def _after(month: dt.date) -> dt.date:
    """The first day of the next month."""
    return (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1)


def _month_end(day: dt.date) -> dt.date:
    return _after(day.replace(day=1)) - dt.timedelta(days=1)
