"""The second formulation of promises that others report: the value and the target of the latest period.

A total counts where there is one; else, for counts alone, the sum of one set of parts. Two totals that differ,
or two sets that add up differently, are used for nothing.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Literal, NamedTuple

from metrics.period import Period
from metrics.verification.promised import gone
from metrics.verification.records import Records, Row, by_key

Column = Literal["value", "target"]
_TOLERANCE = 1e-9


class Said(NamedTuple):
    """What was reported and promised for the latest period; ``ratio`` is the share of the way that was gone."""

    start: dt.date | None
    end: dt.date | None
    value: float | None
    target: float | None
    ratio: float | None


class _Stand(NamedTuple):
    """What counts in one period, and whether anything was said to have been reached in it."""

    value: float | None
    target: float | None
    begun: float | None
    has_actual: bool


class _Found(NamedTuple):
    """One value, of a total or a sum of parts; ``is_torn`` where several contradict each other."""

    value: float | None
    is_torn: bool = False
    is_sum: bool = False


def latest(records: Records, programs: list[str] | None, grant: str | None, end: dt.date) -> dict[str, Said]:
    """Each promise of some programmes (None: of all) or of a grant, by id, as it stood at the latest period that had
    ended with an actual."""
    return {
        one["definition_id"]: _latest(records, one, end)
        for one in records.of("indicator_definition")
        if programs is None or one["program_id"] in programs or (grant and one["reference"] == grant)
    }


def has_way(records: Records, definition: Row, period: Period) -> bool:
    """Whether a report that ended in a period says where the way began, where it leads and what was reached."""
    return any(
        period.start <= last and None not in (said.value, said.target, said.begun)
        for (last, _), said in _periods(records, definition, period.end).items()
    )


def _latest(records: Records, definition: Row, end: dt.date) -> Said:
    for (last, first), said in _periods(records, definition, end).items():
        if not said.has_actual:
            continue
        if said.value is None or said.target is None:
            return Said(first, last, said.value, None, None)
        falling = definition["direction"] == "down"
        return Said(first, last, said.value, said.target, gone(said.value, said.target, said.begun, falling))
    return Said(None, None, None, None, None)


def _periods(records: Records, definition: Row, end: dt.date) -> dict[tuple[dt.date, dt.date], _Stand]:
    """What counts in each period that had ended, by its last and first day, the latest first."""
    rows = records.once("reported", lambda: by_key(records.of("reported_result"), "definition_id"))
    periods: dict[tuple[dt.date, dt.date], list[Row]] = defaultdict(list)
    for row in rows.get(definition["definition_id"], []):
        if row["ends_on"] is not None and row["ends_on"] <= min(end, records.as_of):
            periods[row["ends_on"], row["starts_on"] or row["ends_on"]].append(row)
    return {days: _stand(definition, periods[days]) for days in sorted(periods, reverse=True)}


def _stand(definition: Row, rows: list[Row]) -> _Stand:
    value, target = _chosen(rows, definition, "value"), _chosen(rows, definition, "target")
    # Parts of what is no count are never added, and a sum of parts is set against a target of the same parts.
    unsummed = definition["measure"] != "unit" and any(row["value"] is not None for row in rows)
    comparable = not (value.is_sum and target.is_sum and _uneven(rows))
    return _Stand(
        value.value,
        target.value if comparable else None,
        _baseline(definition, rows),
        value.value is not None or value.is_torn or unsummed,
    )


def _chosen(rows: list[Row], definition: Row, column: Column) -> _Found:
    totals = _totals(rows, column)
    if totals:
        return _Found(totals[0] if len(totals) == 1 else None, len(totals) > 1)
    if definition["measure"] != "unit":
        return _Found(None)
    sets = [[(min(said), max(said)) for said in parts.values()] for parts in _sets(rows, column).values()]
    # One part alone is no division of the whole where something else divides it.
    several = [parts for parts in sets if len(parts) > 1] or sets
    if not several:
        return _Found(None)
    least = min(sum(low for low, _ in parts) for parts in several)
    most = max(sum(high for _, high in parts) for parts in several)
    torn = most - least > _TOLERANCE * max(abs(least), abs(most))
    return _Found(None if torn else least, torn, is_sum=True)


def _totals(rows: list[Row], column: Column) -> list[float]:
    return sorted({row[column] for row in rows if _is_total(row) and row[column] is not None})


def _is_total(row: Row) -> bool:
    return row["is_total"] and (row["dimensions"], row["sex"], row["age_group"]) == (None, None, None)


def _sets(rows: list[Row], column: str) -> dict[tuple[str, ...], dict[tuple[str | None, ...], set[float]]]:
    """What is said of each part, by what the whole is divided by."""
    found: dict[tuple[str, ...], dict[tuple[str | None, ...], set[float]]] = defaultdict(dict)
    for row in rows:
        if not _is_total(row) and row[column] is not None:
            part = (row["dimensions"], row["sex"], row["age_group"], row["location"])
            found[_divided_by(row)].setdefault(part, set()).add(row[column])
    return found


def _divided_by(row: Row) -> tuple[str, ...]:
    if row["dimensions"] is not None:
        names = [one.partition("=")[0] for one in row["dimensions"].split("; ")]
    else:
        names = [name for name in ("sex", "age_group") if row[name] is not None]
    return (*names, *(["@"] if row["location"] is not None else []))


def _uneven(rows: list[Row]) -> bool:
    """Whether the parts with a value are, in any set, others than those with a target."""
    values, targets = _sets(rows, "value"), _sets(rows, "target")
    return any(values[name].keys() != targets[name].keys() for name in values.keys() & targets.keys())


def _baseline(definition: Row, rows: list[Row]) -> float | None:
    """Where the way began: as the totals say, as the promise says, else what all parts of a set add up to."""
    said = [row["baseline"] for row in rows if _is_total(row) and row["baseline"] is not None]
    if definition["baseline"] is not None:
        said += [definition["baseline"] for row in rows if _is_total(row) and row["baseline"] is None]
        return min(said, default=definition["baseline"])
    if said:
        return min(said)
    if definition["measure"] != "unit":
        return None
    known, parts = _sets(rows, "baseline"), defaultdict(set)
    for row in rows:
        if not _is_total(row):
            parts[_divided_by(row)].add((row["dimensions"], row["sex"], row["age_group"], row["location"]))
    whole = [
        sum(min(found) for found in known[name].values())
        for name in known
        if known[name].keys() == parts[name]
    ]
    return min(whole, default=None)
