"""Protecting the rows of a table whose total is published too: no hidden row may come back by subtraction."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from metrics.statistics.suppress import audit, with_totals
from metrics.statistics.suppress_rates import shows_people
from metrics.value import IndicatorValue, Reason

EMPTIED = dict.fromkeys(
    ("value", "numerator", "denominator", "unknown", "low", "high", "worst", "best", "n", "target_status")
)
"""What is taken out of a hidden value."""


def hidden_rows(
    counts: Sequence[Sequence[int]], k: int, forced: frozenset[int] = frozenset()
) -> tuple[frozenset[int], frozenset[int]]:
    """Say which rows to hide, given each row's exclusive parts: those small themselves, and their protectors.

    Rows are hidden whole, and the sum of all rows is known. Of the rest the smallest rows are added until
    every hidden part can still take at least k values (``audit``); where none suffices all are hidden.
    Two parts are those achieved and not achieved of a group; one part is a plain count. ``forced`` rows are
    hidden elsewhere already, and count as small.

    >>> hidden_rows([[3, 15], [20, 30], [12, 14]], 10)
    (frozenset({0}), frozenset({2}))
    >>> hidden_rows([[20, 30], [12, 14]], 10)
    (frozenset(), frozenset())
    """
    if k <= 0:
        return frozenset(), frozenset()
    primary = {row for row, parts in enumerate(counts) if shows_people(parts, k)} | forced
    taken = set(primary)
    spare = sorted((sum(parts), row) for row, parts in enumerate(counts) if row not in taken and sum(parts))
    while taken and not _safe(counts, taken, k) and spare:
        taken.add(spare.pop(0)[1])
    return frozenset(primary), frozenset(taken - primary)


def protect(
    values: Sequence[IndicatorValue],
    k: int,
    along: Sequence[IndicatorValue] = (),
    forced: frozenset[int] = frozenset(),
) -> list[IndicatorValue]:
    """Hide the rows of a table that would show fewer than k people, directly or by subtraction.

    ``values`` are computed without any suppression and are the exclusive parts of a published total: rates
    of groups or programmes, or counts. ``along`` are other numbers of the same rows that would give the
    counts away, such as the cost of each outcome: these are returned instead, hidden in the same rows.
    """
    primary, complementary = hidden_rows([parts_of(value) for value in values], k, forced)
    return without_rows(values, k, primary | complementary, along)


def without_rows(
    values: Sequence[IndicatorValue], k: int, rows: Collection[int], along: Sequence[IndicatorValue] = ()
) -> list[IndicatorValue]:
    """Hide some rows of a table; those that are not few themselves are not said to be few."""
    return [
        hidden(shown, k, secondary=not shows_people(parts_of(value), k)) if row in rows else shown
        for row, (value, shown) in enumerate(zip(values, along or values, strict=True))
    ]


def hidden_with(value: IndicatorValue, guard: IndicatorValue, k: int) -> IndicatorValue:
    """Hide a number that would give away what another one hides, such as the cost of each of few outcomes."""
    return hidden(value, k, secondary=False) if guard.status == "suppressed" else value


def _safe(counts: Sequence[Sequence[int]], hidden: set[int], k: int) -> bool:
    """A hidden row hides its parts and its own total; the sums of the columns are known."""
    table = with_totals(counts)
    cells = {(row, column) for row in hidden for column in range(len(table[0]))}
    return all(high - low >= k for low, high in audit(table, cells).values())


def parts_of(value: IndicatorValue) -> list[int]:
    """The exclusive parts of a value: achieved and not achieved of a rate, else the count itself."""
    if value.unit == "proportion" and value.denominator is not None:
        achieved = round(value.numerator or 0)
        return [achieved, round(value.denominator) - achieved]
    if value.unit == "proportion":
        return [0, 0]
    return [round(value.value or 0)]


def hidden(value: IndicatorValue, k: int, *, secondary: bool) -> IndicatorValue:
    """Take everything out of a value that would show people; ``secondary`` ones protect others."""
    if value.value is None:
        return value
    key = "reason.complementary" if secondary else "reason.suppressed"
    return value.model_copy(
        update={
            **EMPTIED,
            "status": "suppressed",
            "reason": Reason(key=key, values={"threshold": k}),
            "notes": (),
        }
    )
