"""Covering programmes: what one view hides no other view of the same period may give back.

Whoever looks at the whole organisation may look at each programme too. Which programmes are hidden is therefore
decided once, on the table of all of them, and holds in every view. A grant's report is a release of its own,
protected in itself: its donor's scope holds nothing else to subtract it from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from metrics.ask import Ask
from metrics.catalogue import BY_ID
from metrics.compute import value, values_by
from metrics.facts.money import NO_PROGRAM
from metrics.reader import Reader
from metrics.reviews.protect import hidden, hidden_rows, parts_of
from metrics.scope import Scope
from metrics.statistics.suppress import reveals, small
from metrics.value import IndicatorValue
from metrics.values.sums import place_of

OUTCOME = "outcome_achievement_rate"
TELLING = {"outcomes_achieved": OUTCOME, "cost_per_outcome": OUTCOME}
"""Numbers that give the counts of another away, and that other."""
MEANS = ("mean", "mean_change", "licensed_mean", "scale_mean", "mean_score", "net_promoter")
"""Kinds whose people are counted once, in ``n``."""


@dataclass(frozen=True, slots=True)
class Cover:
    """The counts of one rate in all programmes of an organisation, and which of them are hidden."""

    k: int
    counts: dict[str, tuple[int, ...]]
    hidden: frozenset[str]

    def hides(self, programs: Iterable[str]) -> bool:
        """Say whether the sum of some programmes must be hidden.

        It must where it is that of a hidden programme alone, or where what is left of the whole would be
        that of a hidden programme alone, or small.
        """
        asked = set(programs)
        left = set(self.counts) - asked
        return any(
            len(side) == 1 and side <= self.hidden for side in (asked & set(self.counts), left)
        ) or self._is_small(left)

    def _is_small(self, programs: set[str]) -> bool:
        parts = [sum(column) for column in zip(*(self.counts[one] for one in programs), strict=True)]
        if self.k <= 0 or not sum(parts):
            return False
        return small(parts[0], self.k) if len(parts) == 1 else reveals(parts[0], sum(parts), self.k)


def cover(reader: Reader, scope: Scope, ask: Ask) -> Cover:
    """Decide which programmes of an organisation are hidden in a period, for the rate that is asked."""
    rate = TELLING.get(ask.indicator, ask.indicator)
    declared = BY_ID[rate]
    counted = declared.unit == "proportion" or (declared.kind == "count" and declared.combines == "sum")
    if scope.threshold == 0 or ask.grant is not None or not (counted or declared.kind in MEANS):
        return Cover(scope.threshold, {}, frozenset())
    everything = scope.model_copy(update={"threshold": 0})
    whole = ask.model_copy(update={"indicator": rate, "program": None, "group": None})
    rows = [one for one in values_by(reader, everything, whole, "program") if one.value is not None]
    parts = {one.program or "": _people_of(one, declared.kind) for one in rows}
    all_of_it = _people_of(value(reader, everything, whole), declared.kind)
    rest = [part - sum(row[place] for row in parts.values()) for place, part in enumerate(all_of_it)]
    # Nobody's pack shows what belongs to no programme: the whole less all programmes would.
    parts[NO_PROGRAM] = tuple(max(part, 0) for part in rest)
    counts = {program: counted for program, counted in parts.items() if sum(counted)}
    primary, secondary = hidden_rows(list(counts.values()), scope.threshold)
    names = list(counts)
    return Cover(scope.threshold, counts, frozenset(names[row] for row in primary | secondary))


def _people_of(answer: IndicatorValue, kind: str) -> tuple[int, ...]:
    """The people behind a number, in exclusive parts; of a mean, all who are in it."""
    return (round(answer.n or 0),) if kind in MEANS else tuple(parts_of(answer))


def uncovering(reader: Reader, scope: Scope, answer: IndicatorValue) -> IndicatorValue:
    """Hide the number of one programme where, taken from the whole, it would give another programme's people."""
    if scope.threshold == 0 or answer.value is None or answer.program is None or answer.grant or answer.group:
        return answer
    ask = Ask(
        indicator=answer.indicator, organization=answer.organization, start=answer.start, end=answer.end
    )
    return covered(answer, [answer.program], cover(reader, scope, ask))


def covers_of_groups(reader: Reader, scope: Scope, ask: Ask, dimension: str) -> dict[str, Cover]:
    """Decide for each group of a dimension in which programmes it is hidden, for the outcome rate.

    Groups add up over programmes, and programmes over groups: hiding goes back and forth between both until
    every line of the table is safe.
    """
    if scope.threshold == 0 or ask.grant is not None:
        return {}
    cells = _cells(reader, scope, ask, dimension)
    groups, programs = sorted({group for group, _ in cells}), sorted({program for _, program in cells})
    lines = [[(group, program) for program in programs] for group in groups]
    lines += [[(group, program) for group in groups] for program in programs]
    taken: set[tuple[str, str]] = set()
    before = -1
    while len(taken) > before:
        before = len(taken)
        for line in lines:
            forced = frozenset(place for place, cell in enumerate(line) if cell in taken)
            counts = [cells.get(cell, (0, 0)) for cell in line]
            primary, secondary = hidden_rows(counts, scope.threshold, forced)
            taken |= {line[place] for place in primary | secondary}
    return {
        group: Cover(
            scope.threshold,
            {program: cells[group, program] for program in programs if (group, program) in cells},
            frozenset(program for program in programs if (group, program) in taken & cells.keys()),
        )
        for group in groups
    }


def _cells(reader: Reader, scope: Scope, ask: Ask, dimension: str) -> dict[tuple[str, str], tuple[int, int]]:
    """Achieved and not achieved of each group in each programme of the organisation."""
    whole = ask.model_copy(update={"program": None, "group": None})
    place = place_of(reader, scope, whole)
    found = reader.rows(
        f"""select grp, program, sum(achieved), sum(eligible) from published.exit
           where {place.whose} and dim = $dimension and grain = 'month'
             and period between $start and $end
             and ($programs is null or list_contains($programs, program))
           group by grp, program having sum(eligible) > 0""",
        {
            "organizations": place.organization_ids,
            "programs": place.program_ids,
            "dimension": dimension,
            "start": ask.start,
            "end": ask.end,
        },
    )
    return {(group, program): (round(x), round(n - x)) for group, program, x, n in found}


def covered(answer: IndicatorValue, programs: Iterable[str], found: Cover) -> IndicatorValue:
    """Hide a number of some programmes where another view would give a hidden programme back."""
    return hidden(answer, found.k, secondary=True) if found.hides(programs) else answer
