"""A number by itself, as the screens show it among others: its own address gives back nothing that they hide."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.ask import Ask
from metrics.compute import indicator_of, value
from metrics.facts.money import NO_PROGRAM
from metrics.reader import Reader
from metrics.reviews.cover import TELLING, counts_people, uncovering
from metrics.reviews.crossed import crossed
from metrics.reviews.protect import protect, without_rows
from metrics.scope import Scope
from metrics.value import IndicatorValue


def guarded_value(reader: Reader, scope: Scope, ask: Ask) -> IndicatorValue:
    """The answer to a question, hidden where it would give other people back."""
    return guarded(reader, scope, ask, value(reader, scope, ask))


def guarded(reader: Reader, scope: Scope, ask: Ask, answer: IndicatorValue) -> IndicatorValue:
    """Hide the answer to a question where, taken from the whole, it would give other people back.

    A programme stands among the programmes of its organisation, a group among the groups of its dimension: what
    is hidden in their tables is hidden here. A grant's report is protected in itself (``metrics.reviews.cover``).
    """
    if scope.threshold == 0 or answer.value is None or ask.grant is not None or ask.organization is None:
        return answer
    if answer.group is None:
        return uncovering(reader, scope, answer)
    if not _counts_people(ask):
        return answer
    programs = [ask.program] if ask.program else [one.id for one in reader.programs(scope, ask.organization)]
    return _without_hidden(reader, scope, ask, [answer], programs)[0]


def guarded_groups(
    reader: Reader, scope: Scope, ask: Ask, found: Sequence[IndicatorValue], programs: Sequence[str]
) -> list[IndicatorValue]:
    """Hide those groups of a dimension, in some programmes together, that would give people back.

    ``found`` are all groups with somebody in them and with nothing hidden yet. What counts no people, and a
    grant's report, is protected in itself.
    """
    if not found or not scope.threshold or ask.grant is not None or not _counts_people(ask):
        return protect(found, scope.threshold)
    return _without_hidden(reader, scope, ask, found, programs)


def _counts_people(ask: Ask) -> bool:
    return counts_people(indicator_of(TELLING.get(ask.indicator, ask.indicator)))


def _without_hidden(
    reader: Reader, scope: Scope, ask: Ask, found: Sequence[IndicatorValue], programs: Sequence[str]
) -> list[IndicatorValue]:
    if ask.program is None and scope.programs is None:
        # Of the whole organisation is what belongs to no programme, too.
        programs = [*programs, NO_PROGRAM]
    places = [str(one.group).split("=", 1) for one in found]
    table = crossed(reader, scope, ask, places[0][0])
    hidden = [row for row, (_, code) in enumerate(places) if table.hides(code, programs)]
    return without_rows(found, scope.threshold, hidden)
