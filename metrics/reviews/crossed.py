"""Crossed: the groups of an organisation in each of its programmes, and which of them are hidden.

Groups add up over programmes, and programmes over groups, exactly or nearly so. What is hidden is therefore decided
once, on the table of all groups in all programmes, and holds in every view: of the whole, and of one programme.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from metrics.ask import Ask
from metrics.compute import By, indicator_of, values_by
from metrics.reader import Reader
from metrics.reviews.cover import TELLING, cover, people_of
from metrics.scope import Scope
from metrics.statistics.suppress_rates import suppress_rates
from metrics.values.sums import place_of, sums_by

Cells = dict[tuple[str, str], tuple[int, ...]]
"""The people of each group in each programme, in exclusive parts: those who achieved and those who did not."""
WHOLE = None
"""In the place of a programme: all of them together."""


@dataclass(frozen=True, slots=True)
class Crossed:
    """The programmes in which each group is found, and the groups that are hidden in them, or in the whole."""

    found: dict[str, frozenset[str]]
    hidden: frozenset[tuple[str, str | None]]

    def hides(self, group: str, programs: Iterable[str]) -> bool:
        """Say whether the number of a group in some programmes together must be hidden."""
        everywhere = self.found.get(group, frozenset())
        asked = everywhere & set(programs)
        if asked == everywhere:
            return (group, WHOLE) in self.hidden
        if len(asked) == 1:
            return any((group, one) in self.hidden for one in asked)
        return any((group, one) in self.hidden for one in everywhere)


def crossed(reader: Reader, scope: Scope, ask: Ask, dimension: str) -> Crossed:
    """Decide which groups of a dimension are hidden in which programmes, for a number that counts people."""
    told = TELLING.get(ask.indicator, ask.indicator)
    whole = ask.model_copy(update={"indicator": told, "program": None, "group": None})
    cells = _cells(reader, scope, whole, dimension)
    groups, programs = sorted({group for group, _ in cells}), sorted({program for _, program in cells})
    found = {group: frozenset(one for one in programs if (group, one) in cells) for group in groups}
    if not cells:
        return Crossed(found, frozenset())
    hidden = cover(reader, scope, whole).hidden
    nobody = (0,) * len(next(iter(cells.values())))
    parts = [
        [[cells.get((group, program), nobody)[part] for program in programs] for group in groups]
        for part in range(len(nobody))
    ]
    taken = suppress_rates(parts, scope.threshold, [programs.index(one) for one in hidden & set(programs)])
    columns: list[str | None] = [*programs, WHOLE]
    return Crossed(
        found, frozenset((groups[row], columns[column]) for row, column in taken if row < len(groups))
    )


def _cells(reader: Reader, scope: Scope, ask: Ask, dimension: str) -> Cells:
    declared = indicator_of(ask.indicator)
    if declared.kind not in ("rate", "count") or declared.combines != "sum":
        return _asked(reader, scope, ask, dimension)
    place = place_of(reader, scope, ask)
    measures = [declared.numerator, *([declared.denominator] if declared.denominator else [])]

    def sums(group: str, by: str) -> dict[str, dict[str, float]]:
        asked = ask.model_copy(update={"group": f"{dimension}={group}"})
        return sums_by(reader, place, asked, declared.fact, measures, by)

    return {
        (group, program): _parts([round(row[one] or 0) for one in measures])
        for group in sums("any", "grp")
        for program, row in sums(group, "program").items()
        if row[measures[-1]]
    }


def _asked(reader: Reader, scope: Scope, ask: Ask, dimension: str) -> Cells:
    """The same of what does not add up over time or, where somebody is in two programmes, over these: asked one by
    one. That their sum is then a little more than the whole hides rather too much."""
    everything = scope.model_copy(update={"threshold": 0})
    kind = indicator_of(ask.indicator).kind
    cells: Cells = {}
    for program in reader.programs(scope, ask.organization):
        asked = ask.model_copy(update={"program": program.id})
        for one in values_by(reader, everything, asked, cast(By, dimension)):
            people = people_of(one, kind) if one.value is not None and one.group else ()
            if sum(people):
                cells[str(one.group).split("=", 1)[1], program.id] = people
    return cells


def _parts(counts: list[int]) -> tuple[int, ...]:
    return (counts[0], counts[1] - counts[0]) if len(counts) == 2 else (counts[0],)
